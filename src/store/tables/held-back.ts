// Deliveries that do not leave by themselves because the books come from a copy.
import { at } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'
import { isTakeover } from './settings.ts'

/** Nobody knows whether it was sent before the books were lost: a person's answer waits for a person, the rest stays in doubt. */
const HELD_BACK = `state = CASE automatic WHEN 1 THEN 'doubtful' ELSE 'held' END, next_at = NULL, claimed_at = NULL,
  settled_at = :now, response = 'it may have been sent before the books were restored'`

const TEN_MINUTES = 600_000

/**
 * Holds back all deliveries of one letter of ours. After a takeover it is in doubt as after a cut connection: to
 * engineers and from persons it goes again at once, to customers by itself once more after ten minutes.
 */
export function holdBackOutgoing(books: Connection, outgoing: number, now: Date): void {
  if (isTakeover(books)) {
    books.run(
      `UPDATE deliveries SET next_at = :later, doubts = 1 WHERE outgoing = :outgoing AND automatic = 1 AND audience = 'customer'`,
      { outgoing, later: at(new Date(now.getTime() + TEN_MINUTES)) },
    )
    return
  }
  books.run(`UPDATE deliveries SET ${HELD_BACK} WHERE outgoing = :outgoing`, { outgoing, now: at(now) })
}

/** Holds back one delivery that still waits. */
export function holdBack(books: Connection, delivery: number, now: Date): void {
  books.run(`UPDATE deliveries SET ${HELD_BACK} WHERE id = :delivery`, { delivery, now: at(now) })
}
