// What a webhook is told of a critical ticket: codes, numbers, instants. Whoever reads it on a telephone's lock screen or at a
// gateway of strangers learns of the customer nothing.
import type { WakeReason, WakeWords } from '../../words/words.ts'
import { calls } from '../ticket/alarm.ts'
import { finished } from '../ticket/lifecycle.ts'
import type { Policy } from '../ticket/policy.ts'
import { firstAnswerBy } from '../ticket/promise.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** What the alert says; null when there is no reason any more to wake anybody. */
export function wakeWords(ticket: Ticket, because: WakeReason, policy: Policy): WakeWords | null {
  const stands = because === 'unattended' ? calls(ticket) : ticket.criticality === 'high' && !finished(ticket.state)
  if (!stands) return null
  return {
    event: because,
    number: printNumber(policy.support.ticketPrefix, ticket.id),
    criticality: ticket.criticality,
    ground: ticket.criticalGround ?? '',
    deadline: ticket.deadline?.toISOString() ?? '',
    answerBy: ticket.answeredAt === null ? firstAnswerBy(ticket, policy).toISOString() : '',
  }
}
