// Letters in slices: what each ended in, whether its words are in the full text, and what of its bytes must be on the disk.
import type { Address, Attachment } from '../../letter.ts'
import { fromJson } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'
import { GONE, rawErased } from '../tables/erased.ts'
import { wordsIndexed } from '../tables/search.ts'
import type { Breach } from './breach.ts'
import type { Documents } from './documents.ts'

/** A letter whose bytes must be kept. */
export interface KeptBytes {
  readonly row: number
  readonly sha256: string
  readonly bytes: number
  readonly ticket: number | null
}

/** A slice of the letters: what is wrong with their rows, and which files they name. */
export interface LetterSlice {
  readonly letters: readonly KeptBytes[]
  readonly found: readonly Breach[]
  readonly count: number
  /** The last row looked at; the next slice begins behind it. */
  readonly last: number
}

interface Row {
  readonly id: number
  readonly sha256: string
  readonly bytes: number
  readonly ticket: number | null
  readonly role: string
  readonly opened: number
  readonly because: string
  readonly message_id: string | null
  readonly content_hash: string
  readonly subject: string
  readonly from_name: string | null
  readonly from_address: string | null
  readonly recipients: string
  readonly copies: string
  readonly attachments: string
  readonly reply: string
  readonly document: number | null
  readonly openings: number
  readonly kept: number
  readonly twins: number
}

const SLICE = 500

/** How many letters there are. */
export function letterCount(books: Connection): number {
  return books.get<{ n: number }>(`SELECT count(*) AS n FROM letters`)?.n ?? 0
}

/** The letters behind a row, in one look; null when there are none. */
export function letterSlice(books: Connection, after: number, documents: Documents): LetterSlice | null {
  const rows = books.all<Omit<Row, 'document'>>(
    `SELECT id, sha256, bytes, ticket, role, opened, because, message_id, content_hash, subject, from_name, from_address,
       recipients, copies, attachments, reply,
       CASE WHEN opened = 0 THEN 0 ELSE (
         SELECT count(*) FROM journal WHERE journal.ticket = letters.ticket AND journal.letter = letters.id
           AND journal.what IN ('opened', 'set aside')) END AS openings,
       (SELECT count(*) FROM kept_letters WHERE letter_sha256 = letters.sha256) AS kept,
       (SELECT count(*) FROM letters AS twin WHERE twin.message_id = letters.message_id
          AND twin.content_hash = letters.content_hash AND twin.id < letters.id) AS twins
     FROM letters WHERE id > :after ORDER BY id LIMIT ${SLICE}`,
    { after },
  )
  const last = rows.at(-1)
  if (last === undefined) return null
  const gone = rawErased(
    books,
    rows.map((row) => row.sha256),
  )
  const looked = rows.filter((row) => row.because !== GONE).map((row) => ({ ...row, document: documents.of(row.id) }))
  return {
    letters: rows
      .filter((row) => !gone.has(row.sha256))
      .map(({ id, sha256, bytes, ticket }) => ({ row: id, sha256, bytes, ticket })),
    count: rows.length,
    found: looked.flatMap((row) => [...outcomeOf(row), ...fullTextOf(books, row)]),
    last: last.id,
  }
}

/** Every letter ends in exactly one outcome: a place on one ticket, or kept for its engineer. */
function outcomeOf(row: Row): readonly Breach[] {
  const { ticket, role, opened, because, twins } = row
  const isSetAside = because.startsWith('set aside:')
  if (twins > 0) return [breach(row, 'two outcomes', 'the same mail is filed twice')]
  if (opened > 0 && row.openings > 1) return [breach(row, 'two outcomes', 'it opened its ticket twice')]
  if (isSetAside && role !== 'customer') return [breach(row, 'two outcomes', `it is set aside and filed as ${role}`)]
  if (role === 'unproved' && ticket !== null)
    return [breach(row, 'two outcomes', 'it is unproved and filed on a ticket')]
  if (role === 'unproved' && row.kept === 0) return [breach(row, 'no outcome', 'it is unproved and not kept')]
  if (ticket === null && (opened === 1 || !['unproved', 'source'].includes(role)))
    return [breach(row, 'no outcome', `it is filed as ${role} and on no ticket`)]
  return []
}

/** An engineer's own mail is not looked for; what it became is. A letter that broke the desk may be in no index. */
function fullTextOf(books: Connection, row: Row): readonly Breach[] {
  if (row.role === 'unproved' || row.role === 'source' || row.because.startsWith('set aside:')) return []
  if (row.document === null) return [breach(row, 'no full text', 'its words are not in the full text')]
  const people = [
    { name: row.from_name ?? '', address: row.from_address ?? '' },
    ...fromJson<readonly Address[]>(row.recipients),
    ...fromJson<readonly Address[]>(row.copies),
  ]
  const files = fromJson<readonly Attachment[]>(row.attachments).map((one) => one.name)
  const whole = wordsIndexed(books, row.document, [
    row.subject,
    ...people.slice(0, 50).map((one) => `${one.name} ${one.address}`),
    ...files,
    row.reply,
  ])
  return whole ? [] : [breach(row, 'full text differs', 'the full text lacks words of it')]
}

function breach({ id, sha256, ticket }: Row, code: Breach['code'], what: string): Breach {
  return { code, where: `letter ${id}`, what, ticket, letter: sha256 }
}
