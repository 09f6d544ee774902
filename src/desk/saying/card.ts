// What engineers see of a ticket: the card on top of its mails, its line in a list, and the order of the queue.
import { dayKey, daysBetween } from '../../calendar/calendar.ts'
import { sameAddress } from '../../letter.ts'
import type { CardWords, Line, Sentence, SupportWords, TheirNumber, TicketLine } from '../../words/words.ts'
import type { Alike } from '../ticket/canned.ts'
import { contractNumbered, contractOf, isServed, personAt } from '../ticket/entitlement.ts'
import { finished } from '../ticket/lifecycle.ts'
import type { Policy } from '../ticket/policy.ts'
import { clockStands, datesPromised, firstAnswerBy, secondsLeft, timeLeft } from '../ticket/promise.ts'
import { bareSubject, printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** What a card shows beside the ticket itself. */
export interface CardExtras {
  readonly earlier: readonly Ticket[]
  readonly earlierCount: number | null
  readonly acknowledgement: CardWords['acknowledgement']
  readonly warnings: readonly Line[]
  readonly mentions: readonly number[]
  readonly alike?: Alike
}

/** Nothing beside the ticket itself: for alerts and reminders. */
export const NO_EXTRAS: CardExtras = {
  earlier: [],
  earlierCount: null,
  acknowledgement: null,
  warnings: [],
  mentions: [],
}

/** The card of a ticket, as facts. */
export function cardOf(ticket: Ticket, policy: Policy, now: Date, extras: CardExtras): CardWords {
  return {
    number: numberOf(ticket, policy),
    subject: subjectOf(ticket, policy),
    state: ticket.state,
    criticality: ticket.criticality,
    criticalGround: ticket.criticalGround,
    criticalWhy: ticket.criticalWhy,
    confirmedBy: ticket.criticality === 'high' ? engineerName(policy, ticket.criticalBy) : null,
    customer: ticket.customer,
    customerPhone: ticket.customerPhone,
    organisation: ticket.organisation,
    contract: contractOnCard(ticket, policy, now),
    receivedAt: ticket.receivedAt,
    channel: ticket.channel,
    registeredBy: engineerName(policy, ticket.registeredBy),
    firstAnswerBy: ticket.answeredAt === null && !finished(ticket.state) ? firstAnswerBy(ticket, policy) : null,
    dates: datesPromised(ticket),
    timeLeft: timeLeft(ticket, policy, now),
    clockStands: clockStands(ticket),
    provisional: ticket.provisional,
    category: ticket.category,
    categoryWhy: ticket.categoryWhy,
    earlier: extras.earlier.map((one) => ({
      number: numberOf(one, policy),
      state: one.state,
      closedAt: one.closedAt,
      engineerName: engineerName(policy, one.engineer),
    })),
    earlierCount: extras.earlierCount,
    acknowledgement: extras.acknowledgement,
    engineerName: engineerName(policy, ticket.engineer),
    warnings: extras.warnings,
    rota: rotaLine(ticket, policy),
    similar: extras.alike === undefined ? [] : similarLines(extras.alike, policy),
    theirNumbers: ticket.theirNumbers ?? [],
    mentions: extras.mentions.map((id) => printNumber(policy.support.ticketPrefix, id)),
  }
}

/** Why it is whose it is, where a rota gives tickets out; null where there is none, or an engineer has decided since. */
export function rotaLine(ticket: Ticket, policy: Policy): Sentence | null {
  const { byRota, engineer, state, criticality } = ticket
  if (byRota !== undefined) return { is: 'by the rota', engineer: engineerName(policy, engineer) ?? '', ...byRota }
  const isHole = policy.rota.rows.length > 0 && state === 'new' && criticality === 'normal'
  return isHole ? { is: 'rota names nobody' } : null
}

/** What was solved before and is like it: for engineers, who decide whether it is. */
function similarLines({ knowledge, tickets }: Alike, policy: Policy): readonly Sentence[] {
  return [
    ...knowledge.map(({ name }): Sentence => ({ is: 'like knowledge', name })),
    ...tickets.map(
      (one): Sentence => ({
        is: 'like ticket',
        number: numberOf(one, policy),
        subject: subjectOf(one, policy),
        state: one.state,
        closedAt: one.closedAt,
      }),
    ),
  ]
}

function contractOnCard(ticket: Ticket, policy: Policy, now: Date): CardWords['contract'] {
  const { standing } = ticket
  const none = { numbers: [], validTo: null, daysLeft: null }
  switch (standing.kind) {
    case 'open':
      return { found: 'not-needed', ...none }
    case 'none':
      return { found: 'none', ...none }
    case 'several':
      return { found: 'several', ...none, numbers: standing.contracts }
    case 'covered':
      return { found: standing.by, ...validity(standing.contract, policy, now) }
    case 'expired':
    case 'not-yet':
      return { found: standing.kind, ...validity(standing.contract, policy, now) }
  }
}

function validity(number: string, policy: Policy, now: Date): Omit<CardWords['contract'], 'found'> {
  const validTo = contractNumbered(number, policy)?.validTo ?? null
  const daysLeft = validTo === null ? null : daysBetween(dayKey(now, policy.zone), validTo)
  return { numbers: [number], validTo, daysLeft }
}

/** A ticket as one line of a list; `note` is what this list has to say of it. */
export function lineOf(ticket: Ticket, policy: Policy, now: Date, note: Line | null): TicketLine {
  return {
    number: numberOf(ticket, policy),
    subject: subjectOf(ticket, policy),
    state: ticket.state,
    criticality: ticket.criticality,
    organisation: ticket.organisation,
    customer: ticket.customer.name || ticket.customer.address || (ticket.customerPhone ?? ''),
    engineerName: engineerName(policy, ticket.engineer),
    deadlineAt: ticket.deadline,
    timeLeft: timeLeft(ticket, policy, now),
    clockStands: clockStands(ticket),
    note,
  }
}

/** The support's name, address, telephone and manuals, as every letter to a customer knows them. */
export function supportWords(policy: Policy): SupportWords {
  const { name, address, phone, phoneHours, manuals } = policy.support
  return { name, address, phone, phoneHours, manuals }
}

/** Number, bare subject, the contract's form of address and the support's data: what every letter to a customer knows. */
export function toCustomerWords(
  ticket: Ticket,
  policy: Policy,
): {
  readonly number: string
  readonly subject: string
  readonly greeting: string | null
  readonly theirNumber?: TheirNumber
  readonly support: SupportWords
} {
  const theirs = ticket.theirNumbers?.at(-1)
  return {
    number: numberOf(ticket, policy),
    subject: subjectOf(ticket, policy),
    greeting: greetingOf(ticket, policy),
    ...(theirs === undefined ? {} : { theirNumber: theirs }),
    support: supportWords(policy),
  }
}

/** The contract's own form of address, never guessed; only under a valid contract, else a letter would name the person to anybody. */
function greetingOf(ticket: Ticket, policy: Policy): string | null {
  const { standing, customer } = ticket
  if (!isServed(standing)) return null
  const contracts =
    standing.kind === 'several'
      ? standing.contracts.map((number) => contractNumbered(number, policy))
      : [contractOf(standing, policy)]
  return contracts.map((one) => personAt(customer.address, one)?.greeting ?? null).find((one) => one !== null) ?? null
}

/** «Пётр Иванов» of an engineer's address, or null. */
export function engineerName(policy: Policy, address: string | null): string | null {
  if (address === null) return null
  return policy.engineers.find((one) => sameAddress(one.address, address))?.name ?? null
}

function numberOf(ticket: Ticket, policy: Policy): string {
  return printNumber(policy.support.ticketPrefix, ticket.id)
}

function subjectOf(ticket: Ticket, policy: Policy): string {
  const { ticketPrefix, ticketPrefixAliases } = policy.support
  return bareSubject(ticket.subject, [ticketPrefix, ...ticketPrefixAliases])
}

/**
 * The queue's order, the same in every list: high and suspected criticality first, then by working time left, then
 * tickets without a deadline, finished ones last, the latest finished first.
 */
export function queueOrder(tickets: readonly Ticket[], policy: Policy, now: Date): readonly Ticket[] {
  return tickets
    .map((ticket) => ({ ticket, rank: rankOf(ticket), left: urgencyOf(ticket, policy, now) }))
    .sort((a, b) => a.rank - b.rank || a.left - b.left || a.ticket.id - b.ticket.id)
    .map(({ ticket }) => ticket)
}

function rankOf(ticket: Ticket): number {
  if (finished(ticket.state)) return 3
  if (ticket.criticality !== 'normal') return 0
  return ticket.deadline === null ? 2 : 1
}

/** Smaller comes first: working seconds left; of tickets without a deadline the arrival; of finished ones the latest end. */
function urgencyOf(ticket: Ticket, policy: Policy, now: Date): number {
  if (finished(ticket.state)) return -(ticket.closedAt?.getTime() ?? 0)
  return secondsLeft(ticket, policy, now) ?? ticket.receivedAt.getTime()
}
