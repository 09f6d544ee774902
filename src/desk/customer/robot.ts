// Machines' mail: bounces, automatic answers, receipts, lists, and our own letters that came back. It is stored and recorded
// where it belongs; it moves no ticket and is never answered. An answer that bounced is no answer.
import { delayOf } from '../delivery/delayed.ts'
import { undelivered } from '../delivery/undelivered.ts'
import { cardsTo, plainExtras } from '../saying/showing.ts'
import type { Decision } from '../scene/decision.ts'
import { hearing } from '../scene/drafts.ts'
import { type Candidate, candidatesOf, takesPart } from '../scene/joining.ts'
import { type CustomerScene, eventBy, filedAs, shownText } from '../scene/scene.ts'
import type { Sender } from '../scene/sender.ts'
import { ORDINARY } from './occasion.ts'
import { opened } from './opened.ts'

/** The decision on a machine's mail, or on one of our own that came back. */
export function decideOnRobot(
  scene: CustomerScene,
  sender: Extract<Sender, { kind: 'robot' | 'ourselves' }>,
): Decision {
  const bounced = undelivered(scene)
  if (bounced !== null) return bounced
  const [candidate] = candidatesOf(scene.letter, scene.clues, scene.facts, scene.policy).filter((one) =>
    believed(scene, one),
  )
  return candidate === undefined ? unmatched(scene, sender) : recorded(scene, candidate, sender)
}

/** T1 holds for machines too: an id that nobody guesses, or a number from somebody who takes part. */
function believed({ letter }: CustomerScene, { ticket, proved }: Candidate): boolean {
  return proved || (letter.from !== null && letter.verdict.sender !== 'fail' && takesPart(ticket, letter.from.address))
}

type Spoken = Extract<Sender, { kind: 'robot' | 'ourselves' }>

/** A row in the ticket's history; engineers see what a customer's machine says, never what their own or a receipt does. */
function recorded(scene: CustomerScene, { ticket, clue }: Candidate, sender: Spoken): Decision {
  const { letter, facts, policy, now, pen } = scene
  const delayed = delayOf(scene)
  const quiet = isQuiet(scene) || delayed?.told === false
  const role = letter.kind === 'bounce' ? 'bounce' : 'robot'
  const extras = plainExtras(facts, ticket)
  const own = sender.kind === 'ourselves'
  const { reaction } = letter
  const fates = letter.bounce?.recipients ?? []
  return {
    ...filedAs({ ticket: ticket.id, role, shown: shownText(letter) }, `${sender.because}: recorded on ${ticket.id}`),
    events: [
      eventBy(scene, ticket, role, { is: "machine's mail recorded", kind: letter.kind, own, reaction, clue, fates }),
    ],
    send: quiet
      ? []
      : cardsTo(hearing(ticket, policy, facts.away, now), {
          pen,
          ticket,
          letter,
          what: role,
          extras,
          notice: delayed === null ? { is: 'machine wrote' } : { is: 'answer delayed', ...delayed.delay },
        }),
  }
}

/**
 * What nobody need hear: our own letter come back, a receipt, and whatever machines say to mail that was for engineers. A
 * card about that would be answered by the same machine again.
 */
function isQuiet({ letter, facts, policy }: CustomerScene): boolean {
  if (letter.kind === 'receipt' || letter.reaction !== null || letter.loopMarks.includes(policy.installId)) return true
  const answered = facts.bounced?.kind ?? facts.referred[0]?.of
  return answered !== undefined && FOR_ENGINEERS.includes(answered)
}

const FOR_ENGINEERS: readonly string[] = ['notification', 'note', 'transcript', 'alert', 'digest']

/** A ticket without acknowledgement; a receipt is filed without troubling anybody. */
function unmatched(scene: CustomerScene, sender: Spoken): Decision {
  const { policy, letter } = scene
  const silentBecause =
    sender.kind === 'ourselves'
      ? ({ is: 'mail of our own' } as const)
      : ({ is: "machine's mail", kind: letter.kind } as const)
  return opened(scene, {
    ...ORDINARY,
    because: `${sender.because}, and no ticket of ours is named`,
    silentBecause,
    readable: false,
    shownTo: letter.kind === 'receipt' ? 'nobody' : 'engineers',
    mentions: candidatesOf(letter, scene.clues, scene.facts, policy).map(({ ticket }) => ticket.id),
  })
}
