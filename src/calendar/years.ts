// The production calendar's years: what a data file says of each day, and what article 112 of the Labour Code says
// where there is no file. Knows days, not hours.
import { DAY, type DayNumber, dayFrom, dayOf, keyOf, weekdayOf } from './localtime.ts'

/** How sure a year is: decreed, told by one source, or article 112 alone. */
export type CalendarStatus = 'official' | 'preliminary' | 'computed'

/** One day that is not what its weekday says, with its ground. */
export interface CalendarDay {
  /** YYYY-MM-DD */
  readonly on: string
  readonly kind: 'holiday' | 'transferred' | 'worked-saturday' | 'short' | 'worked-short-saturday'
  readonly ground: string
}

/** A year as a versioned data file gives it. */
export interface CalendarYear {
  readonly year: number
  readonly version: string
  readonly status: CalendarStatus
  readonly ground: string
  readonly days: readonly CalendarDay[]
}

/** Years by number; a year that is missing is computed from article 112. */
export interface Calendar {
  readonly years: ReadonlyMap<number, CalendarYear>
}

/** What a day is, and whether it closes early. */
export interface DayKind {
  readonly kind: 'work' | 'short' | 'worked-saturday' | 'weekend' | 'holiday' | 'transferred'
  readonly works: boolean
  readonly short: boolean
  readonly ground: string | null
}

/** Holidays of article 112 by month and day, with the words of its first part. */
const HOLIDAYS: readonly { readonly month: number; readonly days: readonly number[]; readonly name: string }[] = [
  { month: 1, days: [1, 2, 3, 4, 5, 6, 8], name: 'новогодние каникулы' },
  { month: 1, days: [7], name: 'Рождество Христово' },
  { month: 2, days: [23], name: 'День защитника Отечества' },
  { month: 3, days: [8], name: 'Международный женский день' },
  { month: 5, days: [1], name: 'Праздник Весны и Труда' },
  { month: 5, days: [9], name: 'День Победы' },
  { month: 6, days: [12], name: 'День России' },
  { month: 11, days: [4], name: 'День народного единства' },
]

/** Holidays of article 112 in a year, each with its name. */
export function holidaysOf(year: number): ReadonlyMap<DayNumber, string> {
  return new Map(
    HOLIDAYS.flatMap(({ month, days, name }) => days.map((day) => [dayFrom(year, month, day), name] as const)),
  )
}

/** A year by article 112 alone: holidays, their moves from weekends, and short days right before holidays (article 95). */
export function computedYear(year: number): CalendarYear {
  const holidays = holidaysOf(year)
  const moved = new Map<DayNumber, string>()
  for (const [day, name] of holidays) {
    const inNewYear = day <= dayFrom(year, 1, 8)
    if (inNewYear || weekdayOf(day) < 6) continue
    let to = day
    while (weekdayOf(to) > 5 || holidays.has(to) || moved.has(to)) to += 1
    moved.set(to, `перенос с ${keyOf(day)} (${name}), статья 112 ТК РФ`)
  }
  const eves = [...holidays, [dayFrom(year + 1, 1, 1), 'новогодние каникулы'] as const]
    .map(([day, name]) => [day - 1, name] as const)
    .filter(([eve]) => eve >= dayFrom(year, 1, 1) && weekdayOf(eve) < 6 && !holidays.has(eve) && !moved.has(eve))
  const days: CalendarDay[] = [
    ...[...holidays].map(([day, name]) => ({
      on: keyOf(day),
      kind: 'holiday' as const,
      ground: `${name}, статья 112 ТК РФ`,
    })),
    ...[...moved].map(([day, ground]) => ({ on: keyOf(day), kind: 'transferred' as const, ground })),
    ...eves.map(([day, name]) => ({
      on: keyOf(day),
      kind: 'short' as const,
      ground: `накануне праздника (${name}), статья 95 ТК РФ`,
    })),
  ]
  return {
    year,
    version: 'computed',
    status: 'computed',
    ground: 'статья 112 ТК РФ, без переносов Правительства РФ',
    days: days.sort((a, b) => (a.on < b.on ? -1 : 1)),
  }
}

interface YearTable {
  readonly year: CalendarYear
  readonly days: ReadonlyMap<DayNumber, DayKind>
}

const WORK: DayKind = { kind: 'work', works: true, short: false, ground: null }
const WEEKEND: DayKind = { kind: 'weekend', works: false, short: false, ground: null }

const tables = new WeakMap<Calendar, Map<number, YearTable>>()

function tableOf(calendar: Calendar, year: number): YearTable {
  const known = tables.get(calendar) ?? new Map<number, YearTable>()
  tables.set(calendar, known)
  const table = known.get(year) ?? madeTable(calendar.years.get(year) ?? computedYear(year))
  known.set(year, table)
  return table
}

function madeTable(year: CalendarYear): YearTable {
  const days = year.days.map((one) => [dayOf(one.on) ?? Number.NaN, kindOf(one)] as const)
  return { year, days: new Map(days) }
}

function kindOf(day: CalendarDay): DayKind {
  const { kind, ground } = day
  switch (kind) {
    case 'holiday':
    case 'transferred':
      return { kind, works: false, short: false, ground }
    case 'short':
      return { kind, works: true, short: true, ground }
    case 'worked-saturday':
      return { kind, works: true, short: false, ground }
    case 'worked-short-saturday':
      return { kind: 'worked-saturday', works: true, short: true, ground }
  }
}

/** The year of a day number, on the same wall. */
export function yearOf(day: DayNumber): number {
  return new Date(day * DAY).getUTCFullYear()
}

/** What a day is. */
export function dayKind(calendar: Calendar, day: DayNumber): DayKind {
  return tableOf(calendar, yearOf(day)).days.get(day) ?? (weekdayOf(day) < 6 ? WORK : WEEKEND)
}

/** The year's data as they hold: a file's, or computed. */
export function yearData(calendar: Calendar, year: number): CalendarYear {
  return tableOf(calendar, year).year
}

/** The calendar with these years in place of its own of the same number. */
export function withYears(calendar: Calendar, years: readonly CalendarYear[]): Calendar {
  return { years: new Map([...calendar.years, ...years.map((one) => [one.year, one] as const)]) }
}

const WEAKNESS: Readonly<Record<CalendarStatus, number>> = { official: 0, preliminary: 1, computed: 2 }

/** The weaker of two statuses. */
export function weaker(a: CalendarStatus, b: CalendarStatus): CalendarStatus {
  return WEAKNESS[a] >= WEAKNESS[b] ? a : b
}
