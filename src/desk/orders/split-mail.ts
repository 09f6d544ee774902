// Which of a customer's mails !разделить makes a ticket of its own: the one that the answered card shows, else his last. What
// he has written since that card went out its engineer may not have seen.
import type { LastFromCustomer } from '../scene/facts.ts'
import type { Work } from '../scene/work.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** The mail; null when it lies on another ticket already, or the ticket holds none beside the one that opened it. */
export function mailToSplit({ scene }: Pick<Work, 'scene'>, ticket: Ticket): LastFromCustomer | null {
  const { shown = null } = scene.claim
  if (isSplitOff(scene, ticket)) return null
  const isLater = (one: LastFromCustomer): boolean => one.messageId !== null && one.at > ticket.receivedAt
  if (shown !== null && isLater(shown)) return shown
  const last = scene.facts.lastFromCustomer
  return last !== null && isLater(last) ? last : null
}

/** Whether the mail that the answered card shows has gone to another ticket. */
export function isSplitOff({ claim }: Work['scene'], ticket: Ticket): boolean {
  const { shown = null } = claim
  return shown !== null && shown.ticket !== ticket.id
}
