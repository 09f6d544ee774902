// How often a critical ticket that nobody takes calls people. Soon and at any hour at first, then by the hour, and when a
// working day has passed it is the morning mail's: an alarm that never ends is heard by nobody.
import { addWorking, dayHours, isOpenAt } from '../../calendar/calendar.ts'
import { sameAddress } from '../../letter.ts'
import type { Engineer, Policy } from './policy.ts'
import { houseClock } from './terms.ts'
import type { Ticket } from './ticket.ts'

const MINUTE = 60_000
const SOON = { minutes: 30, times: 4 }
const LATER_MINUTES = 60
/** Where holidays make a working day long. */
const MOST_CALLS = 300

/** Whether it still calls: critical, in nobody's hands, and silenced by nobody. */
export function calls(ticket: Ticket): boolean {
  return (
    ticket.criticality !== 'normal' &&
    ticket.engineer === null &&
    ticket.state === 'new' &&
    (ticket.alarm?.seenBy ?? null) === null
  )
}

/** Whether he registered it himself: he knows, and is not called. */
export function hasRegistered(engineer: Engineer, ticket: Ticket): boolean {
  return ticket.registeredBy !== null && sameAddress(ticket.registeredBy, engineer.address)
}

/** Since when it calls: when it became critical. */
export function callsSince(ticket: Ticket): Date {
  return ticket.alarm?.since ?? ticket.receivedAt
}

/** The ticket calling anew: it has become critical, or more so. */
export function calling(ticket: Ticket, now: Date): Ticket {
  return { ...ticket, alarm: { since: now, seenBy: null } }
}

/**
 * The moments at which it calls again, all of them: four times in two hours, then hourly until a working day has passed since
 * it became critical: around the clock where high criticality is confirmed, else in working hours.
 */
export function callMoments(ticket: Ticket, policy: Policy): readonly Date[] {
  if (!calls(ticket)) return []
  const clock = houseClock(policy)
  const since = callsSince(ticket).getTime()
  const until = addWorking(new Date(since), dayHours(clock) * 3600, clock)
  const moments = Array.from({ length: SOON.times }, (_, n) => new Date(since + (n + 1) * SOON.minutes * MINUTE))
  const first = since + SOON.times * SOON.minutes * MINUTE
  for (let n = 1; n <= MOST_CALLS; n += 1) {
    const at = new Date(first + n * LATER_MINUTES * MINUTE)
    if (at > until) break
    if (ticket.criticality === 'high' || isOpenAt(at, clock)) moments.push(at)
  }
  return moments
}

/** Whether one of these calls, counted from 0, may come at night. */
export function comesAtAnyHour(ticket: Ticket, turn: number): boolean {
  return turn < SOON.times || ticket.criticality === 'high'
}

/** When it calls next, after `now`; null when it does not any more. */
export function nextCall(ticket: Ticket, policy: Policy, now: Date): Date | null {
  return callMoments(ticket, policy).find((one) => one > now) ?? null
}
