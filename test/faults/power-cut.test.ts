// I1 and I2 across a power cut: at each commit and at each MOVE all that the books name lies on the disk already, synced, and
// the books that a cut leaves at that moment are whole. What was not synced is forgotten.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fileLetter } from '../../src/filing.ts'
import { checkRaw } from '../../src/inbox/raw-check.ts'
import { rawFile } from '../../src/inbox/spool.ts'
import type { Letter } from '../../src/letter.ts'
import { openToRead, openToWrite } from '../../src/store/file/sqlite.ts'
import { openStore } from '../../src/store/store.ts'
import { mailNumbered, startInbox, stopAll } from '../inbox/desk-inbox.ts'
import { type ScriptedImap, startScriptedImap } from '../inbox/scripted-imap.ts'
import { type ForgetfulDisk, watchDisk } from '../support/forgetful-disk.ts'
import { eventually } from '../support/patience.ts'
import { openWholeDesk, type WholeDesk } from '../support/whole-desk.ts'

let disk: ForgetfulDisk
let desk: WholeDesk
let server: ScriptedImap

beforeEach(async () => {
  disk = watchDisk()
  desk = openWholeDesk()
  server = await startScriptedImap([])
})
afterEach(async () => {
  stopAll()
  disk.close()
  desk.close()
  await server.stop()
})

/** What the power leaves now: the books open, are whole, and each letter that they name is there with its bytes. */
async function expectWholeAfterCut(letters: readonly Letter[]): Promise<void> {
  const copy = disk.cut(
    desk.folder,
    letters.map((one) => one.sha256),
  )
  try {
    const store = openStore(copy)
    expect(store.integrity()).toBe('ok')
    for (const one of letters) expect(store.transaction((books) => books.has(one))).toBe(true)
    store.close()
    const sizes = letters.map(({ sha256 }) => ({ sha256, bytes: sizeOf.get(sha256) ?? 0 }))
    expect(await checkRaw(copy, sizes)).toEqual(letters.map(() => 'whole'))
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
const sizeOf = new Map<string, number>()

const LARGE = mailNumbered(3, 'Журнал сервера за ночь. '.repeat(60_000))

test('F02 I1 I2: at each commit the raw mail lies on the disk, small or large, and it is moved only after the commit', async () => {
  const order: string[] = []
  const filed: Letter[] = []
  const cuts: Promise<void>[] = []
  const push = server.heard.push.bind(server.heard)
  server.heard.push = (...lines: string[]) => {
    for (const line of lines) {
      if (!line.includes('MOVE')) continue
      order.push(`move ${/MOVE (\S+)/.exec(line)?.[1] ?? ''}`)
      cuts.push(expectWholeAfterCut([...filed]))
    }
    return push(...lines)
  }
  server.mails = [mailNumbered(1), mailNumbered(2), LARGE].map((raw, n) => ({ uid: n + 1, raw }))
  const inbox = await startInbox({
    mailbox: server.settings(),
    directory: desk.folder,
    file(letter, books) {
      sizeOf.set(letter.sha256, letter.place?.bytes ?? 0)
      expect(disk.survives(rawFile(desk.folder, letter.sha256))).toBe(true)
      expect(fileLetter(letter, desk.room)).toBeDefined()
      books.record(letter)
      filed.push(letter)
      order.push(`commit ${letter.place?.uid}`)
      cuts.push(expectWholeAfterCut([...filed]))
    },
  })
  await eventually(() => expect(server.mails).toHaveLength(0))
  await inbox.stop()
  await Promise.all(cuts)
  expect(inbox.lines.filter((line) => line.startsWith('error'))).toEqual([])
  expect(filed).toHaveLength(3)
  const lastCommit = Math.max(...[1, 2, 3].map((uid) => order.indexOf(`commit ${uid}`)))
  expect(order.findIndex((one) => one.startsWith('move'))).toBeGreaterThan(-1)
  for (const uid of [1, 2, 3]) {
    const moved = order.findIndex((one) => new RegExp(`^move (?:.*,)?(?:${uid}|1:3|1:${uid})`).test(one))
    expect(moved).toBeGreaterThan(order.indexOf(`commit ${uid}`))
  }
  expect(lastCommit).toBeGreaterThan(-1)
})

describe('books that are opened to write', () => {
  test('are synced at each commit and keep their references', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ticketd-pragmas-'))
    openStore(folder).close()
    // A reopened database in WAL falls back to NORMAL: what counts is what a second opening says.
    const books = openToWrite(join(folder, 'ticketd.db'))
    expect(['journal_mode', 'synchronous', 'foreign_keys'].map((name) => books.pragma(name))).toEqual(['wal', 2, 1])
    expect(() =>
      books.run(`INSERT INTO journal (ticket, at, who, what, detail, because) VALUES (4711, '', '', '', '', '')`),
    ).toThrow()
    books.close()
    const reading = openToRead(join(folder, 'ticketd.db'))
    expect(reading.all(`PRAGMA foreign_key_check`)).toEqual([])
    reading.close()
    rmSync(folder, { recursive: true })
  })
})
