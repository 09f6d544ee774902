// Books of any size by bulk: lives that the desk's own rules made, copied with other numbers, names, words and moments into
// the project's own schema, the full text filled. What is finished has been spread over years, the last few thousand are open.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openStore } from '../../../src/store/store.ts'
import { type Copy, copied, type LifeRows, lifeRows, type Row, type Table, type Value } from './copies.ts'
import { type Kinds, playedLives } from './lives.ts'
import { type Piece, pieces } from './vocabulary.ts'

/** What books are to be made. */
export interface Bulk {
  readonly tickets: number
  readonly contracts: number
  readonly engineers: number
  /** The mailbox from whose inbox the letters came. */
  readonly mailbox: { readonly host: string; readonly user: string }
  readonly now: Date
  /** Told of each stage. */
  readonly said?: (stage: string) => void
}

export const PEOPLE_OF_A_CONTRACT = 10
const YEAR = 365 * 86_400_000
const WEEK = 7 * 86_400_000
const TICKETS_A_YEAR = 100_000
const MOST_OPEN = 3_000
const CHUNK = 4_000
const WHOLE = 20_000
/** A robot of the first contract opened so many of a thousand. */
const OF_ROBOT = 15

/** A person of the bulk's contracts, and how the contracts' file names him. */
export function personOf(contract: number, person: number): { readonly name: string; readonly address: string } {
  return { name: `Фамильев${contract}x${person} Имён`, address: `p${person}@org${contract}.example` }
}

/** A number of its own, written as people write them. */
export function phoneOf(n: number): string {
  const digits = String(n).padStart(7, '0')
  return `8 (495) ${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`
}

export function engineerOf(n: number): { readonly name: string; readonly address: string } {
  return { name: `Инженеров ${n}`, address: `engineer${n}@vendor.example` }
}

/** The contracts' file of so many contracts. */
export function bulkContracts(count: number): readonly Record<string, unknown>[] {
  return Array.from({ length: count }, (_, contract) => ({
    number: `К-${contract}`,
    organisation: `ООО «Предприятие ${contract}»`,
    domains: [`org${contract}.example`],
    people: Array.from({ length: PEOPLE_OF_A_CONTRACT }, (_, person) => ({
      ...personOf(contract, person),
      phone: phoneOf(contract * PEOPLE_OF_A_CONTRACT + person),
    })),
    validFrom: '2010-01-01',
    validTo: '2039-12-31',
  }))
}

/** Makes the books in a data directory that has none. */
export function makeBooks(directory: string, bulk: Bulk): void {
  const said = bulk.said ?? (() => undefined)
  mkdirSync(directory, { recursive: true })
  const { desk, endsAt, ...kinds } = playedLives()
  const file = join(directory, 'ticketd.db')
  const secret = desk.store.settings.secret
  const from = new Database(join(desk.folder, 'data/ticketd.db'), { readonly: true })
  const lives = livesIn(from, kinds)
  const settings = from.prepare<[], { name: string; value: string }>('SELECT name, value FROM settings').all()
  from.close()
  desk.close()
  openStore(directory).close()
  const books = new Database(file)
  try {
    books.pragma('synchronous = OFF')
    books.pragma('cache_size = -400000')
    books.pragma('foreign_keys = OFF')
    books.pragma('wal_autocheckpoint = 100000')
    const put = books.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)')
    for (const { name, value } of settings) put.run(name, value)
    const indices = withoutIndices(books)
    new Copying(books, lives, bulk, secret, endsAt).run(said)
    callsIn(books)
    said(`${bulk.tickets} tickets stand there; their ${indices.length} indices are made`)
    for (const sql of indices) books.exec(sql)
    books.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    books.close()
  }
}

/** Every third ticket began by telephone, each with a number of its own: whoever calls is looked for among all of them. */
function callsIn(books: Database.Database): void {
  const put = books.prepare('UPDATE tickets SET customer_phone = ? WHERE id = ?')
  const ids = books.prepare<[], { id: number }>('SELECT id FROM tickets WHERE id % 3 = 0').all()
  books.transaction(() => {
    for (const { id } of ids) put.run(phoneOf(id), id)
  })()
}

function livesIn(books: Database.Database, { finished, open }: Kinds): readonly LifeRows[] {
  return [
    ...finished.map(([id, weight]) => lifeRows(books, id, false, weight)),
    ...open.map(([id, weight]) => lifeRows(books, id, true, weight)),
  ]
}

/** An index is made in one go when all rows are there. */
function withoutIndices(books: Database.Database): readonly string[] {
  const indices = books
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`,
    )
    .all()
  for (const { name } of indices) books.exec(`DROP INDEX "${name}"`)
  return indices.map((one) => one.sql)
}

/** Rows of one instant in the order in which one names the other. */
const RANK: readonly Table[] = ['tickets', 'letters', 'outgoing', 'deliveries', 'journal', 'documents', 'kept_letters']

interface Pending {
  readonly at: number
  readonly rank: number
  readonly row: Row
  readonly copy: Copied
}

interface Copied extends Copy {
  readonly letters: Map<number, number>
  readonly outgoing: Map<number, number>
}

class Copying {
  readonly #books: Database.Database
  readonly #bulk: Bulk
  readonly #secret: string
  readonly #endsAt: Date
  /** Letters of ours on tickets behind this one are whole. */
  readonly #wholeFrom: number
  readonly #finished: readonly LifeRows[]
  readonly #open: readonly LifeRows[]
  readonly #pieces: readonly Piece[] = pieces()
  readonly #inserts = new Map<Table, Database.Statement<Value[]>>()
  readonly #index: Database.Statement<[number, string]>
  readonly #place: Database.Statement<Value[]>
  readonly #next: Record<Table, number> = {
    ...{ tickets: 1, letters: 1, outgoing: 1, deliveries: 1, journal: 1, documents: 1, kept_letters: 1 },
  }

  constructor(books: Database.Database, lives: readonly LifeRows[], bulk: Bulk, secret: string, endsAt: Date) {
    this.#books = books
    this.#bulk = bulk
    this.#secret = secret
    this.#endsAt = endsAt
    this.#wholeFrom = bulk.tickets - WHOLE
    this.#finished = lives.filter((one) => !one.open)
    this.#open = lives.filter((one) => one.open)
    this.#index = books.prepare('INSERT INTO stems (rowid, words) VALUES (?, ?)')
    this.#place = books.prepare(
      'INSERT INTO places (mailbox, uid_validity, uid, letter, bytes, arrived_at) VALUES (1, ?, ?, ?, ?, ?)',
    )
    books
      .prepare('INSERT INTO mailboxes (number, host, user, folder) VALUES (1, ?, ?, ?)')
      .run(bulk.mailbox.host, bulk.mailbox.user, 'INBOX')
  }

  run(said: (stage: string) => void): void {
    const { tickets } = this.#bulk
    for (let first = 1; first <= tickets; first += CHUNK) {
      this.#books.transaction(() => this.#chunk(first, Math.min(tickets, first + CHUNK - 1)))()
      said(`${Math.min(tickets, first + CHUNK - 1)} tickets`)
    }
  }

  #chunk(first: number, last: number): void {
    const pending: Pending[] = []
    for (let id = first; id <= last; id += 1) {
      const life = this.#lifeOf(id)
      const copy = this.#copyOf(id, life)
      RANK.forEach((table, rank) => {
        for (const row of life.tables[table]) pending.push({ at: row.at + copy.shift, rank, row, copy })
      })
    }
    pending.sort((a, b) => a.at - b.at || a.rank - b.rank)
    for (const one of pending) this.#insert(RANK[one.rank] ?? 'tickets', one)
  }

  #opensFrom(): number {
    const { tickets } = this.#bulk
    return tickets - Math.min(MOST_OPEN, Math.round(tickets * 0.06))
  }

  #lifeOf(id: number): LifeRows {
    const lives = id > this.#opensFrom() ? this.#open : this.#finished
    const sum = lives.reduce((all, one) => all + one.weight, 0)
    let at = scattered(id, 1) % sum
    for (const life of lives) {
      if (at < life.weight) return life
      at -= life.weight
    }
    throw new Error('no life')
  }

  #copyOf(id: number, life: LifeRows): Copied {
    const { contracts, engineers } = this.#bulk
    const share = (scattered(id, 2) % 100_000) / 100_000
    const contract = Math.floor(contracts * share * share)
    const isRobot = scattered(id, 4) % 1000 < OF_ROBOT
    const person = isRobot ? personOf(0, 0) : personOf(contract, scattered(id, 3) % PEOPLE_OF_A_CONTRACT)
    const engineer = engineerOf(scattered(id, 5) % engineers)
    const own = isRobot ? 0 : contract
    return {
      ...{ id, shift: this.#shiftOf(id, life), secret: this.#secret, ...person },
      ...{ contract: `К-${own}`, organisation: `ООО «Предприятие ${own}»`, domain: `org${own}.example` },
      ...{ engineer: engineer.address, engineerName: engineer.name },
      piece: (slot) => this.#piece(id, slot).text,
      letters: new Map(),
      outgoing: new Map(),
    }
  }

  /** Weekdays and hours stay as they are. */
  #shiftOf(id: number, life: LifeRows): number {
    const { tickets, now } = this.#bulk
    const last = Math.ceil((now.getTime() - this.#endsAt.getTime()) / WEEK) * WEEK
    if (life.open) return last
    const years = Math.min(10, Math.max(0.5, tickets / TICKETS_A_YEAR))
    const at = now.getTime() - 60 * 86_400_000 - years * YEAR * (1 - id / tickets)
    return Math.round((at - life.receivedAt) / WEEK) * WEEK
  }

  #piece(id: number, slot: string): Piece {
    const number = slot.charCodeAt(2) * 100 + Number(slot.slice(3))
    const piece = this.#pieces[scattered(id, number) % this.#pieces.length]
    if (piece === undefined) throw new Error('no piece')
    return piece
  }

  #insert(table: Table, { row, copy }: Pending): void {
    const key = this.#next[table]++
    if (table === 'letters') copy.letters.set(row.key, key)
    if (table === 'outgoing') copy.outgoing.set(row.key, key)
    const values = row.columns.map((name, n) => this.#valueOf(table, name, row, row.values[n] ?? null, key, copy))
    this.#insertOf(table, row.columns).run(...values)
    if (table === 'documents') this.#index.run(key, this.#wordsOf(row, copy))
    if (table === 'letters')
      this.#place.run('1', key, key, 3000 + (key % 2000), new Date(row.at + copy.shift).toISOString())
  }

  #valueOf(table: Table, name: string, row: Row, value: Row['values'][number], key: number, copy: Copied): Value {
    if (table === 'tickets' && name === 'id') return copy.id
    if (name === (table === 'outgoing' ? 'number' : 'id') && table !== 'kept_letters' && typeof value === 'number')
      return key
    const named = row.names[name]
    if (table === 'outgoing' && copy.id <= this.#wholeFrom && (name === 'html' || name === 'text'))
      return shortened(copied(value, copy), name)
    if (named === undefined) return copied(value, copy)
    if (named === null) return null
    if (name === 'letter') return copy.letters.get(named) ?? null
    return name === 'outgoing' ? (copy.outgoing.get(named) ?? null) : copy.id
  }

  #wordsOf(row: Row, copy: Copied): string {
    const stems = new Set(row.words.stems)
    for (const slot of row.words.slots) for (const stem of this.#piece(copy.id, slot).stems) stems.add(stem)
    for (const word of `${copy.name} ${copy.address}`.toLowerCase().split(/[^\p{L}\p{N}]+/u)) stems.add(word)
    return [...stems].join(' ')
  }

  #insertOf(table: Table, columns: readonly string[]): Database.Statement<Value[]> {
    const known = this.#inserts.get(table)
    if (known !== undefined) return known
    const statement = this.#books.prepare<Value[]>(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    )
    this.#inserts.set(table, statement)
    return statement
  }
}

/** What nobody reads again is cut, so that books of a million fit on a disk: the rows, and the ways to them, are what counts. */
function shortened(text: Value, name: 'html' | 'text'): Value {
  return String(text).slice(0, name === 'html' ? 200 : 500)
}

/** A number that follows from two and looks like chance. */
function scattered(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  return (h ^ (h >>> 13)) >>> 0
}
