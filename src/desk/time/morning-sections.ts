// The sections of the morning mail: which tickets stand in each, and what is said of them.
import { dayKey, hoursOn, laterOf, localParts, officialHorizon } from '../../calendar/calendar.ts'
import { type Said, sameAddress } from '../../letter.ts'
import type { DigestWords, Figures, HoldBacks, Line, Sentence, TicketLine, Today } from '../../words/words.ts'
import { lineOf } from '../saying/card.ts'
import { isServed } from '../ticket/entitlement.ts'
import type { Policy } from '../ticket/policy.ts'
import { clockStands, firstAnswerBy, houseClock, isOverdue, waitingDates } from '../ticket/promise.ts'
import { newsDueAt, sinceOf } from '../ticket/schedule.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { contractsEnding } from './contracts-ending.ts'
import type { MorningFacts } from './facts.ts'

/** A part of the morning mail with its heading. */
export type Section = DigestWords['sections'][number]

/** All that a morning mail is made of. */
export interface Morning {
  /** The last thirty days', where somebody counts. */
  readonly figures: Figures | null
  readonly facts: MorningFacts
  readonly policy: Policy
  readonly now: Date
  /** Tickets not finished, in the queue's order. */
  readonly queue: readonly Ticket[]
  readonly today: string
  /** The opening of the day of the last morning mail, of yesterday when there was none. */
  readonly since: Date
  /** The next two working days. */
  readonly next: readonly string[]
}

/** Longer sections end with «и ещё N». */
const LONGEST = 20
/** The official calendar is worth a word when it reaches no further. */
const HORIZON_DAYS = 120

/** Today, and when it closes where that is earlier than usual. */
export function todayOf({ policy, today, now }: Morning): Today {
  const closeAt = hoursOn(now, houseClock(policy))?.closeAt ?? now
  const { hour, minute } = localParts(closeAt, policy.zone)
  const closes = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return { on: today, closes: closes === policy.terms.close ? null : closes }
}

/** How far the official calendar still reaches, when that is not far. */
export function calendarWarning({ policy, now }: Morning): readonly Sentence[] {
  const horizon = officialHorizon(policy.calendar, now, policy.zone)
  return horizon.lastOn !== null && horizon.daysAhead > HORIZON_DAYS ? [] : [{ is: 'calendar ends', ...horizon }]
}

/** Whether the running promise ends on that day. Overdue ones have a section of their own. */
export function isDueOn(ticket: Ticket, day: string | undefined, morning: Morning): boolean {
  const { deadline } = ticket
  if (deadline === null || day === undefined || ticket.state === 'answered' || clockStands(ticket)) return false
  return deadline > morning.now && dayKey(new Date(deadline.getTime() - 1), morning.policy.zone) === day
}

/** High and suspected criticality. */
export function critical(tickets: readonly Ticket[], morning: Morning): Section {
  const { policy } = morning
  return section(
    { is: 'high criticality' },
    tickets.filter((one) => one.criticality !== 'normal'),
    morning,
    (one) => (one.answeredAt === null ? firstAnswerNote(one, policy) : null),
  )
}

/** First answers that are late, or due before the day ends. */
export function unanswered(tickets: readonly Ticket[], morning: Morning): Section {
  const { policy, today } = morning
  const late = tickets.filter(
    (one) =>
      one.answeredAt === null &&
      (one.state === 'new' || one.state === 'open') &&
      isServed(one.standing) &&
      dayKey(firstAnswerBy(one, policy), policy.zone) <= today,
  )
  return section({ is: 'no first answer' }, late, morning, (one) => firstAnswerNote(one, policy))
}

/** By when the first answer is due by the house's norm. */
export function firstAnswerNote(ticket: Ticket, policy: Policy): Sentence {
  return { is: 'first answer by', at: firstAnswerBy(ticket, policy) }
}

/** Tickets to which their customers have written since the last morning mail. */
export function customersLetters(tickets: readonly Ticket[], morning: Morning): Section {
  const { facts, since } = morning
  const fresh = tickets.filter((one) => (facts.lastFromCustomer.get(one.id)?.at.getTime() ?? 0) > since.getTime())
  return section({ is: 'mails since', at: since }, fresh, morning, (one) => {
    const at = facts.lastFromCustomer.get(one.id)?.at
    return at === undefined ? null : { is: 'at that moment', at }
  })
}

/** Tickets whose customer has been waited for longer than the reminder. */
export function waitingLong(tickets: readonly Ticket[], morning: Morning): Section {
  const { policy, now } = morning
  const long = tickets.filter((one) => {
    const since = one.state === 'waiting' ? sinceOf(one) : null
    return since !== null && waitingDates(since, policy).remindAt <= now
  })
  return section({ is: 'waiting long', days: policy.waiting.remindDays }, long, morning, (one) => {
    const at = sinceOf(one)
    return at === null ? null : { is: 'waits since', at, closesAt: waitingDates(at, policy).closesAt }
  })
}

/** Tickets with development, and by when their customers want news. */
export function inDevelopment(tickets: readonly Ticket[], morning: Morning): Section {
  const { policy } = morning
  const there = tickets.filter((one) => one.state === 'development')
  return section({ is: 'with development' }, there, morning, (one) => {
    const at = sinceOf(one)
    if (at === null) return null
    const told = morning.facts.lastToCustomer.get(one.id) ?? at
    return { is: 'there since', at, newsBy: newsDueAt(laterOf(at, told), policy) }
  })
}

/** What did not arrive, of those tickets that concern the reader. */
export function undelivered(morning: Morning, concerns: (ticket: number) => boolean): Section {
  const { policy, facts } = morning
  return lineSection(
    { is: 'undelivered' },
    facts.undelivered
      .filter(({ ticket }) => ticket === null || concerns(ticket))
      .map(({ ticket, recipient, reason }): Sentence => {
        const number = ticket === null ? null : numberOf(ticket, policy)
        return { is: 'did not arrive', number, recipient, because: heldBack(reason) }
      }),
  )
}

/** Why the desk itself holds a letter back; the servers' words stay as they are. */
const HOLD_BACKS: readonly Said<HoldBacks>[] = [
  { is: 'a repeat would differ from what was begun' },
  { is: 'it may have been sent before the books were restored' },
  { is: 'nobody knows whether it arrived' },
]

function heldBack(reason: string): Said<HoldBacks> | string {
  return HOLD_BACKS.find(({ is }) => is === reason) ?? reason
}

/** Tickets closed without a category. */
export function unsorted(tickets: readonly Ticket[], morning: Morning): Section {
  return section({ is: 'closed unsorted' }, tickets, morning, () => null)
}

/** The contracts that end within thirty days. */
export function endingContracts(morning: Morning): Section {
  const { policy, now } = morning
  return lineSection(
    { is: 'contracts ending' },
    contractsEnding(policy, now).map(({ contract, daysLeft }): Sentence => {
      const { number, organisation, validTo } = contract
      return { is: 'contract ending', contract: number, organisation, lastOn: validTo, days: daysLeft }
    }),
  )
}

/** Who has how much to do. */
export function people(morning: Morning): Section {
  const { policy, queue, now, facts } = morning
  return lineSection(
    { is: 'people' },
    policy.engineers
      .filter((one) => one.roles.includes('engineer'))
      .map((one): Sentence => {
        const own = queue.filter((ticket) => ticket.engineer !== null && sameAddress(ticket.engineer, one.address))
        const turn = own.filter((ticket) => ticket.state === 'open').length
        const late = own.filter((ticket) => isOverdue(ticket, now)).length
        const away = (facts.away.get(one.address.toLowerCase()) ?? now) > now
        return { is: 'has so much', name: one.name, away, open: own.length, turn, late }
      }),
  )
}

/** A section of tickets, cut after twenty. */
export function section(
  heading: Line,
  tickets: readonly Ticket[],
  morning: Morning,
  note: (ticket: Ticket) => Line | null,
): Section {
  const { policy, now } = morning
  const shown = tickets.slice(0, LONGEST).map((one): TicketLine => lineOf(one, policy, now, note(one)))
  return { heading, tickets: shown, lines: [], more: tickets.length - shown.length }
}

/** A section of plain lines, cut after twenty. */
export function lineSection(heading: Line, lines: readonly Line[]): Section {
  return { heading, tickets: [], lines: lines.slice(0, LONGEST), more: Math.max(0, lines.length - LONGEST) }
}

/** Only the sections that say something; when none does, that. */
export function orNothing(sections: readonly Section[]): readonly Section[] {
  const kept = sections.filter((one) => one.tickets.length + one.lines.length > 0)
  return kept.length > 0 ? kept : [lineSection('', [{ is: 'nothing urgent' }])]
}

/** SKPS-12. */
export function numberOf(ticket: number, policy: Policy): string {
  return printNumber(policy.support.ticketPrefix, ticket)
}
