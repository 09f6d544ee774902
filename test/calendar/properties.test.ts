// What holds for every clock and every moment, in zones that change their clocks too; and the counting beside a second,
// slow one that asks the platform's own calendar for each quarter of an hour.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addWorking,
  clockStart,
  countedDays,
  dayOn,
  deadlineOf,
  elapsedSeconds,
  isOpenAt,
  minutesOf,
  postponed,
  postponement,
  type WorkClock,
} from '../../src/calendar/calendar.ts'
import { clockIn, HOUSE, ROUND } from './clocks.ts'

const CLOCKS: readonly WorkClock[] = [
  HOUSE,
  ROUND,
  clockIn('Asia/Vladivostok'),
  clockIn('Europe/Berlin', { open: '01:00', close: '05:00', shortDayClose: '04:00' }),
  clockIn('America/New_York', { open: '00:30', close: '23:30', shortDayClose: '22:30' }),
  clockIn('Australia/Lord_Howe', { aroundTheClock: true }),
  clockIn('Asia/Kathmandu', { open: '09:45', close: '24:00', shortDayClose: '23:15' }),
]
const clocks = fc.constantFrom(...CLOCKS)
const QUARTER = 900_000
const instants = fc
  .integer({ min: Date.UTC(2025, 0, 1) / QUARTER, max: Date.UTC(2028, 11, 31) / QUARTER })
  .map((quarters) => new Date(quarters * QUARTER))
const seconds = fc.integer({ min: 0, max: 400 * 3600 })
const stretches = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 120 })), { maxLength: 6 })
  .map((pairs) => {
    let hours = 0
    return pairs.map(([pause, length]) => {
      const from = hours + pause
      hours = from + length
      return { from, to: hours }
    })
  })
const later = (from: Date, hours: number): Date => new Date(from.getTime() + hours * 3_600_000)

function holds<T extends readonly unknown[]>(property: fc.IProperty<T>): void {
  fc.assert(property, { numRuns: 300 })
}

describe('for every clock', () => {
  test('adding a and then b is adding a and b together', () => {
    holds(
      fc.property(clocks, instants, seconds, seconds, (clock, t, a, b) => {
        expect(addWorking(addWorking(t, a, clock), b, clock)).toEqual(addWorking(t, a + b, clock))
      }),
    )
  })

  test('what was added has elapsed', () => {
    holds(
      fc.property(clocks, instants, seconds, (clock, t, a) => {
        expect(elapsedSeconds(t, addWorking(t, a, clock), clock)).toBe(a)
      }),
    )
  })

  test('what is added ends never at an opening: a moment earlier less has elapsed', () => {
    holds(
      fc.property(clocks, instants, seconds, (clock, t, a) => {
        fc.pre(a > 0)
        const end = addWorking(t, a, clock)
        expect(elapsedSeconds(t, new Date(end.getTime() - 1), clock)).toBeLessThan(a)
      }),
    )
  })

  test('elapsed time of neighbours adds up', () => {
    holds(
      fc.property(clocks, fc.tuple(instants, instants, instants), (clock, three) => {
        const [a, b, c] = [...three].sort((x, y) => x.getTime() - y.getTime())
        if (a === undefined || b === undefined || c === undefined) return
        expect(elapsedSeconds(a, b, clock) + elapsedSeconds(b, c, clock)).toBeCloseTo(elapsedSeconds(a, c, clock), 3)
      }),
    )
  })

  test('a later arrival never has an earlier deadline, nor have more days', () => {
    holds(
      fc.property(clocks, instants, instants, fc.integer({ min: 1, max: 40 }), (clock, a, b, days) => {
        const [first, second] = a <= b ? [a, b] : [b, a]
        expect(deadlineOf(first, days, clock).getTime()).toBeLessThanOrEqual(deadlineOf(second, days, clock).getTime())
        expect(deadlineOf(a, days, clock).getTime()).toBeLessThan(deadlineOf(a, days + 1, clock).getTime())
      }),
    )
  })

  test('the days listed up to a deadline count exactly the days promised', () => {
    holds(
      fc.property(clocks, instants, fc.integer({ min: 1, max: 40 }), (clock, t, days) => {
        const listed = countedDays(t, deadlineOf(t, days, clock), clock)
        expect(listed.filter((day) => day.counts)).toHaveLength(days)
        expect(listed[0]?.counts).toBe(false)
        expect(listed.at(-1)?.counts).toBe(true)
      }),
    )
  })

  test('the clock starts when the desk is open, and no working time passes before it', () => {
    holds(
      fc.property(clocks, instants, (clock, t) => {
        const start = clockStart(t, clock)
        expect(isOpenAt(start, clock)).toBe(true)
        expect(elapsedSeconds(t, start, clock)).toBe(0)
      }),
    )
  })

  test('waiting never makes a deadline earlier, and more waiting never makes it earlier than less', () => {
    holds(
      fc.property(clocks, instants, stretches, (clock, t, waits) => {
        const deadline = deadlineOf(t, 10, clock)
        let before = deadline
        for (let count = 0; count <= waits.length; count += 1) {
          const some = waits.slice(0, count).map(({ from, to }) => ({ from: later(t, from), to: later(t, to) }))
          const moved = postponed(deadline, some, clock)
          expect(moved.getTime()).toBeGreaterThanOrEqual(before.getTime())
          before = moved
        }
      }),
    )
  })

  test('a moved deadline is the first closing that leaves room for all the waiting', () => {
    holds(
      fc.property(clocks, instants, stretches, (clock, t, waits) => {
        const deadline = deadlineOf(t, 10, clock)
        const some = waits.map(({ from, to }) => ({ from: later(t, from), to: later(t, to) }))
        const { deadline: moved, seconds: waited } = postponement(deadline, some, clock)
        expect(elapsedSeconds(deadline, moved, clock)).toBeGreaterThanOrEqual(waited)
        if (moved <= deadline) return
        // The last moment of the deadline's own day: around the clock the deadline itself is the next midnight.
        const own = new Date(deadline.getTime() - 1)
        const days = countedDays(own, moved, clock).filter((day) => day.counts).length
        expect(deadlineOf(own, days, clock)).toEqual(moved)
        // Without its last day the waiting would not fit.
        expect(elapsedSeconds(deadline, deadlineOf(own, days - 1, clock), clock)).toBeLessThan(waited)
      }),
    )
  })
})

/** Opening hours by the platform's own calendar, minute by minute of the wall. */
function openByPlatform(clock: WorkClock): (at: Date) => boolean {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: clock.zone, dateStyle: 'short', timeStyle: 'short' })
  return (at) => {
    if (clock.aroundTheClock) return true
    const [date = '', time = ''] = format.format(at).split(' ')
    const day = dayOn(clock.calendar, date)
    // A short day is any that closes early; which ones do is the tables' business.
    const short = clock.calendar.years.get(Number(date.slice(0, 4)))?.days.find((one) => one.on === date)?.kind
    const close = short?.includes('short') === true ? clock.shortDayClose : clock.close
    const minutes = minutesOf(time)
    return day.counts && minutes >= minutesOf(clock.open) && minutes < minutesOf(close)
  }
}

describe('beside a slow count by the platform', () => {
  const weeks: readonly [clock: WorkClock, from: string, because: string][] = [
    [HOUSE, '2026-04-27T00:00:00Z', 'May holidays in Moscow'],
    [HOUSE, '2027-02-15T00:00:00Z', 'a worked, short Saturday'],
    [CLOCKS[2] ?? HOUSE, '2026-06-08T00:00:00Z', 'Vladivostok and June 12'],
    [CLOCKS[3] ?? HOUSE, '2026-03-26T00:00:00Z', 'the clocks go forward in Berlin within opening hours'],
    [CLOCKS[3] ?? HOUSE, '2026-10-22T00:00:00Z', 'and back'],
    [CLOCKS[4] ?? HOUSE, '2026-03-05T00:00:00Z', 'the clocks go forward in New York'],
    [CLOCKS[4] ?? HOUSE, '2026-10-29T00:00:00Z', 'and back'],
    [CLOCKS[6] ?? HOUSE, '2026-11-02T00:00:00Z', 'an offset of 5:45, and days until midnight'],
  ]
  test.each(weeks)('%# from %s: the same quarters are open and the same time elapses', (clock, from) => {
    const isOpen = openByPlatform(clock)
    const start = new Date(from)
    let sum = 0
    for (let at = start.getTime(); at < start.getTime() + 9 * 86_400_000; at += QUARTER) {
      const now = new Date(at)
      expect(isOpenAt(now, clock), now.toISOString()).toBe(isOpen(now))
      sum += isOpen(now) ? QUARTER / 1000 : 0
    }
    expect(elapsedSeconds(start, new Date(start.getTime() + 9 * 86_400_000), clock)).toBe(sum)
  })

  test('a worked weekend night of an extra hour is an hour longer', () => {
    const round = clockIn('Europe/Berlin', { aroundTheClock: true })
    const midnight = new Date('2026-10-24T22:00:00Z')
    expect(elapsedSeconds(midnight, deadlineOf(midnight, 0, round), round)).toBe(25 * 3600)
  })
})
