// A look through the books that finds what is wrong with them and writes nothing: in slices, each a reading of its own, so
// that a daemon at work is not held up. What the rules know, whether a promise recomputes, is for the caller to look at.
import type { Ticket } from '../desk/desk.ts'
import type { Step } from './audit/breach.ts'
import { openDocuments } from './audit/documents.ts'
import { type KeptBytes, letterCount, letterSlice } from './audit/letters.ts'
import { outgoingCount, outgoingSlice } from './audit/outgoing.ts'
import { structure } from './audit/references.ts'
import type { Connection } from './file/sqlite.ts'
import { calendarYears } from './tables/calendar-years.ts'
import { ticketCount, ticketsAfter } from './tables/tickets.ts'

export type { Breach, BreachCode, Step } from './audit/breach.ts'
export type { KeptBytes } from './audit/letters.ts'

/** The books as they are looked through, part by part. */
export interface Audit {
  /** SQLite's own check, its foreign keys, and names that stand elsewhere. */
  structure(): Generator<Step>
  /** Letters that came in: outcome and full text; and the bytes that must be kept of them. */
  letters(): Generator<Step & { readonly kept: readonly KeptBytes[] }>
  /** Letters of ours: deliveries and full text. */
  outgoing(): Generator<Step>
  /** All tickets, for the rules to count again. */
  tickets(): Generator<{ readonly done: number; readonly of: number; readonly tickets: readonly Ticket[] }>
  /** Whether a letter's row is still there: between two looks it may have gone. */
  hasLetter(row: number): boolean
  calendarYears(): readonly unknown[]
}

/** A look through the books of a connection. */
export function auditOf(books: Connection): Audit {
  return {
    structure: () => structure(books),
    letters: () => letters(books),
    outgoing: () => outgoing(books),
    tickets: () => tickets(books),
    hasLetter: (row) => books.get(`SELECT id FROM letters WHERE id = :row`, { row }) !== undefined,
    calendarYears: () => calendarYears(books),
  }
}

function* letters(books: Connection): ReturnType<Audit['letters']> {
  const of = letterCount(books)
  const documents = openDocuments(books, 'letter')
  let done = 0
  for (let slice = letterSlice(books, 0, documents); slice !== null; ) {
    done += slice.count
    yield { done, of, found: slice.found, kept: slice.letters }
    slice = letterSlice(books, slice.last, documents)
  }
}

function* outgoing(books: Connection): Generator<Step> {
  const of = outgoingCount(books)
  const documents = openDocuments(books, 'outgoing')
  let done = 0
  for (let slice = outgoingSlice(books, 0, documents); slice !== null; ) {
    done += slice.count
    yield { done, of, found: slice.found }
    slice = outgoingSlice(books, slice.last, documents)
  }
}

function* tickets(books: Connection): ReturnType<Audit['tickets']> {
  const of = ticketCount(books)
  let done = 0
  let last = 0
  for (;;) {
    const some = ticketsAfter(books, last)
    if (some.length === 0) return
    last = some.at(-1)?.id ?? last
    done += some.length
    yield { done, of, tickets: some }
  }
}
