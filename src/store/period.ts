// What the books hold of a period, for the report: the tickets that lived in it, what happened to them that is counted
// with their numbers, and the mail in counts.
import type { ReportedTicket } from '../desk/desk.ts'
import type { MailCounts, PeriodEvent, PeriodRecords } from '../words/words.ts'
import { at, instant } from './file/columns.ts'
import type { Connection, Values } from './file/sqlite.ts'
import { type PeriodAsked, reportedTicket, ticketsOfPeriod } from './tables/tickets.ts'

/** The records of [from, to), of all contracts or of one. */
export function periodRecords(books: Connection, asked: PeriodAsked): PeriodRecords<ReportedTicket> {
  const events = eventsOf(books, asked)
  return {
    tickets: withThoseOf(events, books, asked),
    events,
    ticket: (id) => reportedTicket(books, id),
    mail: mailCounts(books, asked),
  }
}

/** The period's tickets, and after them those that only something of `events` or of the ledger happened to. */
function* withThoseOf(
  events: readonly PeriodEvent[],
  books: Connection,
  asked: PeriodAsked,
): Generator<ReportedTicket, void, undefined> {
  const wanted = new Set([...events.map((one) => one.ticket), ...ticketsRaised(books, asked)])
  for (const ticket of ticketsOfPeriod(books, asked)) {
    wanted.delete(ticket.id)
    yield ticket
  }
  for (const id of wanted) {
    const ticket = reportedTicket(books, id)
    if (ticket !== undefined && isAsked(ticket, asked)) yield ticket
  }
}

function isAsked({ standing }: ReportedTicket, { contract }: PeriodAsked): boolean {
  return contract === null || (standing.kind === 'covered' && standing.contract === contract)
}

type Span = { readonly from: string; readonly to: string }

function spanOf({ from, to }: PeriodAsked): Span {
  return { from: at(from), to: at(to) }
}

/** Tickets whose criticality changed in the period; the condition is the index's own, word for word. */
function ticketsRaised(books: Connection, asked: PeriodAsked): readonly number[] {
  return books
    .all<{ ticket: number }>(
      `SELECT DISTINCT ticket FROM journal
       WHERE what IN ('criticality', 'withheld') AND what = 'criticality' AND at >= :from AND at < :to`,
      spanOf(asked),
    )
    .map((row) => row.ticket)
}

function eventsOf(books: Connection, asked: PeriodAsked): readonly PeriodEvent[] {
  const span = spanOf(asked)
  const rows: { kind: PeriodEvent['kind']; sql: string }[] = [
    {
      kind: 'undelivered',
      sql: `SELECT outgoing.ticket AS ticket, max(deliveries.settled_at) AS at, min(deliveries.recipient) AS detail
        FROM deliveries JOIN outgoing ON outgoing.number = deliveries.outgoing
        WHERE deliveries.state IN ('failed', 'held', 'doubtful') AND deliveries.state = 'failed'
          AND deliveries.audience = 'customer' AND deliveries.settled_at >= :from AND deliveries.settled_at < :to
          AND outgoing.ticket IS NOT NULL
        GROUP BY deliveries.outgoing`,
    },
    {
      kind: 'set aside',
      // Few ever are, while a year has a hundred thousand letters by their day.
      sql: `SELECT ticket, filed_at AS at, set_aside_why AS detail FROM letters INDEXED BY letters_set_aside
        WHERE set_aside_why IS NOT NULL AND ticket IS NOT NULL AND filed_at >= :from AND filed_at < :to`,
    },
    {
      kind: 'not acknowledged',
      sql: `SELECT ticket, at, detail FROM journal
        WHERE what IN ('criticality', 'withheld') AND what = 'withheld' AND at >= :from AND at < :to`,
    },
  ]
  const found = rows.flatMap(({ kind, sql }) =>
    books
      .all<{ ticket: number; at: string; detail: string }>(sql, span)
      .map((row) => ({ kind, ticket: row.ticket, at: instant(row.at), detail: row.detail })),
  )
  return asked.contract === null ? found : found.filter((one) => isOfContract(books, one.ticket, asked))
}

function isOfContract(books: Connection, id: number, asked: PeriodAsked): boolean {
  const ticket = reportedTicket(books, id)
  return ticket !== undefined && isAsked(ticket, asked)
}

/** Letters of one contract are those of its tickets. */
const OF_CONTRACT = `IN (SELECT id FROM tickets WHERE contract = :contract AND json_extract(standing, '$.kind') = 'covered')`

function mailCounts(books: Connection, asked: PeriodAsked): MailCounts {
  const [of, values] =
    asked.contract === null ? ['', spanOf(asked)] : [OF_CONTRACT, { ...spanOf(asked), contract: asked.contract }]
  const received = books.get<Omit<MailCounts, 'acknowledgements' | 'answers' | 'notices' | 'undelivered'>>(
    `SELECT count(*) AS received,
       coalesce(sum(role = 'customer' AND opened = 1), 0) AS opened,
       coalesce(sum(role = 'customer' AND opened = 0), 0) AS joined,
       coalesce(sum(role IN ('source', 'note', 'unproved')), 0) AS fromEngineers,
       coalesce(sum(role = 'robot'), 0) AS automatic,
       coalesce(sum(role = 'bounce'), 0) AS bounces
     FROM letters WHERE filed_at >= :from AND filed_at < :to ${of && `AND ticket ${of}`}`,
    values,
  ) ?? { received: 0, opened: 0, joined: 0, fromEngineers: 0, automatic: 0, bounces: 0 }
  const lettersOf = of && `AND outgoing IN (SELECT number FROM outgoing WHERE ticket ${of})`
  return { ...received, ...sentCounts(books, values, lettersOf), undelivered: undelivered(books, values, lettersOf) }
}

function sentCounts(
  books: Connection,
  values: Values,
  lettersOf: string,
): Pick<MailCounts, 'acknowledgements' | 'answers' | 'notices'> {
  const automatic = books.get<{ acknowledgements: number; notices: number }>(
    `SELECT coalesce(sum(kind = 'acknowledgement'), 0) AS acknowledgements, coalesce(sum(kind = 'notice'), 0) AS notices
     FROM deliveries
     WHERE automatic = 1 AND audience = 'customer' AND queued_at >= :from AND queued_at < :to AND state <> 'withdrawn' ${lettersOf}`,
    values,
  )
  const written = books.get<{ answers: number }>(
    `SELECT count(DISTINCT outgoing) AS answers FROM deliveries
     WHERE automatic = 0 AND audience = 'customer' AND queued_at >= :from AND queued_at < :to AND state <> 'withdrawn' ${lettersOf}`,
    values,
  )
  return {
    acknowledgements: automatic?.acknowledgements ?? 0,
    answers: written?.answers ?? 0,
    notices: automatic?.notices ?? 0,
  }
}

/** Letters to customers that failed for good in the period; the condition is the index's own, word for word. */
function undelivered(books: Connection, values: Values, lettersOf: string): number {
  const row = books.get<{ letters: number }>(
    `SELECT count(DISTINCT outgoing) AS letters FROM deliveries
     WHERE state IN ('failed', 'held', 'doubtful') AND state = 'failed' AND audience = 'customer'
       AND settled_at >= :from AND settled_at < :to ${lettersOf}`,
    values,
  )
  return row?.letters ?? 0
}
