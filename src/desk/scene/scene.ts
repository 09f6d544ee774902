// The letter that is judged and all that it is judged by, the same for every rule; and the small pieces that
// decisions are made of.
import type { Address, Letter } from '../../letter.ts'
import type { EventName, Line } from '../../words/words.ts'
import type { Engineer, Policy, Role } from '../ticket/policy.ts'
import { onDutyNow } from '../ticket/rota.ts'
import type { Ticket, TicketEvent } from '../ticket/ticket.ts'
import type { Decision, Filed } from './decision.ts'
import type { Pen } from './drafts.ts'
import type { Clues, LetterFacts } from './facts.ts'

/** A letter and all that the rules about it are told; a customer's letter is told no more. */
export interface CustomerScene {
  readonly letter: Letter
  readonly clues: Clues
  readonly facts: LetterFacts
  readonly policy: Policy
  readonly now: Date
  readonly pen: Pen
}

/** All that the rules are told about one letter, with the pen whose ids follow from it. */
export function sceneOf(letter: Letter, clues: Clues, facts: LetterFacts, policy: Policy, now: Date): CustomerScene {
  return { letter, clues, facts, policy, now, pen: { policy, cause: `letter ${letter.sha256}`, now } }
}

/** A decision of which nothing follows yet. */
export function filedAs(filed: Filed, because: string): Decision {
  return { because, filed, tickets: [], events: [], send: [], entries: [] }
}

/** What `show` prints as a message's text: the sender's own words, else all there is. */
export function shownText(letter: Letter): string {
  return letter.reply.trim() === '' ? letter.text : letter.reply
}

/** The journal's name for a sender: «Иван <ivan@example.ru>», or what there is of it. */
export function signedBy(from: Address | null): string {
  if (from === null) return 'unknown sender'
  return from.name === '' ? from.address : `${from.name} <${from.address}>`
}

/** One row of the journal about what a letter did. */
export function eventBy(scene: CustomerScene, ticket: Ticket, what: EventName, detail: Line): TicketEvent {
  return { ticket: ticket.id, who: signedBy(scene.letter.from), what, detail }
}

/** One row of the journal about what the desk did of itself. */
export function eventOf(ticket: Ticket, what: EventName, detail: Line): TicketEvent {
  return { ticket: ticket.id, who: 'desk', what, detail }
}

/** Those with a role who are not away; all with the role when everybody is; all engineers when nobody has it. */
export function withRole(role: Role, scene: CustomerScene): readonly Engineer[] {
  const { policy, facts, now } = scene
  const named = role === 'duty' ? onDutyNow(policy, now) : policy.engineers.filter((one) => one.roles.includes(role))
  const there = named.filter((one) => (facts.away.get(one.address.toLowerCase()) ?? now) <= now)
  if (there.length > 0) return there
  return named.length > 0 ? named : policy.engineers
}

/** Two lists of engineers as one, each once. */
export function joinedLists(a: readonly Engineer[], b: readonly Engineer[]): readonly Engineer[] {
  return [...a, ...b.filter((one) => !a.includes(one))]
}
