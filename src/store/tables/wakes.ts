// Alerts that wait for the webhook. A row holds a ticket's number and why, nothing that anybody wrote.
import type { Ticket } from '../../desk/desk.ts'
import type { TicketId } from '../../letter.ts'
import type { WakeReason } from '../../words/words.ts'
import { at, instant } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'
import { ticketById } from './tickets.ts'

/** An alert that is due, with its ticket as it is now. */
export interface Wake {
  readonly ticket: Ticket
  readonly because: WakeReason
  readonly askedAt: Date
  /** Attempts begun, this one among them. */
  readonly attempts: number
}

/** The webhook's side of the books; each call is one transaction. */
export interface WakeQueue {
  /** The alert that has been due longest, its attempt counted and the next one set before it begins; undefined when none is due. */
  claim(now: Date, retryAt: (attempts: number) => Date): Wake | undefined
  /** It is done with; a later one of the same ticket stays. */
  settle(wake: Pick<Wake, 'ticket' | 'askedAt'>): void
}

/** The queue over the books. */
export function wakesOf(books: Connection): WakeQueue {
  return {
    claim: (now, retryAt) => {
      // Nothing due is the usual answer, and needs no write lock.
      if (dueWake(books, now) === undefined) return undefined
      return books.transaction(() => claimWake(books, now, retryAt))
    },
    settle: ({ ticket, askedAt }) => {
      const sql = `DELETE FROM wakes WHERE ticket = :ticket AND asked_at = :askedAt`
      books.transaction(() => void books.run(sql, { ticket: ticket.id, askedAt: at(askedAt) }))
    },
  }
}

/** Writes down that people are to be woken; one that waits for the same ticket gives way. */
export function addWake(books: Connection, ticket: TicketId, because: WakeReason, now: Date): void {
  books.run(
    `INSERT INTO wakes (ticket, because, asked_at, attempts, next_at) VALUES (:ticket, :because, :now, 0, :now)
     ON CONFLICT (ticket) DO UPDATE SET because = excluded.because, asked_at = excluded.asked_at, attempts = 0,
       next_at = excluded.next_at`,
    { ticket, because, now: at(now) },
  )
}

interface Row {
  readonly ticket: TicketId
  readonly because: WakeReason
  readonly asked_at: string
  readonly attempts: number
}

function dueWake(books: Connection, now: Date): Row | undefined {
  return books.get<Row>(
    `SELECT ticket, because, asked_at, attempts FROM wakes WHERE next_at <= :now ORDER BY next_at, ticket LIMIT 1`,
    { now: at(now) },
  )
}

function claimWake(books: Connection, now: Date, retryAt: (attempts: number) => Date): Wake | undefined {
  const row = dueWake(books, now)
  const ticket = row === undefined ? undefined : ticketById(books, row.ticket)
  if (row === undefined || ticket === undefined) return undefined
  const attempts = row.attempts + 1
  books.run(`UPDATE wakes SET attempts = :attempts, next_at = :nextAt WHERE ticket = :ticket`, {
    ticket: row.ticket,
    attempts,
    nextAt: at(retryAt(attempts)),
  })
  return { ticket, because: row.because, askedAt: instant(row.asked_at), attempts }
}
