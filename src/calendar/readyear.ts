// Reads a year's data file: every mistake is listed with its path, what is wrong and what would be right.
import { dayFrom, dayOf, keyOf, weekdayOf } from './localtime.ts'
import { type CalendarDay, type CalendarYear, holidaysOf } from './years.ts'

/** One mistake in a file of calendar data. */
export interface CalendarProblem {
  /** Where: `days[3].kind`, or '' for the whole. */
  readonly path: string
  readonly what: string
  readonly right: string
}

const STATUSES = ['official', 'preliminary', 'computed'] as const
const KINDS = ['holiday', 'transferred', 'worked-saturday', 'short', 'worked-short-saturday'] as const
const YEAR_KEYS = ['year', 'version', 'status', 'ground', 'days']
/** A control sum that may stand in a file: `calendar show YEAR --json` prints it. */
const SUM_KEY = 'workingDays'
const DAY_KEYS = ['on', 'kind', 'ground']

type Fields = Readonly<Record<string, unknown>>

/** Gathers mistakes while the parts of a file are read. */
type Report = (path: string, what: string, right: string) => void

/** A year's data out of parsed JSON, or all mistakes in it, in the order of the file. */
export function readCalendarYear(json: unknown): CalendarYear | readonly CalendarProblem[] {
  const problems: CalendarProblem[] = []
  const report: Report = (path, what, right) => problems.push({ path, what, right })
  if (!isFields(json)) {
    report('', `${shown(json)} is no object`, `an object with ${YEAR_KEYS.join(', ')}`)
    return problems
  }
  unknownKeys(json, [...YEAR_KEYS, SUM_KEY], '', report)
  const year = readYearNumber(json.year, report)
  const head = {
    version: readText(json.version, 'version', 'a text like "2026.1", another one for each change of the data', report),
    status: readChoice(json.status, STATUSES, 'status', report),
    ground: readText(json.ground, 'ground', 'the decree and its date', report),
  }
  const days = readDays(json.days, year, report)
  if (problems.length === 0) judgeSum(json[SUM_KEY], year, days, report)
  return problems.length > 0 ? problems : { year, ...head, days }
}

function judgeSum(value: unknown, year: number, days: readonly CalendarDay[], report: Report): void {
  const sum = workingDays(year, days)
  if (value === undefined || value === sum) return
  report(SUM_KEY, `${shown(value)} is not what the days come to`, `${sum}, or another list of days`)
}

function workingDays(year: number, days: readonly CalendarDay[]): number {
  const kinds = new Map(days.map((day) => [day.on, day.kind]))
  let sum = 0
  for (let day = dayFrom(year, 1, 1); day < dayFrom(year + 1, 1, 1); day += 1) {
    const kind = kinds.get(keyOf(day))
    const works = kind === undefined ? weekdayOf(day) < 6 : kind !== 'holiday' && kind !== 'transferred'
    if (works) sum += 1
  }
  return sum
}

/** Whether what was read is a year and no list of mistakes. */
export function isCalendarYear(read: CalendarYear | readonly CalendarProblem[]): read is CalendarYear {
  return !Array.isArray(read)
}

/** Holidays of article 112 that a year's data do not call days off: nearly always an omission. As YYYY-MM-DD and name. */
export function missingHolidays(year: CalendarYear): readonly { readonly on: string; readonly name: string }[] {
  const off = new Set(
    year.days.filter((day) => day.kind === 'holiday' || day.kind === 'transferred').map((day) => day.on),
  )
  return [...holidaysOf(year.year)].map(([day, name]) => ({ on: keyOf(day), name })).filter(({ on }) => !off.has(on))
}

function readDays(value: unknown, year: number, report: Report): readonly CalendarDay[] {
  if (!Array.isArray(value)) {
    report('days', `${shown(value)} is no list`, 'a list of { on, kind, ground }')
    return []
  }
  const seen = new Map<string, string>()
  return value.map((one: unknown, index) => readDay(one, `days[${index}]`, year, seen, report))
}

function readDay(value: unknown, path: string, year: number, seen: Map<string, string>, report: Report): CalendarDay {
  if (!isFields(value)) {
    report(path, `${shown(value)} is no object`, 'an object with on, kind, ground')
    return { on: '', kind: 'holiday', ground: '' }
  }
  unknownKeys(value, DAY_KEYS, `${path}.`, report)
  const on = readDate(value.on, `${path}.on`, year, report)
  const kind = readChoice(value.kind, KINDS, `${path}.kind`, report)
  const ground = readText(
    value.ground,
    `${path}.ground`,
    'the decree or the article that makes the day what it is',
    report,
  )
  const before = seen.get(on)
  if (on !== '' && before !== undefined) report(`${path}.on`, `${on} stands in ${before} already`, 'each day once')
  seen.set(on, path)
  if (on !== '' && KINDS.some((one) => one === value.kind)) judgeWeekday(on, kind, `${path}.kind`, report)
  return { on, kind, ground }
}

function judgeWeekday(on: string, kind: CalendarDay['kind'], path: string, report: Report): void {
  const weekday = weekdayOf(dayOf(on) ?? 0)
  const weekend = weekday > 5
  switch (kind) {
    case 'holiday':
      return
    case 'transferred':
      if (weekend)
        report(path, `${on} is a weekend and off by itself`, 'a day off on a working day from Monday to Friday')
      return
    case 'short':
      if (weekend) report(path, `${on} is a weekend`, 'worked-short-saturday, or a day from Monday to Friday')
      return
    case 'worked-saturday':
    case 'worked-short-saturday':
      if (weekday !== 6) report(path, `${on} is no Saturday`, 'the date of a Saturday')
  }
}

function readYearNumber(value: unknown, report: Report): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1990 && value <= 2200) return value
  report('year', `${shown(value)} is no year`, 'a whole number from 1990 to 2200')
  return Number.NaN
}

function readDate(value: unknown, path: string, year: number, report: Report): string {
  if (typeof value !== 'string' || dayOf(value) === null) {
    report(path, `${shown(value)} is no date`, 'a day as YYYY-MM-DD')
    return ''
  }
  if (!Number.isNaN(year) && !value.startsWith(`${year}-`)) {
    report(path, `${value} is a day of another year`, `a day of ${year}`)
  }
  return value
}

function readText(value: unknown, path: string, right: string, report: Report): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim()
  report(path, value === undefined ? 'it is missing' : `${shown(value)} is no text`, right)
  return ''
}

function readChoice<T extends string>(value: unknown, choices: readonly [T, ...T[]], path: string, report: Report): T {
  const found = choices.find((one) => one === value)
  if (found === undefined) {
    report(path, value === undefined ? 'it is missing' : `${shown(value)} is unknown`, `one of ${choices.join(', ')}`)
  }
  return found ?? choices[0]
}

function unknownKeys(fields: Fields, known: readonly string[], before: string, report: Report): void {
  for (const key of Object.keys(fields)) {
    if (!known.includes(key)) report(`${before}${key}`, 'there is no such key', `one of ${known.join(', ')}`)
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value)).slice(0, 60)
}
