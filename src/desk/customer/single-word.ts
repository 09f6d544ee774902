// What follows when a customer answers with one word: «статус» is answered, «решено» of the one who asked
// closes, «спасибо» opens nothing. «Не решено» is an ordinary answer. What is said of a closing that asked is kept.
import { type Address, sameAddress } from '../../letter.ts'
import type { CardNotice, ClosedWords, Draft, HelpWord, Sentence, StatusWords } from '../../words/words.ts'
import { engineerName, toCustomerWords } from '../saying/card.ts'
import { cardsTo } from '../saying/showing.ts'
import type { Decision } from '../scene/decision.ts'
import { hearing, toCustomer } from '../scene/drafts.ts'
import { helpWordOf, withHelpWord } from '../scene/help.ts'
import { survivor, takesPart } from '../scene/joining.ts'
import { wordSaid } from '../scene/own-subject.ts'
import { type CustomerScene, eventBy, eventOf, filedAs, shownText, signedBy } from '../scene/scene.ts'
import { finished, moved } from '../ticket/lifecycle.ts'
import type { Policy } from '../ticket/policy.ts'
import { clockStands, isOverdue, reopenBy, settle } from '../ticket/promise.ts'
import { printNumber } from '../ticket/tag.ts'
import { threadAfter } from '../ticket/thread.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { goesOn, joinsBecause, shownOnly } from './joined.ts'
import type { Joining } from './occasion.ts'
import { mayTell, shownOn } from './telling.ts'

/** The decision when the letter is a single word that we know; null for all else. */
export function onSingleWord(scene: CustomerScene, joining: Joining): Decision | null {
  const help = helpWordOf(scene, joining.ticket)
  if (help === 'helped' && joining.ticket.state === 'closed') return helped(scene, joining)
  const decision = onWord(scene, joining)
  return decision === null || help === null ? decision : withWord(decision, scene, joining, help)
}

/** «Помогло» to a closing that asked: for the history and the report, nobody is disturbed. */
function helped(scene: CustomerScene, joining: Joining): Decision {
  const { ticket, rule } = joining
  const filed = { ticket: ticket.id, role: 'customer', shown: shownText(scene.letter) } as const
  const heard: Decision = {
    ...filedAs(filed, joinsBecause(joining)),
    tickets: [ticket],
    events: [eventBy(scene, ticket, 'joined', { is: 'joined', rule, notice: null })],
  }
  return withWord(heard, scene, joining, 'helped')
}

/** The decision with the word kept on the ticket, whatever else it does. */
function withWord(decision: Decision, scene: CustomerScene, { ticket }: Joining, word: HelpWord): Decision {
  const said: Sentence = word === 'helped' ? { is: 'it helped' } : { is: 'it did not help' }
  return {
    ...decision,
    tickets: decision.tickets.map((one) => (one.id === ticket.id ? withHelpWord(one, word, scene.now) : one)),
    events: [...decision.events, eventBy(scene, ticket, 'help', said)],
  }
}

function onWord(scene: CustomerScene, joining: Joining): Decision | null {
  switch (wordSaid(scene.letter, joining.ticket, scene.policy)) {
    case 'status':
      return statusAnswered(scene, joining)
    case 'resolved':
      return resolved(scene, joining)
    case 'thanks':
      return shownOnly(scene, joining, { is: 'thanks' }, 'hearing')
    case 'unresolved':
      return goesOn(scene, joining)
    case null:
      return null
  }
}

/** Where it stands, to the one who asks; nobody else is told, nothing changes. The questions are for participants only. */
function statusAnswered(scene: CustomerScene, { ticket, rule, newcomer }: Joining): Decision {
  const { letter, pen } = scene
  const asks: Address = letter.from ?? ticket.customer
  const tells = mayTell(scene, ticket)
  const thread = { ...ticket.thread, ...threadAfter(letter) }
  const answer: readonly Draft[] = tells
    ? [
        toCustomer(
          pen,
          { ...ticket, customer: asks, thread },
          {
            kind: 'notice',
            auto: 'auto-replied',
            words: newcomer
              ? { ...statusWords(scene, ticket, asks), questions: null }
              : statusWords(scene, ticket, asks),
          },
        ),
      ]
    : []
  const detail: Sentence = tells ? { is: 'told where it stands' } : { is: 'not told where it stands' }
  return {
    ...filedAs(
      { ticket: ticket.id, role: 'customer', shown: shownText(letter) },
      `asks for the status of ${ticket.id}`,
    ),
    events: [
      eventBy(scene, ticket, 'joined', { is: 'joined', rule, notice: null }),
      eventBy(scene, ticket, 'status', detail),
    ],
    send: answer,
  }
}

function statusWords({ facts, policy, now }: CustomerScene, ticket: Ticket, asks: Address): StatusWords {
  // The facts are of the first ticket that the letter names, which may be another customer's (T1).
  const ours = facts.lastAnswer?.ticket === ticket.id ? facts.lastAnswer : null
  const theirs = facts.lastFromCustomer?.ticket === ticket.id ? facts.lastFromCustomer : null
  // A call, or a mail forwarded on his behalf, came from an engineer.
  const sender = theirs?.sender ?? ''
  const author = takesPart(ticket, sender) ? sender : ticket.customer.address
  const isOwn = sameAddress(author, asks.address)
  return {
    letter: 'status',
    ...toCustomerWords({ ...ticket, customer: asks }, policy),
    merged: mergedInto(ticket, facts.tickets, asks).map((one) => printNumber(policy.support.ticketPrefix, one.id)),
    state: ticket.state,
    receivedAt: ticket.receivedAt,
    closedAt: ticket.closedAt,
    reopenBy: reopensUntil(ticket, policy, now),
    engineerName: engineerName(policy, ticket.engineer),
    lastLetter: lastOf(theirs?.at ?? ticket.receivedAt, ours?.filedAt ?? null, isOwn ? 'customer' : 'participant'),
    deadlineAt: ticket.deadline,
    deadlineIs: deadlineIs(ticket, now),
    criticality: ticket.criticality,
    criticalGround: ticket.criticalGround,
    askedAt: ticket.waitingSince,
    questions: ticket.state === 'waiting' ? (ticket.questions ?? ours?.text ?? null) : null,
  }
}

/** Of those that the letter names, the asker's own that became part of this one. */
function mergedInto(ticket: Ticket, named: CustomerScene['facts']['tickets'], asks: Address): readonly Ticket[] {
  return [...named.values()].filter((one) => one.mergedInto === ticket.id && takesPart(one, asks.address))
}

function reopensUntil({ state, closedAt }: Ticket, policy: Policy, now: Date): Date | null {
  if (state !== 'closed' || closedAt === null) return null
  const until = reopenBy(closedAt, policy)
  return now <= until ? until : null
}

function lastOf(theirs: Date, ours: Date | null, whose: 'customer' | 'participant'): StatusWords['lastLetter'] {
  return ours !== null && ours > theirs ? { of: 'engineer', at: ours } : { of: whose, at: theirs }
}

function deadlineIs(ticket: Ticket, now: Date): StatusWords['deadlineIs'] {
  if (ticket.deadline === null) return 'none'
  if (isOverdue(ticket, now)) return 'passed'
  return clockStands(ticket) || finished(ticket.state) ? 'stopped' : 'running'
}

/** Closed by the word of the one who asked; from anybody else it is only shown to the engineer. */
function resolved(scene: CustomerScene, joining: Joining): Decision {
  const { ticket } = joining
  const asked = scene.letter.from !== null && sameAddress(scene.letter.from.address, ticket.customer.address)
  if (finished(ticket.state)) return shownOnly(scene, joining, null, 'hearing')
  if (asked && !isProvedBy(scene, ticket)) return shownOnly(scene, joining, saidUnproved(scene), 'hearing')
  return asked ? closedByCustomer(scene, joining) : shownOnly(scene, joining, saidByOther(scene, ticket), 'hearing')
}

/** A word that ends something is believed in answer to a letter of ours, or when the mail server vouches for its sender. */
function isProvedBy({ letter, facts }: CustomerScene, ticket: Ticket): boolean {
  if (letter.verdict.sender === 'pass') return true
  return facts.referred.some((one) => one.of !== 'customer' && survivor(one.ticket, facts.tickets)?.id === ticket.id)
}

function saidUnproved({ letter }: CustomerScene): CardNotice {
  return { is: 'resolved, says a mail', person: signedBy(letter.from) }
}

function saidByOther({ letter }: CustomerScene, ticket: Ticket): CardNotice {
  return { is: 'resolved, says another', person: signedBy(letter.from), asker: ticket.customer.address }
}

function closedByCustomer(scene: CustomerScene, joining: Joining): Decision {
  const { policy, letter, pen, now } = scene
  const before = joining.ticket
  const at = new Date(Math.max(letter.arrivedAt.getTime(), before.intervals.at(-1)?.from.getTime() ?? 0))
  const own = threadAfter(letter)
  const thread = own.lastMessageId === null ? before.thread : { ...before.thread, ...own }
  const closed = moved({ ...before, thread }, 'customer resolves', at, 'customer resolved')
  const after = settle(closed, policy, now)
  const words: ClosedWords = {
    letter: 'closed',
    ...toCustomerWords(after, policy),
    by: 'customer',
    spoken: null,
    receivedAt: after.receivedAt,
    closedAt: at,
    askedAt: null,
    reopenBy: reopenBy(at, policy),
  }
  const notice = mayTell(scene, after) ? [toCustomer(pen, after, { kind: 'notice', auto: 'auto-replied', words })] : []
  const engineers = hearing(after, policy, scene.facts.away, now)
  return {
    ...filedAs({ ticket: after.id, role: 'customer', shown: shownText(letter) }, `the customer closes ${after.id}`),
    tickets: [after],
    events: [
      eventBy(scene, after, 'joined', { is: 'joined', rule: joining.rule, notice: null }),
      eventBy(scene, after, 'state', { is: 'state changed', from: before.state, to: after.state }),
      ...(notice.length > 0 ? [eventOf(after, 'told', { is: 'told of the closing' })] : []),
    ],
    send: [...notice, ...cardsTo(engineers, shownOn(scene, joining, after, 'customer', { is: 'closed by his word' }))],
  }
}
