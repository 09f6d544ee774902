// Too many tickets of one sender within an hour (T9): his further mails become messages of his newest ticket, without
// acknowledgement and without a card each; the leads were told when the brake was reached.
import type { Decision } from '../scene/decision.ts'
import { type CustomerScene, eventBy, filedAs, shownText } from '../scene/scene.ts'

/** The letter as a further message of the sender's newest ticket, whose state does not change. */
export function flooded(scene: CustomerScene): Decision {
  const { facts, policy, letter } = scene
  const id = facts.brakes.floodTicket
  const ticket = facts.earlier.find((one) => one.id === id)
  const filed = filedAs(
    { ticket: id, role: 'customer', shown: shownText(letter) },
    `too many new tickets of one sender this hour: a message of ${id}`,
  )
  if (ticket === undefined) return filed
  const detail = { is: 'added to the newest', tickets: policy.brakes.newTicketsPerSenderPerHour } as const
  return { ...filed, events: [eventBy(scene, ticket, 'flood', detail)] }
}
