// The configuration's clock and calendar files -> terms and calendars as the rules know them, or sentences that say
// what is wrong in them. Contracts name calendar files of their own (R16).
import { resolve } from 'node:path'
import {
  CALENDAR,
  type Calendar,
  type CalendarYear,
  isCalendarYear,
  readCalendarYear,
  withYears,
} from '../calendar/calendar.ts'
import type { Contract, Policy } from '../desk/desk.ts'
import { Trouble } from '../trouble.ts'
import type { Config, Mistake, Reading } from './config.ts'
import { readJson } from './json.ts'

/** What the rules count by. */
export type Clockwork = Pick<Policy, 'terms' | 'zone' | 'calendar' | 'calendars'>

/** What the rules count by when these years are laid over those of the program and of the configuration. */
export type ClockworkWith = (applied: readonly CalendarYear[]) => Clockwork

/**
 * The house's terms and every calendar that a file gives; `base` is the folder of the configuration file. All mistakes at
 * once. What was applied goes above the configuration's files; a contract's own calendar (R16) goes above both.
 */
export function readClockwork(
  clock: Config['clock'],
  contracts: readonly Contract[] | null,
  base: string,
): Reading<ClockworkWith> {
  const mistakes: Mistake[] = []
  const house = clock.calendars.map((file) => gathered(readCalendarFile(resolve(base, file)), mistakes))
  const own = [...ownCalendars(contracts ?? [])].map(
    (name) => [name, gathered(readCalendarFile(resolve(base, name)), mistakes)] as const,
  )
  const { open, close, shortDayClose, minDays, maxDays, developmentStopsClock } = clock
  const hours = { open, close, shortDayClose, minDays, maxDays, developmentStopsClock }
  const terms = { ...hours, aroundTheClock: false, waitingStopsClock: true, calendar: null }
  if (mistakes.length > 0) return { mistakes }
  return {
    ok: (applied) => {
      const calendar = withYears(withYears(CALENDAR, house.flat()), applied)
      const calendars = new Map(own.map(([name, years]): [string, Calendar] => [name, withYears(calendar, years)]))
      return { terms, zone: clock.timezone, calendar, calendars }
    },
  }
}

/** Years out of the books. Throws lasting Trouble when they are not what was once applied. */
export function appliedCalendar(data: readonly unknown[]): readonly CalendarYear[] {
  return data.map((one) => {
    const year = readCalendarYear(one)
    if (isCalendarYear(year)) return year
    throw new Trouble('the books hold a calendar year that cannot be read', { lasting: true, cause: year[0]?.what })
  })
}

/** The years in a calendar file: one year, or a list of them. */
export function readCalendarFile(file: string): Reading<readonly CalendarYear[]> {
  const json = readJson(file, 'must be a file of calendar data')
  if ('mistakes' in json) return json
  const many = Array.isArray(json.ok)
  const parts: readonly unknown[] = many ? (json.ok as unknown[]) : [json.ok]
  const mistakes: Mistake[] = []
  const years: CalendarYear[] = []
  parts.forEach((part, index) => {
    const read = readCalendarYear(part)
    if (isCalendarYear(read)) years.push(read)
    else mistakes.push(...read.map((one) => ({ ...one, path: placeOf(file, many ? `[${index}]` : '', one.path) })))
  })
  const twice = years.find((one, index) => years.findIndex((other) => other.year === one.year) !== index)
  if (twice !== undefined) {
    mistakes.push({ path: file, what: `gives the year ${twice.year} twice`, right: 'each year once' })
  }
  return mistakes.length > 0 ? { mistakes } : { ok: years }
}

function placeOf(file: string, part: string, path: string): string {
  const place = part !== '' && path !== '' ? `${part}.${path}` : `${part}${path}`
  return place === '' ? file : `${file} ${place}`
}

function gathered(read: Reading<readonly CalendarYear[]>, mistakes: Mistake[]): readonly CalendarYear[] {
  if ('ok' in read) return read.ok
  mistakes.push(...read.mistakes)
  return []
}

function ownCalendars(contracts: readonly Contract[]): ReadonlySet<string> {
  const names = contracts.flatMap(({ terms, amendments }) => [terms, ...amendments.map((one) => one.terms)])
  return new Set(names.map((terms) => terms.calendar).filter((name) => typeof name === 'string'))
}
