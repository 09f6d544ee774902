// Counting a period's figures beside everything else: a stretch of tickets, then whoever waits, then the next; so that a
// year of figures holds up no letter.
import { performance } from 'node:perf_hooks'
import { setImmediate as others } from 'node:timers/promises'
import { type FiguresAsked, type Policy, reportRules, statementAbout } from '../desk/desk.ts'
import { Counting, figuresOf, StatementCounting } from '../report/report.ts'
import { openReading, type Reading } from '../store/store.ts'
import type { Figures, Statement } from '../words/words.ts'

/** How long others wait at most. */
const STRETCH_MS = 10

/** The figures asked for, counted in stretches, until the signal aborts. `reading` must hold still: a connection of its own. */
export async function countFigures(
  asked: FiguresAsked,
  reading: Pick<Reading, 'period'>,
  policy: Policy,
  now: Date,
  signal?: AbortSignal,
): Promise<Figures> {
  const records = reading.period(asked)
  const counting = new Counting(asked, records, reportRules(policy, now), asked.contract)
  await walked(records.tickets, (ticket) => counting.add(ticket), signal)
  return counting.figures()
}

/** The statement of a contract, counted in stretches as the figures are. */
export async function countStatement(
  asked: StatementOf,
  reading: Pick<Reading, 'period'>,
  policy: Policy,
  now: Date,
  signal?: AbortSignal,
): Promise<Statement> {
  const { counting, tickets } = statementIn(asked, reading, policy, now)
  await walked(tickets, (ticket) => counting.add(ticket), signal)
  return counting.statement()
}

/** The same at one go, where nobody waits. */
export function statementNow(
  asked: StatementOf,
  reading: Pick<Reading, 'period'>,
  policy: Policy,
  now: Date,
): Statement {
  const { counting, tickets } = statementIn(asked, reading, policy, now)
  for (const ticket of tickets) counting.add(ticket)
  return counting.statement()
}

/** A contract's period. */
export type StatementOf = FiguresAsked & { readonly contract: string }

function statementIn(asked: StatementOf, reading: Pick<Reading, 'period'>, policy: Policy, now: Date) {
  const records = reading.period(asked)
  const about = statementAbout(asked.contract, new Date(asked.to.getTime() - 1), policy)
  return { counting: new StatementCounting(asked, about, records, reportRules(policy, now)), tickets: records.tickets }
}

/** One after the other, and time for others in between. */
export async function walked<T>(all: Iterable<T>, add: (one: T) => void, signal?: AbortSignal): Promise<void> {
  let until = performance.now() + STRETCH_MS
  for (const one of all) {
    add(one)
    if (performance.now() < until) continue
    await others(undefined, { ...(signal === undefined ? {} : { signal }) })
    until = performance.now() + STRETCH_MS
  }
}

/** The same at one go, where nobody waits. */
export function figuresNow(asked: FiguresAsked, reading: Pick<Reading, 'period'>, policy: Policy, now: Date): Figures {
  return figuresOf(asked, reading.period(asked), reportRules(policy, now), asked.contract)
}

/** Work on a connection to the books of its own, closed behind it. */
export async function whileReading<T>(directory: string, work: (reading: Reading) => Promise<T>): Promise<T> {
  const reading = openReading(directory)
  try {
    return await work(reading)
  } finally {
    reading.close()
  }
}
