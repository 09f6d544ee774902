// The journal: what happened to a ticket, by whom and why. Rows are added, never changed.
import type { HistoryLine, HistoryRow } from '../../desk/desk.ts'
import type { TicketId } from '../../letter.ts'
import { at, instant } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'

/** Adds an event; `because` is the decision's sentence, `letter` the row of the letter that caused it. */
export function addEvent(
  books: Connection,
  event: HistoryRow,
  cause: { readonly because: string; readonly letter: number | null },
  now: Date,
): void {
  books.run(
    `INSERT INTO journal (ticket, at, who, what, detail, because, letter)
     VALUES (:ticket, :at, :who, :what, :detail, :because, :letter)`,
    {
      ticket: event.ticket,
      at: at(now),
      who: event.who,
      what: event.what,
      detail: event.detail,
      because: cause.because,
      letter: cause.letter,
    },
  )
}

/** Open tickets whose history has a complaint, and when the last one came. */
export function complaintsOpen(books: Connection): readonly { readonly ticket: TicketId; readonly at: Date }[] {
  return books
    .all<{ ticket: number; at: string | null }>(
      `SELECT tickets.id AS ticket, (
         SELECT max(at) FROM journal WHERE journal.ticket = tickets.id AND journal.what = 'complaint') AS at
       FROM tickets INDEXED BY tickets_unfinished
       WHERE tickets.state NOT IN ('closed', 'declined')`,
    )
    .flatMap((row) => (row.at === null ? [] : [{ ticket: row.ticket, at: instant(row.at) }]))
}

/** The detail of a ticket's last row of a kind, or null. */
export function lastDetail(books: Connection, ticket: TicketId, what: string): string | null {
  const row = books.get<{ detail: string }>(
    `SELECT detail FROM journal WHERE ticket = :ticket AND what = :what ORDER BY id DESC LIMIT 1`,
    { ticket, what },
  )
  return row?.detail ?? null
}

/** A ticket's history, oldest first. */
export function historyOf(books: Connection, ticket: TicketId): readonly HistoryLine[] {
  return books
    .all<{ at: string; who: string; what: string; detail: string }>(
      `SELECT at, who, what, detail FROM journal WHERE ticket = :ticket ORDER BY id`,
      { ticket },
    )
    .map((row) => ({ ...row, at: instant(row.at) }))
}
