// Dates as mail clients print them above a forwarded mail: «вторник, 5 мая 2020 г. в 10:00», `May 5, 2020 at 10:00 AM`.
// Without an offset the hour is Moscow's, as everywhere at the desk.
import { plainDigits } from '../text/dates-in-text.ts'
import { folded } from '../text/plain.ts'

const MONTHS: readonly (readonly string[])[] = [
  ['янв', 'jan', 'січ'],
  ['фев', 'feb', 'лют'],
  ['мар', 'mar', 'бер'],
  ['апр', 'apr', 'кві'],
  ['мая', 'май', 'may', 'тра'],
  ['июн', 'jun', 'чер'],
  ['июл', 'jul', 'лип'],
  ['авг', 'aug', 'сер'],
  ['сен', 'sep', 'вер'],
  ['окт', 'oct', 'жов'],
  ['ноя', 'nov', 'лис'],
  ['дек', 'dec', 'гру'],
]

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Reads a printed date; null when no whole day stands there. Only the first 200 characters are looked at. */
export function readSpokenDate(printed: string): Date | null {
  const text = plainDigits(folded(printed.slice(0, 200)))
  const day = numericDay(text) ?? namedDay(text)
  if (day === null) return null
  const clock = /(?:^|\D)(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?!\d|\.\d)\s?(am|pm|дп|пп)?/u.exec(afterDay(text))
  const hour = Number(clock?.[1] ?? 0)
  const half = clock?.[4]
  const hours = half === 'pm' || half === 'пп' ? (hour % 12) + 12 : half === undefined ? hour : hour % 12
  const at = Date.UTC(day.year, day.month - 1, day.day, hours, Number(clock?.[2] ?? 0), Number(clock?.[3] ?? 0))
  return new Date(at - offsetMinutes(text) * 60_000)
}

const NUMERIC = /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}\.\d{1,2}\.\d{2}(?!\d)/u

/** The text without its numeric day, so that 05.05 is not taken for an hour. */
function afterDay(text: string): string {
  return text.replace(NUMERIC, ' ').replace(/(?:gmt|utc)\s?[+-]\d{1,2}:?\d{0,2}|[+-]\d{2}:?\d{2}/u, ' ')
}

function numericDay(text: string): Day | null {
  const iso = /(\d{4})-(\d{1,2})-(\d{1,2})/u.exec(text)
  if (iso !== null) return dayOf(iso[1], iso[2], iso[3])
  const dotted = /(\d{1,2})\.(\d{1,2})\.(\d{2,4})/u.exec(text)
  if (dotted !== null) return dayOf(dotted[3], dotted[2], dotted[1])
  const slashed = /(\d{1,2})[/-](\d{1,2})[/-](\d{4})/u.exec(text)
  if (slashed === null) return null
  const american = /\d\s?[ap]m/u.test(text) || Number(slashed[2]) > 12
  return american ? dayOf(slashed[3], slashed[1], slashed[2]) : dayOf(slashed[3], slashed[2], slashed[1])
}

function dayOf(year: string | undefined, month: string | undefined, day: string | undefined): Day | null {
  const short = Number(year)
  const found = { year: short < 100 ? 2000 + short : short, month: Number(month), day: Number(day) }
  return found.month >= 1 && found.month <= 12 && found.day >= 1 && found.day <= 31 ? found : null
}

function namedDay(text: string): Day | null {
  const words = text.split(/[^\p{L}\d]+/u)
  const isNumber = (word: string | undefined): boolean => /^\d/u.test(word ?? '')
  const at = words.findIndex((word, n) => monthOf(word) > 0 && (isNumber(words[n - 1]) || isNumber(words[n + 1])))
  if (at < 0) return null
  const month = monthOf(words[at] ?? '')
  const year = words.slice(at + 1, at + 4).find((word) => /^(?:19|20)\d\d$/u.test(word))
  const before = /^\d{1,2}$/u.test(words[at - 1] ?? '') ? words[at - 1] : undefined
  const after = /^\d{1,2}(?:st|nd|rd|th)?$/u.test(words[at + 1] ?? '') ? words[at + 1] : undefined
  const day = before ?? after?.replace(/\D+/u, '')
  return year === undefined || day === undefined ? null : dayOf(year, String(month), day)
}

function monthOf(word: string): number {
  if (word.length < 3) return 0
  return MONTHS.findIndex((names) => names.some((name) => word.startsWith(name))) + 1
}

/** Minutes east of Greenwich: +03:00, GMT+3, UTC; Moscow when nothing is said. */
function offsetMinutes(text: string): number {
  const found = /(?:gmt|utc)\s?([+-])(\d{1,2}):?(\d\d)?|\s([+-])(\d\d):?(\d\d)(?!\d)/u.exec(text)
  if (found !== null) {
    const sign = (found[1] ?? found[4]) === '-' ? -1 : 1
    return sign * (Number(found[2] ?? found[5]) * 60 + Number(found[3] ?? found[6] ?? 0))
  }
  return /\b(?:gmt|utc)\b/u.test(text) ? 0 : 180
}
