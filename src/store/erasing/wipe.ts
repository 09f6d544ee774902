// Taking a person out of the books, inside one transaction: his own rows keep their figures and lose their words; other
// rows lose what of him stands in them.
import { at, fromJson, json } from '../file/columns.ts'
import type { Connection, Value } from '../file/sqlite.ts'
import { addMarks, GONE, type Marked, marksOf, rawMark } from '../tables/erased.ts'
import { documentsOf, reindex } from '../tables/search.ts'
import type { Traces } from './find.ts'
import { type Scrub, scrubbedJson, scrubOf } from './scrub.ts'

/** Letters whose raw mail must go, and by which marks they are known again. */
export interface Wiped {
  readonly raw: readonly string[]
  readonly marks: readonly string[]
}

/** Erases what was found. Gives the raw mails that must go from the disk. */
export function wipe(books: Connection, traces: Traces, secret: string, now: Date): Wiped {
  const raw = [...traces.letters, ...traces.named].map((id) => rawOf(books, id))
  const whole = traces.letters.flatMap((id) => marksOf(secret, rawOf(books, id)))
  const marks = [...whole, ...raw.map((one) => rawMark(secret, one.sha256))]
  addMarks(books, marks, now)
  const words = wordsOf(traces.words)
  for (const id of traces.own) wipeTicket(books, id, words.scrub)
  for (const id of traces.letters) wipeLetter(books, id)
  for (const id of traces.named) withoutQuotations(books, id)
  for (const number of traces.outgoing) wipeOutgoing(books, number, now)
  wipeKept(books, traces, raw, words.scrub)
  const touched = scrubAll(books, traces, words)
  reindexed(books, [...traces.letters, ...traces.named, ...touched.letters], [...traces.outgoing, ...touched.outgoing])
  return { raw: raw.map((one) => one.sha256), marks }
}

/** Whatever else names him; in conversations that he shared, or that speak of his, his subjects go too. */
function scrubAll(books: Connection, traces: Traces, words: Words): { letters: number[]; outgoing: number[] } {
  const touched = { letters: [] as number[], outgoing: [] as number[] }
  if (words.given.length === 0) return touched
  const note = (table: string, changed: readonly Value[]): void => {
    if (table === 'letters' || table === 'outgoing') touched[table].push(...changed.map(Number))
  }
  for (const table of PLAIN) note(table.name, scrubTable(books, table, words))
  const withSubjects = wordsOf([...traces.words, ...traces.subjects])
  const shared = `(${traces.shared.join(', ')})`
  for (const { name, key, ticket } of OF_TICKETS)
    note(name, scrubTable(books, { name, key }, withSubjects, `${ticket} IN ${shared}`))
  return touched
}

/** What he is known by, as text to look for and as a scrub. */
interface Words {
  readonly given: readonly string[]
  readonly scrub: Scrub
}

function wordsOf(words: readonly string[]): Words {
  const variants = words.flatMap((one) => [one, one.toLowerCase(), one.toUpperCase()])
  return { given: [...new Set(variants)], scrub: scrubOf(words) }
}

function rawOf(books: Connection, id: number): Marked {
  const row = books.get<{ sha256: string; message_id: string | null; content_hash: string }>(
    `SELECT sha256, message_id, content_hash FROM letters WHERE id = :id`,
    { id },
  )
  return { sha256: row?.sha256 ?? '', messageId: row?.message_id ?? null, contentHash: row?.content_hash ?? '' }
}

/** Whose turn it was, dates, category, contract and engineer stay: the figures count from them. */
function wipeTicket(books: Connection, id: number, scrub: Scrub): void {
  const thread = json({ lastMessageId: null, references: [], subject: GONE })
  const row = books.get<{ participants: string; standing: string; more: string; intervals: string; promises: string }>(
    `SELECT participants, standing, more, intervals, promises FROM tickets WHERE id = :id`,
    { id },
  )
  if (row === undefined) return
  const clean = Object.fromEntries(Object.entries(row).map(([name, text]) => [name, scrubbedJson(text, scrub)]))
  books.run(
    `UPDATE tickets SET subject = '${GONE}', customer_name = '${GONE}', customer_address = '', customer_key = '',
       customer_words = '', customer_phone = NULL, thread = :thread, participants = :participants, standing = :standing,
       more = :more, intervals = :intervals, promises = :promises,
       critical_why = CASE WHEN critical_why IS NULL THEN NULL ELSE '${GONE}' END,
       category_why = CASE WHEN category_why IS NULL THEN NULL ELSE '${GONE}' END,
       questions = CASE WHEN questions IS NULL THEN NULL ELSE '${GONE}' END
     WHERE id = :id`,
    { id, thread, ...clean, more: withoutReasons(clean.more ?? '{}') },
  )
  books.run(
    `UPDATE journal SET detail = '${GONE}' WHERE ticket = :id AND what NOT IN (${STRUCTURAL}) AND detail <> ''`,
    { id },
  )
  books.run(`UPDATE journal SET because = '${GONE}' WHERE ticket = :id`, { id })
  books.run(`DELETE FROM their_numbers WHERE ticket = :id`, { id })
  books.run(`DELETE FROM wakes WHERE ticket = :id`, { id })
}

/** Why a ticket was put in front of others may be the customer's own words; the ledger keeps that it was. */
function withoutReasons(more: string): string {
  const { theirNumbers: _, ...all } = JSON.parse(more) as {
    outOfTurn?: readonly { why: string | null }[]
    theirNumbers?: unknown
  }
  if (all.outOfTurn === undefined) return json(all)
  return json({ ...all, outOfTurn: all.outOfTurn.map((one) => ({ ...one, why: one.why === null ? null : GONE })) })
}

/** Events whose detail is a state, a date, a number: figures are counted from some. */
const STRUCTURAL = [
  'state',
  'category',
  'criticality',
  'contract',
  'promise',
  'deadline',
  'taken',
  'assigned',
  'overtaken',
]
  .map((what) => `'${what}'`)
  .join(', ')

function wipeLetter(books: Connection, id: number): void {
  books.run(
    `UPDATE letters SET message_id = NULL, sender = NULL, from_name = NULL, from_address = NULL, recipients = '[]',
       copies = '[]', reply_to = '[]', subject = '${GONE}', dated_at = NULL, in_reply_to = NULL, thread = '[]', reply = '',
       text = NULL, shown = NULL, print = NULL, attachments = '[]', why = '[]', defects = '[]', verdict_because = '', bounce = NULL,
       because = '${GONE}', set_aside_why = CASE WHEN set_aside_why IS NULL THEN NULL ELSE '${GONE}' END
     WHERE id = :id`,
    { id },
  )
}

/** Another person's letter keeps what he wrote; quotations go, and with the raw mail its files. */
function withoutQuotations(books: Connection, id: number): void {
  books.run(`UPDATE letters SET text = NULL, attachments = '[]' WHERE id = :id`, { id })
}

function wipeOutgoing(books: Connection, number: number, now: Date): void {
  books.run(
    `UPDATE outgoing SET recipients = '[]', copies = '[]', reply_to = NULL, envelope_to = '[]', in_reply_to = NULL,
       thread = '[]', headers = '[]', attachments = '[]', subject = '${GONE}', text = '', html = ''
     WHERE number = :number`,
    { number },
  )
  books.run(
    `UPDATE deliveries SET recipient = '', address = '', response = NULL, doubt_sha256 = NULL, claimed_at = NULL,
       failure = NULL, judged_at = CASE WHEN failure IS NULL THEN judged_at ELSE coalesce(judged_at, :now) END
     WHERE outgoing = :number`,
    { number, now: at(now) },
  )
  books.run(
    `UPDATE deliveries SET state = 'dropped', next_at = NULL, settled_at = :now
     WHERE outgoing = :number AND state IN ('waiting', 'held', 'doubtful')`,
    { number, now: at(now) },
  )
}

/** What was kept of an engineer's mail to be confirmed holds the whole mail. */
function wipeKept(books: Connection, { own, shared }: Traces, raw: readonly Marked[], scrub: Scrub): void {
  const gone = new Set(raw.map((one) => one.sha256))
  const tickets = new Set([...own, ...shared])
  const rows = books.all<{ key: string; ticket: number | null; sha256: string; kept: string }>(
    `SELECT key, ticket, letter_sha256 AS sha256, kept FROM kept_letters`,
  )
  for (const { key, ticket, sha256, kept } of rows) {
    if ((ticket !== null && tickets.has(ticket)) || gone.has(sha256) || scrub(kept) !== kept)
      books.run(`DELETE FROM kept_letters WHERE key = :key`, { key })
  }
}

interface Table {
  readonly name: string
  readonly key: string
}

/** Tables of which any row may name him. */
const PLAIN: readonly Table[] = [
  { name: 'tickets', key: 'id' },
  { name: 'letters', key: 'id' },
  { name: 'outgoing', key: 'number' },
  { name: 'deliveries', key: 'id' },
  { name: 'journal', key: 'id' },
  { name: 'mutes', key: 'address' },
  { name: 'remembered_contracts', key: 'address' },
  { name: 'once', key: 'key' },
  { name: 'errands', key: 'key' },
  { name: 'canned_answers', key: 'key' },
  { name: 'knowledge', key: 'key' },
]

/** The same in tables whose rows belong to tickets. */
const OF_TICKETS: readonly (Table & { readonly ticket: string })[] = [
  { name: 'tickets', key: 'id', ticket: 'id' },
  { name: 'letters', key: 'id', ticket: 'ticket' },
  { name: 'outgoing', key: 'number', ticket: 'ticket' },
  { name: 'journal', key: 'id', ticket: 'ticket' },
]

/** SQLite takes a condition of a thousand parts at most: somebody who wrote often has more subjects than that. */
const MOST_PARTS = 400

/** Goes through a table, or some rows of it, and scrubs each text that names him; a row known by his address goes. Gives the keys of those that changed. */
function scrubTable(books: Connection, { name, key }: Table, words: Words, within = 'true'): readonly Value[] {
  const columns = textColumns(books, name)
  const atOnce = Math.max(1, Math.floor(MOST_PARTS / (2 * columns.length)))
  const changed = new Set<Value>()
  for (let from = 0; from < words.given.length; from += atOnce) {
    const some = words.given.slice(from, from + atOnce)
    for (const row of rowsNaming(books, { name, key }, columns, some, within)) {
      scrubRow(books, { name, key }, row, columns, words.scrub)
      changed.add(row[key] ?? null)
    }
  }
  return [...changed]
}

function rowsNaming(
  books: Connection,
  { name, key }: Table,
  columns: readonly string[],
  words: readonly string[],
  within: string,
): readonly Record<string, Value>[] {
  const values = Object.fromEntries(words.map((word, n): [string, Value] => [`w${n}`, word]))
  // SQLite's lower() knows Latin letters only, as addresses have them; names are looked for as they were written.
  const hit = columns.flatMap((one) =>
    words.map((_, n) => `instr(${one}, :w${n}) > 0 OR instr(lower(${one}), :w${n}) > 0`),
  )
  return books.all<Record<string, Value>>(
    `SELECT ${[key, ...columns.filter((one) => one !== key)].join(', ')} FROM ${name}
     WHERE ${within} AND (${hit.join(' OR ')})`,
    values,
  )
}

/** Puts what is left of these letters into the full text in place of what was there. */
function reindexed(books: Connection, letters: readonly number[], outgoing: readonly number[]): void {
  const documents = documentsOf(books, letters, outgoing)
  for (const [id, document] of documents.letters) {
    const row = books.get<{ words: string }>(
      `SELECT subject || char(10) || coalesce(from_name, '') || ' ' || coalesce(from_address, '') || char(10)
         || recipients || char(10) || copies || char(10) || attachments || char(10) || reply AS words
       FROM letters WHERE id = :id`,
      { id },
    )
    reindex(books, document, row?.words ?? '')
  }
  for (const [number, document] of documents.outgoing) {
    const row = books.get<{ words: string }>(
      `SELECT subject || char(10) || recipients || char(10) || copies || char(10) || attachments || char(10) || text AS words
       FROM outgoing WHERE number = :number`,
      { number },
    )
    reindex(books, document, row?.words ?? '')
  }
}

function textColumns(books: Connection, table: string): readonly string[] {
  return books
    .all<{ name: string; type: string; pk: number }>(`SELECT name, type, pk FROM pragma_table_info('${table}')`)
    .filter((one) => one.type === 'TEXT' && !/(?:_at|sha256|_hash)$/.test(one.name))
    .map((one) => one.name)
}

function scrubRow(
  books: Connection,
  { name, key }: Table,
  row: Record<string, Value>,
  columns: readonly string[],
  scrub: Scrub,
): void {
  const own = row[key]
  if (own === undefined) return
  if (typeof own === 'string' && scrub(own) !== own) {
    books.run(`DELETE FROM ${name} WHERE ${key} = :own`, { own })
    return
  }
  for (const column of columns) {
    const text = row[column]
    if (typeof text !== 'string' || scrub(text) === text) continue
    const clean = isJson(text) ? scrubbedJson(text, scrub) : scrub(text)
    books.run(`UPDATE ${name} SET ${column} = :clean WHERE ${key} = :own`, { clean, own })
  }
}

function isJson(text: string): boolean {
  if (!/^[[{]/.test(text)) return false
  try {
    fromJson<unknown>(text)
    return true
  } catch {
    return false
  }
}
