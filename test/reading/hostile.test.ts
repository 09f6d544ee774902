// Half a hundred hostile mails through the whole desk but its sockets, in a process of its own: reader's worker, rules,
// templates, books. None is slow, none is lost, none holds up the main loop or fills the memory, the next mail is filed.
// "Slow" is told by honest long mails that are read between them: a slow or busy machine is slow with all of them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOSTILE_MAILS } from '../support/hostile-mails.ts'

/** So many times what an honest mail costs the main thread without a pause is the most that a hostile one may cost. */
const MOST_STALLS = 4
/** The same of the reader, which works beside the main thread. */
const MOST_READS = 20
/** The same of what the reader hands over to the main thread: all that the rules and the books have to do with. */
const MOST_HANDED = 2

/** What an honest mail may cost the main thread itself, in stretches of `patience.ts`: it is filed there, not read. */
const MOST_STRETCHES = 80

interface Line {
  readonly name: string
  readonly read: number
  readonly stall: number
  readonly handed: number
  readonly filed: boolean
  readonly setAside: boolean
  readonly megabytes?: number
  readonly stretch?: number
}

const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
const found = new Map<string, Line>()
const honest: Line[] = []
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
    .map((one) => JSON.parse(one) as Line)) {
    if (line.name === 'honest') honest.push(line)
    else found.set(line.name, line)
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What an honest mail costs here and now: the one in the middle, since the first waits for the worker to load. */
function usual(what: 'read' | 'stall' | 'handed' | 'stretch'): number {
  const all = honest.map((line) => line[what] ?? Number.NaN).sort((a, b) => a - b)
  return all[Math.floor(all.length / 2)] ?? Number.NaN
}

test('an honest long mail does not hold up the main thread', () => {
  expect(usual('stall') / usual('stretch'), errors.slice(-500)).toBeLessThan(MOST_STRETCHES)
})

describe('a hostile mail', () => {
  test.each(HOSTILE_MAILS.map((one) => one.name))('%s', (name) => {
    const line = found.get(name)
    expect(line, errors.slice(-500)).toBeDefined()
    expect(line).toMatchObject({ filed: true, setAside: false })
    const times = (what: 'read' | 'stall' | 'handed'): number => (line?.[what] ?? Number.NaN) / usual(what)
    expect(times('handed')).toBeLessThan(MOST_HANDED)
    expect(times('read')).toBeLessThan(MOST_READS)
    expect(times('stall')).toBeLessThan(MOST_STALLS)
  })

  test('F54 of any kind leaves the desk under 512 MB', () => {
    expect(found.get('all')?.megabytes).toBeLessThan(512)
  })
})
