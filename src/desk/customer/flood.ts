// Too many tickets of one sender within an hour (T9): his further mails become messages of his newest ticket, without
// acknowledgement and without a card each; the leads were told when the brake was reached.
import type { Decision } from '../scene/decision.ts'
import { type CustomerScene, eventBy, filedAs, shownText } from '../scene/scene.ts'
import { say } from '../ticket/phrases.ts'

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
  const detail = say(
    policy,
    `больше ${policy.brakes.newTicketsPerSenderPerHour} обращений отправителя за час: письмо добавлено сюда, подтверждение НЕ отправлено`,
    `over ${policy.brakes.newTicketsPerSenderPerHour} tickets of the sender within an hour: added here, acknowledgement NOT sent`,
  )
  return { ...filed, events: [eventBy(scene, ticket, 'flood', detail)] }
}
