// Readiness tells the truth about a server that answers and takes nothing: each postponement makes a delivery due later, so
// that nothing is ever long due; what counts is when anything was accepted last.
import { expect, test } from 'vitest'
import { reasonsOf } from '../../src/daemon/health.ts'
import type { Store } from '../../src/store/store.ts'
import { later, onNewBooks, outgoing, recordMoment } from '../store/books.ts'

const INBOX = { connected: true, trouble: null, code: null, unread: null, lastSweepAt: null, backlog: 0 }
const OUTBOX = { inHand: 0, trouble: null, lastSentAt: null }

function codes(store: Store, seconds: number): readonly string[] {
  const time = { trouble: null, code: null }
  return reasonsOf(store.reading, INBOX, OUTBOX, time, later(seconds)).map((one) => one.code)
}

/** Each delivery is tried at `seconds` and put off. */
function postponedAt(store: Store, seconds: number): void {
  const due = store.queue.claim(later(seconds), 10, () => later(seconds + 60))
  const until = later(seconds + 60)
  const fates = due.map(({ delivery }) => ({ delivery, kind: 'postponed' as const, until, error: '451' }))
  store.queue.settle(fates, later(seconds))
}

function withLetters(count: number, work: (store: Store) => void): void {
  onNewBooks((store) => {
    const letters = Array.from({ length: count }, (_, n) =>
      outgoing(`a${n}`, { ticket: null, recipients: [`person${n}@plant.example`] }),
    )
    recordMoment(store, { outgoing: letters })
    work(store)
  })
}

test('while every recipient is put off for more than a quarter of an hour the desk is not ready', () => {
  withLetters(3, (store) => {
    for (let seconds = 0; seconds < 1000; seconds += 100) postponedAt(store, seconds)
    expect(codes(store, 14 * 60)).toEqual([])
    expect(codes(store, 16 * 60)).toEqual(['outbox.nothing-accepted'])
  })
})

test('a letter that was accepted meanwhile says that the server works', () => {
  withLetters(3, (store) => {
    for (let seconds = 0; seconds < 1000; seconds += 100) postponedAt(store, seconds)
    recordMoment(store, {
      outgoing: [outgoing('late', { ticket: null, recipients: ['other@plant.example'] })],
      now: later(900),
    })
    const last = store.queue.claim(later(901), 10, () => later(2000)).at(-1)
    store.queue.settle([{ delivery: last?.delivery ?? 0, kind: 'sent', response: '250' }], later(902))
    expect(codes(store, 16 * 60)).toEqual([])
  })
})

test('one recipient whose own server puts off says nothing of ours', () => {
  withLetters(1, (store) => {
    for (let seconds = 0; seconds < 1000; seconds += 100) postponedAt(store, seconds)
    expect(codes(store, 16 * 60)).toEqual([])
  })
})
