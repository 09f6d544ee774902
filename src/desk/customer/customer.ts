// A customer's letter: it joins the ticket that it names, or opens one. Reads the story top down; the parts are in joining.ts,
// joined.ts, single-word.ts and opened.ts.
import type { NotJoined } from '../../words/words.ts'
import type { Decision } from '../scene/decision.ts'
import { type Belonging, belongingOf } from '../scene/joining.ts'
import { QUICK_SECONDS } from '../scene/loop-guard.ts'
import type { CustomerScene } from '../scene/scene.ts'
import { printNumber } from '../ticket/tag.ts'
import { goesOn } from './joined.ts'
import { ORDINARY } from './occasion.ts'
import { opened } from './opened.ts'
import { onSingleWord } from './single-word.ts'

/** The decision on a letter of a person who is no engineer. */
export function decideOnCustomer(scene: CustomerScene): Decision {
  const { letter, clues, facts, policy } = scene
  const belonging = belongingOf(letter, clues, facts, policy)
  if (belonging.kind === 'joins') return onSingleWord(scene, belonging) ?? goesOn(scene, belonging)
  return standsAlone(scene, belonging)
}

function standsAlone(scene: CustomerScene, belonging: Extract<Belonging, { kind: 'stands alone' }>): Decision {
  const { mentions, former, refused, because } = belonging
  const silentBecause =
    refused !== null && answersRobotAtOnce(scene) ? ({ is: 'answers a robot at once' } as const) : null
  return opened(scene, {
    ...ORDINARY,
    because: `a new request: ${because}`,
    mentions,
    former,
    notJoined: refusal(scene, belonging),
    silentBecause,
  })
}

/**
 * T7: another desk acknowledges our acknowledgement, each time from another address, so that no count by address sees it. It
 * refers to an acknowledgement of ours that went out moments ago, and its sender has no part in that ticket.
 */
function answersRobotAtOnce({ letter, facts }: CustomerScene): boolean {
  const [first] = facts.referred
  const ticket = first === undefined ? undefined : facts.tickets.get(first.ticket)
  if (first?.of !== 'acknowledgement' || ticket === undefined) return false
  return letter.arrivedAt.getTime() - ticket.receivedAt.getTime() <= QUICK_SECONDS * 1000
}

/** «не присоединено к SKPS-5: отправитель не участник (!объединить с 5)». */
function refusal(
  { policy }: CustomerScene,
  { refused }: Extract<Belonging, { kind: 'stands alone' }>,
): NotJoined | null {
  if (refused === null) return null
  const number = printNumber(policy.support.ticketPrefix, refused.ticket)
  return { is: 'not joined', number, ...refused }
}
