// What engineers ask for by mail and get in a mail of its own; and what is registered on somebody's behalf.
import type { Nothing, Said } from '../../letter.ts'

/** What is said to a command that only asks. */
export interface QuerySentences {
  'asked already': Nothing
  /** `snippet`: where the words that were sought stand in it. */
  'answer at': { readonly address: string; readonly snippet: string | null }
  'a ticket whole': Nothing
  queue: { readonly tickets: number }
  'queue is empty': Nothing
  'queue comes': Nothing
  'your tickets': { readonly tickets: number }
  'you have none': Nothing
  'list comes': Nothing
  found: { readonly words: string; readonly tickets: number }
  'nothing found': Nothing
  'sought by its first words': { readonly words: number }
  'found comes': Nothing
  'name the ticket': Nothing
  'ticket comes': { readonly number: string }
  'customer and participants': Nothing
  'last mail': { readonly at: Date }
  history: Nothing
  'row of history': { readonly at: Date; readonly who: string; readonly what: string; readonly detail: string }
  'count comes': Nothing
  'help comes': Nothing
  'commands of the desk': Nothing
  'which period': { readonly written: string }
  'no such contract': { readonly written: string; readonly contracts: readonly string[] }
  'report comes': Nothing
  'which month': { readonly written: string }
  'statement comes': Nothing
}

/** What is said when an engineer registers a call or a forwarded mail. */
export interface RegisteringSentences {
  'no text to register': Nothing
  'no telephone': { readonly written: string }
  'telephone is': { readonly number: string }
  'to register a call': Nothing
  'no number on a ticket': Nothing
  'what was said': Nothing
  'not a customer': Nothing
  'customer is': { readonly person: string }
  'no such time': { readonly written: string }
  'time to come': Nothing
  'time long past': { readonly written: string }
  'received at': { readonly at: Date }
  'only with new': Nothing
  'whose request': Nothing
  'registered for': { readonly person: string }
  'received, deadline': { readonly at: Date; readonly deadlineAt: Date | null }
  'tell him the number': { readonly number: string; readonly dated: boolean }
  'acknowledgement goes': Nothing
  'no acknowledgement to a machine': Nothing
  'registered by': { readonly engineer: string; readonly person: string }
  'call registered': { readonly person: string; readonly at: Date; readonly deadlineAt: Date | null }
}

/** That a ticket has changed hands, on its card. */
export interface Handovers {
  'nobody has it any more': { readonly engineer: string }
  'handed to you': { readonly engineer: string }
}

/** News of a ticket that changes hands, as a rule gives it. */
export type Handover = Said<Handovers>

/** What colleagues hear of a ticket that changes hands. */
export interface HandoverSentences extends Handovers {
  'has taken': { readonly number: string; readonly engineer: string }
  /** Two lines: the news, and how to see all its mail. */
  'with its mail': { readonly news: Handover }
}

/** All that is said of commands that ask, register or hand over. */
export interface QueriesSentences extends QuerySentences, RegisteringSentences, HandoverSentences {}
