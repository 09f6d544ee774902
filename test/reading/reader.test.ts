// The reader in its worker: limits hold, parts come back byte for byte, a bad mail never stops the next.
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReader, type Reader } from '../../src/reading/reader.ts'
import { Trouble } from '../../src/trouble.ts'
import { file, head, multipart, text } from '../support/letter.ts'
import { costBeside, eventually, READING_SECONDS } from '../support/patience.ts'

const HEAD = head({ subject: 'hostile' })
let folder = ''
let reader: Reader

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reader-'))
  reader = openReader({ messageBytes: 4 << 20, seconds: READING_SECONDS })
})
afterAll(async () => {
  await reader.close()
  rmSync(folder, { recursive: true })
})

function kept(name: string, content: string | Buffer): string {
  const path = join(folder, `${name}.eml`)
  writeFileSync(path, content)
  return path
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

async function unpacked(path: string, part: number): Promise<Buffer> {
  const to = `${path}.${part}`
  await reader.unpack(path, part, to)
  return readFileSync(to)
}

describe('parts of a kept mail', () => {
  test('come out again with the bytes whose hash the letter names, in the order asked', async () => {
    const big = Buffer.alloc(300_001, 'каталог')
    const path = kept(
      'parts',
      HEAD + multipart('mixed', 'b', [text('Два файла.'), file('a.bin', big), file('b.txt', 'small')]),
    )
    const { attachments } = await reader.read(path)
    const numbers = attachments.map((one) => one.part)
    const bytes = await Promise.all([...numbers].reverse().map((part) => unpacked(path, part)))
    expect(bytes.map(sha256)).toEqual(attachments.map((one) => one.sha256).reverse())
    expect(bytes[1]?.equals(big)).toBe(true)
  })

  test('that the mail has not are empty', async () => {
    expect(await unpacked(kept('few', `${HEAD}\r\nx`), 7)).toEqual(Buffer.alloc(0))
  })

  test('a file in winmail.dat or uuencoded keeps its number at the next reading', async () => {
    const path = kept('uu', `${HEAD}\r\nlog:\r\nbegin 644 log.txt\r\n+:&5L;&\\@=V]R;&0 \r\n\`\r\nend\r\n`)
    const [log] = (await reader.read(path)).attachments
    const bytes = await unpacked(path, log?.part ?? 0)
    expect(bytes.toString()).toBe('hello world')
  })
})

describe('a mail larger than the limit', () => {
  test('is read by its head and first text only, named as a defect and not set aside', async () => {
    const mail = await reader.read(
      kept('large', HEAD + multipart('mixed', 'b', [text('Начало.'), file('big.bin', Buffer.alloc(5 << 20))])),
    )
    expect(mail.setAside).toBe(false)
    expect(mail.text).toBe('Начало.')
    expect(mail.attachments).toEqual([])
    expect(mail.bytes).toBeGreaterThan(5 << 20)
    expect(mail.defects[0]).toEqual({ is: 'mail too large', bytes: 4194304 })
  })
})

describe('the disk', () => {
  test('that has no such file is a passing trouble with its code', async () => {
    const trouble = await reader.read(join(folder, 'nowhere.eml')).catch((error: unknown) => error)
    expect(trouble).toBeInstanceOf(Trouble)
    expect(trouble).toMatchObject({ lasting: false, facts: { code: 'ENOENT' } })
  })
})

describe('hostile mail', () => {
  test('that takes too long is set aside by its head, and the next is read', async () => {
    const slow = kept('slow', `${HEAD}Content-Type: text/html\r\n\r\n${'<b>x</b> <i>y</i> '.repeat(120_000)}`)
    const next = kept('next', `${HEAD}\r\nNext.`)
    // What it costs here and now; a quarter of that is too little, and plenty for a mail of one word.
    await reader.read(next)
    const cost = costBeside()
    expect(await reader.read(slow)).toMatchObject({ setAside: false })
    const hasty = openReader({ messageBytes: 80 << 20, seconds: cost() / 4000 })
    await eventually(async () => {
      const mail = await hasty.read(slow)
      expect(mail).toMatchObject({ setAside: true, subject: 'hostile', mayAcknowledge: false })
      expect(mail.defects).toContainEqual({ is: 'took too long' })
    })
    await eventually(async () => expect((await hasty.read(next)).text).toBe('Next.'))
    await hasty.close()
  })

  test('that was read in time is not set aside because the machine had no time for the desk', async () => {
    const hasty = openReader({ messageBytes: 80 << 20, seconds: 1 })
    await hasty.read(kept('before', `${HEAD}\r\nBefore.`))
    const meanwhile = kept('meanwhile', `${HEAD}\r\nMeanwhile.`)
    // The thread that waits for the answer stands still for longer than the mail may take, and then looks at the clock first.
    await new Promise(setImmediate)
    const reading = hasty.read(meanwhile)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500)
    expect(await reading).toMatchObject({ setAside: false, text: 'Meanwhile.' })
    await hasty.close()
  })

  test('F51 that stops the worker three times is set aside by its head, and the next is read', async () => {
    const narrow = openReader({ messageBytes: 80 << 20, memoryMb: 19, seconds: READING_SECONDS })
    const part = `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${'ж'.repeat(100_000)}\r\n`
    const mail = await narrow.read(
      kept('fat', `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(60)}`),
    )
    expect(mail).toMatchObject({ setAside: true, subject: 'hostile', from: { address: 'ivanov@zavod.example' } })
    expect((await narrow.read(kept('next', `${HEAD}\r\nNext.`))).text).toBe('Next.')
    await narrow.close()
  })

  test('that stops the worker costs the mails that were given with it nothing', async () => {
    const narrow = openReader({ messageBytes: 80 << 20, memoryMb: 19, seconds: READING_SECONDS })
    const part = `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${'ж'.repeat(100_000)}\r\n`
    const fat = kept('fat', `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(60)}`)
    const files = Array.from({ length: 12 }, (_, n) => kept(`beside ${n}`, `${HEAD}\r\nText ${n}.`))
    const given = [...files.slice(0, 3), fat, ...files.slice(3)]
    const mails = await Promise.all(given.map((path) => narrow.read(path)))
    expect(mails.filter((mail) => mail.setAside).length).toBe(1)
    expect(mails.map((mail) => mail.text).filter((_, n) => n !== 3)).toEqual(files.map((_, n) => `Text ${n}.`))
    await narrow.close()
  })

  test('a closed reader says so', async () => {
    const closed = openReader({ messageBytes: 1 << 20 })
    await closed.close()
    await expect(closed.read(kept('any', HEAD))).rejects.toBeInstanceOf(Trouble)
  })
})
