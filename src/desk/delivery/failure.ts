// A delivery that failed for good. An answer that did not arrive is no answer: the engineer is told with the server's
// words, and the clock goes on as if nobody had answered. What no person wrote only leaves a line in the history.
import { type DeliveryFailure, type OutgoingKind, type PartOfLetter, sameAddress } from '../../letter.ts'
import type { Draft, Sentence, UndeliveredWords } from '../../words/words.ts'
import { toCustomerWords } from '../saying/card.ts'
import type { Decision, Entry, KeptLetter } from '../scene/decision.ts'
import { hearing, type Pen, toEngineer } from '../scene/drafts.ts'
import type { FailureFacts, LaterAnswer, SentAnswer } from '../scene/facts.ts'
import { notAskedAt } from '../scene/help.ts'
import { eventOf } from '../scene/scene.ts'
import { contractOf } from '../ticket/entitlement.ts'
import { finished, moved } from '../ticket/lifecycle.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
import { settle, timeLeft } from '../ticket/promise.ts'
import { readToken } from '../ticket/tag.ts'
import type { Interval, Ticket } from '../ticket/ticket.ts'
import { withoutFiles } from './too-large.ts'

/** An answer that did not arrive, by whichever way that became known: our own attempt, or a bounce. */
export interface Undelivered {
  readonly ticket: Ticket
  readonly answer: SentAnswer
  readonly failure: DeliveryFailure
  /** The first later answer that was not lost, if there is one: from its acceptance on he has been answered. */
  readonly later: LaterAnswer | null
}

/** What follows when a delivery has failed for good. */
export function decideOnFailure(failure: DeliveryFailure, facts: FailureFacts, policy: Policy, now: Date): Decision {
  const { ticket, answer, outgoing } = facts
  if (ticket !== null && answer !== null && outgoing.kind === 'answer') {
    const pen: Pen = { policy, cause: `failure ${failure.outgoingId} ${failure.recipient}`, now }
    return decisionOnUndelivered({ ticket, answer, failure, later: facts.laterAnswer ?? null }, pen)
  }
  const bare = withoutFiles(failure, facts, policy, now)
  if (bare !== null) return bare
  const because = `a letter of the kind ${outgoing.kind} was not delivered: ${failure.lastingBecause}`
  if (outgoing.ticket === null && outgoing.audience === 'customer')
    return { ...NOTHING, because, send: statementLost(failure, policy, now) }
  const events =
    ticket === null || outgoing.audience === 'engineer'
      ? []
      : [eventOf(ticket, 'undelivered', notDelivered(outgoing.kind, failure))]
  return { because, filed: null, tickets: [], events, send: [], entries: [] }
}

const NOTHING = { filed: null, tickets: [], events: [], entries: [] } as const

/** What goes to a customer and belongs to no ticket is a statement: whoever let it go is told. */
function statementLost(failure: DeliveryFailure, policy: Policy, now: Date): readonly Draft[] {
  const pen: Pen = { policy, cause: `failure ${failure.outgoingId} ${failure.recipient}`, now }
  const { recipient, text: diagnostic } = failure
  const heading = { is: 'statement not delivered', recipient, diagnostic } as const
  return policy.engineers
    .filter((one) => one.roles.includes('lead'))
    .map((lead) =>
      toEngineer(pen, null, lead, {
        kind: 'alert',
        answerIs: 'commands',
        event: 'statement',
        subject: heading,
        words: { letter: 'message', goes: { to: 'commands' }, heading, lines: [], quoted: null },
      }),
    )
}

/** The decision on an answer that did not arrive. `filed` is null: a bounce's own letter is filed by whoever judges it. */
export function decisionOnUndelivered(undelivered: Undelivered, pen: Pen): Decision {
  const { ticket, answer, failure } = undelivered
  const { policy, now } = pen
  const isMain = sameAddress(failure.recipient, ticket.customer.address)
  const after = isMain ? settle(missed(undelivered, now), policy, now) : ticket
  const shown = addressees(ticket, answer, pen).map((engineer) => ({
    engineer,
    draft: letterTo(engineer, after, undelivered, pen),
  }))
  const events = [eventOf(ticket, 'undelivered', notDelivered('answer', failure))]
  if (after.state !== ticket.state) {
    const detail = { is: 'state after an undelivered answer', from: ticket.state, to: after.state } as const
    events.push(eventOf(after, 'state', detail))
  }
  return {
    because: `${ticket.id}: an answer was not delivered to ${isMain ? 'the customer' : 'a participant'}: ${failure.lastingBecause}`,
    filed: null,
    tickets: after === ticket ? [] : [after],
    events,
    send: shown.map((one) => one.draft),
    entries: shown.flatMap(({ engineer, draft }) => keptFor(engineer, draft, undelivered, after, pen)),
  }
}

/** The ticket without the answer that its customer missed; unless he was answered later, somebody has to write to him. */
function missed({ ticket, answer, later }: Undelivered, now: Date): Ticket {
  const back = takenBack(ticket, answer, now, later)
  return later === null ? { ...back, undeliveredAt: now } : back
}

/**
 * The ticket as if the answer had never been: the turn that it gave to the customer is ours again, up to the acceptance of
 * a later answer. The state goes back only while nothing else has happened since. Not settled.
 */
export function takenBack(
  former: Ticket,
  answer: Pick<SentAnswer, 'filedAt' | 'outgoingId' | 'acceptedAt'>,
  at: Date,
  later: LaterAnswer | null = null,
): Ticket {
  const { filedAt } = answer
  const ticket = notAskedAt(filedAt, former)
  const turnedAt = answer.acceptedAt ?? filedAt
  const wasFirst = [filedAt, turnedAt].some((one) => ticket.answeredAt?.getTime() === one.getTime())
  const first = wasFirst ? (later === null ? null : (later.acceptedAt ?? later.filedAt)) : ticket.answeredAt
  const isOnItsWay = ticket.onItsWay?.outgoingId === answer.outgoingId
  const until = later?.acceptedAt ?? null
  const next: Ticket = {
    ...ticket,
    answeredAt: first,
    intervals: oursBetween(ticket.intervals, turnedAt, until),
    ...(isOnItsWay ? { onItsWay: null } : {}),
  }
  if (later !== null || !(isOnItsWay || restsOn(ticket, filedAt, turnedAt))) return next
  const back = moved({ ...ticket, answeredAt: first }, 'undelivered', at, 'undelivered')
  const gapless = back.intervals.map((one) => (one.to === null && one.from > filedAt ? { ...one, from: filedAt } : one))
  const closed = ticket.state === 'closed' ? gapless : back.intervals
  const isAsked = [filedAt, turnedAt].some((one) => ticket.waitingSince?.getTime() === one.getTime())
  const questions = isAsked ? null : ticket.questions
  return { ...back, questions, intervals: oursBetween(closed, turnedAt, null) }
}

/** Whether the ticket's state still is what this answer made of it: answered, waiting, or closed with the answer itself. */
function restsOn(ticket: Ticket, filedAt: Date, turnedAt: Date): boolean {
  if (finished(ticket.state)) return ticket.closedAt?.getTime() === filedAt.getTime()
  const open = ticket.intervals.find((one) => one.to === null)
  return open?.owner === 'customer' && open.from <= turnedAt
}

/** The customer's time in [from, until) made ours; null: as far as that turn of his goes. Neighbours of one owner become one. */
function oursBetween(intervals: readonly Interval[], from: Date, until: Date | null): readonly Interval[] {
  const turn = intervals.find(
    (one) => one.owner === 'customer' && one.from <= from && (one.to === null || one.to > from),
  )
  // The later answer may have been taken before the lost one, which the server had put off: then no time was ours.
  if (turn === undefined || (until !== null && until <= from)) return joined(intervals)
  const end = until === null || (turn.to !== null && turn.to < until) ? turn.to : until
  const pieces: readonly Interval[] = [
    { ...turn, to: from },
    { owner: 'us', from, to: end, because: 'undelivered' },
    ...(end === null ? [] : [{ ...turn, from: end }]),
  ]
  return joined(intervals.flatMap((one) => (one === turn ? pieces : [one])))
}

function joined(intervals: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = []
  for (const one of intervals) {
    if (one.to !== null && one.to <= one.from) continue
    const last = result.at(-1)
    const goesOn = last !== undefined && last.owner === one.owner && last.to?.getTime() === one.from.getTime()
    if (goesOn) result.splice(-1, 1, { ...last, to: one.to })
    else result.push(one)
  }
  return result
}

/** Who wrote it and whose ticket it is; those who hear the ticket when neither is known. */
function addressees(ticket: Ticket, answer: SentAnswer, pen: Pen): readonly Engineer[] {
  const named = [answer.engineer, ticket.engineer]
  const known = pen.policy.engineers.filter((one) =>
    named.some((name) => name !== null && sameAddress(name, one.address)),
  )
  return known.length > 0 ? known : hearing(ticket, pen.policy, new Map(), pen.now)
}

function stoppedWaiting(ticket: Ticket, after: Ticket): boolean {
  return ticket.state === 'waiting' && after.state !== 'waiting'
}

function letterTo(engineer: Engineer, after: Ticket, undelivered: Undelivered, pen: Pen): Draft {
  const { ticket, answer, failure } = undelivered
  const { policy, now } = pen
  const people = contractOf(ticket.standing, policy)?.people ?? []
  const words: UndeliveredWords = {
    letter: 'undelivered',
    number: toCustomerWords(ticket, policy).number,
    recipient: failure.recipient,
    sentAt: answer.filedAt,
    failedAt: now,
    permanent: failure.lastingBecause !== 'expired',
    server: null,
    diagnostic: diagnosticOf(failure),
    means: meaningOf(failure),
    by: failure.lastingBecause === 'bounced' ? 'theirs' : 'ours',
    wasWaiting: stoppedWaiting(ticket, after),
    deadlineAt: after.deadline,
    timeLeft: timeLeft(after, policy, now),
    customerPhone: ticket.customerPhone,
    otherPeople: people.filter((one) => !sameAddress(one.address, failure.recipient)),
    text: answer.text,
  }
  return toEngineer(pen, after, engineer, {
    kind: 'alert',
    answerIs: 'commands',
    event: 'undelivered',
    words,
    urgent: true,
  })
}

/** The answer kept under the mail that tells of it, so that one command there sends it again. */
function keptFor(
  engineer: Engineer,
  draft: Draft,
  undelivered: Undelivered,
  after: Ticket,
  pen: Pen,
): readonly Entry[] {
  const { ticket, answer } = undelivered
  const key = draft.messageId.slice(0, draft.messageId.lastIndexOf('@'))
  const token = readToken(key, engineer.address, pen.policy.secret)
  const letter: KeptLetter = {
    key,
    because: 'undelivered',
    engineer: engineer.address,
    ticket: ticket.id,
    token: token === null ? null : { ...token, kind: 'answer' },
    letterSha256: answer.attachments[0]?.letterSha256 ?? '',
    messageId: null,
    reply: answer.text,
    attachments: answer.attachments.map(asAttachment),
    subject: ticket.subject,
    asks: stoppedWaiting(ticket, after) && ticket.questions === answer.text,
    until: new Date(pen.now.getTime() + KEEP_DAYS * 86_400_000),
    seenAt: pen.now,
  }
  return [{ kind: 'keep', letter }]
}

/** As long as other kept letters wait for their answer. */
const KEEP_DAYS = 14

function asAttachment({ part, name, type, bytes, sha256 }: PartOfLetter): KeptLetter['attachments'][number] {
  return { part, name, type, bytes, sha256, inline: false, contentId: null }
}

/** The server's own line, at most 200 characters, control characters shown as such and never carried out. */
function diagnosticOf(failure: DeliveryFailure): string {
  const code = failure.text.startsWith(String(failure.code)) ? '' : `${failure.code ?? ''} `
  return `${code}${failure.text}`
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, 200)
}

function notDelivered(what: OutgoingKind, failure: DeliveryFailure): Sentence {
  return { is: 'not delivered', what, recipient: failure.recipient, diagnostic: diagnosticOf(failure) }
}

/** What the refusal means, by its enhanced status (RFC 3463) first, by the words of well-known servers second. */
export function meaningOf(failure: DeliveryFailure): UndeliveredWords['means'] {
  const { status, lastingBecause } = failure
  if (lastingBecause === 'unsendable') return 'unsendable'
  if (lastingBecause === 'too large') return 'too-big'
  const words = failure.text.toLowerCase()
  const [, , subject = '', detail = ''] = /^([245])\.(\d{1,3})\.(\d{1,3})$/.exec(status ?? '') ?? []
  const code = `${subject}.${detail}`
  if (['1.1', '1.3', '1.6', '2.1'].includes(code)) return 'no-mailbox'
  if (code === '2.2') return 'full'
  if (['3.4', '2.3'].includes(code)) return 'too-big'
  if (['1.2', '4.4'].includes(code) || code === '1.10') return 'no-domain'
  if (/spam|спам|blocklist|blacklist|dnsbl|rbl\b/.test(words)) return 'spam'
  if (/host not found|nxdomain|no mx|domain .*(?:not exist|not found)|enotfound/.test(words)) return 'no-domain'
  if (
    /user unknown|no such (?:user|mailbox|recipient)|unknown user|does not exist|not found|invalid mailbox/.test(words)
  ) {
    return 'no-mailbox'
  }
  if (/quota|mailbox (?:is )?full|over limit|переполнен/.test(words)) return 'full'
  if (/too (?:big|large)|size limit|exceeds/.test(words)) return 'too-big'
  if (subject === '7') return 'spam'
  return lastingBecause === 'expired' ? 'expired' : 'other'
}
