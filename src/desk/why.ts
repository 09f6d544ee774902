// Why this date: the promise taken apart into days and stretches, so that a person can count it with a pencil.
import {
  addDays,
  type CalendarStatus,
  type CountedDay,
  countedDays,
  dayKey,
  earlierOf,
  elapsedSeconds,
  isoLocal,
  laterOf,
  postponement,
  type Stretch,
  startOfDay,
  statusBetween,
  type WorkClock,
} from '../calendar/calendar.ts'
import { isServed } from './entitlement.ts'
import type { Policy } from './policy.ts'
import { baseOf, clockFor, waitsOf } from './promise.ts'
import type { Interval, Ticket } from './ticket.ts'

/** One day between the arrival and the deadline. */
export interface WhyDay extends Pick<CountedDay, 'date' | 'kind' | 'ground'> {
  /** `promise`: one of the working days promised; `waited`: one that the customer's time has added; null: not counted. */
  readonly counts: 'promise' | 'waited' | null
  /** Its number among the promise's working days. */
  readonly n: number | null
  /** The customer's working time on that day that moved the promise, in seconds. */
  readonly waitedSeconds: number
  /** Whose turn it was on that day, in order. */
  readonly turns: readonly Interval['owner'][]
}

/** A promise taken apart. The sum of the days' waitedSeconds is `seconds`; the last day is the deadline's. */
export interface Why {
  readonly from: Date
  readonly agreedAt: Date | null
  readonly minDays: number
  readonly maxDays: number
  /** Before the customer's time has moved it. */
  readonly base: Date
  /** Working seconds of the customer's ended time that count. */
  readonly seconds: number
  readonly deadline: Date
  readonly status: CalendarStatus
  readonly days: readonly WhyDay[]
  readonly stretches: readonly {
    readonly from: Date
    readonly to: Date | null
    readonly seconds: number
    readonly counted: boolean
  }[]
}

/** Why the ticket's deadline is what it is; null when none is promised. */
export function whyThisDate(ticket: Ticket, policy: Policy): Why | null {
  if (!isServed(ticket.standing)) return null
  const clock = clockFor(ticket.terms, policy)
  const { from, agreedAt, minDays, maxDays } = ticket.counting
  const base = baseOf(ticket, clock)
  const waits = waitsOf(ticket)
  const { deadline, seconds, counted } = postponement(base, waits, clock)
  const effective = waits.filter((one, index) => counted[index] && one.to !== null)
  return {
    from,
    agreedAt,
    minDays,
    maxDays,
    base,
    seconds,
    deadline,
    status: statusBetween(from, deadline, clock),
    days: daysOf({
      from,
      base,
      deadline,
      agreed: agreedAt !== null,
      waits: effective,
      intervals: ticket.intervals,
      clock,
    }),
    stretches: waits.map((one, index) => ({
      ...one,
      seconds: one.to === null ? 0 : elapsedSeconds(one.from, one.to, clock),
      counted: counted[index] === true,
    })),
  }
}

interface Parts {
  readonly from: Date
  readonly base: Date
  readonly deadline: Date
  readonly agreed: boolean
  readonly waits: readonly Stretch[]
  readonly intervals: readonly Interval[]
  readonly clock: WorkClock
}

function daysOf(parts: Parts): readonly WhyDay[] {
  const { from, base, deadline, waits, clock } = parts
  const lastOfBase = countedDays(from, base, clock).at(-1)?.date ?? ''
  // The customer's time may lie beyond the days of the base: a wait of weeks that began in time.
  const end = waits.reduce((latest, { to }) => (to !== null && to > latest ? to : latest), deadline)
  const until = countedDays(from, laterOf(end, deadline), clock)
  let n = 0
  return until.map(({ date, kind, ground, counts }) => {
    const inBase = date <= lastOfBase
    const own = counts && inBase && !parts.agreed
    if (own) n += 1
    const added = counts && !inBase && date <= dayKey(new Date(deadline.getTime() - 1), clock.zone)
    return {
      date,
      kind,
      ground,
      counts: own ? 'promise' : added ? 'waited' : null,
      n: own ? n : null,
      waitedSeconds: waits.reduce((sum, wait) => sum + overlap(wait, date, clock), 0),
      turns: turnsOn(date, parts.intervals, clock),
    }
  })
}

function overlap(wait: Stretch, date: string, clock: WorkClock): number {
  const { from, to } = boundsOf(date, clock)
  const end = earlierOf(wait.to ?? to, to)
  return elapsedSeconds(laterOf(wait.from, from), end, clock)
}

function boundsOf(date: string, clock: WorkClock): { readonly from: Date; readonly to: Date } {
  return { from: startOfDay(date, clock.zone), to: startOfDay(addDays(date, 1), clock.zone) }
}

function turnsOn(date: string, intervals: readonly Interval[], clock: WorkClock): readonly Interval['owner'][] {
  const { from, to } = boundsOf(date, clock)
  return intervals
    .filter((one) => one.from < to && (one.to === null || one.to > from))
    .map((one) => one.owner)
    .filter((owner, index, all) => owner !== all[index - 1])
}

const KINDS: Readonly<Record<CountedDay['kind'], string>> = {
  work: 'рабочий день',
  short: 'рабочий день, короче на час',
  'worked-saturday': 'рабочая суббота',
  weekend: 'выходной',
  holiday: 'праздник',
  transferred: 'выходной по переносу',
}
const OWNERS: Readonly<Record<Interval['owner'], string>> = {
  us: 'служба',
  customer: 'клиент',
  development: 'разработка',
}

const STATUSES: Readonly<Record<CalendarStatus, string>> = {
  official: 'официальный',
  preliminary: 'предварительный',
  computed: 'расчётный',
}

/** The count as lines of text, for engineers: one line a day, then the stretches that moved it and the result. */
export function whyLines(why: Why, zone: string): readonly string[] {
  const at = (date: Date): string => isoLocal(date, zone).slice(0, 16).replace('T', ' ')
  const head =
    why.agreedAt === null
      ? `Отсчёт с ${at(why.from)}: ${why.minDays}–${why.maxDays} рабочих дней после дня поступления (R15).`
      : `Срок ${at(why.agreedAt)} согласован с клиентом (R16), отсчёт с ${at(why.from)}.`
  return [
    head,
    ...why.days.map(dayLine),
    ...why.stretches.map(
      ({ from, to, seconds, counted }) =>
        `Время клиента с ${at(from)} по ${to === null ? 'сейчас' : at(to)}: ${hoursText(seconds)}${counted ? '' : ', после срока, не учтено'}`,
    ),
    ...(why.seconds > 0
      ? [`Без ожидания срок был бы ${at(why.base)}; вместе ожидание ${hoursText(why.seconds)} (R4).`]
      : []),
    `Срок: ${at(why.deadline)}.`,
    ...(why.status === 'official' ? [] : [`Календарь неокончательный: ${STATUSES[why.status]}.`]),
  ]
}

function dayLine(day: WhyDay): string {
  const mark = day.counts === 'promise' ? `${day.n}-й` : day.counts === 'waited' ? 'ещё' : '—'
  const turns = day.turns.map((owner) => OWNERS[owner]).join(', ')
  const waited = day.waitedSeconds > 0 ? `; ожидание ${hoursText(day.waitedSeconds)}` : ''
  return `${day.date}  ${mark}  ${KINDS[day.kind]}${day.ground === null ? '' : ` (${day.ground})`}${turns === '' ? '' : `; ${turns}`}${waited}`
}

function hoursText(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} ч ${minutes % 60} мин`
}
