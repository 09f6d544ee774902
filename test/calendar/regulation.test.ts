// The regulation's counting as tables: each row with its reason.
import { describe, expect, test } from 'vitest'
import {
  addWorking,
  CALENDAR,
  clockStart,
  countedDays,
  daysOfYear,
  deadlineOf,
  elapsedSeconds,
  postponed,
  postponement,
  statusBetween,
  yearsBetween,
} from '../../src/calendar/calendar.ts'
import { at, clockIn, HOUSE, ROUND, wall } from './clocks.ts'

describe('deadlines by the house clock', () => {
  const ROWS: readonly [arrived: string, five: string, ten: string, because: string][] = [
    ['2026-04-29T12:00', '2026-05-07T18:00', '2026-05-15T18:00', 'May holidays'],
    ['2026-04-30T17:30', '2026-05-08T17:00', '2026-05-18T18:00', 'a short day, already closed; ends on a short day'],
    ['2026-06-05T23:50', '2026-06-15T18:00', '2026-06-22T18:00', 'another day in UTC'],
    ['2026-11-22T03:00', '2026-11-27T18:00', '2026-12-04T18:00', 'a day off'],
    ['2026-12-24T12:00', '2027-01-11T18:00', '2027-01-18T18:00', "needs the next year's calendar"],
    ['2027-02-15T12:00', '2027-02-20T17:00', '2027-03-02T18:00', 'a worked, short Saturday'],
    ['2026-11-23T10:00', '2026-11-30T18:00', '2026-12-07T18:00', 'the very opening of a Monday'],
    ['2026-11-23T17:59', '2026-11-30T18:00', '2026-12-07T18:00', 'the last minute of a day'],
    ['2026-11-23T18:00', '2026-11-30T18:00', '2026-12-07T18:00', 'after closing the day is still day 0'],
    ['2026-11-23T23:59', '2026-11-30T18:00', '2026-12-07T18:00', 'the last minute before midnight'],
    ['2026-11-24T00:00', '2026-12-01T18:00', '2026-12-08T18:00', 'midnight belongs to the new day'],
    [
      '2025-10-24T12:00',
      '2025-10-31T18:00',
      '2025-11-10T18:00',
      'November 2025: Saturday the 1st worked, 3rd and 4th off',
    ],
    ['2025-10-27T12:00', '2025-11-01T17:00', '2025-11-11T18:00', 'ends on the worked, short Saturday of 2025'],
    ['2025-11-01T12:00', '2025-11-11T18:00', '2025-11-18T18:00', 'arrived on the worked Saturday: day 0'],
    ['2025-12-30T12:00', '2026-01-16T18:00', '2026-01-23T18:00', '2025-12-31 to 2026-01-11 off but for nothing'],
    ['2026-01-01T00:00', '2026-01-16T18:00', '2026-01-23T18:00', 'New Year itself'],
    ['2026-12-31T23:59', '2027-01-15T18:00', '2027-01-22T18:00', 'the last minute of a year'],
    ['2026-02-20T12:00', '2026-03-02T18:00', '2026-03-10T18:00', 'February 23, and March 9 by transfer'],
    ['2025-03-06T12:00', '2025-03-13T18:00', '2025-03-20T18:00', 'a short Friday counts whole'],
    ['2025-04-29T12:00', '2025-05-12T18:00', '2025-05-19T18:00', 'May 2025: 1, 2, 8, 9 off'],
    ['2025-06-10T12:00', '2025-06-19T18:00', '2025-06-26T18:00', 'June 2025: 12, 13 off'],
    ['2026-11-02T12:00', '2026-11-10T18:00', '2026-11-17T18:00', 'November 4'],
    ['2027-10-28T12:00', '2027-11-08T18:00', '2027-11-15T18:00', 'November 2027: 4, 5 off'],
    ['2027-12-29T12:00', '2028-01-13T18:00', '2028-01-20T18:00', 'December 31, 2027 off; 2028 is computed'],
    ['2028-02-22T12:00', '2028-03-01T18:00', '2028-03-09T18:00', 'a leap year, computed'],
    ['2024-12-31T12:00', '2025-01-15T18:00', '2025-01-22T18:00', 'a computed year before an official one'],
  ]
  test.each(ROWS)('arrived %s: 5 days %s, 10 days %s, because: %s', (arrived, five, ten) => {
    expect(wall(deadlineOf(at(arrived), 5, HOUSE))).toBe(five)
    expect(wall(deadlineOf(at(arrived), 10, HOUSE))).toBe(ten)
  })
})

describe('where the working-time clock starts', () => {
  const ROWS: readonly [arrived: string, start: string, because: string][] = [
    ['2026-11-23T10:00', '2026-11-23T10:00', 'the opening is open'],
    ['2026-11-23T09:59', '2026-11-23T10:00', 'before opening'],
    ['2026-11-23T17:59', '2026-11-23T17:59', 'the last open minute'],
    ['2026-11-23T18:00', '2026-11-24T10:00', 'the closing is closed'],
    ['2026-04-30T16:59', '2026-04-30T16:59', 'a short day, still open'],
    ['2026-04-30T17:00', '2026-05-04T10:00', 'a short day, closed'],
    ['2026-11-21T03:00', '2026-11-23T10:00', 'a Saturday'],
    ['2027-02-20T12:00', '2027-02-20T12:00', 'a worked Saturday'],
    ['2027-02-20T17:00', '2027-02-24T10:00', 'a worked Saturday, short, then three days off'],
    ['2026-12-30T19:00', '2027-01-11T10:00', 'the New Year'],
  ]
  test.each(ROWS)('arrived %s: starts %s (%s)', (arrived, start) => {
    expect(wall(clockStart(at(arrived), HOUSE))).toBe(start)
  })
})

describe('working time between two moments', () => {
  const ROWS: readonly [from: string, to: string, hours: number, because: string][] = [
    ['2026-11-23T10:00', '2026-11-23T18:00', 8, 'a whole day'],
    ['2026-11-23T00:00', '2026-11-24T00:00', 8, 'a whole day from midnight to midnight'],
    ['2026-04-30T10:00', '2026-04-30T18:00', 7, 'a short day'],
    ['2027-02-20T00:00', '2027-02-21T00:00', 7, 'a worked, short Saturday'],
    ['2026-11-21T00:00', '2026-11-23T00:00', 0, 'a weekend'],
    ['2026-11-20T17:00', '2026-11-23T11:00', 2, 'over a weekend'],
    ['2026-12-30T17:00', '2027-01-11T11:00', 2, 'over the New Year'],
    ['2026-11-23T12:00', '2026-11-23T12:00', 0, 'no time at all'],
    ['2026-11-23T13:00', '2026-11-23T12:00', 0, 'backwards'],
    ['2026-01-01T00:00', '2027-01-01T00:00', 247 * 8 - 4, 'a year with four short days'],
  ]
  test.each(ROWS)('from %s to %s: %d hours (%s)', (from, to, hours) => {
    expect(elapsedSeconds(at(from), at(to), HOUSE)).toBe(hours * 3600)
  })
})

describe('working time added to a moment', () => {
  const ROWS: readonly [from: string, hours: number, until: string, because: string][] = [
    ['2026-11-23T12:00', 0, '2026-11-23T12:00', 'nothing added'],
    ['2026-11-22T12:00', 0, '2026-11-22T12:00', 'nothing added on a day off'],
    ['2026-11-23T12:00', 6, '2026-11-23T18:00', 'falls on a closing, not on the next opening'],
    ['2026-11-23T12:00', 6.5, '2026-11-24T10:30', 'over a night'],
    ['2026-11-20T17:00', 2, '2026-11-23T11:00', 'over a weekend'],
    ['2026-04-30T16:00', 1, '2026-04-30T17:00', 'up to the closing of a short day'],
    ['2026-04-30T16:00', 2, '2026-05-04T11:00', 'past a short day'],
    ['2026-11-21T03:00', 8, '2026-11-23T18:00', 'from a night of a weekend'],
  ]
  test.each(ROWS)('%s and %d hours is %s (%s)', (from, hours, until) => {
    expect(wall(addWorking(at(from), hours * 3600, HOUSE))).toBe(until)
  })
})

describe("the customer's time moves the deadline", () => {
  // The deadline is Mon 2026-11-30 18:00.
  const deadline = at('2026-11-30T18:00')
  const ROWS: readonly [waits: readonly (readonly [string, string])[], moved: string, because: string][] = [
    [[], '2026-11-30T18:00', 'no waiting'],
    [[['2026-11-20T18:00', '2026-11-23T10:00']], '2026-11-30T18:00', 'a wait outside working hours costs nothing'],
    [
      [['2026-11-23T12:00', '2026-11-23T12:10']],
      '2026-12-01T18:00',
      'ten minutes: the closing of the next working day',
    ],
    [
      [
        ['2026-11-23T12:00', '2026-11-23T12:10'],
        ['2026-11-24T12:00', '2026-11-24T12:10'],
        ['2026-11-25T12:00', '2026-11-25T12:10'],
        ['2026-11-26T12:00', '2026-11-26T12:10'],
      ],
      '2026-12-01T18:00',
      'four waits of ten minutes move it by a day, not by four',
    ],
    [[['2026-11-23T10:00', '2026-11-23T18:00']], '2026-12-01T18:00', 'eight hours: exactly a day'],
    [[['2026-11-23T10:00', '2026-11-24T10:01']], '2026-12-02T18:00', 'eight hours and a minute: two days'],
    [[['2026-12-01T10:00', '2026-12-01T12:00']], '2026-11-30T18:00', 'it began after the deadline'],
    [[['2026-11-30T18:00', '2026-12-01T12:00']], '2026-11-30T18:00', 'it began at the deadline: reached'],
    [[['2026-11-30T17:59', '2026-12-01T12:00']], '2026-12-01T18:00', 'it began a minute before'],
    [
      [
        ['2026-11-23T12:00', '2026-11-23T13:00'],
        ['2026-12-01T10:00', '2026-12-01T12:00'],
      ],
      '2026-12-01T18:00',
      'the second began before the deadline in force, which the first had moved: three hours in all',
    ],
    [
      [
        ['2026-12-01T10:00', '2026-12-01T12:00'],
        ['2026-11-23T12:00', '2026-11-23T13:00'],
      ],
      '2026-12-01T18:00',
      'the order in which they are told does not matter',
    ],
    [[['2026-11-25T12:00', '2027-01-11T12:00']], '2027-01-14T18:00', 'across the New Year: 26 working days'],
  ]
  test.each(ROWS)('waits %j: %s (%s)', (waits, moved) => {
    const stretches = waits.map(([from, to]) => ({ from: at(from), to: at(to) }))
    expect(wall(postponed(deadline, stretches, HOUSE))).toBe(moved)
  })

  test('a wait that has not ended moves nothing yet but is in time', () => {
    const open = postponement(deadline, [{ from: at('2026-11-25T12:00'), to: null }], HOUSE)
    expect(open).toEqual({ deadline, seconds: 0, counted: [true] })
  })
})

describe('around the clock every day counts, from midnight to midnight', () => {
  test('the third day after Wednesday ends with Saturday', () => {
    expect(wall(deadlineOf(at('2026-11-18T23:00'), 3, ROUND))).toBe('2026-11-22T00:00')
  })
  test('the clock starts at once, day and night', () => {
    expect(clockStart(at('2026-11-21T03:00'), ROUND)).toEqual(at('2026-11-21T03:00'))
  })
  test('a day is 24 hours long and 24 hours of waiting are a day', () => {
    expect(elapsedSeconds(at('2026-12-31T00:00'), at('2027-01-01T00:00'), ROUND)).toBe(86_400)
    const waits = [{ from: at('2026-11-19T00:00'), to: at('2026-11-20T00:00') }]
    expect(wall(postponed(at('2026-11-22T00:00'), waits, ROUND))).toBe('2026-11-23T00:00')
  })
  test('the days listed end with the day that the last midnight closes', () => {
    const days = countedDays(at('2026-11-18T23:00'), at('2026-11-22T00:00'), ROUND)
    expect(days.map(({ date, kind, counts }) => [date, kind, counts])).toEqual([
      ['2026-11-18', 'work', false],
      ['2026-11-19', 'work', true],
      ['2026-11-20', 'work', true],
      ['2026-11-21', 'weekend', true],
    ])
  })
})

describe("a contract's own hours", () => {
  test('its closing is the deadline, its short closing on short days', () => {
    const own = clockIn('Europe/Moscow', { open: '08:00', close: '20:00', shortDayClose: '19:00' })
    expect(wall(deadlineOf(at('2026-04-29T12:00'), 1, own))).toBe('2026-04-30T19:00')
    expect(wall(deadlineOf(at('2026-04-29T12:00'), 2, own))).toBe('2026-05-04T20:00')
  })
  test('hours until 24:00 close at midnight', () => {
    const late = clockIn('Europe/Moscow', { open: '12:00', close: '24:00', shortDayClose: '23:00' })
    expect(wall(deadlineOf(at('2026-11-18T12:00'), 1, late))).toBe('2026-11-20T00:00')
    expect(elapsedSeconds(at('2026-11-18T23:00'), at('2026-11-19T13:00'), late)).toBe(2 * 3600)
  })
})

test('Vladivostok: the day of arrival is the day on its own wall', () => {
  const east = clockIn('Asia/Vladivostok')
  // Tuesday 23:30 in Moscow is Wednesday 06:30 there.
  expect(wall(deadlineOf(at('2026-11-17T23:30'), 5, east), 'Asia/Vladivostok')).toBe('2026-11-25T18:00')
  expect(wall(deadlineOf(at('2026-11-17T23:30'), 5, HOUSE))).toBe('2026-11-24T18:00')
})

describe('the years that the program brings along', () => {
  test.each([2025, 2026, 2027])('%i has 247 working days', (year) => {
    expect(daysOfYear(CALENDAR, year).filter((day) => day.counts)).toHaveLength(247)
  })

  const off = (year: number): readonly string[] =>
    daysOfYear(CALENDAR, year)
      .filter((day) => !day.counts && new Date(`${day.date}T00:00:00Z`).getUTCDay() % 6 !== 0)
      .map((day) => day.date.slice(5))
  test.each([
    [2025, '01-01 01-02 01-03 01-06 01-07 01-08 05-01 05-02 05-08 05-09 06-12 06-13 11-03 11-04 12-31'],
    [2026, '01-01 01-02 01-05 01-06 01-07 01-08 01-09 02-23 03-09 05-01 05-11 06-12 11-04 12-31'],
    [2027, '01-01 01-04 01-05 01-06 01-07 01-08 02-22 02-23 03-08 05-03 05-10 06-14 11-04 11-05 12-31'],
  ])('%i: the days off from Monday to Friday are %s', (year, days) => {
    expect(off(year).join(' ')).toBe(days)
  })

  test.each([
    [2025, '2025-03-07 2025-04-30 2025-06-11 2025-11-01'],
    [2026, '2026-04-30 2026-05-08 2026-06-11 2026-11-03'],
    [2027, '2027-02-20 2027-04-30 2027-06-11 2027-11-03'],
  ])('%i: the days that close at 17:00 are %s', (year, days) => {
    const short = daysOfYear(CALENDAR, year).filter(
      (day) => day.counts && wall(deadlineOf(at(`${day.date}T12:00`), 0, HOUSE)).endsWith('17:00'),
    )
    expect(short.map((day) => day.date).join(' ')).toBe(days)
  })

  test('every day that is not what its weekday says has its ground', () => {
    for (const year of [2025, 2026, 2027]) {
      for (const day of daysOfYear(CALENDAR, year)) {
        expect(day.ground === null, day.date).toBe(day.kind === 'work' || day.kind === 'weekend')
      }
    }
  })
})

describe('on what a deadline rests', () => {
  const ROWS: readonly [from: string, to: string, status: string, because: string][] = [
    ['2026-11-23T12:00', '2026-12-07T18:00', 'official', 'within a year with a decree'],
    ['2026-12-24T12:00', '2027-01-18T18:00', 'preliminary', 'reaches into 2027'],
    ['2027-12-24T12:00', '2028-01-18T18:00', 'computed', 'reaches into 2028'],
    ['2026-12-24T12:00', '2028-01-18T18:00', 'computed', 'the weakest of three years'],
    ['2025-12-24T12:00', '2026-01-18T18:00', 'official', 'two official years'],
  ]
  test.each(ROWS)('from %s to %s: %s (%s)', (from, to, status) => {
    expect(statusBetween(at(from), at(to), HOUSE)).toBe(status)
  })

  test('each year says its ground and version', () => {
    const years = yearsBetween(at('2026-12-24T12:00'), at('2027-01-18T18:00'), HOUSE)
    expect(years.map(({ year, status, version }) => [year, status, version])).toEqual([
      [2026, 'official', '2026.1'],
      [2027, 'preliminary', '2027.0'],
    ])
    expect(years[0]?.ground).toContain('№ 1466')
  })
})
