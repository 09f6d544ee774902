// What a rule is told (Clues and Facts) and what it answers (Decision). Written to the books whole or not at all.
import type { CalendarYear } from '../../calendar/calendar.ts'
import type {
  Address,
  Attachment,
  Defect,
  Forwarded,
  Language,
  Outgoing,
  OutgoingKind,
  PartOfLetter,
  TicketId,
} from '../../letter.ts'
import type { Cut, Draft, Figures } from '../../words/words.ts'
import type { CommandLine } from '../command/command.ts'
import type { Named } from '../command/naming.ts'
import type { OwnText } from '../quoted/own-text.ts'
import type { Engineer } from '../ticket/policy.ts'
import type { Token } from '../ticket/tag.ts'
import type { Ticket, TicketEvent } from '../ticket/ticket.ts'

/** Where a letter says it belongs and whom it claims to come from; everything that decides which facts are needed. */
export interface Clues {
  /** The strongest valid token of ours: Reply-To's, else In-Reply-To's, else the last one in References (decision 4). */
  readonly token: Token | null
  /** Our own Message-ID did not come back with it: the token stands only in the mark that our References hold. */
  readonly isRewritten?: boolean
  /** What an answer to a list names in its first line; the token then is that ticket's. */
  readonly named?: Named | null
  /** What the engineer whom From names wrote himself, what he quoted and how he signed; null for others. */
  readonly own?: OwnText | null
  /** Message-IDs to look up, strongest first: References from last to first, then In-Reply-To. */
  readonly messageIds: readonly string[]
  /** Ticket numbers in the subject. */
  readonly numbers: readonly TicketId[]
  readonly sender: string | null
  /** The engineer whom the From line names; proves nothing. */
  readonly engineer: Engineer | null
  /** Read only when From names an engineer. */
  readonly commands: readonly CommandLine[]
  /** Tickets that commands name. */
  readonly commandTickets: readonly TicketId[]
  /** Words of !найти, or null. */
  readonly search: string | null
  /** Whether a command wants the queue. */
  readonly wantsQueue: boolean
}

/** A letter of ours or a customer's filed one that the new letter refers to. */
export interface Referred {
  readonly messageId: string
  readonly ticket: TicketId
  /** `customer`: a letter that came in; otherwise one of ours, of that kind. */
  readonly of: 'customer' | OutgoingKind
  readonly outgoingId: string | null
}

/** An engineer's letter that is kept and not carried out: a mistake in it, a hold, an unproved sender. */
export interface KeptLetter {
  /** Text of the token of the mail that shows it: an answer to that mail finds it (`facts.kept` is read by `clues.token.text`). */
  readonly key: string
  readonly because:
    | 'mistake'
    | 'leak'
    | 'collision'
    | 'unproved'
    | 'undelivered'
    | 'automatic'
    | 'unproved unshown'
    | 'unproved list'
  readonly engineer: string
  readonly ticket: TicketId | null
  /** The token that the kept letter answered. */
  readonly token: Token | null
  readonly letterSha256: string
  readonly messageId: string | null
  /** What he wrote, commands and all. */
  readonly reply: string
  readonly attachments: readonly Attachment[]
  /** Files of several letters, when a kept one was completed by another; instead of `attachments`. */
  readonly parts?: readonly PartOfLetter[]
  readonly subject: string
  /** It came back undelivered and was questions for which the clock stood: they are asked again. */
  readonly asks?: boolean
  /** What it forwarded, when it did. */
  readonly forwarded?: Forwarded | null
  readonly until: Date
  /** Of a list: the unproved mails that it names, in its order. */
  readonly listed?: readonly KeptLetter[]
  /** When the mail that it answered was sent, for the collision with a colleague's answer. */
  readonly seenAt?: Date | null
  /** What its own commands need from the books: `factsFor` loads these beside those of the clues when `facts.kept` is set. */
  readonly wants?: {
    readonly tickets: readonly TicketId[]
    readonly search: string | null
    readonly queue: boolean
  }
}

export interface Facts {
  /** Read under BEGIN IMMEDIATE: the number of the next ticket. */
  readonly nextNumber: TicketId
  /** For each known id of `clues.messageIds`, in that order. */
  readonly referred: readonly Referred[]
  /** Tickets that token, referred, numbers, commands or a merge name. */
  readonly tickets: ReadonlyMap<TicketId, Ticket>
  /** Tickets of this sender's address, newest first, at most 20; and how many there are. */
  readonly earlier: readonly Ticket[]
  readonly earlierCount: number
  /** The contract that !договор remembered for this address. */
  readonly rememberedContract: string | null
  readonly brakes: {
    /** Acknowledgements to this address in the last 24 hours. */
    readonly acknowledgementsToSender: number
    /** Notices to this address in the last 24 hours. */
    readonly noticesToSender: number
    /** Automatic mail to customers in the last hour. */
    readonly automaticLastHour: number
    readonly newTicketsFromSender: number
    /** The sender's newest ticket of the last hour, where further mails go when there are too many. */
    readonly floodTicket: TicketId | null
    /** The sender's last letters that opened a ticket, newest first: seconds after our last automatic mail to him, null if none. */
    readonly quickness: readonly (number | null)[]
    /** Arrival of this letter after our last automatic mail to the sender, in seconds. */
    readonly secondsAfterAutomatic: number | null
    readonly mutedUntil: Date | null
    /** Copies sent for unproved mail to this engineer's registered address in the last hour. */
    readonly unprovedCopies: number
  }
  /** Whether a `once` key is in the books. Lazy: nobody says before which keys will be asked for. */
  readonly done?: Pick<ReadonlySet<string>, 'has'>
  /** A letter with this contentHash is filed already under another Message-ID: a replay (T2). */
  readonly repeats?: boolean
  /** Another letter of other content that came under the same Message-ID (T16), and the ticket it is on; null when there is none. */
  readonly sameId?: { readonly ticket: TicketId | null } | null
  /** Of the ticket that the token names and those linked to it: their notes' texts, for the leak guard. */
  readonly notes: readonly string[]
  /** sha256 of the attachments that came with those notes. */
  readonly noteParts?: readonly string[]
  /** The newest answer of another engineer on the token's ticket: when filed, by whom, what. */
  readonly colleagueAnswer: {
    readonly at: Date
    readonly engineer: string
    readonly text: string
  } | null
  /** When the mail that the token names was sent, if the books know it. */
  readonly tokenSentAt: Date | null
  /** The last letter that came from the customer on the token's or matched ticket. */
  readonly lastFromCustomer: {
    readonly ticket: TicketId
    readonly at: Date
    /** His address in lower case; a participant is of the customer's side too. */
    readonly sender?: string | null
    readonly text: string
    readonly messageId: string | null
  } | null
  /** The last answer of ours that still can be, or was, delivered: for !отменить, !ждём alone, «статус», bounces. */
  readonly lastAnswer: SentAnswer | null
  /** The answer that a bounce names. */
  readonly bounced: SentAnswer | null
  /** When earlier warnings came that this answer is delayed. */
  readonly delays?: readonly Date[]
  readonly kept: KeptLetter | null
  /** Tickets not finished, only when `wantsQueue`. */
  readonly queue: readonly Ticket[]
  /** Hits of `search`, newest first. */
  readonly found: readonly {
    readonly ticket: Ticket
    readonly snippet: string
  }[]
  /** Engineers away, by address, until when. */
  readonly away: ReadonlyMap<string, Date>
  /** The history of tickets that !показать names. */
  readonly history: ReadonlyMap<
    TicketId,
    readonly {
      readonly at: Date
      readonly who: string
      readonly what: string
      readonly detail: string
    }[]
  >
  /** What has passed on a ticket between customer, desk and engineers, oldest first; read when !показать asks. */
  readonly passedOn?: (ticket: TicketId) => readonly Passed[]
}

/** A letter of a ticket: from the customer, to him, or a note. */
export interface Passed {
  readonly direction: 'in' | 'out' | 'note'
  readonly from: Address
  readonly at: Date
  readonly messageId: string | null
  readonly subject: string
  readonly text: string
  readonly files: readonly PartOfLetter[]
}

/** An answer in the outbox or gone from it. */
export interface SentAnswer {
  readonly outgoingId: string
  readonly ticket: TicketId | null
  readonly kind: OutgoingKind
  readonly messageId: string
  readonly filedAt: Date
  readonly recipients: readonly string[]
  /** Address of the engineer who wrote it. */
  readonly engineer: string | null
  readonly text: string
  readonly attachments: readonly PartOfLetter[]
  /** `held`: not yet due, can be taken back. */
  readonly state: 'held' | 'waiting' | 'sent' | 'failed' | 'withdrawn'
}

/** What became of the letter itself. `shown` is what `show` prints as the message's text. */
export interface Filed {
  readonly ticket: TicketId | null
  /** customer: a message of the ticket; note: for engineers; source: an engineer's mail that became something else; robot, bounce: recorded only. */
  readonly role: 'customer' | 'note' | 'source' | 'robot' | 'bounce' | 'unproved'
  readonly shown: string
}

/** Entries in the books beside tickets, journal and outbox. */
export type Entry =
  | { readonly kind: 'mute'; readonly address: string; readonly until: Date }
  | {
      readonly kind: 'remember contract'
      readonly address: string
      readonly contract: string
    }
  | { readonly kind: 'keep'; readonly letter: KeptLetter }
  | { readonly kind: 'forget kept'; readonly key: string }
  /** Takes a held letter out of the outbox. */
  | { readonly kind: 'withdraw'; readonly outgoingId: string }
  | {
      readonly kind: 'away'
      readonly engineer: string
      readonly until: Date | null
    }
  /** Something that must happen once only: a reminder, an alert, a morning mail. A second one with this key rolls back. */
  | { readonly kind: 'once'; readonly key: string }
  /** Something to be counted and then answered. */
  | { readonly kind: 'errand'; readonly errand: Errand }
  | { readonly kind: 'errand done'; readonly key: string }
  /** From now on this year holds in place of the one before. */
  | { readonly kind: 'calendar year'; readonly year: CalendarYear }
  /** All messages of a ticket go to another; with `messageId` that letter alone. */
  | {
      readonly kind: 'move messages'
      readonly from: TicketId
      readonly to: TicketId
      readonly messageId?: string
    }

/** Why, what changes, what we say. The log line, the journal row and the test all read this. */
export interface Decision {
  readonly because: string
  /** Null when the cause is no letter. */
  readonly filed: Filed | null
  /** New images of the tickets that change, and new ones. */
  readonly tickets: readonly Ticket[]
  readonly events: readonly TicketEvent[]
  readonly send: readonly Draft[]
  readonly entries: readonly Entry[]
}

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

/** What figures are asked for: a period [from, to), of all contracts or of one. */
export interface FiguresAsked {
  readonly from: Date
  readonly to: Date
  readonly contract: string | null
}

/** What an engineer asked for and is counted outside of the transaction in which he did; a letter of its own answers him. */
export interface Errand {
  readonly kind: 'report'
  readonly key: string
  /** Address of the engineer who asked. */
  readonly engineer: string
  readonly asked: FiguresAsked
  readonly by: Cut | null
  /** The period to compare with, or null. */
  readonly previous: FiguresAsked | null
  /** Message-ID of the mail that asked. */
  readonly inReplyTo: string | null
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

/** What a failed delivery is judged by. */
export interface FailureFacts {
  readonly outgoing: Outgoing
  readonly answer: SentAnswer | null
  readonly ticket: Ticket | null
  readonly language: Language
  /** When the first answer of the ticket that was filed after `answer` and is neither failed nor withdrawn was filed. */
  readonly laterAnswerAt?: Date | null
}
