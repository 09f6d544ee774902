// What the rules of time are told: the tickets that are due, the day, and what was counted or applied beside the letters.
import type { Attachment, Defect, TicketId } from '../../letter.ts'
import type { Figures, Statement } from '../../words/words.ts'
import type { FiguresAsked, KeptLetter } from '../scene/decision.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** The rules of time that are about no single ticket. */
export type DayRule = 'morning' | 'contracts' | 'statements' | 'set aside' | 'unproved' | 'put off'

/** A part of what time brings, looked at alone: one ticket's, or one rule's. */
export type MomentPart = { readonly ticket: TicketId } | { readonly rule: DayRule }

/** What the program stumbled over three times and has put off. */
export interface PutOff {
  readonly number: number
  readonly what: 'moment' | 'failure' | 'acceptance' | DayRule
  readonly ticket: TicketId | null
  /** The error's own sentence. */
  readonly why: string
}

/** What every rule of time is told. Here and below the store makes what costs much a getter: the morning comes once a day. */
export interface TimeFacts {
  /** Whether a `once` key is in the books; read when it is asked for. */
  readonly done: Pick<ReadonlySet<string>, 'has'>
  /** Engineers away, by address, until when. */
  readonly away: ReadonlyMap<string, Date>
}

/** What the moments of single tickets are judged by. */
export interface DueFacts extends TimeFacts {
  /** Tickets whose wakeAt is not later than now, oldest wakeAt first, at most 100. */
  readonly due: readonly Ticket[]
  /** When a person's answer or interim news last went to the customer, by ticket. */
  readonly lastToCustomer: Pick<ReadonlyMap<TicketId, Date>, 'get'>
  /** What the brakes know of a customer's address. */
  brakesOf(address: string): OwedBrakes
  /** The files of the letter that opened a ticket. */
  openingFiles(ticket: TicketId): readonly Attachment[]
}

/** What may still hold back an acknowledgement that is owed. */
export interface OwedBrakes {
  readonly acknowledgementsToSender: number
  readonly automaticToContracts: number
  readonly mutedUntil: Date | null
}

/** What the reminders of contracts are judged by. */
export interface ContractFacts extends TimeFacts {
  /** All tickets not finished. */
  readonly open: readonly Ticket[]
}

/** Letters of which the leads have to hear, and have not. */
export interface SetAsideFacts extends TimeFacts {
  /** Those that no rule filed (`once` key "set-aside:TICKET"), at most 50. */
  readonly setAsideUntold: readonly SetAside[]
}

/** A letter set aside, and why: the reader's defect, or the sentence of the program's fault. */
export interface SetAside {
  readonly ticket: TicketId
  readonly why: Defect | string
}

/** What the program has put off, of which nobody has been told. */
export interface PutOffFacts extends TimeFacts {
  readonly putOffUntold: readonly PutOff[]
}

/** Unproved mails beyond ten an hour of which their engineers have not been told, oldest first. */
export interface UnprovedFacts extends TimeFacts {
  readonly unshown: readonly KeptLetter[]
}

/** What the morning mail tells of. */
export interface MorningFacts extends TimeFacts {
  /** All tickets not finished. */
  readonly open: readonly Ticket[]
  /** Tickets closed in the last 30 days whose category is `unsorted`, newest first, at most 100. */
  readonly closedUnsorted: readonly Ticket[]
  /** When a person's answer or interim news last went to the customer, by ticket. */
  readonly lastToCustomer: Pick<ReadonlyMap<TicketId, Date>, 'get'>
  /** When the last letter came from the customer, by ticket. */
  readonly lastFromCustomer: Pick<ReadonlyMap<TicketId, { readonly at: Date }>, 'get'>
  /** The mail of the days since the last morning mail, of yesterday when there was none: `from` is their first moment. */
  readonly balance: {
    readonly from: Date
    readonly total: number
    readonly opened: number
    readonly joined: number
    readonly automatic: number
    readonly setAside: number
  }
  /** What the last night took because it had been kept long enough; null when nothing went. */
  readonly retired: { readonly letters: number; readonly tickets: number } | null
  /** Folders that should be read and are not there, those that are, and the one for spam that nobody reads. */
  readonly unreadFolders: {
    readonly missing: readonly string[]
    readonly existing: readonly string[]
    readonly junkUnread: string | null
  }
  readonly undelivered: readonly {
    readonly ticket: TicketId | null
    readonly recipient: string
    readonly reason: string
  }[]
  readonly setAside: readonly SetAside[]
  /** Open tickets in which a customer complained, and when last. */
  readonly complaints: readonly { readonly ticket: TicketId; readonly at: Date }[]
  /** Whom a critical ticket overtook, in the words of its history. */
  readonly overtaken: Pick<ReadonlyMap<TicketId, string>, 'get'>
  /** The figures of a period [from, to): null while they are being counted; absent where nobody counts. */
  readonly reportOn?: (asked: FiguresAsked) => Figures | null
}

/** All that the books have for a moment. */
export interface MomentFacts extends DueFacts, MorningFacts, ContractFacts, SetAsideFacts, PutOffFacts, UnprovedFacts {}

/** What was counted for an errand. */
export type ErrandFacts =
  | { readonly kind: 'report'; readonly figures: Figures; readonly previous: Figures | null }
  | { readonly kind: 'statement'; readonly statement: Statement }

/** What a change of the calendar is judged by. */
export interface CalendarFacts {
  /** Years that were applied before, each to be checked before anybody counts with it. */
  readonly applied: readonly unknown[]
  /** All tickets not finished. */
  readonly open: readonly Ticket[]
}
