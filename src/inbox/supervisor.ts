// The loops of the inbox: a connection for ever made anew, on it a sweep after every hint and every poll. Knows when to
// wait and how long; what a sweep does is not its business.
import { setTimeout as sleep } from 'node:timers/promises'
import { Trouble } from '../trouble.ts'
import { unlessStopped } from './arrivals.ts'
import { type FolderFindings, findFolders, junkWords, missingWords } from './folders.ts'
import { findAgain } from './gap.ts'
import { type Connection, connectImap } from './imap.ts'
import { doubtUids, type FolderMemory, untilDue } from './memory.ts'
import type { InboxLog, InboxOptions, Pace } from './needs.ts'
import { moveWords, type Targets } from './settle.ts'
import { openFolder, type Room, type Swept, sweep } from './sweep.ts'

/** The same trouble is told again after so many milliseconds. */
const TELL_AGAIN = 600_000
/** A connection that ends sooner is a short one, in milliseconds; of the fifth in a row, and then of every fiftieth, the log tells. */
const SHORT = 10_000
const TELL_FROM = 5
const TELL_EVERY = 50
/** What the stopping desk grants a sweep to come to its end, and then the server to say goodbye, in milliseconds. */
const STOP_MOST = 4000
const LOGOUT_MOST = 3000

/** How the inbox fares, kept up to date while it runs. */
export interface Faring {
  connected: boolean
  lastSweepAt: Date | null
  trouble: string | null
  code: string | null
  /** Which folders that should be read are not there, null when all are. */
  unread: string | null
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
  let losses = 0
  while (!options.signal.aborted) {
    const sweptBefore = fares.lastSweepAt
    const begunAt = performance.now()
    const trouble = await serveOnce(service)
    if (options.signal.aborted) return
    const worked = fares.lastSweepAt !== sweptBefore
    // A connection that did its work is no failure, however it ended; one after the other that ends at once is.
    losses = worked && performance.now() - begunAt >= SHORT ? 1 : losses + 1
    if (worked && losses % TELL_EVERY === TELL_FROM)
      options.log.warn({ count: losses }, 'the mailbox ends one connection after the other')
    const wait = trouble?.facts.code === 'EAUTH' ? room.pace.refused : 0
    const most = worked ? Math.min(room.pace.most, SHORT) : room.pace.most
    await pause(Math.max(wait, backOff(losses, { ...room.pace, most })), options.signal)
  }
}

/** One connection from beginning to end. Returns what ended it, null when nobody complained. */
async function serveOnce(service: Service): Promise<Trouble | null> {
  const { options, room, fares, troubles } = service
  try {
    const connection = await connectedUnlessStopped(options, room.pace)
    if (connection !== null) await serve(service, connection)
    return null
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    if (!options.signal.aborted) troubles.note(error)
    return error
  } finally {
    fares.connected = false
  }
}

/** Null when the desk stopped before the server answered. */
async function connectedUnlessStopped({ mailbox, signal }: InboxOptions, pace: Pace): Promise<Connection | null> {
  const connecting = connectImap(mailbox, pace.silence)
  const connection = await unlessStopped(connecting, signal)
  if (connection === null) connecting.then((late) => late.close()).catch(() => undefined)
  return connection
}

/** Serves one connection until it is lost or the desk stops. Throws Trouble of the connection. */
async function serve(service: Service, connection: Connection): Promise<void> {
  const { fares, memories } = service
  fares.connected = true
  for (const memory of memories.values()) doubtUids(memory)
  const release = guarded(service, connection)
  try {
    await sweepForEver(service, connection, await targetsOn(connection, service))
  } finally {
    release()
    await connection.end(LOGOUT_MOST)
  }
}

/** Closes a connection on which nothing moves any more, or that holds up the stopping desk. Gives the end of the watch. */
function guarded({ fares, room, options }: Service, connection: Connection): () => void {
  fares.progressAt = performance.now()
  const { watchdog } = room.pace
  const looking = setInterval(
    () => {
      if (performance.now() - fares.progressAt > watchdog) connection.close()
    },
    Math.min(30_000, watchdog),
  )
  let closing: NodeJS.Timeout | undefined
  const stop = (): void => {
    closing = setTimeout(() => connection.close(), STOP_MOST)
  }
  options.signal.addEventListener('abort', stop)
  return () => {
    clearInterval(looking)
    clearTimeout(closing)
    options.signal.removeEventListener('abort', stop)
  }
}

/** That it works is said once: a mailbox that ends connections every few minutes is no news each time. */
function sayOnce({ offers }: Connection, { log, mailbox }: InboxOptions, fares: Faring): void {
  if (fares.lastSweepAt !== null) return
  const { host, port, security, folders } = mailbox
  const server = `${host}, ${security}; the server offers ${offers.join(', ') || 'none of IDLE, MOVE, UIDPLUS, CONDSTORE'}`
  log.info({ mailbox: [folders.inbox, ...folders.also].join(', '), port, because: server }, 'signed in to the mailbox')
}

async function targetsOn(connection: Connection, { options, troubles, fares }: Service): Promise<Targets> {
  const { processed, failed } = options.mailbox.folders
  const noMove = moveWords(connection)
  if (noMove !== null) troubles.remark(noMove)
  const targets = {
    processed: (await connection.ensure(processed)) ? processed : null,
    failed: (await connection.ensure(failed)) ? failed : null,
  }
  sayOnce(connection, options, fares)
  if (targets.processed === null || targets.failed === null) {
    options.log.warn({}, 'a folder for filed mail cannot be made; letters are marked instead')
  }
  return targets
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
  const found = await foldersFound(service, connection)
  const gap = await findAgain(service, connection, targets)
  const swept = await sweepFolder(service, connection, targets, inbox)
  let beside = 0
  for (const folder of also) {
    if (service.options.signal.aborted || found.missing.includes(folder)) continue
    await sweepFolder(service, connection, targets, folder)
    beside++
  }
  gap?.closeIfFilled()
  return beside === 0 ? swept : sweepFolder(service, connection, targets, inbox)
}

/** Looks which folders are there, tells what is new of it once and keeps it for the leads' morning mail. */
async function foldersFound({ options, fares }: Service, connection: Connection): Promise<FolderFindings> {
  const found = await findFolders(connection, options.mailbox.folders)
  const missing = missingWords(found)
  if (missing === null && fares.unread !== null) options.log.info({}, 'all folders that are read are there again')
  if (missing !== null && missing !== fares.unread)
    options.log.error({ because: missing }, 'mail lies unread: a folder that should be read is not there')
  const junk = junkWords(found)
  if (junk !== null && fares.lastSweepAt === null)
    options.log.warn({ because: junk }, 'mail taken for spam lies unread')
  fares.unread = missing
  options.books.keepFolders(found)
  return found
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

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
}

/** What is wrong, told once and not again at every try. */
export interface Troubles {
  note(trouble: Trouble): void
  over(): void
  /** Says something of the server that an operator should know, once. */
  remark(sentence: string): void
}

export function openTroubles(log: InboxLog, fares: Faring): Troubles {
  let told = { sentence: '', at: 0 }
  const remarks = new Set<string>()
  return {
    remark(sentence) {
      if (!remarks.has(sentence)) log.warn({}, sentence)
      remarks.add(sentence)
    },
    note(trouble) {
      fares.trouble = trouble.message
      fares.code = trouble.code
      const now = performance.now()
      if (told.sentence === trouble.message && now - told.at < TELL_AGAIN) return
      told = { sentence: trouble.message, at: now }
      log.error({ error: trouble }, 'the inbox waits and will try again')
    },
    over() {
      if (fares.trouble === null) return
      log.info({}, 'the inbox works again')
      fares.trouble = null
      fares.code = null
      told = { sentence: '', at: 0 }
    },
  }
}
