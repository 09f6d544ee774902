// A new ticket in the hands of whom the rota names, whichever way it came: by mail, by telephone, registered by an engineer.
import type { Sentence } from '../../words/words.ts'
import { moved } from '../ticket/lifecycle.ts'
import type { Policy } from '../ticket/policy.ts'
import { settle } from '../ticket/promise.ts'
import { chosenFor } from '../ticket/rota.ts'
import type { Ticket, TicketEvent } from '../ticket/ticket.ts'
import type { LetterFacts } from './facts.ts'
import { eventOf } from './scene.ts'

/** The ticket with its engineer; unchanged where the rota names nobody, somebody has it, or it looks critical: that stays with duty until somebody takes it. */
export function givenByRota(
  ticket: Ticket,
  facts: Pick<LetterFacts, 'load' | 'away'>,
  policy: Policy,
  now: Date,
): Ticket {
  const isFree = ticket.state === 'new' && ticket.engineer === null && ticket.criticality === 'normal'
  if (policy.rota.rows.length === 0 || !isFree) return ticket
  const load = facts.load?.() ?? new Map<string, number>()
  const isThere = (one: { readonly address: string }): boolean =>
    (facts.away.get(one.address.toLowerCase()) ?? now) <= now
  const chosen = chosenFor(ticket, policy, isThere, (address) => load.get(address.toLowerCase()) ?? 0)
  if (chosen === null) return ticket
  const { engineer, row, open, of } = chosen
  const taken = moved({ ...ticket, engineer: engineer.address, byRota: { row, open, of } }, 'take', now, 'taken')
  return settle(taken, policy, now)
}

/** The journal's row of it, with the reason as the card has it; none where the rota has given nothing. */
export function rotaEvents(ticket: Ticket, line: Sentence | null): readonly TicketEvent[] {
  return ticket.byRota === undefined || line === null ? [] : [eventOf(ticket, 'assigned', line)]
}
