// When we must answer: the dates that follow from arrival, terms, calendar and whose turn it was. Nothing here is
// edited in place: dates are counted anew from what was recorded, and promises once given are kept as they were.
import {
  addWorking,
  clockStart,
  countedDays,
  dayHours,
  dayOn,
  deadlineOf,
  earlierOf,
  elapsedSeconds,
  laterOf,
  nextOpening,
  postponement,
  type Stretch,
  startOfDay,
  statusBetween,
  type WorkClock,
  yearsBetween,
} from '../../calendar/calendar.ts'
import type { Dates, Ground, WorkingTime } from '../../words/words.ts'
import { isServed } from './entitlement.ts'
import { finished, handedOver, OWNER_IN } from './lifecycle.ts'
import type { Policy } from './policy.ts'
import { ruleOf } from './rule.ts'
import { wakeOf } from './schedule.ts'
import { clockFor, houseClock, ownTermsOf } from './terms.ts'
import type { GivenPromise, Interval, Ticket, TimedTicket } from './ticket.ts'

export { clockFor, houseClock, phoneClock, termsFor, termsOf } from './terms.ts'

/** Recounts all that is derived: whose turn it is, deadline, earliest, provisional, waitedSeconds, wakeAt. Every rule ends with it. */
export function settle(ticket: Ticket, policy: Policy, now: Date): Ticket {
  const turned = { ...ticket, intervals: withTurn(ticket, now) }
  const dated = { ...turned, ...datesOf(turned, policy) }
  return { ...dated, wakeAt: wakeOf(dated, policy, now) }
}

/** The ticket as it will be once a letter that is on its way has been taken, were it taken now: what that letter may say of dates. */
export function asIfTaken(ticket: Ticket, policy: Policy, now: Date): Ticket {
  if (ticket.onItsWay == null) return ticket
  const intervals = handedOver(ticket.intervals, OWNER_IN[ticket.state], now, ticket.onItsWay.because)
  return settle({ ...ticket, intervals, onItsWay: null }, policy, now)
}

/** Waiting for the contract's number is the customer's time (R1), from the letter that asks to the one that answers. */
function withTurn(ticket: Ticket, now: Date): readonly Interval[] {
  if (finished(ticket.state)) return handedOver(ticket.intervals, null, now, 'closed')
  if (ticket.onItsWay != null || !isServed(ticket.standing)) return ticket.intervals
  return handedOver(ticket.intervals, OWNER_IN[ticket.state], now, 'contract confirmed')
}

type Counted = Pick<Ticket, 'clockStart' | 'earliest' | 'deadline' | 'provisional' | 'waitedSeconds'>

function datesOf(ticket: Ticket, policy: Policy): Counted {
  const clock = clockFor(ticket.terms, policy)
  const { counting } = ticket
  const common = {
    clockStart: clockStart(ticket.receivedAt, clock),
    waitedSeconds: Math.round(sumOf(ticket.intervals.filter(isWait), clock)),
  }
  if (!isServed(ticket.standing)) return { ...common, earliest: null, deadline: null, provisional: false }
  const waits = waitsOf(ticket)
  const grace = graceOf(policy)
  const { deadline } = postponement(baseOf(ticket, clock), waits, clock, grace)
  const first =
    counting.agreedAt === null
      ? postponement(deadlineOf(counting.from, counting.minDays, clock), waits, clock, grace).deadline
      : (ticket.earliest ?? deadline)
  return {
    ...common,
    earliest: earlierOf(first, deadline),
    deadline,
    provisional: statusBetween(counting.from, deadline, clock) !== 'official',
  }
}

/** Dates of a ticket that are counted and not given. */
export type CountedDate = keyof Counted

/**
 * Which of a ticket's dates in the books differ from what follows from its arrival, terms, turns and calendar. None when
 * its last promise rests on calendar data that have been replaced since: then they are not to follow from the present ones.
 */
export function miscounted(ticket: Ticket, policy: Policy): readonly CountedDate[] {
  const last = ticket.promises.at(-1)
  // What no rule has filed, a letter that broke the desk, has no dates either.
  if (last === undefined) return []
  const clock = clockFor(ticket.terms, policy)
  const until = ticket.deadline ?? ticket.counting.from
  const calendar = yearsBetween(ticket.counting.from, until, clock).map(({ year, version }) => `${year}:${version}`)
  const restsOn = new Set(last.calendar.split(' '))
  if (!calendar.every((one) => restsOn.has(one))) return []
  // Before there was a grace every wait moved the date: what was counted so and has not changed since holds.
  const former = datesOf(ticket, { ...policy, waiting: { ...policy.waiting, graceMinutes: 0 } })
  const counted = datesOf(ticket, policy)
  const same = (a: Counted[CountedDate], b: Counted[CountedDate]): boolean =>
    a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b
  const names: readonly CountedDate[] = ['clockStart', 'earliest', 'deadline', 'provisional', 'waitedSeconds']
  return names.filter((name) => !same(ticket[name], counted[name]) && !same(ticket[name], former[name]))
}

/** The deadline before the customer's time has moved it: the date agreed apart, else the closing of the last working day. */
export function baseOf(ticket: Ticket, clock: WorkClock): Date {
  const { from, maxDays, agreedAt } = ticket.counting
  return agreedAt ?? deadlineOf(from, maxDays, clock)
}

function isWait(interval: Interval): boolean {
  return interval.owner === 'customer' && interval.to !== null
}

function sumOf(stretches: readonly Stretch[], clock: WorkClock): number {
  return stretches.reduce((sum, { from, to }) => sum + (to === null ? 0 : elapsedSeconds(from, to, clock)), 0)
}

/** Whether this interval's time stops the promise on the ticket's terms. */
export function stopsClock(interval: Pick<Interval, 'owner'>, ticket: Pick<Ticket, 'terms'>): boolean {
  switch (interval.owner) {
    case 'us':
      return false
    case 'customer':
      return ticket.terms.waitingStopsClock
    case 'development':
      return ticket.terms.developmentStopsClock
  }
}

/** Working seconds of the customer's time that move nothing. */
export function graceOf(policy: Pick<Policy, 'waiting'>): number {
  return policy.waiting.graceMinutes * 60
}

/** The stretches that stop the promise, as far as they lie after the moment from which it is counted. */
export function waitsOf(
  ticket: Pick<Ticket, 'terms' | 'counting' | 'intervals'>,
): readonly (Stretch & Pick<Interval, 'owner'>)[] {
  const { from: start } = ticket.counting
  return ticket.intervals
    .filter((one) => stopsClock(one, ticket) && (one.to === null || one.to > start))
    .map(({ owner, from, to }) => ({ owner, from: laterOf(from, start), to }))
}

/** The stretch that holds the clock now, or null while it runs. One that began after the deadline holds nothing. */
export function standingStretch(ticket: TimedTicket): Stretch | null {
  const last = waitsOf(ticket).at(-1)
  if (last === undefined || last.to !== null) return null
  return ticket.deadline === null || last.from < ticket.deadline ? last : null
}

/** Whether the promise's clock stands now. */
export function clockStands(ticket: TimedTicket): boolean {
  return standingStretch(ticket) !== null
}

/** Whether the clock will stand once a letter that hands the turn to the customer has been accepted. */
export function willStand({ terms, deadline }: Pick<Ticket, 'terms' | 'deadline'>, now: Date): boolean {
  return terms.waitingStopsClock && (deadline === null || now < deadline)
}

/** The deadline as a letter may still promise it: null when it has passed. */
export function deadlineAhead({ deadline }: Pick<Ticket, 'deadline'>, now: Date): Date | null {
  return deadline !== null && deadline > now ? deadline : null
}

/** Whether the deadline has passed while the turn is not the customer's and nobody has answered. */
export function isOverdue(ticket: TimedTicket, now: Date): boolean {
  const isAnswered = ticket.state === 'answered' && ticket.intervals.at(-1)?.owner === 'customer'
  const due = !finished(ticket.state) && !isAnswered && !clockStands(ticket)
  return due && ticket.deadline !== null && ticket.deadline <= now
}

/** Working seconds until the deadline, negative when it has passed; frozen while the clock stands; null without one. */
export function secondsLeft(ticket: Ticket, policy: Policy, now: Date): number | null {
  if (ticket.deadline === null) return null
  const clock = clockFor(ticket.terms, policy)
  const at = standingStretch(ticket)?.from ?? now
  return at <= ticket.deadline
    ? elapsedSeconds(at, ticket.deadline, clock)
    : -elapsedSeconds(ticket.deadline, at, clock)
}

/** The working time left, negative when the deadline has passed; null without one or when the ticket is finished. */
export function timeLeft(ticket: Ticket, policy: Policy, now: Date): WorkingTime | null {
  const seconds = finished(ticket.state) ? null : secondsLeft(ticket, policy, now)
  return seconds === null ? null : workingTime(Math.round(seconds), ticket, policy)
}

/** Seconds of working time in the measure of the ticket's own days. */
export function workingTime(seconds: number, ticket: Pick<Ticket, 'terms'>, policy: Policy): WorkingTime {
  return { seconds, dayHours: dayHours(clockFor(ticket.terms, policy)) }
}

/** The working time between two instants by the ticket's clock. */
export function workedBetween(from: Date, to: Date, ticket: Pick<Ticket, 'terms'>, policy: Policy): WorkingTime {
  return workingTime(Math.round(elapsedSeconds(from, to, clockFor(ticket.terms, policy))), ticket, policy)
}

/** The dates as a customer reads them, or null when none are promised. */
export function datesPromised(ticket: Ticket): Dates | null {
  const { earliest, deadline, counting, terms } = ticket
  if (earliest === null || deadline === null) return null
  const { minDays, maxDays } = counting
  return { minDays, maxDays, earliestAt: earliest, deadlineAt: deadline, everyDay: terms.aroundTheClock }
}

/** By when a first answer is due (R17, R18): house targets, never said to customers. High ones by the wall, others in working time. */
export function firstAnswerBy(ticket: Ticket, policy: Policy): Date {
  if (ticket.criticality !== 'normal') {
    return new Date(ticket.receivedAt.getTime() + policy.critical.firstAnswerHours * 3_600_000)
  }
  const clock = clockFor(ticket.terms, policy)
  return addWorking(ticket.clockStart, policy.firstAnswerHours * 3600, clock)
}

/** The ticket with a promise added as it is given now; unchanged without dates. Call it on a settled ticket. */
export function promised(ticket: Ticket, because: GivenPromise['because'], policy: Policy, now: Date): Ticket {
  const given = givenPromise(ticket, because, policy, now)
  return given === null ? ticket : { ...ticket, promises: [...ticket.promises, given] }
}

/** The promise in force as a record that explains itself years later; null when nothing is promised. */
export function givenPromise(
  ticket: Ticket,
  because: GivenPromise['because'],
  policy: Policy,
  now: Date,
): GivenPromise | null {
  const { earliest, deadline, counting } = ticket
  if (earliest === null || deadline === null) return null
  const clock = clockFor(ticket.terms, policy)
  return {
    at: now,
    earliestAt: earliest,
    deadlineAt: deadline,
    because,
    rule: ruleOf(ticket, clock, postponement(baseOf(ticket, clock), waitsOf(ticket), clock, graceOf(policy)).seconds),
    calendar: yearsBetween(counting.from, deadline, clock)
      .map(({ year, version }) => `${year}:${version}`)
      .join(' '),
    status: statusBetween(counting.from, deadline, clock),
  }
}

/** How the dates were counted, for the acknowledgement's last lines; null without dates. */
export function groundOf(ticket: Ticket, policy: Policy): Ground | null {
  const { deadline, counting } = ticket
  if (deadline === null) return null
  const clock = clockFor(ticket.terms, policy)
  const days = countedDays(counting.from, deadline, clock)
  const first = days.find((day) => day.counts)?.date
  return {
    firstDayAt: first === undefined ? deadline : nextOpening(startOfDay(first, clock.zone), clock),
    daysOff: days
      .slice(1)
      .filter((day) => !day.counts && day.kind !== 'weekend')
      .map(({ date, ground }) => ({ on: date, ground: ground ?? dayOn(clock.calendar, date).kind })),
    ownTerms: ticket.standing.kind === 'several' ? null : ownTermsOf(ticket.terms, policy),
    years: yearsBetween(counting.from, deadline, clock).map(({ year, status, ground }) => ({ year, status, ground })),
  }
}

/** Counting from a date that was agreed with the customer (R16): what he took before is in it already. Settle afterwards. */
export function agreedOn(ticket: Ticket, deadline: Date, now: Date): Ticket {
  return { ...ticket, counting: { ...ticket.counting, from: now, agreedAt: deadline } }
}

/** Counting anew from a reopening: so many working days from now (5 by the rules of the desk). Settle afterwards. */
export function countedAnew(ticket: Ticket, now: Date, days: number): Ticket {
  const { minDays } = ticket.counting
  return { ...ticket, counting: { from: now, minDays: Math.min(minDays, days), maxDays: days, agreedAt: null } }
}

/** When a wait that begins at `from` is reminded of, and until when an answer keeps the ticket from closing. */
export function waitingDates(from: Date, policy: Policy): { readonly remindAt: Date; readonly closesAt: Date } {
  const clock = houseClock(policy)
  return {
    remindAt: nextOpening(deadlineOf(from, policy.waiting.remindDays, clock), clock),
    closesAt: deadlineOf(from, policy.waiting.closeDays, clock),
  }
}

/** Until when an answer reopens a ticket that closes at `closedAt`: the closing of the tenth working day. */
export function reopenBy(closedAt: Date, policy: Policy): Date {
  return deadlineOf(closedAt, REOPEN_DAYS, houseClock(policy))
}

/** Working days in which a customer's mail reopens a closed ticket. */
export const REOPEN_DAYS = 10
