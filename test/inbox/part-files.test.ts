// Files of kept letters on their way out: on disk as long as somebody sends them, and no longer.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPartFiles, type PartFiles, rawFile } from '../../src/inbox/inbox.ts'
import { openReader, type Reader } from '../../src/reading/reading.ts'
import { Trouble } from '../../src/trouble.ts'
import { file, head, multipart, text } from '../support/letter.ts'
import { eventually, READING_SECONDS } from '../support/patience.ts'

const LOG = Buffer.alloc(200_000, 'строка журнала\n')
const SHA256 = 'ab'.repeat(32)
let folder = ''
let reader: Reader
let parts: PartFiles

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'part-files-'))
  mkdirSync(join(folder, 'tmp'))
  const raw = rawFile(folder, SHA256)
  mkdirSync(dirname(raw), { recursive: true })
  writeFileSync(raw, head({ subject: 'log' }) + multipart('mixed', 'b', [text('Журнал.'), file('a.log', LOG)]))
  reader = openReader({ messageBytes: 1 << 20, seconds: READING_SECONDS })
  parts = openPartFiles(folder, reader)
})

afterEach(async () => {
  await reader.close()
  rmSync(folder, { recursive: true, force: true })
})

const part = (number: number, sha256 = SHA256) => ({
  ...{ letterSha256: sha256, part: number, name: 'a.log', type: 'text/plain', bytes: LOG.length, sha256: '' },
})

async function bytes(one: { stream(): AsyncIterable<Buffer> }): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of one.stream()) pieces.push(piece)
  return Buffer.concat(pieces)
}

const lying = (): readonly string[] => readdirSync(join(folder, 'tmp'))

const emptied = (): Promise<void> => eventually(() => expect(lying()).toEqual([]))

describe('a file of a kept letter', () => {
  test('streams the decoded bytes, twice the same', async () => {
    const one = await parts.take(part(2))
    expect((await bytes(one)).equals(LOG)).toBe(true)
    expect((await bytes(one)).equals(LOG)).toBe(true)
    one.release()
    await emptied()
  })

  test('lies on disk once for all who send it, until the last has released it', async () => {
    const [one, other] = await Promise.all([parts.take(part(2)), parts.take(part(2))])
    expect(lying()).toHaveLength(1)
    one.release()
    one.release()
    expect((await bytes(other)).equals(LOG)).toBe(true)
    other.release()
    await emptied()
  })

  test('taken again right after its release is a file of its own', async () => {
    const one = await parts.take(part(2))
    one.release()
    const again = await parts.take(part(2))
    await eventually(() => expect(lying()).toEqual(['part-2']))
    expect((await bytes(again)).equals(LOG)).toBe(true)
    again.release()
    await emptied()
  })

  test('part 0 is the raw mail, which stays', async () => {
    const one = await parts.take(part(0))
    one.release()
    expect((await bytes(one)).includes('Subject: ')).toBe(true)
    expect(lying()).toEqual([])
  })

  test('of a letter that cannot be read is a passing trouble and leaves nothing', async () => {
    const refused = await parts.take(part(2, 'cd'.repeat(32))).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Trouble)
    expect((refused as Trouble).lasting).toBe(false)
    await emptied()
  })
})
