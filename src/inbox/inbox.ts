// Letters in: connects to the support mailbox for ever, sweeps it after every hint, poll and reconnect, and hands each
// letter over once, in order of arrival. What is filed is settled on the server afterwards; nothing is ever deleted.

import { Trouble } from '../trouble.ts'
import { openAttempts } from './attempts.ts'
import { findFolders, junkWords, missingWords } from './folders.ts'
import { connectImap } from './imap.ts'
import type { FolderMemory } from './memory.ts'
import { type InboxOptions, type MailboxSettings, USUAL_PACE } from './needs.ts'
import { moveWords } from './settle.ts'
import { openSpool, rawFile } from './spool.ts'
import { type Faring, openTroubles, serveForEver } from './supervisor.ts'
import type { Room } from './sweep.ts'

export { type Brought, bringLetters } from './bring-letters.ts'
export type { FolderFindings } from './folders.ts'
export { type Connection, connectImap, type ImapSettings } from './imap.ts'
export { type LeasePlace, openMailboxLease, type SeenLease } from './mailbox-lease.ts'
export type {
  ArrivalBooks,
  Filed,
  Filing,
  InboxLog,
  InboxOptions,
  Judge,
  MailboxSettings,
  MailReader,
  Pace,
  PartTaker,
} from './needs.ts'
export { openPartFiles, type PartFiles } from './part-files.ts'
export { checkRaw, type RawFate } from './raw-check.ts'
export { OF_INIT } from './settle.ts'
export { forgetRaw, keepBeside, rawFile } from './spool.ts'

/** How the inbox fares. */
export interface InboxState {
  readonly connected: boolean
  readonly lastSweepAt: Date | null
  /** Mails seen on the server and not yet filed. */
  readonly backlog: number
  readonly trouble: string | null
  /** Names the trouble for machines. */
  readonly code: string | null
  /** Which folders that should be read are not there, in a sentence; null when all are. */
  readonly unread: string | null
}

export interface Inbox {
  /** Takes letters in until the signal aborts. Rejects only when the desk itself has a bug. */
  run(): Promise<void>
  state(): InboxState
  /** Where a kept raw mail lies. */
  rawFile(sha256: string): string
}

/** Opens the inbox: prepares the spool; connects only in `run`. Throws Trouble when the data directory cannot be used. */
export async function openInbox(options: InboxOptions): Promise<Inbox> {
  const spool = await openSpool(options.directory)
  const attempts = openAttempts(options.books, options, options.log)
  const pace = { ...USUAL_PACE, ...options.pace }
  const fares: Faring = {
    connected: false,
    lastSweepAt: null,
    trouble: null,
    code: null,
    unread: null,
    progressAt: performance.now(),
  }
  const room: Room = {
    spool,
    attempts,
    reader: options.reader,
    books: options.books,
    judge: options.judge,
    clock: options.clock,
    log: options.log,
    signal: options.signal,
    pace,
    account: { host: options.mailbox.host.toLowerCase(), user: options.mailbox.user },
    // Fixed before the first look, so that what comes between the two is the desk's.
    cutOff: cutOff(options),
    progress: () => {
      fares.progressAt = performance.now()
    },
  }
  const memories = new Map<string, FolderMemory>()
  return {
    run: () => serveForEver({ options, room, fares, memories, troubles: openTroubles(options.log, fares) }),
    state: () => ({
      connected: fares.connected,
      lastSweepAt: fares.lastSweepAt,
      backlog: [...memories.values()].reduce((sum, one) => sum + one.pending.size, 0),
      trouble: fares.trouble,
      code: fares.code,
      unread: fares.unread,
    }),
    rawFile: (sha256) => rawFile(options.directory, sha256),
  }
}

/** The clocks of two machines differ, and INTERNALDATE has whole seconds. */
const CLOCKS_DIFFER = 60_000

/** The instant of the very first start less `firstStartDays`, kept so that it never moves. */
function cutOff({ books, clock, mailbox }: InboxOptions): Date {
  const kept = books.firstStart(new Date(clock().getTime() - mailbox.firstStartDays * 86_400_000))
  return new Date(kept.getTime() - CLOCKS_DIFFER)
}

/** Signs in, looks which folders are there and selects the inbox once; throws Trouble when any of it fails. Gives what an operator should know besides. */
export async function tryMailbox(settings: MailboxSettings): Promise<readonly string[]> {
  const connection = await connectImap(settings)
  try {
    const found = await findFolders(connection, settings.folders)
    const missing = missingWords(found)
    if (missing !== null) throw new Trouble(missing, { lasting: true })
    await connection.open(settings.folders.inbox)
    return [junkWords(found), moveWords(connection)].filter((one) => one !== null)
  } finally {
    await connection.end(3_000)
  }
}
