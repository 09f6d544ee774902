// Why a promised date is what it is, as facts: the promise taken apart into days and stretches, and the letter that shows
// it. `words.ts` is the face that hands it on.
import type { AnswerGoes, CalendarStatus, DayKind } from './sentences/parts.ts'

/** Whose turn it is. */
export type Turn = 'us' | 'customer' | 'development'

/** One day between the arrival and the deadline. */
export interface WhyDay {
  /** YYYY-MM-DD. */
  readonly date: string
  readonly kind: DayKind
  /** What makes it so, in the calendar's own words, or null. */
  readonly ground: string | null
  /** `promise`: one of the working days promised; `waited`: one that the customer's time has added; null: not counted. */
  readonly counts: 'promise' | 'waited' | null
  /** Its number among the promise's working days. */
  readonly n: number | null
  /** The customer's working time on that day that moved the promise, in seconds. */
  readonly waitedSeconds: number
  /** Whose turn it was on that day, in order. */
  readonly turns: readonly Turn[]
}

/** A promise taken apart. The sum of the days' waitedSeconds is `seconds`; the last day is the deadline's. */
export interface Why {
  readonly from: Date
  readonly agreedAt: Date | null
  readonly minDays: number
  readonly maxDays: number
  /** Before the customer's time has moved it. */
  readonly base: Date
  /** Working seconds of the customer's ended time that count. */
  readonly seconds: number
  readonly deadline: Date
  readonly status: CalendarStatus
  readonly days: readonly WhyDay[]
  readonly stretches: readonly {
    readonly owner: Turn
    readonly from: Date
    readonly to: Date | null
    readonly seconds: number
    readonly counted: boolean
  }[]
}

/** The count as a letter; null where nothing is promised. */
export interface WhyWords {
  readonly letter: 'why'
  readonly goes: AnswerGoes
  readonly number: string
  readonly count: Why | null
}
