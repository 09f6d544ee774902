// What an installation makes once and keeps in its books: its secret, its id, its first start.
import { randomBytes } from 'node:crypto'
import { at, instant, instantOrNull } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'
import { hasHappened } from './entries.ts'

export interface Settings {
  /** Signs ids and tokens: 256 random bits, hexadecimal. */
  readonly secret: string
  /** Our mark in X-Ticket-Loop. */
  readonly installId: string
  /** The first start's cut-off: kept at the first call, the same ever after. */
  firstStart(cutoff: Date): Date
  /** Whether a `once` key is in the books. */
  once(key: string): boolean
  /** Since when the mailbox may hold mail that was filed after the copy from which these books were restored; null: there is no such gap. */
  gapSince(): Date | null
  /** That mail has been found. */
  closeGap(): void
  /** Folders that should be read and are not there, and the one for spam that nobody reads, as the last look found them. */
  unreadFolders(): UnreadFolders
  keepUnreadFolders(found: UnreadFolders): void
  /** The largest letter that the SMTP server takes, in bytes; null: it names no limit; undefined: nobody has asked it yet. */
  largestLetter(): number | null | undefined
  keepLargestLetter(bytes: number | null): void
  /** Keeps how much mail from before the first start lies in a folder. */
  keepLeft(folder: string, count: number): void
}

/** The settings of these books, made if they are new. */
export function settingsOf(books: Connection): Settings {
  return {
    secret: kept(books, 'secret', () => randomBytes(32).toString('hex')),
    installId: kept(books, 'install id', () => `ticketd-${randomBytes(8).toString('hex')}`),
    firstStart: (cutoff) => instant(kept(books, 'first start', () => at(cutoff))),
    once: (key) => hasHappened(books, key),
    gapSince: () => instantOrNull(setting(books, GAP) ?? null),
    closeGap: () =>
      books.transaction(() => {
        unset(books, GAP)
        unset(books, GAP_OF)
      }),
    unreadFolders: () => unreadFolders(books),
    keepUnreadFolders: (found) => keepUnread(books, found),
    keepLeft: (folder, count) => keepLeft(books, folder, count),
    largestLetter: () => {
      const kept = setting(books, LARGEST)
      return kept === undefined ? undefined : JSON.parse(kept)
    },
    keepLargestLetter: (bytes) => keepValue(books, LARGEST, JSON.stringify(bytes)),
  }
}

const LARGEST = 'largest letter'

/** Writes a value down when it is another one. */
function keepValue(books: Connection, name: string, value: string): void {
  if (setting(books, name) === value) return
  books.transaction(() => {
    unset(books, name)
    written(books, name, value)
  })
}

const LEFT = 'left at the first start'

/** How much mail from before the first start each folder holds, as the last look found it. */
function leftAtFirstStart(books: Connection): Readonly<Record<string, number>> {
  return JSON.parse(setting(books, LEFT) ?? '{}')
}

function keepLeft(books: Connection, folder: string, count: number): void {
  const left = leftAtFirstStart(books)
  keepValue(books, LEFT, JSON.stringify({ ...left, [folder]: count }))
}

const UNREAD = 'unread folders'

/** Mail that nobody takes in because of the folder that it lies in. */
export interface UnreadFolders {
  readonly missing: readonly string[]
  readonly existing: readonly string[]
  readonly junkUnread: string | null
}

const ALL_READ: UnreadFolders = { missing: [], existing: [], junkUnread: null }

/** What the last look at the mailbox's folders found. */
export function unreadFolders(books: Connection): UnreadFolders {
  const kept = setting(books, UNREAD)
  return kept === undefined ? ALL_READ : JSON.parse(kept)
}

/** Written only when it has changed: the mailbox is looked at each minute. */
function keepUnread(books: Connection, { missing, existing, junkUnread }: UnreadFolders): void {
  const isAllRead = missing.length === 0 && junkUnread === null
  const value = isAllRead ? undefined : JSON.stringify({ missing, existing, junkUnread })
  if (setting(books, UNREAD) === value) return
  books.transaction(() => {
    unset(books, UNREAD)
    if (value !== undefined) written(books, UNREAD, value)
  })
}

const GAP = 'gap since'
const GAP_OF = 'gap of'
const TAKEOVER = 'takeover'
const COPIED = 'copied at'

/** Writes into a copy of the books when it was made. */
export function noteCopied(copy: Connection, now: Date): void {
  copy.run(`INSERT INTO settings (name, value) VALUES (:name, :now) ON CONFLICT (name) DO UPDATE SET value = :now`, {
    name: COPIED,
    now: at(now),
  })
}

/** When a copy was made; null when it is no copy of ours. */
export function copiedAt(copy: Connection): Date | null {
  return instantOrNull(setting(copy, COPIED) ?? null)
}

const BACKED_UP = 'backed up at'

/** Writes into the books of which a copy was made when that was. */
export function noteBackedUp(books: Connection, now: Date): void {
  keepValue(books, BACKED_UP, at(now))
}

/** When a copy was last made and found whole; null: never yet. */
export function lastBackupAt(books: Connection): Date | null {
  return instantOrNull(setting(books, BACKED_UP) ?? null)
}

/** Makes a copy books again, with a gap to be filled. */
export function openGap(books: Connection, since: Date, takeover: boolean): void {
  unset(books, COPIED)
  unset(books, GAP)
  written(books, GAP, at(since))
  unset(books, GAP_OF)
  if (takeover) written(books, GAP_OF, TAKEOVER)
}

/** Whether the gap is of seconds, after another desk has died: what was said in it is in doubt, and not long past. */
export function isTakeover(books: Connection): boolean {
  return setting(books, GAP_OF) === TAKEOVER
}

function unset(books: Connection, name: string): void {
  books.run(`DELETE FROM settings WHERE name = :name`, { name })
}

/** A setting's value; a visitor who only reads never makes one. */
function kept(books: Connection, name: string, make: () => string): string {
  return setting(books, name) ?? books.transaction(() => setting(books, name) ?? written(books, name, make()))
}

function setting(books: Connection, name: string): string | undefined {
  return books.get<{ value: string }>(`SELECT value FROM settings WHERE name = :name`, { name })?.value
}

function written(books: Connection, name: string, value: string): string {
  books.run(`INSERT INTO settings (name, value) VALUES (:name, :value)`, { name, value })
  return value
}
