// What the rules of time are told: the tickets that are due, the day, and what was counted or applied beside the letters.
import type { Defect, TicketId } from '../../letter.ts'
import type { Figures } from '../../words/words.ts'
import type { FiguresAsked, KeptLetter } from '../scene/decision.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** The rules of time that are about no single ticket. */
export type DayRule = 'morning' | 'contracts' | 'set aside' | 'unproved' | 'put off'

/** A part of what time brings, looked at alone: one ticket's, or one rule's. */
export type MomentPart = { readonly ticket: TicketId } | { readonly rule: DayRule }

/** What the program stumbled over three times and has put off. */
export interface PutOff {
  readonly number: number
  readonly what: 'moment' | 'failure' | DayRule
  readonly ticket: TicketId | null
  /** The error's own sentence. */
  readonly why: string
}

/**
 * What time passing is judged by: the tickets that are due, and the day itself. The rules read most fields seldom (the
 * morning mail comes once a day), so the store makes those marked "lazy" getters, or functions behind a getter.
 */
export interface MomentFacts {
  readonly nextNumber: TicketId
  /** Tickets whose wakeAt is not later than now, oldest wakeAt first, at most 100. */
  readonly due: readonly Ticket[]
  /** Whether a `once` key is in the books. Lazy: nobody says before which keys will be asked for. */
  readonly done: Pick<ReadonlySet<string>, 'has'>
  /** All tickets not finished, for the morning mail and the contracts that end. Lazy. */
  readonly open: readonly Ticket[]
  /** Tickets closed in the last 30 days whose category is `unsorted`, newest first, at most 100. Lazy. */
  readonly closedUnsorted?: readonly Ticket[]
  /** When a person's answer or interim news last went to the customer, by ticket; of `due` only. Lazy. */
  readonly lastToCustomer?: Pick<ReadonlyMap<TicketId, Date>, 'get'>
  /** The last letter from the customer; of `due` and `open`. Lazy. */
  readonly lastFromCustomer: ReadonlyMap<
    TicketId,
    {
      readonly at: Date
      readonly text: string
      readonly messageId: string | null
    }
  >
  readonly away: ReadonlyMap<string, Date>
  /** The mail of the days since the last morning mail, of yesterday when there was none: `from` is their first moment. */
  readonly balance: {
    readonly from: Date
    readonly total: number
    readonly opened: number
    readonly joined: number
    readonly automatic: number
    readonly setAside: number
  }
  /** What the last night took because it had been kept long enough; null when nothing went. Lazy. */
  readonly retired?: { readonly letters: number; readonly tickets: number } | null
  /** Folders that should be read and are not there, those that are, and the one for spam that nobody reads. Lazy. */
  readonly unreadFolders?: {
    readonly missing: readonly string[]
    readonly existing: readonly string[]
    readonly junkUnread: string | null
  }
  /** How much mail from before the desk's first start each folder holds. Lazy. */
  readonly leftAtFirstStart?: Readonly<Record<string, number>>
  readonly undelivered: readonly {
    readonly ticket: TicketId | null
    readonly recipient: string
    readonly reason: string
  }[]
  readonly setAside: readonly {
    readonly ticket: TicketId
    readonly why: Defect | string
  }[]
  /** Those that no rule filed and of which nobody has been told yet (`once` key "set-aside:TICKET"), at most 50. Lazy. */
  /** What the program stumbled over and has put off, of which nobody has been told. Lazy. */
  readonly putOffUntold?: readonly PutOff[]
  readonly setAsideUntold?: readonly {
    readonly ticket: TicketId
    readonly why: Defect | string
  }[]
  /** Unproved mails beyond ten an hour of which their engineers have not been told, oldest first. Lazy. */
  readonly unshown?: readonly KeptLetter[]
  /** How many unproved mails came in the days of `balance`, by engineer. Lazy. */
  readonly unproved?: ReadonlyMap<string, number>
  /** Open tickets in which a customer complained, and when last. Lazy. */
  readonly complaints?: readonly { readonly ticket: TicketId; readonly at: Date }[]
  /** Whom a critical ticket overtook, in the words of its history; of `open`. Lazy. */
  readonly overtaken?: Pick<ReadonlyMap<TicketId, string>, 'get'>
  /** The figures of a period [from, to): null while they are being counted; absent where nobody counts. */
  readonly reportOn?: (asked: FiguresAsked) => Figures | null
}

/** What was counted for an errand. */
export interface ErrandFacts {
  readonly figures: Figures
  readonly previous: Figures | null
}

/** What a change of the calendar is judged by. */
export interface CalendarFacts {
  /** Years that were applied before, each to be checked before anybody counts with it. */
  readonly applied: readonly unknown[]
  /** All tickets not finished. */
  readonly open: readonly Ticket[]
}
