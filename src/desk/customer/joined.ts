// A customer's letter on a ticket that stands: whose turn it is now, whether the clock runs again and the date has moved,
// whether a closed ticket is opened anew. Who is told stands in telling.ts; old text goes to nobody.
import { sameAddress } from '../../letter.ts'
import type { CardNotice } from '../../words/words.ts'
import { complaintIn } from '../saying/complaint.ts'
import { cardsTo } from '../saying/showing.ts'
import type { Decision } from '../scene/decision.ts'
import { hearing } from '../scene/drafts.ts'
import { takesPart } from '../scene/joining.ts'
import { ownSubject, ownWords } from '../scene/own-subject.ts'
import { withColleagues, withParticipant } from '../scene/participants.ts'
import { type CustomerScene, eventBy, eventOf, filedAs, shownText, withRole } from '../scene/scene.ts'
import { calling } from '../ticket/alarm.ts'
import { mayDeclareCritical, suspected } from '../ticket/criticality.ts'
import { contractOf } from '../ticket/entitlement.ts'
import { customerWrote } from '../ticket/lifecycle.ts'
import { suspicionFields } from '../ticket/opening.ts'
import { countedAnew, promised, settle } from '../ticket/promise.ts'
import { withNumbers } from '../ticket/their-number.ts'
import { threadAfter } from '../ticket/thread.ts'
import type { Ticket, TicketEvent } from '../ticket/ticket.ts'
import type { Joining } from './occasion.ts'
import { alertedRow, suspicionDetail } from './opening-history.ts'
import { alertsOn, cardsOn, dateMoved, noticeToCustomer, shownOn } from './telling.ts'

/** Working days that a reopened ticket is promised from then on. */
const REOPENED_DAYS = 5

/** The decision on a customer's letter that goes on with a ticket: the ordinary case. */
export function goesOn(scene: CustomerScene, joining: Joining): Decision {
  const before = joining.ticket
  if (before.state === 'declined') return shownOnly(scene, joining, { is: 'declined, writes again' }, 'lead')
  const after = advanced(scene, joining)
  return {
    because: joinsBecause(joining),
    filed: { ticket: before.id, role: 'customer', shown: shownText(scene.letter) },
    tickets: [after],
    events: historyOf(scene, joining, after),
    send: [
      ...noticeToCustomer(scene, before, after),
      ...alertsOn(scene, before, after),
      ...cardsOn(scene, joining, after),
    ],
    entries: [],
  }
}

/** The letter becomes a message of the ticket and is shown; state, clock and dates stay as they are. */
export function shownOnly(
  scene: CustomerScene,
  joining: Joining,
  notice: CardNotice | null,
  to: 'hearing' | 'lead',
): Decision {
  const { ticket } = joining
  const after = withLetter(scene, joining)
  const { policy, facts, now } = scene
  const engineers = to === 'lead' ? withRole('lead', scene) : hearing(ticket, policy, facts.away, now)
  return {
    ...filedAs({ ticket: ticket.id, role: 'customer', shown: shownText(scene.letter) }, joinsBecause(joining)),
    tickets: [after],
    events: [eventBy(scene, ticket, 'joined', { is: 'joined', rule: joining.rule, notice })],
    send: cardsTo(engineers, shownOn(scene, joining, after, 'customer', notice)),
  }
}

/** The ticket after the letter, its dates counted anew; a date that has moved is promised anew. */
function advanced(scene: CustomerScene, joining: Joining): Ticket {
  const { policy, now } = scene
  const at = momentOf(scene, joining.ticket)
  const ticket = withLetter(scene, joining)
  const open = ticket.state === 'closed' ? reopened(ticket, at) : customerWrote(ticket, at, 'customer wrote')
  const settled = settle(withSuspicion(scene, open), policy, now)
  if (ticket.state === 'closed') return promised(settled, 'reopened', policy, now)
  return dateMoved(ticket, settled) ? promised(settled, 'resumed', policy, now) : settled
}

/** The same number, five working days from then; the former promise stays in the list. */
function reopened(ticket: Ticket, at: Date): Ticket {
  const next = customerWrote(ticket, at, 'customer reopened')
  const anew = countedAnew(next, at, Math.min(REOPENED_DAYS, ticket.terms.maxDays))
  return { ...anew, reopened: ticket.reopened + 1 }
}

/** When it came, never before the turn that it ends began. */
function momentOf({ letter }: CustomerScene, ticket: Ticket): Date {
  const began = ticket.intervals.at(-1)?.from ?? ticket.receivedAt
  const ended = ticket.closedAt ?? began
  return new Date(Math.max(letter.arrivedAt.getTime(), began.getTime(), ended.getTime()))
}

/** The ticket with the letter's people, its place in the thread, and the number that its sender's office gave it. */
function withLetter(scene: CustomerScene, joining: Joining): Ticket {
  const { letter } = scene
  const texts = [letter.subject, letter.reply, ...letter.attachments.map((one) => one.name)]
  return withNumbers({ ...joining.ticket, ...company(scene, joining) }, texts)
}

/** Who takes part after the letter, and the thread that the next answer goes to. */
function company(scene: CustomerScene, { ticket, newcomer }: Joining): Pick<Ticket, 'participants' | 'thread'> {
  const { letter, policy } = scene
  const joined = newcomer && letter.from !== null ? withParticipant(ticket, letter.from) : ticket.participants
  return {
    participants: withColleagues({ ...ticket, participants: joined }, letter, policy, newcomer),
    thread: inCustomersThread(scene, ticket) ? { ...ticket.thread, ...threadAfter(letter) } : ticket.thread,
  }
}

/** Whether the one who asked has this letter too: he wrote it, or stands in To or Cc. */
function inCustomersThread({ letter }: CustomerScene, ticket: Ticket): boolean {
  if (threadAfter(letter).lastMessageId === null) return false
  const has = [...(letter.from === null ? [] : [letter.from]), ...letter.to, ...letter.cc]
  return has.some((one) => sameAddress(one.address, ticket.customer.address))
}

/** A new word of trouble raises the suspicion; what an engineer has decided stands. */
function withSuspicion({ letter, policy, now }: CustomerScene, ticket: Ticket): Ticket {
  if (ticket.criticality !== 'normal' || ticket.criticalBy !== null) return ticket
  const mayDeclare = mayDeclareCritical(letter.from?.address ?? '', contractOf(ticket.standing, policy))
  const said = {
    subject: ownSubject(letter, ticket, policy) ?? '',
    text: letter.reply,
    importanceHigh: letter.importanceHigh,
  }
  const suspicion = suspected(said, policy, mayDeclare)
  return suspicion === null ? ticket : calling({ ...ticket, ...suspicionFields(suspicion) }, now)
}

function historyOf(scene: CustomerScene, joining: Joining, after: Ticket): readonly TicketEvent[] {
  const { ticket: before, rule } = joining
  const events = [
    eventBy(scene, after, 'joined', { is: 'joined', rule, notice: null }),
    ...turnOf(scene, before, after),
  ]
  const promise = after.promises.at(-1)
  if (after.promises.length > before.promises.length && after.deadline !== null && promise !== undefined) {
    const given = { is: 'promise given', deadlineAt: after.deadline, rule: promise.rule } as const
    events.push(eventOf(after, 'promise', given))
  }
  if (before.criticality !== after.criticality) {
    events.push(eventOf(after, 'criticality', suspicionDetail(after)), alertedRow(after))
  }
  const complaint = complaintIn(ownWords(scene.letter, before, scene.policy))
  if (complaint !== null) events.push(eventOf(after, 'complaint', { is: 'somebody said', text: complaint }))
  const fresh = after.participants.filter((one) => !takesPart(before, one.address))
  if (fresh.length > 0) events.push(eventOf(after, 'participants', fresh.map((one) => one.address).join(', ')))
  return events
}

/** The row that says whose turn it is now, where that has changed. */
function turnOf(scene: CustomerScene, before: Ticket, after: Ticket): readonly TicketEvent[] {
  const [from, to] = [before.state, after.state]
  if (from === to) return []
  if (from !== 'closed') return [eventBy(scene, after, 'state', { is: 'state changed', from, to })]
  return [eventBy(scene, after, 'reopened', { is: 'open again from', from, to, times: after.reopened })]
}

/** For the log: which ticket, by which kind of clue. Never the id itself, which may hold an address. */
export function joinsBecause({ ticket, rule }: Joining): string {
  return `joins ${ticket.id} by ${rule.clue.by}`
}
