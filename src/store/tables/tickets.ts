// Tickets: writing their images down, and finding them by number, by customer, by what is due and by what is asked.
import type { ReportedTicket, Ticket, TimedTicket } from '../../desk/desk.ts'
import type { TicketId } from '../../letter.ts'
import { at, before, HOUR, keyOf, unseen } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'
import { putTheirNumbers } from './their-numbers.ts'
import {
  columnsOf,
  REPORTED,
  type ReportedRow,
  reportedOf,
  TIMED,
  type TicketRow,
  type TimedRow,
  ticketOf,
  timedOf,
} from './ticket-row.ts'

/** The columns of a ticket's row. */
export const COLUMNS = `id, subject, state, criticality, critical_ground, critical_why, critical_by, category, category_why,
  channel, registered_by, language, customer_name, customer_address, customer_phone, organisation, standing,
  participants, engineer, watchers, received_at, terms, counting, intervals, promises, clock_start, earliest, deadline,
  provisional, waited_seconds, answered_at, closed_at, waiting_since, questions, development_reference, reopened,
  merged_into, links, thread, wake_at, more`

/** Writes a ticket's new image, or a new ticket. */
export function putTicket(books: Connection, ticket: Ticket, now: Date): void {
  books.run(
    `INSERT INTO tickets (${COLUMNS}, contract, customer_key, customer_words, opened_at, changed_at)
     VALUES (:id, :subject, :state, :criticality, :criticalGround, :criticalWhy, :criticalBy, :category, :categoryWhy,
       :channel, :registeredBy, :language, :customerName, :customerAddress, :customerPhone, :organisation, :standing,
       :participants, :engineer, :watchers, :receivedAt, :terms, :counting, :intervals, :promises, :clockStart,
       :earliest, :deadline, :provisional, :waitedSeconds, :answeredAt, :closedAt, :waitingSince, :questions,
       :developmentReference, :reopened, :mergedInto, :links, :thread, :wakeAt, :more,
       :contract, :customerKey, :customerWords, :now, :now)
     ON CONFLICT (id) DO UPDATE SET subject = :subject, state = :state, criticality = :criticality,
       critical_ground = :criticalGround, critical_why = :criticalWhy, critical_by = :criticalBy,
       category = :category, category_why = :categoryWhy, channel = :channel, registered_by = :registeredBy,
       language = :language, customer_name = :customerName, customer_address = :customerAddress,
       customer_phone = :customerPhone, organisation = :organisation, standing = :standing,
       participants = :participants, engineer = :engineer, watchers = :watchers, received_at = :receivedAt,
       terms = :terms, counting = :counting, intervals = :intervals, promises = :promises,
       clock_start = :clockStart, earliest = :earliest, deadline = :deadline, provisional = :provisional,
       waited_seconds = :waitedSeconds, answered_at = :answeredAt, closed_at = :closedAt,
       waiting_since = :waitingSince, questions = :questions, development_reference = :developmentReference,
       reopened = :reopened, merged_into = :mergedInto, links = :links, thread = :thread, wake_at = :wakeAt,
       more = :more, contract = :contract, customer_key = :customerKey, customer_words = :customerWords,
       changed_at = :now`,
    { ...columnsOf(ticket), now: at(now) },
  )
  putTheirNumbers(books, ticket)
}

/** The number of the next ticket; binding only inside a transaction. */
export function nextNumber(books: Connection): TicketId {
  return books.get<{ next: number }>(`SELECT coalesce(max(id), 0) + 1 AS next FROM tickets`)?.next ?? 1
}

export function ticketById(books: Connection, id: TicketId): Ticket | undefined {
  const row = books.get<TicketRow>(`SELECT ${COLUMNS} FROM tickets WHERE id = :id`, { id })
  return row === undefined ? undefined : ticketOf(row)
}

/** How many tickets there are, finished ones too. */
export function ticketCount(books: Connection): number {
  return books.get<{ n: number }>(`SELECT count(*) AS n FROM tickets`)?.n ?? 0
}

/** How many unfinished tickets each engineer has, by address in lower case. */
export function loadOfEngineers(books: Connection): ReadonlyMap<string, number> {
  const rows = books.all<{ engineer: string; tickets: number }>(
    `SELECT lower(engineer) AS engineer, count(*) AS tickets FROM tickets
     WHERE state NOT IN ('closed', 'declined') AND engineer IS NOT NULL GROUP BY lower(engineer)`,
  )
  return new Map(rows.map((row) => [row.engineer, row.tickets]))
}

const SLICE = 500

/** The tickets behind a number, in the order of their numbers, some hundreds at a time. */
export function ticketsAfter(books: Connection, id: TicketId): readonly Ticket[] {
  return books
    .all<TicketRow>(`SELECT ${COLUMNS} FROM tickets WHERE id > :id ORDER BY id LIMIT ${SLICE}`, { id })
    .map(ticketOf)
}

/** The tickets of these numbers that exist, with those into which they were merged, by number. */
export function ticketsWithMerged(books: Connection, ids: Iterable<TicketId>): ReadonlyMap<TicketId, Ticket> {
  const found = new Map<TicketId, Ticket>()
  const wanted = [...new Set(ids)]
  for (let id = wanted.pop(); id !== undefined; id = wanted.pop()) {
    const ticket = found.has(id) ? undefined : ticketById(books, id)
    if (ticket === undefined) continue
    found.set(id, ticket)
    if (ticket.mergedInto !== null) wanted.push(ticket.mergedInto)
  }
  return found
}

const EARLIER = 20
// Beyond a hundred nobody is told how many; a robot that has opened tens of thousands must not make each of its letters slow.
const EARLIER_COUNTED = 110

/** A customer's tickets, newest first, at most 20. */
export function ticketsOfCustomer(books: Connection, address: string): readonly Ticket[] {
  return books
    .all<TicketRow>(
      `SELECT ${COLUMNS} FROM tickets
       WHERE customer_key = ${unseen('customer')} AND customer_key <> ''
       ORDER BY opened_at DESC, id DESC LIMIT ${EARLIER}`,
      { customer: keyOf(address) },
    )
    .map(ticketOf)
}

/** How many tickets a customer has, counted a little beyond a hundred. */
export function countOfCustomer(books: Connection, address: string): number {
  const row = books.get<{ tickets: number }>(
    `SELECT count(*) AS tickets FROM (
       SELECT id FROM tickets WHERE customer_key = :customer AND customer_key <> '' LIMIT ${EARLIER_COUNTED})`,
    { customer: keyOf(address) },
  )
  return row?.tickets ?? 0
}

// More tickets of one sender in an hour than any brake allows are not worth telling apart.
const OPENED_LOOKED_AT = 2000

/**
 * Tickets that a sender's own letters opened in the last hour: how many, and the newest that stands. Forged letters in
 * his name (T11) are counted apart, so that a flood of them never swallows what he writes himself.
 */
export function openedLastHour(
  books: Connection,
  address: string,
  forged: boolean,
  now: Date,
): { readonly count: number; readonly newest: TicketId | null } {
  const row = books.get<{ count: number; newest: number | null }>(
    `SELECT count(*) AS count, max(tickets.id) FILTER (WHERE tickets.merged_into IS NULL) AS newest
     FROM (
       SELECT ticket, verdict, filed_at FROM letters
       WHERE sender = ${unseen('customer')} AND opened = 1 ORDER BY id DESC LIMIT ${OPENED_LOOKED_AT}
     ) AS own JOIN tickets ON tickets.id = own.ticket
     WHERE tickets.customer_key = ${unseen('customer')} AND tickets.customer_key <> ''
       AND own.filed_at > :since AND (own.verdict = 'fail') = :forged`,
    { customer: keyOf(address), since: at(before(now, HOUR)), forged: forged ? 1 : 0 },
  )
  return row ?? { count: 0, newest: null }
}

/** Tickets whose moment has come, oldest first. */
export function ticketsDue(books: Connection, now: Date, limit: number): readonly Ticket[] {
  return books
    .all<TicketRow>(
      `SELECT ${COLUMNS} FROM tickets WHERE wake_at IS NOT NULL AND wake_at <= :now
       ORDER BY wake_at, id LIMIT :limit`,
      { now: at(now), limit },
    )
    .map(ticketOf)
}

/** All tickets that are neither closed nor declined, the earliest deadline first, those without one last. */
export function unfinishedTickets(books: Connection): readonly Ticket[] {
  return books
    .all<TicketRow>(
      `SELECT ${COLUMNS} FROM tickets WHERE state NOT IN ('closed', 'declined')
       ORDER BY deadline IS NULL, deadline, id`,
    )
    .map(ticketOf)
}

/** The same in no order that means anything, each read when it is wanted; the connection takes no write meanwhile. */
export function* eachUnfinished(books: Connection): Generator<Ticket, void, undefined> {
  const rows = books.each<TicketRow>(`SELECT ${COLUMNS} FROM tickets WHERE state NOT IN ('closed', 'declined')`)
  for (const row of rows) yield ticketOf(row)
}

/** Tickets closed since an instant that nobody has sorted into a category, newest first, at most 100. */
export function closedUnsorted(books: Connection, since: Date): readonly Ticket[] {
  return books
    .all<TicketRow>(
      `SELECT ${COLUMNS} FROM tickets
       WHERE state = 'closed' AND category = 'unsorted' AND closed_at > :since
       ORDER BY closed_at DESC LIMIT 100`,
      { since: at(since) },
    )
    .map(ticketOf)
}

/** Which tickets a period's figures are counted from; `contract` narrows them to one. */
export interface PeriodAsked {
  readonly from: Date
  readonly to: Date
  readonly contract: string | null
}

/**
 * Tickets that came before `to` and were not finished before `from`, and those finished before that fell due in between;
 * merged ones too, each once, read while they are walked.
 */
export function* ticketsOfPeriod(books: Connection, asked: PeriodAsked): Generator<ReportedTicket, void, undefined> {
  const reported = reportedOf()
  for (const part of asked.contract === null ? EVERYBODYS : OF_CONTRACT) {
    const values = {
      from: at(asked.from),
      to: at(asked.to),
      ...(part.includes(':contract') ? { contract: asked.contract } : {}),
    }
    for (const row of books.each<ReportedRow>(`SELECT ${REPORTED} FROM tickets ${part}`, values)) yield reported(row)
  }
}

/** Disjoint parts, each by its own index: without statistics SQLite would walk one of them for all. */
const EVERYBODYS = [
  `INDEXED BY tickets_unfinished WHERE state NOT IN ('closed', 'declined') AND received_at < :to AND :from <> ''`,
  `INDEXED BY tickets_finished WHERE closed_at IS NOT NULL AND closed_at >= :from AND received_at < :to`,
  `INDEXED BY tickets_finished_due WHERE closed_at IS NOT NULL AND deadline > :from AND deadline <= :to AND closed_at < :from`,
]
const OF_CONTRACT = [
  `INDEXED BY tickets_by_contract
   WHERE contract IS NOT NULL AND contract = :contract AND json_extract(standing, '$.kind') = 'covered' AND received_at < :to
     AND (closed_at IS NULL OR closed_at >= :from OR (deadline > :from AND deadline <= :to))`,
]

/** One ticket as a report counts it. */
export function reportedTicket(books: Connection, id: TicketId): ReportedTicket | undefined {
  const row = books.get<ReportedRow>(`SELECT ${REPORTED} FROM tickets WHERE id = :id`, { id })
  return row === undefined ? undefined : reportedOf()(row)
}

/** Whether a ticket is overdue at an instant, by the rules. */
export type OverdueRule = (ticket: TimedTicket, now: Date) => boolean

/**
 * How many tickets are overdue. Of one that is new or open nobody else has the turn, so its deadline alone tells, and the
 * index holds that; of the few that wait or are in development with a deadline that has passed the rule is asked.
 */
export function countOverdue(books: Connection, now: Date, isOverdue: OverdueRule): number {
  const row = books.get<{ ours: number }>(
    `SELECT count(*) AS ours FROM tickets
     WHERE state NOT IN ('closed', 'declined') AND state IN ('new', 'open') AND deadline <= :now`,
    { now: at(now) },
  )
  const others = books.all<TimedRow>(
    `SELECT ${TIMED} FROM tickets
     WHERE state NOT IN ('closed', 'declined') AND state IN ('waiting', 'development') AND deadline <= :now`,
    { now: at(now) },
  )
  const timed = timedOf()
  return (row?.ours ?? 0) + others.filter((one) => isOverdue(timed(one), now)).length
}

/** How many unfinished tickets there are in each state. */
export function countsByState(books: Connection): Readonly<Record<string, number>> {
  const rows = books.all<{ state: string; tickets: number }>(
    `SELECT state, count(*) AS tickets FROM tickets INDEXED BY tickets_unfinished
     WHERE state NOT IN ('closed', 'declined') GROUP BY state`,
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.tickets]))
}
