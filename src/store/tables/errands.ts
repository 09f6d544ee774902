// What engineers have asked for and is still to be counted.
import type { Errand } from '../../desk/desk.ts'
import { at, fromJsonWithInstants, json } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'

/** Writes down that something is to be counted; a second one under the same key is the same. */
export function addErrand(books: Connection, errand: Errand, now: Date): void {
  books.run(
    `INSERT INTO errands (key, errand, asked_at, attempts) VALUES (:key, :errand, :now, 0) ON CONFLICT (key) DO NOTHING`,
    { key: errand.key, errand: json(errand), now: at(now) },
  )
}

/** The oldest errand that is still to be done, or undefined. */
export function nextErrand(books: Connection): Errand | undefined {
  const row = books.get<{ errand: string }>(
    `SELECT errand FROM errands WHERE done_at IS NULL ORDER BY asked_at, key LIMIT 1`,
  )
  return row === undefined ? undefined : errandFrom(row.errand)
}

/** The errand of a key, while it is to be done. */
export function errandToDo(books: Connection, key: string): Errand | undefined {
  const row = books.get<{ errand: string }>(`SELECT errand FROM errands WHERE key = :key AND done_at IS NULL`, { key })
  return row === undefined ? undefined : errandFrom(row.errand)
}

/** Counts one more attempt, before it begins; gives how many there are with it. */
export function attemptErrand(books: Connection, key: string): number {
  books.run(`UPDATE errands SET attempts = attempts + 1 WHERE key = :key`, { key })
  return books.get<{ attempts: number }>(`SELECT attempts FROM errands WHERE key = :key`, { key })?.attempts ?? 0
}

export function finishErrand(books: Connection, key: string, now: Date): void {
  books.run(`UPDATE errands SET done_at = :now WHERE key = :key`, { key, now: at(now) })
}

function errandFrom(text: string): Errand {
  return fromJsonWithInstants<Errand>(text)
}
