// Counting a period's figures beside everything else: a stretch of tickets, then whoever waits, then the next; so that a
// year of figures holds up no letter.
import { performance } from 'node:perf_hooks'
import { setImmediate as others } from 'node:timers/promises'
import { type FiguresAsked, type Policy, reportRules } from '../desk/desk.ts'
import { Counting, figuresOf } from '../report/report.ts'
import { openReading, type Reading } from '../store/store.ts'
import type { Figures } from '../words/words.ts'

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
  let until = performance.now() + STRETCH_MS
  for (const ticket of records.tickets) {
    counting.add(ticket)
    if (performance.now() < until) continue
    await others(undefined, { ...(signal === undefined ? {} : { signal }) })
    until = performance.now() + STRETCH_MS
  }
  return counting.figures()
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
