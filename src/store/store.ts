// The books: one SQLite file. The only door through which anything is written is `transaction`; the queue and the
// reports have their own. See architecture.md, "The transaction's border".
import { accessSync, constants, existsSync } from 'node:fs'
import type {
  AcceptanceFacts,
  CalendarFacts,
  Clues,
  Decision,
  Errand,
  Facts,
  FailureFacts,
  MomentFacts,
  SeenMail,
  Token,
} from '../desk/desk.ts'
import type { Acceptance, DeliveryFailure, Language, Letter, Mailbox, TicketId } from '../letter.ts'
import { Trouble, whyUnmade } from '../trouble.ts'
import { type Audit, auditOf } from './audit.ts'
import { type Copy, type Copying, copyOf } from './copy.ts'
import { lastRetired, type Retention, type Retired, retirable, retire } from './erasing/retire.ts'
import { acceptanceFacts, failureFacts, letterFacts } from './facts.ts'
import { madeFolder } from './file/lasting.ts'
import { demandShape, hasOurShape, migrate, migrationCount, refuseNewer, shapeOf } from './file/migrate.ts'
import { type Connection, holdLock, type Lock, type Outcome, openToRead, openToWrite, orClosed } from './file/sqlite.ts'
import { momentFacts, type StartOfDay } from './moment.ts'
import { dropDelivery, retryDelivery, retryFailed } from './outbox-verbs.ts'
import { demandBooks, hasBooks, refuseHalfRestored } from './presence.ts'
import { putOff, type Stumbled, stumbleKey } from './putting-off.ts'
import { type OutgoingQueue, queueOf } from './queue.ts'
import { type Reading, readingOf } from './reading.ts'
import { type Cause, type InWords, recordDecision } from './record.ts'
import { seenMail } from './seen.ts'
import { type House, setAside } from './set-aside.ts'
import { calendarVersion, calendarYears } from './tables/calendar-years.ts'
import { deliveryOf } from './tables/deliveries.ts'
import { isErased, rawErased } from './tables/erased.ts'
import { attemptErrand, errandToDo } from './tables/errands.ts'
import { knownLetter } from './tables/letters.ts'
import {
  adoptMailboxes,
  countStumble,
  type FiledThere,
  filedThere,
  forgetStumbles,
  recordPlace,
  stumblesOver,
} from './tables/places.ts'
import { noteBackedUp, type Settings, settingsOf } from './tables/settings.ts'
import { ticketsDue, unfinishedTickets } from './tables/tickets.ts'
import { type WakeQueue, wakesOf } from './tables/wakes.ts'

export type { HistoryLine } from '../desk/desk.ts'
export type { Audit, Breach, BreachCode, KeptBytes, Step } from './audit.ts'
export { type Copy, type NamedLetter, type Restored, readCopy, restoreBooks } from './copy.ts'
export { type Erased, type Erasing, erasePerson, halfErased, lookUpPerson, type Traces } from './erase.ts'
export { makeFolder } from './file/lasting.ts'
export type { Outcome } from './file/sqlite.ts'
export type { OutboxLine } from './outbox-verbs.ts'
export { hasBooks } from './presence.ts'
export type { Stumbled } from './putting-off.ts'
export type { DoubtMark, OutgoingQueue } from './queue.ts'
export type { Figures, Reading, ShownTicket } from './reading.ts'
export type { Cause, InWords } from './record.ts'
export { type Difference, type Happening, type HeardLetter, openPast, type Past, seedBooks } from './replay.ts'
export type { Due, Fate } from './tables/deliveries.ts'
export type { Message, MessageFile } from './tables/messages.ts'
export type { FiledThere } from './tables/places.ts'
export type { Found } from './tables/search.ts'
export type { Settings } from './tables/settings.ts'
export type { FinishedAfter, TicketFilter } from './tables/ticket-list.ts'

/** What may be done with the books inside a transaction. */
export interface Books {
  /** Whether this very letter is filed already; records its new place if so. */
  has(letter: Letter): boolean
  /** The mail that was sent with a token, and what its engineer may quote beside it; null when it is not known. */
  seen(token: Token): SeenMail | null
  factsFor(letter: Letter, clues: Clues, now: Date): Facts
  momentFacts(now: Date): MomentFacts
  /** Undefined when the failure is not of ours or its consequences have been drawn. */
  failureFacts(failure: DeliveryFailure): FailureFacts | undefined
  /** Undefined when nothing follows from it, or all has been drawn. */
  acceptanceFacts(acceptance: Acceptance): AcceptanceFacts | undefined
  /** Changes when a year of the calendar is applied. */
  calendarVersion(): number
  calendarFacts(): CalendarFacts
  /** The errand of a key while it is to be done. */
  errand(key: string): Errand | undefined
  record(cause: Cause, decision: Decision, said: InWords, now: Date): void
}

/** Who opens the books. A visitor writes beside the daemon: it takes no lock and changes no shape. */
export type Opener = 'daemon' | 'visitor'

export interface StoreOptions {
  readonly as?: Opener
  /** The beginning of the day in which an instant lies; Moscow's if left out. */
  readonly startOfDay?: StartOfDay
  /** The figures that the leads' morning mail asks for: null while they are being counted; without it it has none. */
  readonly figures?: NonNullable<MomentFacts['reportOn']>
  /** Told when the books get another shape, before it begins: it may take a while. */
  readonly shaping?: (sentence: string) => void
}

export interface Store {
  /** One cause, one transaction: BEGIN IMMEDIATE, all or nothing. Throws Trouble when the books take nothing. */
  transaction<T>(work: (books: Books) => T): T
  /**
   * Several causes in one commit, so one fsync: each does what it does in transactions as if it were alone, and what one
   * throws takes no other along. Begins no further one once so many milliseconds have passed, so there may be fewer
   * outcomes than causes. Throws when the books take nothing: then none of them stands.
   */
  together<T>(causes: readonly (() => T)[], withinMs: number): readonly Outcome<T>[]
  readonly queue: OutgoingQueue
  readonly wakes: WakeQueue
  readonly reading: Reading
  readonly settings: Settings
  /** What was filed from these UIDs of a folder; those of which nothing was are left out. */
  filedThere(mailbox: Mailbox, uids: readonly number[]): ReadonlyMap<number, FiledThere>
  /** Gives folders of which neither host nor user was kept to these. */
  adoptMailboxes(host: string, user: string): void
  /** The delivery of a letter of ours to one recipient, null when there is none. */
  deliveryOf(outgoing: string, recipient: string): number | null
  /** Raw mails of the last slice that retention took: they must not lie on the disk. */
  lastRetired(): readonly string[]
  /** How many raw mails and tickets have been kept long enough. */
  retirable(retention: Retention, now: Date): { readonly letters: number; readonly tickets: number }
  /** Takes what has been kept long enough, a few tickets at a time. */
  retire(retention: Retention, now: Date): Retired
  /** Whether a letter was erased: its bytes must not stay on the disk. */
  mustNotKeep(letter: Pick<Letter, 'sha256' | 'messageId' | 'contentHash'>): boolean
  /** Counts one more attempt at each letter, committed by itself before the attempts begin. */
  stumble(sha256s: readonly string[]): void
  /** Files a letter that broke the desk: no rule, no template. Gives its ticket, null when it is filed on none. */
  fileSetAside(letter: Letter, why: string, now: Date, house: House): TicketId | null
  /** Counts one more attempt at an errand, committed by itself before it begins; gives how many there are with it. */
  attemptErrand(key: string): number
  /** How often a moment's part or the consequences of a failure were begun and not ended. */
  stumblesOver(one: Stumbled): number
  /** Counts one more attempt at it, committed by itself before the attempt begins. */
  stumbleOver(one: Stumbled): void
  /** It came to its end. */
  forgetStumbles(one: Stumbled): void
  /** Puts it off by no rule; the leads are told with the next tick. Gives the ticket that it is about. */
  putOff(one: Exclude<Stumbled, { readonly kind: 'turn' }>, why: string, now: Date, language: Language): TicketId | null
  /** The tickets to which time has come. */
  ticketsDue(now: Date): readonly TicketId[]
  /** Makes a delivery due now; false when there is none such that could be sent. The history tells of it in `language`. */
  retry(delivery: number, now: Date, language: Language): boolean
  /** Makes all deliveries due now that failed since an instant; gives how many. */
  retryFailed(since: Date, now: Date, language: Language): number
  /** Tries a delivery no more; false when there is none such. The history tells of it in `language`. */
  drop(delivery: number, now: Date, language: Language): boolean
  /** Empties the write-ahead file; gives its bytes afterwards, above 0 when a reader holds it. */
  checkpoint(): number
  /** What SQLite finds wrong, 'ok' when nothing. Reads the whole file. */
  integrity(): string
  close(): void
}

/** Opens the books of a data directory, makes them if they are new. Throws lasting Trouble when it cannot be. */
export function openStore(directory: string, options: StoreOptions = {}): Store {
  if (options.as === 'visitor') return visiting(directory, options)
  madeDirectory(directory)
  const lock = holdLock(`${directory}/lock.db`)
  try {
    refuseHalfRestored(directory)
    const books = openToWrite(fileOf(directory))
    return orClosed(books, () => {
      refuseDamaged(books)
      keptBefore(books, fileOf(directory), options.shaping)
      const isNew = shapeOf(books) === 0
      migrate(books, undefined, isNew ? undefined : options.shaping)
      return storeOf(books, lock, options)
    })
  } catch (error) {
    lock.release()
    throw error
  }
}

// Looking through larger books would keep a restart waiting; there the next copy finds damage.
const LOOKED_THROUGH_BYTES = 256 * 1024 * 1024

function refuseDamaged(books: Connection): void {
  if (books.bytes() > LOOKED_THROUGH_BYTES) return
  const found = String(books.pragma('quick_check(1)'))
  if (found !== 'ok') {
    throw new Trouble('the books are damaged: restore them from the backup', { lasting: true, cause: found })
  }
}

/** Keeps a copy of books that are about to be given another shape: a program that turns out wrong can be gone back from. */
function keptBefore(books: Connection, file: string, shaping: StoreOptions['shaping']): void {
  const shape = shapeOf(books)
  if (shape === 0 || hasOurShape(books)) return
  refuseNewer(books)
  const copy = `${file}.before-${migrationCount()}`
  shaping?.(`the books have shape ${shape}, this ticketd's is ${migrationCount()}: a copy is kept as ${copy}`)
  if (!existsSync(copy)) books.copyInto(copy)
}

/** The calendar's years that were applied in a data directory, each to be checked; none where there are no books of our shape. */
export function appliedYears(directory: string): readonly unknown[] {
  if (!hasBooks(directory)) return []
  const books = openToRead(fileOf(directory))
  try {
    return hasOurShape(books) ? calendarYears(books) : []
  } finally {
    books.close()
  }
}

/** Opens the books to look only. Throws lasting Trouble when there are none or they have another shape. */
export function openReading(directory: string): Reading & { close(): void } {
  demandBooks(directory)
  const books = openToRead(fileOf(directory))
  return orClosed(books, () => {
    demandShape(books)
    return { ...readingOf(books), close: () => books.close() }
  })
}

/** Opens the books to look through them, a daemon at work or not. Throws lasting Trouble as openReading does. */
export function openAudit(directory: string): Audit & { close(): void } {
  demandBooks(directory)
  const books = openToRead(fileOf(directory))
  return orClosed(books, () => {
    demandShape(books)
    return { ...auditOf(books), close: () => books.close() }
  })
}

/** Copies the books of a data directory into a folder while a daemon may use them. Throws lasting Trouble when there are none, or they or the copy are damaged. */
export function copyBooks(directory: string, folder: string, now: Date, how: Copying = {}): Promise<Copy> {
  demandBooks(directory)
  return copyOf(fileOf(directory), folder, now, how)
}

/** Tells the books of a data directory that a whole copy was made of them; books of another shape are not told. Throws Trouble when they take nothing. */
export function noteBackup(directory: string, now: Date): void {
  demandBooks(directory)
  const books = openToWrite(fileOf(directory))
  try {
    if (hasOurShape(books)) noteBackedUp(books, now)
  } finally {
    books.close()
  }
}

function visiting(directory: string, options: StoreOptions): Store {
  demandBooks(directory)
  const books = openToWrite(fileOf(directory))
  return orClosed(books, () => {
    demandShape(books)
    return storeOf(books, undefined, options)
  })
}

function fileOf(directory: string): string {
  return `${directory}/ticketd.db`
}

function madeDirectory(directory: string): void {
  try {
    madeFolder(directory)
    accessSync(directory, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new Trouble(`the data directory ${directory} cannot be made or written: ${whyUnmade(error)}`, {
      lasting: true,
      cause: error,
    })
  }
}

function storeOf(books: Connection, lock: Lock | undefined, options: StoreOptions): Store {
  const settings = settingsOf(books)
  const startOfDay = options.startOfDay ?? startOfMoscowDay
  return {
    transaction: (work) => books.transaction(() => work(lent(books, startOfDay, options.figures))),
    together: (causes, withinMs) => books.together(causes, withinMs),
    queue: queueOf(books),
    wakes: wakesOf(books),
    reading: readingOf(books),
    settings,
    filedThere: (mailbox, uids) => filedThere(books, mailbox, uids),
    adoptMailboxes: (host, user) => books.transaction(() => adoptMailboxes(books, host, user)),
    deliveryOf: (outgoing, recipient) => deliveryOf(books, outgoing, recipient),
    lastRetired: () => lastRetired(books),
    retirable: (retention, now) => retirable(books, retention, now),
    retire: (retention, now) => retire(books, retention, now),
    mustNotKeep: (letter) => isErased(books, letter) || rawErased(books, [letter.sha256]).size > 0,
    stumble: (sha256s) =>
      books.transaction(() => {
        for (const sha256 of sha256s) countStumble(books, sha256)
      }),
    fileSetAside: (letter, why, now, house) => books.transaction(() => setAside(books, letter, why, now, house)),
    attemptErrand: (key) => books.transaction(() => attemptErrand(books, key)),
    stumblesOver: (one) => stumblesOver(books, stumbleKey(one)),
    stumbleOver: (one) => books.transaction(() => void countStumble(books, stumbleKey(one))),
    forgetStumbles: (one) => books.transaction(() => forgetStumbles(books, stumbleKey(one))),
    putOff: (one, why, now, language) => books.transaction(() => putOff(books, one, why, now, language)),
    ticketsDue: (now) => ticketsDue(books, now, 100).map((ticket) => ticket.id),
    retry: (delivery, now, language) => books.transaction(() => retryDelivery(books, delivery, now, language)),
    retryFailed: (since, now, language) => books.transaction(() => retryFailed(books, since, now, language)),
    drop: (delivery, now, language) => books.transaction(() => dropDelivery(books, delivery, now, language)),
    checkpoint: () => {
      books.checkpoint()
      return books.writeAheadBytes()
    },
    integrity: () => String(books.pragma('integrity_check')),
    close: () => {
      books.close()
      lock?.release()
    },
  }
}

/** The books as one transaction lends them. The clues of the facts say later which engineer wrote. */
function lent(books: Connection, startOfDay: StartOfDay, figures: StoreOptions['figures']): Books {
  let asked: Clues | null = null
  return {
    has: (letter) => has(books, letter),
    seen: (token) => seenMail(books, token),
    factsFor: (letter, clues, now) => {
      asked = clues
      return letterFacts(books, letter, clues, now)
    },
    momentFacts: (now) => momentFacts(books, now, startOfDay, figures),
    failureFacts: (failure) => failureFacts(books, failure),
    acceptanceFacts: (acceptance) => acceptanceFacts(books, acceptance),
    calendarVersion: () => calendarVersion(books),
    errand: (key) => errandToDo(books, key),
    calendarFacts: () => ({ applied: calendarYears(books), open: unfinishedTickets(books) }),
    record: (cause, decision, said, now) => recordDecision(books, cause, decision, said, now, asked),
  }
}

function has(books: Connection, letter: Letter): boolean {
  const row = knownLetter(books, letter)
  if (row === undefined) return isErased(books, letter)
  forgetStumbles(books, letter.sha256)
  if (letter.place !== null) recordPlace(books, row, letter.place)
  return true
}

const MOSCOW_AHEAD = 3 * 3600 * 1000
const DAY = 24 * 3600 * 1000

/** Midnight in Moscow, which has stood three hours ahead of UTC since 2014. */
function startOfMoscowDay(instant: Date): Date {
  return new Date(Math.floor((instant.getTime() + MOSCOW_AHEAD) / DAY) * DAY - MOSCOW_AHEAD)
}
