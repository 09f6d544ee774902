// A mail that comes in pieces, from servers that err about pieces and sizes: what is filed is whole, or says that it is not.
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Defect } from '../../src/letter.ts'
import { eventually, slowness } from '../support/patience.ts'
import { mailNumbered, startInbox, type TestInbox } from './desk-inbox.ts'
import { type ScriptedImap, startScriptedImap } from './scripted-imap.ts'

const MEGABYTE = 1_048_576
const ENDS: ReadonlySet<string> = new Set(['size differs', 'mail without end'])

let server: ScriptedImap
let inbox: TestInbox
/** Bytes of mail that the server has sent. */
let sent: number
beforeEach(async () => {
  server = await startScriptedImap([])
  sent = 0
})
afterEach(async () => {
  await inbox.stop()
  await server.stop()
})

/** Text of so many bytes, no two pieces of which are alike. */
function varied(bytes: number): string {
  let text = ''
  for (let n = 0; text.length < bytes; n += 1) text += `line ${n} of a long report\r\n`
  return text
}

const RAW = mailNumbered(1, varied(2.6 * MEGABYTE))

/** Answers a question for a piece by hand; `piece` gives what is sent for it. */
function givesPieces(piece: (from: number, bytes: number) => string): void {
  server.fetch = ({ partial }) => {
    if (partial === null) return null
    const text = piece(partial.from, partial.bytes)
    sent += text.length
    return { rows: [`* 1 FETCH (UID 1 BODY[]<${partial.from}> {${text.length}}\r\n${text})`] }
  }
}

async function filed(
  size?: number,
): Promise<{ readonly bytes: number; readonly raw: string; readonly defects: readonly Defect[] }> {
  server.mails = [{ uid: 1, raw: RAW, ...(size === undefined ? {} : { size: String(size) }) }]
  inbox = await startInbox({ mailbox: server.settings() })
  await eventually(() => expect(inbox.books.letters.length).toBe(1))
  const [letter] = inbox.books.letters
  const raw = await readFile(inbox.rawFile(letter?.sha256 ?? ''), 'latin1')
  return { bytes: letter?.bytes ?? 0, raw, defects: letter?.defects.filter((one) => ENDS.has(one.is)) ?? [] }
}

const whole = (from: number, bytes: number): string =>
  Buffer.from(RAW, 'utf8')
    .toString('latin1')
    .slice(from, from + bytes)
const BYTES = Buffer.byteLength(RAW)

describe('a large mail', () => {
  test('is filed whole from a server that gives what is asked', async () => {
    givesPieces(whole)
    expect(await filed()).toMatchObject({ bytes: BYTES, defects: [] })
    expect(sent).toBe(BYTES)
  })

  test('is filed whole from a server that gives less at a time than is asked', async () => {
    givesPieces((from, bytes) => whole(from, Math.min(bytes, 65_536)))
    expect(await filed()).toMatchObject({ bytes: BYTES, defects: [] })
  })

  test('is filed whole, and no more than it, from a server that answers past the end with its last piece', async () => {
    givesPieces((from, bytes) => whole(Math.min(from, BYTES - (BYTES % bytes)), bytes))
    expect(await filed(BYTES + 10)).toMatchObject({ bytes: BYTES, raw: Buffer.from(RAW).toString('latin1') })
    expect(sent).toBeLessThan(4 * BYTES)
  })

  test('that ends early is asked for once more, and is whole then', async () => {
    let questions = 0
    givesPieces((from, bytes) => (questions++ === 1 ? '' : whole(from, bytes)))
    expect(await filed()).toMatchObject({ bytes: BYTES, defects: [] })
  })

  test('that ends early each time is filed as it is, and the defect is named', async () => {
    givesPieces((from, bytes) => (from >= 65_536 ? '' : whole(from, Math.min(bytes, 65_536))))
    expect(await filed()).toMatchObject({
      bytes: 65_536,
      defects: [{ is: 'size differs', announced: BYTES, given: 65_536 }],
    })
  })

  test('whose size was counted with bare line ends is no mail to be doubted', async () => {
    givesPieces(whole)
    const lines = RAW.split('\r\n').length
    expect(await filed(BYTES - lines)).toMatchObject({ bytes: BYTES, defects: [] })
    expect(sent).toBe(BYTES)
  })

  test('whose size is far too large a guess is read twice, filed whole, and the defect is named', async () => {
    givesPieces(whole)
    const read = await filed(3 * BYTES)
    expect(read).toMatchObject({ bytes: BYTES, defects: [{ is: 'size differs', announced: 3 * BYTES, given: BYTES }] })
    expect(sent).toBe(2 * BYTES)
  })

  test('without end is cut, filed with the defect, and costs no more than some times what was announced', async () => {
    let n = 0
    givesPieces((from, bytes) => (from < BYTES ? whole(from, bytes) : `${n++}`.padEnd(bytes, 'x')))
    expect(await filed(BYTES - 1000)).toMatchObject({ defects: [{ is: 'mail without end', announced: BYTES - 1000 }] })
    expect(sent).toBeLessThan(5 * BYTES + 4 * MEGABYTE)
  })

  test('of which another piece comes than was asked for is not filed in a muddle', async () => {
    let errs = 3
    server.fetch = ({ partial }) => {
      if (partial === null || errs === 0) return null
      errs -= 1
      const text = whole(partial.from + 100, partial.bytes)
      return { rows: [`* 1 FETCH (UID 1 BODY[]<${partial.from + 100}> {${text.length}}\r\n${text})`] }
    }
    expect(await filed()).toMatchObject({ bytes: BYTES, raw: Buffer.from(RAW).toString('latin1') })
  })
})

test('a fetch that is never answered costs the others a moment: they are filed, it is left for a person', async () => {
  server.mails = [1, 2, 3, 4, 5, 6].map((uid) => ({ uid, raw: mailNumbered(uid) }))
  let silences = 0
  server.fetch = ({ uids }) => {
    if (!uids.includes(3)) return null
    silences += 1
    return 'silence'
  }
  // Long enough that a machine which stands for a moment is no silent server.
  const fetch = Math.ceil(3000 * slowness())
  const before: number[] = []
  inbox = await startInbox({
    mailbox: server.settings(),
    also: { pace: { first: 20, most: 50, retry: 10, silence: { command: 5000, fetch } } },
    file(letter, books) {
      before.push(silences)
      books.record(letter)
    },
  })
  await eventually(() => expect([...inbox.subjects()].sort()).toEqual([1, 2, 4, 5, 6].map((n) => `letter ${n}`)))
  // In the first batch, then alone; the third time it comes last, and is asked for while the one before it is filed.
  expect(before.at(-1)).toBeLessThanOrEqual(3)
  await eventually(() => expect(inbox.lines.filter((line) => line.includes('cannot be taken in')).length).toBe(1))
})
