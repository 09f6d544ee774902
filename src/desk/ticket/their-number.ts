// Numbers of official letters: what a customer's secretariat has given his letter («исх. № 15/24 от 01.11.2026»), in text,
// subject or the name of a file. The number that he answers («на ваш исх. №») is not his, and is never taken for it.
import type { TheirNumber } from '../../words/words.ts'
import type { Ticket } from './ticket.ts'

/** More than anybody's letters on one request. */
const MOST = 10
/** Enough of a letter: its head, and the foot of a short one. */
const LOOKED_AT = 20_000

const MONTHS = ['янв', 'фев', 'мар', 'апр', 'мая', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек']
const MARK = String.raw`(?<![\p{L}\p{N}])(?:исх(?:одящ\p{L}{2,3})?|our ref(?:erence)?)(?![\p{L}])[ .:_]{0,3}(?:(?:номер|no)[ .:_]{0,3})?`
const SIGN = String.raw`(?:[№#][ _.:]{0,3}|N[ _.:]{1,3}|No\.?[ _:]{1,3})?`
const NUMBER = String.raw`([\p{L}\p{N}](?:[\p{L}\p{N}/\\.\-–()]{0,38}[\p{L}\p{N})])?)`
const DAY = String.raw`(?:от|dated|of)[ _]{0,3}[«"„]?(\d{1,2})[»"“]?[ ._/-]{1,2}(\d{1,2}|[а-я]{3,8})[ ._/-]{1,2}(\d{4}|\d{2})(?!\d)`
const NUMBER_FIRST = new RegExp(`${MARK}${SIGN}${NUMBER}(?:[ _,]{1,3}${DAY})?`, 'giu')
const DAY_FIRST = new RegExp(`${MARK}${DAY}(?:[ _]?г[ _.]?)?[ _,]{1,3}${SIGN}${NUMBER}`, 'giu')
/** What stands in front of a number that is not the sender's own. */
const ANOTHERS = /(?:ваш\p{L}{0,3}|(?<!\p{L})на|в ответ на[^.!?]{0,40}|your|re)[ :№]{1,3}$/iu

/** The numbers that a letter bears, each once, in the order of its texts. */
export function numbersOfLetter(texts: readonly string[]): readonly TheirNumber[] {
  const found = texts.flatMap((text) => numbersIn(text.slice(0, LOOKED_AT).replace(/[\s\u00a0\u202f]/gu, ' ')))
  return unique(found).slice(0, MOST)
}

function numbersIn(text: string): readonly TheirNumber[] {
  const dayFirst = [...text.matchAll(DAY_FIRST)].filter((match) => isOwn(text, match.index))
  const taken = new Set(dayFirst.map((match) => match.index))
  const numberFirst = [...text.matchAll(NUMBER_FIRST)].filter((one) => isOwn(text, one.index) && !taken.has(one.index))
  return [
    ...dayFirst.flatMap(([, day, month, year, number]) => theirNumber(number, day, month, year)),
    ...numberFirst.flatMap(([, number, day, month, year]) => theirNumber(number, day, month, year)),
  ]
}

function isOwn(text: string, at: number): boolean {
  return !ANOTHERS.test(text.slice(Math.max(0, at - 60), at))
}

/** The end of a file's name behind its number. */
const ENDING = /\.(?:pdf|docx?|odt|rtf|xlsx?|jpe?g|png|tiff?|zip|rar|7z|sig|p7s)$/iu

function theirNumber(written = '', day?: string, month?: string, year?: string): readonly TheirNumber[] {
  const number = written.replace(ENDING, '')
  if (!/\d/.test(number) && number.toLowerCase() !== 'б/н') return []
  // «исх. 01.11.2026» is a day without a number.
  if (/^\d{1,2}\.\d{1,2}\.\d{2,4}$/.test(number)) return []
  return [{ number: number.replaceAll('\\', '/'), on: dayOf(day, month, year) }]
}

/** YYYY-MM-DD of a day that a calendar has; null for any other. */
function dayOf(day = '', month = '', year = ''): string | null {
  const named = MONTHS.findIndex((one) => month.toLowerCase().startsWith(one.slice(0, 3)))
  const at = /^\d+$/.test(month) ? Number(month) : named + 1
  const key = [year.length === 2 ? `20${year}` : year, pair(at), pair(Number(day))].join('-')
  const date = new Date(`${key}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(key) ? key : null
}

function pair(value: number): string {
  return String(value).padStart(2, '0')
}

/** A number with its day outranks the same without one. */
function unique(numbers: readonly TheirNumber[]): readonly TheirNumber[] {
  const known = new Map<string, TheirNumber>()
  for (const one of numbers) {
    const key = one.number.toLowerCase()
    if (known.get(key)?.on == null) known.set(key, one)
  }
  return [...known.values()]
}

/** The ticket with the numbers of one more letter; the newest stand last. */
export function withNumbers<T extends Pick<Ticket, 'theirNumbers'>>(ticket: T, texts: readonly string[]): T {
  const fresh = numbersOfLetter(texts)
  if (fresh.length === 0) return ticket
  const before = (ticket.theirNumbers ?? []).filter(
    (one) => !fresh.some((other) => other.number.toLowerCase() === one.number.toLowerCase()),
  )
  return { ...ticket, theirNumbers: [...before, ...fresh].slice(-MOST) }
}
