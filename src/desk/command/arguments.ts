// What stands behind a command's name, read into our own values: days and times on the desk's wall, engineers by a form
// of their names, services by number or word, addresses. Null, or a list, where it is not clear; nothing is guessed.
import { addDays, dayKey, daysBetween, parseLocal } from '../../calendar/calendar.ts'
import { type Address, sameAddress } from '../../letter.ts'
import type { Category, CriticalGround } from '../../words/words.ts'
import { foldedName, formsOfName } from '../../words/words.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'

const MONTHS = ['янв', 'фев', 'мар', 'апр', 'май', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек']
const MONTHS_EN = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DAYS_AWAY: Readonly<Record<string, number>> = {
  сегодня: 0,
  today: 0,
  вчера: -1,
  yesterday: -1,
  завтра: 1,
  tomorrow: 1,
}

/** A day found at the start of a text: YYYY-MM-DD, or null when what is written there is no day of any calendar. */
export interface FoundDay {
  readonly key: string | null
  /** The day as it was written. */
  readonly written: string
  readonly rest: string
}

/**
 * The day at the start of an argument: 26.02.2027, 26.02.27, 26.02, 2027-02-26, 26 февраля 2027, завтра. Without a
 * year it is the next such day from `now` on. Null when no day stands there at all.
 */
export function dayIn(text: string, zone: string, now: Date): FoundDay | null {
  const today = dayKey(now, zone)
  const plain = text.replace(/^(?:до|на|to|until|till|by)\s+/iu, '')
  const word = /^\p{L}+/u.exec(plain)?.[0] ?? ''
  const away = DAYS_AWAY[word.toLowerCase()]
  if (away !== undefined) return { key: addDays(today, away), written: word, rest: plain.slice(word.length).trim() }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(plain)
  if (iso !== null) return found(plain, iso[0], iso[1], iso[2], iso[3], today)
  const dotted = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?![\d])\.?/.exec(plain)
  if (dotted !== null) return found(plain, dotted[0], dotted[3], dotted[2], dotted[1], today)
  const named = /^(\d{1,2})(?:st|nd|rd|th)?\s+(\p{L}{3,10})\.?(?:\s+(\d{4})(?:\s*(?:г\.?|года))?)?(?!\p{L})/iu.exec(
    plain,
  )
  const month = named === null ? 0 : monthNamed(named[2] ?? '')
  if (named === null || month === 0) return null
  return found(plain, named[0], named[3], String(month), named[1], today)
}

/** The month that a word begins to name, 1-12 in either language; 0 when it names none. */
export function monthNamed(word: string): number {
  const plain = word.toLowerCase().replace(/^ма[яюе]$/u, 'май')
  const at = MONTHS.findIndex((name) => plain.startsWith(name))
  return 1 + (at >= 0 ? at : MONTHS_EN.findIndex((name) => plain.startsWith(name)))
}

function found(
  text: string,
  written: string,
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  today: string,
): FoundDay {
  const thisYear = Number(today.slice(0, 4))
  const two = (value: string | undefined): string => (value ?? '').padStart(2, '0')
  const inYear = (of: number): string => `${of}-${two(month)}-${two(day)}`
  const given = year === undefined ? null : year.length === 2 ? 2000 + Number(year) : Number(year)
  const key = inYear(given ?? (inYear(thisYear) < today ? thisYear + 1 : thisYear))
  const real = parseLocal(key, 'UTC') !== null
  return {
    key: real ? key : null,
    written: written.trim(),
    rest: text.slice(written.length).replace(/^[\s,;:—–-]+/u, ''),
  }
}

/** A moment of the recent past: «23.11.2026 11:40», «11:40» (today), «вчера 16:20», ISO. Null when it is none. */
export function momentIn(text: string, zone: string, now: Date): Date | null {
  const plain = text.trim().replace(/^(?:в|at)\s+/iu, '')
  const iso = parseLocal(plain, zone)
  if (iso !== null) return iso
  const day = dayIn(plain, zone, now)
  if (day !== null && day.key === null) return null
  const rest = day === null ? plain : day.rest
  const time = /^(?:в\s+|at\s+)?(\d{1,2})[:.](\d{2})$/iu.exec(rest)
  if (time === null) return null
  const key = day?.key ?? dayKey(now, zone)
  return parseLocal(pastDay(key, day?.written ?? '', now, zone, time), zone)
}

/** A day without a year that has not come may be one of last year so many days ago; else it is a slip. */
const LONG_AGO = 90

/** Whether a day is still to come; without a year one that was not long ago is meant. */
export function isAhead({ key, written }: FoundDay, zone: string, now: Date): boolean {
  const today = dayKey(now, zone)
  if (key === null || key <= today) return false
  const last = `${Number(key.slice(0, 4)) - 1}${key.slice(4)}`
  return !NO_YEAR.test(written) || daysBetween(last, today) > LONG_AGO
}

const NO_YEAR = /^\d{1,2}(?:[./]\d{1,2}\.?|[\s.]+\p{L}+\.?)$/u

/** Without a year the day of a call is the last such day, not the next one: in January «28.12» was a month ago. */
function pastDay(key: string, written: string, now: Date, zone: string, time: RegExpExecArray): string {
  const noYear = NO_YEAR.test(written)
  const today = dayKey(now, zone)
  const last = `${Number(key.slice(0, 4)) - 1}${key.slice(4)}`
  const day = noYear && key > today && daysBetween(last, today) <= LONG_AGO ? last : key
  return `${day}T${(time[1] ?? '').padStart(2, '0')}:${time[2]}`
}

function folded(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').trim()
}

/**
 * Engineers whom a name means, in any case of it: «Седовой», «Анне Седовой», «Седовой А.»; an address, or what the
 * configuration calls them besides. Several when it is not clear, none when nobody bears it: Петров is not Пётр.
 */
export function engineersNamed(part: string, policy: Policy): readonly Engineer[] {
  const words = foldedName(part)
    .split(/[\s<>,]+/)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  return policy.engineers.filter((one) => {
    const known = calledForms(one)
    return words.every((word) => isCalled(word, one, known)) && words.some((word) => initialsIn(word).length === 0)
  })
}

function calledForms(engineer: Engineer): readonly ReadonlyMap<string, ReadonlySet<string>>[] {
  return [engineer.name, ...(engineer.alsoCalled ?? [])].map(formsOfName)
}

/** A word of a name in any form, an initial, the address or what stands in front of its @. */
function isCalled(word: string, { address }: Engineer, known: ReturnType<typeof calledForms>): boolean {
  const lower = address.toLowerCase()
  if (word === lower || word === lower.slice(0, lower.lastIndexOf('@'))) return true
  const initials = initialsIn(word)
  return known.some((forms) => {
    const names = [...forms.keys()]
    if (initials.length > 0) return initials.every((letter) => names.some((name) => name.startsWith(letter)))
    return names.some((name) => forms.get(name)?.has(word) === true)
  })
}

/** «А.», «А.И.»: the letters; none in a word. */
function initialsIn(word: string): readonly string[] {
  return /^\p{L}$|^(?:\p{L}\.){1,3}$/u.test(word) ? (word.match(/\p{L}/gu) ?? []) : []
}

const CATEGORIES: readonly { readonly category: Category; readonly stems: readonly string[] }[] = [
  { category: 'operation', stems: ['работоспособ', 'обеспеч', 'эксплуатац', 'operation', 'working', 'keep'] },
  { category: 'errors', stems: ['ошибк', 'сбо', 'монитор', 'устранен', 'error', 'failure', 'bug', 'monitor'] },
  { category: 'administration', stems: ['админ', 'настройк', 'admin'] },
  { category: 'consultation', stems: ['консульт', 'инструкт', 'обучен', 'вопрос', 'consult', 'instruct', 'training'] },
  { category: 'data', stems: ['данны', 'данн', 'обработк', 'информац', 'data', 'processing'] },
]

/** One of the five services by number (1-5), clause (R8-R12, 8-12) or word, null when none or several are meant. */
export function categoryNamed(text: string): Category | null {
  const plain = folded(text)
  const number = /^(?:r|р)?\s*(\d{1,2})$/u.exec(plain)
  if (number !== null) {
    const at = Number(number[1])
    return CATEGORIES[at >= 8 ? at - 8 : at - 1]?.category ?? null
  }
  const words = plain.split(/[^\p{L}]+/u).filter((word) => word.length >= 3)
  const fits = CATEGORIES.filter(({ stems }) =>
    words.some((word) => stems.some((stem) => word.startsWith(stem) || (word.length >= 4 && stem.startsWith(word)))),
  )
  const [first, second] = fits
  return second === undefined ? (first?.category ?? null) : null
}

const GROUNDS: readonly (readonly [RegExp, CriticalGround])[] = [
  [/^(?:сервис\p{L}*|service)$/iu, 'service'],
  [/^(?:доступ\p{L}*|access)$/iu, 'access'],
  [/^(?:ин(?:ое|ая|ой)|друго[ей]|other)$/iu, 'other'],
]

/** The ground of high criticality at the start of an argument, and the reason behind it. */
export function groundIn(text: string): { readonly ground: CriticalGround; readonly reason: string } | null {
  const [word = '', ...rest] = text.split(/[\s:,;—–]+/u)
  const ground = GROUNDS.find(([pattern]) => pattern.test(word))?.[1]
  return ground === undefined ? null : { ground, reason: rest.join(' ').trim() }
}

// RFC 5321 section 4.1.2 without quoted local parts and address literals, as T6 allows in what we send.
const ADDRESS = /^[^\s"(),:;<>@[\]\\\x00-\x1f\x7f]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u

/** «Петрова А. А. <petrova@example.ru>», «petrova@example.ru», «mailto:…»; null when no one address stands there. */
export function addressIn(text: string): Address | null {
  const plain = text.trim()
  const angled = /^(.*?)<\s*(?:mailto:)?([^<>]+?)\s*>(?:\s*<mailto:[^<>]*>)?$/i.exec(plain)
  const address = (angled?.[2] ?? plain.replace(/^mailto:/i, '')).replace(/(?<![.,;])[.,;]+$/, '')
  if (!ADDRESS.test(address)) return null
  const at = address.lastIndexOf('@')
  const name = (angled?.[1] ?? '').replace(/["'«»“”]/g, '').trim()
  return {
    name: ADDRESS.test(name) ? '' : name,
    address: address.slice(0, at + 1) + address.slice(at + 1).toLowerCase(),
  }
}

/** Whether a list names an address. */
export function isIn(list: readonly Address[], address: string): boolean {
  return list.some((one) => sameAddress(one.address, address))
}

/** A telephone number as a person writes it: at least five digits and nothing that a number has not. */
export function phoneIn(text: string): string | null {
  const plain = text.trim()
  const digits = plain.replace(/\D/g, '')
  return digits.length >= 5 && digits.length <= 20 && /^[\d\s+()./,\-–—\p{L}]+$/u.test(plain) ? plain : null
}
