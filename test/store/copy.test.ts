// Copies of the books and the way back: whole while the books are in use, refused when damaged, and restored without
// anything being sent by itself or anything being deleted.
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copyBooks, openReading, openStore, readCopy, restoreBooks, type Store } from '../../src/store/store.ts'
import { file, later, letter, open, outgoing, T0, temporary } from './books.ts'

let place: ReturnType<typeof temporary>
let data: string
let copies: string
beforeEach(() => {
  place = temporary()
  data = join(place.directory, 'data')
  copies = join(place.directory, 'copies')
})
afterEach(() => place.remove())

const RESTORING = {
  now: later(3600),
  language: 'ru',
  prefixes: ['SKPS'],
  bringLetters: () => Promise.resolve(),
  forget: () => false,
} as const

function onBooks<T>(work: (store: Store) => T): T {
  const store = openStore(data)
  try {
    return work(store)
  } finally {
    store.close()
  }
}

function spoil(path: string): void {
  const handle = openSync(path, 'r+')
  writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, 4096 * 8)
  closeSync(handle)
}

test('a copy made while the books are in use is one whole file that names its letters', async () => {
  const store = openStore(data)
  open(store, 1)
  const copying = copyBooks(data, copies, later(60))
  open(store, 2)
  const copy = await copying
  open(store, 3)
  store.close()
  expect(copy.at).toEqual(later(60))
  expect(copy.letters.slice(0, 1)).toEqual([{ sha256: letter(1).sha256, bytes: letter(1).bytes }])
  expect(copy.tickets).toBeLessThan(3)
  expect(readdirSync(copies)).toEqual(['ticketd.db'])
  expect(readCopy(copies)).toEqual(copy)
})

test('a second copy takes the place of the first', async () => {
  onBooks((store) => open(store, 1))
  await copyBooks(data, copies, T0)
  onBooks((store) => open(store, 2))
  expect((await copyBooks(data, copies, later(60))).tickets).toBe(2)
  expect(readCopy(copies)).toMatchObject({ tickets: 2, at: later(60) })
})

test('damaged books give no copy, and the former copy stays', async () => {
  onBooks((store) => open(store, 1))
  await copyBooks(data, copies, T0)
  spoil(join(data, 'ticketd.db'))
  await expect(copyBooks(data, copies, later(60))).rejects.toMatchObject({ lasting: true, message: /damaged/ })
  expect(readCopy(copies).at).toEqual(T0)
})

test('a data directory is no folder for copies', async () => {
  onBooks((store) => open(store, 1))
  await expect(copyBooks(data, data, T0)).rejects.toMatchObject({ lasting: true, message: /is a data directory/ })
})

test("no copy goes where the desk's own things lie, nor where there can be no folder, and that is said with the place", async () => {
  openStore(data).close()
  writeFileSync(join(place.directory, 'file'), '')
  for (const [folder, why] of [
    [join(data, 'letters'), 'belongs to the data directory'],
    [join(data, 'tmp/copies'), 'belongs to the data directory'],
    [join(place.directory, 'file'), 'is no folder for copies: there is a file in its place or above it'],
    [join(place.directory, 'file/below'), 'is no folder for copies: there is a file in its place or above it'],
  ] as const)
    await expect(copyBooks(data, folder, later(60)), folder).rejects.toThrow(`${folder} ${why}`)
  expect((await copyBooks(data, join(data, 'copies'), later(60))).tickets).toBe(0)
})

test('restored books are those of the copy, those that were there are kept beside them', async () => {
  onBooks((store) => open(store, 1))
  await copyBooks(data, copies, later(60))
  onBooks((store) => open(store, 2))
  const { replaced, copy } = await restoreBooks(copies, data, RESTORING)
  expect(copy.tickets).toBe(1)
  expect(replaced).toBe(join(data, 'ticketd.db.replaced-20261118T100005'))
  expect(existsSync(replaced ?? '')).toBe(true)
  onBooks((store) => {
    expect(store.reading.tickets({}).map((ticket) => ticket.id)).toEqual([1])
    expect(store.integrity()).toBe('ok')
  })
})

test('books whose last commits stand in the write-ahead file are replaced with it, and stay whole beside', async () => {
  onBooks((store) => open(store, 1))
  await copyBooks(data, copies, later(60))
  // What a killed daemon leaves: the write-ahead file is not emptied.
  const store = openStore(data)
  for (let n = 2; n < 20; n += 1) open(store, n)
  const killed = join(place.directory, 'killed')
  mkdirSync(killed)
  for (const name of ['ticketd.db', 'ticketd.db-wal']) copyFileSync(join(data, name), join(killed, name))
  store.close()
  expect(statSync(join(killed, 'ticketd.db-wal')).size).toBeGreaterThan(0)
  const { replaced } = await restoreBooks(copies, killed, RESTORING)
  const restored = openStore(killed)
  expect(restored.integrity()).toBe('ok')
  expect(restored.reading.tickets({})).toHaveLength(1)
  restored.close()
  const beside = join(place.directory, 'beside')
  mkdirSync(beside)
  for (const tail of ['', '-wal']) copyFileSync(`${replaced}${tail}`, join(beside, `ticketd.db${tail}`))
  const former = openStore(beside)
  expect(former.reading.tickets({})).toHaveLength(19)
  former.close()
})

test('a restore that broke off between two books is no start; run again, it comes to its end', async () => {
  onBooks((store) => open(store, 1))
  await copyBooks(data, copies, later(60))
  onBooks((store) => open(store, 2))
  writeFileSync(join(data, 'ticketd.db.replaced-20261118T100005'), 'in the way')
  await expect(restoreBooks(copies, data, RESTORING)).rejects.toThrow('EEXIST')
  expect(() => openStore(data)).toThrow(/did not come to its end: run "ticketd restore DIR" again/)
  expect(() => openReading(data)).toThrow(/did not come to its end/)
  await restoreBooks(copies, data, { ...RESTORING, now: later(7200) })
  onBooks((store) => expect(store.reading.tickets({})).toHaveLength(1))
})

test('the gap begins a day before the last filed letter, and is there until it is closed', async () => {
  onBooks((store) => {
    open(store, 1)
    expect(store.settings.gapSince()).toBeNull()
  })
  await copyBooks(data, copies, later(3600))
  await restoreBooks(copies, data, RESTORING)
  onBooks((store) => expect(store.settings.gapSince()).toEqual(new Date(letter(1).arrivedAt.getTime() - 86_400_000)))
  onBooks((store) => store.settings.closeGap())
  onBooks((store) => expect(store.settings.gapSince()).toBeNull())
})

test('what waited in the copy is not sent by itself: an answer is held, an acknowledgement is in doubt, the history says so', async () => {
  onBooks((store) => {
    open(store, 1)
    const answer = outgoing('answer 1', { kind: 'answer', autoSubmitted: 'no' })
    file(store, { letter: letter(2), filed: { ticket: 1 }, outgoing: [answer] })
  })
  await copyBooks(data, copies, T0)
  const { heldBack } = await restoreBooks(copies, data, RESTORING)
  expect(heldBack).toEqual({ answers: 1, others: 1 })
  onBooks((store) => {
    expect(store.reading.nextDueAt()).toBeNull()
    expect(store.reading.outbox().map(({ kind, state, error }) => ({ kind, state, error }))).toEqual([
      { kind: 'acknowledgement', state: 'doubtful', error: 'it may have been sent before the books were restored' },
      { kind: 'answer', state: 'held', error: 'it may have been sent before the books were restored' },
    ])
    expect(store.reading.show(1)?.history.filter((line) => line.what === 'in doubt')).toHaveLength(2)
    expect(store.retry(2, later(7200), 'ru')).toBe(true)
    expect(store.reading.nextDueAt()).toEqual(later(7200))
  })
})

test('what a letter that was found again brings about is in the books and is not sent', () => {
  onBooks((store) => {
    open(store, 1, { letter: { ...letter(1), foundAgain: true } })
    open(store, 2)
    expect(store.reading.outbox().map(({ ticket, state }) => ({ ticket, state }))).toEqual([
      { ticket: 1, state: 'doubtful' },
      { ticket: 2, state: 'waiting' },
    ])
    const found = (id: number) => store.reading.show(id)?.history.some((line) => line.what === 'found again')
    expect([found(1), found(2)]).toEqual([true, false])
  })
})

test('a daemon at work, a missing copy and a damaged one are refused, and the books stay as they are', async () => {
  await expect(restoreBooks(copies, data, RESTORING)).rejects.toMatchObject({ message: /there is no ticketd\.db in/ })
  const store = openStore(data)
  open(store, 1)
  await copyBooks(data, copies, T0)
  await expect(restoreBooks(copies, data, RESTORING)).rejects.toMatchObject({ message: /another ticketd holds/ })
  open(store, 2)
  store.close()
  spoil(join(copies, 'ticketd.db'))
  await expect(restoreBooks(copies, data, RESTORING)).rejects.toMatchObject({ message: /the copy in .* is damaged/ })
  mkdirSync(join(place.directory, 'other'))
  writeFileSync(join(place.directory, 'other', 'ticketd.db'), 'no database at all, only words of some length'.repeat(9))
  await expect(restoreBooks(join(place.directory, 'other'), data, RESTORING)).rejects.toMatchObject({ lasting: true })
  onBooks((after) => expect(after.reading.tickets({})).toHaveLength(2))
})

test('letters are brought before the books are replaced: when that fails, nothing has changed', async () => {
  onBooks((store) => open(store, 1))
  await copyBooks(data, copies, T0)
  onBooks((store) => open(store, 2))
  const failing = { ...RESTORING, bringLetters: () => Promise.reject(new Error('the disk is full')) }
  await expect(restoreBooks(copies, data, failing)).rejects.toThrow('the disk is full')
  onBooks((store) => expect(store.reading.tickets({})).toHaveLength(2))
})
