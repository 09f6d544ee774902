// The morning mail: its headings, and what stands in its sections beside the tickets.
import type { CalendarStatus } from '../../calendar/calendar.ts'
import type { Nothing, Said } from '../../letter.ts'

/** The day itself. `closes` is HH:MM of a short day. */
export interface Today {
  readonly on: string
  readonly closes: string | null
}

/** So many of so many. */
interface Kept {
  readonly kept: number
  readonly of: number
}

/** Heads of the morning mail and of its sections. */
export interface MorningHeadings {
  'digest of': { readonly on: string; readonly overdue: number; readonly today: number; readonly tomorrow: number }
  "lead's digest of": {
    readonly on: string
    readonly overdue: number
    readonly uncovered: number
    readonly nobodys: number
  }
  'good morning': { readonly name: string; readonly today: Today }
  'your turn': { readonly mine: number; readonly turn: number; readonly nobodys: number }
  today: { readonly today: Today }
  /** The official calendar ends; `lastOn` is null when this year has none. */
  'calendar ends': {
    readonly lastOn: string | null
    readonly daysAhead: number
    readonly afterwards: CalendarStatus
  }
  overdue: Nothing
  'due today': Nothing
  'due tomorrow': { readonly on: string | null }
  'due in two days': { readonly on: string | null }
  "nobody's": Nothing
  'of colleagues away': Nothing
  'high criticality': Nothing
  'high criticality, for leads': Nothing
  'no first answer': Nothing
  'mails since': { readonly at: Date }
  'waiting long': { readonly days: number }
  'with development': Nothing
  undelivered: Nothing
  'closed unsorted': Nothing
  'contracts ending': Nothing
  people: Nothing
  'without contract': Nothing
  complaints: Nothing
  'mailbox and archive': Nothing
  'letters set aside': Nothing
  'figures of': { readonly fromOn: string; readonly toOn: string }
  'nothing urgent': Nothing
}

/** Why the desk itself holds a letter back, as the outbox notes it. */
export interface HoldBacks {
  'a repeat would differ from what was begun': Nothing
  'it may have been sent before the books were restored': Nothing
  'nobody knows whether it arrived': Nothing
}

/** Lines of its sections. */
export interface MorningLines {
  'first answer by': { readonly at: Date }
  'at that moment': { readonly at: Date }
  'folder missing': { readonly folder: string; readonly existing: readonly string[] }
  'junk unread': { readonly folder: string }
  'kept long enough': { readonly letters: number; readonly tickets: number }
  'waits since': { readonly at: Date; readonly closesAt: Date }
  'there since': { readonly at: Date; readonly newsBy: Date }
  /** `overtaken` is a row of the history. */
  'critical for leads': { readonly firstAnswerBy: Date | null; readonly overtaken: string | null }
  /** A server's words stay as they are. */
  'did not arrive': {
    readonly number: string | null
    readonly recipient: string
    readonly because: Said<HoldBacks> | string
  }
  'has so much': {
    readonly name: string
    readonly away: boolean
    readonly open: number
    readonly turn: number
    readonly late: number
  }
  /** The sum must come out; `fromOn` is null when the mail is yesterday's alone. */
  'mail balance': {
    readonly fromOn: string | null
    readonly lastOn: string
    readonly total: number
    readonly opened: number
    readonly joined: number
    readonly automatic: number
    readonly setAside: number
  }
  /** Working days; null where nothing was processed. */
  processed: { readonly tickets: number; readonly net: number | null; readonly gross: number | null }
  'kept in time': { readonly deadlines: Kept; readonly firstAnswer: Kept }
}

/** All that is said in the morning mail. */
export interface MorningSentences extends MorningHeadings, HoldBacks, MorningLines {}
