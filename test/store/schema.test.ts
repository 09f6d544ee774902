// The golden schema: the shape of the books as the migrations make it, compared with test/schema.sql.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { migrate, migrationsIn, schemaOf } from '../../src/store/migrate.ts'
import { openToWrite } from '../../src/store/sqlite.ts'

const GOLDEN = join(import.meta.dirname, '../schema.sql')
const folder = mkdtempSync(join(tmpdir(), 'ticketd-schema-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('new books have the golden shape; UPDATE_SCHEMA=1 writes it anew after a migration', () => {
  const books = openToWrite(join(folder, 'golden.db'))
  migrate(books)
  if (process.env.UPDATE_SCHEMA === '1') writeFileSync(GOLDEN, schemaOf(books))
  expect(schemaOf(books)).toBe(readFileSync(GOLDEN, 'utf8'))
  books.close()
})

test('migrations are run once each and in order, and a second start runs none', () => {
  const books = openToWrite(join(folder, 'twice.db'))
  expect(migrate(books)).toEqual(migrationsIn().map((migration) => migration.name))
  expect(migrate(books)).toEqual([])
  books.close()
})

test('books of a newer ticketd are refused and left as they are', () => {
  const books = openToWrite(join(folder, 'newer.db'))
  migrate(books)
  const newer = migrationsIn().length + 1
  books.script(`PRAGMA user_version = ${newer}`)
  expect(() => migrate(books)).toThrow(/newer ticketd/)
  expect(books.pragma('user_version')).toBe(newer)
  books.close()
})

test('a migration that fails in the middle leaves the old shape', () => {
  const books = openToWrite(join(folder, 'half.db'))
  migrate(books)
  const before = schemaOf(books)
  const bad = {
    number: migrationsIn().length + 1,
    name: 'bad.sql',
    sql: 'CREATE TABLE half (a TEXT) STRICT; SELECT nonsense;',
  }
  expect(() => migrate(books, [...migrationsIn(), bad])).toThrow()
  expect(schemaOf(books)).toBe(before)
  expect(books.pragma('user_version')).toBe(migrationsIn().length)
  books.close()
})
