// Why this date: the promise taken apart into days and stretches, so that a person can count it with a pencil. Facts
// only; the wording writes them down.
import {
  addDays,
  countedDays,
  dayKey,
  earlierOf,
  elapsedSeconds,
  laterOf,
  postponement,
  type Stretch,
  startOfDay,
  statusBetween,
  type WorkClock,
} from '../../calendar/calendar.ts'
import type { Why, WhyDay } from '../../words/words.ts'
import { isServed } from './entitlement.ts'
import type { Policy } from './policy.ts'
import { baseOf, clockFor, graceOf, waitsOf } from './promise.ts'
import type { Interval, Ticket } from './ticket.ts'

/** Why the ticket's deadline is what it is; null when none is promised. */
export function whyThisDate(ticket: Ticket, policy: Policy): Why | null {
  if (!isServed(ticket.standing)) return null
  const clock = clockFor(ticket.terms, policy)
  const { from, agreedAt, minDays, maxDays } = ticket.counting
  const base = baseOf(ticket, clock)
  const waits = waitsOf(ticket)
  const { deadline, seconds, counted } = postponement(base, waits, clock, graceOf(policy))
  // Less than the grace moves nothing.
  const moves = (one: Stretch, index: number): boolean => counted[index] === true && (seconds > 0 || one.to === null)
  const effective = waits.filter((one, index) => moves(one, index) && one.to !== null)
  return {
    from,
    agreedAt,
    minDays,
    maxDays,
    base,
    seconds,
    deadline,
    status: statusBetween(from, deadline, clock),
    days: daysOf({
      from,
      base,
      deadline,
      agreed: agreedAt !== null,
      waits: effective,
      intervals: ticket.intervals,
      clock,
    }),
    stretches: waits.map((one, index) => ({
      ...one,
      seconds: one.to === null ? 0 : elapsedSeconds(one.from, one.to, clock),
      counted: moves(one, index),
    })),
  }
}

interface Parts {
  readonly from: Date
  readonly base: Date
  readonly deadline: Date
  readonly agreed: boolean
  readonly waits: readonly Stretch[]
  readonly intervals: readonly Interval[]
  readonly clock: WorkClock
}

function daysOf(parts: Parts): readonly WhyDay[] {
  const { from, base, deadline, waits, clock } = parts
  const lastOfBase = countedDays(from, base, clock).at(-1)?.date ?? ''
  // The customer's time may lie beyond the days of the base: a wait of weeks that began in time.
  const end = waits.reduce((latest, { to }) => (to !== null && to > latest ? to : latest), deadline)
  const until = countedDays(from, laterOf(end, deadline), clock)
  let n = 0
  return until.map(({ date, kind, ground, counts }) => {
    const inBase = date <= lastOfBase
    const own = counts && inBase && !parts.agreed
    if (own) n += 1
    const added = counts && !inBase && date <= dayKey(new Date(deadline.getTime() - 1), clock.zone)
    return {
      date,
      kind,
      ground,
      counts: own ? 'promise' : added ? 'waited' : null,
      n: own ? n : null,
      waitedSeconds: waits.reduce((sum, wait) => sum + overlap(wait, date, clock), 0),
      turns: turnsOn(date, parts.intervals, clock),
    }
  })
}

function overlap(wait: Stretch, date: string, clock: WorkClock): number {
  const { from, to } = boundsOf(date, clock)
  const end = earlierOf(wait.to ?? to, to)
  return elapsedSeconds(laterOf(wait.from, from), end, clock)
}

function boundsOf(date: string, clock: WorkClock): { readonly from: Date; readonly to: Date } {
  return { from: startOfDay(date, clock.zone), to: startOfDay(addDays(date, 1), clock.zone) }
}

function turnsOn(date: string, intervals: readonly Interval[], clock: WorkClock): readonly Interval['owner'][] {
  const { from, to } = boundsOf(date, clock)
  return intervals
    .filter((one) => one.from < to && (one.to === null || one.to > from))
    .map((one) => one.owner)
    .filter((owner, index, all) => owner !== all[index - 1])
}
