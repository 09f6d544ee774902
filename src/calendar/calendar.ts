// The regulation's clock, the room's face: which days work and on what ground, when the desk is open, when a promise
// ends, and what the wall of a zone shows. Pure: the present moment is always an argument.

import data2025 from './2025.json' with { type: 'json' }
import data2026 from './2026.json' with { type: 'json' }
import data2027 from './2027.json' with { type: 'json' }
import { addDays, dayAt, dayFrom, dayKey, dayOf, daysBetween, keyOf } from './localtime.ts'
import { isCalendarYear, readCalendarYear } from './readyear.ts'
import { lastDayOf, type WorkClock } from './worktime.ts'
import { type Calendar, type CalendarStatus, type CalendarYear, dayKind, weaker, yearData, yearOf } from './years.ts'

export {
  addDays,
  dayKey,
  daysBetween,
  earlierOf,
  isoLocal,
  isZone,
  type LocalParts,
  laterOf,
  localParts,
  parseLocal,
  startOfDay,
} from './localtime.ts'
export { type CalendarProblem, isCalendarYear, missingHolidays, readCalendarYear } from './readyear.ts'
export {
  addWorking,
  clockStart,
  dayHours,
  deadlineOf,
  elapsedSeconds,
  hoursOn,
  isOpenAt,
  minutesOf,
  nextOpening,
  type Postponement,
  postponed,
  postponement,
  type Stretch,
  type WorkClock,
} from './worktime.ts'
export { type Calendar, type CalendarDay, type CalendarYear, computedYear, withYears } from './years.ts'
export type { CalendarStatus }

/** A day between an arrival and its deadline, as `deadline` and `show --why` list it. */
export interface CountedDay {
  readonly date: string
  readonly kind: 'work' | 'short' | 'worked-saturday' | 'weekend' | 'holiday' | 'transferred'
  /** Whether it is one of the promise's working days; the day of arrival is day 0 and never is. */
  readonly counts: boolean
  /** The ground of a holiday, a transfer, a worked Saturday or a short day. */
  readonly ground: string | null
}

function builtIn(data: unknown): CalendarYear {
  const year = readCalendarYear(data)
  if (!isCalendarYear(year)) throw new RangeError(`a built-in calendar is wrong: ${year[0]?.path} ${year[0]?.what}`)
  return year
}

/** The years that the program brings along: 2025 to 2027. */
export const CALENDAR: Calendar = {
  years: new Map([data2025, data2026, data2027].map(builtIn).map((year) => [year.year, year] as const)),
}

/** Each local day from that of `from` to that of `to` (a midnight belongs to the day it ends); the first is day 0. */
export function countedDays(from: Date, to: Date, clock: WorkClock): readonly CountedDay[] {
  const first = dayAt(clock.zone, from.getTime())
  const last = lastDayOf(from, to, clock.zone)
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const { kind, works, ground } = dayKind(clock.calendar, first + index)
    return { date: keyOf(first + index), kind, counts: index > 0 && (works || clock.aroundTheClock), ground }
  })
}

/** The years that a stretch touches, each with the status and ground of its data. */
export function yearsBetween(
  from: Date,
  to: Date,
  clock: WorkClock,
): readonly {
  readonly year: number
  readonly status: CalendarStatus
  readonly version: string
  readonly ground: string
}[] {
  const first = yearOf(dayAt(clock.zone, from.getTime()))
  const last = yearOf(lastDayOf(from, to, clock.zone))
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const { year, status, version, ground } = yearData(clock.calendar, first + index)
    return { year, status, version, ground }
  })
}

/** The weakest status of the years that a stretch touches. */
export function statusBetween(from: Date, to: Date, clock: WorkClock): CalendarStatus {
  return yearsBetween(from, to, clock).reduce<CalendarStatus>((sum, { status }) => weaker(sum, status), 'official')
}

/** A year as it holds: a file's data, or what article 112 gives. */
export function yearOfCalendar(calendar: Calendar, year: number): CalendarYear {
  return yearData(calendar, year)
}

/** Every day of a year with its kind; `counts` says whether it is a working day. */
export function daysOfYear(calendar: Calendar, year: number): readonly CountedDay[] {
  const first = dayFrom(year, 1, 1)
  return Array.from({ length: dayFrom(year + 1, 1, 1) - first }, (_, index) => {
    const { kind, works, ground } = dayKind(calendar, first + index)
    return { date: keyOf(first + index), kind, counts: works, ground }
  })
}

/** What a day (YYYY-MM-DD) is; `counts` says whether it is a working day. Throws a RangeError when there is no such day. */
export function dayOn(calendar: Calendar, key: string): CountedDay {
  const day = dayOf(key)
  if (day === null) throw new RangeError(`there is no day ${key}`)
  const { kind, works, ground } = dayKind(calendar, day)
  return { date: key, kind, counts: works, ground }
}

/** How far official data reach without a gap: the last day, and the days from today to it (negative when it has passed). */
export interface Horizon {
  readonly lastOn: string | null
  readonly daysAhead: number
  /** Status of the year after it. */
  readonly afterwards: CalendarStatus
}

/** The official horizon from the year of `now` on; null as last day when not even this year is official. */
export function officialHorizon(calendar: Calendar, now: Date, zone: string): Horizon {
  const today = dayKey(now, zone)
  let year = Number(today.slice(0, 4))
  while (yearData(calendar, year).status === 'official') year += 1
  const lastOn = `${year - 1}-12-31`
  const afterwards = yearData(calendar, year).status
  return year === Number(today.slice(0, 4))
    ? { lastOn: null, daysAhead: 0, afterwards }
    : { lastOn, daysAhead: daysBetween(today, lastOn), afterwards }
}

/** The working days (YYYY-MM-DD) after a day, so many of them. */
export function workingDaysAfter(key: string, count: number, calendar: Calendar): readonly string[] {
  const found: string[] = []
  for (let day = addDays(key, 1); found.length < count; day = addDays(day, 1)) {
    if (dayOn(calendar, day).counts) found.push(day)
  }
  return found
}
