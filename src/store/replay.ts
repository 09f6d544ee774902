// Books made anew beside the old ones: with their secret, so that ids and tokens come out the same, and with what happened read
// from the old ones. Nothing is ever sent from them.
import { existsSync } from 'node:fs'
import { Trouble } from '../trouble.ts'
import { type Difference, letterDifferences, momentDifferences, ticketDifferences } from './again/differences.ts'
import { type Happening, happenings } from './again/timeline.ts'
import { madeFolder } from './file/lasting.ts'
import { demandShape, migrate } from './file/migrate.ts'
import { type Connection, openToRead, openToWrite, orClosed, type Value } from './file/sqlite.ts'
import { demandBooks } from './presence.ts'
import { rawErased } from './tables/erased.ts'

export type { Difference } from './again/differences.ts'
export type { Happening, HeardLetter } from './again/timeline.ts'

/** The old books, read for what happened. */
export interface Past {
  letters(): number
  happenings(): Generator<Happening>
  /** Whether a letter's bytes were erased: it cannot be read again. */
  isErased(sha256: string): boolean
  /** What would be decided otherwise, compared with books made anew. */
  differences(directory: string): Generator<{ readonly done: number; readonly found: readonly Difference[] }>
  /** Takes over into new books what an erased letter left: its ticket as it is. */
  takeOver(directory: string, ticket: number): void
  close(): void
}

/** Opens the books of a data directory to be replayed; a daemon may be at work. */
export function openPast(directory: string): Past {
  demandBooks(directory)
  const books = openToRead(`${directory}/ticketd.db`)
  return orClosed(books, () => {
    demandShape(books)
    return {
      letters: () => books.get<{ n: number }>(`SELECT count(*) AS n FROM letters`)?.n ?? 0,
      happenings: () => happenings(books),
      isErased: (sha256) => rawErased(books, [sha256]).size > 0,
      differences: (anew) => differences(books, anew),
      takeOver: (anew, ticket) => takenOver(books, anew, ticket),
      close: () => books.close(),
    }
  })
}

function* differences(was: Connection, directory: string): ReturnType<Past['differences']> {
  const now = openToRead(`${directory}/ticketd.db`)
  try {
    yield* letterDifferences(was, now)
    for (const found of momentDifferences(was, now)) yield { done: 0, found }
    for (const found of ticketDifferences(was, now)) yield { done: 0, found }
  } finally {
    now.close()
  }
}

const KEPT = ['secret', 'install id', 'first start']

/** Makes empty books that bear the old ones' secret. Throws lasting Trouble where there are books already. */
export function seedBooks(from: string, directory: string): void {
  madeFolder(directory)
  if (existsSync(`${directory}/ticketd.db`))
    throw new Trouble(`there are books in ${directory} already: name a new folder`, { lasting: true })
  const old = openToRead(`${from}/ticketd.db`)
  const anew = openToWrite(`${directory}/ticketd.db`)
  try {
    migrate(anew)
    for (const name of KEPT) {
      const value = old.get<{ value: string }>(`SELECT value FROM settings WHERE name = :name`, { name })?.value
      if (value !== undefined)
        anew.run(`INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING`, { name, value })
    }
  } finally {
    old.close()
    anew.close()
  }
}

function takenOver(old: Connection, directory: string, ticket: number): void {
  const row = old.get<Record<string, Value>>(`SELECT * FROM tickets WHERE id = :ticket`, { ticket })
  if (row === undefined) return
  const anew = openToWrite(`${directory}/ticketd.db`)
  try {
    const names = Object.keys(row)
    anew.run(
      `INSERT INTO tickets (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')}) ON CONFLICT DO NOTHING`,
      row,
    )
  } finally {
    anew.close()
  }
}
