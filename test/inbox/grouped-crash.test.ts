// Letters that were fetched together share a commit. Whatever border the process dies at, each is filed once, and the one
// that kills it is set aside and takes none along.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openReading } from '../../src/store/store.ts'
import { type Border, LETTERS, letters } from './grouped-child.ts'

const CHILD = join(import.meta.dirname, 'grouped-child.ts')
let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'grouped-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

/** What the child said until it died or came to its end. */
function run(border: Border, at = 0): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, directory, border, String(at)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    child.on('error', reject).on('close', (code, signal) => {
      if (signal === (border === 'nowhere' ? null : 'SIGKILL')) resolve(said.split('\n').slice(0, -1))
      else reject(new Error(`the child ended with ${code ?? signal}`))
    })
  })
}

interface Kept {
  /** Subjects of tickets, in the order of their numbers. */
  readonly tickets: readonly string[]
  readonly stumbles: readonly number[]
  /** How many letters wait to be sent, of each ticket. */
  readonly waiting: readonly number[]
}

function kept(): Kept {
  const books = openReading(directory)
  try {
    const all = books.tickets({}).toSorted((a, b) => a.id - b.id)
    const lines = books.outbox()
    return {
      tickets: all.map((one) => one.subject),
      stumbles: letters().map((one) => books.stumbles(one.sha256)),
      waiting: all.map((one) => lines.filter((line) => line.ticket === one.id).length),
    }
  } finally {
    books.close()
  }
}

const ALL = Array.from({ length: LETTERS }, (_, n) => `letter ${n + 1}`)
const ONE_EACH = ALL.map(() => 1)
const NONE = ALL.map(() => 0)
const FILED = ALL.map((subject) => `filed ${subject}`)

/** The sizes of the commits. */
function commits(said: readonly string[]): readonly number[] {
  return said.flatMap((line) => (line.startsWith('commit of ') ? [Number(line.slice(10))] : []))
}

function settled(said: readonly string[]): readonly string[] {
  return said.filter((line) => !line.startsWith('commit of '))
}

test('killed when the attempts are counted, nothing is filed; afterwards each is filed once, alone', async () => {
  expect(await run('counted')).toEqual([])
  expect(kept()).toEqual({ tickets: [], stumbles: ONE_EACH, waiting: [] })
  const said = await run('nowhere')
  expect([settled(said), commits(said)]).toEqual([FILED, ONE_EACH])
  expect(kept()).toMatchObject({ tickets: ALL, stumbles: NONE })
})

test('killed inside the commit, none of it stands by half: no ticket, no letter to send; afterwards each is filed once', async () => {
  expect(await run('inside', 3)).toEqual([`commit of ${LETTERS}`])
  expect(kept()).toEqual({ tickets: [], stumbles: ONE_EACH, waiting: [] })
  expect(settled(await run('nowhere'))).toEqual(FILED)
  const { tickets, waiting } = kept()
  expect(tickets).toEqual(ALL)
  expect(new Set(waiting).size).toBe(1)
})

test('killed behind the commit and before anything is settled, the next start knows all and files none twice', async () => {
  expect(await run('committed')).toEqual([`commit of ${LETTERS}`])
  const { tickets, waiting } = kept()
  expect(tickets).toEqual(ALL)
  const [first] = waiting
  expect(settled(await run('nowhere'))).toEqual(FILED)
  expect(kept()).toEqual({ tickets: ALL, stumbles: NONE, waiting: ALL.map(() => first) })
})

test('a letter that kills the desk is set aside at its fourth turn, and the others that shared its commit are filed', async () => {
  await run('inside', 2)
  await run('inside', 2)
  expect(kept().tickets).toEqual(['letter 1'])
  await run('inside', 2)
  const said = await run('nowhere')
  expect(settled(said)).toEqual(FILED.with(1, 'set aside letter 2'))
  expect(kept().tickets).toHaveLength(LETTERS)
})
