// Letters of ours in slices: each has a delivery for somebody, and an answer's words are in the full text.
import type { Address, PartOfLetter } from '../../letter.ts'
import { fromJson } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'
import { wordsIndexed } from '../tables/search.ts'
import type { Breach } from './breach.ts'
import type { Documents } from './documents.ts'

export interface OutgoingSlice {
  readonly found: readonly Breach[]
  readonly count: number
  /** The last row looked at; the next slice begins behind it. */
  readonly last: number
}

interface Row {
  readonly number: number
  readonly ticket: number | null
  readonly kind: string
  readonly audience: string
  readonly recipients: string
  readonly copies: string
  readonly attachments: string
  readonly subject: string
  readonly text: string
  readonly deliveries: number
}

const SLICE = 500

/** How many letters of ours there are. */
export function outgoingCount(books: Connection): number {
  return books.get<{ n: number }>(`SELECT count(*) AS n FROM outgoing`)?.n ?? 0
}

/** The letters of ours behind a row, in one look; null when there are none. */
export function outgoingSlice(books: Connection, after: number, documents: Documents): OutgoingSlice | null {
  const rows = books.all<Row>(
    `SELECT number, ticket, kind, audience, recipients, copies, attachments, subject, text,
       (SELECT count(*) FROM deliveries WHERE deliveries.outgoing = outgoing.number) AS deliveries
     FROM outgoing WHERE number > :after ORDER BY number LIMIT ${SLICE}`,
    { after },
  )
  const last = rows.at(-1)
  if (last === undefined) return null
  return { found: rows.flatMap((row) => breachesOf(books, row, documents)), count: rows.length, last: last.number }
}

function breachesOf(books: Connection, row: Row, documents: Documents): readonly Breach[] {
  const found: Breach[] = []
  const breach = (code: Breach['code'], what: string): void => {
    found.push({ code, where: `outgoing ${row.number}`, what, ticket: row.ticket })
  }
  if (row.deliveries === 0) breach('no delivery', 'it goes to nobody')
  if (row.audience !== 'customer' || row.kind !== 'answer') return found
  const document = documents.of(row.number)
  if (document === null) breach('no full text', 'its words are not in the full text')
  else if (!wordsIndexed(books, document, textsOf(row))) breach('full text differs', 'the full text lacks words of it')
  return found
}

function textsOf(row: Row): readonly string[] {
  const people = [...fromJson<readonly Address[]>(row.recipients), ...fromJson<readonly Address[]>(row.copies)]
  const files = fromJson<readonly PartOfLetter[]>(row.attachments).map((one) => one.name)
  return [row.subject, ...people.map((one) => `${one.name} ${one.address}`), ...files, row.text]
}
