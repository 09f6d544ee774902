// Letters that came in: writing one down, knowing it again, and what the rules ask about those that are filed.
import type { Filed, MomentFacts, SetAside } from '../../desk/desk.ts'
import type { Attachment, Bounce, Defect, Letter, TicketId } from '../../letter.ts'
import { at, atOrNull, fromJson, instant, json, keyOf, unseen } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'

/** What stands beside a letter in its row: what became of it, and what the brakes will ask later. */
export interface Filing {
  readonly filed: Filed
  readonly because: string
  readonly opened: boolean
  readonly secondsAfterAutomatic: number | null
  readonly setAsideWhy: string | null
  /** Of its words, to know others that say the same. */
  readonly print: string | null
}

/** Writes a letter down; gives the number of its row. */
export function insertLetter(books: Connection, letter: Letter, filing: Filing, now: Date): number {
  return books.run(
    `INSERT INTO letters (
       sha256, content_hash, message_id, bytes, arrived_at, filed_at, ticket, role, opened, because,
       sender, from_name, from_address, recipients, copies, reply_to, subject, dated_at, in_reply_to, thread,
       kind, reply, text, shown, attachments, may_acknowledge, why, defects, verdict, verdict_because, bounce,
       after_automatic_seconds, set_aside_why, print
     ) VALUES (
       :sha256, :contentHash, :messageId, :bytes, :arrivedAt, :filedAt, :ticket, :role, :opened, :because,
       :sender, :fromName, :fromAddress, :recipients, :copies, :replyTo, :subject, :datedAt, :inReplyTo, :thread,
       :kind, :reply, :text, :shown, :attachments, :mayAcknowledge, :why, :defects, :verdict, :verdictBecause, :bounce,
       :afterAutomaticSeconds, :setAsideWhy, :print
     )`,
    { ...mailColumns(letter), ...filingColumns(letter, filing), filedAt: at(now) },
  ).id
}

function mailColumns(letter: Letter) {
  return {
    sha256: letter.sha256,
    contentHash: letter.contentHash,
    messageId: letter.messageId,
    bytes: letter.bytes,
    arrivedAt: at(letter.arrivedAt),
    sender: letter.from === null ? null : keyOf(letter.from.address),
    fromName: letter.from?.name ?? null,
    fromAddress: letter.from?.address ?? null,
    recipients: json(letter.to),
    copies: json(letter.cc),
    replyTo: json(letter.replyTo),
    subject: letter.subject,
    datedAt: atOrNull(letter.date),
    inReplyTo: letter.inReplyTo,
    thread: json(letter.references),
    kind: letter.kind,
    reply: letter.reply,
    text: letter.text === letter.reply ? null : letter.text,
    attachments: json(letter.attachments),
    mayAcknowledge: letter.mayAcknowledge ? 1 : 0,
    why: json(letter.why),
    defects: json(letter.defects),
    verdict: letter.verdict.sender,
    verdictBecause: json(letter.verdict.because),
    bounce: letter.bounce === null ? null : json(letter.bounce),
  }
}

function filingColumns(letter: Letter, filing: Filing) {
  return {
    ticket: filing.filed.ticket,
    role: filing.filed.role,
    opened: filing.opened ? 1 : 0,
    because: filing.because,
    shown: filing.filed.shown === letter.reply ? null : filing.filed.shown,
    afterAutomaticSeconds: filing.secondsAfterAutomatic,
    setAsideWhy: filing.setAsideWhy,
    print: filing.print,
  }
}

/** The row of this very letter if it is filed: by sha256, or by Message-ID and content together. Never by its place: there may lie another one now. */
export function knownLetter(books: Connection, letter: Letter): number | undefined {
  return letterWithBytes(books, letter.sha256) ?? letterWithContent(books, letter)
}

function letterWithBytes(books: Connection, sha256: string): number | undefined {
  return books.get<{ id: number }>(`SELECT id FROM letters WHERE sha256 = :sha256`, { sha256 })?.id
}

/** The same mail come by another alias differs in its trace only. */
function letterWithContent(books: Connection, letter: Letter): number | undefined {
  if (letter.messageId === null) return undefined
  return books.get<{ id: number }>(
    `SELECT id FROM letters WHERE message_id = :messageId AND content_hash = :contentHash`,
    { messageId: letter.messageId, contentHash: letter.contentHash },
  )?.id
}

/** The ticket on which a letter is filed, by the letter's row. */
export function ticketOfLetter(books: Connection, row: number): TicketId | null {
  return books.get<{ ticket: number | null }>(`SELECT ticket FROM letters WHERE id = :row`, { row })?.ticket ?? null
}

/** Whether the content of a letter is filed already under another Message-ID. */
export function isRepeat(books: Connection, letter: Letter): boolean {
  const row = books.get<{ id: number }>(
    `SELECT id FROM letters WHERE content_hash = :contentHash AND message_id IS NOT :messageId LIMIT 1`,
    { contentHash: letter.contentHash, messageId: letter.messageId },
  )
  return row !== undefined
}

/** The first letter of other content that is filed under this letter's Message-ID; null when there is none (T16). */
export function sameIdLetter(books: Connection, letter: Letter): { readonly ticket: TicketId | null } | null {
  if (letter.messageId === null) return null
  const row = books.get<{ ticket: number | null }>(
    `SELECT ticket FROM letters
     WHERE message_id = ${unseen('messageId')} AND content_hash <> ${unseen('contentHash')} ORDER BY id LIMIT 1`,
    { messageId: letter.messageId, contentHash: letter.contentHash },
  )
  return row ?? null
}

/** How many tickets one Message-ID may lead to: strangers can take an id before its owner, or repeat it (T16). */
const TICKETS_OF_AN_ID = 20

/** Tickets of customers' letters by Message-ID, the newest first, for those of the ids that are known. */
export function customersLetters(
  books: Connection,
  messageIds: readonly string[],
): ReadonlyMap<string, readonly TicketId[]> {
  const rows = books.all<{ message_id: string; ticket: number }>(
    `SELECT message_id, ticket FROM letters
     WHERE message_id IN (SELECT value FROM json_each(:messageIds)) AND role = 'customer' AND ticket IS NOT NULL
     ORDER BY id DESC`,
    { messageIds: json(messageIds) },
  )
  const tickets = new Map<string, TicketId[]>()
  for (const { message_id: id, ticket } of rows) {
    const known = tickets.get(id) ?? []
    if (known.length < TICKETS_OF_AN_ID && !known.includes(ticket)) tickets.set(id, [...known, ticket])
  }
  return tickets
}

export interface FromCustomer {
  readonly ticket: TicketId
  readonly at: Date
  /** The address in lower case. */
  readonly sender: string | null
  readonly text: string
  readonly messageId: string | null
  readonly mayAcknowledge: boolean
}

/** The last letter of the customer's side on a ticket. */
export function lastFromCustomer(books: Connection, ticket: TicketId): FromCustomer | null {
  const row = books.get<LastRow>(
    `SELECT ticket, arrived_at, sender, reply, message_id, may_acknowledge FROM letters
     WHERE ticket = :ticket AND role = 'customer' ORDER BY arrived_at DESC, id DESC LIMIT 1`,
    { ticket },
  )
  return row === undefined ? null : fromCustomer(row)
}

/** The customer's letter of these bytes, while it lies on a ticket. */
export function customersLetter(books: Connection, sha256: string): FromCustomer | null {
  const row = books.get<LastRow>(
    `SELECT ticket, arrived_at, sender, reply, message_id, may_acknowledge FROM letters
     WHERE sha256 = :sha256 AND role = 'customer' AND ticket IS NOT NULL LIMIT 1`,
    { sha256 },
  )
  return row === undefined ? null : fromCustomer(row)
}

function fromCustomer(row: LastRow): FromCustomer {
  return {
    ticket: row.ticket,
    at: instant(row.arrived_at),
    sender: row.sender,
    text: row.reply,
    messageId: row.message_id,
    mayAcknowledge: row.may_acknowledge === 1,
  }
}

interface LastRow {
  readonly ticket: number
  readonly arrived_at: string
  readonly sender: string | null
  readonly reply: string
  readonly message_id: string | null
  readonly may_acknowledge: number
}

/** When warnings came on a ticket that a letter of ours, by its Message-ID, is delayed. */
export function delaysOf(books: Connection, ticket: TicketId, messageId: string): readonly Date[] {
  return books
    .all<{ arrived_at: string; bounce: string }>(
      `SELECT arrived_at, bounce FROM letters
       WHERE ticket = :ticket AND role = 'bounce' AND bounce IS NOT NULL ORDER BY arrived_at LIMIT 100`,
      { ticket },
    )
    .filter((row) => isDelayOf(fromJson<Bounce>(row.bounce), messageId))
    .map((row) => instant(row.arrived_at))
}

function isDelayOf({ originalMessageId, recipients }: Bounce, messageId: string): boolean {
  return originalMessageId === messageId && recipients.every((one) => one.action === 'delayed')
}

/** Texts and files of a ticket's notes, for the leak guard. */
export function notesOf(
  books: Connection,
  ticket: TicketId,
): { readonly texts: readonly string[]; readonly parts: readonly string[] } {
  const rows = books.all<{ shown: string; attachments: string }>(
    `SELECT coalesce(shown, reply) AS shown, attachments FROM letters
     WHERE ticket = :ticket AND role = 'note' ORDER BY arrived_at, id`,
    { ticket },
  )
  return {
    texts: rows.map((row) => row.shown),
    parts: rows.flatMap((row) => fromJson<readonly Attachment[]>(row.attachments).map((part) => part.sha256)),
  }
}

const QUICKNESS_LETTERS = 50

/**
 * Of the sender's last letters that opened a ticket, newest first: seconds after our last automatic mail to him. Forged ones
 * count not: whoever forges a name must not have its owner muted.
 */
export function quicknessOf(books: Connection, sender: string): readonly (number | null)[] {
  return books
    .all<{ seconds: number | null }>(
      `SELECT after_automatic_seconds AS seconds FROM letters
       WHERE sender = ${unseen('sender')} AND opened = 1 AND verdict <> 'fail' ORDER BY id DESC LIMIT ${QUICKNESS_LETTERS}`,
      { sender: keyOf(sender) },
    )
    .map((row) => row.seconds)
}

/** Letters from a domain since an instant that say the same, but for numbers; forged ones count not. */
export function sameWords(books: Connection, print: string, domain: string, since: Date): number {
  const row = books.get<{ n: number }>(
    `SELECT count(*) AS n FROM letters
     WHERE print = ${unseen('print')} AND substr(sender, instr(sender, '@') + 1) = ${unseen('domain')}
       AND filed_at > ${unseen('since')} AND verdict <> 'fail'`,
    { print, domain: keyOf(domain), since: at(since) },
  )
  return row?.n ?? 0
}

/** The files of the letter that opened a ticket. */
export function openingFiles(books: Connection, ticket: TicketId): readonly Attachment[] {
  const row = books.get<{ attachments: string }>(
    `SELECT attachments FROM letters WHERE ticket = :ticket AND opened = 1 ORDER BY id LIMIT 1`,
    { ticket },
  )
  return row === undefined ? [] : fromJson<readonly Attachment[]>(row.attachments)
}

/** Sends all messages of a ticket to another; with a Message-ID that letter alone. */
export function moveLetters(books: Connection, from: TicketId, to: TicketId, messageId: string | null): void {
  books.run(
    `UPDATE letters SET ticket = :to
     WHERE ticket = :from AND (:messageId IS NULL OR message_id = :messageId)`,
    { from, to, messageId },
  )
}

/** Letters filed in [from, to): all of them, and as parts that make up the sum. Engineers' mails count as answers. */
export function balanceFrom(books: Connection, from: Date, to: Date): Omit<MomentFacts['balance'], 'from'> {
  const row = books.get<Omit<MomentFacts['balance'], 'from'>>(
    `SELECT count(*) AS total,
       coalesce(sum(opened = 1 AND set_aside_why IS NULL), 0) AS opened,
       coalesce(sum(opened = 0 AND role NOT IN ('robot', 'bounce') AND set_aside_why IS NULL), 0) AS joined,
       coalesce(sum(opened = 0 AND role IN ('robot', 'bounce') AND set_aside_why IS NULL), 0) AS automatic,
       coalesce(sum(set_aside_why IS NOT NULL), 0) AS setAside
     FROM letters WHERE filed_at >= :from AND filed_at < :to`,
    { from: at(from), to: at(to) },
  )
  return row ?? { total: 0, opened: 0, joined: 0, automatic: 0, setAside: 0 }
}

type SetAsideRow = { readonly ticket: number; readonly why: string }

/** What the reader found stands there as JSON; anything else is text. */
function setAsideOf({ ticket, why }: SetAsideRow): SetAside {
  return { ticket, why: why.startsWith('{"is":') ? fromJson<Defect>(why) : why }
}

/** Unfinished tickets with a letter that was set aside, and why. */
export function lettersSetAside(books: Connection): readonly SetAside[] {
  return books
    .all<SetAsideRow>(
      `SELECT letters.ticket AS ticket, letters.set_aside_why AS why
     FROM letters JOIN tickets ON tickets.id = letters.ticket
     WHERE letters.set_aside_why IS NOT NULL AND tickets.state NOT IN ('closed', 'declined')
     ORDER BY +letters.id DESC LIMIT 100`,
    )
    .map(setAsideOf)
}

/** Tickets of letters that no rule filed, of which the leads have not been told: setAside's own words begin the reason. */
export function setAsideUntold(books: Connection): readonly SetAside[] {
  return books
    .all<SetAsideRow>(
      `SELECT letters.ticket AS ticket, letters.set_aside_why AS why
     FROM letters JOIN tickets ON tickets.id = letters.ticket
     WHERE letters.set_aside_why IS NOT NULL AND tickets.state NOT IN ('closed', 'declined')
       AND substr(letters.because, 1, 10) = 'set aside:'
       AND NOT EXISTS (SELECT 1 FROM once WHERE once.key = 'set-aside:' || letters.ticket)
     ORDER BY +letters.id LIMIT 50`,
    )
    .map(setAsideOf)
}
