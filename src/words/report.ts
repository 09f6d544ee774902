// The figures of a period, as facts: what the report counts from, what it gives, and the letter that shows it. `words.ts`
// is the face that hands it on.
import type { AnswerGoes, Category, Criticality, StateWord, WorkingTime } from './sentences/parts.ts'

/** What the report must know of a ticket; the desk's own tickets have all of it. */
export interface ReportTicket {
  readonly state: StateWord
  readonly criticality: Criticality
  readonly category: Category
  readonly engineer: string | null
  readonly standing: { readonly kind: string; readonly contract?: string }
  readonly receivedAt: Date
  readonly deadline: Date | null
  /** The first answer of a person, while it stands. */
  readonly answeredAt: Date | null
  readonly intervals: readonly {
    readonly owner: 'us' | 'customer' | 'development'
    readonly from: Date
    readonly to: Date | null
  }[]
  readonly mergedInto: number | null
}

/** Mail of a period, in letters. */
export interface MailCounts {
  readonly received: number
  readonly opened: number
  readonly joined: number
  readonly fromEngineers: number
  /** Robots' and machines' mail, bounces left out. */
  readonly automatic: number
  readonly bounces: number
  readonly acknowledgements: number
  readonly answers: number
  readonly notices: number
  /** Letters to customers that failed for good. */
  readonly undelivered: number
}

/** What the books hold of a period [from, to): tickets that lived in it, and counts of mail. */
export interface PeriodRecords<T extends ReportTicket> {
  readonly tickets: readonly T[]
  readonly mail: MailCounts
}

/** What the figures are counted by: the tickets' own terms, the house's targets, the moment of asking. */
export interface ReportRules<T extends ReportTicket> {
  readonly worked: (ticket: T, from: Date, to: Date) => WorkingTime
  /** Whether such a turn stops the promise's clock by the ticket's own terms. */
  readonly stopsClock: (turn: ReportTicket['intervals'][number], ticket: T) => boolean
  readonly firstAnswerHours: number
  readonly criticalFirstAnswerHours: number
  readonly engineerName: (address: string) => string | null
  readonly now: Date
}

/** The average processing time that the regulation names, in working days (R5). */
export const NORM_DAYS = { from: 2, to: 3 } as const

/** One row of a breakdown; `key` is a word of the closed choice, a contract's number or an engineer, null for none. */
export interface ReportRow {
  readonly key: string | null
  readonly opened: number
  readonly closed: number
  readonly open: number
}

/** So many of so many. */
export interface Share {
  readonly kept: number
  readonly of: number
}

/** Working days, to two decimals; null where there is nothing to count. */
export interface Spread {
  readonly average: number | null
  readonly median: number | null
}

export interface Figures {
  readonly from: Date
  /** The first moment after the period. */
  readonly to: Date
  /** The moment up to which was counted: the period's end, or now. */
  readonly until: Date
  readonly opened: number
  readonly closed: number
  readonly declined: number
  readonly merged: number
  /** Closed tickets that were opened again. */
  readonly reopened: number
  readonly openAtEnd: number
  readonly overdueAtEnd: number
  /** Of the open ones, those whose turn is the customer's. */
  readonly waitingAtEnd: number
  /** Closed and declined ones with any time of ours. `net` is working time without the customer's, `gross` with it. */
  readonly processing: { readonly tickets: number; readonly net: Spread; readonly gross: Spread }
  /** Closed ones whose result came by their deadline. */
  readonly onTime: Share
  /** Tickets of the period whose first answer came within the house's target. */
  readonly firstAnswer: Share
  /** Working time of the customer's turns on the closed ones, in days a ticket. */
  readonly waited: Spread
  readonly byState: readonly ReportRow[]
  readonly byCategory: readonly ReportRow[]
  readonly byCriticality: readonly ReportRow[]
  readonly byContract: readonly ReportRow[]
  readonly byEngineer: readonly ReportRow[]
  readonly mail: MailCounts
}

/** The figures as a letter; `goes` is null where nobody can answer: on a terminal, on a page. */
export interface ReportWords {
  readonly letter: 'report'
  readonly goes: AnswerGoes | null
  readonly figures: Figures
}
