// What is said when a letter opens a ticket: the acknowledgement or why there is none, a card to every engineer, alerts to
// duty and leads. The ticket itself is opening.ts's.
import { domainOf } from '../../letter.ts'
import { type CardNotice, codeOf, type Draft, type Warning, type Withheld } from '../../words/words.ts'
import { acknowledgementOf, receivedWith } from '../saying/acknowledgement.ts'
import { complaintIn } from '../saying/complaint.ts'
import { brakedNotice, domainMutedNotice, floodNotice, mutedNotice } from '../saying/operators.ts'
import { readingDoubts } from '../saying/reading-doubts.ts'
import { alertsTo, cardsTo, plainExtras, type Shown } from '../saying/showing.ts'
import { prefixesOf } from '../scene/clues.ts'
import type { Decision, Entry } from '../scene/decision.ts'
import { hearing, sentBy } from '../scene/drafts.ts'
import type { LetterFacts } from '../scene/facts.ts'
import { givenByRota } from '../scene/giving.ts'
import { takesPart } from '../scene/joining.ts'
import {
  type Asked,
  floods,
  isBrake,
  lastBeforeFlood,
  mutes,
  mutesDomain,
  muteUntil,
  QUICK_SECONDS,
  withheldBecause,
} from '../scene/loop-guard.ts'
import { colleaguesLeftOut, withColleagues } from '../scene/participants.ts'
import { sameIdWarning } from '../scene/same-id.ts'
import { type CustomerScene, joinedLists, shownText, withRole } from '../scene/scene.ts'
import { type Alike, NOTHING_ALIKE } from '../ticket/canned.ts'
import { isServed, needsLead } from '../ticket/entitlement.ts'
import { newTicket, type Request } from '../ticket/opening.ts'
import { wakeOf } from '../ticket/schedule.ts'
import { bareSubject, printNumber } from '../ticket/tag.ts'
import { threadAfter } from '../ticket/thread.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { flooded } from './flood.ts'
import type { Judged, Occasion } from './occasion.ts'
import { openingHistory } from './opening-history.ts'

/** The decision on a letter that opens a ticket, or, when its sender opens too many, adds to his newest one. */
export function opened(scene: CustomerScene, occasion: Occasion): Decision {
  if (floods(scene.facts.brakes, scene.policy)) return flooded(scene)
  const judged = judge(scene, occasion)
  const { ticket, withheld } = judged
  const send = [...acknowledgement(judged), ...alerts(judged), ...cards(judged), ...brakeNotices(judged)]
  return {
    because: `${occasion.because}; ${withheld === null ? 'acknowledged' : `not acknowledged: ${codeOf(withheld)}`}`,
    filed: {
      ticket: ticket.id,
      role: occasion.readable ? 'customer' : 'robot',
      shown: shownText(scene.letter),
    },
    tickets: [sentBy(ticket, send)],
    events: openingHistory(judged),
    send,
    entries: brakeEntries(judged),
  }
}

function judge(scene: CustomerScene, occasion: Occasion): Judged {
  const { letter, facts, policy } = scene
  const ticket = given(scene, occasion, ticketFrom(scene, occasion))
  const asked = askedOf(scene, ticket)
  const withheld = occasion.silentBecause ?? withheldBecause(asked)
  return {
    scene,
    occasion,
    ticket: owing(ticket, withheld, scene),
    braked: brakedBy(withheld, asked, facts),
    complaint: occasion.readable ? complaintIn(`${letter.subject}\n${letter.reply}`) : null,
    alike: alikeTo(scene, occasion, ticket),
    withheld,
    mutes: occasion.silentBecause === null && mutes(asked),
    mutesDomain: occasion.silentBecause === null && mutesDomain(asked),
    reachesLimit: lastBeforeFlood(facts.brakes, policy),
  }
}

/** Of what nobody reads nothing is looked for. */
function alikeTo({ facts, letter }: CustomerScene, { readable, shownTo }: Occasion, { subject }: Ticket): Alike {
  const isRead = readable && shownTo !== 'nobody'
  return (isRead ? facts.alike?.(subject, letter.reply, null) : undefined) ?? NOTHING_ALIKE
}

function askedOf(scene: CustomerScene, ticket: Ticket): Asked {
  const { letter, facts, policy, now } = scene
  const stranger = !isServed(ticket.standing) || ticket.standing.kind === 'open'
  const covered = ticket.standing.kind === 'covered'
  const newcomer = facts.earlierCount === 0
  const echoes = echoOf(scene)
  return { letter, brakes: facts.brakes, policy, now, stranger, covered, newcomer, echoes, occasion: 'opening' }
}

/** A number of ours in the subject of somebody who has no part in that ticket, within the seconds that a machine takes: a colleague to whom it was forwarded takes longer. */
function echoOf({ letter, clues, facts, policy }: CustomerScene): string | null {
  const sender = letter.from?.address ?? ''
  const echoed = clues.numbers
    .flatMap((id) => facts.tickets.get(id) ?? [])
    .find((ticket) => !takesPart(ticket, sender) && isQuick(letter.arrivedAt, ticket.receivedAt))
  return echoed === undefined ? null : printNumber(policy.support.ticketPrefix, echoed.id)
}

function isQuick(arrivedAt: Date, receivedAt: Date): boolean {
  return arrivedAt.getTime() - receivedAt.getTime() <= QUICK_SECONDS * 1000
}

/** What a brake withholds from a customer under contract he gets when it has passed. */
function owing(ticket: Ticket, withheld: Withheld | null, { policy, now }: CustomerScene): Ticket {
  if (withheld === null || !isBrake(withheld) || ticket.standing.kind !== 'covered') return ticket
  const owes = { ...ticket, owesAcknowledgement: true }
  return { ...owes, wakeAt: wakeOf(owes, policy, now) }
}

/** That a purse is empty, or a brake holds back a customer under contract: the leads hear of it once an hour. */
function brakedBy(withheld: Withheld | null, { covered, now }: Asked, facts: LetterFacts): Judged['braked'] {
  if (withheld === null || !isBrake(withheld) || !(covered || withheld.is === 'enough automatic mail')) return null
  const key = `braked:${covered ? 'contracts' : 'strangers'}:${now.toISOString().slice(0, 13)}`
  return facts.brakes.told?.has(key) === true ? null : { key, covered, because: withheld }
}

function ticketFrom(scene: CustomerScene, occasion: Occasion): Ticket {
  const { letter, facts, policy, now } = scene
  const request = requestIn(scene, occasion.readable)
  const ticket = newTicket(facts.nextNumber, request, facts.rememberedContract, policy, now)
  return {
    ...ticket,
    links: occasion.former === null ? [] : [occasion.former.id],
    participants: occasion.readable ? withColleagues(ticket, letter, policy, policy.verdictsExpected) : [],
  }
}

/** By the rota; a machine's mail is nobody's. */
function given({ facts, policy, now }: CustomerScene, { readable, shownTo }: Occasion, ticket: Ticket): Ticket {
  return readable && shownTo !== 'nobody' ? givenByRota(ticket, facts, policy, now) : ticket
}

function requestIn(scene: CustomerScene, readable: boolean): Request {
  const { letter, policy } = scene
  const subject = bareSubject(letter.subject, prefixesOf(policy))
  return {
    customer: letter.from ?? { name: '', address: '' },
    customerPhone: null,
    subject,
    text: letter.reply,
    receivedAt: letter.arrivedAt,
    channel: 'email',
    registeredBy: null,
    importanceHigh: letter.importanceHigh,
    files: letter.attachments.map((one) => one.name),
    thread: { ...threadAfter(letter), subject },
    readable,
  }
}

function acknowledgement({ scene, ticket, occasion, withheld }: Judged): readonly Draft[] {
  if (withheld !== null) return []
  const alertedAt = ticket.criticality === 'suspected' ? scene.now : null
  const received = receivedWith(scene.letter, ticket.language)
  return [acknowledgementOf(scene.pen, ticket, received, alertedAt, occasion.former?.id ?? null)]
}

/** At once, day and night: a suspected high criticality to duty, a complaint to the leads. */
function alerts(judged: Judged): readonly Draft[] {
  const { scene, ticket, complaint } = judged
  const critical =
    ticket.criticality === 'suspected' ? alertsTo(withRole('duty', scene), shownAs(judged, 'critical', null)) : []
  const complaints =
    complaint === null
      ? []
      : alertsTo(withRole('lead', scene), shownAs(judged, 'complaint', { is: 'complaint', sentence: complaint }))
  return [...critical, ...complaints]
}

function cards(judged: Judged): readonly Draft[] {
  const { scene, ticket, occasion } = judged
  if (occasion.shownTo === 'nobody') return []
  const everybody = hearing(ticket, scene.policy, scene.facts.away, scene.now)
  const leads = occasion.readable && needsLead(ticket.standing) ? withRole('lead', scene) : []
  return cardsTo(joinedLists(everybody, leads), shownAs(judged, 'new', noticeOf(judged)))
}

function brakeNotices({ scene, ticket, mutes, mutesDomain, reachesLimit, braked }: Judged): readonly Draft[] {
  return [
    ...(mutes ? mutedNotice(scene, ticket) : []),
    ...(mutesDomain ? domainMutedNotice(scene, ticket) : []),
    ...(reachesLimit ? floodNotice(scene, ticket) : []),
    ...(braked === null ? [] : brakedNotice(scene, ticket, braked)),
  ]
}

function brakeEntries(judged: Judged): readonly Entry[] {
  const { scene, braked } = judged
  const address = scene.letter.from?.address ?? ''
  const until = muteUntil(scene.now)
  return [
    ...(judged.mutes && address !== '' ? [{ kind: 'mute', address, until } as const] : []),
    ...(judged.mutesDomain ? [{ kind: 'mute', address: `@${domainOf(address)}`, until } as const] : []),
    ...(braked === null ? [] : [{ kind: 'once', key: braked.key } as const]),
  ]
}

function shownAs(judged: Judged, what: Shown['what'], notice: CardNotice | null): Shown {
  const { scene, ticket, occasion, withheld, alike } = judged
  return {
    pen: scene.pen,
    ticket,
    letter: scene.letter,
    what,
    notice,
    extras: {
      ...plainExtras(scene.facts, ticket),
      alike,
      acknowledgement: withheld === null ? { at: scene.now } : { withheld },
      warnings: [
        ...(occasion.notJoined === null ? [] : [occasion.notJoined]),
        ...warningsOf(scene, ticket, judged.complaint),
      ],
      mentions: [...occasion.mentions, ...(occasion.former === null ? [] : [occasion.former.id])],
    },
  }
}

function noticeOf({ ticket: { standing }, occasion }: Judged): CardNotice | null {
  if (!occasion.readable) return null
  if (!isServed(standing)) return { is: 'no valid contract' }
  return standing.kind === 'several' ? { is: 'several contracts fit', contracts: standing.contracts } : null
}

/** What an engineer should know of the mail before he believes it. */
export function warningsOf(scene: CustomerScene, ticket: Ticket, complaint: string | null): readonly Warning[] {
  const { letter, facts, policy } = scene
  const { sender, because } = letter.verdict
  const replyTo = letter.replyTo.find((one) => one.address !== letter.from?.address)
  const isDoubtful = sender === 'fail' || (sender === 'none' && policy.verdictsExpected)
  const leftOut = colleaguesLeftOut(ticket, letter, policy)
  const warnings: readonly (Warning | null)[] = [
    isDoubtful ? { is: 'sender unconfirmed', because } : null,
    letter.setAside ? { is: 'mail not read' } : null,
    replyTo === undefined ? null : { is: 'answers wanted elsewhere', address: replyTo.address },
    sameIdWarning(facts, policy),
    complaint === null ? null : { is: 'looks like a complaint' },
    leftOut.length === 0 ? null : { is: 'colleagues left out', addresses: leftOut },
  ]
  return [...warnings.filter((one) => one !== null), ...readingDoubts(letter)]
}
