// The books for those who only look: lists, one ticket, the outbox, figures for health and metrics, search.
import type {
  Clues,
  Errand,
  Facts,
  FiguresAsked,
  HistoryLine,
  ReportedTicket,
  SeenMail,
  Ticket,
  Token,
} from '../desk/desk.ts'
import type { Letter, Outgoing, TicketId } from '../letter.ts'
import type { PeriodRecords } from '../words/words.ts'
import { letterFacts } from './facts.ts'
import { at, before, HOUR, instant } from './file/columns.ts'
import type { Connection } from './file/sqlite.ts'
import { type OutboxLine, outboxLines } from './outbox-verbs.ts'
import { periodRecords } from './period.ts'
import { seenMail } from './seen.ts'
import { calendarVersion, calendarYears } from './tables/calendar-years.ts'
import { nextDueAt, notAccepted } from './tables/deliveries.ts'
import { hasHappened } from './tables/entries.ts'
import { nextErrand } from './tables/errands.ts'
import { historyOf } from './tables/journal.ts'
import { knownLetter, ticketOfLetter } from './tables/letters.ts'
import { type Message, messagesOf } from './tables/messages.ts'
import { outgoingById } from './tables/outgoing.ts'
import { phones, ticketsWithPhone } from './tables/phones.ts'
import { stumblesOver } from './tables/places.ts'
import { type Found, search } from './tables/search.ts'
import { lastBackupAt } from './tables/settings.ts'
import {
  type FinishedAfter,
  finishedBy,
  finishedTicket,
  queuedBy,
  type TicketFilter,
  ticketsBy,
  unfinishedBy,
} from './tables/ticket-list.ts'
import {
  countOverdue,
  countsByState,
  eachUnfinished,
  type OverdueRule,
  ticketById,
  ticketsOfCustomer,
} from './tables/tickets.ts'

/** Figures for health and metrics. */
export interface Figures {
  /** Unfinished ones, by state. */
  readonly tickets: Readonly<Record<string, number>>
  readonly letters: number
  readonly setAside: number
  readonly outbox: {
    /** Deliveries that will be tried. */
    readonly waiting: number
    /** Of those, the ones that are due already. */
    readonly due: number
    /** When the oldest delivery that is due has been due since; null when none is. */
    readonly oldestDueAt: Date | null
    readonly failed: number
    readonly doubtful: number
    readonly held: number
    readonly sentLastHour: number
  }
  readonly bytes: number
  readonly writeAheadBytes: number
  /** When `backup` last made a copy that was found whole; null: never yet. */
  readonly lastBackupAt: Date | null
}

/** One ticket with all that `show` prints. */
export interface ShownTicket {
  readonly ticket: Ticket
  readonly messages: readonly Message[]
  readonly history: readonly HistoryLine[]
}

export interface Reading {
  /** All tickets of a filter, finished ones too. */
  tickets(filter: TicketFilter): readonly Ticket[]
  unfinished(filter: TicketFilter): readonly Ticket[]
  /** A stretch of the unfinished ones: raised criticality first, then by date, those without one last. */
  queued(filter: TicketFilter, from: number, limit: number): readonly Ticket[]
  /** Finished tickets, the last finished first, a page of them. */
  finished(filter: TicketFilter, after: FinishedAfter | null, limit: number): readonly Ticket[]
  /** A finished ticket to begin a page behind; undefined when there is none such. */
  finishedTicket(id: TicketId): Ticket | undefined
  ticket(id: TicketId): Ticket | undefined
  /** All tickets that are neither closed nor declined, in no order that means anything, each read when it is wanted. */
  open(): Iterable<Ticket>
  show(id: TicketId): ShownTicket | undefined
  outbox(): readonly OutboxLine[]
  /** A letter of ours by its id. */
  outgoing(id: string): Outgoing | undefined
  nextDueAt(): Date | null
  /** Whether a `once` key is in the books. */
  happened(key: string): boolean
  /** How many recipients wait that were tried and not accepted, and since when the server has accepted nothing while they do. */
  notAccepted(now: Date): { readonly recipients: number; readonly since: Date | null }
  /** `named` is the ticket whose number the words are. */
  search(words: string, limit: number, named?: TicketId | null): readonly Found[]
  /** Every telephone number that a ticket bears, as it was written, each once. */
  phones(): readonly string[]
  calledFrom(phones: readonly string[]): readonly Ticket[]
  ofCustomer(address: string): readonly Ticket[]
  figures(now: Date): Figures
  /** How many tickets are overdue by the rule that is handed in. */
  overdue(now: Date, isOverdue: OverdueRule): number
  /** What the report of a period counts from; its tickets are read while they are walked. */
  period(asked: FiguresAsked): PeriodRecords<ReportedTicket>
  /** The oldest thing that was asked for and is to be counted. */
  nextErrand(): Errand | undefined
  /** What the rules would be told of a letter; for `explain`. */
  seen(token: Token): SeenMail | null
  factsFor(letter: Letter, clues: Clues, now: Date): Facts
  /** The ticket of this very letter, null when it is filed on none, undefined when it is not filed. */
  filedOn(letter: Letter): TicketId | null | undefined
  stumbles(sha256: string): number
  /** The calendar's years that were applied, each to be checked, and a number that changes with them. */
  calendar(): { readonly version: number; readonly years: readonly unknown[] }
}

/** Reading through a connection, whether it may write or not. */
export function readingOf(books: Connection): Reading {
  return {
    tickets: (filter) => ticketsBy(books, filter),
    unfinished: (filter) => unfinishedBy(books, filter),
    queued: (filter, from, limit) => queuedBy(books, filter, from, limit),
    finished: (filter, after, limit) => finishedBy(books, filter, after, limit),
    finishedTicket: (id) => finishedTicket(books, id),
    ticket: (id) => ticketById(books, id),
    open: () => eachUnfinished(books),
    show: (id) => shown(books, id),
    outbox: () => outboxLines(books),
    outgoing: (id) => outgoingById(books, id),
    nextDueAt: () => nextDueAt(books),
    happened: (key) => hasHappened(books, key),
    notAccepted: (now) => notAccepted(books, now),
    phones: () => phones(books),
    calledFrom: (numbers) => ticketsWithPhone(books, numbers),
    ofCustomer: (address) => ticketsOfCustomer(books, address),
    search: (words, limit, named = null) => search(books, words, limit, named),
    figures: (now) => figures(books, now),
    overdue: (now, isOverdue) => countOverdue(books, now, isOverdue),
    period: (asked) => periodRecords(books, asked),
    nextErrand: () => nextErrand(books),
    seen: (token) => seenMail(books, token),
    factsFor: (letter, clues, now) => letterFacts(books, letter, clues, now),
    filedOn: (letter) => {
      const row = knownLetter(books, letter)
      return row === undefined ? undefined : ticketOfLetter(books, row)
    },
    stumbles: (sha256) => stumblesOver(books, sha256),
    calendar: () => ({ version: calendarVersion(books), years: calendarYears(books) }),
  }
}

function shown(books: Connection, id: TicketId): ShownTicket | undefined {
  const ticket = ticketById(books, id)
  if (ticket === undefined) return undefined
  return { ticket, messages: messagesOf(books, id), history: historyOf(books, id) }
}

function figures(books: Connection, now: Date): Figures {
  const row = books.get<{ letters: number; setAside: number }>(
    `SELECT
       (SELECT coalesce(max(id), 0) FROM letters) AS letters,
       (SELECT count(*) FROM letters WHERE set_aside_why IS NOT NULL) AS setAside`,
  )
  return {
    tickets: countsByState(books),
    ...{ letters: row?.letters ?? 0, setAside: row?.setAside ?? 0 },
    outbox: outboxFigures(books, now),
    ...{ bytes: books.bytes(), writeAheadBytes: books.writeAheadBytes(), lastBackupAt: lastBackupAt(books) },
  }
}

function outboxFigures(books: Connection, now: Date): Figures['outbox'] {
  const row = books.get<{ waiting: number; due: number; again: number; oldest: string | null; sent: number }>(
    `SELECT
       (SELECT count(*) FROM deliveries WHERE automatic IN (0, 1) AND next_at IS NOT NULL) AS waiting,
       (SELECT count(*) FROM deliveries WHERE automatic IN (0, 1) AND next_at IS NOT NULL AND doubts > 0) AS again,
       (SELECT count(*) FROM deliveries WHERE automatic IN (0, 1) AND next_at IS NOT NULL AND next_at <= :now) AS due,
       (SELECT min(next_at) FROM deliveries
        WHERE automatic IN (0, 1) AND next_at IS NOT NULL AND next_at <= :now) AS oldest,
       (SELECT count(*) FROM deliveries WHERE settled_at > :since AND state = 'sent') AS sent`,
    { now: at(now), since: at(before(now, HOUR)) },
  )
  const stuck = stuckDeliveries(books)
  return {
    ...{ waiting: row?.waiting ?? 0, due: row?.due ?? 0, sentLastHour: row?.sent ?? 0 },
    ...{
      failed: stuck.get('failed') ?? 0,
      doubtful: (row?.again ?? 0) + (stuck.get('doubtful') ?? 0),
      held: stuck.get('held') ?? 0,
    },
    oldestDueAt: row === undefined || row.oldest === null ? null : instant(row.oldest),
  }
}

/** How many deliveries failed, are in doubt or held; the condition is the index's own, word for word. */
function stuckDeliveries(books: Connection): ReadonlyMap<string, number> {
  const rows = books.all<{ state: string; deliveries: number }>(
    `SELECT state, count(*) AS deliveries FROM deliveries
     WHERE state IN ('failed', 'held', 'doubtful') GROUP BY state`,
  )
  return new Map(rows.map((row) => [row.state, row.deliveries]))
}
