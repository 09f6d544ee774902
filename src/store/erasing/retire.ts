// What has been kept long enough goes: raw mail of tickets finished so many months ago, and of those finished so many years ago
// everything but their figures. A few tickets at a time, each slice a transaction; how far it came stands in the books.
import { at, before, DAY, fromJson, json } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'
import { addMarks, rawMark, secretOf } from '../tables/erased.ts'
import { wipe } from './wipe.ts'

/** How long is kept what; 0: for ever. */
export interface Retention {
  readonly rawMonths: number
  readonly ticketYears: number
}

/** What a slice took. */
export interface Retired {
  /** Raw mails that must go from the disk. */
  readonly raw: readonly string[]
  readonly tickets: number
  /** Nothing is left to take. */
  readonly isDone: boolean
}

const SLICE = 20
const ALL = -1
const MONTH = 30.44 * DAY
const YEAR = 365.25 * DAY

/** Takes the next few tickets' raw mail, or the next few tickets whole. */
export function retire(books: Connection, { rawMonths, ticketYears }: Retention, now: Date): Retired {
  const raw = rawMonths === 0 ? [] : due(books, 'retired raw', before(now, rawMonths * MONTH))
  const whole = ticketYears === 0 ? [] : due(books, 'retired tickets', before(now, ticketYears * YEAR))
  return books.transaction(() => {
    const gone = [...rawRetired(books, raw, now), ...wholeRetired(books, whole, now)]
    counted(books, gone.length, whole.length, now)
    // Known until the next slice: whoever dies between the books and the disk takes the files off it the next time.
    if (gone.length > 0) keep(books, LAST, json(gone))
    return { raw: gone, tickets: whole.length, isDone: raw.length < SLICE && whole.length < SLICE }
  })
}

/** How much would go now. */
export function retirable(
  books: Connection,
  { rawMonths, ticketYears }: Retention,
  now: Date,
): { readonly letters: number; readonly tickets: number } {
  const raw = rawMonths === 0 ? [] : due(books, 'retired raw', before(now, rawMonths * MONTH), ALL)
  const whole = ticketYears === 0 ? [] : due(books, 'retired tickets', before(now, ticketYears * YEAR), ALL)
  const letters = new Set(lettersOf(books, [...raw, ...whole]).map((one) => one.sha256))
  return { letters: letters.size, tickets: whole.length }
}

interface Finished {
  readonly id: number
  readonly closed_at: string
}

const LAST = 'retired last'

/** The raw mails of the last slice that took any: they must not lie on the disk. */
export function lastRetired(books: Connection): readonly string[] {
  const kept = books.get<{ value: string }>(`SELECT value FROM settings WHERE name = :name`, { name: LAST })?.value
  return kept === undefined ? [] : fromJson<string[]>(kept)
}

/** The next finished tickets behind the last ones taken; one that was opened again comes again by its new end. */
function due(books: Connection, name: string, until: Date, most = SLICE): readonly Finished[] {
  const kept = books.get<{ value: string }>(`SELECT value FROM settings WHERE name = :name`, { name })?.value
  const last = kept === undefined ? { at: '', id: 0 } : fromJson<{ at: string; id: number }>(kept)
  return books.all<Finished>(
    `SELECT id, closed_at FROM tickets
     WHERE closed_at IS NOT NULL AND state IN ('closed', 'declined') AND closed_at < :until
       AND (closed_at > :at OR (closed_at = :at AND id > :id))
     ORDER BY closed_at, id LIMIT :most`,
    { until: at(until), most, ...last },
  )
}

function noteLast(books: Connection, name: string, tickets: readonly Finished[]): void {
  const last = tickets.at(-1)
  if (last !== undefined) keep(books, name, json({ at: last.closed_at, id: last.id }))
}

function keep(books: Connection, name: string, value: string): void {
  books.run(
    `INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = :value`,
    {
      name,
      value,
    },
  )
}

function rawRetired(books: Connection, tickets: readonly Finished[], now: Date): readonly string[] {
  const letters = lettersOf(books, tickets)
  const secret = secretOf(books)
  addMarks(
    books,
    letters.map((one) => rawMark(secret, one.sha256)),
    now,
  )
  noteLast(books, 'retired raw', tickets)
  return letters.map((one) => one.sha256)
}

function wholeRetired(books: Connection, tickets: readonly Finished[], now: Date): readonly string[] {
  if (tickets.length === 0) return []
  const own = tickets.map((one) => one.id)
  const outgoing = books
    .all<{ id: number }>(`SELECT number AS id FROM outgoing WHERE ticket IN (SELECT value FROM json_each(:own))`, {
      own: json(own),
    })
    .map((row) => row.id)
  const letters = lettersOf(books, tickets).map((one) => one.id)
  const nobody = { underContract: [], shared: [], named: [], words: [], subjects: [], places: [] }
  const { raw } = wipe(books, { own, letters, outgoing, ...nobody }, secretOf(books), now)
  noteLast(books, 'retired tickets', tickets)
  return raw
}

function lettersOf(
  books: Connection,
  tickets: readonly Finished[],
): readonly { readonly id: number; readonly sha256: string }[] {
  return books.all(`SELECT id, sha256 FROM letters WHERE ticket IN (SELECT value FROM json_each(:ids))`, {
    ids: json(tickets.map((one) => one.id)),
  })
}

const COUNT = 'retired count'

/** What went since the last morning mail. */
export interface RetiredCount {
  readonly letters: number
  readonly tickets: number
  readonly at: string
}

function counted(books: Connection, letters: number, tickets: number, now: Date): void {
  if (letters + tickets === 0) return
  const former = retiredCount(books)
  const isSameNight = former !== null && now.getTime() - new Date(former.at).getTime() < DAY / 2
  const sum = isSameNight ? former : { letters: 0, tickets: 0 }
  keep(books, COUNT, json({ letters: sum.letters + letters, tickets: sum.tickets + tickets, at: at(now) }))
}

/** What the last night took, null when nothing ever went. */
export function retiredCount(books: Connection): RetiredCount | null {
  const kept = books.get<{ value: string }>(`SELECT value FROM settings WHERE name = :name`, { name: COUNT })?.value
  return kept === undefined ? null : fromJson<RetiredCount>(kept)
}
