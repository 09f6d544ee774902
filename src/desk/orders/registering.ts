// The ticket that !новое opens: for the caller, or for the customer whose mail an engineer has forwarded. Whom the desk
// took for the customer is said in the transcript.
import type { Address, Letter } from '../../letter.ts'
import type { Draft, Sentence } from '../../words/words.ts'
import { acknowledgementOf, receivedWith } from '../saying/acknowledgement.ts'
import { type CardExtras, NO_EXTRAS } from '../saying/card.ts'
import { alertsTo, cardsTo, type Shown } from '../saying/showing.ts'
import { prefixesOf } from '../scene/clues.ts'
import { hearing } from '../scene/drafts.ts'
import { isMachines } from '../scene/loop-guard.ts'
import { type CustomerScene, withRole } from '../scene/scene.ts'
import { engineerAt, isOurs } from '../scene/sender.ts'
import { noted, refused, type Step, type Work } from '../scene/work.ts'
import { hasRegistered } from '../ticket/alarm.ts'
import { newTicket, type Request } from '../ticket/opening.ts'
import type { Policy } from '../ticket/policy.ts'
import { bareSubject, printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { mailToSplit } from './split-mail.ts'

/** Opens the ticket that the lines of !новое describe; refused when nobody can be taken for the customer. */
export function registered(work: Work): Step {
  const { facts, policy, now, engineer } = work.scene
  const customer = customerOf(work)
  if (customer === null) return refused({ is: 'whose request' })
  const ticket = newTicket(facts.nextNumber, requestOf(work, customer), null, policy, now)
  const person = nameOf(customer, ticket)
  const by = { is: 'registered by', engineer: engineer.name, person } as const
  return {
    work: noted({ ...work, before: null, ticket }, ticket.id, 'opened', by),
    outcome: [
      { is: 'registered for', person },
      { is: 'received, deadline', at: ticket.receivedAt, deadlineAt: ticket.deadline },
      tellsCustomer(ticket, policy),
    ],
  }
}

function nameOf(customer: Address, ticket: Ticket): string {
  const named = customer.name === '' ? customer.address : `${customer.name} <${customer.address}>`
  return customer.address === '' ? (ticket.customerPhone ?? '—') : named
}

function tellsCustomer(ticket: Ticket, policy: Policy): Sentence {
  if (mayHear(ticket, policy)) return { is: 'acknowledgement goes' }
  if (ticket.customer.address !== '') return { is: 'no acknowledgement to a machine' }
  const number = printNumber(policy.support.ticketPrefix, ticket.id)
  return { is: 'tell him the number', number, dated: ticket.deadline !== null }
}

/** !от, else the author of the forwarded mail, else the caller, known by his telephone alone. */
function customerOf(work: Work): Address | null {
  const { policy, letter } = work.scene
  const given = work.registration?.from ?? null
  const forwarded = letter.forwarded?.from ?? null
  if (given !== null) return given.name === '' && forwarded?.address === given.address ? forwarded : given
  const isPerson = (one: Address): boolean => engineerAt(one.address, policy) === null && !isOurs(one.address, policy)
  if (forwarded !== null && forwarded.address !== '' && isPerson(forwarded)) return forwarded
  const phone = work.registration?.phone ?? null
  return phone === null ? null : { name: '', address: '' }
}

function requestOf(work: Work, customer: Address): Request {
  const { letter, engineer } = work.scene
  const { registration, act } = work
  const forwarded = letter.forwarded
  const subject = subjectOf(work)
  return {
    customer,
    customerPhone: registration?.phone ?? null,
    subject,
    text: forwarded === null ? act.body : forwarded.text,
    receivedAt: registration?.at ?? letter.arrivedAt,
    channel: forwarded === null ? 'phone' : 'email',
    registeredBy: engineer.address,
    importanceHigh: false,
    files: letter.attachments.map((one) => one.name),
    thread: { lastMessageId: null, references: [], subject },
    readable: true,
  }
}

/** The forwarded mail's subject; else the mail's own when it begins a thread or forwards; else the first line of the text. */
function subjectOf({ scene: { letter, policy }, act }: Work): string {
  const prefixes = prefixesOf(policy)
  if (letter.forwarded?.subject) return bareSubject(letter.forwarded.subject, prefixes)
  const own = letter.inReplyTo === null || (letter.forwarded !== null && FORWARDS.test(letter.subject))
  if (own && letter.subject.trim() !== '') return bareSubject(letter.subject, prefixes)
  const text = act.body.trim() === '' ? (letter.forwarded?.text ?? '') : act.body
  return text.trim().split('\n')[0]?.trim().slice(0, 100) ?? ''
}

/** How clients begin the subject of a forward. */
const FORWARDS = /^\s*(?:fwd?|wg|пересл|переслано|фвд)\s*[:：]/iu

/** Whether its customer has an address, and one that people read: no automatic mail goes to a machine's. */
function mayHear({ customer }: Ticket, policy: Policy): boolean {
  return customer.address !== '' && !isMachines(customer.address, policy)
}

/** Whether the customer of the ticket that was split off gets a confirmation: not where his mail forbids an answer. */
export function acknowledgesSplit(work: Work): boolean {
  const { scene, opened, ticket } = work
  const mail = ticket === null ? null : mailToSplit(work, ticket)
  return opened !== null && mayHear(opened, scene.policy) && mail?.mayAcknowledge !== false
}

/** What a registered ticket says to others: the acknowledgement to the customer, cards to all who hear it, an alert to duty. */
export function announced(work: Work, ticket: Ticket): readonly Draft[] {
  return announcing(work.scene, ticket, asRequest(work))
}

/** The same of the ticket that !разделить makes of a customer's mail. */
export function announcedSplit(work: Work): readonly Draft[] {
  const { letter } = work.scene
  const { opened, ticket } = work
  if (opened === null) return []
  const text = (ticket === null ? null : mailToSplit(work, ticket))?.text ?? ''
  const mayAcknowledge = acknowledgesSplit(work)
  const mail = {
    ...letter,
    mayAcknowledge,
    from: opened.customer,
    arrivedAt: opened.receivedAt,
    attachments: [],
    to: [],
    cc: [],
  }
  const from = work.ticket === null ? [] : [work.ticket]
  const extras = from.length === 0 ? NO_EXTRAS : { ...NO_EXTRAS, earlier: from, earlierCount: from.length }
  return announcing(work.scene, opened, { ...mail, ...alone(text) }, extras)
}

/** What is said of a ticket that did not come by mail; `letter` stands for the mail that it would have been. */
export function announcing(
  scene: CustomerScene,
  ticket: Ticket,
  letter: Letter,
  extras: CardExtras = NO_EXTRAS,
): readonly Draft[] {
  const alike = scene.facts.alike?.(ticket.subject, letter.reply, ticket.id)
  const shown = (what: Shown['what']): Shown => ({
    pen: scene.pen,
    ticket,
    letter,
    what,
    extras: { ...extras, ...(alike === undefined ? {} : { alike }) },
    notice: null,
  })
  const duty =
    ticket.criticality === 'suspected' ? withRole('duty', scene).filter((one) => !hasRegistered(one, ticket)) : []
  const alertedAt = duty.length > 0 ? scene.now : null
  const ack =
    letter.mayAcknowledge && mayHear(ticket, scene.policy)
      ? [
          acknowledgementOf(
            scene.pen,
            ticket,
            { ...receivedWith(letter, ticket.language), ...recorded(ticket, letter) },
            alertedAt,
          ),
        ]
      : []
  const hear = hearing(ticket, scene.policy, scene.facts.away, scene.now)
  return [...ack, ...alertsTo(duty, shown('critical')), ...cardsTo(hear, shown('new'))]
}

/** What was written down of a call is repeated to the caller: he can put it right. */
function recorded({ channel }: Ticket, { reply }: Letter): { readonly recorded?: string } {
  const text = reply.trim()
  return channel === 'phone' && text !== '' ? { recorded: text } : {}
}

/** The request as colleagues see it: the engineer's record and the forwarded mail, without the commands. */
function asRequest(work: Work): Letter {
  return { ...work.scene.letter, mayAcknowledge: true, ...alone(recordOf(work)) }
}

/** A text that stands for a whole letter. */
function alone(text: string): Pick<Letter, 'reply' | 'text' | 'body' | 'quoted' | 'signature' | 'safeHtml'> {
  return { reply: text, text, body: text, quoted: '', signature: '', safeHtml: null }
}

/** What `show` prints as the ticket's first message. */
export function recordOf(work: Work): string {
  const forwarded = work.scene.letter.forwarded?.text ?? ''
  return [work.act.body.trim(), forwarded.trim()].filter((part) => part !== '').join('\n\n')
}
