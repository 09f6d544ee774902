// The loops of the inbox: a connection for ever made anew, on it a sweep after every hint and every poll. Knows when to
// wait and how long; what a sweep does is not its business.
import { Trouble } from '../trouble.ts'
import { type Connection, connectImap } from './imap.ts'
import { type FolderMemory, untilDue } from './memory.ts'
import type { InboxLog, InboxOptions, Pace } from './needs.ts'
import type { Targets } from './settle.ts'
import { openFolder, type Room, type Swept, sweep } from './sweep.ts'

/** The same trouble is told again after so many milliseconds. */
const TELL_AGAIN = 600_000

/** How the inbox fares, kept up to date while it runs. */
export interface Faring {
  connected: boolean
  lastSweepAt: Date | null
  trouble: string | null
  progressAt: number
}

/** What the loops work with. */
export interface Service {
  readonly options: InboxOptions
  readonly room: Room
  readonly fares: Faring
  readonly memories: Map<string, FolderMemory>
  readonly troubles: Troubles
}

/** Runs until the signal aborts. Rejects only with what is no Trouble: a bug. */
export async function serveForEver(service: Service): Promise<void> {
  const { options, fares, room } = service
  const { signal, mailbox } = options
  let losses = 0
  while (!signal.aborted) {
    let wait = 0
    try {
      const connection = await connectImap(mailbox)
      fares.connected = true
      const since = fares.lastSweepAt
      await serve(service, connection)
      losses = fares.lastSweepAt === since ? losses + 1 : 0
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      losses++
      wait = error.facts.code === 'EAUTH' ? room.pace.refused : 0
      service.troubles.note(error)
    } finally {
      fares.connected = false
    }
    if (!signal.aborted) await pause(Math.max(wait, backOff(losses, room.pace)), signal)
  }
}

/** Serves one connection until it is lost or the desk stops. Throws Trouble of the connection. */
async function serve(service: Service, connection: Connection): Promise<void> {
  const { options, room, fares } = service
  const { folders } = options.mailbox
  const watchdog = setInterval(
    () => {
      if (performance.now() - fares.progressAt > room.pace.watchdog) connection.close()
    },
    Math.min(30_000, room.pace.watchdog),
  )
  try {
    const targets: Targets = {
      processed: (await connection.ensure(folders.processed)) ? folders.processed : null,
      failed: (await connection.ensure(folders.failed)) ? folders.failed : null,
    }
    if (targets.processed === null || targets.failed === null) {
      options.log.warn({}, 'a folder for filed mail cannot be made; letters are marked instead')
    }
    await sweepForEver(service, connection, targets)
  } finally {
    clearInterval(watchdog)
    await connection.end(3000)
  }
}

async function sweepForEver(service: Service, connection: Connection, targets: Targets): Promise<void> {
  const { options, room, fares, troubles } = service
  const { signal, mailbox } = options
  let failures = 0
  let pollAt = Number.NEGATIVE_INFINITY
  let inbox: Swept | null = null
  while (!signal.aborted && connection.alive()) {
    try {
      if (inbox === null || performance.now() >= pollAt || besideDue(service)) {
        inbox = await sweepAll(service, connection, targets)
        pollAt = performance.now() + mailbox.pollSeconds * 1000
      } else await sweep(room, inbox, 'newest')
      failures = 0
      fares.lastSweepAt = options.clock()
      troubles.over()
    } catch (error) {
      if (!(error instanceof Trouble) || !connection.alive()) throw error
      // The disk is full, the books are busy, or the server refuses: the mail waits there, untouched.
      troubles.note(error)
      inbox = null
      failures++
      await pause(backOff(failures, { ...room.pace, most: Math.min(room.pace.most, 60_000) }), signal)
      if (failures % 5 === 0) return
      continue
    }
    await connection.hint(Math.max(0, Math.min(pollAt - performance.now(), untilNextTry(service))), signal)
  }
}

function untilNextTry({ memories }: Service): number {
  return Math.min(Number.POSITIVE_INFINITY, ...[...memories.values()].map(untilDue))
}

/** Whether a mail in a folder beside the inbox is to be tried again. */
function besideDue({ memories, options }: Service): boolean {
  return [...memories.values()].some((one) => one.folder !== options.mailbox.folders.inbox && untilDue(one) === 0)
}

/** The inbox and the folders beside it, each selected anew; the inbox stays selected, for its hints. */
async function sweepAll(service: Service, connection: Connection, targets: Targets): Promise<Swept> {
  const { inbox, also } = service.options.mailbox.folders
  const swept = await sweepFolder(service, connection, targets, inbox)
  let beside = 0
  for (const folder of also) {
    if (service.options.signal.aborted || !(await connection.ensure(folder))) continue
    await sweepFolder(service, connection, targets, folder)
    beside++
  }
  return beside === 0 ? swept : sweepFolder(service, connection, targets, inbox)
}

async function sweepFolder(service: Service, connection: Connection, targets: Targets, folder: string): Promise<Swept> {
  const { room, memories } = service
  const { opened, memory } = await openFolder(room, connection, folder, memories.get(folder))
  memories.set(folder, memory)
  const swept = { connection, opened, memory, targets }
  await sweep(room, swept, 'all')
  return swept
}

/** Doubled each time up to the most, less a random half, so that many clients do not knock at once. */
function backOff(failures: number, pace: Pick<Pace, 'first' | 'most'>): number {
  const full = Math.min(pace.most, pace.first * 2 ** Math.min(20, Math.max(0, failures - 1)))
  return full * (0.5 + Math.random() / 2)
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    if (signal.aborted) done()
    else signal.addEventListener('abort', done)
  })
}

/** What is wrong, told once and not again at every try. */
export interface Troubles {
  note(trouble: Trouble): void
  over(): void
}

export function openTroubles(log: InboxLog, fares: Faring): Troubles {
  let told = { sentence: '', at: 0 }
  return {
    note(trouble) {
      fares.trouble = trouble.message
      const now = performance.now()
      if (told.sentence === trouble.message && now - told.at < TELL_AGAIN) return
      told = { sentence: trouble.message, at: now }
      log.error({ error: trouble }, 'the inbox waits and will try again')
    },
    over() {
      if (fares.trouble === null) return
      log.info({}, 'the inbox works again')
      fares.trouble = null
      told = { sentence: '', at: 0 }
    },
  }
}
