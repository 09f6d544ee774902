// What operators see of the outbox and do with it: the list, trying again, dropping.
import type { Language, OutgoingKind, TicketId } from '../letter.ts'
import type { EventName } from '../words/words.ts'
import { at, instant, instantOrNull } from './file/columns.ts'
import type { Connection } from './file/sqlite.ts'
import { holdBack } from './tables/held-back.ts'
import { addEvent } from './tables/journal.ts'

/** One delivery as `outbox` prints it. */
export interface OutboxLine {
  readonly id: number
  readonly ticket: TicketId | null
  readonly to: string
  readonly kind: OutgoingKind
  /** waiting, sent, failed, doubtful, held, withdrawn, dropped. */
  readonly state: string
  readonly attempts: number
  readonly queuedAt: Date
  readonly nextAt: Date | null
  readonly error: string | null
}

interface OutboxRow {
  readonly id: number
  readonly ticket: number | null
  readonly recipient: string
  readonly kind: OutgoingKind
  readonly state: string
  readonly attempts: number
  readonly queued_at: string
  readonly next_at: string | null
  readonly response: string | null
}

/** What waits, fails, has failed, is in doubt or held; the oldest first. */
export function outboxLines(books: Connection): readonly OutboxLine[] {
  return books
    .all<OutboxRow>(
      `SELECT deliveries.id AS id, outgoing.ticket AS ticket, deliveries.recipient AS recipient,
         deliveries.kind AS kind,
         CASE WHEN deliveries.state = 'waiting' AND deliveries.doubts > 0 THEN 'doubtful' ELSE deliveries.state END AS state, deliveries.attempts AS attempts,
         deliveries.queued_at AS queued_at, deliveries.next_at AS next_at, deliveries.response AS response
       FROM deliveries JOIN outgoing ON outgoing.number = deliveries.outgoing
       WHERE deliveries.id IN (
         SELECT id FROM deliveries WHERE automatic IN (0, 1) AND next_at IS NOT NULL
         UNION SELECT id FROM deliveries WHERE state IN ('failed', 'held', 'doubtful'))
       ORDER BY deliveries.id`,
    )
    .map((row) => ({
      ...{ id: row.id, ticket: row.ticket, to: row.recipient, kind: row.kind, state: row.state },
      attempts: row.attempts,
      queuedAt: instant(row.queued_at),
      nextAt: instantOrNull(row.next_at),
      error: row.response,
    }))
}

/** Makes a delivery due now, whatever held it back; false when there is no such delivery or it has been sent. The history says so in `language`. */
export function retryDelivery(books: Connection, id: number, now: Date, language: Language): boolean {
  const { changes } = books.run(
    `UPDATE deliveries SET state = 'waiting', next_at = :now, claimed_at = NULL, doubt_sha256 = NULL, doubts = 0,
       settled_at = NULL, failure = NULL, judged_at = NULL
     WHERE id = :id AND state IN ('waiting', 'failed', 'held', 'doubtful', 'dropped')`,
    { id, now: at(now) },
  )
  if (changes > 0) noted(books, id, 'sending again', now, language)
  return changes > 0
}

/** Makes all deliveries due now that failed since an instant; gives how many. The history of each ticket says so in `language`. */
export function retryFailed(books: Connection, since: Date, now: Date, language: Language): number {
  const failed = books.all<{ id: number }>(
    `SELECT id FROM deliveries
     WHERE state IN ('failed', 'held', 'doubtful') AND state = 'failed' AND settled_at >= :since ORDER BY id`,
    { since: at(since) },
  )
  return failed.filter(({ id }) => retryDelivery(books, id, now, language)).length
}

/** Tries a delivery no more; false when there is no such delivery or it has been sent. The history says so in `language`. */
export function dropDelivery(books: Connection, id: number, now: Date, language: Language): boolean {
  const { changes } = books.run(
    `UPDATE deliveries SET state = 'dropped', next_at = NULL, claimed_at = NULL, settled_at = :now
     WHERE id = :id AND state IN ('waiting', 'failed', 'held', 'doubtful')`,
    { id, now: at(now) },
  )
  if (changes > 0) noted(books, id, 'sending stopped', now, language)
  return changes > 0
}

/** Holds back what still waits in books that come from a copy; gives how many people's answers and how many other letters. */
export function holdBackAll(
  books: Connection,
  now: Date,
  language: Language,
): { readonly answers: number; readonly others: number } {
  const waiting = books.all<{ id: number; automatic: number }>(
    `SELECT id, automatic FROM deliveries WHERE automatic IN (0, 1) AND next_at IS NOT NULL ORDER BY id`,
  )
  for (const { id } of waiting) {
    holdBack(books, id, now)
    noted(books, id, 'in doubt', now, language)
  }
  const answers = waiting.filter((one) => one.automatic === 0).length
  return { answers, others: waiting.length - answers }
}

const KINDS: Readonly<Record<OutgoingKind, string>> = {
  acknowledgement: 'подтверждение',
  answer: 'ответ',
  notice: 'уведомление',
  notification: 'письмо инженеру',
  note: 'заметка',
  transcript: 'отчёт о командах',
  alert: 'срочное уведомление',
  digest: 'сводка',
}

/** An operator's hand in the outbox stands in the ticket's history. */
function noted(books: Connection, id: number, what: EventName, now: Date, language: Language): void {
  const row = books.get<{ ticket: number | null; kind: OutgoingKind; recipient: string }>(
    `SELECT outgoing.ticket AS ticket, deliveries.kind AS kind, deliveries.recipient AS recipient
     FROM deliveries JOIN outgoing ON outgoing.number = deliveries.outgoing WHERE deliveries.id = :id`,
    { id },
  )
  if (row === undefined || row.ticket === null) return
  const detail = language === 'ru' ? `${KINDS[row.kind]} для ${row.recipient}` : `${row.kind} to ${row.recipient}`
  const event = { ticket: row.ticket, who: 'operator', what, detail }
  addEvent(books, event, { because: 'an operator ordered it', letter: null }, now)
}
