// Dates, counts and sizes as people read them.
import { describe, expect, test } from 'vitest'
import { ENGLISH } from '../../src/wording/english/tongue.ts'
import { type Noun, openFormat } from '../../src/wording/language/format.ts'
import { RUSSIAN } from '../../src/wording/russian/tongue.ts'

const ru = openFormat(RUSSIAN.script, 'Europe/Moscow')
const en = openFormat(ENGLISH.script, 'Europe/Moscow')
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')
const NOON = new Date('2026-11-23T12:04:00+03:00')

describe('dates', () => {
  test.for([
    ['day', ru.day(NOON), '23 ноября 2026 г. (понедельник)'],
    ['at', ru.at(NOON), '23 ноября 2026 г. в 12:04 (МСК)'],
    ['by', ru.by(NOON), '23 ноября 2026 г., 12:04 (МСК)'],
    ['time', ru.time(NOON), '12:04'],
    ['short', ru.short(NOON), '23.11, 12:04'],
    ['short day', ru.shortDay(NOON), '23.11.2026'],
    ['English day', en.day(NOON), '23 November 2026 (Monday)'],
    ['English at', en.at(NOON), '23 November 2026 at 12:04 (Moscow time)'],
    ['English by', en.by(NOON), '23 November 2026, 12:04 (Moscow time)'],
    ['English short', en.short(NOON), '23 Nov, 12:04'],
  ] as const)('%s reads well', ([, written, expected]) => {
    expect(plain(written)).toBe(expected)
  })

  test('a minute before midnight in Moscow is that day, though it is another in UTC and in Vladivostok', () => {
    const late = new Date('2026-06-05T20:50:00Z')
    expect(plain(ru.at(late))).toBe('5 июня 2026 г. в 23:50 (МСК)')
    expect(plain(openFormat(RUSSIAN.script, 'Asia/Vladivostok').at(late))).toBe(
      '6 июня 2026 г. в 06:50 (Asia/Vladivostok)',
    )
  })

  test('midnight is 00:00', () => {
    expect(ru.time(new Date('2026-01-01T00:00:00+03:00'))).toBe('00:00')
  })

  test('a closing at midnight is 24:00 of the day that ends', () => {
    const closing = new Date('2026-12-18T00:00:00+03:00')
    expect(plain(ru.by(closing))).toBe('17 декабря 2026 г., 24:00 (МСК)')
    expect(plain(ru.expires(closing))).toBe('17 декабря 2026 г. в 24:00 (МСК)')
    expect(plain(ru.shortBy(closing))).toBe('17.12, 24:00')
    expect(plain(en.shortBy(closing))).toBe('17 Dec, 24:00')
    expect(plain(ru.lastDay(closing))).toBe('17 декабря 2026 г. (четверг)')
    expect(plain(en.lastDay(NOON))).toBe('23 November 2026 (Monday)')
  })

  test.for([
    ['2027-01-01', '2027-01-08', '1–8 января 2027 г.'],
    ['2026-12-31', '2027-01-08', '31 декабря 2026 г. – 8 января 2027 г.'],
    ['2026-04-30', '2026-05-03', '30 апреля – 3 мая 2026 г.'],
    ['2026-11-04', '2026-11-04', '4 ноября 2026 г.'],
  ] as const)('days off from %s to %s are written as one span', ([first, last, expected]) => {
    expect(plain(ru.span(first, last))).toBe(expected)
  })
})

describe('counts', () => {
  const ONE = /^(1|21|31|41|51|61|71|81|91|101|121)$/
  const FEW = /^(?!1\d$|11\d$)(\d*[2-4])$/

  test.for([
    ['workingDay', 'рабочий день', 'рабочих дня', 'рабочих дней'],
    ['day', 'день', 'дня', 'дней'],
    ['hour', 'час', 'часа', 'часов'],
    ['minute', 'минута', 'минуты', 'минут'],
    ['file', 'файл', 'файла', 'файлов'],
    ['picture', 'рисунок', 'рисунка', 'рисунков'],
  ] as const)('%s stands in the right form with every number from 0 to 121', ([noun, one, few, many]) => {
    for (let n = 0; n <= 121; n++) {
      const form = ONE.test(String(n)) ? one : FEW.test(String(n)) ? few : many
      expect(plain(ru.count(n, noun as Noun))).toBe(`${n} ${form}`)
    }
  })

  test('English has one form for one and another for the rest', () => {
    expect([0, 1, 2, 11, 21, 101].map((n) => plain(en.count(n, 'file')))).toEqual([
      '0 files',
      '1 file',
      '2 files',
      '11 files',
      '21 files',
      '101 files',
    ])
  })

  test('English ordinals know eleven, twelve and thirteen', () => {
    expect([1, 2, 3, 5, 10, 11, 12, 13, 21, 22, 111].map(ENGLISH.ordinal).join(' ')).toBe(
      '1st 2nd 3rd 5th 10th 11th 12th 13th 21st 22nd 111th',
    )
  })

  test('a span of days agrees with its last number', () => {
    expect(
      [ru.range(5, 10, 'workingDay'), ru.range(10, 21, 'workingDay'), ru.range(3, 3, 'workingDay')].map(plain),
    ).toEqual(['5–10 рабочих дней', '10–21 рабочий день', '3 рабочих дня'])
  })
})

describe('working time', () => {
  test.for([
    [0, '0 минут'],
    [59, '0 минут'],
    [60, '1 минута'],
    [3 * 3600 + 120, '3 часа 2 минуты'],
    [8 * 3600, '1 рабочий день'],
    [26 * 3600, '3 рабочих дня 2 часа'],
    [26 * 3600 + 1800, '3 рабочих дня 2 часа 30 минут'],
    [41 * 3600 + 50 * 60, '5 рабочих дней 1 час 50 минут'],
    [8 * 3600 + 60, '1 рабочий день 1 минута'],
    [-5, '0 минут'],
  ] as const)('%i seconds of an eight-hour day are «%s»', ([seconds, expected]) => {
    expect(plain(ru.working({ seconds, dayHours: 8 }))).toBe(expected)
  })

  test('around the clock a day is a day', () => {
    expect(plain(ru.working({ seconds: 49 * 3600, dayHours: 24 }))).toBe('2 дня 1 час')
  })
})

test.for([
  [0, '0 Б'],
  [1023, '1023 Б'],
  [1024, '1 КБ'],
  [1_500_000, '1,4 МБ'],
  [26_214_400, '25 МБ'],
  [3 * 1024 ** 3, '3 ГБ'],
] as const)('%i bytes are «%s»', ([bytes, expected]) => {
  expect(plain(ru.size(bytes))).toBe(expected)
})
