import { describe, expect, test } from 'vitest'
import {
  CALENDAR,
  clockStart,
  daysOfYear,
  deadlineOf,
  isoLocal,
  parseLocal,
  type WorkClock,
} from '../../src/calendar/calendar.ts'

const MOSCOW = 'Europe/Moscow'
const HOUSE: WorkClock = {
  calendar: CALENDAR,
  zone: MOSCOW,
  open: '10:00',
  close: '18:00',
  shortDayClose: '17:00',
  aroundTheClock: false,
}

function at(text: string): Date {
  const read = parseLocal(text, MOSCOW)
  if (read === null) throw new Error(`no time: ${text}`)
  return read
}
const shown = (date: Date): string => isoLocal(date, MOSCOW).slice(0, 16)

describe("the regulation's own table", () => {
  const ROWS: readonly [arrived: string, five: string, ten: string, because: string][] = [
    ['2026-04-29T12:00', '2026-05-07T18:00', '2026-05-15T18:00', 'May holidays'],
    [
      '2026-04-30T17:30',
      '2026-05-08T17:00',
      '2026-05-18T18:00',
      'a short day, already closed; a deadline on a short day',
    ],
    ['2026-06-05T23:50', '2026-06-15T18:00', '2026-06-22T18:00', 'another day in UTC'],
    ['2026-11-22T03:00', '2026-11-27T18:00', '2026-12-04T18:00', 'a day off'],
    ['2026-12-24T12:00', '2027-01-11T18:00', '2027-01-18T18:00', "needs the next year's calendar"],
    ['2027-02-15T12:00', '2027-02-20T17:00', '2027-03-02T18:00', 'a worked, short Saturday'],
  ]
  test.each(ROWS)('arrived %s: 5 days %s, 10 days %s (%s)', (arrived, five, ten) => {
    expect(shown(deadlineOf(at(arrived), 5, HOUSE))).toBe(five)
    expect(shown(deadlineOf(at(arrived), 10, HOUSE))).toBe(ten)
  })
})

test.each([2025, 2026, 2027])('%i has 247 working days', (year) => {
  expect(daysOfYear(CALENDAR, year).filter((day) => day.counts)).toHaveLength(247)
})

test('a mail of 23:50 belongs to the day it came on and its clock starts at the next opening', () => {
  expect(shown(clockStart(at('2026-06-05T23:50'), HOUSE))).toBe('2026-06-08T10:00')
})
