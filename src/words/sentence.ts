// All that the rules say to people beside whole letters, as facts: a code with its values, in no language. `wording` has a
// catalogue a language; the log prints the code. Entries stand by area in `sentences/`.
import type { Defects, Reasons, Said, VerdictReasons } from '../letter.ts'
import type { CardSentences } from './sentences/cards.ts'
import type { CustomerSentences } from './sentences/customer.ts'
import type { DeliverySentences } from './sentences/delivery.ts'
import type { EngineerSentences } from './sentences/engineer.ts'
import type { EverydaySentences } from './sentences/everyday.ts'
import type { FigureSentences } from './sentences/figures.ts'
import type { GuardSentences } from './sentences/guard.ts'
import type { MorningSentences } from './sentences/morning.ts'
import type { OrderSentences } from './sentences/orders.ts'
import type { StateWord } from './sentences/parts.ts'
import type { QueriesSentences } from './sentences/queries.ts'
import type { TicketAreaSentences } from './sentences/ticket.ts'
import type { TimeSentences } from './sentences/time.ts'

/** Of no area. */
export interface PlainSentences {
  'state is': { readonly state: StateWord }
}

/** Every sentence there is: its code, with its values. */
export interface Sentences
  extends PlainSentences,
    Reasons,
    Defects,
    VerdictReasons,
    GuardSentences,
    CardSentences,
    CustomerSentences,
    TicketAreaSentences,
    OrderSentences,
    QueriesSentences,
    EngineerSentences,
    EverydaySentences,
    DeliverySentences,
    TimeSentences,
    MorningSentences,
    FigureSentences {}

/** One of them, as a rule gives it: `{ is: code, …values }`. */
export type Sentence = Said<Sentences>

/** What is said in a line: somebody's own words, in every language the same, or a sentence. */
export type Line = string | Sentence

/** A sentence as the log names it: its code, and behind it the codes of what it rests on. Never a value: those may be somebody's. */
export function codeOf(sentence: Sentence): string {
  const parts = Object.values(sentence).flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
  const codes = parts.filter(isSentence).map(codeOf)
  return codes.length === 0 ? sentence.is : `${sentence.is} (${codes.join(', ')})`
}

function isSentence(value: unknown): value is Sentence {
  return typeof value === 'object' && value !== null && 'is' in value
}
