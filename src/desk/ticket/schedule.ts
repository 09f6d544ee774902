// What time alone will do to a ticket, and when. Derived from the ticket and the settings each time anew; what has been
// done already is known by its key, which stands in the books once.
import {
  addWorking,
  dayHours,
  dayKey,
  dayOn,
  deadlineOf,
  hoursOn,
  isOpenAt,
  laterOf,
  nextOpening,
  type WorkClock,
} from '../../calendar/calendar.ts'
import { callMoments, callsSince, comesAtAnyHour } from './alarm.ts'
import { finished } from './lifecycle.ts'
import type { Policy } from './policy.ts'
import { houseClock } from './terms.ts'
import type { Ticket } from './ticket.ts'

/** Something due on a ticket by time alone. `key` makes it happen once. */
export interface Happening {
  readonly kind: 'remind' | 'close' | 'overdue' | 'critical' | 'development' | 'undelivered' | 'acknowledge'
  readonly key: string
  readonly at: Date
  /** How often it happened before, of those that repeat. */
  readonly turn: number
  /** It may come at night. */
  readonly atAnyHour?: true
  /** When that of which it reminds is due. */
  readonly dueAt?: Date
}

/** Working days within which a customer hears of a ticket in development. */
export const NEWS_DAYS = 10
const OWED_MINUTES = 10
/** A deadline passes at the closing itself: ordinary mail may still go this long after it. */
const AFTER_CLOSING = 60 * 60_000

/** When time alone will next have something to say about a ticket; null when never. May lie in the past: then the next tick looks. */
export function wakeOf(ticket: Ticket, policy: Policy, now: Date): Date | null {
  return happeningsOf(ticket, policy, now, null)[0]?.at ?? null
}

/** When to look next at a ticket of which all that is done is known: never in the past. */
export function nextWake(
  happenings: readonly Happening[],
  isDone: (key: string) => boolean,
  policy: Policy,
  now: Date,
): Date | null {
  const times = happenings.filter((one) => !isDone(one.key)).map((one) => permittedFrom(one, policy, now).getTime())
  return times.length === 0 ? null : new Date(Math.min(...times))
}

/** All that time alone will do to the ticket as it stands, done or not, earliest first. `told`: when the customer last heard from a person. */
export function happeningsOf(ticket: Ticket, policy: Policy, now: Date, told: Date | null): readonly Happening[] {
  if (finished(ticket.state) || ticket.mergedInto !== null) return []
  const all = [
    ...waitingHappenings(ticket, policy, told),
    ...overdueHappening(ticket),
    ...criticalHappening(ticket, policy, now),
    ...developmentHappening(ticket, policy, now, told),
    ...undeliveredHappening(ticket, policy, told),
    ...owedHappening(ticket, policy, now),
  ]
  return all.sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** The moment from which a happening may be carried out, not before now: some at any hour, others in working hours. */
export function permittedFrom(happening: Happening, policy: Policy, now: Date): Date {
  const from = happening.at > now ? happening.at : now
  return happening.atAnyHour ? from : ordinaryFrom(from, houseClock(policy))
}

/** The instant itself in working hours or within an hour after closing, else the next opening. */
export function ordinaryFrom(at: Date, clock: WorkClock): Date {
  if (isOpenAt(at, clock)) return at
  const hours = hoursOn(at, clock)
  const justClosed = hours !== null && at >= hours.closeAt && at.getTime() < hours.closeAt.getTime() + AFTER_CLOSING
  return justClosed ? at : nextOpening(at, clock)
}

function waitingHappenings(ticket: Ticket, policy: Policy, told: Date | null): readonly Happening[] {
  // What is on its way reminds nobody and closes nothing.
  if ((ticket.state !== 'waiting' && ticket.state !== 'answered') || ticket.onItsWay != null) return []
  const turn = sinceOf(ticket)
  if (turn === null) return []
  // Each answer says anew until when it stands; questions asked anew set `waitingSince`.
  const since = ticket.state === 'answered' ? lastOf(turn, told, ticket.calledAt) : turn
  const clock = houseClock(policy)
  const { remindDays, closeDays } = policy.waiting
  const close: Happening = {
    kind: 'close',
    key: keyOf('close', ticket, since),
    at: deadlineOf(since, closeDays, clock),
    turn: 0,
  }
  if (ticket.state === 'answered') return [close]
  const remindAt = nextOpening(deadlineOf(since, remindDays, clock), clock)
  return [{ kind: 'remind', key: keyOf('remind', ticket, since), at: remindAt, turn: 0 }, close]
}

function lastOf(turn: Date, ...told: readonly (Date | null | undefined)[]): Date {
  return told.reduce<Date>((last, at) => (at == null ? last : laterOf(last, at)), turn)
}

/** Since when the present turn lasts. */
export function sinceOf(ticket: Ticket): Date | null {
  const open = ticket.intervals.find((one) => one.to === null)
  return ticket.state === 'waiting' ? (ticket.waitingSince ?? open?.from ?? null) : (open?.from ?? null)
}

function overdueHappening(ticket: Ticket): readonly Happening[] {
  const { deadline, state, terms } = ticket
  const owner = ticket.intervals.at(-1)?.owner
  const stands =
    (owner === 'customer' && (state === 'answered' || terms.waitingStopsClock)) ||
    (owner === 'development' && terms.developmentStopsClock)
  if (deadline === null || stands) return []
  return [{ kind: 'overdue', key: keyOf('overdue', ticket, deadline), at: deadline, turn: 0 }]
}

/** Of the calls that were missed during a downtime only the last one is made up for. */
function criticalHappening(ticket: Ticket, policy: Policy, now: Date): readonly Happening[] {
  const moments = callMoments(ticket, policy)
  const of = (turn: number): readonly Happening[] => {
    const at = moments[turn]
    const key = `${keyOf('critical', ticket, callsSince(ticket))}:${turn}`
    const hour = comesAtAnyHour(ticket, turn) ? ({ atAnyHour: true } as const) : {}
    return at === undefined ? [] : [{ kind: 'critical', key, at, turn, ...hour }]
  }
  const next = moments.findIndex((one) => one > now)
  const last = (next === -1 ? moments.length : next) - 1
  const wakesAt = ticket.wakeAt
  const isDue = last >= 0 && wakesAt !== null && (moments[last]?.getTime() ?? 0) >= wakesAt.getTime()
  return [...(isDue ? of(last) : []), ...(next === -1 ? [] : of(next))]
}

/** The engineer is reminded at the opening of the working day before news to the customer are due; again each ten working days. */
function developmentHappening(ticket: Ticket, policy: Policy, now: Date, told: Date | null): readonly Happening[] {
  const handedAt = ticket.state === 'development' ? sinceOf(ticket) : null
  if (handedAt === null) return []
  const since = told === null ? handedAt : laterOf(handedAt, told)
  const clock = houseClock(policy)
  const at = (turn: number): Date => {
    const dayBefore = deadlineOf(since, turn * NEWS_DAYS - 1, clock)
    return hoursOn(dayBefore, clock)?.openAt ?? dayBefore
  }
  let turn = 1
  while (at(turn + 1) <= now) turn += 1
  const of = (n: number): Happening => ({
    kind: 'development',
    key: `${keyOf('development', ticket, since)}:${n}`,
    at: at(n),
    turn: n,
    dueAt: deadlineOf(since, n * NEWS_DAYS, clock),
  })
  return at(turn) <= now ? [of(turn), of(turn + 1)] : [of(turn)]
}

/** The leads hear of an answer that did not arrive when nobody has written to the customer for one working day. */
function undeliveredHappening(ticket: Ticket, policy: Policy, told: Date | null): readonly Happening[] {
  const since = ticket.undeliveredAt ?? null
  if (since === null) return []
  const heard = [told, ticket.answeredAt].some((at) => at !== null && at > since)
  const clock = houseClock(policy)
  const at = addWorking(since, dayHours(clock) * 3600, clock)
  return heard ? [] : [{ kind: 'undelivered', key: keyOf('undelivered', ticket, since), at, turn: 0, dueAt: since }]
}

/** An acknowledgement that a brake held back is tried every ten minutes, as long as one may be sent at all. */
function owedHappening(ticket: Ticket, policy: Policy, now: Date): readonly Happening[] {
  if (ticket.owesAcknowledgement !== true || ticket.answeredAt !== null) return []
  const step = OWED_MINUTES * 60_000
  const base = ticket.receivedAt.getTime()
  const current = Math.max(1, Math.floor((now.getTime() - base) / step))
  const isDue = ticket.wakeAt !== null && ticket.wakeAt.getTime() <= base + current * step
  const turn = isDue ? current : current + 1
  const most = policy.brakes.ackMaxAgeHours
  if (most > 0 && turn * step > most * 3_600_000) return []
  const key = `acknowledge:${ticket.id}:${turn}`
  return [{ kind: 'acknowledge', key, at: new Date(base + turn * step), turn, atAnyHour: true }]
}

/** When news of a ticket in development are due to the customer next, after `from`. */
export function newsDueAt(from: Date, policy: Policy): Date {
  return deadlineOf(from, NEWS_DAYS, houseClock(policy))
}

function keyOf(kind: Happening['kind'], ticket: Ticket, at: Date): string {
  return `${kind}:${ticket.id}:${at.toISOString()}`
}

/** Whether the morning's mail may go: on a working day in the house's hours. */
export function isMorning(policy: Policy, now: Date): boolean {
  return dayOn(policy.calendar, dayKey(now, policy.zone)).counts && isOpenAt(now, houseClock(policy))
}
