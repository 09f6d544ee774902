// What a rule about a letter is told: what the letter itself gives to go by (Clues), and what the books know (Facts), apart
// for those who need it. A customer's letter is judged without anything of the engineers'; what an engineer's mail may be
// told besides is read when a rule asks for it, and no rule can before the mail is proved.
import type { Address, Language, Outgoing, OutgoingKind, PartOfLetter, TicketId } from '../../letter.ts'
import type { Named } from '../command/naming.ts'
import type { OwnText } from '../quoted/own-text.ts'
import type { Alike, CannedAnswer, Knowledge } from '../ticket/canned.ts'
import type { Engineer } from '../ticket/policy.ts'
import type { Token } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { BrakeFacts } from './brake-facts.ts'
import type { KeptLetter } from './decision.ts'

/** Where a letter says it belongs and whom it claims to come from; everything that decides which facts are needed. */
export interface Clues {
  /** The strongest valid token of ours: Reply-To's, else In-Reply-To's, else the last one in References. */
  readonly token: Token | null
  /** Our own Message-ID did not come back with it: the token stands only in the mark that our References hold. */
  readonly isRewritten: boolean
  /** What an answer to a list names in its first line; the token then is that ticket's. */
  readonly named: Named | null
  /** What the engineer whom From names wrote himself, what he quoted and how he signed; null for others. */
  readonly own: OwnText | null
  /** Message-IDs to look up, strongest first: References from last to first, then In-Reply-To. */
  readonly messageIds: readonly string[]
  /** Ticket numbers in the subject. */
  readonly numbers: readonly TicketId[]
  readonly sender: string | null
  /** Of the letter's words, to know others that say the same. */
  readonly print?: string | null
  /** The engineer whom the From line names; proves nothing. */
  readonly engineer: Engineer | null
}

/** A letter of ours or a customer's filed one that the new letter refers to. */
export interface Referred {
  readonly messageId: string
  readonly ticket: TicketId
  /** `customer`: a letter that came in; otherwise one of ours, of that kind. */
  readonly of: 'customer' | OutgoingKind
  readonly outgoingId: string | null
}

/** What every letter is judged by: where it points, who writes, and what he has had of us. */
export interface LetterFacts {
  /** Read under BEGIN IMMEDIATE: the number of the next ticket. */
  readonly nextNumber: TicketId
  /** For each known id of `clues.messageIds`, in that order. */
  readonly referred: readonly Referred[]
  /** The answer that a bounce names. */
  readonly bounced: SentAnswer | null
  /** When earlier warnings came that this answer is delayed. */
  readonly delays: readonly Date[]
  /** Tickets that token, referred, bounced and numbers name, with those that they were merged into. */
  readonly tickets: ReadonlyMap<TicketId, Ticket>
  /** Another letter of other content that came under the same Message-ID (T16), and the ticket it is on; null when there is none. */
  readonly sameId: { readonly ticket: TicketId | null } | null
  /** The last letter that came from the customer on the ticket that this one answers or names. */
  readonly lastFromCustomer: LastFromCustomer | null
  /** The last answer of ours on it that still can be, or was, delivered: for !отменить, !ждём alone, «статус», bounces. */
  readonly lastAnswer: SentAnswer | null
  /** Tickets of this sender's address, newest first, at most 20; and how many there are, of more than a hundred only that. */
  readonly earlier: readonly Ticket[]
  readonly earlierCount: number
  /** The contract that !договор remembered for this address. */
  readonly rememberedContract: string | null
  readonly brakes: BrakeFacts
  /** How many unfinished tickets an engineer has, by address in lower case; read when the rota asks. */
  readonly load?: () => ReadonlyMap<string, number>
  /** What was solved before and is like this subject and text, but for the ticket itself: for cards to engineers. */
  readonly alike?: (subject: string, text: string, own: TicketId | null) => Alike
  /** Engineers away, by address, until when. */
  readonly away: ReadonlyMap<string, Date>
}

/** The customer's last letter on a ticket. */
export interface LastFromCustomer {
  readonly ticket: TicketId
  readonly at: Date
  /** His address in lower case; a participant is of the customer's side too. */
  readonly sender?: string | null
  readonly text: string
  readonly messageId: string | null
  /** False where its headers forbid an automatic answer. */
  readonly mayAcknowledge?: boolean
}

/** What a mail in an engineer's name is judged by besides: whether it proves him, and what it answers. */
export interface ClaimFacts {
  /** A letter with this contentHash is filed already under another Message-ID: a replay (T2). */
  readonly repeats: boolean
  /** Whether a `once` key is in the books; read when it is asked for. */
  readonly done: Pick<ReadonlySet<string>, 'has'>
  /** When the mail that the token names was sent, if the books know it. */
  readonly tokenSentAt: Date | null
  /** The customer's letter that the mail which the token names has shown, and the ticket that it lies on now. */
  readonly shown?: LastFromCustomer | null
  /** The letter that the answered mail has shown, while it waits. */
  readonly kept: KeptLetter | null
  /** Copies sent for unproved mail to this engineer's registered address in the last hour. */
  readonly unprovedCopies: number
  /** What has passed on the ticket that the token names, oldest first: his client sends files of it along. */
  passedOn(): readonly Passed[]
}

/** What the mail of a proved engineer may be told. Each is read when a rule asks for it: a search takes time. */
export interface EngineerFacts {
  /** Of the ticket that the token names and those linked to it, for the leak guard. */
  notes(): Notes
  /** The newest answer of another engineer on the token's ticket: when filed, by whom, what. */
  colleagueAnswer(): { readonly at: Date; readonly engineer: string; readonly text: string } | null
  /** Any ticket, by its number. */
  ticket(id: TicketId): Ticket | null
  /** Every telephone number that a ticket bears, as it was written, each once. */
  phones(): readonly string[]
  /** Tickets that bear one of these numbers, newest first. */
  calledFrom(phones: readonly string[]): readonly Ticket[]
  /** A customer's tickets, newest first. */
  ofCustomer(address: string): readonly Ticket[]
  /** Canned answers that leads have mailed in. */
  answers(): readonly CannedAnswer[]
  /** The piece of knowledge whose name, as names of answers are compared, is this; null when there is none. */
  knowledge(key: string): Knowledge | null
  /** How many pieces of knowledge there are. */
  piecesKnown(): number
  /** Tickets not finished. */
  queue(): readonly Ticket[]
  /** Tickets that answer to the words, newest first, at most 20. */
  found(words: string, named: TicketId | null): readonly { readonly ticket: Ticket; readonly snippet: string }[]
  /** Tickets of customers with one of these addresses, or whose mail holds one of these names. */
  ofCustomers(addresses: readonly string[], names: readonly string[]): readonly Ticket[]
  history(ticket: TicketId): readonly HistoryLine[]
  /** What has passed on a ticket between customer, desk and engineers, oldest first. */
  passedOn(ticket: TicketId): readonly Passed[]
}

/** All that the books have for one letter. */
export interface Facts extends LetterFacts {
  /** Null when From names no engineer. */
  readonly claim: ClaimFacts | null
  /** For the mail of a proved engineer. */
  readonly proved: EngineerFacts
}

/** What engineers wrote for each other. */
export interface Notes {
  readonly texts: readonly string[]
  /** sha256 of the attachments that came with them. */
  readonly parts: readonly string[]
}

/** A row of a ticket's history, as the books have it. */
export interface HistoryLine {
  readonly at: Date
  readonly who: string
  readonly what: string
  readonly detail: string
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
  /** When the server took it for the customer; null while it has not. */
  readonly acceptedAt?: Date | null
  readonly recipients: readonly string[]
  /** Address of the engineer who wrote it. */
  readonly engineer: string | null
  readonly text: string
  readonly attachments: readonly PartOfLetter[]
  /** `held`: not yet due, can be taken back. */
  readonly state: 'held' | 'waiting' | 'sent' | 'failed' | 'withdrawn'
}

/** What a failed delivery is judged by. */
export interface FailureFacts {
  readonly outgoing: Outgoing
  readonly answer: SentAnswer | null
  readonly ticket: Ticket | null
  readonly language: Language
  /** The first answer of the ticket that was filed after `answer` and is neither failed nor withdrawn. */
  readonly laterAnswer?: LaterAnswer | null
}

/** An answer that followed another. */
export interface LaterAnswer {
  readonly filedAt: Date
  readonly acceptedAt: Date | null
}

/** What the acceptance of a letter is judged by. */
export interface AcceptanceFacts {
  readonly kind: OutgoingKind
  /** The ticket of the letter now. */
  readonly ticket: Ticket | null
  readonly filedAt: Date
}
