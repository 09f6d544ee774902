// What filing, sending and ticking ask of the books is answered by indices: with a million letters each still costs
// what it costs with ten. The statements are those that really ran; SQLite itself says how it would run them.
import { afterEach, expect, test, vi } from 'vitest'
import { Connection, openToRead, type Values } from '../../src/store/file/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { cluesWith, PYOTR, ticketWith, tokenIdFor } from '../support/desk.ts'
import { file, later, letter, onNewBooks, open, outgoing, recordMoment, T0 } from './books.ts'

afterEach(() => vi.restoreAllMocks())

/** All SQL that a piece of work runs. */
function sqlOf(work: () => void): ReadonlySet<string> {
  const seen = new Set<string>()
  for (const name of ['all', 'get', 'run', 'each'] as const) {
    const plain = Connection.prototype[name]
    vi.spyOn(Connection.prototype, name).mockImplementation(function (this: Connection, sql: string, values?: Values) {
      seen.add(sql)
      return plain.call(this, sql, values)
    })
  }
  work()
  vi.restoreAllMocks()
  return seen
}

const BIG =
  /\bSCAN (letters|tickets|outgoing|later|deliveries|journal|places|documents|once|kept_letters)\b(?! USING (COVERING )?INDEX (tickets_unfinished|deliveries_unfinished|letters_set_aside|tickets_unsorted|deliveries_due|deliveries_to_judge|tickets_by_state))/

/** Every named parameter, empty: the plan does not depend on the values. */
function noValues(sql: string): Values {
  return Object.fromEntries([...sql.matchAll(/:([a-zA-Z]\w*)/g)].map(([, name = '']) => [name, null]))
}

/** The steps of a statement that read a growing table from end to end. */
function scansOf(books: Connection, sql: string): readonly string[] {
  return books
    .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, noValues(sql))
    .map((step) => step.detail)
    .filter((detail) => BIG.test(detail))
    .map((detail) => `${detail} in ${sql}`)
}

function work(store: Store): void {
  const token = {
    kind: 'answer',
    ticket: 1,
    engineer: PYOTR.address,
    text: tokenIdFor(PYOTR, 1).split('@')[0] ?? '',
  } as const
  open(store, 1)
  const bounce = letter(2, {
    kind: 'bounce',
    bounce: { recipients: [], originalMessageId: outgoing('ack 1').messageId },
  })
  file(store, { letter: bounce, filed: { ticket: 1, role: 'bounce' } })
  const clues = cluesWith({ token, messageIds: ['m1@plant.example'], numbers: [1], engineer: PYOTR })
  file(store, { letter: letter(3), clues, filed: { ticket: 1 }, outgoing: [outgoing('answer', { kind: 'answer' })] })
  store.transaction((books) => {
    books.has(letter(9))
    const moment = books.momentFacts(later(60))
    moment.done.has('x')
    moment.lastFromCustomer.get(1)
    moment.lastToCustomer.get(1)
    moment.overtaken.get(1)
    books.calendarVersion()
    books.calendarFacts()
    expect([moment.open, moment.closedUnsorted, moment.balance, moment.undelivered, moment.setAside]).toHaveLength(5)
    expect([moment.setAsideUntold, moment.complaints]).toHaveLength(2)
  })
  recordMoment(store, {
    tickets: [ticketWith({ id: 2 })],
    entries: [
      { kind: 'once', key: 'k' },
      { kind: 'move messages', from: 2, to: 1 },
      { kind: 'withdraw', outgoingId: outgoing('answer').id },
    ],
  })
  const [due] = store.queue.claim(later(1), 5, () => later(900))
  if (due === undefined) throw new Error('an acknowledgement was due')
  store.queue.markDoubt([{ delivery: due.delivery, sha256: 'x' }], T0)
  const failure = {
    outgoingId: due.outgoing.id,
    recipient: due.recipient,
    code: 550,
    status: null,
    text: '550',
  } as const
  store.queue.settle(
    [{ delivery: due.delivery, kind: 'failed', failure: { ...failure, lastingBecause: 'refused' } }],
    T0,
  )
  store.queue.failuresToJudge()
  store.transaction((books) => books.failureFacts({ ...failure, lastingBecause: 'refused' }))
  store.stumble(['x'])
  store.reading.show(1)
  store.reading.figures(T0)
  store.reading.overdue(T0, () => true)
  store.reading.outbox()
  const day = { from: T0, to: later(86_400) }
  const counts = [null, '17/2026'].map((contract) => [...store.reading.period({ ...day, contract }).tickets].length)
  expect(counts).toEqual([2, 0])
  expect(store.reading.nextErrand()).toBeUndefined()
  store.reading.search('каталог', 5)
  store.transaction((books) => {
    const { alike } = books.factsFor(letter(10), clues, later(90))
    alike?.('Не открывается каталог', 'Каталог изделий не открывается после обновления', 1)
  })
}

test('filing, sending, ticking, showing and searching read no growing table from end to end', () => {
  onNewBooks((store, directory) => {
    const statements = sqlOf(() => work(store))
    expect(statements.size).toBeGreaterThan(50)
    const books = openToRead(`${directory}/ticketd.db`)
    expect([...statements].flatMap((sql) => scansOf(books, sql))).toEqual([])
    books.close()
  })
})

test('the mail of a period is counted from indices alone, and letters set aside are not sought among all of its days', () => {
  onNewBooks((store, directory) => {
    const asked = { from: T0, to: later(86_400), contract: null }
    const statements = sqlOf(() => void [...store.reading.period(asked).tickets])
    const books = openToRead(`${directory}/ticketd.db`)
    const steps = [...statements]
      .filter((sql) => sql.includes('FROM letters'))
      .flatMap((sql) => books.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, noValues(sql)))
      .map((step) => step.detail)
    expect(steps.toSorted()).toEqual([
      'SEARCH letters USING COVERING INDEX letters_by_filing (filed_at>? AND filed_at<?)',
      'SEARCH letters USING INDEX letters_set_aside (ticket>?)',
    ])
    books.close()
  })
})

test('who calls is looked up by the index of telephone numbers alone, and his tickets by it', () => {
  onNewBooks((store, directory) => {
    const statements = sqlOf(() => {
      store.reading.phones()
      store.reading.calledFrom(['8 495 000-00-00'])
      store.reading.ofCustomer('i.sidorov@plant.example')
    })
    const books = openToRead(`${directory}/ticketd.db`)
    const steps = [...statements].flatMap((sql) =>
      books.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, noValues(sql)).map((step) => step.detail),
    )
    books.close()
    expect(steps.filter((step) => /\btickets\b/.test(step))).toEqual([
      'SEARCH tickets USING COVERING INDEX tickets_by_phone (customer_phone>?)',
      'SEARCH tickets USING INDEX tickets_by_phone (customer_phone=?)',
      expect.stringMatching(/^SEARCH tickets USING INDEX \w+ \(customer_key=\?\)$/),
    ])
  })
})
