// A customer's letter: where it belongs, what it opened or changed, what is said of it to engineers.
import type { BouncedRecipient, LetterKind, Nothing, Said } from '../../letter.ts'
import type { Withheld } from './guard.ts'
import type { StateWord } from './parts.ts'

/** Why a letter that names a ticket may not join it. */
export type Refusal = 'forged' | 'no single sender' | 'stranger'

/** What stood in a letter that names a ticket. */
export interface Clue {
  readonly by: 'References' | 'In-Reply-To' | 'bounce' | 'subject' | 'confirmed'
  /** The Message-ID or the number. */
  readonly named: string | null
  /** The ticket that it named and that was merged into this one. */
  readonly merged: string | null
}

/** By which rule a letter joined: what named the ticket, and what its sender is to it. */
export interface JoinRule {
  readonly clue: Clue
  readonly as: 'participant' | 'colleague' | null
}

/** What is said when a letter opens a ticket. */
export interface OpeningSentences {
  'not joined': { readonly number: string; readonly ticket: number; readonly as: Refusal }
  'not acknowledged': { readonly because: Withheld }
  /** In the history: the tickets that a letter names, and why it joined none. */
  mentions: { readonly numbers: readonly string[]; readonly refused: NotJoined | null }
  'added to the newest': { readonly tickets: number }
}

/** Why a letter was not joined to the ticket that it names. */
export type NotJoined = Said<Pick<OpeningSentences, 'not joined'>>

/** What stands above a card: why it comes. */
export interface CardNotices {
  'no valid contract': Nothing
  'several contracts fit': { readonly contracts: readonly string[] }
  'declined, writes again': Nothing
  'open again': { readonly times: number }
  thanks: Nothing
  'closed by his word': Nothing
  'resolved, says another': { readonly person: string; readonly asker: string }
  /** It proves nothing of its sender. */
  'resolved, says a mail': { readonly person: string }
  'machine wrote': Nothing
  /** An answer has not arrived yet, `hours` after it was sent. */
  'answer delayed': { readonly recipient: string; readonly warnings: number; readonly hours: number }
  complaint: { readonly sentence: string }
}

/** What stands above a card, as a rule gives it. */
export type CardNotice = Said<CardNotices>

/** What is said when a letter joins a ticket, and what a customer's single word does. */
export interface JoiningSentences {
  joined: { readonly rule: JoinRule; readonly notice: CardNotice | null }
  'new here': { readonly address: string }
  /** An answer that was written before this mail and has not gone yet: `held` can be taken back. */
  'answer not gone yet': { readonly at: Date; readonly held: boolean }
  'open again from': { readonly from: StateWord; readonly to: StateWord; readonly times: number }
  'told where it stands': Nothing
  'not told where it stands': Nothing
  'told of the closing': Nothing
  /** What he says to a closing that asked him. */
  'it helped': Nothing
  'it did not help': Nothing
  /** `own`: our own mail that came back. */
  "machine's mail recorded": {
    readonly kind: LetterKind
    readonly own: boolean
    /** The sign of a reaction, when it is one. */
    readonly reaction: string | null
    readonly clue: Clue
    readonly fates: readonly Pick<BouncedRecipient, 'address' | 'action' | 'status'>[]
  }
}

/** All that is said of a customer's letter. */
export interface CustomerSentences extends OpeningSentences, CardNotices, JoiningSentences {}
