// What the stories leave is replayed: read again from the kept mail, decided again at the moments of then, it comes to the
// same books.
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { replayVerb } from '../src/cli/books/replay.ts'
import type { Io } from '../src/cli/frame/verb.ts'
import { openReader } from '../src/reading/reading.ts'
import { type Ending, play, storyNames } from './support/story.ts'

/** Every sixth story, all of them with TICKETD_LONG=1: each is played twice here. */
const SOME = storyNames().filter((_, n) => n % 6 === 1 || process.env.TICKETD_LONG !== undefined)

const reader = openReader({ messageBytes: 83_886_080 })
afterAll(() => reader.close())

/** The stories' desk signs with a secret of its own, which no books know. */
function signedAsThen({ directory, policy }: Ending): void {
  const books = new Database(`${directory}/ticketd.db`)
  const set = books.prepare('UPDATE settings SET value = ? WHERE name = ?')
  set.run(policy.secret, 'secret')
  set.run(policy.installId, 'install id')
  books.close()
}

async function replayed(directory: string, ...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const io: Io = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    environment: {},
    stdin: (async function* () {})(),
  }
  const status = await replayVerb.run(args, io, { path: `${directory}/config.json`, named: true })
  return { status, out, err }
}

describe('a story that is replayed', () => {
  test.each(SOME)('%s comes to the same books', async (name) => {
    await play(name, reader, async (ending) => {
      signedAsThen(ending)
      const { status, out, err } = await replayed(ending.directory)
      expect(out).toEqual([])
      expect(err).toEqual([expect.stringMatching(/^\d+ letters replayed: all is decided as then$/)])
      expect(status).toBe(0)
    })
  })
})
