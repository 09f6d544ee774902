// An engineer's letter: what became of his text, what of it went nowhere, why it is held or cannot go.
import type { Nothing, Said } from '../../letter.ts'

/** What a customer is told of because of a command. */
export type NoticeKind =
  | 'closed'
  | 'merged'
  | 'called'
  | 'reopened'
  | 'resumed'
  | 'development'
  | 'criticality'
  | 'contract'
  | 'due'
  | 'declined'

/** What became of the text. */
export interface FateSentences {
  'recorded as a note': Nothing
  /** `told`: the customer gets a notice of it. */
  'recorded as a call': { readonly told: boolean }
  "became the ticket's text": Nothing
  'commands only': Nothing
  'commands only, acknowledged': { readonly number: string }
  'commands only, told': { readonly of: readonly NoticeKind[] }
  /** `at` is null when it goes at once. */
  'goes to the customer': {
    readonly name: string
    readonly address: string
    readonly copies: readonly string[]
    readonly at: Date | null
    /** When he wrote after the mail that the engineer has answered. */
    readonly wroteAt?: Date
  }
  'greeting left out': Nothing
  'signature left out': { readonly lines: number }
  'quote left out': { readonly lines: number }
  'files left out': { readonly files: number }
}

/** Why an answer is held. */
export interface HoldReasons {
  /** `shown` are the words or the file that show it. */
  'would leak': {
    readonly of: 'note' | 'token' | 'engineer' | 'number' | 'customer' | 'attachment' | 'mail' | 'desk' | 'command'
    readonly shown: string
    /** The file in which they stand, where it is one. */
    readonly file?: string
  }
  'colleague has answered': { readonly name: string; readonly at: Date }
}

/** Why an answer is held, as a rule gives it. */
export type HoldReason = Said<HoldReasons>

/** What is said of an answer that is held until its author confirms it. */
export interface HoldingSentences extends HoldReasons {
  'held because': { readonly reasons: readonly HoldReason[] }
  /** One reason, as a sentence above the text that is held. */
  'held for': { readonly reason: HoldReason }
  'your own text': Nothing
  'answer is held': Nothing
  'send it or not': Nothing
}

/** What is wrong with a text. */
export interface TextProblems {
  'mail is encrypted': Nothing
  'mail is empty': Nothing
  'note without text': Nothing
  'news without text': Nothing
  'numbers below the command': Nothing
  'text for nobody': Nothing
  'takes commands only': Nothing
  'customer without address': Nothing
  'files too big': { readonly megabytes: number; readonly most: number }
}

/** What is said when an engineer answers a mail of the desk. */
export interface AnsweringSentences {
  'by telephone': Nothing
  'mail goes out': Nothing
  'mail is dropped': Nothing
  'text is for the customer': Nothing
}

/** That a server replaces our Message-IDs: the leads hear it once. */
export interface RewritingSentences {
  'message ids rewritten': Nothing
  'message ids rewritten means': Nothing
  'set subaddress': Nothing
}

/** All that is said of an engineer's own text. */
export interface EngineerSentences
  extends FateSentences,
    HoldingSentences,
    TextProblems,
    AnsweringSentences,
    RewritingSentences {}

/** Why a text cannot go out, as a rule gives it. */
export type TextProblem = Said<TextProblems>
