// What each letter of the desk says, as facts: numbers, instants, names. The rules fill these in,
// `wording` turns them into Russian or English text. Nothing here is formatted, nothing is a template.
import type { Envelope } from '../letter.ts'
import type { Line } from './sentence.ts'
import type { CustomerWords } from './to-customers.ts'
import type { EngineerWords } from './to-engineers.ts'

export type * from './board.ts'
export type * from './figures.ts'
export { foldedName, formsOfName } from './person-names.ts'
export type * from './report.ts'
export { NORM_DAYS } from './report.ts'
export type * from './sentence.ts'
export { codeOf } from './sentence.ts'
export type * from './sentences/cards.ts'
export type * from './sentences/customer.ts'
export type * from './sentences/delivery.ts'
export type * from './sentences/engineer.ts'
export type * from './sentences/everyday.ts'
export type * from './sentences/figures.ts'
export type * from './sentences/guard.ts'
export type * from './sentences/morning.ts'
export type * from './sentences/orders.ts'
export type * from './sentences/parts.ts'
export { fileWord } from './sentences/parts.ts'
export type * from './sentences/queries.ts'
export type * from './sentences/ticket.ts'
export type * from './sentences/time.ts'
export { WAKE_FIELDS, type WakeReason, type WakeWords, type WebhookFailure } from './sentences/waking.ts'
export type * from './statement.ts'
export type * from './to-customers.ts'
export type * from './to-engineers.ts'
export type * from './why.ts'

/** Everything that the desk can say. */
export type Words = CustomerWords | EngineerWords

/** What we want to say: an envelope and what stands in it, not yet in words. */
export interface Draft extends Envelope {
  /** The subject where the wording has none of its own. */
  readonly subject: Line
  readonly words: Words
}
