// A life as rows, and its copies: each text is cut once at all that differs between two tickets, so that a copy is put
// together from pieces.
import type Database from 'better-sqlite3'
import { makeToken } from '../../../src/desk/ticket/tag.ts'
import { stemsIn } from '../../../src/store/file/stem.ts'
import { PYOTR } from '../../support/desk.ts'
import { CONTRACT, PERSON, STRANGER } from './lives.ts'

export type Value = string | number | null

/** Who and what another copy has. */
export interface Copy {
  /** The ticket's number. */
  readonly id: number
  /** How much later it lived, in milliseconds. */
  readonly shift: number
  readonly name: string
  readonly address: string
  readonly contract: string
  readonly organisation: string
  readonly domain: string
  readonly engineer: string
  readonly engineerName: string
  readonly secret: string
  /** Words in the place of a slot. */
  piece(slot: string): string
}

type Slot = (copy: Copy) => string
type Cut = readonly (string | Slot)[]

const SLOT = new RegExp(
  [
    String.raw`(?<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)`,
    String.raw`(?<slot>ЪЪ.\d\d)`,
    String.raw`(?<token>\b[anc]\.\d+\.[0-9a-f]{8}\.[0-9a-z]{25})`,
    String.raw`(?<ours>\bt\.\d+\.)`,
    String.raw`(?<hex>\b[0-9a-f]{32}(?:[0-9a-f]{32})?\b)`,
    String.raw`SKPS-(?<number>\d+)`,
    String.raw`(?<mail>\b[me]\d+@(?:plant|vendor)\.example)`,
    `(?<address>${PERSON.address}|${STRANGER.address})`,
    `(?<engineer>${PYOTR.address.replaceAll('.', '\\.')})`,
    `(?<engineerName>${PYOTR.name})`,
    `(?<name>${PERSON.name}|${STRANGER.name})`,
    `(?<organisation>${CONTRACT.organisation})`,
    `(?<contract>${CONTRACT.number})`,
    `(?<domain>${CONTRACT.domain.replaceAll('.', '\\.')})`,
  ].join('|'),
  'giu',
)

const SLOTS: Readonly<Record<string, (found: string, id: number) => Slot>> = {
  at: (found) => {
    const then = new Date(found).getTime()
    return (copy) => new Date(then + copy.shift).toISOString()
  },
  slot: (found) => (copy) => copy.piece(found),
  token: (found) => {
    const [letter, number] = found.split('.')
    const kind = letter === 'a' ? 'answer' : letter === 'n' ? 'note' : 'commands'
    return (copy) =>
      makeToken(kind, Number(number) === 0 ? null : copy.id, copy.engineer, `${found} ${copy.id}`, copy.secret)
  },
  ours: () => (copy) => `t.${copy.id}.`,
  hex: (found) => {
    const [head, tail] = [found.slice(0, 8), found.slice(16)]
    return (copy) => head + copy.id.toString(16).padStart(8, '0') + tail
  },
  number: () => (copy) => `SKPS-${copy.id}`,
  mail: (found) => (copy) => `${copy.id}.${found}`,
  address: () => (copy) => copy.address,
  engineer: () => (copy) => copy.engineer,
  engineerName: () => (copy) => copy.engineerName,
  name: (found) => (copy) => inCaseOf(found, copy.name),
  organisation: (found) => (copy) => inCaseOf(found, copy.organisation),
  contract: () => (copy) => copy.contract,
  domain: () => (copy) => copy.domain,
}

/** What is looked up by stands in lower case. */
function inCaseOf(found: string, text: string): string {
  return found === found.toLowerCase() ? text.toLowerCase() : text
}

function cutOf(text: string, id: number): Cut | null {
  const cut: (string | Slot)[] = []
  let end = 0
  for (const match of text.matchAll(SLOT)) {
    const [name, found] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) ?? []
    const slot = name === undefined || found === undefined ? undefined : SLOTS[name]?.(found, id)
    if (slot === undefined) throw new Error(`nothing stands for ${match[0]}`)
    if (match.index > end) cut.push(text.slice(end, match.index))
    cut.push(slot)
    end = match.index + match[0].length
  }
  if (cut.length === 0) return null
  if (end < text.length) cut.push(text.slice(end))
  return cut
}

function filled(cut: Cut, copy: Copy): string {
  let text = ''
  for (const one of cut) text += typeof one === 'string' ? one : one(copy)
  return text
}

/** A row that can be copied. */
export interface Row {
  readonly columns: readonly string[]
  readonly values: readonly (Value | Cut)[]
  /** In the life's own books. */
  readonly key: number
  /** When it came into the books, for the order among the rows of many tickets. */
  readonly at: number
  /** Values of columns that name other rows. */
  readonly names: Readonly<Record<string, number | null>>
  /** Of a document of the index: its slots, and the stems of all else in it. */
  readonly words: { readonly slots: readonly string[]; readonly stems: readonly string[] }
}

/** The tables of a life, by the table's name. */
export interface LifeRows {
  readonly id: number
  readonly open: boolean
  readonly weight: number
  readonly receivedAt: number
  readonly tables: Readonly<Record<Table, readonly Row[]>>
}

export type Table = 'tickets' | 'letters' | 'outgoing' | 'deliveries' | 'journal' | 'documents' | 'kept_letters'

interface Told {
  readonly sql: string
  readonly key: string | null
  readonly at: string
  readonly names: readonly string[]
}

/** How the rows of a ticket are found, their key, when each came, and which columns name rows. */
const TOLD: Readonly<Record<Table, Told>> = {
  tickets: { sql: 'SELECT * FROM tickets WHERE id = ?', key: 'id', at: 'opened_at', names: [] },
  letters: { sql: 'SELECT * FROM letters WHERE ticket = ? ORDER BY id', key: 'id', at: 'filed_at', names: ['ticket'] },
  outgoing: {
    sql: 'SELECT * FROM outgoing WHERE ticket = ? ORDER BY number',
    ...{ key: 'number', at: 'queued_at', names: ['ticket', 'letter'] },
  },
  deliveries: {
    sql: 'SELECT deliveries.* FROM deliveries JOIN outgoing ON number = outgoing WHERE ticket = ? ORDER BY deliveries.id',
    ...{ key: 'id', at: 'queued_at', names: ['outgoing'] },
  },
  journal: {
    sql: 'SELECT * FROM journal WHERE ticket = ? ORDER BY id',
    ...{ key: 'id', at: 'at', names: ['ticket', 'letter'] },
  },
  documents: {
    sql: `SELECT documents.*, coalesce(letters.filed_at, outgoing.queued_at) AS at,
        coalesce(letters.subject || ' ' || letters.reply, outgoing.subject || ' ' || outgoing.text) AS words
      FROM documents
      LEFT JOIN letters ON letters.id = documents.letter LEFT JOIN outgoing ON number = outgoing
      WHERE coalesce(letters.ticket, outgoing.ticket) = ? ORDER BY documents.id`,
    ...{ key: 'id', at: 'at', names: ['letter', 'outgoing'] },
  },
  kept_letters: { sql: 'SELECT * FROM kept_letters WHERE ticket = ?', key: null, at: 'at', names: ['ticket'] },
}

/** All rows of a ticket, ready to be copied. */
export function lifeRows(books: Database.Database, id: number, open: boolean, weight: number): LifeRows {
  const tables = Object.fromEntries(
    Object.entries(TOLD).map(([table, told]) => [table, rowsOf(books, table, told, id)]),
  ) as unknown as LifeRows['tables']
  return { id, open, weight, receivedAt: tables.tickets[0]?.at ?? 0, tables }
}

function rowsOf(books: Database.Database, table: string, told: Told, id: number): readonly Row[] {
  const own = new Set(
    (books.prepare(`SELECT name FROM pragma_table_info('${table}')`).all() as { name: string }[]).map(
      (one) => one.name,
    ),
  )
  return books
    .prepare<[number], Record<string, Value>>(told.sql)
    .all(id)
    .map((row) => {
      const columns = Object.keys(row).filter((name) => own.has(name))
      return {
        columns,
        values: columns.map((name) => slotted(row[name] ?? null, id)),
        key: told.key === null ? 0 : Number(row[told.key]),
        at: new Date(String(row[told.at])).getTime(),
        names: Object.fromEntries(told.names.map((name) => [name, row[name] === null ? null : Number(row[name])])),
        words: wordsOf(String(row.words ?? '')),
      }
    })
}

const PIECE = /ЪЪ.\d\d/gu

function wordsOf(text: string): Row['words'] {
  return { slots: text.match(PIECE) ?? [], stems: [...stemsIn(text.replace(PIECE, ''))] }
}

function slotted(value: Value, id: number): Value | Cut {
  return typeof value === 'string' ? (cutOf(value, id) ?? value) : value
}

/** The value of a column in a copy. */
export function copied(value: Value | Cut, copy: Copy): Value {
  return typeof value === 'object' && value !== null ? filled(value, copy) : value
}
