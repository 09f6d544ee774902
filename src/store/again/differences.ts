// Two books side by side: what was decided on each letter and at each moment, and what a ticket has become.
import type { TicketId } from '../../letter.ts'
import type { Connection } from '../file/sqlite.ts'

/** One thing that would be decided otherwise. */
export interface Difference {
  /** A letter by its sha256, or a moment. */
  readonly of: 'letter' | 'moment' | 'ticket'
  readonly name: string
  readonly ticket: TicketId | null
  readonly at: string | null
  /** What differs: `filed`, `history`, `said`, or fields of a ticket. */
  readonly parts: readonly string[]
  readonly was: string
  readonly now: string
}

/** What a cause led to, as text that compares. */
interface Outcome {
  readonly ticket: number | null
  readonly at: string
  readonly filed: string
  readonly history: string
  readonly said: string
}

const PAGE = 500
const NONE: Outcome = { ticket: null, at: '', filed: 'nothing', history: '', said: '' }

/** What letters led to: compared one by one, in the order in which they came. */
export function* letterDifferences(
  was: Connection,
  now: Connection,
): Generator<{ readonly done: number; readonly found: readonly Difference[] }> {
  let done = 0
  for (let after = 0; ; ) {
    const rows = was.all<{ id: number; sha256: string }>(
      `SELECT id, sha256 FROM letters WHERE id > :after ORDER BY id LIMIT ${PAGE}`,
      { after },
    )
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
    done += rows.length
    const found = rows.flatMap(({ sha256 }) =>
      compared('letter', sha256, outcomeOf(was, sha256), outcomeOf(now, sha256)),
    )
    yield { done, found }
  }
}

function outcomeOf(books: Connection, sha256: string): Outcome {
  const row = books.get<{
    id: number
    ticket: number | null
    filed_at: string
    role: string
    because: string
    shown: string
  }>(
    `SELECT id, ticket, filed_at, role, because, coalesce(shown, reply) AS shown FROM letters WHERE sha256 = :sha256`,
    { sha256 },
  )
  if (row === undefined) return NONE
  const history = books.all(
    `SELECT ticket, who, what, detail FROM journal WHERE letter = :id AND what <> 'found again' ORDER BY id`,
    { id: row.id },
  )
  return {
    ...{ ticket: row.ticket, at: row.filed_at, filed: `${row.role}, ${row.because}` },
    history: JSON.stringify(history),
    said: JSON.stringify([row.shown, said(books, 'letter = :id', { id: row.id })]),
  }
}

function said(books: Connection, where: string, values: Readonly<Record<string, string | number>>): readonly object[] {
  return books.all<object>(
    `SELECT id, kind, audience, ticket, envelope_to, subject, text FROM outgoing WHERE ${where} ORDER BY id`,
    values,
  )
}

/** What time brought to each ticket, and to nobody's in particular. */
export function* momentDifferences(was: Connection, now: Connection): Generator<readonly Difference[]> {
  const ids = new Set([...ticketIds(was), ...ticketIds(now)])
  for (const id of ids) yield compared('moment', `time on ticket ${id}`, momentsOf(was, id), momentsOf(now, id))
  yield compared('moment', 'mails of the day', lists(was), lists(now))
}

function ticketIds(books: Connection): readonly number[] {
  return books.all<{ id: number }>(`SELECT id FROM tickets ORDER BY id`).map((row) => row.id)
}

/** What operators did by hand is not decided anew. */
function momentsOf(books: Connection, ticket: number): Outcome {
  const history = books.all(
    `SELECT who, what, detail FROM journal WHERE ticket = :ticket AND letter IS NULL AND who <> 'operator' ORDER BY id`,
    { ticket },
  )
  const letters = said(books, 'letter IS NULL AND ticket = :ticket', { ticket })
  return { ...NONE, ticket, history: JSON.stringify(history), said: JSON.stringify(letters) }
}

/** Answers to errands are counted outside, and are left out. */
function lists(books: Connection): Outcome {
  const letters = said(
    books,
    `letter IS NULL AND ticket IS NULL AND queued_at NOT IN (SELECT done_at FROM errands WHERE done_at IS NOT NULL)`,
    {},
  )
  return { ...NONE, said: JSON.stringify(letters) }
}

const FIELDS = [
  ...['state', 'criticality', 'category', 'contract', 'engineer', 'subject', 'deadline', 'earliest', 'waited_seconds'],
  ...['answered_at', 'closed_at', 'merged_into', 'customer_address', 'participants', 'intervals', 'promises'],
]

/** What tickets have become. */
export function* ticketDifferences(was: Connection, now: Connection): Generator<readonly Difference[]> {
  const ids = new Set([...ticketIds(was), ...ticketIds(now)])
  for (const id of ids) {
    const [a, b] = [was, now].map((books) =>
      books.get<Readonly<Record<string, unknown>>>(`SELECT ${FIELDS.join(', ')} FROM tickets WHERE id = :id`, { id }),
    )
    const parts = FIELDS.filter((field) => a?.[field] !== b?.[field])
    const shown = (row: typeof a): string => parts.map((part) => `${part} ${String(row?.[part] ?? '—')}`).join(', ')
    yield parts.length === 0
      ? []
      : [{ of: 'ticket', name: `ticket ${id}`, ticket: id, at: null, parts, was: shown(a), now: shown(b) }]
  }
}

function compared(of: Difference['of'], name: string, was: Outcome, now: Outcome): readonly Difference[] {
  const parts: string[] = []
  if (was.ticket !== now.ticket || was.filed !== now.filed) parts.push('filed')
  if (was.history !== now.history) parts.push('history')
  if (was.said !== now.said) parts.push('said')
  if (parts.length === 0) return []
  const shown = (one: Outcome): string => (of === 'letter' ? `${one.filed}, ticket ${one.ticket ?? '—'}` : summary(one))
  return [{ of, name, ticket: was.ticket ?? now.ticket, at: was.at || null, parts, was: shown(was), now: shown(now) }]
}

function summary({ history, said: letters }: Outcome): string {
  const count = (text: string): number => (text === '' ? 0 : (JSON.parse(text) as unknown[]).length)
  return `${count(history)} events, ${count(letters)} letters`
}
