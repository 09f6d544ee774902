// Deliveries that do not leave by themselves because the books come from a copy.
import { at } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'

/** Nobody knows whether it was sent before the books were lost: a person's answer waits for a person, the rest stays in doubt. */
const HELD_BACK = `state = CASE automatic WHEN 1 THEN 'doubtful' ELSE 'held' END, next_at = NULL, claimed_at = NULL,
  settled_at = :now, response = 'it may have been sent before the books were restored'`

/** Holds back all deliveries of one letter of ours. */
export function holdBackOutgoing(books: Connection, outgoing: number, now: Date): void {
  books.run(`UPDATE deliveries SET ${HELD_BACK} WHERE outgoing = :outgoing`, { outgoing, now: at(now) })
}

/** Holds back one delivery that still waits. */
export function holdBack(books: Connection, delivery: number, now: Date): void {
  books.run(`UPDATE deliveries SET ${HELD_BACK} WHERE id = :delivery`, { delivery, now: at(now) })
}
