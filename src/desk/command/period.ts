// The period that a report is asked for, in an engineer's words: days, weeks, months, a span of two days. Null where it is
// not clear; nothing is guessed.
import { addDays, dayKey, localParts, parseLocal, startOfDay } from '../../calendar/calendar.ts'
import { dayIn, monthNamed } from './arguments.ts'

/** A period of whole days of the desk's zone, [from, to). */
export interface Period {
  readonly from: Date
  readonly to: Date
}

/** First and last day, YYYY-MM-DD, both included. */
type Days = readonly [first: string, last: string]

/**
 * «сегодня», «вчера», «неделя», «прошлая неделя», «месяц», «прошлый месяц», «год», «ноябрь», «ноябрь 2026», «2026-11»,
 * «2026», one day, or two with a dash, «по» or a space between them; the same in English. A running week, month or year
 * goes up to its end; without a year the latest that has begun is meant.
 */
export function periodIn(text: string, zone: string, now: Date): Period | null {
  const plain = text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/^(?:за|for|in)\s+/u, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
  const today = dayKey(now, zone)
  const days = named(plain, today, now, zone) ?? yearOrMonth(plain, today) ?? span(plain, today, now, zone)
  if (days === null || days[0] > days[1]) return null
  return { from: startOfDay(days[0], zone), to: startOfDay(addDays(days[1], 1), zone) }
}

/** «неделя» begins on Monday. */
function named(text: string, today: string, now: Date, zone: string): Days | null {
  const monday = addDays(today, 1 - localParts(now, zone).weekday)
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  if (/^(?:сегодня|день|today|day)$/u.test(text)) return [today, today]
  if (/^(?:вчера|yesterday)$/u.test(text)) return [addDays(today, -1), addDays(today, -1)]
  if (/^(?:(?:эт[ау]|текущ\p{L}+) )?недел[яюи]$|^(?:this )?week$/u.test(text)) return [monday, addDays(monday, 6)]
  if (/^(?:прошл\p{L}+|предыдущ\p{L}+) недел[яюи]$|^(?:last|previous) week$/u.test(text)) {
    return [addDays(monday, -7), addDays(monday, -1)]
  }
  if (/^(?:(?:этот|текущий) )?месяц$|^(?:this )?month$/u.test(text)) return monthOf(year, month)
  if (/^(?:прошлый|предыдущий) месяц$|^(?:last|previous) month$/u.test(text)) return monthBefore(year, month)
  if (/^(?:(?:этот|текущий) )?год$|^(?:this )?year$/u.test(text)) return yearOf(year)
  if (/^(?:прошлый|предыдущий) год$|^(?:last|previous) year$/u.test(text)) return yearOf(year - 1)
  return null
}

function yearOf(year: number): Days {
  return [`${year}-01-01`, `${year}-12-31`]
}

function monthOf(year: number, month: number): Days {
  const first = `${year}-${String(month).padStart(2, '0')}-01`
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
  return [first, addDays(next, -1)]
}

function monthBefore(year: number, month: number): Days {
  return month === 1 ? monthOf(year - 1, 12) : monthOf(year, month - 1)
}

/** «2026», «2026-11», «11.2026», «ноябрь», «ноябрь 2025 г.». */
function yearOrMonth(text: string, today: string): Days | null {
  const year = /^(20\d\d)(?: ?г\.?| год)?$/u.exec(text)
  if (year !== null) return yearOf(Number(year[1]))
  const figures = /^(20\d\d)-(\d{1,2})$/.exec(text) ?? /^(\d{1,2})[./](20\d\d)$/.exec(text)
  if (figures !== null) {
    const [a, b] = [Number(figures[1]), Number(figures[2])]
    const [inYear, month] = a > 31 ? [a, b] : [b, a]
    return month >= 1 && month <= 12 ? monthOf(inYear, month) : null
  }
  const word = /^(\p{L}{3,10})\.?(?: (20\d\d)(?: ?г\.?| года?)?)?$/u.exec(text)
  const month = word === null ? 0 : monthNamed(word[1] ?? '')
  if (word === null || month === 0) return null
  const thisYear = Number(today.slice(0, 4))
  const latest = month <= Number(today.slice(5, 7)) ? thisYear : thisYear - 1
  return monthOf(word[2] === undefined ? latest : Number(word[2]), month)
}

/** One day, or two: «01.11.2026-23.11.2026», «с 1 ноября по 23 ноября», «2026-11-01 2026-11-23», «1.11 – 23.11». */
function span(text: string, today: string, now: Date, zone: string): Days | null {
  const plain = text.replace(/^(?:с|со|from) /u, '')
  const first = dayIn(plain, zone, now)
  if (first === null || first.key === null) return null
  const rest = first.rest.replace(/^(?:по|до|to|till|until)(?= )|^\.\./u, '').trim()
  const from = past(first.key, first.written, today)
  if (rest === '') return [from, from]
  const last = dayIn(rest, zone, now)
  if (last === null || last.key === null || last.rest !== '') return null
  return [from, past(last.key, last.written, today)]
}

/** Reports look back: a day without a year is the latest such day. */
function past(key: string, written: string, today: string): string {
  if (key <= today || /\d{4}/.test(written) || /^\d+[./]\d+[./]\d{2}$/.test(written)) return key
  const before = `${Number(key.slice(0, 4)) - 1}${key.slice(4)}`
  return parseLocal(before, 'UTC') === null ? key : before
}
