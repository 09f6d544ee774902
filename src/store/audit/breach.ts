// What a look through the books can find wrong: a code that stays, what it concerns, a sentence for a person.
import type { TicketId } from '../../letter.ts'

/** Stable codes: a monitor may go by them. */
export type BreachCode =
  | 'books damaged'
  | 'names nothing'
  | 'raw mail missing'
  | 'raw mail damaged'
  | 'no outcome'
  | 'two outcomes'
  | 'no full text'
  | 'full text differs'
  | 'no delivery'
  | 'promise differs'
  | 'half erased'

/** One thing that is not as it should be. */
export interface Breach {
  readonly code: BreachCode
  /** The row, file or ticket: «letter 12», «delivery 7», «ticket 3». */
  readonly where: string
  readonly what: string
  readonly ticket?: TicketId | null
  /** The letter's bytes, by their sha256. */
  readonly letter?: string
}

/** A step of a look that takes long: how far it has come in its part, and what it found meanwhile. */
export interface Step {
  readonly done: number
  readonly of: number
  readonly found: readonly Breach[]
}
