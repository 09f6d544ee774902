// All that the rules say to people beside whole letters, as facts: a code with its values, in no language. `wording` has a
// catalogue a language; the log prints the code. Entries stand by area in `sentences/`.
import type { Said } from '../letter.ts'
import type { DeliverySentences } from './sentences/delivery.ts'

export interface PlainSentences {
  /** Somebody's own words, in every language the same. */
  'as written': { readonly text: string }
}

export interface Sentences extends PlainSentences, DeliverySentences {}

export type Sentence = Said<Sentences>

/** What a letter says in a line: somebody's words, or a sentence. */
export type Line = string | Sentence
