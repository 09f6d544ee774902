// What an engineer has before his eyes when he answers a mail of the desk: that mail as it was sent, what the customer has
// said on its ticket, and the other mails about it that went to him.
import type { SeenMail, Token } from '../desk/desk.ts'
import { fromJson, instant, keyOf } from './file/columns.ts'
import type { Connection } from './file/sqlite.ts'

/** Of a long conversation the newest: nobody quotes more. */
const MOST_MAILS = 10
const MOST_LETTERS = 10

interface SeenRow {
  readonly number: number
  readonly from_name: string
  readonly from_address: string
  readonly recipients: string
  readonly message_id: string
  readonly dated_at: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** The mail whose Message-ID is this token, whatever the domain; null when the books do not know it. */
export function seenMail(books: Connection, token: Token): SeenMail | null {
  const row = books.get<SeenRow>(
    `SELECT number, from_name, from_address, recipients, message_id, dated_at, subject, text, html FROM outgoing
     WHERE message_id >= :token || '@' AND message_id < :token || 'A'
     ORDER BY message_id LIMIT 1`,
    { token: token.text },
  )
  if (row === undefined) return null
  const said = token.ticket === null ? [] : customersWords(books, token.ticket)
  return {
    subject: row.subject,
    at: instant(row.dated_at),
    from: { name: row.from_name, address: row.from_address },
    to: fromJson<readonly SeenMail['to'][]>(row.recipients)[0] ?? { name: '', address: token.engineer },
    messageId: row.message_id,
    text: row.text,
    html: row.html,
    customers: said,
    beside: token.ticket === null ? [] : mailsBeside(books, token.ticket, token.engineer, row.number),
  }
}

function customersWords(books: Connection, ticket: number): readonly string[] {
  const rows = books.all<{ text: string }>(
    `SELECT coalesce(text, reply) AS text FROM letters WHERE ticket = :ticket AND role = 'customer'
     ORDER BY arrived_at DESC LIMIT ${MOST_LETTERS}`,
    { ticket },
  )
  return rows.map((row) => row.text)
}

function mailsBeside(books: Connection, ticket: number, engineer: string, number: number): readonly string[] {
  const rows = books.all<{ text: string; envelope_to: string }>(
    `SELECT text, envelope_to FROM outgoing
     WHERE ticket = :ticket AND audience = 'engineer' AND number <> :number
     ORDER BY number DESC LIMIT ${MOST_MAILS}`,
    { ticket, number },
  )
  const isHis = (row: { envelope_to: string }): boolean =>
    fromJson<readonly string[]>(row.envelope_to).some((one) => keyOf(one) === keyOf(engineer))
  return rows.filter(isHis).map((row) => row.text)
}
