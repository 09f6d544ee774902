// The log and who reads it: a reader that has stopped stops nobody, and what a bug leaves can be found again.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import { harmless, openLog } from '../../src/log.ts'
import { Trouble } from '../../src/trouble.ts'
import { until } from '../support/patience.ts'

const CHILD = join(import.meta.dirname, 'unread-child.ts')
let child: ChildProcess | undefined
afterEach(() => child?.kill('SIGKILL'))

/** A child that writes so many lines, of which nobody reads one. */
async function unread(lines: number): Promise<string> {
  child = spawn(process.execPath, [CHILD, String(lines)], { stdio: ['ignore', 'pipe', 'inherit', 'pipe', 'ipc'] })
  const side = child.stdio[3]
  if (!(side instanceof Readable)) throw new Error('there is no descriptor 3')
  const [said] = await once(side.setEncoding('utf8'), 'data')
  return String(said)
}

function readAll(): () => readonly Record<string, unknown>[] {
  let text = ''
  child?.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  return () =>
    text
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line))
}

describe('a pipe that nobody reads', () => {
  test('F52 stops nothing: the oldest lines are dropped and counted, the newest are there when somebody reads again', async () => {
    const said = await unread(20_000)
    const dropped = Number(/(\d+) dropped/.exec(said)?.[1])
    expect(dropped).toBeGreaterThan(5000)
    const lines = readAll()
    await until('the last line', () => lines().some((line) => line.count === 20_000))
    child?.send('end')
    await once(child as ChildProcess, 'exit')
    const numbers = lines().flatMap((line) => (line.msg === 'line' ? [Number(line.count)] : []))
    expect(numbers.at(-1)).toBe(20_000)
    expect(numbers.length).toBe(20_000 - dropped)
    // In order, with one gap: what stood in the pipe already, then the newest.
    expect(numbers.filter((n, at) => at > 0 && n !== (numbers[at - 1] ?? 0) + 1)).toHaveLength(1)
    const told = lines().filter((line) => String(line.msg).startsWith('log lines were dropped'))
    expect(told.map((line) => line.count)).toEqual([dropped])
  })

  test('F53 a process that is killed has said all that it could say', async () => {
    await unread(50)
    child?.kill('SIGKILL')
    const lines = readAll()
    await once(child as ChildProcess, 'close')
    expect(lines().map((line) => line.count)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1))
  })
})

describe('what a bug leaves in the log', () => {
  const written = (error: unknown): Record<string, unknown> => {
    const pieces: string[] = []
    const log = openLog('info', { write: (line) => void pieces.push(line) })
    log.error({ ticket: 7, letter: 'abcdef012345', error }, 'a rule fell over')
    return JSON.parse(pieces.join(''))
  }

  test('names file and line, ticket and letter, and no word of a mail', () => {
    let bug: unknown
    try {
      JSON.parse('{"body": Здравствуйте, мой пароль 98765')
    } catch (error) {
      bug = error
    }
    const line = written(bug)
    expect(line).toMatchObject({ ticket: 7, letter: 'abcdef012345', error: 'SyntaxError' })
    expect(String(line.stack)).toMatch(/test\/log\/log\.test\.ts:\d+/)
    expect(JSON.stringify(line)).not.toMatch(/Здравствуйте|пароль|98765/)
  })

  test('of trouble names its code', () => {
    const line = written(
      new Trouble('the disk is full', { lasting: false, code: 'disk.full', facts: { code: 'ENOSPC' } }),
    )
    expect(line).toMatchObject({ error: 'the disk is full', reason: 'disk.full', code: 'ENOSPC', lasting: false })
    expect(line).not.toHaveProperty('stack')
  })

  test('hides what an error quotes', () => {
    const long = 'слово '.repeat(20)
    expect(JSON.stringify(written(new Error(`cannot read "${long}" of it`)))).not.toContain('слово')
    expect(JSON.stringify(written(new TypeError("Cannot read properties of undefined (reading 'x')")))).toContain(
      "TypeError: Cannot read properties of undefined (reading 'x')",
    )
  })
})

test('a sentence from outside is one line without addresses', () => {
  expect(harmless('to i.sidorov@plant.example\r\nBcc')).toBe('to <…> Bcc')
})
