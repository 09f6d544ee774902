// What a cause of time leads to: every rule of time answers with it.
import type { Draft } from '../../words/words.ts'
import type { Entry } from '../scene/decision.ts'
import type { TicketEvent } from '../ticket/ticket.ts'

/** What a cause of time leads to, with the keys that make it happen once. */
export interface InTime {
  readonly because: readonly string[]
  readonly events: readonly TicketEvent[]
  readonly send: readonly Draft[]
  readonly keys: readonly string[]
  readonly entries?: readonly Entry[]
}
