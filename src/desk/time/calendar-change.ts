// A decree that moves days: which open tickets its calendar moves and how, and what follows for each. Nothing is moved
// by itself: the list is looked at first, a later date is taken only when that is wanted.
import {
  addDays,
  type CalendarStatus,
  type CalendarYear,
  dayKey,
  dayOn,
  laterOf,
  statusBetween,
  yearOfCalendar,
} from '../../calendar/calendar.ts'
import type { CalendarMovedWords } from '../../words/words.ts'
import { toCustomerWords } from '../saying/card.ts'
import type { Decision } from '../scene/decision.ts'
import { toCustomer } from '../scene/drafts.ts'
import { isMachines } from '../scene/loop-guard.ts'
import { eventOf } from '../scene/scene.ts'
import { finished } from '../ticket/lifecycle.ts'
import type { Policy } from '../ticket/policy.ts'
import { clockFor, clockStands, promised, settle } from '../ticket/promise.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** A ticket whose deadline another calendar moves. */
export interface Moved {
  readonly before: Ticket
  /** The ticket with the dates that the new calendar gives it; its wakeAt too. */
  readonly after: Ticket
  readonly from: Date
  readonly to: Date
  /** A later date is worse for the customer. */
  readonly isLater: boolean
  /** The weakest status of the data that the new date rests on. */
  readonly status: CalendarStatus
  /** The days between arrival and deadline that count otherwise than before. */
  readonly days: CalendarMovedWords['days']
}

/** The unfinished tickets whose deadline differs under the new policy from the one in the books, in the order given. */
export function movedBy(tickets: readonly Ticket[], oldPolicy: Policy, newPolicy: Policy, now: Date): readonly Moved[] {
  return tickets.flatMap((ticket) => {
    if (finished(ticket.state)) return []
    const after = settle(ticket, newPolicy, now)
    const from = ticket.deadline
    const to = after.deadline
    if (from === null || to === null || from.getTime() === to.getTime()) return []
    const status = statusBetween(after.counting.from, to, clockFor(after.terms, newPolicy))
    const days = changedDays(ticket, laterOf(from, to), oldPolicy, newPolicy)
    return [{ before: ticket, after, from, to, isLater: to > from, status, days }]
  })
}

/** Tickets whose deadline stays while something else that follows from the calendar changes, so that only the books do. */
export function refreshedBy(tickets: readonly Ticket[], newPolicy: Policy, now: Date): readonly Ticket[] {
  return tickets
    .filter((one) => !finished(one.state))
    .map((before) => ({ before, after: settle(before, newPolicy, now) }))
    .filter(({ before, after }) => same(before.deadline, after.deadline) && !sameBesides(before, after))
    .map(({ after }) => after)
}

function same(a: Date | null, b: Date | null): boolean {
  return a?.getTime() === b?.getTime()
}

function sameBesides(a: Ticket, b: Ticket): boolean {
  return a.provisional === b.provisional && same(a.earliest, b.earliest) && same(a.wakeAt, b.wakeAt)
}

/** Years of the calendar laid over the ones in force, and what that does to the open tickets. */
export interface CalendarChange {
  readonly years: readonly CalendarYear[]
  readonly moves: readonly Moved[]
  readonly refreshed: readonly Ticket[]
}

/** What years do to the open tickets: `before` and `after` are the policy without and with them. */
export function changeOf(
  years: readonly CalendarYear[],
  open: readonly Ticket[],
  before: Policy,
  after: Policy,
  now: Date,
): CalendarChange {
  const moves = movedBy(open, before, after, now)
  const movedIds = new Set(moves.map((one) => one.before.id))
  const others = open.filter((one) => !movedIds.has(one.id))
  return { years, moves, refreshed: refreshedBy(others, after, now) }
}

/** Why years cannot be applied: a version names one state of the data only, or promises could not be explained later. */
export function versionClash(years: readonly CalendarYear[], before: Policy): CalendarYear | null {
  const inForce = (year: CalendarYear): CalendarYear => yearOfCalendar(before.calendar, year.year)
  const clashes = years.filter((one) => one.version === inForce(one).version && !isInForce(one, before))
  return clashes[0] ?? null
}

/** Whether this very year holds already. */
export function isInForce(year: CalendarYear, policy: Policy): boolean {
  return JSON.stringify(plain(year)) === JSON.stringify(plain(yearOfCalendar(policy.calendar, year.year)))
}

function plain(year: CalendarYear): unknown {
  const { version, status, ground } = year
  const days = [...year.days].sort((a, b) => (a.on < b.on ? -1 : 1)).map((one) => [one.on, one.kind, one.ground])
  return [year.year, version, status, ground, days]
}

/** What follows: the years hold, and the moved tickets have new dates, a new promise, a line in each history and a letter. */
export function decideOnCalendar(change: CalendarChange, policy: Policy, now: Date): Decision {
  const applied = change.moves.map((move) => ({ ...move, after: promised(move.after, 'calendar', policy, now) }))
  const named = change.years.map((one) => `${one.year} ${one.version}`).join(', ')
  return {
    because: `the calendar has changed (${named}): ${applied.length} tickets have another deadline`,
    filed: null,
    tickets: [...applied.map((move) => move.after), ...change.refreshed],
    events: applied.map(({ after, from, to }) => {
      const rule = after.promises.at(-1)?.rule ?? ''
      return eventOf(after, 'promise', { is: 'promise moved by the calendar', from, to, rule })
    }),
    send: applied
      .filter(({ after: { customer } }) => customer.address !== '' && !isMachines(customer.address, policy))
      .map((move) => {
        const { after, from, to } = move
        const cause = `calendar ${after.id} ${to.toISOString()} ${after.promises.at(-1)?.calendar ?? ''}`
        return toCustomer({ policy, cause, now }, after, {
          kind: 'notice',
          auto: 'auto-generated',
          words: {
            letter: 'calendar-moved',
            ...toCustomerWords(after, policy),
            oldDeadlineAt: from,
            deadlineAt: to,
            ground: groundOf(move, policy),
            days: move.days,
            maxDays: after.counting.maxDays,
            waiting: after.state === 'waiting',
            clockStands: clockStands(after),
          },
        })
      }),
    entries: change.years.map((year) => ({ kind: 'calendar year', year }) as const),
  }
}

/** The ground of the year in which the first changed day lies. */
function groundOf(move: Moved, policy: Policy): string {
  const clock = clockFor(move.after.terms, policy)
  const first = move.days[0]?.on ?? dayKey(move.to, policy.zone)
  return yearOfCalendar(clock.calendar, Number(first.slice(0, 4))).ground
}

function changedDays(ticket: Ticket, until: Date, oldPolicy: Policy, newPolicy: Policy): CalendarMovedWords['days'] {
  const before = clockFor(ticket.terms, oldPolicy).calendar
  const after = clockFor(ticket.terms, newPolicy).calendar
  const last = dayKey(until, newPolicy.zone)
  const changed: CalendarMovedWords['days'][number][] = []
  for (let on = dayKey(ticket.counting.from, newPolicy.zone); on <= last; on = addDays(on, 1)) {
    const [was, now] = [dayOn(before, on), dayOn(after, on)]
    if (was.counts !== now.counts || (was.kind === 'short') !== (now.kind === 'short')) {
      changed.push({ on, now: { is: 'day is', kind: now.kind }, was: { is: 'day is', kind: was.kind } })
    }
  }
  return changed
}
