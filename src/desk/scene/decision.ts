// What a rule answers. Written to the books whole or not at all.
import type { CalendarYear } from '../../calendar/calendar.ts'
import type { AttachedText, Attachment, Forwarded, PartOfLetter, TicketId } from '../../letter.ts'
import type { Cut, Draft, WakeReason } from '../../words/words.ts'
import type { Knowledge } from '../ticket/canned.ts'
import type { Token } from '../ticket/tag.ts'
import type { Ticket, TicketEvent } from '../ticket/ticket.ts'

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
    | 'statement'
    | 'fix'
    | 'knowledge'
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
  /** What stands in those files, for the leak guard; beyond ten unproved mails an hour it is not kept. */
  readonly attachedTexts?: readonly AttachedText[]
  /** It came back undelivered and was questions for which the clock stood: they are asked again. */
  readonly asks?: boolean
  /** What it forwarded, when it did. */
  readonly forwarded?: Forwarded | null
  readonly until: Date
  /** Of a list: the unproved mails that it names, in its order. */
  readonly listed?: readonly KeptLetter[]
  /** Of a fix: the tickets that it was shown to go to. */
  readonly fixes?: readonly TicketId[]
  /** A piece of knowledge that waits for its engineer's word. */
  readonly piece?: Knowledge
  /** A statement that waits for a lead's word, as JSON. */
  readonly statement?: string
  /** When the mail that it answered was sent, for the collision with a colleague's answer. */
  readonly seenAt?: Date | null
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
  /** The webhook is told of a critical ticket; one that waits for the same ticket gives way. */
  | { readonly kind: 'wake'; readonly ticket: TicketId; readonly because: WakeReason }
  /** A text that engineers may put in by its name; one of that name is replaced. */
  | { readonly kind: 'canned answer'; readonly name: string; readonly text: string; readonly by: string }
  /** A piece of knowledge that engineers may find and put in; one with that key is replaced. */
  | { readonly kind: 'knowledge'; readonly key: string; readonly piece: Knowledge; readonly by: string }
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

/** What figures are asked for: a period [from, to), of all contracts or of one. */
export interface FiguresAsked {
  readonly from: Date
  readonly to: Date
  readonly contract: string | null
}

/** What is asked for and counted outside of the transaction in which it is; letters of their own answer it. */
export type Errand = ReportErrand | StatementErrand

export interface ReportErrand {
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

export interface StatementErrand {
  readonly kind: 'statement'
  readonly key: string
  /** Address of the engineer who asked; null: the month has ended, and the leads are shown it. */
  readonly engineer: string | null
  readonly asked: FiguresAsked & { readonly contract: string }
  /** Who gets it by a lead's word. */
  readonly sendsTo: readonly string[]
  readonly inReplyTo: string | null
}
