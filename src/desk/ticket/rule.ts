// The rule by which a promise was counted, kept with it for years: clause, days, hours, and the waiting that moved it.
import { dayHours, type WorkClock } from '../../calendar/calendar.ts'
import type { PromiseRule } from '../../words/words.ts'
import type { Ticket } from './ticket.ts'

/** How the ticket's promise is counted now; `seconds` of waiting count. */
export function ruleOf({ counting, terms }: Ticket, clock: WorkClock, seconds: number): PromiseRule {
  const { agreedAt, from, minDays, maxDays } = counting
  return {
    agreedAt,
    from,
    minDays,
    maxDays,
    hours: terms.aroundTheClock ? null : [terms.open, terms.close, terms.shortDayClose],
    waited: seconds >= 60 ? { seconds, dayHours: dayHours(clock) } : null,
  }
}
