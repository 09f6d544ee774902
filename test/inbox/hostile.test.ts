// Half a hundred hostile mails through the whole desk but its sockets, in a process of its own: reader's worker, rules,
// templates, books. None is slow, none is lost, none holds up the main loop or fills the memory, the next mail is filed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOSTILE_MAILS } from '../support/hostile-mails.ts'

interface Line {
  readonly name: string
  readonly read: number
  readonly stall: number
  readonly filed: boolean
  readonly setAside: boolean
  readonly megabytes?: number
}

const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
const found = new Map<string, Line>()
let errors = ''

/** Each mail has an id of its own, or the desk would know it already. */
function written(raw: string | Buffer, at: number): Buffer {
  const bytes = Buffer.from(raw)
  const id = bytes.indexOf('one@zavod.example')
  if (id >= 0) bytes.write(`${at}`.padStart(3, '0'), id, 'latin1')
  return bytes
}

beforeAll(async () => {
  HOSTILE_MAILS.forEach(({ name, make }, at) => {
    writeFileSync(join(folder, name), written(make(), at))
  })
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hostile-child.ts'), folder])
  let out = ''
  child.stdout.on('data', (piece: Buffer) => {
    out += piece
  })
  child.stderr.on('data', (piece: Buffer) => {
    errors += piece
  })
  await once(child, 'close')
  for (const line of out
    .trim()
    .split('\n')
    .map((one) => JSON.parse(one) as Line))
    found.set(line.name, line)
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true }))

describe('a hostile mail', () => {
  test.each(HOSTILE_MAILS.map((one) => one.name))('%s', (name) => {
    const line = found.get(name)
    expect(line, errors.slice(-500)).toBeDefined()
    expect(line).toMatchObject({ filed: true, setAside: false })
    expect(line?.read).toBeLessThan(30)
    expect(line?.stall).toBeLessThan(200)
  })

  test('of any kind leaves the desk under 512 MB', () => {
    expect(found.get('all')?.megabytes).toBeLessThan(512)
  })
})
