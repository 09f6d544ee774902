// The queue of deliveries, one letter to one recipient: claiming what is due, and writing down what became of it.
// The row's `next_at` says when it is tried again; NULL: never by itself.
import type { Acceptance, DeliveryFailure, Outgoing, OutgoingKind } from '../../letter.ts'
import { at, before, fromJson, HOUR, instant, json, keyOf, SECOND, unseen } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'
import { addEvent } from './journal.ts'
import { OUTGOING_COLUMNS, type OutgoingRow, outgoingOf } from './outgoing.ts'

/** One delivery that is due. */
export interface Due {
  readonly delivery: number
  readonly outgoing: Outgoing
  readonly recipient: string
  /** Attempts including this one. */
  readonly attempts: number
  readonly queuedAt: Date
  /** When it was due before it was claimed. */
  readonly dueAt: Date
  /** sha256 of the bytes that a former attempt began to send, or null: a repeat must have the same. */
  readonly doubtSha256: string | null
  /** Its acceptance is a cause of its own. */
  readonly awaited: boolean
}

/** What became of an attempt. */
export type Fate =
  | { readonly delivery: number; readonly kind: 'sent'; readonly response: string }
  | {
      readonly delivery: number
      readonly kind: 'postponed'
      readonly until: Date
      readonly error: string
      readonly afterData?: boolean
    }
  | { readonly delivery: number; readonly kind: 'returned'; readonly dueAt: Date; readonly error: string }
  | { readonly delivery: number; readonly kind: 'doubtful'; readonly until: Date; readonly error: string }
  | { readonly delivery: number; readonly kind: 'failed'; readonly failure: DeliveryFailure }
  | { readonly delivery: number; readonly kind: 'held'; readonly error: string }

type FateOf<Kind extends Fate['kind']> = Extract<Fate, { kind: Kind }>

interface DueRow extends OutgoingRow {
  readonly delivery: number
  readonly recipient: string
  readonly attempts: number
  readonly queued_at: string
  readonly due_at: string
  readonly doubt_sha256: string | null
  readonly awaited: number
}

/** Longer than any attempt may last; whoever has not settled a claim by then has forgotten it. */
const IN_HAND_MILLISECONDS = 30 * 60 * SECOND

/** Deliveries that this process has claimed and not settled, and when. A process that starts has none in hand. */
export type InHand = Map<number, Date>

/**
 * Claims what is due, people's answers first, the oldest first. What is in hand still is put off by another step
 * instead: an attempt may last longer than one. Call it inside a transaction.
 */
export function claimDue(
  books: Connection,
  now: Date,
  limit: number,
  retryAt: (attempts: number) => Date,
  inHand: InHand,
): readonly Due[] {
  const answers = dueOf(books, 0, now, limit)
  const automatic = answers.length < limit ? dueOf(books, 1, now, limit - answers.length) : []
  return [...answers, ...automatic].flatMap((row) => {
    const since = inHand.get(row.delivery)
    if (since === undefined || since < before(now, IN_HAND_MILLISECONDS)) return [claimed(books, row, now, retryAt)]
    putOff(books, row.delivery, retryAt(row.attempts))
    return []
  })
}

function putOff(books: Connection, delivery: number, until: Date): void {
  books.run(`UPDATE deliveries SET next_at = :until WHERE id = :delivery`, { delivery, until: at(until) })
}

function dueOf(books: Connection, automatic: 0 | 1, now: Date, limit: number): readonly DueRow[] {
  return books.all<DueRow>(
    `SELECT deliveries.id AS delivery, deliveries.recipient AS recipient, deliveries.attempts AS attempts,
       deliveries.queued_at AS queued_at, deliveries.next_at AS due_at, deliveries.doubt_sha256 AS doubt_sha256,
       deliveries.awaited AS awaited,
       ${OUTGOING_COLUMNS}
     FROM deliveries JOIN outgoing ON outgoing.number = deliveries.outgoing
     WHERE deliveries.automatic = ${automatic} AND deliveries.next_at IS NOT NULL AND deliveries.next_at <= ${unseen('now')}
     ORDER BY deliveries.next_at, deliveries.id LIMIT (:limit + 0)`,
    { now: at(now), limit },
  )
}

function claimed(books: Connection, row: DueRow, now: Date, retryAt: (attempts: number) => Date): Due {
  const attempts = row.attempts + 1
  books.run(`UPDATE deliveries SET attempts = :attempts, next_at = :nextAt, claimed_at = :now WHERE id = :delivery`, {
    delivery: row.delivery,
    attempts,
    nextAt: at(retryAt(attempts)),
    now: at(now),
  })
  return {
    delivery: row.delivery,
    outgoing: outgoingOf(row),
    recipient: row.recipient,
    attempts,
    queuedAt: instant(row.queued_at),
    dueAt: instant(row.due_at),
    doubtSha256: row.doubt_sha256,
    awaited: row.awaited === 1,
  }
}

/** Whether it is the desk's own letter to a customer: of a second copy he makes nothing, of a third he thinks. */
const TO_CUSTOMER_BY_DESK = `automatic = 1 AND audience = 'customer'`
/** So often a letter is transmitted whole without an answer. To engineers and from persons it must arrive. */
const MOST_DOUBTS = `CASE WHEN ${TO_CUSTOMER_BY_DESK} THEN 2 ELSE 5 END`
/** After so long the desk's own letter to a customer goes once more (RFC 5321 section 4.5.4.1, RFC 1047: better twice than never). */
const ONCE_MORE_AFTER = 600 * SECOND

/**
 * The server has said 354: should the process die now, nobody knows whether the letter arrived. It stays in the queue and
 * is repeated with the same bytes, to a customer once more after a while; at the last time it leaves the queue.
 */
export function doubt(books: Connection, delivery: number, sha256: string, now: Date): void {
  books.run(
    `UPDATE deliveries SET doubt_sha256 = :sha256, doubts = doubts + 1,
       state = CASE WHEN doubts + 1 >= ${MOST_DOUBTS} THEN 'doubtful' ELSE state END,
       next_at = CASE WHEN doubts + 1 >= ${MOST_DOUBTS} THEN NULL
         WHEN ${TO_CUSTOMER_BY_DESK} THEN :again ELSE next_at END,
       settled_at = CASE WHEN doubts + 1 >= ${MOST_DOUBTS} THEN :now ELSE settled_at END
     WHERE id = :delivery AND state = 'waiting'`,
    { delivery, sha256, now: at(now), again: at(new Date(now.getTime() + ONCE_MORE_AFTER)) },
  )
}

/** Writes down what became of an attempt. */
export function settleFate(books: Connection, fate: Fate, now: Date): void {
  switch (fate.kind) {
    case 'sent':
      settled(books, fate.delivery, 'sent', fate.response, now)
      break
    case 'held':
      settled(books, fate.delivery, 'held', fate.error, now)
      break
    case 'postponed':
      postponed(books, fate)
      break
    case 'returned':
      putInItsPlace(books, fate.delivery, fate.dueAt, fate.error)
      break
    case 'doubtful':
      doubtful(books, fate, now)
      break
    case 'failed':
      settled(books, fate.delivery, 'failed', fate.failure.text, now)
      books.run(`UPDATE deliveries SET failure = :failure, doubt_sha256 = NULL WHERE id = :delivery`, {
        delivery: fate.delivery,
        failure: json(fate.failure),
      })
  }
}

function settled(books: Connection, delivery: number, state: string, response: string, now: Date): void {
  books.run(
    `UPDATE deliveries SET state = :state, next_at = NULL, claimed_at = NULL, response = :response, settled_at = :now
     WHERE id = :delivery AND state NOT IN ('withdrawn', 'dropped')`,
    { delivery, state, response, now: at(now) },
  )
}

/** The server's own word after the letter takes back the doubt of this attempt; one of a former attempt stays, and so do its bytes. */
function postponed(books: Connection, { delivery, until, error, afterData }: FateOf<'postponed'>): void {
  books.run(
    `UPDATE deliveries SET state = 'waiting', next_at = :until, claimed_at = NULL, response = :error, settled_at = NULL,
       doubts = max(0, doubts - :takenBack),
       doubt_sha256 = CASE WHEN doubts > :takenBack THEN doubt_sha256 END
     WHERE id = :delivery AND state NOT IN ('withdrawn', 'dropped')`,
    { delivery, until: at(until), error, takenBack: afterData ? 1 : 0 },
  )
}

/** As if it had never been claimed, but that the reason stands there. A doubt about former bytes stays. */
function putInItsPlace(books: Connection, delivery: number, dueAt: Date, error: string): void {
  books.run(
    `UPDATE deliveries SET attempts = max(0, attempts - 1), next_at = :dueAt, claimed_at = NULL, response = :error
     WHERE id = :delivery AND state = 'waiting'`,
    { delivery, dueAt: at(dueAt), error },
  )
}

/** Due again as its mark has it, or later; at the last time it stays in doubt, and the ticket's history says so. */
function doubtful(books: Connection, { delivery, until, error }: FateOf<'doubtful'>, now: Date): void {
  const { changes } = books.run(
    `UPDATE deliveries SET claimed_at = NULL, response = :error, settled_at = :now, doubts = max(1, doubts),
       next_at = CASE WHEN max(1, doubts) >= ${MOST_DOUBTS} THEN NULL
         WHEN ${TO_CUSTOMER_BY_DESK} THEN :again ELSE :until END,
       state = CASE WHEN max(1, doubts) >= ${MOST_DOUBTS} THEN 'doubtful' ELSE 'waiting' END
     WHERE id = :delivery AND state NOT IN ('withdrawn', 'dropped')`,
    {
      ...{ delivery, error, now: at(now), until: at(until) },
      again: at(new Date(now.getTime() + ONCE_MORE_AFTER)),
    },
  )
  if (changes > 0) noteLastDoubt(books, delivery, now)
}

function noteLastDoubt(books: Connection, delivery: number, now: Date): void {
  const row = books.get<{ ticket: number | null; recipient: string }>(
    `SELECT outgoing.ticket AS ticket, deliveries.recipient AS recipient
     FROM deliveries JOIN outgoing ON outgoing.number = deliveries.outgoing
     WHERE deliveries.id = :delivery AND deliveries.state = 'doubtful'`,
    { delivery },
  )
  if (row === undefined || row.ticket === null) return
  const event = { ticket: row.ticket, who: 'ticketd', what: 'arrival unknown', detail: row.recipient } as const
  addEvent(books, event, { because: 'the connection was cut after the letter', letter: null }, now)
}

/** The delivery of a letter of ours, by the letter's id, to one recipient. */
export function deliveryOf(books: Connection, outgoing: string, recipient: string): number | null {
  const row = books.get<{ id: number }>(
    `SELECT deliveries.id AS id FROM outgoing JOIN deliveries ON deliveries.outgoing = outgoing.number
     WHERE outgoing.id = :outgoing AND recipient = :recipient ORDER BY deliveries.id LIMIT 1`,
    { outgoing, recipient },
  )
  return row?.id ?? null
}

/** When the next delivery is due, or null. */
export function nextDueAt(books: Connection): Date | null {
  const row = books.get<{ next_at: string | null }>(
    `SELECT min(next_at) AS next_at FROM (
       SELECT min(next_at) AS next_at FROM deliveries WHERE automatic = 0 AND next_at IS NOT NULL
       UNION ALL
       SELECT min(next_at) AS next_at FROM deliveries WHERE automatic = 1 AND next_at IS NOT NULL)`,
  )
  return row === undefined || row.next_at === null ? null : instant(row.next_at)
}

/** Recipients that were tried in vain and wait, and since when: the first was queued, or the last letter of any was accepted after it. */
export function notAccepted(
  books: Connection,
  now: Date,
): { readonly recipients: number; readonly since: Date | null } {
  const row = books.get<{ recipients: number; queued: string | null; sent: string | null }>(
    `SELECT count(DISTINCT address) AS recipients, min(queued_at) AS queued,
       (SELECT max(settled_at) FROM deliveries WHERE state = 'sent') AS sent
     FROM deliveries WHERE automatic IN (0, 1) AND next_at IS NOT NULL AND attempts > 0 AND queued_at < :now`,
    { now: at(now) },
  )
  if (row === undefined || row.queued === null) return { recipients: 0, since: null }
  const later = row.sent !== null && row.sent > row.queued ? row.sent : row.queued
  return { recipients: row.recipients, since: instant(later) }
}

/** Failures whose consequences have not been drawn yet: the process died between settling and judging. */
export function failuresToJudge(books: Connection): readonly DeliveryFailure[] {
  return books
    .all<{ failure: string }>(
      `SELECT failure FROM deliveries
       WHERE state = 'failed' AND judged_at IS NULL AND failure IS NOT NULL
       ORDER BY queued_at, +id LIMIT 1000`,
    )
    .map((row) => fromJson<DeliveryFailure>(row.failure))
}

/** Letters that hand the turn over, which the server has taken and of which nothing has been drawn yet. */
export function acceptancesToFile(books: Connection): readonly Acceptance[] {
  return books
    .all<{ id: string; recipient: string; settled_at: string }>(
      `SELECT outgoing.id AS id, deliveries.recipient AS recipient, deliveries.settled_at AS settled_at
       FROM deliveries JOIN outgoing ON outgoing.number = deliveries.outgoing
       WHERE deliveries.awaited = 1 AND deliveries.state = 'sent' AND deliveries.judged_at IS NULL
       ORDER BY deliveries.settled_at, deliveries.id LIMIT 1000`,
    )
    .map((row) => ({ outgoingId: row.id, recipient: row.recipient, at: instant(row.settled_at) }))
}

/** The ticket of an accepted letter and when it was filed; undefined when nothing follows from it, or all has been drawn. */
export function acceptedLetter(
  books: Connection,
  { outgoingId, recipient }: Acceptance,
): { readonly kind: OutgoingKind; readonly ticket: number | null; readonly filedAt: Date } | undefined {
  const row = books.get<{ kind: OutgoingKind; ticket: number | null; queued_at: string }>(
    `SELECT outgoing.kind AS kind, outgoing.ticket AS ticket, outgoing.queued_at AS queued_at
     FROM deliveries JOIN outgoing ON outgoing.number = deliveries.outgoing
     WHERE outgoing.id = :id AND deliveries.address = :address AND deliveries.awaited = 1
       AND deliveries.state = 'sent' AND deliveries.judged_at IS NULL`,
    { id: outgoingId, address: keyOf(recipient) },
  )
  return row === undefined ? undefined : { kind: row.kind, ticket: row.ticket, filedAt: instant(row.queued_at) }
}

/** Whether the rules have drawn the consequences of a failed delivery already. */
export function isJudged(books: Connection, failure: DeliveryFailure): boolean {
  const row = books.get<{ judged: number }>(
    `SELECT judged_at IS NOT NULL AND state <> 'sent' AS judged FROM deliveries
     WHERE outgoing = (SELECT number FROM outgoing WHERE id = :id) AND address = :address`,
    { id: failure.outgoingId, address: keyOf(failure.recipient) },
  )
  return row?.judged === 1
}

/** Writes down that they have. */
export function markJudged(
  books: Connection,
  failure: Pick<DeliveryFailure, 'outgoingId' | 'recipient'>,
  now: Date,
): void {
  books.run(
    `UPDATE deliveries SET judged_at = :now
     WHERE outgoing = (SELECT number FROM outgoing WHERE id = :id) AND address = :address`,
    { id: failure.outgoingId, address: keyOf(failure.recipient), now: at(now) },
  )
}

/** Letters on unfinished tickets, or on none, that failed for good since an instant, or stay in doubt, and that nobody has dropped. */
export function undeliveredLetters(
  books: Connection,
  since: Date,
): readonly { readonly ticket: number | null; readonly recipient: string; readonly reason: string }[] {
  return books.all<{ ticket: number | null; recipient: string; reason: string }>(
    `SELECT outgoing.ticket AS ticket, deliveries.recipient AS recipient,
       CASE WHEN deliveries.state = 'doubtful' AND deliveries.doubts > 0 THEN 'nobody knows whether it arrived'
         ELSE coalesce(deliveries.response, '') END AS reason
     FROM deliveries JOIN outgoing ON outgoing.number = deliveries.outgoing
       LEFT JOIN tickets ON tickets.id = outgoing.ticket
     WHERE deliveries.state IN ('failed', 'held', 'doubtful') AND (deliveries.state <> 'doubtful' OR deliveries.doubts > 0)
       AND deliveries.settled_at > :since
       AND coalesce(tickets.state, 'open') NOT IN ('closed', 'declined')
     ORDER BY deliveries.id DESC LIMIT 100`,
    { since: at(since) },
  )
}

/** Acknowledgements, or notices, to an address in the last 24 hours. */
export function automaticTo(books: Connection, address: string, kind: 'acknowledgement' | 'notice', now: Date): number {
  return count(
    books,
    `SELECT count(*) AS n FROM deliveries
     WHERE address = :address AND queued_at > :since AND kind = :kind
       AND automatic = 1 AND audience = 'customer'`,
    { address: keyOf(address), kind, since: at(before(now, 24 * HOUR)) },
  )
}

/** Automatic mail to customers in the last hour: to those under contracts, or to all others. */
export function automaticLastHour(books: Connection, covered: 0 | 1, now: Date): number {
  return count(
    books,
    `SELECT count(*) AS n FROM deliveries
     WHERE covered = ${covered} AND queued_at > :since AND automatic = 1 AND audience = 'customer'`,
    { since: at(before(now, HOUR)) },
  )
}

/** Acknowledgements of the last hour to strangers in a domain. */
export function acknowledgementsToDomain(books: Connection, domain: string, now: Date): number {
  return count(
    books,
    `SELECT count(*) AS n FROM deliveries
     WHERE substr(address, instr(address, '@') + 1) = ${unseen('domain')} AND queued_at > ${unseen('since')}
       AND kind = 'acknowledgement' AND covered = 0`,
    { domain: keyOf(domain), since: at(before(now, HOUR)) },
  )
}

/**
 * Seconds from our last automatic mail to an address until a letter of its arrived; null if none went before it.
 * INTERNALDATE has whole seconds, so a letter of the same second counts as later.
 */
export function secondsAfterAutomatic(books: Connection, address: string, arrivedAt: Date): number | null {
  const row = books.get<{ queued_at: string }>(
    `SELECT queued_at FROM deliveries
     WHERE address = ${unseen('address')} AND queued_at < ${unseen('arrived')} AND automatic = 1 AND audience = 'customer'
     ORDER BY queued_at DESC LIMIT 1`,
    { address: keyOf(address), arrived: at(before(arrivedAt, -SECOND)) },
  )
  if (row === undefined) return null
  return Math.max(0, (arrivedAt.getTime() - instant(row.queued_at).getTime()) / SECOND)
}

function count(books: Connection, sql: string, values: Readonly<Record<string, string>>): number {
  return books.get<{ n: number }>(sql, values)?.n ?? 0
}
