// An engineer's letter: what became of his text, what of it went nowhere, why it is held or cannot go.
import type { Nothing, Said } from '../../letter.ts'

/** What a customer is told of because of a command. */
export type NoticeKind =
  | 'closed'
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
  'recorded as a call': Nothing
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
    readonly of: 'note' | 'token' | 'engineer' | 'number' | 'customer' | 'attachment' | 'mail' | 'desk'
    readonly shown: string
  }
  'colleague has answered': { readonly name: string; readonly at: Date }
}

export type HoldReason = Said<HoldReasons>

export interface HoldingSentences extends HoldReasons {
  'held because': { readonly reasons: readonly HoldReason[] }
  'answer is held': Nothing
  'send it or not': Nothing
}

/** What is wrong with a text. */
export interface TextProblems {
  'mail is encrypted': Nothing
  'mail is empty': Nothing
  'note without text': Nothing
  'news without text': Nothing
  'text for nobody': Nothing
  'takes commands only': Nothing
  'customer without address': Nothing
  'files too big': { readonly megabytes: number; readonly most: number }
}

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

export interface EngineerSentences
  extends FateSentences,
    HoldingSentences,
    TextProblems,
    AnsweringSentences,
    RewritingSentences {}

export type TextProblem = Said<TextProblems>
