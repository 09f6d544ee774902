// Texts that engineers put into their answers by a name, of the configuration or of what was answered before, and how the
// desk greets: plain values.
import type { Language, TicketId } from '../../letter.ts'
import type { Ticket } from './ticket.ts'

/** A canned answer; its fields stand in double braces. */
export interface CannedAnswer {
  readonly name: string
  /** Null: of any language. */
  readonly language: Language | null
  readonly text: string
  /** `desk` comes with the program, `folder` from the configuration's folder, `mail` from a lead. */
  readonly from: 'desk' | 'folder' | 'mail'
}

/** How a letter greets, with a form of address and without; `{{name}}` stands for it. */
export interface Greeting {
  readonly named: string
  readonly plain: string
}

/** A question and its answer, under a name. */
export interface Knowledge {
  readonly name: string
  readonly question: string
  readonly answer: string
  readonly language: Language
  /** The ticket that it was made from. */
  readonly ticket: TicketId | null
}

/** What was solved before and says much the same, the likest first: shown to engineers, and used by nobody but them. */
export interface Alike {
  readonly tickets: readonly Ticket[]
  readonly knowledge: readonly Knowledge[]
}

/** Nothing is like it. */
export const NOTHING_ALIKE: Alike = { tickets: [], knowledge: [] }
