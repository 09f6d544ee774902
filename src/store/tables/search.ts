// Full-text search over what passed on tickets: subjects, texts, attachment names, addresses. The index holds stems
// and document numbers only; texts stay where they are. The number of a document grows with time, so that the newest
// come first without sorting.
import type { Ticket } from '../../desk/desk.ts'
import type { Address, Letter, Outgoing, TicketId } from '../../letter.ts'
import { formsOfName } from '../../words/words.ts'
import { json } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'
import { stemsIn, stemsOf, wordsIn } from '../file/stem.ts'
import { type Document, excerptOf } from './excerpt.ts'
import { theirNumberKey } from './their-numbers.ts'
import { ticketById } from './tickets.ts'

/** A hit: the ticket, and the words around what was found. */
export interface Found {
  readonly ticket: Ticket
  readonly snippet: string
}

// Enough of a letter to find it by; the rest of a log that somebody pasted is numbers.
const INDEXED_CHARACTERS = 50_000

/** Puts a letter that came in into the index. */
export function indexLetter(books: Connection, row: number, letter: Letter): void {
  const people = [letter.from, ...letter.to, ...letter.cc].slice(0, MOST_PEOPLE).map(personWords)
  const files = letter.attachments.map((one) => one.name)
  const words = [letter.subject, ...people, ...files, letter.reply, letter.forwarded?.text ?? '']
  index(books, { letter: row, outgoing: null }, words.join('\n'))
}

const MOST_PEOPLE = 50

/** A person as he is looked for: by his address and each case of his name. */
function personWords(one: Address | null): string {
  const forms = [...formsOfName(one?.name ?? '').values()].flatMap((known) => [...known])
  return [one?.name ?? '', one?.address ?? '', ...forms].join(' ')
}

/** The most words of a text that are looked for; more would only take longer. */
const LOOKED_FOR = 24

/** Whether a document of the index holds these texts' words: some of them, spread over the whole. */
export function wordsIndexed(books: Connection, document: number, texts: readonly string[]): boolean {
  const stems = [...stemsIn(texts.join('\n').slice(0, INDEXED_CHARACTERS))]
  const step = Math.max(1, stems.length / LOOKED_FOR)
  const some = stems.filter((_, n) => Math.floor(n / step) !== Math.floor((n - 1) / step))
  if (some.length === 0) return true
  const query = some.map((stem) => `"${stem}"`).join(' AND ')
  const sql = `SELECT rowid AS id FROM stems WHERE stems MATCH :query AND rowid = :document`
  return books.get<{ id: number }>(sql, { query, document }) !== undefined
}

/** Puts an answer of ours into the index; what no person wrote is not looked for. */
export function indexOutgoing(books: Connection, row: number, outgoing: Outgoing): void {
  if (outgoing.audience !== 'customer' || outgoing.kind !== 'answer') return
  const people = [...outgoing.to, ...outgoing.cc].slice(0, MOST_PEOPLE).map(personWords)
  const files = outgoing.attachments.map((one) => one.name)
  index(books, { letter: null, outgoing: row }, [outgoing.subject, ...people, ...files, outgoing.text].join('\n'))
}

function index(books: Connection, source: { letter: number | null; outgoing: number | null }, text: string): void {
  const { id } = books.run(`INSERT INTO documents (letter, outgoing) VALUES (:letter, :outgoing)`, source)
  books.run(`INSERT INTO stems (rowid, words) VALUES (:id, :words)`, {
    id,
    words: [...stemsIn(text.slice(0, INDEXED_CHARACTERS))].join(' '),
  })
}

/** Which documents belong to these letters of either kind: one look through the list, which has no index for it. */
export function documentsOf(
  books: Connection,
  letters: readonly number[],
  outgoing: readonly number[],
): { readonly letters: ReadonlyMap<number, number>; readonly outgoing: ReadonlyMap<number, number> } {
  const rows = books.all<{ id: number; letter: number | null; outgoing: number | null }>(
    `SELECT id, letter, outgoing FROM documents
     WHERE letter IN (SELECT value FROM json_each(:letters)) OR outgoing IN (SELECT value FROM json_each(:outgoing))`,
    { letters: json(letters), outgoing: json(outgoing) },
  )
  const of = (what: 'letter' | 'outgoing'): ReadonlyMap<number, number> =>
    new Map(rows.flatMap((row) => (row[what] === null ? [] : [[row[what], row.id] as const])))
  return { letters: of('letter'), outgoing: of('outgoing') }
}

/** Puts these words in the place of those by which a document was found; what stood in no index stays out of it. */
export function reindex(books: Connection, document: number | undefined, words: string): void {
  if (document === undefined) return
  books.run(`DELETE FROM stems WHERE rowid = :document`, { document })
  books.run(`INSERT INTO stems (rowid, words) VALUES (:document, :words)`, {
    document,
    words: [...stemsIn(words)].join(' '),
  })
}

/** Merges the index into one piece: what was deleted from it is gone then, and not only marked. */
export function mergeIndex(books: Connection): void {
  books.run(`INSERT INTO stems (stems) VALUES ('optimize')`)
}

/**
 * Tickets that answer to these words, newest first; a Message-ID, a contract's number, development's reference are found as
 * such, as is the number of a customer's own letter, and the ticket whose number the caller has read in the words.
 */
export function search(
  books: Connection,
  words: string,
  limit: number,
  named: TicketId | null = null,
): readonly Found[] {
  const exact = exactly(books, words.trim(), limit, named)
  const found = new Map<TicketId, Found>(exact.map((one) => [one.ticket.id, one]))
  for (const hit of byWords(books, words, limit)) {
    if (found.size < limit && !found.has(hit.ticket.id)) found.set(hit.ticket.id, hit)
  }
  return [...found.values()].slice(0, limit)
}

function exactly(books: Connection, words: string, limit: number, named: TicketId | null): readonly Found[] {
  const messageId = words.replace(/^<|>$/g, '')
  const rows = books.all<{ ticket: number }>(
    `SELECT ticket FROM (
       SELECT id AS ticket FROM tickets WHERE id = :named
       UNION SELECT id FROM tickets WHERE contract = :words
       UNION SELECT ticket FROM their_numbers WHERE key = :theirs
       UNION SELECT ticket FROM letters WHERE message_id = :messageId
       UNION SELECT ticket FROM outgoing WHERE message_id = :messageId)
     WHERE ticket IS NOT NULL ORDER BY ticket DESC LIMIT :limit`,
    { named, words, theirs: theirNumberKey(words), messageId, limit },
  )
  return [
    ...rows.flatMap((row) => foundOn(books, row.ticket, '')),
    ...byReference(books, words, limit).flatMap(({ ticket, reference }) => foundOn(books, ticket, reference)),
  ]
}

/** Tickets with development that bear this reference, whole or as one of its words, in any case of letters. */
function byReference(
  books: Connection,
  words: string,
  limit: number,
): readonly { readonly ticket: TicketId; readonly reference: string }[] {
  const sought = words.toLowerCase()
  if (!/[\p{L}\p{N}]/u.test(sought)) return []
  const known = books.all<{ ticket: number; reference: string }>(
    `SELECT id AS ticket, development_reference AS reference FROM tickets INDEXED BY tickets_reference
     WHERE development_reference IS NOT NULL ORDER BY id DESC`,
  )
  const isMeant = (reference: string): boolean => {
    const own = reference.toLowerCase()
    return own === sought || own.split(/[\s,;]+/).includes(sought)
  }
  return known.filter((one) => isMeant(one.reference)).slice(0, limit)
}

function foundOn(books: Connection, id: TicketId, snippet: string): readonly Found[] {
  const ticket = ticketById(books, id)
  return ticket === undefined ? [] : [{ ticket, snippet: snippet === '' ? ticket.subject : snippet }]
}

const PAGE = 100
const PAGES = 10
/** Documents that are looked through for the word itself; behind so many that hold only another of its stem nobody looks. */
const MOST_READ = 300

/** Pages through the hits until there are enough different tickets: a long thread answers once. */
function byWords(books: Connection, words: string, limit: number): readonly Found[] {
  const asked = [...wordsIn(words.normalize('NFC'))].map(([word]) => word).filter((word) => stemsOf(word).length > 0)
  if (asked.length === 0) return []
  const query = asked.map((word) => `(${either(stemsOf(word))})`).join(' AND ')
  const found = new Map<TicketId, Found>()
  let read = 0
  for (let page = 0, below = Number.MAX_SAFE_INTEGER; page < PAGES && found.size < limit; page += 1) {
    const hits = documentsBelow(books, query, below)
    for (const { id, ticket } of hits) {
      if (found.has(ticket) || found.size >= limit || read >= MOST_READ) continue
      read += 1
      const snippet = excerptOf(documentOf(books, id), asked)
      for (const one of snippet === null ? [] : foundOn(books, ticket, snippet)) found.set(ticket, one)
    }
    const last = hits.at(-1)
    if (last === undefined || hits.length < PAGE || read >= MOST_READ) break
    below = last.id
  }
  return [...found.values()]
}

function either(stems: readonly string[]): string {
  return stems.map((stem) => `"${stem}"`).join(' OR ')
}

function documentsBelow(
  books: Connection,
  query: string,
  below: number,
): readonly { readonly id: number; readonly ticket: TicketId }[] {
  const hits = books.all<{ id: number }>(
    `SELECT rowid AS id FROM stems WHERE stems MATCH :query AND rowid < :below ORDER BY rowid DESC LIMIT ${PAGE}`,
    { query, below },
  )
  return books.all<{ id: number; ticket: number }>(
    `SELECT documents.id AS id, coalesce(letters.ticket, outgoing.ticket, 0) AS ticket
     FROM json_each(:ids) AS hit JOIN documents ON documents.id = hit.value
       LEFT JOIN letters ON letters.id = documents.letter
       LEFT JOIN outgoing ON outgoing.number = documents.outgoing
     ORDER BY documents.id DESC`,
    { ids: json(hits.map((hit) => hit.id)) },
  )
}

/** A document as it is read for an excerpt: the words first, then what stands around them. */
function documentOf(books: Connection, document: number): Document {
  const row = books.get<{ text: string | null; subject: string | null; people: string; files: string }>(
    `SELECT coalesce(letters.reply, outgoing.text) AS text, coalesce(letters.subject, outgoing.subject) AS subject,
       json_array(json_object('name', letters.from_name, 'address', letters.from_address),
         json(coalesce(letters.recipients, outgoing.recipients, '[]')),
         json(coalesce(letters.copies, outgoing.copies, '[]'))) AS people,
       coalesce(letters.attachments, outgoing.attachments, '[]') AS files
     FROM documents LEFT JOIN letters ON letters.id = documents.letter
       LEFT JOIN outgoing ON outgoing.number = documents.outgoing
     WHERE documents.id = :document`,
    { document },
  )
  if (row === undefined) return { texts: [], people: [] }
  const people = (JSON.parse(row.people) as readonly (Named | readonly Named[])[]).flat().slice(0, MOST_PEOPLE)
  const files = (JSON.parse(row.files) as readonly Named[]).map((one) => one.name ?? '')
  const text = (row.text ?? '').slice(0, INDEXED_CHARACTERS)
  return {
    texts: [text, row.subject ?? '', ...files],
    people: people.map((one) => ({ name: one.name ?? '', address: one.address ?? '' })),
  }
}

interface Named {
  readonly name?: string | null
  readonly address?: string | null
}
