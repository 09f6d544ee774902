// An acknowledgement that a brake held back from a customer under contract: sent when the brake has passed.
import type { Draft } from '../../words/words.ts'
import { acknowledgementOf, receivedWith } from '../saying/acknowledgement.ts'
import type { Pen } from '../scene/drafts.ts'
import { isMachines } from '../scene/loop-guard.ts'
import { eventOf } from '../scene/scene.ts'
import type { Ticket, TicketEvent } from '../ticket/ticket.ts'
import type { DueFacts } from './facts.ts'

/** What the try leads to: nothing while the brake lasts. */
export function acknowledgedLate(
  ticket: Ticket,
  facts: DueFacts,
  pen: Pen,
): {
  readonly because: string
  readonly ticket: Ticket
  readonly events: readonly TicketEvent[]
  readonly send: readonly Draft[]
} {
  const { policy, now } = pen
  const address = ticket.customer.address
  if (address === '' || isMachines(address, policy)) {
    return { because: `${ticket.id}: nobody is owed an acknowledgement`, ticket: paid(ticket), events: [], send: [] }
  }
  const brakes = facts.brakesOf(address)
  const { acksPerSenderPerDay, automaticPerHour } = policy.brakes
  const isHeld =
    (brakes.mutedUntil !== null && brakes.mutedUntil > now) ||
    (acksPerSenderPerDay > 0 && brakes.acknowledgementsToSender >= acksPerSenderPerDay) ||
    (automaticPerHour > 0 && brakes.automaticToContracts >= automaticPerHour)
  if (isHeld) return { because: `${ticket.id}: its acknowledgement is still held back`, ticket, events: [], send: [] }
  const received = receivedWith({ attachments: facts.openingFiles(ticket.id) }, ticket.language)
  return {
    because: `${ticket.id}: acknowledged late, a brake had held it back`,
    ticket: paid(ticket),
    events: [eventOf(ticket, 'acknowledged', { is: 'acknowledged late', address })],
    send: [acknowledgementOf(pen, paid(ticket), received, null)],
  }
}

function paid(ticket: Ticket): Ticket {
  const { owesAcknowledgement: _, ...rest } = ticket
  return rest
}
