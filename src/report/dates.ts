// Deadlines: which of a ticket's dates lay in a period, and whether the answer was given at each. A date that our own
// turn or development's ran into was missed, whatever became of the request later.
import type { DateFate, ReportRules, ReportTicket, ReportTurn } from '../words/words.ts'
import type { Span } from './life.ts'

/** Of what is known now to have been no request nobody was promised anything. */
export function isNoRequest<T extends ReportTicket>(ticket: T, rules: ReportRules<T>): boolean {
  return ticket.closedAt !== null && rules.fateOf(ticket) === 'not a request'
}

/** The dates that a ticket was promised, one for each time that counting began anew; of each the last that was given. */
export function datesOf({ promises, deadline }: ReportTicket): readonly Date[] {
  const former = promises.flatMap((one, at) => {
    const before = promises[at - 1]
    return one.because === 'reopened' && before !== undefined && before.deadlineAt <= one.at ? [before.deadlineAt] : []
  })
  return deadline === null ? former : [...former, deadline]
}

/** What became of a date by the end of a period. */
export function dateFate<T extends ReportTicket>(ticket: T, date: Date, span: Span, rules: ReportRules<T>): DateFate {
  if (date > span.until) return 'to come'
  const turn = turnAt(ticket.intervals, date)
  // What was merged in time has its promise elsewhere; a date that passed before was missed all the same.
  if (turn === undefined) return ticket.mergedInto === null ? 'kept' : 'none'
  const lasts = turn.to === null || turn.to >= span.end
  const former = date.getTime() !== ticket.deadline?.getTime()
  // A former date across which the clock stood had moved on, though nobody promised it anew before counting began again.
  if ((lasts || former) && rules.stopsClock(turn, ticket)) return former ? 'none' : 'to come'
  if (turn.owner !== 'customer') return 'missed'
  return rules.isQuestion(turn, ticket) ? 'missed' : 'kept'
}

/** Whose turn ran into a date: one that ended at that very moment did not. */
export function turnAt(turns: readonly ReportTurn[], date: Date): ReportTurn | undefined {
  return turns.find((one) => one.from < date && (one.to === null || one.to > date))
}

/** The fates of the dates that lay in a period; a midnight belongs to the day that it ends. */
export function datesIn<T extends ReportTicket>(
  ticket: T,
  span: Span,
  rules: ReportRules<T>,
): readonly { readonly at: Date; readonly fate: DateFate }[] {
  if (isNoRequest(ticket, rules)) return []
  return datesOf(ticket)
    .filter((date) => date > span.from && date <= span.until)
    .map((date) => ({ at: date, fate: dateFate(ticket, date, span, rules) }))
}

/**
 * As the list of today says it: a deadline that has passed while it is not the customer's turn. His turn is no excuse where
 * it stops no clock or began behind the deadline, unless it is an answer that stands.
 */
export function isOverdue<T extends ReportTicket>(
  ticket: T,
  last: ReportTurn | undefined,
  span: Span,
  rules: ReportRules<T>,
): boolean {
  if (last === undefined || ticket.deadline === null || ticket.deadline > span.until) return false
  if (last.owner === 'customer' && !rules.isQuestion(last, ticket)) return false
  return !rules.stopsClock(last, ticket) || last.from >= ticket.deadline
}
