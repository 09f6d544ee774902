// What the desk says: letters in words, written once with their deliveries, and what the rules ask about them later.
import type { LaterAnswer, Referred, SentAnswer } from '../../desk/desk.ts'
import type { Outgoing, OutgoingKind, TicketId } from '../../letter.ts'
import { at, atOrNull, fromJson, instant, instantOrNull, json, keyOf } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'
import { holdBackOutgoing } from './held-back.ts'

export interface OutgoingRow {
  readonly number: number
  readonly id: string
  readonly ticket: number | null
  readonly kind: OutgoingKind
  readonly audience: Outgoing['audience']
  readonly language: Outgoing['language']
  readonly from_name: string
  readonly from_address: string
  readonly recipients: string
  readonly copies: string
  readonly reply_to: string | null
  readonly envelope_from: string
  readonly envelope_to: string
  readonly message_id: string
  readonly in_reply_to: string | null
  readonly thread: string
  readonly dated_at: string
  readonly auto_submitted: Outgoing['autoSubmitted']
  readonly headers: string
  readonly attachments: string
  readonly not_before: string | null
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** The columns of a row from which a letter is made again, for queries that join. */
export const OUTGOING_COLUMNS = `outgoing.number, outgoing.id, outgoing.ticket, outgoing.kind, outgoing.audience,
  outgoing.language, outgoing.from_name, outgoing.from_address, outgoing.recipients, outgoing.copies,
  outgoing.reply_to, outgoing.envelope_from, outgoing.envelope_to, outgoing.message_id, outgoing.in_reply_to,
  outgoing.thread, outgoing.dated_at, outgoing.auto_submitted, outgoing.headers, outgoing.attachments,
  outgoing.not_before, outgoing.subject, outgoing.text, outgoing.html`

/** What caused a letter of ours: the row of the letter that came, and the engineer who wrote it when a person did. */
export interface Origin {
  readonly letter: number | null
  readonly engineer: string | null
  /** It was most likely sent before the books were lost and restored: it is not sent by itself. */
  readonly sentBefore: boolean
}

/** Writes a letter and one delivery for each recipient; gives the number of its row. */
export function insertOutgoing(books: Connection, outgoing: Outgoing, origin: Origin, now: Date): number {
  const { id } = books.run(
    `INSERT INTO outgoing (
       id, ticket, kind, audience, language, from_name, from_address, recipients, copies, reply_to, envelope_from,
       envelope_to, message_id, in_reply_to, thread, dated_at, auto_submitted, headers, attachments, not_before,
       subject, text, html, engineer, letter, queued_at
     ) VALUES (
       :id, :ticket, :kind, :audience, :language, :fromName, :fromAddress, :to, :cc, :replyTo, :envelopeFrom,
       :recipients, :messageId, :inReplyTo, :references, :date, :autoSubmitted, :headers, :attachments, :notBefore,
       :subject, :text, :html, :engineer, :letter, :now
     )`,
    {
      ...columnsOf(outgoing),
      engineer: outgoing.autoSubmitted === 'no' ? origin.engineer : null,
      letter: origin.letter,
      now: at(now),
    },
  )
  for (const recipient of outgoing.recipients) insertDelivery(books, id, outgoing, recipient, now)
  if (origin.sentBefore) holdBackOutgoing(books, id, now)
  return id
}

function columnsOf(outgoing: Outgoing) {
  const { id, ticket, kind, audience, language, replyTo, envelopeFrom, messageId, inReplyTo, autoSubmitted } = outgoing
  return {
    ...{ id, ticket, kind, audience, language, replyTo, envelopeFrom, messageId, inReplyTo, autoSubmitted },
    ...{ subject: outgoing.subject, text: outgoing.text, html: outgoing.html },
    fromName: outgoing.from.name,
    fromAddress: outgoing.from.address,
    to: json(outgoing.to),
    cc: json(outgoing.cc),
    recipients: json(outgoing.recipients),
    references: json(outgoing.references),
    date: at(outgoing.date),
    headers: json(outgoing.headers),
    attachments: json(outgoing.attachments),
    notBefore: atOrNull(outgoing.notBefore),
  }
}

/** Whether its ticket is under a contract: what goes to those is counted apart. */
const COVERED = `EXISTS (SELECT 1 FROM tickets WHERE id = :ticket AND json_extract(standing, '$.kind') = 'covered')`

function insertDelivery(books: Connection, number: number, outgoing: Outgoing, recipient: string, now: Date): void {
  books.run(
    `INSERT INTO deliveries (
       outgoing, recipient, address, kind, audience, automatic, covered, state, attempts, queued_at, next_at, awaited
     ) VALUES (
       :number, :recipient, :address, :kind, :audience, :automatic, ${COVERED}, 'waiting', 0, :now, :nextAt, :awaited
     )`,
    {
      number,
      recipient,
      address: keyOf(recipient),
      kind: outgoing.kind,
      audience: outgoing.audience,
      automatic: outgoing.autoSubmitted === 'no' ? 0 : 1,
      now: at(now),
      nextAt: at(outgoing.notBefore ?? now),
      awaited: outgoing.turns === true && recipient === outgoing.to[0]?.address ? 1 : 0,
      ticket: outgoing.ticket,
    },
  )
}

/** The letter that a row holds. */
export function outgoingOf(row: OutgoingRow): Outgoing {
  return {
    ...{ id: row.id, ticket: row.ticket, kind: row.kind, audience: row.audience, language: row.language },
    from: { name: row.from_name, address: row.from_address },
    to: fromJson<Outgoing['to']>(row.recipients),
    cc: fromJson<Outgoing['cc']>(row.copies),
    replyTo: row.reply_to,
    envelopeFrom: row.envelope_from,
    recipients: fromJson<readonly string[]>(row.envelope_to),
    messageId: row.message_id,
    inReplyTo: row.in_reply_to,
    references: fromJson<readonly string[]>(row.thread),
    date: instant(row.dated_at),
    autoSubmitted: row.auto_submitted,
    headers: fromJson<Outgoing['headers']>(row.headers),
    attachments: fromJson<Outgoing['attachments']>(row.attachments),
    notBefore: instantOrNull(row.not_before),
    subject: row.subject,
    text: row.text,
    html: row.html,
  }
}

/** The letter with this id. */
export function outgoingById(books: Connection, id: string): Outgoing | undefined {
  const row = books.get<OutgoingRow>(`SELECT ${OUTGOING_COLUMNS} FROM outgoing WHERE id = :id`, { id })
  return row === undefined ? undefined : outgoingOf(row)
}

/** Our own letters by Message-ID, for those of the ids that are known and belong to a ticket. */
export function ourLetters(books: Connection, messageIds: readonly string[]): ReadonlyMap<string, Referred> {
  const rows = books.all<{ message_id: string; ticket: number; kind: OutgoingKind; id: string }>(
    `SELECT message_id, ticket, kind, id FROM outgoing
     WHERE message_id IN (SELECT value FROM json_each(:messageIds)) AND ticket IS NOT NULL`,
    { messageIds: json(messageIds) },
  )
  return new Map(
    rows.map((row) => [
      row.message_id,
      { messageId: row.message_id, ticket: row.ticket, of: row.kind, outgoingId: row.id },
    ]),
  )
}

/** The mail whose Message-ID is this token: when it was written, and which letter caused it. */
export function mailOfToken(
  books: Connection,
  token: string,
): { readonly at: Date; readonly causeSha256: string | null } | undefined {
  // TOKEN@domain: everything from "TOKEN@" to just before "TOKENA", whatever the domain.
  const row = books.get<{ dated_at: string; sha256: string | null }>(
    `SELECT outgoing.dated_at AS dated_at, letters.sha256 AS sha256
     FROM outgoing LEFT JOIN letters ON letters.id = outgoing.letter
     WHERE outgoing.message_id >= :token || '@' AND outgoing.message_id < :token || 'A'
     ORDER BY outgoing.message_id LIMIT 1`,
    { token },
  )
  return row === undefined ? undefined : { at: instant(row.dated_at), causeSha256: row.sha256 }
}

interface AnswerRow {
  readonly number: number
  readonly id: string
  readonly ticket: number | null
  readonly kind: OutgoingKind
  readonly message_id: string
  readonly queued_at: string
  readonly envelope_to: string
  readonly engineer: string | null
  readonly text: string
  readonly attachments: string
  readonly not_before: string | null
  readonly withdrawn_at: string | null
}

// The engineer's own words where they are kept: without our greeting and our last lines.
const ANSWER_COLUMNS = `outgoing.number, outgoing.id, outgoing.ticket, outgoing.kind, outgoing.message_id,
  outgoing.queued_at, outgoing.envelope_to, outgoing.engineer, outgoing.attachments, outgoing.not_before,
  outgoing.withdrawn_at,
  CASE WHEN outgoing.auto_submitted = 'no' AND trim(coalesce(letters.shown, letters.reply, '')) <> ''
    THEN coalesce(letters.shown, letters.reply) ELSE outgoing.text END AS text`

/** The last answer on a ticket that was delivered or still can be. */
export function lastAnswer(books: Connection, ticket: TicketId, now: Date): SentAnswer | null {
  const rows = books.all<AnswerRow>(
    `SELECT ${ANSWER_COLUMNS} FROM outgoing LEFT JOIN letters ON letters.id = outgoing.letter
     WHERE outgoing.ticket = :ticket AND outgoing.audience = 'customer' AND outgoing.kind = 'answer'
       AND outgoing.withdrawn_at IS NULL
     ORDER BY outgoing.number DESC LIMIT 10`,
    { ticket },
  )
  for (const row of rows) {
    const answer = answerOf(books, row, now)
    if (answer.state !== 'failed') return answer
  }
  return null
}

/** A letter of ours as the rules see it, by its id. Without `now` it is not asked whether it is still held. */
export function sentAnswer(books: Connection, id: string, now?: Date): SentAnswer | null {
  const row = books.get<AnswerRow>(
    `SELECT ${ANSWER_COLUMNS} FROM outgoing LEFT JOIN letters ON letters.id = outgoing.letter
     WHERE outgoing.id = :id`,
    { id },
  )
  return row === undefined ? null : answerOf(books, row, now)
}

/** A letter of ours as the rules see it, by its Message-ID. */
export function sentAnswerByMessageId(books: Connection, messageId: string, now: Date): SentAnswer | null {
  const row = books.get<{ id: string }>(`SELECT id FROM outgoing WHERE message_id = :messageId`, { messageId })
  return row === undefined ? null : sentAnswer(books, row.id, now)
}

function answerOf(books: Connection, row: AnswerRow, now: Date | undefined): SentAnswer {
  return {
    outgoingId: row.id,
    ticket: row.ticket,
    kind: row.kind,
    messageId: row.message_id,
    filedAt: instant(row.queued_at),
    recipients: fromJson<readonly string[]>(row.envelope_to),
    engineer: row.engineer,
    text: row.text,
    attachments: fromJson<SentAnswer['attachments']>(row.attachments),
    ...deliveredAs(books, row, now),
  }
}

interface DeliveryRow {
  readonly state: string
  readonly attempts: number
  readonly awaited: number
  readonly settled_at: string | null
}

/** What became of a letter, and when the server took it for the customer: of older letters, for anybody. */
function deliveredAs(
  books: Connection,
  row: AnswerRow,
  now: Date | undefined,
): Pick<SentAnswer, 'state' | 'acceptedAt'> {
  const deliveries = books.all<DeliveryRow>(
    `SELECT state, attempts, awaited, settled_at FROM deliveries WHERE outgoing = :number ORDER BY settled_at`,
    { number: row.number },
  )
  const awaited = deliveries.filter((one) => one.awaited === 1)
  const [taken] = (awaited.length > 0 ? awaited : deliveries).filter((one) => one.state === 'sent')
  return { state: stateOf(deliveries, row, now), acceptedAt: instantOrNull(taken?.settled_at ?? null) }
}

/** One recipient reached makes it sent; held only while no attempt has been made. */
function stateOf(deliveries: readonly DeliveryRow[], row: AnswerRow, now: Date | undefined): SentAnswer['state'] {
  if (row.withdrawn_at !== null) return 'withdrawn'
  if (deliveries.some((one) => one.state === 'sent')) return 'sent'
  const open = deliveries.filter((one) => one.state !== 'failed' && one.state !== 'dropped')
  if (open.length === 0) return 'failed'
  const untouched = open.every((one) => one.attempts === 0)
  const held = untouched && row.not_before !== null && now !== undefined && instant(row.not_before) > now
  return held ? 'held' : 'waiting'
}

/** The newest answer that somebody else wrote on a ticket. */
export function colleagueAnswer(
  books: Connection,
  ticket: TicketId,
  engineer: string,
): { readonly at: Date; readonly engineer: string; readonly text: string } | null {
  const row = books.get<{ queued_at: string; engineer: string; text: string }>(
    `SELECT ${ANSWER_COLUMNS} FROM outgoing LEFT JOIN letters ON letters.id = outgoing.letter
     WHERE outgoing.ticket = :ticket AND outgoing.audience = 'customer' AND outgoing.kind = 'answer'
       AND outgoing.withdrawn_at IS NULL AND outgoing.engineer IS NOT NULL
       AND lower(outgoing.engineer) <> :engineer
     ORDER BY outgoing.number DESC LIMIT 1`,
    { ticket, engineer: keyOf(engineer) },
  )
  return row === undefined ? null : { at: instant(row.queued_at), engineer: row.engineer, text: row.text }
}

/** The first answer that followed another on its ticket and was delivered or still can be. */
export function laterAnswer(books: Connection, answer: SentAnswer): LaterAnswer | null {
  const row = books.get<{ id: string }>(
    `SELECT later.id AS id FROM outgoing AS later
     WHERE later.ticket = :ticket AND later.audience = 'customer' AND later.kind = 'answer'
       AND later.number > (SELECT number FROM outgoing WHERE id = :id) AND later.withdrawn_at IS NULL
       AND EXISTS (SELECT 1 FROM deliveries
         WHERE deliveries.outgoing = later.number AND deliveries.state NOT IN ('failed', 'dropped', 'withdrawn'))
     ORDER BY later.number LIMIT 1`,
    { ticket: answer.ticket, id: answer.outgoingId },
  )
  const later = row === undefined ? null : sentAnswer(books, row.id)
  return later === null ? null : { filedAt: later.filedAt, acceptedAt: later.acceptedAt ?? null }
}

/** When a person's letter, an answer or interim news, last went to a ticket's customer: its acceptance, else its filing. */
export function lastToCustomer(books: Connection, ticket: TicketId): Date | null {
  const row = books.get<{ queued_at: string }>(
    `SELECT coalesce((SELECT min(settled_at) FROM deliveries
         WHERE deliveries.outgoing = outgoing.number AND deliveries.state = 'sent'), queued_at) AS queued_at
     FROM outgoing
     WHERE ticket = :ticket AND audience = 'customer' AND kind = 'answer' AND withdrawn_at IS NULL
     ORDER BY number DESC LIMIT 1`,
    { ticket },
  )
  return row === undefined ? null : instant(row.queued_at)
}

/** Takes a held letter out of the outbox: deliveries that nobody is attempting are tried no more. */
export function withdraw(books: Connection, id: string, now: Date): void {
  books.run(
    `UPDATE deliveries SET state = 'withdrawn', next_at = NULL, settled_at = :now
     WHERE outgoing = (SELECT number FROM outgoing WHERE id = :id)
       AND state = 'waiting' AND claimed_at IS NULL AND doubt_sha256 IS NULL`,
    { id, now: at(now) },
  )
  books.run(`UPDATE outgoing SET withdrawn_at = :now WHERE id = :id`, { id, now: at(now) })
}

/** Sends all letters of a ticket to another; with a Message-ID that one alone. */
export function moveOutgoing(books: Connection, from: TicketId, to: TicketId, messageId: string | null): void {
  books.run(
    `UPDATE outgoing SET ticket = :to
     WHERE ticket = :from AND (:messageId IS NULL OR message_id = :messageId)`,
    { from, to, messageId },
  )
}
