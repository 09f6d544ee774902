// What the end of an attempt means for its letter: each end has its fate, and its neighbour another.
import { describe, expect, test } from 'vitest'
import type { Ended } from '../../src/outbox/ended.ts'
import { fateOf, GIVE_UP_AFTER, retryAt, returned } from '../../src/outbox/fate.ts'
import type { Due } from '../../src/outbox/queue.ts'
import { later, outgoing, T0 } from '../store/books.ts'

const due = (fields: Partial<Due> = {}): Due => ({
  delivery: 1,
  outgoing: outgoing('a', { kind: 'answer' }),
  recipient: 'i.sidorov@plant.example',
  attempts: 1,
  queuedAt: T0,
  dueAt: T0,
  doubtSha256: null,
  awaited: false,
  ...fields,
})
const ended = (fields: Partial<Ended>): Ended => ({
  afterData: false,
  code: 450,
  at: 'recipient',
  text: '450 4.2.0 later',
  ...fields,
})
const fate = (fields: Partial<Ended>, of: Partial<Due> = {}, now = later(1)) => fateOf(due(of), ended(fields), now, 0)

describe('an attempt that ended', () => {
  test.each([
    { what: 'with 450', fields: {}, kind: 'postponed' },
    { what: 'with 499', fields: { code: 499 }, kind: 'postponed' },
    { what: 'with 500', fields: { code: 500, text: '500 no' }, kind: 'failed' },
    { what: 'with 550 after the letter', fields: { code: 550, afterData: true, text: '550 no' }, kind: 'failed' },
    { what: 'with 451 after the letter', fields: { code: 451, afterData: true }, kind: 'postponed' },
    { what: 'without a word before the letter', fields: { code: null }, kind: 'postponed' },
    { what: 'without a word after the letter', fields: { code: null, afterData: true }, kind: 'doubtful' },
  ] as const)('$what is $kind', ({ fields, kind }) => {
    expect(fate(fields).kind).toBe(kind)
  })

  test('in a refusal after the letter takes its doubt back, before it there was none', () => {
    expect(fate({ code: 451, afterData: true })).toMatchObject({ afterData: true })
    expect(fate({ code: 451, afterData: false })).toMatchObject({ afterData: false })
  })

  test.each([
    { text: '552 5.3.4 too big', because: 'too large' },
    { text: '552 5.2.2 mailbox full', because: 'refused' },
    { text: '552 message size exceeds the limit', because: 'too large' },
  ])('with «$text» is $because', ({ text, because }) => {
    expect(fate({ code: 552, text })).toMatchObject({ kind: 'failed', failure: { lastingBecause: because } })
  })
})

test('five days are waited, and no more', () => {
  const step = retryAt(1, T0, 0).getTime() - T0.getTime()
  const justYet = new Date(T0.getTime() + GIVE_UP_AFTER - step)
  expect(fate({}, {}, justYet).kind).toBe('postponed')
  expect(fate({}, {}, new Date(justYet.getTime() + 1))).toMatchObject({
    kind: 'failed',
    failure: { lastingBecause: 'expired' },
  })
})

test('steps grow, are never shorter than they say, and the last goes on for ever', () => {
  const minutes = [1, 2, 5, 10, 20, 40, 60, 90, 120, 120, 120]
  for (const [n, step] of minutes.entries()) {
    for (const chance of [0, 0.5, 0.999]) {
      const waited = (retryAt(n + 1, T0, chance).getTime() - T0.getTime()) / 60_000
      expect(waited).toBeGreaterThan(step)
      expect(waited).toBeLessThan(step * 1.25)
    }
  }
})

test('what no person wrote is of no use after five days of outage; an answer waits on', () => {
  const late = new Date(T0.getTime() + GIVE_UP_AFTER + 1)
  const automatic = due({ outgoing: outgoing('b', { kind: 'acknowledgement' }) })
  expect(returned(automatic, 'away', new Date(T0.getTime() + GIVE_UP_AFTER)).kind).toBe('returned')
  expect(returned(automatic, 'away', late).kind).toBe('failed')
  expect(returned(due(), 'away', late).kind).toBe('returned')
})
