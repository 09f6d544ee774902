// What passed on a ticket, in order: customers' letters, notes, and what the desk said to the customer.
import type { Passed } from '../../desk/desk.ts'
import type { Address, Attachment, LetterKind, OutgoingKind, PartOfLetter, TicketId } from '../../letter.ts'
import { fromJson, instant } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'

/** A file of a message; `letterSha256` and `part` say where its bytes are kept. */
export interface MessageFile {
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly sha256: string
  readonly inline: boolean
  readonly letterSha256: string
  readonly part: number
}

/** One message of a ticket. `n` counts from 1. */
export interface Message {
  readonly n: number
  readonly direction: 'in' | 'out' | 'note'
  /** parse's kind for `in`; `note` for a note. */
  readonly kind: LetterKind | 'note' | OutgoingKind
  readonly from: Address
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly at: Date
  readonly messageId: string | null
  readonly subject: string
  readonly text: string
  readonly attachments: readonly MessageFile[]
  /** The raw mail of a letter that came in, null for ours. */
  readonly sha256: string | null
  /** Of our own: what became of it, by recipient. */
  readonly deliveries: readonly { readonly recipient: string; readonly state: string }[]
}

/** A ticket's messages, the oldest first. Mail to engineers is not among them, nor what was taken back. */
export function messagesOf(books: Connection, ticket: TicketId): readonly Message[] {
  const all = [...lettersIn(books, ticket), ...lettersOut(books, ticket)]
  return all
    .sort((a, b) => a.filedAt.getTime() - b.filedAt.getTime() || rank(a) - rank(b))
    .map(({ filedAt: _, ...message }, index) => ({ ...message, n: index + 1 }))
}

/** The same for the rules: acknowledgements and notices left out, files as parts that can go along. */
export function passedOn(books: Connection, ticket: TicketId): readonly Passed[] {
  return messagesOf(books, ticket)
    .filter((one) => one.direction !== 'out' || one.kind === 'answer')
    .map(({ direction, from, at, messageId, subject, text, attachments }) => ({
      ...{ direction, from, at, messageId, subject, text },
      files: attachments.map(({ inline: _, ...file }) => file),
    }))
}

/** What came in stands before what was said to it in the same instant. */
function rank(message: Unnumbered): number {
  return message.direction === 'out' ? 1 : 0
}

/** Messages stand in the order in which the desk filed them: a server's INTERNALDATE knows no parts of a second. */
type Unnumbered = Omit<Message, 'n'> & { readonly filedAt: Date }

interface LetterRow {
  readonly sha256: string
  readonly role: string
  readonly kind: LetterKind
  readonly from_name: string | null
  readonly from_address: string | null
  readonly recipients: string
  readonly copies: string
  readonly arrived_at: string
  readonly filed_at: string
  readonly message_id: string | null
  readonly subject: string
  readonly shown: string
  readonly attachments: string
}

function lettersIn(books: Connection, ticket: TicketId): readonly Unnumbered[] {
  return books
    .all<LetterRow>(
      `SELECT sha256, role, kind, from_name, from_address, recipients, copies, arrived_at, filed_at, message_id, subject,
         coalesce(shown, reply) AS shown, attachments
       FROM letters WHERE ticket = :ticket AND (role IN ('customer', 'note') OR opened = 1)
       ORDER BY id`,
      { ticket },
    )
    .map((row) => ({
      direction: row.role === 'note' ? 'note' : 'in',
      kind: row.role === 'note' ? 'note' : row.kind,
      from: { name: row.from_name ?? '', address: row.from_address ?? '' },
      to: fromJson<readonly Address[]>(row.recipients),
      cc: fromJson<readonly Address[]>(row.copies),
      at: instant(row.arrived_at),
      filedAt: instant(row.filed_at),
      messageId: row.message_id,
      subject: row.subject,
      text: row.shown,
      attachments: fromJson<readonly Attachment[]>(row.attachments).map((file) => ({
        ...{ name: file.name, type: file.type, bytes: file.bytes, sha256: file.sha256, inline: file.inline },
        ...{ letterSha256: row.sha256, part: file.part },
      })),
      sha256: row.sha256,
      deliveries: [],
    }))
}

interface OutRow {
  readonly number: number
  readonly kind: OutgoingKind
  readonly from_name: string
  readonly from_address: string
  readonly recipients: string
  readonly copies: string
  readonly dated_at: string
  readonly message_id: string
  readonly subject: string
  readonly text: string
  readonly attachments: string
}

function lettersOut(books: Connection, ticket: TicketId): readonly Unnumbered[] {
  return books
    .all<OutRow>(
      `SELECT number, kind, from_name, from_address, recipients, copies, dated_at, message_id, subject, text, attachments
       FROM outgoing WHERE ticket = :ticket AND audience = 'customer' AND withdrawn_at IS NULL
       ORDER BY number`,
      { ticket },
    )
    .map((row) => ({
      direction: 'out',
      kind: row.kind,
      from: { name: row.from_name, address: row.from_address },
      to: fromJson<readonly Address[]>(row.recipients),
      cc: fromJson<readonly Address[]>(row.copies),
      at: instant(row.dated_at),
      filedAt: instant(row.dated_at),
      messageId: row.message_id,
      subject: row.subject,
      text: row.text,
      attachments: fromJson<readonly PartOfLetter[]>(row.attachments).map((file) => ({ ...file, inline: false })),
      sha256: null,
      deliveries: deliveriesOf(books, row.number),
    }))
}

function deliveriesOf(books: Connection, number: number): Message['deliveries'] {
  return books.all<{ recipient: string; state: string }>(
    `SELECT recipient, state FROM deliveries WHERE outgoing = :number ORDER BY id`,
    { number },
  )
}
