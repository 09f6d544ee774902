// When the disk, another process or a mistake stands in the way: what is refused, what passes, what is lost (nothing).
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Connection, openToWrite } from '../../src/store/file/sqlite.ts'
import { copyBooks, openReading, openStore, restoreBooks } from '../../src/store/store.ts'
import { Trouble } from '../../src/trouble.ts'
import { later, letter, onNewBooks, open, outgoing, T0, temporary } from './books.ts'

afterEach(() => vi.restoreAllMocks())

/** The Trouble that a piece of work throws. */
function troubleIn(work: () => unknown): Trouble {
  try {
    work()
  } catch (error) {
    if (error instanceof Trouble) return error
    throw error
  }
  throw new Error('no trouble came')
}

const CHILD = join(import.meta.dirname, 'crash-child.ts')

describe('several causes in one commit', () => {
  test('what throws is rolled back alone and told; the others stand', () => {
    onNewBooks((store) => {
      const outcomes = store.together(
        [
          () => open(store, 1),
          () => {
            open(store, 2)
            throw new Error('a bug in a rule')
          },
          () => open(store, 2, { letter: letter(3) }),
        ],
        Number.POSITIVE_INFINITY,
      )
      expect(outcomes).toEqual([{ is: undefined }, { threw: new Error('a bug in a rule') }, { is: undefined }])
      expect(store.reading.tickets({}).map((one) => one.id)).toEqual([1, 2])
      expect([2, 3].map((n) => store.transaction((books) => books.has(letter(n))))).toEqual([false, true])
    })
  })

  test('of a full disk none of them stands, not even those before it', () => {
    onNewBooks((store) => {
      const full = new Trouble('the disk is full', { lasting: false })
      const both = [
        () => open(store, 1),
        () => {
          throw full
        },
      ]
      expect(troubleIn(() => store.together(both, Number.POSITIVE_INFINITY))).toBe(full)
      expect(store.reading.tickets({})).toEqual([])
    })
  })

  test('others see nothing of them before all are through, and no more are begun when the time is up', () => {
    onNewBooks((store, directory) => {
      const reading = openReading(directory)
      const seen: number[] = []
      const causes = [1, 2, 3].map((n) => () => {
        open(store, n)
        seen.push(reading.tickets({}).length)
      })
      expect(store.together(causes, Number.POSITIVE_INFINITY)).toHaveLength(3)
      expect([...seen, reading.tickets({}).length]).toEqual([0, 0, 0, 3])
      expect(store.together([() => open(store, 4), () => open(store, 5)], 0)).toHaveLength(1)
      expect(reading.tickets({})).toHaveLength(4)
      reading.close()
    })
  })
})

describe('one daemon a data directory', () => {
  test('a second one is refused with a sentence, at once', () => {
    onNewBooks((_store, directory) => {
      expect(troubleIn(() => openStore(directory))).toMatchObject({ lasting: true, message: /another ticketd/ })
    })
  })

  test('the place is free again after SIGKILL, and after an orderly end', async () => {
    const { directory, remove } = temporary()
    const child = spawn(process.execPath, [CHILD, directory, '1'], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    expect(troubleIn(() => openStore(directory)).message).toMatch(/another ticketd/)
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('close', resolve))
    openStore(directory).close()
    openStore(directory).close()
    remove()
  })

  test('a visitor writes beside the daemon, and a reader sees it', () => {
    onNewBooks((store, directory) => {
      const visitor = openStore(directory, { as: 'visitor' })
      const reading = openReading(directory)
      open(visitor, 1)
      expect(store.reading.ticket(1)?.id).toBe(1)
      expect(reading.show(1)?.messages).toHaveLength(2)
      expect(visitor.settings.secret).toBe(store.settings.secret)
      reading.close()
      visitor.close()
    })
  })

  test('a reader needs no daemon', () => {
    const { directory, remove } = temporary()
    const store = openStore(directory)
    open(store, 1)
    store.close()
    const reading = openReading(directory)
    expect(reading.show(1)?.messages).toHaveLength(2)
    expect(reading.search('каталоги', 5)).toHaveLength(1)
    reading.close()
    remove()
  })

  test('without books there is nothing to visit and nothing to read', () => {
    const { directory, remove } = temporary()
    expect(troubleIn(() => openReading(directory)).lasting).toBe(true)
    expect(troubleIn(() => openStore(directory, { as: 'visitor' })).message).toMatch(
      /there are no books in .* yet: "ticketd run" makes them/,
    )
    remove()
  })
})

test('books opened again are as durable as new ones', () => {
  const { directory, remove } = temporary()
  for (let time = 0; time < 2; time += 1) {
    const books = openToWrite(join(directory, 'ticketd.db'))
    const pragmas = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'journal_size_limit']
    expect(pragmas.map((name) => books.pragma(name))).toEqual(['wal', 2, 1, 2000, 67_108_864])
    books.close()
  }
  remove()
})

test('a database that somebody else holds is a passing trouble after two seconds, and work goes on afterwards', () => {
  onNewBooks((store, directory) => {
    const other = new Database(join(directory, 'ticketd.db'))
    other.exec('BEGIN IMMEDIATE')
    expect(troubleIn(() => open(store, 1))).toMatchObject({ lasting: false, message: /another process/ })
    other.exec('ROLLBACK')
    other.close()
    open(store, 1)
    expect(store.reading.ticket(1)?.id).toBe(1)
  })
})

/** How many milliseconds each checkpoint from now on would wait for readers: SQLite is asked when it comes to it. */
function waitsOfCheckpoints(): readonly unknown[] {
  const waits: unknown[] = []
  const pragma = Connection.prototype.pragma
  vi.spyOn(Connection.prototype, 'pragma').mockImplementation(function (this: Connection, text) {
    if (text.startsWith('wal_checkpoint')) waits.push(pragma.call(this, 'busy_timeout'))
    return pragma.call(this, text)
  })
  return waits
}

test('F27 a reader who holds the books keeps the write-ahead file from shrinking until he ends, and is not waited for', () => {
  onNewBooks((store, directory) => {
    const other = new Database(join(directory, 'ticketd.db'))
    other.exec('BEGIN')
    other.prepare('SELECT count(*) FROM letters').get()
    for (let n = 1; n <= 20; n += 1) open(store, n)
    const waits = waitsOfCheckpoints()
    expect(store.checkpoint()).toBeGreaterThan(0)
    expect(waits).toEqual([0])
    other.exec('COMMIT')
    other.close()
    expect(store.checkpoint()).toBe(0)
  })
})

test('F28 damaged books are refused at the start with a word about the backup', () => {
  const { directory, remove } = temporary()
  const store = openStore(directory)
  for (let n = 1; n <= 50; n += 1) open(store, n)
  store.close()
  const file = join(directory, 'ticketd.db')
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, 0)
  closeSync(handle)
  expect(troubleIn(() => openStore(directory))).toMatchObject({ lasting: true, message: /backup/ })
  writeFileSync(join(directory, 'lock.db'), '')
  remove()
})

test('F28 damage in the middle of the file is found at the start', () => {
  const { directory, remove } = temporary()
  const store = openStore(directory)
  for (let n = 1; n <= 50; n += 1) open(store, n)
  store.close()
  const file = join(directory, 'ticketd.db')
  const handle = openSync(file, 'r+')
  const middle = Math.floor(statSync(file).size / 2 / 4096) * 4096
  writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, middle)
  closeSync(handle)
  expect(troubleIn(() => openStore(directory))).toMatchObject({ lasting: true, message: /backup/ })
  remove()
})

const asRoot = process.getuid?.() === 0 && process.platform === 'linux'

/** A small file system of its own; null where it cannot be mounted. */
function smallDisk(): { readonly directory: string; remount(how: string): void; remove(): void } | null {
  const { directory, remove } = temporary()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', directory], { stdio: 'ignore' })
  } catch {
    remove()
    return null
  }
  return {
    directory,
    remount: (how) => execFileSync('mount', ['-o', `remount,${how}`, directory], { stdio: 'ignore' }),
    remove: () => {
      execFileSync('umount', [directory], { stdio: 'ignore' })
      remove()
    },
  }
}

test.skipIf(!asRoot)(
  'F24 a full disk is a passing trouble: nothing is there by half, and with room work goes on',
  ({ skip }) => {
    const disk = smallDisk()
    if (disk === null) return skip('nothing can be mounted here')
    const store = openStore(disk.directory)
    let filed = 0
    const trouble = troubleIn(() => {
      for (let n = 1; n <= 5000; n += 1) {
        open(store, n, { letter: letter(n, { text: 'x'.repeat(20_000), reply: 'x'.repeat(20_000) }) })
        filed = n
      }
    })
    expect(trouble).toMatchObject({ lasting: false, message: /disk is full/ })
    expect(filed).toBeGreaterThan(5)
    expect(store.reading.figures(T0).letters).toBe(filed)
    expect(store.reading.ticket(filed + 1)).toBeUndefined()
    disk.remount('size=64m')
    open(store, filed + 1)
    expect(store.integrity()).toBe('ok')
    store.close()
    disk.remove()
  },
  30_000,
)

test.skipIf(!asRoot)(
  'F25 books on a read-only file system are refused at the start, and taken when they can be written',
  ({ skip }) => {
    const disk = smallDisk()
    if (disk === null) return skip('nothing can be mounted here')
    openStore(disk.directory).close()
    disk.remount('ro')
    expect(troubleIn(() => openStore(disk.directory)).lasting).toBe(true)
    disk.remount('rw')
    const store = openStore(disk.directory)
    open(store, 1)
    store.close()
    disk.remove()
  },
)

test('a file in the way of the data directory is said in a sentence', () => {
  const { directory, remove } = temporary()
  writeFileSync(join(directory, 'data'), '')
  const trouble = troubleIn(() => openStore(join(directory, 'data')))
  expect([trouble.lasting, trouble.message]).toEqual([
    true,
    expect.stringMatching(/data cannot be made or written: there is a file in its place or above it$/),
  ])
  expect(readFileSync(join(directory, 'data'), 'utf8')).toBe('')
  remove()
})

test('the books are for their owner’s eyes only', () => {
  const { directory, remove } = temporary()
  chmodSync(directory, 0o755)
  const inner = join(directory, 'data')
  const store = openStore(inner)
  open(store, 1, { outgoing: [outgoing('a')], now: later(1) })
  expect(statSync(inner).mode & 0o077).toBe(0)
  store.close()
  remove()
})

test('nor may others read them in a folder that was there before, or a copy of them', async () => {
  const { directory, remove } = temporary()
  const there = (name: string): string => {
    mkdirSync(join(directory, name), { mode: 0o755 })
    return join(directory, name)
  }
  const [data, copies, restored] = [there('data'), there('copies'), there('restored')] as const
  const store = openStore(data)
  open(store, 1, { outgoing: [outgoing('a')], now: later(1) })
  await copyBooks(data, copies, later(2))
  expect(statSync(join(copies, 'ticketd.db')).mode & 0o077).toBe(0)
  chmodSync(join(copies, 'ticketd.db'), 0o644)
  await restoreBooks(copies, restored, {
    now: later(3),
    language: 'ru',
    prefixes: ['SKPS'],
    bringLetters: () => Promise.resolve(),
    forget: () => false,
  })
  for (const file of ['data/ticketd.db', 'data/ticketd.db-wal', 'restored/ticketd.db'])
    expect([file, statSync(join(directory, file)).mode & 0o077]).toEqual([file, 0])
  store.close()
  remove()
})
