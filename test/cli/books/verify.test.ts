// `ticketd verify` over books with breaches planted in them, one at a time, each found and named; and over books as every
// story leaves them, which are as they should be.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyVerb } from '../../../src/cli/books/verify.ts'
import type { Io } from '../../../src/cli/frame/verb.ts'
import { rawFile } from '../../../src/inbox/inbox.ts'
import { configuration } from '../../support/cli.ts'
import { engineersAnswer, openWholeDesk, rawMail } from '../../support/whole-desk.ts'

const ENGINEER = 'p.ivanov@vendor.example'
let sound = ''

/** Books with two requests, an answer with words of its own, a note, a letter nobody proved, and dates. */
async function madeBooks(): Promise<string> {
  const desk = openWholeDesk({ policy: { contracts: null } })
  await desk.arrives(
    rawMail({ id: 'first@plant.example', subject: 'Каталог не открывается', text: 'Ошибка в журнале.' }),
  )
  await desk.arrives(rawMail({ id: 'second@plant.example', from: 'a.petrova@other.example', subject: 'Печать' }))
  desk.turn(600)
  const card = desk.to(ENGINEER).find((one) => one.subject.includes('Каталог'))
  if (card === undefined) throw new Error('no card came')
  await desk.arrives(engineersAnswer(card, ENGINEER, 'Перезапустите службу индексации.'))
  await desk.arrives(rawMail({ from: ENGINEER, subject: 'Re: [SKPS-2] Печать', text: '!закрыть' }))
  const kept = mkdtempSync(join(tmpdir(), 'ticketd-verify-'))
  desk.store.checkpoint()
  cpSync(desk.folder, kept, { recursive: true })
  desk.close()
  return kept
}

beforeAll(async () => {
  sound = await madeBooks()
})
afterAll(() => rmSync(sound, { recursive: true }))

interface Verified {
  readonly status: number
  readonly out: readonly string[]
  readonly err: readonly string[]
}

async function verified(directory: string, ...args: string[]): Promise<Verified> {
  const out: string[] = []
  const err: string[] = []
  const { file } = configuration({ data: { directory } })
  const io: Io = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    stdin: (async function* () {})(),
    environment: {},
  }
  return { status: await verifyVerb.run(args, io, { path: file, named: true }), out, err }
}

/** A copy of the sound books with a breach in it. */
function planted(change: (books: Database.Database, folder: string) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'ticketd-breach-'))
  cpSync(sound, folder, { recursive: true })
  const books = new Database(join(folder, 'ticketd.db'))
  books.pragma('foreign_keys = OFF')
  change(books, folder)
  books.close()
  return folder
}

const shaOf = (books: Database.Database, id: number): string =>
  String(books.prepare('SELECT sha256 FROM letters WHERE id = ?').pluck().get(id))

type Change = (books: Database.Database, folder: string) => void
const sql =
  (text: string): Change =>
  (books) => {
    expect(books.prepare(text).run().changes).toBeGreaterThan(0)
  }

describe('verify', () => {
  test('finds nothing in sound books, says how much it looked at, and writes nothing', async () => {
    const before = readFileSync(join(sound, 'ticketd.db'))
    const { status, out, err } = await verified(sound)
    expect([status, out]).toEqual([0, []])
    expect(err).toEqual([
      '4 letters, 7 letters of ours, 2 tickets read through: all is as it should be'.replace(
        /7/,
        () => /\d+(?= letters of ours)/.exec(err[0] ?? '')?.[0] ?? '',
      ),
    ])
    expect(readFileSync(join(sound, 'ticketd.db')).equals(before)).toBe(true)
  })

  test.each<[string, string, Change]>([
    [
      'a byte of a raw letter',
      'raw mail damaged: letter 1, SKPS-1',
      (books, folder) => {
        const file = rawFile(folder, shaOf(books, 1))
        const bytes = readFileSync(file)
        bytes[100] = (bytes[100] ?? 0) ^ 1
        writeFileSync(file, bytes)
      },
    ],
    [
      'a raw letter cut short',
      'raw mail damaged: letter 2, SKPS-2',
      (books, folder) => writeFileSync(rawFile(folder, shaOf(books, 2)), 'From: x'),
    ],
    ['a missing raw letter', 'raw mail missing: letter 3', (books, folder) => rmSync(rawFile(folder, shaOf(books, 3)))],
    [
      'a place of no letter',
      'names nothing: a row of places: names a row of letters',
      (books, folder) => {
        sql(`INSERT INTO mailboxes (number, host, user, folder) VALUES (9, 'imap.example.ru', 'support', 'INBOX')`)(
          books,
          folder,
        )
        sql(`INSERT INTO places (mailbox, uid_validity, uid, letter) VALUES (9, '1', 7, 999)`)(books, folder)
      },
    ],
    [
      'a letter on no such ticket',
      'names nothing: letters 2: names a row of tickets',
      sql(`UPDATE letters SET ticket = 77 WHERE id = 2`),
    ],
    [
      'a delivery of no letter',
      'names nothing: deliveries 1: names a row of outgoing',
      sql(`UPDATE deliveries SET outgoing = 999 WHERE id = 1`),
    ],
    [
      'a journal row of no letter',
      'names nothing: journal 1: names a row of letters',
      sql(`UPDATE journal SET letter = 999 WHERE id = 1`),
    ],
    [
      'a merge into no ticket',
      'names nothing: ticket 1, SKPS-1: is merged into a ticket that is not there: 40',
      sql(`UPDATE tickets SET merged_into = 40 WHERE id = 1`),
    ],
    [
      'a link to no ticket',
      'names nothing: ticket 2, SKPS-2: is linked to a ticket that is not there: 41',
      sql(`UPDATE tickets SET links = '[1,41]' WHERE id = 2`),
    ],
    [
      'a kept letter without its letter',
      'names nothing: kept letter, SKPS-2: is of a letter that is not there: f00d',
      sql(`UPDATE kept_letters SET letter_sha256 = 'f00d'`),
    ],
    [
      'a file out of no letter',
      'takes a file out of a letter that is not there: beef',
      sql(
        `UPDATE outgoing SET attachments = '[{"letterSha256":"beef","part":1,"name":"a","type":"b","bytes":1,"sha256":"c"}]' WHERE number = 1`,
      ),
    ],
    [
      'a message without full text',
      'no full text: letter 1, SKPS-1',
      (books) => {
        const id = books.prepare('SELECT id FROM documents WHERE letter = 1').pluck().get()
        books.prepare('DELETE FROM stems WHERE rowid = ?').run(id)
        books.prepare('DELETE FROM documents WHERE id = ?').run(id)
      },
    ],
    [
      'an answer of ours without full text',
      'no full text: outgoing',
      (books) => {
        const id = books.prepare('SELECT id FROM documents WHERE outgoing IS NOT NULL').pluck().get()
        books.prepare('DELETE FROM stems WHERE rowid = ?').run(id)
        books.prepare('DELETE FROM documents WHERE id = ?').run(id)
      },
    ],
    [
      'full text with other words',
      'full text differs: letter 1, SKPS-1',
      (books) => {
        const id = books.prepare('SELECT id FROM documents WHERE letter = 1').pluck().get()
        books.prepare('DELETE FROM stems WHERE rowid = ?').run(id)
        books.prepare('INSERT INTO stems (rowid, words) VALUES (?, ?)').run(id, 'совсем другое')
      },
    ],
    [
      'a promise that no longer recomputes',
      'promise differs: ticket 1, SKPS-1: deadline does not follow from what was recorded',
      sql(`UPDATE tickets SET deadline = '2026-12-25T15:00:00.000Z' WHERE id = 1`),
    ],
    [
      'a wait that nobody recorded',
      'promise differs: ticket 2, SKPS-2: waitedSeconds does not follow',
      sql(`UPDATE tickets SET waited_seconds = 3600 WHERE id = 2`),
    ],
    [
      'the same mail filed twice',
      'two outcomes: letter 5',
      (books) => {
        const columns = books
          .prepare(`SELECT name FROM pragma_table_info('letters') WHERE name NOT IN ('id', 'sha256')`)
          .pluck()
          .all()
          .join(', ')
        books.exec(`INSERT INTO letters (sha256, ${columns}) SELECT 'cafe', ${columns} FROM letters WHERE id = 1`)
      },
    ],
    [
      'a letter set aside and filed as something else',
      'two outcomes: letter 3',
      sql(`UPDATE letters SET because = 'set aside: a bug' WHERE id = 3`),
    ],
    ['a letter on no ticket', 'no outcome: letter 1', sql(`UPDATE letters SET ticket = NULL WHERE id = 1`)],
    ['an unproved letter that is not kept', 'no outcome: letter 4', sql(`DELETE FROM kept_letters`)],
    ['a letter of ours to nobody', 'no delivery: outgoing 1', sql(`DELETE FROM deliveries WHERE outgoing = 1`)],
    [
      'a page of the books',
      'books damaged: table',
      (books, folder) => {
        const page = Number(
          books.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'letters_by_content'`).pluck().get(),
        )
        const size = Number(books.pragma('page_size', { simple: true }))
        books.pragma('wal_checkpoint(TRUNCATE)')
        const file = join(folder, 'ticketd.db')
        const bytes = readFileSync(file)
        bytes.fill(0x41, (page - 1) * size + 200, page * size)
        writeFileSync(file, bytes)
      },
    ],
  ])('%s is found and named', async (_, said, change) => {
    const folder = planted(change)
    const { status, out, err } = await verified(folder)
    rmSync(folder, { recursive: true })
    expect(status).toBe(1)
    expect(out.join('\n')).toContain(said)
    expect(err.at(-1)).toMatch(/: \d+ breaches$/)
  })

  test('prints a breach as JSON with its ticket and the letter that it concerns', async () => {
    const folder = planted((books, at) => rmSync(rawFile(at, shaOf(books, 1))))
    const { out } = await verified(folder, '--json')
    const [letter] = readdirSync(join(sound, 'letters')).flatMap((shelf) => readdirSync(join(sound, 'letters', shelf)))
    rmSync(folder, { recursive: true })
    expect(out.map((line) => JSON.parse(line))).toEqual([
      {
        code: 'raw mail missing',
        where: 'letter 1',
        what: 'its raw mail is not there',
        ticket: 'SKPS-1',
        letter: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ])
    expect(letter).toMatch(/^[0-9a-f]{64}$/)
  })
})
