// Why this date: over random histories the days listed add up to the promise.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CALENDAR, dayKey, elapsedSeconds, parseLocal } from '../../../src/calendar/calendar.ts'
import { type Move, moved } from '../../../src/desk/ticket/lifecycle.ts'
import { clockFor, settle } from '../../../src/desk/ticket/promise.ts'
import type { Ticket } from '../../../src/desk/ticket/ticket.ts'
import { whyThisDate } from '../../../src/desk/ticket/why.ts'
import { whyLines } from '../../../src/wording/wording.ts'
import { HOUSE_TERMS, PYOTR, policyWith, ticketWith } from '../../support/desk.ts'

const POLICY = policyWith({ calendar: CALENDAR })
const MOVES: readonly Move[] = [
  'ask',
  'answer',
  'customer writes',
  'develop',
  'return',
  'take',
  'interim',
  'undelivered',
]

const terms = fc.record({
  minDays: fc.integer({ min: 1, max: 5 }),
  maxDays: fc.integer({ min: 5, max: 20 }),
  aroundTheClock: fc.boolean(),
  waitingStopsClock: fc.boolean(),
  developmentStopsClock: fc.boolean(),
})
const history = fc.array(fc.tuple(fc.constantFrom(...MOVES), fc.integer({ min: 0, max: 6000 })), { maxLength: 12 })
const received = fc
  .integer({ min: 0, max: 2 * 365 * 24 * 60 })
  .map((minutes) => new Date(Date.UTC(2025, 6, 1) + minutes * 60_000))

function lived(from: Date, own: Partial<Ticket['terms']>, moves: readonly (readonly [Move, number])[]): Ticket {
  const mine = { ...HOUSE_TERMS, ...own }
  const counting = { from, minDays: mine.minDays, maxDays: mine.maxDays, agreedAt: null }
  let ticket = settle(
    ticketWith({
      receivedAt: from,
      terms: mine,
      counting,
      engineer: PYOTR.address,
      state: 'open',
      intervals: [{ owner: 'us', from, to: null, because: 'opened' }],
    }),
    POLICY,
    from,
  )
  let now = from
  for (const [move, minutes] of moves) {
    now = new Date(now.getTime() + minutes * 60_000)
    ticket = settle(moved(ticket, move, now, 'asked'), POLICY, now)
  }
  return ticket
}

test('the days listed are the promised ones and those that the waiting has added, and end with the deadline', () => {
  fc.assert(
    fc.property(received, terms, history, (from, own, moves) => {
      const ticket = lived(from, own, moves)
      const why = whyThisDate(ticket, POLICY)
      if (why === null || ticket.deadline === null) throw new Error('nothing is promised')
      expect(why.deadline).toEqual(ticket.deadline)
      const clock = clockFor(ticket.terms, POLICY)
      const promised = why.days.filter((day) => day.counts === 'promise')
      expect(promised).toHaveLength(own.maxDays)
      expect(promised.map((day) => day.n)).toEqual(promised.map((_, index) => index + 1))
      const counted = why.days.filter((day) => day.counts !== null)
      expect(counted.at(-1)?.date).toBe(dayKey(new Date(why.deadline.getTime() - 1), clock.zone))
      // The days that were added hold the waiting, and would not without the last of them.
      const added = why.days.filter((day) => day.counts === 'waited')
      expect(elapsedSeconds(why.base, why.deadline, clock)).toBeGreaterThanOrEqual(why.seconds)
      expect(added.length > 0).toBe(why.seconds > 0)
    }),
    { numRuns: 400 },
  )
})

test('the waiting of the days listed is the sum of the stretches that count', () => {
  fc.assert(
    fc.property(received, terms, history, (from, own, moves) => {
      const why = whyThisDate(lived(from, own, moves), POLICY)
      if (why === null) throw new Error('nothing is promised')
      const byDays = why.days.reduce((sum, day) => sum + day.waitedSeconds, 0)
      const byStretches = why.stretches.reduce((sum, one) => sum + (one.counted ? one.seconds : 0), 0)
      expect(byDays).toBeCloseTo(why.seconds, 3)
      expect(byStretches).toBeCloseTo(why.seconds, 3)
    }),
    { numRuns: 400 },
  )
})

test('whatever happens, at most one turn is open, turns follow one another, and the state says whose it is', () => {
  fc.assert(
    fc.property(received, terms, history, (from, own, moves) => {
      const { intervals } = lived(from, own, moves)
      expect(intervals.filter((one) => one.to === null)).toHaveLength(1)
      for (const [index, one] of intervals.slice(1).entries()) expect(one.from).toEqual(intervals[index]?.to)
    }),
    { numRuns: 200 },
  )
})

test('in words: each day, what it is, whether it counts, on what ground, and what moved the date', () => {
  const at = (text: string): Date => parseLocal(text, 'Europe/Moscow') ?? new Date(Number.NaN)
  const asked = 24 * 60
  const ticket = lived(at('2026-04-29T12:00'), { minDays: 2, maxDays: 3 }, [
    ['ask', asked],
    ['customer writes', 60],
  ])
  const why = whyThisDate(ticket, POLICY)
  if (why === null) throw new Error('nothing is promised')
  expect(whyLines(why, 'ru', 'Europe/Moscow')).toEqual([
    'Отсчёт с 29 апреля 2026 г. в 12:00 (МСК): 2–3 рабочих дня после дня поступления (R15).',
    '29.04.2026  —     рабочий день; служба',
    '30.04.2026  1-й   рабочий день, короче на час (накануне нерабочего праздничного дня (Праздник Весны и Труда), статья 95 ТК РФ); служба, клиент, служба; ожидание 1 час',
    '01.05.2026  —     праздник (Праздник Весны и Труда, статья 112 ТК РФ); служба',
    '02.05.2026  —     выходной; служба',
    '03.05.2026  —     выходной; служба',
    '04.05.2026  2-й   рабочий день; служба',
    '05.05.2026  3-й   рабочий день; служба',
    '06.05.2026  ещё   рабочий день; служба',
    'Время клиента с 30.04.2026, 12:00 по 30.04.2026, 13:00: 1 час',
    'Без ожидания срок был бы 5 мая 2026 г., 18:00 (МСК); вместе ожидание 1 час (R4).',
    'Срок: 6 мая 2026 г., 18:00 (МСК).',
  ])
})
