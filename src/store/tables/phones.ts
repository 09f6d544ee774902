// Telephone numbers that tickets bear, as they were written.
import type { Ticket } from '../../desk/desk.ts'
import { json } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'
import { type TicketRow, ticketOf } from './ticket-row.ts'
import { COLUMNS } from './tickets.ts'

const MOST = 100

/** Every number, each once: whoever compares writings of numbers does so outside of the books. */
export function phones(books: Connection): readonly string[] {
  return books
    .all<{ phone: string }>(`SELECT DISTINCT customer_phone AS phone FROM tickets WHERE customer_phone IS NOT NULL`)
    .map((row) => row.phone)
}

/** The newest tickets that bear one of these writings. */
export function ticketsWithPhone(books: Connection, written: readonly string[]): readonly Ticket[] {
  if (written.length === 0) return []
  return books
    .all<TicketRow>(
      `SELECT ${COLUMNS} FROM tickets
       WHERE customer_phone IS NOT NULL AND customer_phone IN (SELECT value FROM json_each(:written))
       ORDER BY id DESC LIMIT ${MOST}`,
      { written: json(written) },
    )
    .map(ticketOf)
}
