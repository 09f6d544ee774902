// Short letters to the leads about the desk itself: an address muted, a flood. They carry no customer's text.
import { domainOf } from '../../letter.ts'
import type { Draft, Sentence, Withheld } from '../../words/words.ts'
import { toEngineer } from '../scene/drafts.ts'
import { MUTE_HOURS } from '../scene/loop-guard.ts'
import { type CustomerScene, withRole } from '../scene/scene.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** Automatic mail to an address rests: the leads are told why and for how long. */
export function mutedNotice(scene: CustomerScene, ticket: Ticket): readonly Draft[] {
  const { policy, letter } = scene
  const address = letter.from?.address ?? ''
  return toLeads(scene, ticket, 'muted', { is: 'muted', address, hours: MUTE_HOURS }, [
    { is: 'muted because', mails: policy.brakes.quickMailsBeforeMute },
    { is: 'muted means' },
  ])
}

/** Automatic mail to strangers in a domain rests: three letters of an hour said the same. */
export function domainMutedNotice(scene: CustomerScene, ticket: Ticket): readonly Draft[] {
  const domain = domainOf(scene.letter.from?.address ?? '')
  return toLeads(scene, ticket, 'muted', { is: 'muted', address: `@${domain}`, hours: MUTE_HOURS }, [
    { is: 'muted for its words' },
    { is: 'muted means' },
  ])
}

/** A brake holds acknowledgements back: told once an hour, whatever it holds. */
export function brakedNotice(
  scene: CustomerScene,
  ticket: Ticket,
  { covered, because }: { readonly covered: boolean; readonly because: Withheld },
): readonly Draft[] {
  const number = printNumber(scene.policy.support.ticketPrefix, ticket.id)
  return toLeads(scene, ticket, 'braked', { is: 'braked', covered, number }, [
    because,
    { is: covered ? 'sent when it has passed' : 'not sent later' },
  ])
}

/** One sender has opened as many tickets this hour as he may: what follows goes into this one (T9). */
export function floodNotice(scene: CustomerScene, ticket: Ticket): readonly Draft[] {
  const { policy, letter } = scene
  const address = letter.from?.address ?? ''
  const heading = { is: 'flood', address, tickets: policy.brakes.newTicketsPerSenderPerHour } as const
  const number = printNumber(policy.support.ticketPrefix, ticket.id)
  return toLeads(scene, ticket, 'flood', heading, [{ is: 'flood goes into', number }])
}

function toLeads(
  scene: CustomerScene,
  ticket: Ticket,
  event: string,
  heading: Sentence,
  lines: readonly Sentence[],
): readonly Draft[] {
  return withRole('lead', scene).map((lead) =>
    toEngineer(scene.pen, ticket, lead, {
      kind: 'alert',
      answerIs: 'commands',
      event,
      words: { letter: 'message', goes: { to: 'commands' }, heading, lines, quoted: null },
    }),
  )
}
