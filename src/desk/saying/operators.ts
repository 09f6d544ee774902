// Short letters to the leads about the desk itself: an address muted, a flood. They carry no customer's text.
import type { Draft } from '../../words/words.ts'
import { toEngineer } from '../scene/drafts.ts'
import { MUTE_HOURS } from '../scene/loop-guard.ts'
import { type CustomerScene, withRole } from '../scene/scene.ts'
import { say } from '../ticket/phrases.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** Automatic mail to an address rests (decision 1): the leads are told why and for how long. */
export function mutedNotice(scene: CustomerScene, ticket: Ticket): readonly Draft[] {
  const { policy, letter } = scene
  const address = letter.from?.address ?? ''
  const times = policy.brakes.quickMailsBeforeMute
  return toLeads(scene, ticket, 'muted', [
    say(
      policy,
      `Автоматические письма на адрес ${address} приостановлены на ${MUTE_HOURS} ч.`,
      `Automatic mail to ${address} rests for ${MUTE_HOURS} h.`,
    ),
    say(
      policy,
      `${times} писем подряд открыли новые обращения не позже чем через две минуты после нашего автоматического письма: похоже на робота.`,
      `${times} mails in a row opened new tickets within two minutes of an automatic mail of ours: it looks like a robot.`,
    ),
    say(
      policy,
      'Обращения регистрируются по-прежнему; ответы инженеров уходят.',
      'Tickets are opened as before; answers of engineers go out.',
    ),
  ])
}

/** One sender has opened as many tickets this hour as he may: what follows goes into this one (T9). */
export function floodNotice(scene: CustomerScene, ticket: Ticket): readonly Draft[] {
  const { policy, letter } = scene
  const address = letter.from?.address ?? ''
  const number = printNumber(policy.support.ticketPrefix, ticket.id)
  return toLeads(scene, ticket, 'flood', [
    say(
      policy,
      `От ${address} за час поступило обращений: ${policy.brakes.newTicketsPerSenderPerHour}.`,
      `${address} has opened ${policy.brakes.newTicketsPerSenderPerHour} tickets within an hour.`,
    ),
    say(
      policy,
      `Следующие письма этого часа попадут в ${number} без подтверждений и без уведомлений.`,
      `Further mails of this hour go into ${number}, without acknowledgements and notifications.`,
    ),
  ])
}

function toLeads(scene: CustomerScene, ticket: Ticket, event: string, lines: readonly string[]): readonly Draft[] {
  const [heading = '', ...rest] = lines
  return withRole('lead', scene).map((lead) =>
    toEngineer(scene.pen, ticket, lead, {
      kind: 'alert',
      answerIs: 'commands',
      event,
      words: { letter: 'message', goes: { to: 'commands' }, heading, lines: rest, quoted: null },
    }),
  )
}
