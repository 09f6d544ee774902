// The period's figures: what came, what was finished and how fast, what stands open. Counted from tickets and their turns
// as plain arguments; knows neither books nor words.
import type {
  Figures,
  PeriodRecords,
  ReportRow,
  ReportRules,
  ReportTicket,
  Share,
  Spread,
  WorkingTime,
} from '../words/words.ts'

/** A period [from, to). */
export interface Period {
  readonly from: Date
  readonly to: Date
}

/** The figures of a period. `records` hold every ticket that came before its end and was not finished before its start. */
export function figuresOf<T extends ReportTicket>(
  period: Period,
  records: PeriodRecords<T>,
  rules: ReportRules<T>,
): Figures {
  const until = rules.now < period.to ? rules.now : period.to
  const lives = records.tickets.filter((one) => one.receivedAt < until).map((ticket) => lifeOf(ticket, period, until))
  const own = lives.filter((one) => one.ticket.mergedInto === null)
  const done = own.filter((one) => one.finished)
  return {
    ...period,
    until,
    opened: count(own, (one) => one.opened),
    closed: count(done, (one) => one.ticket.state !== 'declined'),
    declined: count(done, (one) => one.ticket.state === 'declined'),
    merged: count(lives, (one) => one.ticket.mergedInto !== null && one.finished),
    reopened: own.reduce((sum, one) => sum + one.reopenings, 0),
    openAtEnd: count(own, (one) => one.open),
    overdueAtEnd: count(own, (one) => isOverdue(one, until, rules)),
    waitingAtEnd: count(own, (one) => one.open && one.turn === 'customer'),
    processing: processing(done, rules),
    onTime: onTime(done),
    firstAnswer: firstAnswers(own, rules, until),
    waited: spread(
      done.map(({ ticket }) =>
        days(
          ticket.intervals.filter((one) => one.owner === 'customer'),
          ticket,
          rules,
        ),
      ),
    ),
    ...breakdowns(own, rules),
    mail: records.mail,
  }
}

/** One ticket as the period saw it. */
interface Life<T extends ReportTicket> {
  readonly ticket: T
  readonly opened: boolean
  /** Finished in the period, and still so at its end. */
  readonly finished: boolean
  readonly reopenings: number
  readonly open: boolean
  /** Whose turn it is at the period's end, and the turn itself. */
  readonly turn: ReportTicket['intervals'][number]['owner'] | null
  readonly lastTurn: ReportTicket['intervals'][number] | null
}

/** Turns follow each other without a gap while a ticket is open: a gap is the time in which it was closed. */
function lifeOf<T extends ReportTicket>(ticket: T, { from }: Period, until: Date): Life<T> {
  const turns = ticket.intervals.filter((one) => one.from < until)
  const last = turns.at(-1)
  const endedAt = last?.to != null && last.to <= until ? last.to : null
  const gaps = turns.filter((one, at) => at > 0 && one.from.getTime() > (turns[at - 1]?.to?.getTime() ?? Infinity))
  return {
    ticket,
    opened: ticket.receivedAt >= from,
    finished: endedAt !== null && endedAt >= from,
    reopenings: gaps.filter((one) => one.from >= from).length,
    open: last !== undefined && endedAt === null,
    turn: endedAt === null ? (last?.owner ?? null) : null,
    lastTurn: last ?? null,
  }
}

/**
 * As the list of today says it: a customer's turn is no excuse where it stops no clock or began after the deadline. Of one
 * that has ended since nobody knows whether it was an answer or a question: then it is.
 */
function isOverdue<T extends ReportTicket>(life: Life<T>, until: Date, rules: ReportRules<T>): boolean {
  const { ticket, open, lastTurn } = life
  if (!open || lastTurn === null || ticket.deadline === null || ticket.deadline > until) return false
  const asked = lastTurn.to === null && ticket.state === 'waiting'
  if (lastTurn.owner === 'customer' && !asked) return false
  return !rules.stopsClock(lastTurn, ticket) || lastTurn.from >= ticket.deadline
}

/** The turns up to the result: what follows our last turn is an answer that stands, nobody's work. */
function upToResult(ticket: ReportTicket): ReportTicket['intervals'] {
  const last = ticket.intervals.findLastIndex((one) => one.owner !== 'customer')
  return ticket.intervals.slice(0, last + 1)
}

function processing<T extends ReportTicket>(done: readonly Life<T>[], rules: ReportRules<T>): Figures['processing'] {
  const tickets = done.map((one) => one.ticket).filter((one) => upToResult(one).length > 0)
  const gross = tickets.map((ticket) => days(upToResult(ticket), ticket, rules))
  const net = tickets.map((ticket) =>
    days(
      upToResult(ticket).filter((one) => one.owner !== 'customer'),
      ticket,
      rules,
    ),
  )
  return { tickets: tickets.length, net: spread(net), gross: spread(gross) }
}

/** Whether the result came by the deadline, of those that have one. */
function onTime<T extends ReportTicket>(done: readonly Life<T>[]): Share {
  const promised = done.filter(({ ticket }) => ticket.deadline !== null && upToResult(ticket).length > 0)
  const kept = count(promised, ({ ticket }) => {
    const result = upToResult(ticket).at(-1)?.to
    return result != null && ticket.deadline !== null && result <= ticket.deadline
  })
  return { kept, of: promised.length }
}

/** Of the period's tickets: answered within the target, of those answered, or still to be answered beyond it. */
function firstAnswers<T extends ReportTicket>(own: readonly Life<T>[], rules: ReportRules<T>, until: Date): Share {
  const judged = own
    .filter((one) => one.opened)
    .flatMap(({ ticket, open }) => {
      const answered = ticket.answeredAt !== null && ticket.answeredAt <= until
      const within = isWithin(ticket, answered ? (ticket.answeredAt ?? until) : until, rules)
      return answered || (open && !within) ? [answered && within] : []
    })
  return { kept: count(judged, (one) => one), of: judged.length }
}

/** High criticality counts by the wall, all else in working time (R17, R18). */
function isWithin<T extends ReportTicket>(ticket: T, at: Date, rules: ReportRules<T>): boolean {
  return ticket.criticality === 'normal'
    ? rules.worked(ticket, ticket.receivedAt, at).seconds <= rules.firstAnswerHours * 3600
    : at.getTime() - ticket.receivedAt.getTime() <= rules.criticalFirstAnswerHours * 3_600_000
}

/** The working time of these turns in the days of the ticket's own terms. */
function days<T extends ReportTicket>(
  turns: ReportTicket['intervals'],
  ticket: T,
  { worked, now }: ReportRules<T>,
): number {
  return turns.reduce((sum, { from, to }) => sum + inDays(worked(ticket, from, to ?? now)), 0)
}

function inDays({ seconds, dayHours }: WorkingTime): number {
  return seconds / (dayHours * 3600)
}

function spread(values: readonly number[]): Spread {
  if (values.length === 0) return { average: null, median: null }
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
  return { average: rounded(values.reduce((sum, one) => sum + one, 0) / values.length), median: rounded(median) }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

function count<T>(all: readonly T[], is: (one: T) => boolean): number {
  return all.filter(is).length
}

type Breakdowns = Pick<Figures, 'byState' | 'byCategory' | 'byCriticality' | 'byContract' | 'byEngineer'>

function breakdowns<T extends ReportTicket>(own: readonly Life<T>[], rules: ReportRules<T>): Breakdowns {
  const name = (address: string | null): string | null =>
    address === null ? null : (rules.engineerName(address) ?? address)
  return {
    byState: rowsBy(own, stateAtEnd, ['new', 'open', 'waiting', 'development', 'answered', 'closed', 'declined']),
    byCategory: rowsBy(own, ({ ticket }) => ticket.category, [
      'operation',
      'errors',
      'administration',
      'consultation',
      'data',
      'unsorted',
    ]),
    byCriticality: rowsBy(own, ({ ticket }) => ticket.criticality, ['high', 'suspected', 'normal']),
    byContract: rowsBy(own, ({ ticket }) =>
      ticket.standing.kind === 'covered' ? (ticket.standing.contract ?? null) : null,
    ),
    byEngineer: rowsBy(own, ({ ticket }) => name(ticket.engineer)),
  }
}

/** The state at the period's end: as it is, or where the ticket has moved on since, what its turn then tells. */
function stateAtEnd<T extends ReportTicket>({ ticket, open, finished, turn }: Life<T>): string | null {
  if (!open) return finished || ticket.state === 'closed' || ticket.state === 'declined' ? finishedAs(ticket) : null
  const isNow = ticket.intervals.at(-1)?.to === null && ticket.intervals.at(-1)?.owner === turn
  if (isNow) return ticket.state
  return turn === 'development' ? 'development' : turn === 'customer' ? 'waiting' : 'open'
}

function finishedAs(ticket: ReportTicket): string {
  return ticket.state === 'declined' ? 'declined' : 'closed'
}

/** By code point: the same on every machine. */
function byName(a: ReportRow, b: ReportRow): number {
  return (a.key ?? '') < (b.key ?? '') ? -1 : 1
}

/** A row for each key that has anything to count, in the given order, else the fullest first; those without a key last. */
function rowsBy<T extends ReportTicket>(
  own: readonly Life<T>[],
  keyOf: (life: Life<T>) => string | null,
  order: readonly string[] = [],
): readonly ReportRow[] {
  const groups = Map.groupBy(own, keyOf)
  const rows = [...groups].map(([key, lives]) => ({
    key,
    opened: count(lives, (one) => one.opened),
    closed: count(lives, (one) => one.finished),
    open: count(lives, (one) => one.open),
  }))
  const rank = ({ key, opened, open, closed }: ReportRow): number =>
    order.length > 0 ? order.indexOf(key ?? '') : -(opened + open + closed)
  return rows
    .filter((row) => row.opened + row.closed + row.open > 0)
    .sort((a, b) => Number(a.key === null) - Number(b.key === null) || rank(a) - rank(b) || byName(a, b))
}
