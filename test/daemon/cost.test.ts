// What a letter costs the books, from filing to its acknowledgement sent, counted and not timed: commits (each is an
// fsync), questions, rows written, bytes of the write-ahead file. Who makes a letter dearer sees it here, and says why.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { filedTogether } from '../../src/daemon/filed.ts'
import { openAttempts } from '../../src/inbox/attempts.ts'
import type { Letter } from '../../src/letter.ts'
import { Connection, type Values } from '../../src/store/file/sqlite.ts'
import { letterFrom } from '../support/desk.ts'
import { openWholeDesk, type WholeDesk } from '../support/whole-desk.ts'

afterEach(() => vi.restoreAllMocks())

interface Count {
  commits: number
  questions: number
  writes: number
}

/** Counts what goes through every connection from now on. */
function counted(): Count {
  const count = { commits: 0, questions: 0, writes: 0 }
  let depth = 0
  const { transaction } = Connection.prototype
  vi.spyOn(Connection.prototype, 'transaction').mockImplementation(function <T>(this: Connection, work: () => T): T {
    depth += 1
    try {
      const result = transaction.call(this, work) as T
      if (depth === 1) count.commits += 1
      return result
    } finally {
      depth -= 1
    }
  })
  for (const [name, kind] of [
    ['all', 'questions'],
    ['get', 'questions'],
    ['each', 'questions'],
    ['run', 'writes'],
  ] as const) {
    const plain = Connection.prototype[name]
    vi.spyOn(Connection.prototype, name).mockImplementation(function (this: Connection, sql: string, values?: Values) {
      count[kind] += 1
      return plain.call(this, sql, values)
    })
  }
  return count
}

const CONNECTIONS = 5
const LOG = { info: () => undefined, warn: () => undefined, debug: () => undefined, error: () => undefined }

/** A letter of some 4 KB, as the bench's are. */
function letterNumbered(n: number): Letter {
  const address = `person${n}@elsewhere${n}.example`
  const text = Array.from({ length: 12 }, (_, line) => `Строка ${line} письма ${n}: каталог изделий не открывается.`)
  return letterFrom({
    ...{ messageId: `c${n}@elsewhere.example`, returnPath: address, from: { name: `Человек ${n}`, address } },
    ...{ reply: text.join('\n'), text: text.join('\n'), body: text.join('\n') },
    place: { host: 'imap', user: 'support', folder: 'INBOX', uidValidity: '1', uid: n, bytes: 2048, arrivedAt: null },
  })
}

/** Files letters as the inbox does that fetches them together. */
function arrive({ store, room, policy, now }: WholeDesk, letters: readonly Letter[]): void {
  const quiet = { errand: () => undefined, forget: () => undefined, measured: () => undefined, done: () => undefined }
  const attempts = openAttempts(
    { stumblesOf: (sha256) => store.reading.stumbles(sha256), stumble: (sha256s) => store.stumble(sha256s) },
    {
      file: (group) => filedTogether(group, { ...{ room, store, log: LOG }, ...quiet }, Number.POSITIVE_INFINITY),
      setAside: (letter, why) => void store.fileSetAside(letter, why, now(), policy),
    },
    LOG,
  )
  attempts.beginTogether(letters)
  for (let rest = letters; rest.length > 0; ) rest = rest.slice(attempts.file(rest).length)
}

/** Sends what is due as the outbox does over five connections: a claim of twenty, then marks of doubt with which fates ride. */
function leave({ store, now }: WholeDesk): number {
  let sent = 0
  for (;;) {
    const due = store.queue.claim(now(), CONNECTIONS * 4, () => new Date(now().getTime() + 60_000))
    if (due.length === 0) return sent
    let fates: { readonly delivery: number; readonly kind: 'sent'; readonly response: string }[] = []
    for (let n = 0; n < due.length; n += CONNECTIONS) {
      const some = due.slice(n, n + CONNECTIONS)
      const marks = some.map(({ delivery }) => ({ delivery, sha256: 'a'.repeat(64) }))
      store.queue.write(fates, marks, now())
      fates = some.map(({ delivery }) => ({ delivery, kind: 'sent', response: '250 2.0.0 Ok: queued as 4D2F81A2' }))
    }
    store.queue.settle(fates, now())
    sent += due.length
  }
}

/** What each letter of some batches costs. */
function costOf(batches: number, letters: number) {
  const desk = openWholeDesk({ policy: { engineers: [] } })
  try {
    arrive(desk, [letterNumbered(1000)])
    leave(desk)
    const file = join(desk.folder, 'ticketd.db-wal')
    const before = statSync(file).size
    const count = counted()
    for (let batch = 0; batch < batches; batch += 1) {
      arrive(
        desk,
        Array.from({ length: letters }, (_, n) => letterNumbered(batch * letters + n)),
      )
      expect(leave(desk)).toBe(letters)
    }
    const all = batches * letters
    const kilobytes = (statSync(file).size - before) / 1024 / all
    return { commits: count.commits / all, questions: count.questions / all, writes: count.writes / all, kilobytes }
  } finally {
    desk.close()
  }
}

test('letters that lie in the inbox together cost half a commit, 29 questions, 14 rows and 33 KB of the write-ahead file each, at most', () => {
  const each = costOf(4, 16)
  expect(each.commits).toBe(0.5)
  expect(each.questions).toBeLessThanOrEqual(29)
  expect(each.writes).toBeLessThanOrEqual(14)
  expect(each.kilobytes).toBeLessThanOrEqual(33)
  expect(each.kilobytes).toBeGreaterThan(4)
})

test('a letter alone costs five commits: the attempt counted, filed, claimed, in doubt, sent', () => {
  const each = costOf(4, 1)
  expect(each.commits).toBe(5)
  expect(each.questions).toBeLessThanOrEqual(32)
})
