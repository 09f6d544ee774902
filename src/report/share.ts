// What one ticket adds to the figures of a period, worked out once and added to the whole and to each part of each cut.
import type { Fate, HelpWord, PeriodEvent, ReportRules, ReportTicket, ReportTurn, Turns } from '../words/words.ts'
import { datesIn, isNoRequest, isOverdue } from './dates.ts'
import { type Life, lived, reopenings, type Span } from './life.ts'

/** What was worked on a processed request, in its own days. */
export interface Processing {
  readonly net: number
  readonly gross: number
  readonly turns: Turns
}

/** How soon a request was answered first; `hours` is null while it is not. */
export interface First {
  readonly high: boolean
  readonly within: boolean
  readonly hours: number | null
}

export interface TicketShare {
  readonly openBefore: boolean
  readonly came: boolean
  readonly returned: boolean
  readonly out: Fate | null
  readonly openAfter: boolean
  readonly overdue: boolean
  readonly waiting: boolean
  readonly processing: Processing | null
  readonly datesKept: number
  readonly datesDue: number
  readonly first: First | null
  readonly reopened: number
  readonly outOfTurn: number
  /** What was said to its last closing of the period that asked; null when none did. */
  readonly help: HelpWord | 'not said' | null
  readonly events: readonly PeriodEvent['kind'][]
}

/** What a ticket adds; `events` are its own. */
export function shareOf<T extends ReportTicket>(
  life: Life<T>,
  events: readonly PeriodEvent[],
  span: Span,
  rules: ReportRules<T>,
): TicketShare {
  const { ticket, last, openAfter } = life
  const due = datesIn(ticket, span, rules).filter((one) => one.fate === 'kept' || one.fate === 'missed')
  return {
    ...{ openBefore: life.openBefore, came: life.came, returned: life.returned, out: life.out, openAfter },
    overdue: openAfter && isOverdue(ticket, last, span, rules),
    waiting: openAfter && last?.owner === 'customer',
    processing: life.out === 'processed' ? processingOf(life, rules) : null,
    datesKept: due.filter((one) => one.fate === 'kept').length,
    datesDue: due.length,
    first: life.came && !isNoRequest(ticket, rules) ? firstAnswer(life, span, rules) : null,
    reopened: lived(life) ? reopenings(life, span).length : 0,
    outOfTurn: (ticket.outOfTurn ?? []).filter(({ at }) => at >= span.from && at < span.end).length,
    help: helpOf(ticket, span, rules.now),
    events: events.map((one) => one.kind),
  }
}

/** The last word counts, also one said after the period: the question was the period's. */
function helpOf({ helpAsked }: ReportTicket, span: Span, now: Date): TicketShare['help'] {
  const asked = helpAsked?.findLast(({ at }) => at >= span.from && at < span.end)
  if (asked === undefined) return null
  return asked.said !== null && asked.said.at <= now ? asked.said.word : 'not said'
}

/** The turns up to the result: what follows the last one that was not the customer's is an answer that stands, nobody's work. */
export function upToResult(turns: readonly ReportTurn[]): readonly ReportTurn[] {
  return turns.slice(0, turns.findLastIndex((one) => one.owner !== 'customer') + 1)
}

/** Null for one that nobody here ever had to do with. */
function processingOf<T extends ReportTicket>({ ticket, turns }: Life<T>, rules: ReportRules<T>): Processing | null {
  const worked = upToResult(turns)
  if (worked.length === 0) return null
  const sum = { us: 0, customer: 0, development: 0, contract: 0, gross: 0 }
  let [net, dayHours] = [0, 24]
  for (const turn of worked) {
    const time = rules.worked(ticket, turn.from, turn.to ?? rules.now)
    dayHours = time.dayHours
    sum[rules.ownerOf(turn)] += time.seconds
    sum.gross += time.seconds
    if (turn.owner !== 'customer') net += time.seconds
  }
  const day = dayHours * 3600
  return { net: net / day, gross: sum.gross / day, turns: sum }
}

/** Of the period's requests: answered within the norm, of those answered, or still to be answered beyond it. */
function firstAnswer<T extends ReportTicket>(
  { ticket, openAfter }: Life<T>,
  span: Span,
  rules: ReportRules<T>,
): First | null {
  const answeredAt = ticket.answeredAt !== null && ticket.answeredAt < span.end ? ticket.answeredAt : null
  if (answeredAt === null && !openAfter) return null
  const high = ticket.criticality !== 'normal'
  const hours = hoursTo(ticket, answeredAt ?? span.until, rules)
  const within = hours <= (high ? rules.criticalFirstAnswerHours : rules.firstAnswerHours)
  if (answeredAt === null) return within ? null : { high, within, hours: null }
  return { high, within, hours }
}

/** High criticality counts by the wall, all else in working time (R17, R18). */
function hoursTo<T extends ReportTicket>(ticket: T, at: Date, rules: ReportRules<T>): number {
  return ticket.criticality === 'normal'
    ? rules.worked(ticket, ticket.receivedAt, at).seconds / 3600
    : (at.getTime() - ticket.receivedAt.getTime()) / 3_600_000
}
