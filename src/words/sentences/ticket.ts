// What a ticket is and what is promised on it, where a row of the history or a letter says so.
import type { Nothing, Said } from '../../letter.ts'
import type { Category, CriticalGround, WorkingTime } from './parts.ts'

/** How a promise was counted, kept with it for years: clause, days, hours, and the waiting that moved it. */
export interface PromiseRule {
  /** The date agreed apart (R16), or null for one that is counted (R15). */
  readonly agreedAt: Date | null
  readonly from: Date
  readonly minDays: number
  readonly maxDays: number
  /** HH:MM of opening, closing and closing on short days; null around the clock. */
  readonly hours: readonly [open: string, close: string, shortDayClose: string] | null
  /** The customer's time that moved it (R4). */
  readonly waited: WorkingTime | null
}

/** A rule as the books keep it: older ones hold it in words. */
export type KeptRule = PromiseRule | string

/** By which contract somebody is served, or why by none. */
export type StandingWord =
  | { readonly kind: 'open' | 'none' }
  | {
      readonly kind: 'covered'
      readonly contract: string
      readonly by: 'address' | 'domain' | 'remembered' | 'confirmed'
    }
  | { readonly kind: 'several'; readonly contracts: readonly string[] }
  | { readonly kind: 'expired' | 'not-yet'; readonly contract: string }

/** What a ticket's history says of its promise. */
export interface HistorySentences {
  'opened under': {
    readonly standing: StandingWord
    readonly promise: { readonly deadlineAt: Date; readonly rule: KeptRule } | null
  }
  'promise given': { readonly deadlineAt: Date; readonly rule: KeptRule }
  'promise moved by the calendar': { readonly from: Date; readonly to: Date; readonly rule: KeptRule }
  continues: { readonly number: string; readonly closedAt: Date | null }
  'category guessed': { readonly category: Category; readonly word: string }
  'criticality suspected': { readonly ground: CriticalGround; readonly words: string }
  'duty alerted': Nothing
  'somebody said': { readonly text: string }
}

/** What differs from the regulation's terms, as the acknowledgement says it; null and false where nothing does. */
export interface OwnTermsSentences {
  'own terms': {
    readonly days: { readonly min: number; readonly max: number } | null
    readonly everyDay: boolean
    readonly hours: readonly [open: string, close: string] | null
    readonly ownCalendar: boolean
    readonly waitingRuns: boolean
    readonly developmentStops: boolean
  }
}

/** All that is said of a ticket itself. */
export interface TicketAreaSentences extends HistorySentences, OwnTermsSentences {}

/** What of a contract's terms differs from the regulation's, as a rule gives it. */
export type OwnTerms = Said<OwnTermsSentences>
