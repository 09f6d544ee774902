// What happened to a desk, in order and at its moments, as its books tell: letters, ticks of time that had something to do,
// fates of deliveries, calendar years. What follows from these is not among them: it is decided anew.
import type { DeliveryFailure, Place, Verdict } from '../../letter.ts'
import { fromJson, instant } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'

/** One thing that happened. */
export type Happening = { readonly at: Date } & (
  | { readonly kind: 'letter'; readonly letter: HeardLetter }
  | { readonly kind: 'tick' }
  | {
      readonly kind: 'fate'
      readonly outgoing: string
      readonly recipient: string
      readonly failure: DeliveryFailure | null
    }
  | { readonly kind: 'judging' }
  | { readonly kind: 'year'; readonly data: unknown }
)

/** A letter as it came: its bytes lie on the disk. */
export interface HeardLetter {
  readonly row: number
  readonly sha256: string
  readonly arrivedAt: Date
  readonly verdict: Verdict
  readonly place: Place | null
  /** The ticket that it opened, to be taken over as it is where the letter was erased. */
  readonly opened: number | null
}

/** All that happened, oldest first, without holding all of it. */
export function* happenings(books: Connection): Generator<Happening> {
  const streams = [years(books), fates(books), judgings(books), letters(books), ticks(books)]
  const heads = streams.map((stream) => stream.next())
  for (;;) {
    let first = -1
    for (const [n, head] of heads.entries()) {
      if (head.done === true) continue
      const best = heads[first]
      if (best === undefined || best.done === true || head.value.at < best.value.at) first = n
    }
    const head = heads[first]
    const stream = streams[first]
    if (head === undefined || stream === undefined || head.done === true) return
    yield head.value
    heads[first] = stream.next()
  }
}

const PAGE = 500

function* letters(books: Connection): Generator<Happening> {
  for (let after = 0; ; ) {
    const rows = books.all<{
      id: number
      sha256: string
      arrived_at: string
      filed_at: string
      verdict: Verdict['sender']
      verdict_because: string
      opened: number
      ticket: number | null
    }>(
      `SELECT id, sha256, arrived_at, filed_at, verdict, verdict_because, opened, ticket FROM letters
       WHERE id > :after ORDER BY id LIMIT ${PAGE}`,
      { after },
    )
    for (const row of rows) {
      after = row.id
      const because = /^[[{"]/.test(row.verdict_because) ? fromJson<Verdict['because']>(row.verdict_because) : NO_REASON
      const opened = row.opened === 1 ? row.ticket : null
      const letter = { row: row.id, sha256: row.sha256, arrivedAt: instant(row.arrived_at), place: null, opened }
      yield {
        kind: 'letter',
        at: instant(row.filed_at),
        letter: { ...letter, verdict: { sender: row.verdict, because } },
      }
    }
    if (rows.length === 0) return
  }
}

/** Of former books, which kept the reason in words. */
const NO_REASON: Verdict['because'] = { is: 'no verdict' }

/** Moments at which time or an operator brought something: there the desk looked at its clock. An acceptance is a judging. */
function* ticks(books: Connection): Generator<Happening> {
  for (let after = ''; ; ) {
    const rows = books.all<{ at: string }>(
      `SELECT at FROM (
         SELECT at FROM journal WHERE letter IS NULL AND what <> 'delivered' AND at > :after
         UNION SELECT at FROM once WHERE at > :after
         UNION SELECT queued_at FROM outgoing WHERE letter IS NULL AND queued_at > :after)
       ORDER BY at LIMIT ${PAGE}`,
      { after },
    )
    for (const row of rows) {
      after = row.at
      yield { kind: 'tick', at: instant(row.at) }
    }
    if (rows.length === 0) return
  }
}

function* fates(books: Connection): Generator<Happening> {
  let after = { at: '', id: 0 }
  for (;;) {
    const rows = books.all<{
      id: number
      at: string
      outgoing: string
      recipient: string
      state: string
      failure: string | null
    }>(
      `SELECT deliveries.id AS id, settled_at AS at, outgoing.id AS outgoing, recipient, state, failure
       FROM deliveries JOIN outgoing ON outgoing.number = deliveries.outgoing
       WHERE state IN ('sent', 'failed') AND settled_at IS NOT NULL
         AND (settled_at > :at OR (settled_at = :at AND deliveries.id > :id))
       ORDER BY settled_at, deliveries.id LIMIT ${PAGE}`,
      after,
    )
    for (const { id, at, outgoing, recipient, state, failure } of rows) {
      after = { at, id }
      const isFailure = state === 'failed' && failure !== null
      yield {
        kind: 'fate',
        at: instant(at),
        outgoing,
        recipient,
        failure: isFailure ? fromJson<DeliveryFailure>(failure) : null,
      }
    }
    if (rows.length === 0) return
  }
}

function* judgings(books: Connection): Generator<Happening> {
  const rows = books.all<{ at: string }>(
    `SELECT DISTINCT judged_at AS at FROM deliveries WHERE judged_at IS NOT NULL ORDER BY judged_at`,
  )
  for (const row of rows) yield { kind: 'judging', at: instant(row.at) }
}

function* years(books: Connection): Generator<Happening> {
  const rows = books.all<{ data: string; at: string }>(`SELECT data, at FROM calendar_years ORDER BY number`)
  for (const row of rows) yield { kind: 'year', at: instant(row.at), data: fromJson<unknown>(row.data) }
}
