// The figures of a period for the board, with its curves: every stretch is counted as the whole is, in one walk.
import { addDays, dayKey, startOfDay } from '../calendar/calendar.ts'
import { type FiguresAsked, type Policy, periodBefore, periodIn, reportRules } from '../desk/desk.ts'
import { Counting } from '../report/report.ts'
import type { Reading } from '../store/store.ts'
import type {
  CurvePoint,
  Curves,
  Figures,
  FiguresAddress,
  FiguresPage,
  FiguresTrouble,
  PeriodRecords,
} from '../words/words.ts'
import { countFigures, walked } from './figures.ts'
import { choicesOf } from './looks.ts'

type Books = Pick<Reading, 'period'>
type Records = ReturnType<Books['period']>
type Counted = Records extends PeriodRecords<infer T> ? T : never

const MOST_DAYS = 5 * 366
/** Without a word about the period: so many days up to today. */
const USUAL_DAYS = 90
const DAY_MS = 86_400_000

/** The figures as they are asked for, or why there are none. */
export async function lookAtFigures(
  asked: FiguresAddress,
  books: Books,
  policy: Policy,
  now: Date,
): Promise<FiguresPage> {
  const written = withUsual(asked, policy, now)
  const about: Omit<FiguresPage, 'trouble' | 'figures' | 'previous' | 'curves'> = {
    page: 'figures',
    ...{ asked: written, choices: choicesOf(policy), at: now, prefix: policy.support.ticketPrefix },
  }
  const period = periodOf(written, policy, now)
  if (typeof period === 'string') return { ...about, trouble: period, figures: null, previous: null, curves: null }
  const before = { ...periodBefore(period, policy.zone), contract: period.contract }
  const figures = await countFigures(period, books, policy, now)
  const previous = asked.compare ? await countFigures(before, books, policy, now) : null
  return { ...about, trouble: null, figures, previous, curves: await curvesOf(period, books, policy, now) }
}

function withUsual(asked: FiguresAddress, { zone }: Policy, now: Date): FiguresAddress {
  const today = dayKey(now, zone)
  return { ...asked, from: asked.from.trim() || addDays(today, 1 - USUAL_DAYS), to: asked.to.trim() || today }
}

function periodOf({ from, to, contract }: FiguresAddress, policy: Policy, now: Date): FiguresAsked | FiguresTrouble {
  const [first, last] = [periodIn(from, policy.zone, now), periodIn(to, policy.zone, now)]
  if (first === null) return 'from'
  if (last === null) return 'to'
  if (first.from >= last.to) return 'backwards'
  if (last.to.getTime() - first.from.getTime() > MOST_DAYS * DAY_MS) return 'too long'
  const named = (policy.contracts ?? []).find((one) => one.number.toLowerCase() === contract.trim().toLowerCase())
  if (contract.trim() !== '' && named === undefined) return 'contract'
  return { from: first.from, to: last.to, contract: named?.number ?? null }
}

interface Stretch {
  readonly from: Date
  readonly to: Date
  readonly counting: Counting<Counted>
}

async function curvesOf(period: FiguresAsked, books: Books, policy: Policy, now: Date): Promise<Curves> {
  const days = (period.to.getTime() - period.from.getTime()) / DAY_MS
  const step = days <= 31 ? 'day' : days <= 370 ? 'week' : 'month'
  const records = books.period(period)
  const rules = reportRules(policy, now)
  const counted = (all: readonly (readonly [Date, Date])[]): readonly Stretch[] =>
    all.map(([from, to]) => ({
      from,
      to,
      counting: new Counting({ from, to }, { ...records, events: [] }, rules, period.contract),
    }))
  const fine = counted(stretches(period, step, policy.zone, now))
  const months = step === 'month' ? fine : counted(stretches(period, 'month', policy.zone, now))
  const all = step === 'month' ? fine : [...fine, ...months]
  await walked(records.tickets, (ticket) => {
    for (const one of all) if (livedIn(ticket, one)) one.counting.add(ticket)
  })
  return { step, points: fine.map(pointOf), months: months.map(pointOf) }
}

/** Whether a ticket has anything to say to a stretch: it lived in it, or fell due in it. */
function livedIn({ receivedAt, closedAt, deadline, promises }: Counted, { from, to }: Stretch): boolean {
  if (receivedAt >= to) return false
  if (closedAt === null || closedAt >= from) return true
  const falls = (at: Date | null): boolean => at !== null && at >= from && at < to
  return falls(deadline) || promises.some((one) => falls(one.deadlineAt))
}

/** Whole days, weeks from Monday or months; the first and last as far as the period reaches, none that has not begun. */
function stretches(
  { from, to }: FiguresAsked,
  step: Curves['step'],
  zone: string,
  now: Date,
): readonly (readonly [Date, Date])[] {
  const all: (readonly [Date, Date])[] = []
  for (let at = from; at < to && at <= now; ) {
    const end = startOfDay(nextOn(dayKey(at, zone), step), zone)
    const until = end < to ? end : to
    all.push([at, until])
    at = until
  }
  return all
}

function nextOn(day: string, step: Curves['step']): string {
  if (step === 'day') return addDays(day, 1)
  if (step === 'week') return addDays(day, 7 - ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
  const [year = 0, month = 1] = day.split('-').map(Number)
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}

function pointOf({ from, to, counting }: Stretch): CurvePoint {
  const { total }: Figures = counting.figures()
  const { balance, overdue, deadlines, processing } = total
  return {
    ...{ from, to, came: balance.came, processed: balance.processed, open: balance.openAfter, overdue },
    ...{ kept: deadlines.kept, due: deadlines.of, meanDays: processing.net.mean },
  }
}
