// The period that a report is asked for, in an engineer's words: days, weeks, months, a span of two days. Null where it is
// not clear; nothing is guessed.
import { addDays, dayKey, daysBetween, localParts, parseLocal, startOfDay } from '../../calendar/calendar.ts'
import { dayIn, monthNamed } from './arguments.ts'

/** A period of whole days of the desk's zone, [from, to). */
export interface Period {
  readonly from: Date
  readonly to: Date
}

/** First and last day, YYYY-MM-DD, both included. */
type Days = readonly [first: string, last: string]

/**
 * «сегодня», «вчера», «неделя», «прошлая неделя», «месяц», «прошлый месяц», «квартал», «2 квартал 2026», «полугодие», «год»,
 * «ноябрь», «ноябрь 2026», «2026-11», «2026», one day, or two with a dash, «по» or a space between them; the same in English. A running week, month or year
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
  const days =
    named(plain, today, now, zone) ??
    partOfYear(plain, today) ??
    yearOrMonth(plain, today) ??
    span(plain, today, now, zone)
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
  return monthsFrom(year, month, 1)
}

/** So many months from the first of one; `month` may lie outside 1-12. */
function monthsFrom(year: number, month: number, count: number): Days {
  return [firstOf(year, month), addDays(firstOf(year, month + count), -1)]
}

function firstOf(year: number, month: number): string {
  const inYear = year + Math.floor((month - 1) / 12)
  return `${inYear}-${String(((((month - 1) % 12) + 12) % 12) + 1).padStart(2, '0')}-01`
}

const ROMAN = ['i', 'ii', 'iii', 'iv']
const ORDINALS = /^(?:(\d)(?:-?[а-я]{1,2}|st|nd|rd|th)?|(iv|i{1,3})|перв\p{L}+|втор\p{L}+|трет\p{L}+|четверт\p{L}+)$/u
const SPELT = ['перв', 'втор', 'трет', 'четверт']

/** «2 квартал», «II кв. 2026», «этот квартал», «прошлый квартал», «1 полугодие», “Q2 2026”, “last quarter”; the latest that has begun. */
function partOfYear(text: string, today: string): Days | null {
  const plain = text.replace(/^q ?([1-4])(?= |$)/u, '$1 quarter')
  const read =
    /^(?:(\S+) )?(квартал\p{L}*|кв\.?|quarter|полугоди\p{L}*|half(?:[ -]year)?)(?: (?:of )?(20\d\d)(?: ?г\.?| года?)?)?$/u.exec(
      plain,
    )
  if (read === null) return null
  const [, which = '', unit = '', year] = read
  const months = /^(?:кв|quarter)/u.test(unit) ? 3 : 6
  const thisYear = Number(today.slice(0, 4))
  const running = Math.ceil(Number(today.slice(5, 7)) / months)
  if (which === '' || /^(?:эт\p{L}+|текущ\p{L}+|this)$/u.test(which)) {
    return year === undefined ? monthsFrom(thisYear, (running - 1) * months + 1, months) : null
  }
  if (/^(?:прошл\p{L}+|предыдущ\p{L}+|last|previous)$/u.test(which)) {
    return year === undefined ? monthsFrom(thisYear, (running - 2) * months + 1, months) : null
  }
  const nth = ordinal(which)
  if (nth < 1 || nth > 12 / months) return null
  const latest = nth <= running ? thisYear : thisYear - 1
  return monthsFrom(year === undefined ? latest : Number(year), (nth - 1) * months + 1, months)
}

/** 1-4 of «2», «2-й», «II», «второй»; 0 when it is none. */
function ordinal(word: string): number {
  const read = ORDINALS.exec(word)
  if (read === null) return 0
  if (read[1] !== undefined) return Number(read[1])
  if (read[2] !== undefined) return 1 + ROMAN.indexOf(read[2])
  return 1 + SPELT.findIndex((stem) => word.startsWith(stem))
}

/** The period before: as many whole months where it is whole months, else as many days. */
export function periodBefore({ from, to }: Period, zone: string): Period {
  const [first, next] = [dayKey(from, zone), dayKey(to, zone)]
  const monthAt = (key: string): number => Number(key.slice(0, 4)) * 12 + Number(key.slice(5, 7))
  const months = first.endsWith('-01') && next.endsWith('-01') ? monthAt(next) - monthAt(first) : 0
  const begins =
    months > 0
      ? firstOf(Number(first.slice(0, 4)), Number(first.slice(5, 7)) - months)
      : addDays(first, -daysBetween(first, next))
  return { from: startOfDay(begins, zone), to: from }
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
