import { describe, expect, test } from 'vitest'
import data2026 from '../../src/calendar/2026.json' with { type: 'json' }
import {
  CALENDAR,
  type CalendarYear,
  computedYear,
  dayOn,
  isCalendarYear,
  missingHolidays,
  officialHorizon,
  readCalendarYear,
  withYears,
  workingDaysAfter,
} from '../../src/calendar/calendar.ts'
import { at, MOSCOW } from './clocks.ts'

const GOOD = {
  year: 2028,
  version: '2028.1',
  status: 'official',
  ground: 'a decree',
  days: [
    { on: '2028-05-08', kind: 'transferred', ground: 'from Saturday, January 8' },
    { on: '2028-05-06', kind: 'worked-saturday', ground: 'a decree' },
  ],
}

function mistakesIn(json: unknown): readonly string[] {
  const read = readCalendarYear(json)
  return isCalendarYear(read) ? [] : read.map(({ path, what }) => `${path}: ${what}`)
}
const withDay = (day: unknown): unknown => ({ ...GOOD, days: [day] })

describe('a file of calendar data', () => {
  test('that is right is taken as it stands', () => {
    expect(readCalendarYear(GOOD)).toEqual(GOOD)
    expect(readCalendarYear(data2026)).toEqual(CALENDAR.years.get(2026))
  })

  const BAD: readonly [json: unknown, mistake: string, because: string][] = [
    [null, ': null is no object', 'nothing at all'],
    [[], ': [] is no object', 'a list'],
    [{ ...GOOD, year: '2028' }, 'year: "2028" is no year', 'a year in quotes'],
    [{ ...GOOD, version: undefined }, 'version: it is missing', 'no version'],
    [{ ...GOOD, status: 'certain' }, 'status: "certain" is unknown', 'a status that there is not'],
    [{ ...GOOD, ground: ' ' }, 'ground: " " is no text', 'an empty ground'],
    [{ ...GOOD, note: 1 }, 'note: there is no such key', 'an unknown key'],
    [{ ...GOOD, days: {} }, 'days: {} is no list', 'days that are no list'],
    [withDay('2028-05-08'), 'days[0]: "2028-05-08" is no object', 'a bare day'],
    [withDay({ on: '2028-02-30', kind: 'holiday', ground: 'x' }), 'days[0].on: "2028-02-30" is no date', 'no such day'],
    [
      withDay({ on: '2027-05-10', kind: 'holiday', ground: 'x' }),
      'days[0].on: 2027-05-10 is a day of another year',
      'another year',
    ],
    [withDay({ on: '2028-05-10', kind: 'off', ground: 'x' }), 'days[0].kind: "off" is unknown', 'an unknown kind'],
    [withDay({ on: '2028-05-10', kind: 'holiday' }), 'days[0].ground: it is missing', 'a day without ground'],
    [
      withDay({ on: '2028-05-10', kind: 'holiday', ground: 'x', why: 'y' }),
      'days[0].why: there is no such key',
      'an unknown key',
    ],
    [
      withDay({ on: '2028-05-10', kind: 'worked-saturday', ground: 'x' }),
      'days[0].kind: 2028-05-10 is no Saturday',
      'a Wednesday',
    ],
    [
      withDay({ on: '2028-05-13', kind: 'short', ground: 'x' }),
      'days[0].kind: 2028-05-13 is a weekend',
      'a short weekend',
    ],
    [
      withDay({ on: '2028-05-13', kind: 'transferred', ground: 'x' }),
      'days[0].kind: 2028-05-13 is a weekend and off by itself',
      'a transfer onto a weekend',
    ],
    [
      { ...GOOD, days: [GOOD.days[0], GOOD.days[0]] },
      'days[1].on: 2028-05-08 stands in days[0] already',
      'a day twice',
    ],
  ]
  test.each(BAD)('%# is refused with its place: %s → %s (%s)', (json, mistake) => {
    expect(mistakesIn(json)).toEqual([mistake])
  })

  test('with many mistakes names them all at once', () => {
    const json = { ...GOOD, version: '', status: 'x', days: [{ on: 'x', kind: 'y' }, 7], extra: true }
    expect(mistakesIn(json)).toHaveLength(7)
  })

  test('that leaves out a holiday of article 112 is remarked upon', () => {
    const year = readCalendarYear(GOOD)
    if (!isCalendarYear(year)) throw new Error('refused')
    expect(missingHolidays(year).map((one) => one.on)).toContain('2028-05-09')
    for (const builtIn of CALENDAR.years.values()) expect(missingHolidays(builtIn)).toEqual([])
  })

  test('takes the place of the year that was there', () => {
    const before = dayOn(CALENDAR, '2028-05-06')
    const year = readCalendarYear(GOOD)
    if (!isCalendarYear(year)) throw new Error('refused')
    const after = dayOn(withYears(CALENDAR, [year]), '2028-05-06')
    expect([before.counts, after.counts]).toEqual([false, true])
  })
})

describe('a year by article 112 alone', () => {
  const kindsIn = (year: CalendarYear, kind: string): readonly string[] =>
    year.days.filter((day) => day.kind === kind).map((day) => day.on)

  test('has its fourteen holidays and says that it is computed', () => {
    const year = computedYear(2030)
    expect(kindsIn(year, 'holiday')).toHaveLength(14)
    expect(year.status).toBe('computed')
  })

  const TRANSFERS: readonly [year: number, days: readonly string[], because: string][] = [
    [2028, ['2028-11-06'], 'November 4 is a Saturday, May 1, May 9 and June 12 are working days'],
    [2029, ['2029-11-05'], 'November 4 is a Sunday'],
    [2030, ['2030-02-25'], 'February 23 is a Saturday'],
    [2031, ['2031-02-24', '2031-03-10'], 'February 23 a Sunday, March 8 a Saturday'],
    [2032, ['2032-05-03', '2032-05-10', '2032-06-14'], 'May 1, June 12 Saturdays, May 9 a Sunday'],
    [2034, ['2034-11-06'], 'November 4 is a Saturday'],
  ]
  test.each(TRANSFERS)('%i moves %j (%s)', (year, days) => {
    expect(kindsIn(computedYear(year), 'transferred')).toEqual(days)
  })

  const SHORT: readonly [year: number, days: readonly string[], because: string][] = [
    [2028, ['2028-02-22', '2028-03-07', '2028-05-08', '2028-11-03'], 'April 30, June 11, December 31 are weekends'],
    [
      2030,
      ['2030-02-22', '2030-03-07', '2030-04-30', '2030-05-08', '2030-06-11', '2030-12-31'],
      'the eve of the New Year too',
    ],
  ]
  test.each(SHORT)('%i closes early on %j (%s)', (year, days) => {
    expect(kindsIn(computedYear(year), 'short')).toEqual(days)
  })
})

describe('how far the official calendar reaches', () => {
  test('to the end of the last year with a decree', () => {
    expect(officialHorizon(CALENDAR, at('2026-11-23T12:00'), MOSCOW)).toEqual({
      lastOn: '2026-12-31',
      daysAhead: 38,
      afterwards: 'preliminary',
    })
  })
  test('nowhere when this year itself has none', () => {
    expect(officialHorizon(CALENDAR, at('2027-03-01T12:00'), MOSCOW)).toEqual({
      lastOn: null,
      daysAhead: 0,
      afterwards: 'preliminary',
    })
  })
  test('further when a decree comes', () => {
    const next = { ...computedYear(2027), status: 'official' as const }
    expect(officialHorizon(withYears(CALENDAR, [next]), at('2026-11-23T12:00'), MOSCOW)).toMatchObject({
      lastOn: '2027-12-31',
      afterwards: 'computed',
    })
  })
})

test('the next working days step over holidays and take a worked Saturday in', () => {
  expect(workingDaysAfter('2026-04-30', 2, CALENDAR)).toEqual(['2026-05-04', '2026-05-05'])
  expect(workingDaysAfter('2027-02-19', 2, CALENDAR)).toEqual(['2027-02-20', '2027-02-24'])
})
