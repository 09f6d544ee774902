// What the program stumbled over again and again and has put off, until the leads have been told of it.
import type { PutOff } from '../../desk/desk.ts'
import type { TicketId } from '../../letter.ts'
import { at } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'

/** Writes down that something is put off. */
export function notePutOff(
  books: Connection,
  what: PutOff['what'],
  ticket: TicketId | null,
  why: string,
  now: Date,
): void {
  books.run(`INSERT INTO put_off (what, ticket, why, at) VALUES (:what, :ticket, :why, :now)`, {
    what,
    ticket,
    why,
    now: at(now),
  })
}

/** What has been put off and nobody has been told of. */
export function putOffUntold(books: Connection): readonly PutOff[] {
  return books.all<PutOff>(
    `SELECT number, what, ticket, why FROM put_off
     WHERE NOT EXISTS (SELECT 1 FROM once WHERE once.key = 'put-off:' || put_off.number)
     ORDER BY number LIMIT 50`,
  )
}
