// One ticket as a period saw it: whether it was open at its beginning and end, whether it came in it, and what became of
// it. Told by its turns alone, so that a period of last year reads today as it read then.
import type { Fate, ReportRules, ReportTicket, ReportTurn, StateWord } from '../words/words.ts'

/** A period as it is counted. */
export interface Span {
  readonly from: Date
  /** The last moment that is counted: the period's end, or now. */
  readonly until: Date
  /** The first moment that is not: turns and arrivals of [from, end) are the period's, closings of (from, until]. */
  readonly end: Date
}

/** The span of a period [from, to) counted now. */
export function spanOf(period: { readonly from: Date; readonly to: Date }, now: Date): Span {
  const { from, to } = period
  return now < to ? { from, until: now, end: new Date(now.getTime() + 1) } : { from, until: to, end: to }
}

export interface Life<T extends ReportTicket> {
  readonly ticket: T
  /** The turns that began before the period's end. */
  readonly turns: readonly ReportTurn[]
  readonly last: ReportTurn | undefined
  readonly openBefore: boolean
  readonly came: boolean
  /** Finished before the period, and opened again in it. */
  readonly returned: boolean
  readonly openAfter: boolean
  /** What became of it, when it was finished in the period and still so at its end. */
  readonly out: Fate | null
}

/** What a period saw of a ticket. */
export function lifeOf<T extends ReportTicket>(ticket: T, span: Span, rules: ReportRules<T>): Life<T> {
  const turns = turnsBefore(ticket, span.end)
  const last = turns.at(-1)
  const openBefore = isOpenBefore(turns, span.from)
  const came = ticket.receivedAt >= span.from && ticket.receivedAt < span.end
  const openAfter = last !== undefined && isOpenBefore([last], span.end)
  const ended = last?.to != null && last.to >= span.from && !openAfter
  return {
    ticket,
    turns,
    last,
    openBefore,
    came,
    returned: !openBefore && !came && turns.some((one) => one.from >= span.from),
    openAfter,
    out: ended ? fateThen(ticket, last, rules) : null,
  }
}

/** Whether the period has anything to count of it. */
export function lived<T extends ReportTicket>(life: Life<T>): boolean {
  return life.openBefore || life.came || life.returned
}

/** Turns follow each other without a gap while a ticket is open; of one without any its arrival and its end are known. */
function turnsBefore(ticket: ReportTicket, end: Date): readonly ReportTurn[] {
  const { intervals, receivedAt, closedAt } = ticket
  const turns =
    intervals.length > 0 ? intervals : [{ owner: 'us' as const, from: receivedAt, to: closedAt, because: 'opened' }]
  return turns.every((one) => one.from < end) ? turns : turns.filter((one) => one.from < end)
}

/** Open in the moment before an instant. */
function isOpenBefore(turns: readonly ReportTurn[], at: Date): boolean {
  return turns.some((one) => one.from < at && (one.to === null || one.to >= at))
}

/** Of one that was opened again since nobody remembers how it had ended: as such a one ends. */
function fateThen<T extends ReportTicket>(ticket: T, last: ReportTurn, rules: ReportRules<T>): Fate {
  const still = ticket.intervals.length === 0 || ticket.intervals.at(-1) === last
  return still || ticket.mergedInto !== null ? rules.fateOf(ticket) : 'processed'
}

/** The state at the period's end of one that was open: as it is, or where it has moved on since, what its turn then tells. */
export function stateAfter<T extends ReportTicket>({ ticket, last }: Life<T>, rules: ReportRules<T>): StateWord {
  if (last === undefined || (last.to === null && ticket.closedAt === null)) return ticket.state
  if (last.owner === 'development') return 'development'
  if (last.owner === 'us') return ticket.engineer === null ? 'new' : 'open'
  return rules.isQuestion(last, ticket) ? 'waiting' : 'answered'
}

/** The gaps of a ticket's life that ended in the period: each is an opening anew. */
export function reopenings<T extends ReportTicket>({ turns }: Life<T>, { from }: Span): readonly ReportTurn[] {
  return turns.filter((one, at) => {
    const before = turns[at - 1]?.to
    return before != null && one.from > before && one.from >= from
  })
}
