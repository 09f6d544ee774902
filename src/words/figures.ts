// The figures of a period, as facts: what they are counted from, by what rules, and what comes out. `words.ts` is the face
// that hands them on.
import type { TicketId } from '../letter.ts'
import type { Category, CriticalGround, Criticality, StateWord, WorkingTime } from './sentences/parts.ts'

/** A turn of a ticket: whose it was, from when to when, and the code of why it passed to him. */
export interface ReportTurn {
  readonly owner: 'us' | 'customer' | 'development'
  readonly from: Date
  readonly to: Date | null
  readonly because: string
}

/** That a ticket was put in front of others, on what ground and by whom (R20). */
export interface OutOfTurn {
  readonly at: Date
  /** Address of the engineer who confirmed it. */
  readonly by: string
  readonly ground: CriticalGround
  readonly why: string | null
  /** Whom it overtook, and by how many working seconds that one's date comes earlier. */
  readonly overtook: readonly { readonly ticket: TicketId; readonly seconds: number }[]
}

/** What a customer says of a closing that asked him. */
export type HelpWord = 'helped' | 'did not help'

/** That a closing letter has asked whether the answer helped, and the last word that was said to it. */
export interface HelpAsked {
  readonly at: Date
  readonly said: { readonly word: HelpWord; readonly at: Date } | null
}

/** What the report must know of a ticket; the desk's own tickets have all of it. */
export interface ReportTicket {
  readonly id: TicketId
  readonly subject: string
  readonly state: StateWord
  readonly criticality: Criticality
  readonly category: Category
  readonly channel: 'email' | 'phone'
  readonly engineer: string | null
  readonly standing: { readonly kind: string; readonly contract?: string }
  readonly receivedAt: Date
  readonly deadline: Date | null
  /** The first answer of a person, while it stands. */
  readonly answeredAt: Date | null
  readonly closedAt: Date | null
  readonly intervals: readonly ReportTurn[]
  /** The dates as they were given. Where a ticket was never opened again the last one alone counts, and this may be empty. */
  readonly promises: readonly { readonly at: Date; readonly deadlineAt: Date; readonly because: string }[]
  readonly mergedInto: TicketId | null
  readonly developmentReference: string | null
  readonly undeliveredAt?: Date | null
  readonly outOfTurn?: readonly OutOfTurn[] | undefined
  readonly helpAsked?: readonly HelpAsked[] | undefined
}

/** What became of a request that is finished. */
export type Fate = 'processed' | 'refused' | 'not a request' | 'merged'

/** Whose time runs: `contract` is the customer's while we wait for its number (R1). */
export type TimeOwner = 'us' | 'customer' | 'development' | 'contract'

/** What the figures are counted by: the tickets' own terms, the house's targets, the moment of asking. */
export interface ReportRules<T extends ReportTicket> {
  readonly worked: (ticket: T, from: Date, to: Date) => WorkingTime
  /** Whether such a turn stops the promise's clock by the ticket's own terms. */
  readonly stopsClock: (turn: ReportTurn, ticket: T) => boolean
  readonly ownerOf: (turn: ReportTurn) => TimeOwner
  /** Whether such a turn of the customer's began with our questions, not with an answer. */
  readonly isQuestion: (turn: ReportTurn, ticket: T) => boolean
  /** What became of a finished ticket. */
  readonly fateOf: (ticket: T) => Fate
  /** Whether the desk was open for this ticket at an instant. */
  readonly isOpenAt: (ticket: T, at: Date) => boolean
  readonly firstAnswerHours: number
  readonly criticalFirstAnswerHours: number
  readonly engineerName: (address: string) => string | null
  readonly zone: string
  readonly now: Date
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

/** Something that happened to a ticket in the period and is counted with its number. */
export interface PeriodEvent {
  readonly kind: 'undelivered' | 'set aside' | 'not acknowledged'
  readonly ticket: TicketId
  readonly at: Date
  /** The recipient, or the reason; of the books, as it stands there. */
  readonly detail: string
}

/** What the books hold of a period [from, to). */
export interface PeriodRecords<T extends ReportTicket> {
  /** Every ticket that lived in it, fell due in it or has an event in it, each once; read while it is walked. */
  readonly tickets: Iterable<T>
  readonly events: readonly PeriodEvent[]
  /** Any ticket by its number: for those that others overtook. */
  readonly ticket: (id: TicketId) => T | undefined
  readonly mail: MailCounts
}

/** By what the figures can be cut. */
export type Cut = 'category' | 'contract' | 'engineer' | 'channel' | 'criticality'

/** Requests of the period; the sum of the first three is the sum of the last five. */
export interface Balance {
  readonly openBefore: number
  readonly came: number
  /** Finished before the period and opened again in it. */
  readonly returned: number
  readonly processed: number
  readonly refused: number
  readonly notRequests: number
  readonly merged: number
  readonly openAfter: number
}

/** So many of so many. */
export interface Share {
  readonly kept: number
  readonly of: number
}

/** Working days, to two decimals; null where there is nothing to count. */
export interface Spread {
  readonly mean: number | null
  readonly median: number | null
  /** The value that nine of ten do not exceed. */
  readonly p90: number | null
}

/** Working seconds of the requests processed in the period, by whose turn it was; the four add up to `gross`. */
export interface Turns {
  readonly us: number
  readonly customer: number
  readonly development: number
  readonly contract: number
  readonly gross: number
}

/** First answers to the requests that came: how many within the norm, and the median of those given, in hours. */
export interface FirstAnswer extends Share {
  readonly medianHours: number | null
}

/** Whether it helped, in requests: `asked` is the sum of the others. */
export interface HelpCounts {
  readonly asked: number
  readonly helped: number
  readonly didNotHelp: number
  readonly notSaid: number
}

/** All that is counted of a set of tickets. */
export interface Measures {
  readonly balance: Balance
  /** Of those open at the end. */
  readonly overdue: number
  readonly waiting: number
  /** Of the processed ones with any time of ours, up to their last answer. `net` is without the customer's turns. */
  readonly processing: { readonly requests: number; readonly net: Spread; readonly gross: Spread }
  readonly turns: Turns
  /** Deadlines that lay in the period, and those of them at which the answer was given. */
  readonly deadlines: Share
  readonly firstAnswer: Share & {
    /** In working hours. */
    readonly normal: FirstAnswer
    /** High criticality, confirmed or suspected: by the wall clock. */
    readonly high: FirstAnswer
  }
  readonly reopened: number
  readonly undelivered: number
  readonly setAside: number
  readonly notAcknowledged: number
  /** Put in front of others in the period. */
  readonly outOfTurn: number
  /** Those that were closed in the period with the question whether it helped, by the last word said so far. */
  readonly help: HelpCounts
}

/** One part of a cut; `key` is a word of the closed choice, a contract's number or an engineer's name, null for none. */
export interface Group extends Measures {
  readonly key: string | null
}

/** A request whose deadline passed in the period without an answer, or had passed before and is open still. */
export interface LateLine {
  readonly ticket: TicketId
  readonly subject: string
  /** Name of the engineer who has it, or null. */
  readonly engineer: string | null
  readonly contract: string | null
  readonly deadlineAt: Date
  /** Working time of ours and of development behind the deadline. */
  readonly over: WorkingTime
  /** How it stands at the period's end. */
  readonly now: 'open' | 'answered' | 'finished'
  /** What held it when the deadline passed. */
  readonly why: 'nobody' | 'us' | 'development' | 'undelivered' | 'customer'
  readonly since: Date
  readonly reference: string | null
}

/** A line of the ledger of R20. */
export interface OutOfTurnLine extends Omit<OutOfTurn, 'overtook' | 'by'> {
  readonly ticket: TicketId
  readonly subject: string
  /** The engineer's name. */
  readonly by: string
  readonly overtook: readonly {
    readonly ticket: TicketId
    readonly by: WorkingTime
    readonly deadlineAt: Date | null
    /** What became of its date. */
    readonly date: DateFate
  }[]
}

/** What became of a date: kept, missed, still to come; `none` where there is none any more. */
export type DateFate = 'kept' | 'missed' | 'to come' | 'none'

/** A ticket that was opened again, and by whom. */
export interface ReopenedLine {
  readonly ticket: TicketId
  readonly subject: string
  readonly at: Date
  readonly by: 'customer' | 'engineer' | 'undelivered' | 'unknown'
}

/** An event of the period, with what its ticket is about. */
export interface EventLine extends PeriodEvent {
  readonly subject: string
}

/** Arrivals of requests by weekday (Monday first) and hour of the desk's zone; inside and outside opening hours. */
export interface Load {
  readonly hours: readonly (readonly number[])[]
  readonly inside: number
  readonly outside: number
}

/** A period, and up to which moment it was counted: its end, or now. */
export interface Counted {
  readonly from: Date
  /** The first moment after the period. */
  readonly to: Date
  readonly until: Date
}

/** All that a report tells of its period. */
export interface Figures extends Counted {
  /** The one contract whose requests are counted, or null for all. */
  readonly contract: string | null
  /** The house's targets for first answers, in hours. */
  readonly norms: { readonly firstAnswerHours: number; readonly criticalFirstAnswerHours: number }
  readonly total: Measures
  readonly by: Readonly<Record<Cut, readonly Group[]>>
  /** Open at the end, by state. */
  readonly states: readonly { readonly state: StateWord; readonly open: number }[]
  readonly late: readonly LateLine[]
  readonly outOfTurn: readonly OutOfTurnLine[]
  readonly reopened: readonly ReopenedLine[]
  readonly events: readonly EventLine[]
  readonly load: Load
  readonly mail: MailCounts
}
