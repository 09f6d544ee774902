// «Помогло?»: the closing letter asks for one word where the configuration wants it, and the last word of the one who asked
// or of a participant stands on the ticket.
import type { HelpWord } from '../../words/words.ts'
import type { Policy } from '../ticket/policy.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { helpIn } from './customer-words.ts'
import { takesPart } from './joining.ts'
import { isMachines } from './loop-guard.ts'
import { ownWords, wordSaid } from './own-subject.ts'
import type { CustomerScene } from './scene.ts'

/** Whether a closing of this ticket is to ask: a person gets the letter. */
export function mayAskIfHelped({ customer }: Ticket, policy: Policy): boolean {
  return policy.askWhetherItHelped === true && customer.address !== '' && !isMachines(customer.address, policy)
}

/** The ticket whose closing asks at this moment. */
export function askedIfHelped(ticket: Ticket, at: Date): Ticket {
  return { ...ticket, helpAsked: [...(ticket.helpAsked ?? []), { at, said: null }] }
}

/** Whether the closing of this moment asks. */
export function asksIfHelped({ helpAsked }: Ticket, at: Date): boolean {
  return helpAsked?.at(-1)?.at.getTime() === at.getTime()
}

/** The ticket without the question of a letter that nobody got: taken back, or undelivered. */
export function notAskedAt(at: Date, ticket: Ticket): Ticket {
  if (!asksIfHelped(ticket, at) || ticket.helpAsked?.at(-1)?.said !== null) return ticket
  return { ...ticket, helpAsked: ticket.helpAsked?.slice(0, -1) }
}

/** The ticket with a word to its last question; it takes the place of an earlier one. */
export function withHelpWord(ticket: Ticket, word: HelpWord, at: Date): Ticket {
  const asked = ticket.helpAsked?.at(-1)
  if (asked === undefined) return ticket
  return { ...ticket, helpAsked: [...(ticket.helpAsked ?? []).slice(0, -1), { ...asked, said: { word, at } }] }
}

/** The word of a letter to the question whether it helped; null when it says none, a machine's mark is on it, or its sender has no part in the ticket. */
export function helpWordOf({ letter, policy }: CustomerScene, ticket: Ticket): HelpWord | null {
  if ((ticket.helpAsked ?? []).length === 0 || letter.kind !== 'mail' || letter.reaction !== null) return null
  if (!takesPart(ticket, letter.from?.address ?? '')) return null
  return helpIn(wordSaid(letter, ticket, policy), ownWords(letter, ticket, policy))
}
