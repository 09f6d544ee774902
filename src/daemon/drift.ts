// Whether dates would move under the rules of now: a new program or configuration may bring other days, and nobody's date
// is moved without a word. Looked up beside everything else, a stretch of tickets at a time.
import { movedBy } from '../desk/desk.ts'
import type { Log } from '../log.ts'
import type { Reading } from '../store/store.ts'
import { sentenceOf } from '../trouble.ts'
import { walked, whileReading } from './figures.ts'
import type { LiveRoom } from './live-room.ts'

/** A look that may go on while letters are filed. */
export interface Drift {
  /** Looks, once more if a look is under way, and warns when dates would move. */
  look(): void
  /** Resolves when no look is under way. */
  idle(): Promise<void>
}

export interface DriftOptions {
  readonly directory: string
  readonly room: Pick<LiveRoom, 'under' | 'clock'>
  readonly log: Log
  readonly signal: AbortSignal
}

/** Opens the look; it begins with `look`. */
export function openDrift({ directory, room, log, signal }: DriftOptions): Drift {
  let wanted = false
  let running: Promise<void> | null = null
  const warned = async (): Promise<void> => {
    const tickets = await whileReading(directory, (reading) => countAdrift(reading, room, signal))
    if (tickets > 0)
      log.warn({ count: tickets }, 'open tickets have another deadline now: "ticketd calendar apply" moves them')
  }
  const looks = async (): Promise<void> => {
    while (wanted && !signal.aborted) {
      wanted = false
      await warned().catch((error: unknown) => {
        if (signal.aborted) return
        log.warn({ because: sentenceOf(error) }, 'whether dates would move could not be looked up')
      })
    }
  }
  return {
    look: () => {
      wanted = true
      running ??= looks().finally(() => {
        running = null
      })
    },
    idle: async () => {
      while (running !== null) await running
    },
  }
}

/** How many open tickets have another deadline in the books than under the calendar that holds now. */
export async function countAdrift(
  reading: Pick<Reading, 'calendar' | 'open'>,
  room: Pick<LiveRoom, 'under' | 'clock'>,
  signal?: AbortSignal,
): Promise<number> {
  const policy = room.under(reading.calendar().years)
  const now = room.clock()
  let tickets = 0
  await walked(
    reading.open(),
    (ticket) => {
      tickets += movedBy([ticket], policy, policy, now).length
    },
    signal,
  )
  return tickets
}
