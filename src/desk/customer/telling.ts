// Who is told of a customer's letter that goes on with a ticket: the customer of a date that moved, duty and leads of what
// cannot wait, the ticket's engineers of the letter itself.
import { sameAddress } from '../../letter.ts'
import type { CardNotice, Draft, ResumedWords, Sentence } from '../../words/words.ts'
import { toCustomerWords } from '../saying/card.ts'
import { complaintIn } from '../saying/complaint.ts'
import { alertsTo, cardsTo, plainExtras, type Shown } from '../saying/showing.ts'
import { hearing, toCustomer } from '../scene/drafts.ts'
import { takesPart } from '../scene/joining.ts'
import { type Asked, withheldBecause } from '../scene/loop-guard.ts'
import { ownWords } from '../scene/own-subject.ts'
import { type CustomerScene, joinedLists, withRole } from '../scene/scene.ts'
import { needsLead } from '../ticket/entitlement.ts'
import { workedBetween } from '../ticket/promise.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { Joining } from './occasion.ts'
import { warningsOf } from './opened.ts'

/** R4: a date that moved is told, a reopening always; under the rules of acknowledgements. */
export function noticeToCustomer(scene: CustomerScene, before: Ticket, after: Ticket): readonly Draft[] {
  const reopening = before.state === 'closed'
  if (!reopening && !dateMoved(before, after)) return []
  if (!mayTell(scene, after)) return []
  const words: ResumedWords = {
    letter: reopening ? 'reopened' : 'resumed',
    ...toCustomerWords(after, scene.policy),
    ...(isFrom(scene.letter, after) ? {} : { byParticipant: true as const }),
    answeredAt: scene.letter.arrivedAt,
    ...(reopening ? { waitingFrom: null, waited: null } : waitOf(before, after, scene)),
    oldDeadlineAt: before.promises.at(-1)?.deadlineAt ?? before.deadline,
    deadlineAt: after.deadline,
  }
  return [toCustomer(scene.pen, after, { kind: 'notice', auto: 'auto-replied', words })]
}

function isFrom({ from }: CustomerScene['letter'], { customer }: Ticket): boolean {
  return from !== null && sameAddress(from.address, customer.address)
}

/** Whether the customer knows another date than the one that holds now. */
export function dateMoved(before: Ticket, after: Ticket): boolean {
  if (after.deadline === null || before.state === after.state) return false
  const known = before.promises.at(-1)?.deadlineAt ?? before.deadline
  return known === null || known.getTime() !== after.deadline.getTime()
}

function waitOf(
  before: Ticket,
  after: Ticket,
  { policy }: CustomerScene,
): Pick<ResumedWords, 'waitingFrom' | 'waited'> {
  const wait = after.intervals[before.intervals.length - 1]
  if (wait === undefined || wait.owner !== 'customer' || wait.to === null) return { waitingFrom: null, waited: null }
  return { waitingFrom: wait.from, waited: workedBetween(wait.from, wait.to, after, policy) }
}

/** Whether an automatic mail may answer the letter on this ticket: under the rules of acknowledgements. */
export function mayTell(scene: CustomerScene, ticket: Ticket): boolean {
  return ticket.customer.address !== '' && withheldBecause(askedOn(scene, ticket)) === null
}

function askedOn(scene: CustomerScene, ticket: Ticket): Asked {
  const { letter, facts, policy, now } = scene
  const known = letter.from !== null && takesPart(ticket, letter.from.address)
  const covered = ticket.standing.kind === 'covered'
  const who = { stranger: !known, covered, newcomer: false, echoes: null }
  return { letter, brakes: facts.brakes, policy, now, ...who, occasion: 'joining' }
}

/** At once, day and night: a new suspicion of high criticality to duty, a complaint to the leads. */
export function alertsOn(scene: CustomerScene, before: Ticket, after: Ticket): readonly Draft[] {
  const joining = { newcomer: false, mentions: [] }
  const critical = before.criticality === 'normal' && after.criticality === 'suspected'
  const complaint = complaintIn(ownWords(scene.letter, before, scene.policy))
  return [
    ...(critical ? alertsTo(withRole('duty', scene), shownOn(scene, joining, after, 'critical', null)) : []),
    ...(complaint === null
      ? []
      : alertsTo(
          withRole('lead', scene),
          shownOn(scene, joining, after, 'complaint', { is: 'complaint', sentence: complaint }),
        )),
  ]
}

/** Its engineer and watchers, or everybody while nobody has it; the leads too without a contract and from the second reopening on. */
export function cardsOn(scene: CustomerScene, joining: Joining, after: Ticket): readonly Draft[] {
  const { policy, facts, now } = scene
  const everybody = hearing(after, policy, facts.away, now)
  const again = joining.ticket.state === 'closed' && after.reopened >= 2
  const decides = again || needsLead(after.standing)
  const engineers = decides ? joinedLists(everybody, withRole('lead', scene)) : everybody
  return cardsTo(engineers, shownOn(scene, joining, after, 'customer', reopenedNotice(joining, after)))
}

function reopenedNotice({ ticket }: Joining, after: Ticket): CardNotice | null {
  return ticket.state === 'closed' ? { is: 'open again', times: after.reopened } : null
}

/** The letter on its ticket, as a card or an alert shows it. */
export function shownOn(
  scene: CustomerScene,
  joining: Pick<Joining, 'newcomer' | 'mentions'>,
  ticket: Ticket,
  what: Shown['what'],
  notice: CardNotice | null,
): Shown {
  return {
    pen: scene.pen,
    ticket,
    letter: scene.letter,
    what,
    notice,
    extras: {
      ...plainExtras(scene.facts, ticket),
      warnings: [
        ...newcomerWarning(scene, joining),
        ...crossing(scene, ticket),
        ...warningsOf(scene, ticket, complaintIn(ownWords(scene.letter, ticket, scene.policy))),
      ],
      mentions: joining.mentions,
    },
  }
}

/** Our answer and his mail have crossed: while the answer is here its engineer may think again. */
function crossing({ facts: { lastAnswer } }: CustomerScene, ticket: Ticket): readonly Sentence[] {
  if (lastAnswer === null || lastAnswer.ticket !== ticket.id) return []
  const { state, filedAt: at } = lastAnswer
  return state === 'held' || state === 'waiting' ? [{ is: 'answer not gone yet', at, held: state === 'held' }] : []
}

function newcomerWarning({ letter }: CustomerScene, { newcomer }: Pick<Joining, 'newcomer'>): readonly Sentence[] {
  return newcomer ? [{ is: 'new here', address: letter.from?.address ?? '' }] : []
}
