// Pieces of knowledge: kept under their names, and which of them are like a text.
import type { Knowledge } from '../../desk/desk.ts'
import type { TicketId } from '../../letter.ts'
import { at } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'
import { stemsIn } from '../file/stem.ts'

/** Keeps a piece under its name; one of that name is replaced. */
export function keepKnowledge(
  books: Connection,
  { key, piece, by }: { readonly key: string; readonly piece: Knowledge; readonly by: string },
  now: Date,
): void {
  const { name, question, answer, language, ticket } = piece
  books.run(
    `INSERT INTO knowledge (key, name, question, answer, language, stems, ticket, engineer, at)
     VALUES (:key, :name, :question, :answer, :language, :stems, :ticket, :by, :at)
     ON CONFLICT (key) DO UPDATE SET name = excluded.name, question = excluded.question, answer = excluded.answer,
       language = excluded.language, stems = excluded.stems, ticket = excluded.ticket, engineer = excluded.engineer,
       at = excluded.at`,
    {
      ...{ key, name, question, answer, language, ticket, by, at: at(now) },
      stems: [...stemsIn(`${name}\n${question}`)].join(' '),
    },
  )
}

interface Row {
  readonly name: string
  readonly question: string
  readonly answer: string
  readonly language: 'ru' | 'en'
  readonly ticket: TicketId | null
}

/** The piece with this key, or null. */
export function knowledgeNamed(books: Connection, key: string): Knowledge | null {
  const sql = `SELECT name, question, answer, language, ticket FROM knowledge WHERE key = :key`
  return books.get<Row>(sql, { key }) ?? null
}

/** How many pieces there are. */
export function knowledgeCount(books: Connection): number {
  return books.get<{ pieces: number }>(`SELECT count(*) AS pieces FROM knowledge`)?.pieces ?? 0
}
