// Where the mail server keeps letters that are filed (mailbox, UIDVALIDITY, UID), and how often a letter broke the desk.
import type { Place } from '../../letter.ts'
import type { Connection } from '../file/sqlite.ts'

/** The letter filed from a place, or undefined. */
export function letterAt(books: Connection, place: Place): number | undefined {
  return books.get<{ letter: number }>(
    `SELECT letter FROM places
     WHERE mailbox = :mailbox AND uid_validity = :uidValidity AND uid = :uid`,
    { ...place },
  )?.letter
}

/** Remembers that a letter lies at a place; a place that is known stays as it is. */
export function recordPlace(books: Connection, letter: number, place: Place): void {
  books.run(
    `INSERT INTO places (mailbox, uid_validity, uid, letter)
     VALUES (:mailbox, :uidValidity, :uid, :letter)
     ON CONFLICT DO NOTHING`,
    { ...place, letter },
  )
}

/** All UIDs of a mailbox that are filed, under one UIDVALIDITY. */
export function knownUids(books: Connection, mailbox: string, uidValidity: string): ReadonlySet<number> {
  const rows = books.all<{ uid: number }>(
    `SELECT uid FROM places WHERE mailbox = :mailbox AND uid_validity = :uidValidity`,
    { mailbox, uidValidity },
  )
  return new Set(rows.map((row) => row.uid))
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
