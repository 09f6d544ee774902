// Letters that were erased: known again by marks alone, hashes under the books' own secret. A mail of such a mark that the
// mailbox or an older copy brings again is filed nowhere.
import { createHmac } from 'node:crypto'
import type { Letter } from '../../letter.ts'
import { at } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'

/** What stands in place of what was erased. */
export const GONE = '«удалено»'

/** What makes a letter known again. */
export type Marked = Pick<Letter, 'sha256' | 'messageId' | 'contentHash'>

/** The marks of a letter: of its bytes, and of Message-ID and content where it has a Message-ID. */
export function marksOf(secret: string, { sha256, messageId, contentHash }: Marked): readonly string[] {
  const ofBytes = hashed(secret, `bytes ${sha256}`)
  return messageId === null ? [ofBytes] : [ofBytes, hashed(secret, `content ${messageId} ${contentHash}`)]
}

/** The mark of bytes that must not lie on the disk any more. */
export function rawMark(secret: string, sha256: string): string {
  return hashed(secret, `raw ${sha256}`)
}

/** The mark of a person's address, for the list that outlives the books. */
export function personMark(secret: string, address: string): string {
  return hashed(secret, `person ${address.toLowerCase()}`)
}

function hashed(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}

/** Writes marks down; those that are known stay. */
export function addMarks(books: Connection, marks: readonly string[], now: Date): void {
  for (const mark of marks) {
    books.run(`INSERT INTO erased_letters (mark, at) VALUES (:mark, :at) ON CONFLICT DO NOTHING`, { mark, at: at(now) })
  }
}

/** Whether a letter was erased. */
export function isErased(books: Connection, letter: Marked): boolean {
  if (!hasMarks(books)) return false
  return marksOf(secretOf(books), letter).some((mark) => isMarked(books, mark))
}

/** Of raw mails those that must not lie on the disk any more. */
export function rawErased(books: Connection, sha256s: readonly string[]): ReadonlySet<string> {
  if (!hasMarks(books)) return new Set()
  const secret = secretOf(books)
  return new Set(sha256s.filter((sha256) => isMarked(books, rawMark(secret, sha256))))
}

function hasMarks(books: Connection): boolean {
  return books.get(`SELECT mark FROM erased_letters LIMIT 1`) !== undefined
}

function isMarked(books: Connection, mark: string): boolean {
  return books.get(`SELECT mark FROM erased_letters WHERE mark = :mark`, { mark }) !== undefined
}

/** The books' secret; '' in books that have none yet. */
export function secretOf(books: Connection): string {
  return books.get<{ value: string }>(`SELECT value FROM settings WHERE name = 'secret'`)?.value ?? ''
}
