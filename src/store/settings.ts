// What an installation makes once and keeps in its books: its secret, its id, its first start.
import { randomBytes } from 'node:crypto'
import { at, instant } from './columns.ts'
import { hasHappened } from './entries.ts'
import type { Connection } from './sqlite.ts'

export interface Settings {
  /** Signs ids and tokens: 256 random bits, hexadecimal. */
  readonly secret: string
  /** Our mark in X-Loop. */
  readonly installId: string
  /** The first start's cut-off: kept at the first call, the same ever after. */
  firstStart(cutoff: Date): Date
  /** Whether a `once` key is in the books. */
  once(key: string): boolean
}

/** The settings of these books, made if they are new. */
export function settingsOf(books: Connection): Settings {
  return {
    secret: kept(books, 'secret', () => randomBytes(32).toString('hex')),
    installId: kept(books, 'install id', () => `ticketd-${randomBytes(8).toString('hex')}`),
    firstStart: (cutoff) => instant(kept(books, 'first start', () => at(cutoff))),
    once: (key) => hasHappened(books, key),
  }
}

/** A setting's value; a visitor who only reads never makes one. */
function kept(books: Connection, name: string, make: () => string): string {
  return setting(books, name) ?? books.transaction(() => setting(books, name) ?? written(books, name, make()))
}

function setting(books: Connection, name: string): string | undefined {
  return books.get<{ value: string }>(`SELECT value FROM settings WHERE name = :name`, { name })?.value
}

function written(books: Connection, name: string, value: string): string {
  books.run(`INSERT INTO settings (name, value) VALUES (:name, :value)`, { name, value })
  return value
}
