// Years of the production calendar that were applied while the desk runs. Rows are added, never changed; what stands in
// them is checked by whoever counts with it.
import type { Entry } from '../../desk/desk.ts'
import { at, fromJson, json } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'

/** A year as it was applied. */
type AppliedYear = Extract<Entry, { kind: 'calendar year' }>['year']

/** Counts the years ever applied: another number means other years. Reads one page of the index. */
export function calendarVersion(books: Connection): number {
  return books.get<{ version: number }>(`SELECT coalesce(max(number), 0) AS version FROM calendar_years`)?.version ?? 0
}

/** The years in force that were applied, each as its file gave it: of several with one number the last. */
export function calendarYears(books: Connection): readonly unknown[] {
  return books
    .all<{ data: string }>(
      `SELECT data FROM calendar_years
       WHERE number IN (SELECT max(number) FROM calendar_years GROUP BY year) ORDER BY year`,
    )
    .map((row) => fromJson<unknown>(row.data))
}

/** Applies a year from now on. */
export function applyYear(books: Connection, year: AppliedYear, now: Date): void {
  books.run(`INSERT INTO calendar_years (year, version, data, at) VALUES (:year, :version, :data, :at)`, {
    year: year.year,
    version: year.version,
    data: json(year),
    at: at(now),
  })
}
