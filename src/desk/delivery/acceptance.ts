// The server has taken a letter that hands the turn to the customer: questions, an answer, the letter that asks for the
// contract's number. From that moment, not from its filing, his time runs (counting rule 5).
import type { Acceptance } from '../../letter.ts'
import type { Decision } from '../scene/decision.ts'
import type { AcceptanceFacts } from '../scene/facts.ts'
import { eventOf } from '../scene/scene.ts'
import { acceptedAt, finished } from '../ticket/lifecycle.ts'
import type { Policy } from '../ticket/policy.ts'
import { settle } from '../ticket/promise.ts'

/** What follows from an acceptance: the turn passes where the letter still waits for it; the history knows in any case. */
export function decideOnAcceptance(
  acceptance: Acceptance,
  { ticket, kind, filedAt }: AcceptanceFacts,
  policy: Policy,
  now: Date,
): Decision {
  const nothing = { filed: null, tickets: [], events: [], send: [], entries: [] }
  if (ticket === null) return { ...nothing, because: `accepted: ${kind} of no ticket` }
  const events = [eventOf(ticket, 'delivered', { is: 'delivered', what: kind, filedAt, at: acceptance.at })]
  const way = ticket.onItsWay ?? null
  if (way === null || way.outgoingId !== acceptance.outgoingId || finished(ticket.state)) {
    return { ...nothing, events, because: `${ticket.id}: ${kind} accepted; whose turn it is has been decided since` }
  }
  const after = settle(acceptedAt(ticket, way, acceptance.at), policy, now)
  return { ...nothing, tickets: [after], events, because: `${ticket.id}: ${kind} accepted, the turn is the customer's` }
}
