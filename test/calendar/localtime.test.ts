import { describe, expect, test } from 'vitest'
import {
  addDays,
  dayKey,
  daysBetween,
  isoLocal,
  isZone,
  localParts,
  parseLocal,
  startOfDay,
} from '../../src/calendar/calendar.ts'
import { at, MOSCOW } from './clocks.ts'

describe('a time as people write it', () => {
  const GOOD: readonly [text: string, instant: string, because: string][] = [
    ['2026-04-29T12:00', '2026-04-29T09:00:00.000Z', 'without an offset: Moscow'],
    ['2026-04-29 12:00', '2026-04-29T09:00:00.000Z', 'a space for the T'],
    ['2026-04-29', '2026-04-28T21:00:00.000Z', 'a day alone: its midnight'],
    ['2026-04-29T12:00:30.5', '2026-04-29T09:00:30.500Z', 'a fraction of a second'],
    ['2026-04-29T12:00Z', '2026-04-29T12:00:00.000Z', 'UTC'],
    ['2026-04-29T12:00+10:00', '2026-04-29T02:00:00.000Z', 'Vladivostok'],
    ['2026-04-29T12:00-0330', '2026-04-29T15:30:00.000Z', 'an offset without a colon'],
    ['2026-04-29T24:00', '2026-04-29T21:00:00.000Z', 'the end of a day'],
    [' 2026-04-29T12:00 ', '2026-04-29T09:00:00.000Z', 'spaces around'],
  ]
  test.each(GOOD)('%s is %s (%s)', (text, instant) => {
    expect(parseLocal(text, MOSCOW)?.toISOString()).toBe(instant)
  })

  const BAD = [
    '',
    'завтра',
    '2026-02-30',
    '2026-13-01T10:00',
    '2026-04-29T25:00',
    '2026-04-29T24:01',
    '2026-04-29T12:60',
    '29.04.2026',
    '2026-04-29T12:00+99:00',
    '2026-04-29T12',
    '20260429T1200',
  ]
  test.each(BAD)('%s is none', (text) => {
    expect(parseLocal(text, MOSCOW)).toBeNull()
  })
})

describe('where the clocks change', () => {
  const ROWS: readonly [zone: string, wall: string, instant: string, because: string][] = [
    ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z', 'a time that the clocks leap over is moved on'],
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z', 'a time that comes twice is the first'],
    ['Europe/Moscow', '2014-10-26T01:30', '2014-10-25T21:30:00.000Z', 'Moscow put its clocks back for good in 2014'],
    ['America/Havana', '2026-03-08T00:30', '2026-03-08T05:30:00.000Z', 'a day that begins with a leap'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00.000Z', 'half an hour back'],
  ]
  test.each(ROWS)('%s %s is %s (%s)', (zone, wall, instant) => {
    expect(parseLocal(wall, zone)?.toISOString()).toBe(instant)
  })
})

test('an instant prints with the offset of its zone, whole seconds', () => {
  const instant = new Date('2026-05-07T15:00:00.999Z')
  expect(isoLocal(instant, MOSCOW)).toBe('2026-05-07T18:00:00+03:00')
  expect(isoLocal(instant, 'America/St_Johns')).toBe('2026-05-07T12:30:00-02:30')
  expect(isoLocal(instant, 'UTC')).toBe('2026-05-07T15:00:00+00:00')
})

test('the wall shows year to second and the day of the week', () => {
  expect(localParts(at('2026-11-22T23:59:58'), MOSCOW)).toEqual({
    year: 2026,
    month: 11,
    day: 22,
    weekday: 7,
    hour: 23,
    minute: 59,
    second: 58,
  })
})

test('a day begins at midnight of its own zone', () => {
  expect(dayKey(new Date('2026-06-05T20:50:00Z'), MOSCOW)).toBe('2026-06-05')
  expect(dayKey(new Date('2026-06-05T21:00:00Z'), MOSCOW)).toBe('2026-06-06')
  expect(startOfDay('2026-06-06', MOSCOW).toISOString()).toBe('2026-06-05T21:00:00.000Z')
  expect(startOfDay('2026-06-06', 'Asia/Vladivostok').toISOString()).toBe('2026-06-05T14:00:00.000Z')
})

test('F47 days are added over months, years and leap days', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(daysBetween('2026-11-23', '2026-12-31')).toBe(38)
})

test('F47 a zone is known or it is not', () => {
  expect(['Europe/Moscow', 'UTC', 'Mars/Phobos', ''].map(isZone)).toEqual([true, true, false, false])
})
