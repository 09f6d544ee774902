// Tickets as `list` asks for them: only the conditions that are asked stand in the query, so that SQLite sees which index
// serves it; finished ones, which may be a million, come in pages.
import type { State, Ticket } from '../../desk/desk.ts'
import type { TicketId } from '../../letter.ts'
import { at, json, keyOf } from '../file/columns.ts'
import type { Connection, Value } from '../file/sqlite.ts'
import { type TicketRow, ticketOf } from './ticket-row.ts'
import { COLUMNS } from './tickets.ts'

/** What `list` may ask for; what is left out does not narrow it. */
export interface TicketFilter {
  readonly state?: State
  /** Unfinished and not answered, with a deadline that has passed at this instant; whether its clock stands is for the rules to say. */
  readonly overdueAt?: Date
  /** Part of the engineer's address, any case. */
  readonly engineer?: string
  /** Addresses of engineers; one of them has it. Together with `engineer`: either. */
  readonly engineers?: readonly string[]
  /** Part of the customer's address, name or organisation, any case. */
  readonly customer?: string
  readonly contract?: string
  /** Any of these states. */
  readonly states?: readonly State[]
  readonly category?: Ticket['category']
  /** Only those that nobody has taken. */
  readonly unassigned?: true
  readonly receivedFrom?: Date
  readonly receivedTo?: Date
}

/** Where a page of finished tickets begins: behind this one. */
export type FinishedAfter = Pick<Ticket, 'id' | 'closedAt'>

const UNFINISHED = `state NOT IN ('closed', 'declined')`
const DUE = `state IN ('new', 'open', 'waiting', 'development')`

/** The tickets of a filter: by deadline, then those without one, finished ones last. */
export function ticketsBy(books: Connection, filter: TicketFilter): readonly Ticket[] {
  return selected(books, conditionsOf(filter), `state IN ('closed', 'declined'), deadline IS NULL, deadline, id`)
}

/** The unfinished tickets of a filter, in no order that means anything. */
export function unfinishedBy(books: Connection, filter: TicketFilter): readonly Ticket[] {
  return selected(books, [{ sql: UNFINISHED, values: {} }, ...conditionsOf(filter)], 'id')
}

/** A stretch of the unfinished tickets of a filter: raised criticality first, then by date, those without one last; as its index has them. */
export function queuedBy(books: Connection, filter: TicketFilter, from: number, limit: number): readonly Ticket[] {
  const conditions = [{ sql: UNFINISHED, values: {} }, ...conditionsOf(filter)]
  const where = conditions.map((one) => one.sql).join(' AND ')
  const values = Object.assign({ from, limit }, ...conditions.map((one) => one.values))
  return books
    .all<TicketRow>(
      `SELECT ${COLUMNS} FROM tickets INDEXED BY tickets_queued WHERE ${where}
       ORDER BY criticality = 'normal', deadline IS NULL, deadline, id LIMIT (:limit + 0) OFFSET (:from + 0)`,
      values,
    )
    .map(ticketOf)
}

/** The finished tickets of a filter, the last finished first: at most `limit` of them behind `after`. */
export function finishedBy(
  books: Connection,
  filter: TicketFilter,
  after: FinishedAfter | null,
  limit: number,
): readonly Ticket[] {
  const behind: readonly Condition[] = after === null ? [] : [behindOf(after)]
  const { state, ...rest } = filter
  const states = (['closed', 'declined'] as const).filter((one) => state === undefined || state === one)
  // One state after the other, since each has an index of its own.
  const found = states.flatMap((one) =>
    selected(
      books,
      [{ sql: `state = '${one}'`, values: {} }, ...behind, ...conditionsOf(rest)],
      'closed_at DESC, id DESC',
      limit,
    ),
  )
  return found.sort(laterFirst).slice(0, limit)
}

/** The ticket of a number as a beginning, undefined when there is none or it is not finished. */
export function finishedTicket(books: Connection, id: TicketId): Ticket | undefined {
  return selected(books, [{ sql: `id = :id AND state IN ('closed', 'declined')`, values: { id } }], 'id')[0]
}

function laterFirst(a: Ticket, b: Ticket): number {
  return (b.closedAt?.getTime() ?? 0) - (a.closedAt?.getTime() ?? 0) || b.id - a.id
}

interface Condition {
  readonly sql: string
  readonly values: Readonly<Record<string, Value>>
}

function behindOf({ id, closedAt }: FinishedAfter): Condition {
  if (closedAt === null) return { sql: 'closed_at IS NULL AND id < :afterId', values: { afterId: id } }
  return {
    sql: '(closed_at < :afterAt OR (closed_at = :afterAt AND id < :afterId) OR closed_at IS NULL)',
    values: { afterAt: at(closedAt), afterId: id },
  }
}

function conditionsOf(filter: TicketFilter): readonly Condition[] {
  const { state, overdueAt, engineer, engineers, customer, contract, receivedFrom, receivedTo } = filter
  const all: (Condition | null)[] = [
    given(state, (value) => ({ sql: 'state = :state', values: { state: value } })),
    given(overdueAt, (value) => ({
      sql: `${UNFINISHED} AND ${DUE} AND deadline <= :overdueAt`,
      values: { overdueAt: at(value) },
    })),
    engineerOf(engineer, engineers),
    given(customer, (value) => ({ sql: 'instr(customer_words, :customer) > 0', values: { customer: keyOf(value) } })),
    given(contract, (value) => ({ sql: 'contract = :contract', values: { contract: value } })),
    given(filter.states, (value) => ({
      sql: 'state IN (SELECT value FROM json_each(:states))',
      values: { states: json(value) },
    })),
    given(filter.category, (value) => ({ sql: 'category = :category', values: { category: value } })),
    given(filter.unassigned, () => ({ sql: 'engineer IS NULL', values: {} })),
    given(receivedFrom, (value) => ({ sql: 'received_at >= :receivedFrom', values: { receivedFrom: at(value) } })),
    given(receivedTo, (value) => ({ sql: 'received_at < :receivedTo', values: { receivedTo: at(value) } })),
  ]
  return all.filter((one) => one !== null)
}

function given<T>(value: T | undefined, condition: (value: T) => Condition): Condition | null {
  return value === undefined ? null : condition(value)
}

function engineerOf(part: string | undefined, addresses: readonly string[] | undefined): Condition | null {
  const byPart = given(part, (value) => ({
    sql: 'instr(lower(engineer), :engineer) > 0',
    values: { engineer: keyOf(value) },
  }))
  const byAddress = given(addresses, (value) => ({
    sql: 'lower(engineer) IN (SELECT value FROM json_each(:engineers))',
    values: { engineers: json(value.map(keyOf)) },
  }))
  if (byPart === null || byAddress === null) return byPart ?? byAddress
  return { sql: `(${byPart.sql} OR ${byAddress.sql})`, values: { ...byPart.values, ...byAddress.values } }
}

function selected(
  books: Connection,
  conditions: readonly Condition[],
  order: string,
  limit: number | null = null,
): readonly Ticket[] {
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map((one) => one.sql).join(' AND ')}`
  const most = limit === null ? '' : 'LIMIT (:limit + 0)'
  const values = Object.assign({}, ...conditions.map((one) => one.values), limit === null ? {} : { limit })
  return books.all<TicketRow>(`SELECT ${COLUMNS} FROM tickets ${where} ORDER BY ${order} ${most}`, values).map(ticketOf)
}
