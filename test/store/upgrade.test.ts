// Books that former programs made, with tickets, letters, answers and history in them: this one brings them to its own
// shape whole, with a copy kept, and goes on with them. The files were written by the project's own commits 5887cc9 (its first
// shape), c9c4f6b (the same migrations as they were finished) and 1ce7471 (shape 5).
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { miscounted } from '../../src/desk/desk.ts'
import { migrationCount, schemaOf } from '../../src/store/file/migrate.ts'
import { openToRead, openToWrite } from '../../src/store/file/sqlite.ts'
import { openAudit, openReading, openStore } from '../../src/store/store.ts'
import { policyWith } from '../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail } from '../support/whole-desk.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function booksOf(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ticketd-former-'))
  folders.push(folder)
  writeFileSync(
    join(folder, 'ticketd.db'),
    gunzipSync(readFileSync(join(import.meta.dirname, 'former', `${name}.db.gz`))),
  )
  return folder
}

/** Columns that came later: no former row has anything there. */
const LATER = new Set(['print', 'covered', 'awaited', 'doubts'])

const TABLES = ['tickets', 'letters', 'outgoing', 'deliveries', 'journal', 'documents', 'once', 'settings']

/** All rows of the tables, but for what this program notes of itself. */
function rowsOf(file: string): readonly (readonly object[])[] {
  const books = openToRead(file)
  const rows = TABLES.map((table) => books.all<{ name?: string }>(`SELECT * FROM ${table}`))
  const isOld = books.get(`SELECT name FROM sqlite_schema WHERE name = 'mailboxes'`) === undefined
  const places = books.all<{ name?: string }>(
    isOld
      ? `SELECT mailbox AS folder, uid_validity, uid, letter FROM places ORDER BY letter`
      : `SELECT folder, uid_validity, uid, letter FROM places JOIN mailboxes ON number = mailbox ORDER BY letter`,
  )
  books.close()
  const asBefore = (row: object): object => Object.fromEntries(Object.entries(row).filter(([name]) => !LATER.has(name)))
  return [...rows, places].map((some) => some.filter((row) => row.name !== 'shaped by').map(asBefore))
}

describe.each(['first', 'second', 'fifth'])('books of the %s shape', (name) => {
  test('come to the present shape with every row, and a copy of what they were is kept', () => {
    const folder = booksOf(name)
    const before = rowsOf(join(folder, 'ticketd.db'))
    const said: string[] = []
    openStore(folder, { shaping: (sentence) => said.push(sentence) }).close()
    expect(rowsOf(join(folder, 'ticketd.db'))).toEqual(before)
    expect(rowsOf(join(folder, `ticketd.db.before-${migrationCount()}`))).toEqual(before)
    const [kept, ...steps] = said
    expect(kept).toMatch(/^the books have shape [25], this ticketd's is \d+: a copy is kept as /)
    const shape = Number(/shape (\d+)/.exec(kept ?? '')?.[1])
    expect(steps.map((step) => Number(step.slice(0, 4)))).toEqual(
      Array.from({ length: migrationCount() - shape }, (_, n) => shape + 1 + n),
    )
    const books = openToRead(join(folder, 'ticketd.db'))
    const golden = readFileSync(join(import.meta.dirname, '../schema.sql'), 'utf8')
    // The first shape named a parent here; nothing follows from it.
    const same = schemaOf(books).replace(
      'merged_into INTEGER REFERENCES tickets (id),',
      'merged_into INTEGER,                  -- the ticket that survives',
    )
    expect(same).toBe(golden)
    books.close()
    openStore(folder, { shaping: (sentence) => said.push(sentence) }).close()
    expect(said).toHaveLength(1 + steps.length)
  })

  test('are whole: verify finds nothing in their rows, and lists, search and dates work', () => {
    const folder = booksOf(name)
    openStore(folder).close()
    const audit = openAudit(folder)
    const found = [...audit.structure(), ...audit.letters(), ...audit.outgoing()].flatMap((step) => step.found)
    const policy = policyWith({ relayHoldSeconds: 0 })
    const wrong = [...audit.tickets()]
      .flatMap((step) => step.tickets)
      .filter((one) => miscounted(one, policy).length > 0)
    audit.close()
    expect([found, wrong]).toEqual([[], []])
    const reading = openReading(folder)
    expect(
      reading
        .tickets({})
        .map((one) => one.subject)
        .sort(),
    ).toEqual(['Не открывается каталог', 'Печать карточек'])
    expect(reading.search('карточка', 5).map((one) => one.ticket.subject)).toEqual(['Печать карточек'])
    expect(reading.show(1)?.messages.length).toBeGreaterThan(2)
    reading.close()
  })

  test('are gone on with: a new letter, an answer, a customer who writes again', async () => {
    const folder = booksOf(name)
    const desk = openWholeDesk({ at: folder, now: new Date('2026-11-24T09:00:00Z') })
    expect((await desk.arrives(rawMail({ from: 'anna@other.example', subject: 'Новый вопрос' })))?.filed).toMatchObject(
      { ticket: 3 },
    )
    const card = desk.to('p.ivanov@vendor.example').find((one) => one.subject.includes('Новый вопрос'))
    if (card === undefined) throw new Error('no card came')
    await desk.arrives(engineersAnswer(card, 'p.ivanov@vendor.example', 'Готово.'))
    expect(desk.store.reading.ticket(3)).toMatchObject({ state: 'answered' })
    const again = rawMail({
      inReplyTo: 'm1@plant.example',
      references: ['m1@plant.example'],
      subject: 'Re: Не открывается каталог',
    })
    expect((await desk.arrives(again))?.filed).toMatchObject({ ticket: 1 })
    desk.store.close()
  })
})

test('books of a newer program are refused by the name of the program that is wanted', () => {
  const folder = booksOf('fifth')
  openStore(folder).close()
  const books = openToWrite(join(folder, 'ticketd.db'))
  books.run(`UPDATE settings SET value = 'ticketd 7.0.0' WHERE name = 'shaped by'`)
  books.script(`PRAGMA user_version = 99`)
  books.close()
  const wanted = `(shape 99, this one knows ${migrationCount()}): use ticketd 7.0.0 or newer`
  expect(() => openStore(folder)).toThrow(wanted)
  expect(() => openReading(folder)).toThrow(wanted)
  expect(existsSync(join(folder, 'ticketd.db.before-99'))).toBe(false)
})
