// What the inbox needs of others, as narrow as it can be: the daemon shows the compiler that the store and the reader
// satisfy it.
import type { Letter, Mail, Mailbox, Verdict } from '../letter.ts'
import type { LogFields } from '../log.ts'
import type { FolderFindings, NamedFolders } from './folders.ts'
import { type ImapSettings, type Silence, USUAL_SILENCE } from './imap.ts'

/** Takes a kept mail apart, in a worker with limits. What cannot be parsed is a Mail with `setAside` too; it rejects only when even that failed. */
export interface MailReader {
  read(file: string): Promise<Mail>
}

/** Says who vouches for the sender of a kept mail. `later`: DNS does not answer, the mail is to be judged again; `tries` counts how often it was. */
export type Judge = (mail: Mail, file: string, tries: number) => Promise<Verdict | 'later'>

/** Takes a part out of a kept mail onto disk, in a worker. Rejects with Trouble. */
export interface PartTaker {
  unpack(file: string, part: number, into: string): Promise<void>
}

/** What the server said of a mail that was filed from a place. */
export interface FiledThere {
  readonly bytes: number
  readonly arrivedAt: Date | null
}

/** What the books remember of arrivals. Each call is a transaction of its own; a Trouble that passes makes the inbox wait. */
export interface ArrivalBooks {
  /** What was filed from these UIDs of a folder; those of which nothing was are left out. */
  filedThere(mailbox: Mailbox, uids: readonly number[]): ReadonlyMap<number, FiledThere>
  /** Keeps the instant before which mail that lay in the mailbox is not the desk's, and gives the one that was kept first. */
  firstStart(cutOff: Date): Date
  /** Keeps how much mail from before that instant lies in a folder. */
  keepLeft(folder: string, count: number): void
  /** Since when filed mail on the server may be unknown to the books, because they come from a copy; null: all is known. */
  gapSince(): Date | null
  /** All of it has been filed again. */
  closeGap(): void
  /** Keeps which folders that should be read are not there, and which one for spam nobody reads. */
  keepFolders(found: FolderFindings): void
  /** How many attempts to file the letter with these bytes have begun; 0 for a letter never attempted. */
  stumblesOf(sha256: string): number
  /** Counts one more attempt for each, committed before the attempts begin, so that even a death of the process is counted. */
  stumble(sha256s: readonly string[]): void
}

/** The lines that the inbox writes. */
export interface InboxLog {
  info(fields: LogFields, sentence: string): void
  warn(fields: LogFields, sentence: string): void
  error(fields: LogFields, sentence: string): void
}

/** What came of a letter: a bug in a rule, or Trouble that lasts, is told. */
export type Filed = 'filed' | { readonly threw: unknown }

/** Whom the desk lets in. Both are synchronous: filing is a transaction. */
export interface Filing {
  /**
   * Files letters that were fetched together, in one commit; a known one changes nothing, and what one throws takes no
   * other along. Gives what came of each, in their order; the last ones may be left for another call. Throws Trouble when
   * the books take nothing: then none is filed.
   */
  file(letters: readonly Letter[]): readonly Filed[]
  /** Makes a ticket of a letter that stumbled three times, by no rule and no template. */
  setAside(letter: Letter, why: string): void
}

/** How long the inbox waits, in milliseconds; tests make it short. */
export interface Pace {
  /** Back-off after a lost connection or a full disk: from, to. */
  readonly first: number
  readonly most: number
  /** After a refused password. */
  readonly refused: number
  /** A mail that could not be fetched or filed is tried again after this, doubled each time. */
  readonly retry: number
  /** A mail that failed five times rests this long; a large folder is read through as often. */
  readonly hour: number
  /** Without a successful sweep for so long the connection is made anew. */
  readonly watchdog: number
  /** So long the server may say nothing to a command. */
  readonly silence: Silence
}

export const USUAL_PACE: Pace = {
  first: 1000,
  most: 300_000,
  refused: 60_000,
  retry: 1000,
  hour: 3_600_000,
  watchdog: 600_000,
  silence: USUAL_SILENCE,
}

/** The support mailbox as the configuration names it. */
export interface MailboxSettings extends ImapSettings {
  readonly folders: NamedFolders
  readonly pollSeconds: number
  /** On the very first start mail that came within so many days is filed; older mail is left where it is. */
  readonly firstStartDays: number
}

/** All that `openInbox` is given. */
export interface InboxOptions extends Filing {
  readonly mailbox: MailboxSettings
  /** The data directory. */
  readonly directory: string
  readonly reader: MailReader
  readonly books: ArrivalBooks
  readonly judge: Judge
  readonly clock: () => Date
  readonly log: InboxLog
  /** Aborting ends `run` after the letter in hand. */
  readonly signal: AbortSignal
  readonly pace?: Partial<Pace>
}
