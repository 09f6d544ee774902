// What the books hold of a period, for the report: the tickets that lived in it, and its mail in counts.
import type { ReportedTicket } from '../desk/desk.ts'
import type { MailCounts, PeriodRecords } from '../words/words.ts'
import { at } from './file/columns.ts'
import type { Connection } from './file/sqlite.ts'
import { ticketsAlive } from './tables/tickets.ts'

/** The records of [from, to): every ticket that came before its end and was not finished before its start. */
export function periodRecords(books: Connection, from: Date, to: Date): PeriodRecords<ReportedTicket> {
  return { tickets: ticketsAlive(books, from, to), mail: mailCounts(books, from, to) }
}

function mailCounts(books: Connection, from: Date, to: Date): MailCounts {
  const span = { from: at(from), to: at(to) }
  const received = books.get<Omit<MailCounts, 'acknowledgements' | 'answers' | 'notices' | 'undelivered'>>(
    `SELECT count(*) AS received,
       coalesce(sum(role = 'customer' AND opened = 1), 0) AS opened,
       coalesce(sum(role = 'customer' AND opened = 0), 0) AS joined,
       coalesce(sum(role IN ('source', 'note', 'unproved')), 0) AS fromEngineers,
       coalesce(sum(role = 'robot'), 0) AS automatic,
       coalesce(sum(role = 'bounce'), 0) AS bounces
     FROM letters WHERE filed_at >= :from AND filed_at < :to`,
    span,
  ) ?? { received: 0, opened: 0, joined: 0, fromEngineers: 0, automatic: 0, bounces: 0 }
  return { ...received, ...sentCounts(books, span), undelivered: undelivered(books, span) }
}

type Span = { readonly from: string; readonly to: string }

function sentCounts(books: Connection, span: Span): Pick<MailCounts, 'acknowledgements' | 'answers' | 'notices'> {
  const automatic = books.get<{ acknowledgements: number; notices: number }>(
    `SELECT coalesce(sum(kind = 'acknowledgement'), 0) AS acknowledgements, coalesce(sum(kind = 'notice'), 0) AS notices
     FROM deliveries
     WHERE automatic = 1 AND audience = 'customer' AND queued_at >= :from AND queued_at < :to AND state <> 'withdrawn'`,
    span,
  )
  const written = books.get<{ answers: number }>(
    `SELECT count(DISTINCT outgoing) AS answers FROM deliveries
     WHERE automatic = 0 AND audience = 'customer' AND queued_at >= :from AND queued_at < :to AND state <> 'withdrawn'`,
    span,
  )
  return {
    acknowledgements: automatic?.acknowledgements ?? 0,
    answers: written?.answers ?? 0,
    notices: automatic?.notices ?? 0,
  }
}

/** Letters to customers that failed for good in the period; the condition is the index's own, word for word. */
function undelivered(books: Connection, span: Span): number {
  const row = books.get<{ letters: number }>(
    `SELECT count(DISTINCT outgoing) AS letters FROM deliveries
     WHERE state IN ('failed', 'held', 'doubtful') AND state = 'failed' AND audience = 'customer'
       AND settled_at >= :from AND settled_at < :to`,
    span,
  )
  return row?.letters ?? 0
}
