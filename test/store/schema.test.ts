// The golden schema: the shape of the books as the migrations make it, compared with test/schema.sql.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { migrate, migrationsIn, schemaOf } from '../../src/store/file/migrate.ts'
import { openToWrite } from '../../src/store/file/sqlite.ts'
import { openStore } from '../../src/store/store.ts'
import { INBOX, T0 } from './books.ts'
import { LONG } from './long-migration.ts'

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
  const names = migrationsIn().map((migration) => migration.name)
  const told: string[] = []
  expect(migrate(books, migrationsIn(), (sentence) => told.push(sentence))).toEqual(names)
  expect(told).toEqual(names.map((name, n) => `${name}, ${n + 1} of ${names.length}`))
  expect(migrate(books)).toEqual([])
  books.close()
})

test('places that were kept by folder alone are those of the mailbox in use, known by the letters’ own size and moment', () => {
  const directory = mkdtempSync(join(folder, 'places-'))
  const books = openToWrite(join(directory, 'ticketd.db'))
  migrate(books, migrationsIn().slice(0, 6))
  const columns = `sha256, content_hash, bytes, arrived_at, filed_at, role, opened, because, recipients, copies, reply_to,
    subject, thread, kind, reply, attachments, may_acknowledge, why, defects, verdict, verdict_because`
  books.script(`INSERT INTO letters (id, ${columns}) VALUES (7, 'x', 'y', 4711, '2026-11-18T09:00:05.000Z', '', 'customer', 1,
    '', '[]', '[]', '[]', '', '[]', 'mail', '', '[]', 1, '[]', '[]', 'none', '')`)
  books.script(
    `INSERT INTO places (mailbox, uid_validity, uid, letter) VALUES ('INBOX', '77', 3, 7), ('Spam', '5', 9, 7)`,
  )
  books.close()
  const store = openStore(directory)
  store.adoptMailboxes(INBOX.host, INBOX.user)
  const there = { bytes: 4711, arrivedAt: T0 }
  expect(store.filedThere(INBOX, [1, 2, 3])).toEqual(new Map([[3, there]]))
  expect(store.filedThere({ ...INBOX, folder: 'Spam', uidValidity: '5' }, [9])).toEqual(new Map([[9, there]]))
  store.close()
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

/** Kills a process with SIGKILL as soon as it has begun the long migration; tells whether it got to its end. */
function killedInMigration(file: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'migration-child.ts'), file])
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('begun')) child.kill('SIGKILL')
    })
    child.on('error', reject).on('close', () => resolve(said.includes('done')))
  })
}

test('F57 killed in a migration, the books have the old shape or the new one, and the next start goes on', async () => {
  const file = join(folder, 'killed.db')
  const done = await killedInMigration(file)
  const books = openToWrite(file)
  const shape = Number(books.pragma('user_version'))
  expect(done).toBe(false)
  expect(shape).toBe(LONG.number - 1)
  expect(schemaOf(books)).toBe(readFileSync(GOLDEN, 'utf8'))
  expect(books.pragma('integrity_check')).toBe('ok')
  expect(migrate(books, [...migrationsIn(), LONG])).toEqual([LONG.name])
  expect(schemaOf(books)).toContain('long_by_text')
  books.close()
})
