// What a ticket is. A value: a rule that changes one returns a new one together with the events that say why.
import type { Address, Language, TicketId } from '../../letter.ts'
import type {
  CalendarStatus,
  Category,
  CriticalGround,
  Criticality,
  EventName,
  HelpAsked,
  KeptRule,
  Line,
  OutOfTurn,
  StateWord,
  TheirNumber,
} from '../../words/words.ts'

export type State = StateWord

/** Terms of service as they hold for a ticket: the house's, or the contract's own (R16). Days are working days, times HH:MM. */
export interface Terms {
  readonly minDays: number
  readonly maxDays: number
  readonly open: string
  readonly close: string
  readonly shortDayClose: string
  readonly aroundTheClock: boolean
  readonly waitingStopsClock: boolean
  readonly developmentStopsClock: boolean
  /** Name of the contract's own calendar file, or null for the house's. */
  readonly calendar: string | null
}

/** Why a turn passes, or a ticket ends: a code, never a sentence. */
export type TurnReason =
  | 'opened'
  | 'contract awaited'
  | 'contract confirmed'
  | 'taken'
  | 'dropped'
  | 'answered'
  | 'answered by telephone'
  | 'interim'
  | 'asked'
  | 'to development'
  | 'from development'
  | 'customer wrote'
  | 'customer reopened'
  | 'engineer reopened'
  | 'undelivered'
  | 'closed'
  | 'customer resolved'
  | 'questions unanswered'
  | 'answer stood'
  | 'merged'
  | 'not a request'
  | 'spam'
  | 'no contract'
  | 'outside the list'

/** A letter that hands the turn to the customer and has not been accepted by the server yet: until then it is not his. */
export interface OnItsWay {
  /** Null only while the letter is being written. */
  readonly outgoingId: string | null
  readonly filedAt: Date
  readonly because: TurnReason
  /** `!ждём прежнее`: what was asked is still lacking, and the former wait goes on as one. */
  readonly goesOn?: true
}

/** Whose turn it is, and since when. The open interval has `to: null`; there is exactly one while the ticket is not finished. */
export interface Interval {
  readonly owner: 'us' | 'customer' | 'development'
  readonly from: Date
  readonly to: Date | null
  /** A TurnReason; older books hold other words. */
  readonly because: string
}

/** A promise as it was given to the customer, kept for years with the calendar's version and the rule. */
export interface GivenPromise {
  readonly at: Date
  readonly earliestAt: Date
  readonly deadlineAt: Date
  readonly because: 'opened' | 'resumed' | 'reopened' | 'contract' | 'agreed' | 'calendar' | 'criticality'
  readonly rule: KeptRule
  readonly calendar: string
  readonly status: CalendarStatus
}

/** From what the deadline in force is counted: the arrival, or the moment of reopening, or a date agreed apart (R16). */
export interface Counting {
  readonly from: Date
  readonly minDays: number
  readonly maxDays: number
  readonly agreedAt: Date | null
}

/** Why this sender may be served: by which contract, found how. `open` is a desk without a contracts file. */
export type Standing =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'covered'
      readonly contract: string
      readonly by: 'address' | 'domain' | 'remembered' | 'confirmed'
    }
  | { readonly kind: 'several'; readonly contracts: readonly string[] }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'expired' | 'not-yet'
      readonly contract: string
      readonly listed: boolean
    }

/** A customer's request, from the mail that opened it to its end; its history stands beside it. */
export interface Ticket {
  readonly id: TicketId
  readonly subject: string
  readonly state: State
  readonly criticality: Criticality
  readonly criticalGround: CriticalGround | null
  /** The words that raised the suspicion, or the reason that an engineer gave. */
  readonly criticalWhy: string | null
  readonly criticalBy: string | null
  readonly category: Category
  readonly categoryWhy: string | null
  readonly channel: 'email' | 'phone'
  readonly registeredBy: string | null
  readonly language: Language
  /** The person who asked. `address` is '' for a caller without one. */
  readonly customer: Address
  readonly customerPhone: string | null
  readonly organisation: string | null
  readonly standing: Standing
  readonly participants: readonly Address[]
  /** Address of the engineer who has it, or null. */
  readonly engineer: string | null
  readonly watchers: readonly string[]
  readonly receivedAt: Date
  readonly terms: Terms
  readonly counting: Counting
  readonly intervals: readonly Interval[]
  readonly promises: readonly GivenPromise[]
  /** Derived from counting, terms, calendar and intervals when the ticket last changed; null without a contract. */
  readonly clockStart: Date
  readonly earliest: Date | null
  readonly deadline: Date | null
  readonly provisional: boolean
  readonly waitedSeconds: number
  /** The first answer of a person that was delivered, while it stands. */
  readonly answeredAt: Date | null
  readonly closedAt: Date | null
  readonly waitingSince: Date | null
  /** The letter whose text are the questions that the customer was asked last. */
  readonly questions: string | null
  readonly developmentReference: string | null
  readonly reopened: number
  readonly mergedInto: TicketId | null
  readonly links: readonly TicketId[]
  /** Message-ID of the last letter in the customer's own thread, and that thread's References: what we answer to. */
  readonly thread: {
    readonly lastMessageId: string | null
    readonly references: readonly string[]
    readonly subject: string
  }
  /** Each time that it was put in front of others (R20). */
  readonly outOfTurn?: readonly OutOfTurn[] | undefined
  /** Its closings that asked the customer whether it helped, the newest last. */
  readonly helpAsked?: readonly HelpAsked[] | undefined
  /** Why it was finished, while it is; older books do not say. */
  readonly ending?: TurnReason | undefined
  /** The letter by whose acceptance the turn will be the customer's. */
  readonly onItsWay?: OnItsWay | null
  /** Since when it is critical, and who has seen its alerts and wants no more of them. */
  readonly alarm?: { readonly since: Date; readonly seenBy: string | null } | undefined
  /** An engineer has named it: its subject stands in the desk's letters, whatever the customer's mails are called. */
  readonly titled?: true | undefined
  /** Given by the rota: by which row, and with how many open tickets, of how many who were there. */
  readonly byRota?: { readonly row: number; readonly open: number; readonly of: number }
  /** The version of which the customer was told that it mends what he asked about. */
  readonly fixedIn?: string
  /** Numbers of the customer's official letters, the newest last. */
  readonly theirNumbers?: readonly TheirNumber[]
  /** When an answer given by telephone was written down last: the letter about it says anew until when it stands. */
  readonly calledAt?: Date
  /** When it became known that the last answer did not arrive; a later letter to the customer settles it. */
  readonly undeliveredAt?: Date | null
  /** Its acknowledgement was held back by a brake and is sent when that has passed. */
  readonly owesAcknowledgement?: boolean
  /** When time alone will have something to say about this ticket (reminder, alert, closing); the tick asks for those that are due. */
  readonly wakeAt: Date | null
}

/** As much of a ticket as a report counts from: a year's tickets are read at once. */
export type ReportedTicket = Pick<
  Ticket,
  | 'id'
  | 'subject'
  | 'state'
  | 'criticality'
  | 'category'
  | 'channel'
  | 'engineer'
  | 'standing'
  | 'receivedAt'
  | 'terms'
  | 'deadline'
  | 'answeredAt'
  | 'closedAt'
  | 'intervals'
  | 'promises'
  | 'mergedInto'
  | 'developmentReference'
  | 'ending'
  | 'undeliveredAt'
  | 'outOfTurn'
  | 'helpAsked'
>

/** As much of a ticket as tells whether it is overdue: a metric asks for all of them every few seconds. */
export type TimedTicket = Pick<Ticket, 'state' | 'terms' | 'counting' | 'intervals' | 'deadline'>

/** What happened to a ticket and why: the journal's row. `who` is "desk", or a person's name and address. */
export interface TicketEvent {
  readonly ticket: TicketId
  readonly who: string
  readonly what: EventName
  readonly detail: Line
}

/** An event as the books keep it, in the desk's language. */
export interface HistoryRow extends Omit<TicketEvent, 'detail'> {
  readonly detail: string
}
