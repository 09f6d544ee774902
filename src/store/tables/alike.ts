// What was solved before and says much the same as a text, by the words that few letters have. A word is looked for in the
// newest letters that hold it and no further, so that it costs the same in books of any size.
import type { Alike, Ticket } from '../../desk/desk.ts'
import type { TicketId } from '../../letter.ts'
import { fromJson, json } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'
import { stemsOf, wordsIn } from '../file/stem.ts'
import { knowledgeNamed } from './knowledge.ts'
import { ticketById } from './tickets.ts'

/** So many words say what a text is about. */
const MOST_WORDS = 12
const OF_SUBJECT = 6
/** The beginning of a letter says it. */
const READ = 4000
/** The newest letters that hold a word; what more of them hold it tells little. */
const LOOKED_AT = 100
/** Less than this of what a text is about is another matter. */
const SHARE = 0.5
const CANDIDATES = 30
const MOST_TICKETS = 3
const MOST_PIECES = 3

/** A word by its stems, with the newest documents that hold it, and how much it tells. */
interface Word {
  readonly stems: readonly string[]
  readonly documents: readonly number[]
  readonly weight: number
}

/** Solved tickets and pieces of knowledge that are like this subject and text, the likest first. */
export function alike(books: Connection, subject: string, text: string, own: TicketId | null): Alike {
  const asked = wordsOf(subject, text)
  if (asked.length < 2) return { tickets: [], knowledge: [] }
  const { words, pieces } = lookedUp(books, asked)
  return { tickets: ticketsLike(books, words, own), knowledge: piecesLike(books, words, pieces) }
}

interface LookedUp {
  readonly words: readonly Word[]
  readonly pieces: readonly Piece[]
}

interface Piece {
  readonly key: string
  readonly stems: string
}

/** What the index has of each word, and the stems of every piece: in one question, since every new request asks it. */
function lookedUp(books: Connection, asked: readonly (readonly string[])[]): LookedUp {
  const queries = asked.map((stems) => stems.map((stem) => `"${stem}"`).join(' OR '))
  const row = books.get<{ total: number | null; words: string; pieces: string }>(
    `SELECT (SELECT max(id) FROM documents) AS total,
       (SELECT json_group_array(json((SELECT json_group_array(id) FROM (
          SELECT rowid AS id FROM stems WHERE stems MATCH word.value ORDER BY rowid DESC LIMIT ${LOOKED_AT}))))
        FROM json_each(:queries) AS word) AS words,
       (SELECT json_group_array(json_object('key', key, 'stems', stems)) FROM knowledge) AS pieces`,
    { queries: json(queries) },
  )
  const total = row?.total ?? 0
  const documents = fromJson<readonly (readonly number[])[]>(row?.words ?? '[]')
  return {
    words: asked.map((stems, n) => weighed(stems, documents[n] ?? [], total)),
    pieces: fromJson<readonly Piece[]>(row?.pieces ?? '[]'),
  }
}

/** The words of a subject and of a text that tell most: the longest of each, a word of one stem once. */
function wordsOf(subject: string, text: string): readonly (readonly string[])[] {
  const inSubject = longest(subject, OF_SUBJECT, new Set())
  const taken = new Set(inSubject.map((stems) => stems[0] ?? ''))
  return [...inSubject, ...longest(text.slice(0, READ), MOST_WORDS - inSubject.length, taken)]
}

function longest(text: string, most: number, taken: ReadonlySet<string>): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>()
  for (const [word] of wordsIn(text.normalize('NFC'))) {
    const stems = stemsOf(word)
    const [first = ''] = stems
    const tells = first.length > 3 || (/\d/.test(first) && /\p{L}/u.test(first))
    if (tells && !POLITE.has(first) && !taken.has(first)) found.set(first, stems)
  }
  return [...found.values()].sort((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0)).slice(0, most)
}

/** Stems of what every letter says. */
const POLITE = new Set(
  [
    ...['здравствуйте', 'добрый', 'уважаемые', 'коллеги', 'пожалуйста', 'спасибо', 'подскажите', 'помогите', 'просим'],
    ...[
      'прошу',
      'уважением',
      'заранее',
      'сообщите',
      'можете',
      'please',
      'hello',
      'thanks',
      'regards',
      'could',
      'would',
    ],
  ].flatMap((word) => stemsOf(word)),
)

/** A word that stands in many letters is known by how near to each other the newest of them are. */
function weighed(stems: readonly string[], documents: readonly number[], total: number): Word {
  const span = total - (documents.at(-1) ?? 0) + 1
  const often = documents.length < LOOKED_AT ? documents.length : (LOOKED_AT * total) / span
  return { stems, documents, weight: Math.log((total + 2) / (often + 1)) }
}

/** How much of all that the words tell these tell, when they are enough to go by; else 0. */
function shareOf(words: readonly Word[], found: readonly Word[]): number {
  const sum = (some: readonly Word[]): number => some.reduce((all, one) => all + one.weight, 0)
  const share = sum(words) === 0 ? 0 : sum(found) / sum(words)
  return found.length >= Math.min(3, words.length) && share >= SHARE ? share : 0
}

interface Likeness<T> {
  readonly of: T
  readonly share: number
}

function likest<T>(all: readonly Likeness<T>[], most: number): readonly T[] {
  return [...all]
    .filter((one) => one.share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, most)
    .map((one) => one.of)
}

function ticketsLike(books: Connection, words: readonly Word[], own: TicketId | null): readonly Ticket[] {
  const holding = new Map<number, Word[]>()
  for (const word of words) {
    for (const id of word.documents) holding.set(id, [...(holding.get(id) ?? []), word])
  }
  const documents = [...holding].map(([of, found]) => ({ of, share: shareOf(words, found) }))
  const candidates = likest(documents, CANDIDATES)
  return candidates.length === 0 ? [] : solvedOf(books, candidates, own)
}

/** The solved tickets of documents, in their order, each once. */
function solvedOf(books: Connection, documents: readonly number[], own: TicketId | null): readonly Ticket[] {
  const rows = books.all<{ ticket: number }>(
    `SELECT tickets.id AS ticket
     FROM json_each(:documents) AS hit JOIN documents ON documents.id = hit.value
       LEFT JOIN letters ON letters.id = documents.letter
       LEFT JOIN outgoing ON outgoing.number = documents.outgoing
       JOIN tickets ON tickets.id = coalesce(letters.ticket, outgoing.ticket)
     WHERE tickets.state IN ('closed', 'answered') AND tickets.answered_at IS NOT NULL
       AND tickets.merged_into IS NULL AND tickets.id IS NOT :own
     GROUP BY tickets.id ORDER BY min(hit.key) LIMIT ${MOST_TICKETS}`,
    { documents: json(documents), own },
  )
  return rows.flatMap((row) => ticketById(books, row.ticket) ?? [])
}

function piecesLike(books: Connection, words: readonly Word[], pieces: readonly Piece[]): Alike['knowledge'] {
  const likenesses = pieces.map(({ key, stems }) => {
    const known = new Set(stems.split(' '))
    const found = words.filter((word) => word.stems.some((stem) => known.has(stem)))
    return { of: key, share: shareOf(words, found) }
  })
  return likest(likenesses, MOST_PIECES).flatMap((key) => knowledgeNamed(books, key) ?? [])
}
