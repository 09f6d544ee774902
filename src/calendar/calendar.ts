// The regulation's clock, the room's face. Skeleton: types and signatures.
import type { CalendarStatus } from '../words.ts'

export type { CalendarStatus }

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

/** Opening hours on a calendar. Times HH:MM on the wall of `zone`. */
export interface WorkClock {
  readonly calendar: Calendar
  readonly zone: string
  readonly open: string
  readonly close: string
  readonly shortDayClose: string
  /** Every day counts, 00:00-24:00. */
  readonly aroundTheClock: boolean
}

export interface CountedDay {
  readonly date: string
  readonly kind: 'work' | 'short' | 'worked-saturday' | 'weekend' | 'holiday' | 'transferred'
  readonly counts: boolean
  /** The ground of a holiday, a transfer, a worked Saturday or a short day. */
  readonly ground: string | null
}
