// A desk with fifty thousand open tickets: a page of the queue is fifty of them in order, by an index and without sorting.
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { lookAtQueue } from '../../src/daemon/looks.ts'
import { Connection, openToRead, type Values } from '../../src/store/file/sqlite.ts'
import type { QueueAsked } from '../../src/words/words.ts'
import { openBoardOver, TOKEN } from '../support/board-desk.ts'
import { multiplied } from '../support/many-tickets.ts'
import { contractEntry, TurnedDesk } from '../support/turned-desk.ts'

const MANY = 50_000
let desk: TurnedDesk
afterEach(() => {
  vi.restoreAllMocks()
  desk.close()
})

function crowded(): string {
  desk = new TurnedDesk('2026-05-18T10:00', [contractEntry()])
  desk.mail('2026-05-18T10:00')
  const { directory } = desk.room.config.data
  multiplied(directory, MANY)
  return directory
}

const ALL: QueueAsked = {
  ...{ words: '', turn: '', overdue: false, state: '', engineer: '', contract: '', category: '' },
  page: 1,
}

test('pages follow one another in the queue’s order, each ticket on one of them, and filters hold on each', () => {
  crowded()
  const look = (asked: Partial<QueueAsked>) =>
    lookAtQueue({ ...ALL, ...asked }, desk.store.reading, desk.policy, desk.now)
  const pages = [1, 2, 3].map((page) => look({ page }))
  const lines = pages.flatMap((page) => page.lines)
  expect(new Set(lines.map((one) => one.ticket)).size).toBe(150)
  expect(lines.every((one) => one.criticality === 'suspected')).toBe(true)
  const dates = pages.map((page) => page.lines.map((one) => one.deadlineAt?.getTime() ?? 0))
  for (const n of [1, 2]) expect(Math.max(...(dates[n - 1] ?? []))).toBeLessThanOrEqual(Math.min(...(dates[n] ?? [])))
  expect(pages[0]?.open).toEqual({ new: 10_001, open: 9999, waiting: 10_000, development: 10_000, answered: 10_000 })
  const customers = look({ turn: 'customer', page: 40 })
  expect(
    customers.lines.map((one) => one.state).filter((state) => state !== 'waiting' && state !== 'answered'),
  ).toEqual([])
  expect([customers.lines.length, customers.more]).toEqual([50, true])
  expect(look({ engineer: 'nobody@vendor.example' }).lines).toEqual([])
  const last = look({ page: MANY / 50 })
  expect([last.lines.length, last.more]).toEqual([50, false])
})

test('a page of the queue reads no more of the books than its stretch, and sorts nothing', () => {
  const directory = crowded()
  const seen = new Set<string>()
  const all = Connection.prototype.all
  vi.spyOn(Connection.prototype, 'all').mockImplementation(function (this: Connection, sql: string, values?: Values) {
    seen.add(sql)
    return all.call(this, sql, values)
  })
  lookAtQueue(ALL, desk.store.reading, desk.policy, desk.now)
  vi.restoreAllMocks()
  const lists = [...seen].filter((sql) => /FROM tickets INDEXED BY tickets_queued/.test(sql))
  expect(lists).toHaveLength(1)
  const books = openToRead(join(directory, 'ticketd.db'))
  const plan = books
    .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${lists[0]}`, { from: 0, limit: 1 })
    .map(({ detail }) => detail)
  books.close()
  expect(plan).toEqual(['SCAN tickets USING INDEX tickets_queued'])
})

test('the page itself answers, whatever is asked of it', async () => {
  crowded()
  const one = await openBoardOver(desk)
  try {
    for (const path of [
      '/',
      '/?overdue=1',
      '/?page=900',
      '/?turn=us',
      '/?q=обращение',
      '/?state=closed',
      '/tickets/49999',
    ]) {
      const answer = await fetch(`${one.address}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } })
      expect([path, answer.status]).toEqual([path, 200])
      expect(await answer.text()).toContain('</html>')
    }
  } finally {
    await one.close()
  }
})
