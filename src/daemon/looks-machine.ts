// How the machine stands, for the board: what the books know, beside what the main thread has sent along.
import { officialHorizon } from '../calendar/calendar.ts'
import { type Policy, printNumber } from '../desk/desk.ts'
import type { OutboxLine, Reading } from '../store/store.ts'
import type { MachinePage, MachineState } from '../words/words.ts'
import { officialUntil } from './health.ts'

const MOST_STUCK = 50

/** The page of the machine. `versions` are those of the program and what it runs on. */
export function lookAtMachine(
  state: MachineState,
  versions: MachinePage['versions'],
  books: Pick<Reading, 'figures' | 'outbox'>,
  policy: Policy,
  now: Date,
): MachinePage {
  const { outbox, letters, setAside, bytes, writeAheadBytes, lastBackupAt } = books.figures(now)
  const stuck = books.outbox().filter(isStuck)
  return {
    page: 'machine',
    state,
    outbox,
    stuck: stuck.slice(0, MOST_STUCK).map(({ id, ticket, to, state: fate, attempts, queuedAt, nextAt, error }) => ({
      ...{ id, to, state: fate, attempts, queuedAt, nextAt, error },
      number: ticket === null ? null : printNumber(policy.support.ticketPrefix, ticket),
    })),
    stuckMore: Math.max(0, stuck.length - MOST_STUCK),
    ...{ letters, setAside, bytes, writeAheadBytes, lastBackupAt, versions },
    officialUntil: officialUntil(officialHorizon(policy.calendar, now, policy.zone), policy.zone),
    at: now,
  }
}

/** What waits for its first attempt is no trouble. */
function isStuck({ state, attempts }: OutboxLine): boolean {
  return state !== 'waiting' || attempts > 0
}
