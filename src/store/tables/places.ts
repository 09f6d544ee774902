// Where the mail server keeps letters that are filed (host, user, folder, UIDVALIDITY, UID), what it said of them there,
// and how often a letter broke the desk.
import type { Mailbox, Place } from '../../letter.ts'
import { atOrNull, instantOrNull, json } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'

/** What the server said of a mail when it was filed from a place. */
export interface FiledThere {
  /** RFC822.SIZE as it was then. */
  readonly bytes: number
  /** INTERNALDATE as it was then; null when the server gave none. */
  readonly arrivedAt: Date | null
}

/** What was filed from these UIDs of a folder; those of which nothing was are left out. */
export function filedThere(
  books: Connection,
  mailbox: Mailbox,
  uids: readonly number[],
): ReadonlyMap<number, FiledThere> {
  const rows = books.all<{ uid: number; bytes: number; arrived_at: string | null }>(
    `SELECT places.uid AS uid, coalesce(places.bytes, letters.bytes) AS bytes,
       CASE WHEN places.bytes IS NULL THEN letters.arrived_at ELSE places.arrived_at END AS arrived_at
     FROM places JOIN letters ON letters.id = places.letter
     WHERE places.mailbox = (SELECT number FROM mailboxes WHERE host = :host AND user = :user AND folder = :folder)
       AND places.uid_validity = :uidValidity AND places.uid IN (SELECT value FROM json_each(:uids))`,
    { ...keyOf(mailbox), uids: json(uids) },
  )
  return new Map(rows.map((row) => [row.uid, { bytes: row.bytes, arrivedAt: instantOrNull(row.arrived_at) }]))
}

/** Remembers that a letter lies at a place; what was known of that place before is of the past. */
export function recordPlace(books: Connection, letter: number, place: Place): void {
  books.run(
    `INSERT INTO places (mailbox, uid_validity, uid, letter, bytes, arrived_at)
     VALUES (:mailbox, :uidValidity, :uid, :letter, :bytes, :arrivedAt)
     ON CONFLICT DO UPDATE SET letter = :letter, bytes = :bytes, arrived_at = :arrivedAt`,
    {
      mailbox: numberOf(books, place),
      uidValidity: place.uidValidity,
      uid: place.uid,
      letter,
      bytes: place.bytes,
      arrivedAt: atOrNull(place.arrivedAt),
    },
  )
}

/** Folders of which neither host nor user was kept belong to these; a folder that is known under them already stays. */
export function adoptMailboxes(books: Connection, host: string, user: string): void {
  books.run(`UPDATE OR IGNORE mailboxes SET host = :host, user = :user WHERE host = '' AND user = ''`, { host, user })
}

function keyOf({ host, user, folder, uidValidity }: Mailbox) {
  return { host, user, folder, uidValidity }
}

function numberOf(books: Connection, { host, user, folder }: Mailbox): number {
  const known = books.get<{ number: number }>(
    `SELECT number FROM mailboxes WHERE host = :host AND user = :user AND folder = :folder`,
    { host, user, folder },
  )
  if (known !== undefined) return known.number
  return books.run(`INSERT INTO mailboxes (host, user, folder) VALUES (:host, :user, :folder)`, { host, user, folder })
    .id
}
/** Counts one more stumble over a letter; gives the count. */
export function countStumble(books: Connection, sha256: string): number {
  const row = books.get<{ times: number }>(
    `INSERT INTO stumbles (sha256, times) VALUES (:sha256, 1)
     ON CONFLICT (sha256) DO UPDATE SET times = times + 1
     RETURNING times`,
    { sha256 },
  )
  return row?.times ?? 1
}

/** How often filing a letter was begun and not ended; 0 once it is filed, however often the same bytes come again. */
export function stumblesOver(books: Connection, sha256: string): number {
  return (
    books.get<{ times: number }>(
      `SELECT times FROM stumbles
       WHERE sha256 = :sha256 AND NOT EXISTS (SELECT 1 FROM letters WHERE sha256 = :sha256)`,
      { sha256 },
    )?.times ?? 0
  )
}

/** A letter is filed: how often that was begun is of no more use. */
export function forgetStumbles(books: Connection, sha256: string): void {
  books.run(`DELETE FROM stumbles WHERE sha256 = :sha256`, { sha256 })
}
