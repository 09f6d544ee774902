// The clock tells the truth: after every step of random quarters a second, independent count of turns, dates and kept
// promises says what the books say. A long run: TICKETD_QUARTERS=10000.
import { expect, test } from 'vitest'
import { figuresNow } from '../../../src/daemon/daemon.ts'
import { chanceOf } from '../../report/generated-year.ts'
import { patientMs } from '../../support/patience.ts'
import { deadlineOf, fate, turnsOf } from './model.ts'
import { type Played, played, type Quarter } from './play.ts'

const RUNS = Number(process.env.TICKETD_QUARTERS ?? 40)
const STEPS = 24
/** What the model counts besides, and what must have come about in a run. */
const HAPPENED = ['closed by silence', 'calendar amended', 'on terms of its own', 'opened again'] as const

function wall(minutes: number | null): string | null {
  return minutes === null ? null : new Date(minutes * 60_000).toISOString()
}

/** The turns of the books, one beside the other of the same owner as one, none of no length. */
function bookTurns(quarter: Quarter, { id }: Played): readonly unknown[] {
  const turns: { whose: string; from: Date; to: Date | null }[] = []
  for (const { owner, from, to } of quarter.desk.ticket(id).intervals) {
    if (to !== null && to <= from) continue
    const last = turns.at(-1)
    if (last?.whose === owner && last.to?.getTime() === from.getTime()) last.to = to
    else turns.push({ whose: owner, from, to })
  }
  return turns.map(({ whose, from, to }) => [whose, from.toISOString(), to?.toISOString() ?? null])
}

function modelTurns({ log }: Played): readonly unknown[] {
  const turns: { whose: string; from: number; to: number | null }[] = []
  for (const { whose, from, to } of turnsOf(log)) {
    const last = turns.at(-1)
    if (last?.whose === whose && last.to === from) last.to = to
    else turns.push({ whose, from, to })
  }
  return turns.map(({ whose, from, to }) => [whose, wall(from), wall(to)])
}

/** Whether a date of the ticket stands by itself: a merge may have brought it another's. */
function standsAlone(quarter: Quarter, { id, isMerged }: Played): boolean {
  return !isMerged && !quarter.desk.store.reading.tickets({}).some((one) => one.mergedInto === id)
}

function compare(quarter: Quarter, seed: number): void {
  for (const ticket of quarter.tickets) {
    if (!standsAlone(quarter, ticket)) continue
    const said = `seed ${seed}, ${JSON.stringify(ticket.log)}`
    expect(bookTurns(quarter, ticket), said).toEqual(modelTurns(ticket))
    expect(quarter.desk.ticket(ticket.id).deadline?.toISOString(), said).toBe(
      wall(deadlineOf(ticket.log, ticket.off ?? quarter.off, ticket.terms)),
    )
  }
}

/** The report of the whole time: what fell due and was kept, and that its parts make its whole. */
function compareReport(quarter: Quarter, seed: number): void {
  const [from, to] = [new Date('2025-12-31T21:00:00Z'), new Date('2027-12-31T21:00:00Z')]
  const { desk, now, off } = quarter
  const at = new Date(now * 60_000)
  const figures = figuresNow({ from, to, contract: null }, desk.store.reading, desk.policy, at)
  const { balance, deadlines, turns } = figures.total
  const { openBefore, came, returned, processed, refused, notRequests, merged, openAfter } = balance
  expect(openBefore + came + returned).toBe(processed + refused + notRequests + merged + openAfter)
  expect(turns.us + turns.customer + turns.development + turns.contract).toBe(turns.gross)
  for (const groups of Object.values(figures.by)) {
    expect(groups.reduce((sum, one) => sum + one.deadlines.of, 0)).toBe(deadlines.of)
    expect(groups.reduce((sum, one) => sum + one.balance.came, 0)).toBe(came)
  }
  const plain = quarter.tickets.every(
    (one) => standsAlone(quarter, one) && one.log.every((row) => row.what !== 'closed'),
  )
  if (!plain) return
  const fates = quarter.tickets.map(({ log, terms }) => fate(log, deadlineOf(log, off, terms), now, terms))
  const said = `seed ${seed}, ${JSON.stringify(quarter.tickets.map((one) => one.log))}`
  expect([deadlines.kept, deadlines.of], said).toEqual([
    fates.filter((one) => one === 'kept').length,
    fates.filter((one) => one !== 'to come').length,
  ])
}

test(
  'in random quarters the books count turns, dates and kept promises as a second count does',
  () => {
    const first = Number(process.env.TICKETD_SEED ?? 1)
    const seen = new Map<string, number>()
    const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1)
    for (let seed = first; seed < first + RUNS; seed += 1) {
      const quarter = played(chanceOf(seed), STEPS, (now) => compare(now, seed))
      try {
        compareReport(quarter, seed)
        for (const { log } of quarter.tickets) for (const { what } of log) count(what)
        for (const what of quarter.happened) count(what)
      } finally {
        quarter.desk.close()
      }
    }
    // The quarters are about something.
    for (const what of HAPPENED) expect(seen.get(what) ?? 0, what).toBeGreaterThan(RUNS / 40)
    for (const what of [
      'came',
      'asked',
      'answered',
      'called',
      'wrote',
      'to development',
      'from development',
      'closed',
    ]) {
      expect(seen.get(what) ?? 0, what).toBeGreaterThan(RUNS / 40)
    }
  },
  patientMs(RUNS * 5000),
)
