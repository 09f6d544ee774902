// The sections of the morning mail: which tickets stand in each, and what is said of them.
import { dayKey, hoursOn, laterOf, localParts, officialHorizon } from '../../calendar/calendar.ts'
import { sameAddress } from '../../letter.ts'
import type { DigestWords, Figures, Line, TicketLine } from '../../words/words.ts'
import { lineOf } from '../saying/card.ts'
import type { MomentFacts } from '../scene/decision.ts'
import { isServed } from '../ticket/entitlement.ts'
import { closingWord, dayOnWord, momentWord, say } from '../ticket/phrases.ts'
import type { Policy } from '../ticket/policy.ts'
import { clockStands, firstAnswerBy, houseClock, isOverdue, waitingDates } from '../ticket/promise.ts'
import { newsDueAt, sinceOf } from '../ticket/schedule.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { contractsEnding } from './contracts-ending.ts'

/** A part of the morning mail with its heading. */
export type Section = DigestWords['sections'][number]

/** All that a morning mail is made of. */
export interface Morning {
  /** The last thirty days', where somebody counts. */
  readonly figures: Figures | null
  readonly facts: MomentFacts
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

/** «Сегодня пятница, 30.04.2027; короткий день, до 17:00.» */
export function todayWords(morning: Morning): string {
  const { policy, today, now } = morning
  const [ru, en] = WEEKDAYS[localParts(now, policy.zone).weekday - 1] ?? ['', '']
  const closeAt = hoursOn(now, houseClock(policy))?.closeAt ?? now
  const { hour, minute } = localParts(closeAt, policy.zone)
  const closes = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  const early =
    closes === policy.terms.close ? '' : say(policy, `; короткий день, до ${closes}`, `; a short day, until ${closes}`)
  return `${say(policy, `Сегодня ${ru}`, `Today is ${en}`)}, ${dayOnWord(policy, today)}${early}.`
}

const WEEKDAYS: readonly (readonly [string, string])[] = [
  ['понедельник', 'Monday'],
  ['вторник', 'Tuesday'],
  ['среда', 'Wednesday'],
  ['четверг', 'Thursday'],
  ['пятница', 'Friday'],
  ['суббота', 'Saturday'],
  ['воскресенье', 'Sunday'],
]

/** How far the official calendar still reaches, when that is not far. */
export function calendarWarning({ policy, now }: Morning): readonly string[] {
  const { lastOn, daysAhead, afterwards } = officialHorizon(policy.calendar, now, policy.zone)
  if (lastOn !== null && daysAhead > HORIZON_DAYS) return []
  const ru = afterwards === 'preliminary' ? 'по предварительному' : 'по расчётному'
  if (lastOn === null) {
    return [
      say(
        policy,
        `Календарь: официального на этот год нет, сроки — ${ru}.`,
        `Calendar: none official for this year, dates are ${afterwards}.`,
      ),
    ]
  }
  return [
    say(
      policy,
      `Календарь: официальный заканчивается ${dayOnWord(policy, lastOn)}, через ${daysAhead} дн.; дальше сроки — ${ru}.`,
      `Calendar: the official one ends on ${dayOnWord(policy, lastOn)}, in ${daysAhead} days; later dates are ${afterwards}.`,
    ),
  ]
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
    say(policy, 'Высокая критичность', 'High criticality'),
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
  return section(say(policy, 'Первый ответ ещё не дан', 'No first answer yet'), late, morning, (one) =>
    firstAnswerNote(one, policy),
  )
}

/** By when the first answer is due by the house's norm. */
export function firstAnswerNote(ticket: Ticket, policy: Policy): string {
  const by = momentWord(policy, firstAnswerBy(ticket, policy))
  return say(policy, `первый ответ: норма до ${by}`, `first answer due by ${by}`)
}

/** Tickets to which their customers have written since the last morning mail. */
export function customersLetters(tickets: readonly Ticket[], morning: Morning): Section {
  const { policy, facts, since } = morning
  const fresh = tickets.filter((one) => (facts.lastFromCustomer.get(one.id)?.at.getTime() ?? 0) > since.getTime())
  const from = momentWord(policy, since)
  return section(say(policy, `Письма клиентов с ${from}`, `Customers' mails since ${from}`), fresh, morning, (one) => {
    const at = facts.lastFromCustomer.get(one.id)?.at
    return at === undefined ? null : momentWord(policy, at)
  })
}

/** Tickets whose customer has been waited for longer than the reminder. */
export function waitingLong(tickets: readonly Ticket[], morning: Morning): Section {
  const { policy, now } = morning
  const long = tickets.filter((one) => {
    const since = one.state === 'waiting' ? sinceOf(one) : null
    return since !== null && waitingDates(since, policy).remindAt <= now
  })
  const days = policy.waiting.remindDays
  return section(
    say(policy, `Ждём клиента дольше ${days} рабочих дней`, `Waiting for the customer over ${days} working days`),
    long,
    morning,
    (one) => {
      const since = sinceOf(one)
      if (since === null) return null
      const closes = closingWord(policy, waitingDates(since, policy).closesAt)
      return say(
        policy,
        `с ${momentWord(policy, since)}, закрытие ${closes}`,
        `since ${momentWord(policy, since)}, closes ${closes}`,
      )
    },
  )
}

/** Tickets with development, and by when their customers want news. */
export function inDevelopment(tickets: readonly Ticket[], morning: Morning): Section {
  const { policy } = morning
  const there = tickets.filter((one) => one.state === 'development')
  return section(say(policy, 'В отделе разработки', 'With development'), there, morning, (one) => {
    const since = sinceOf(one)
    if (since === null) return null
    const told = morning.facts.lastToCustomer?.get(one.id) ?? since
    const by = closingWord(policy, newsDueAt(laterOf(since, told), policy))
    return say(
      policy,
      `с ${momentWord(policy, since)}, написать клиенту до ${by}`,
      `since ${momentWord(policy, since)}, news due by ${by}`,
    )
  })
}

/** What did not arrive, of those tickets that concern the reader. */
export function undelivered(morning: Morning, concerns: (ticket: number) => boolean): Section {
  const { policy, facts } = morning
  return lineSection(
    say(policy, 'Не доставлено', 'Undelivered'),
    facts.undelivered
      .filter(({ ticket }) => ticket === null || concerns(ticket))
      .map(
        ({ ticket, recipient, reason }) =>
          `${ticket === null ? '—' : numberOf(ticket, policy)}  ${recipient}: ${reasonWords(reason, policy)}`,
      ),
  )
}

/** Why the desk itself holds a letter back; the servers' words stay as they are. */
const OUR_REASONS: Readonly<Record<string, string>> = {
  'a repeat would differ from what was begun': 'придержано: повтор отличался бы от того, что уже начали отправлять',
  'it may have been sent before the books were restored': 'придержано: возможно, отправлено до восстановления из копии',
}

function reasonWords(reason: string, policy: Policy): string {
  return say(policy, OUR_REASONS[reason] ?? reason, reason)
}

/** Tickets closed without a category. */
export function unsorted(tickets: readonly Ticket[], morning: Morning): Section {
  const { policy } = morning
  return section(
    say(policy, 'Закрыто без категории (!категория …)', 'Closed without a category (!category …)'),
    tickets,
    morning,
    () => null,
  )
}

/** The contracts that end within thirty days. */
export function endingContracts(morning: Morning): Section {
  const { policy, now } = morning
  return lineSection(
    say(policy, 'Договоры, которые заканчиваются', 'Contracts that end soon'),
    contractsEnding(policy, now).map(({ contract, daysLeft }) =>
      say(
        policy,
        `№ ${contract.number}  ${contract.organisation}  до ${dayOnWord(policy, contract.validTo)}, осталось дней: ${daysLeft}`,
        `${contract.number}  ${contract.organisation}  until ${dayOnWord(policy, contract.validTo)}, days left: ${daysLeft}`,
      ),
    ),
  )
}

/** Who has how much to do. */
export function people(morning: Morning): Section {
  const { policy, queue, now, facts } = morning
  return lineSection(
    say(policy, 'Люди', 'People'),
    policy.engineers
      .filter((one) => one.roles.includes('engineer'))
      .map((one) => {
        const own = queue.filter((ticket) => ticket.engineer !== null && sameAddress(ticket.engineer, one.address))
        const turn = own.filter((ticket) => ticket.state === 'open').length
        const late = own.filter((ticket) => isOverdue(ticket, now)).length
        const away = (facts.away.get(one.address.toLowerCase()) ?? now) > now
        return say(
          policy,
          `${one.name}${away ? ' (в отпуске)' : ''}: открыто ${own.length}, ждут ответа ${turn}, просрочено ${late}`,
          `${one.name}${away ? ' (away)' : ''}: open ${own.length}, waiting for an answer ${turn}, overdue ${late}`,
        )
      }),
  )
}

/** A heading with its day. */
export function dayHeading(policy: Policy, ru: string, en: string, day: string | undefined): string {
  return `${say(policy, ru, en)}${day === undefined ? '' : ` (${dayOnWord(policy, day)})`}`
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
export function orNothing(policy: Policy, sections: readonly Section[]): readonly Section[] {
  const kept = sections.filter((one) => one.tickets.length + one.lines.length > 0)
  if (kept.length > 0) return kept
  const line = say(policy, 'Просроченных и срочных обращений нет.', 'There are no overdue and no urgent tickets.')
  return [lineSection('', [line])]
}

/** SKPS-12. */
export function numberOf(ticket: number, policy: Policy): string {
  return printNumber(policy.support.ticketPrefix, ticket)
}
