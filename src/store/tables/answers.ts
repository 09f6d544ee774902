// Canned answers that leads have mailed in.
import type { CannedAnswer } from '../../desk/desk.ts'
import { at, keyOf } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'

/** Keeps a text under its name; one of that name is replaced. */
export function keepAnswer(
  books: Connection,
  { name, text, by }: { readonly name: string; readonly text: string; readonly by: string },
  now: Date,
): void {
  books.run(
    `INSERT INTO canned_answers (key, name, text, engineer, at) VALUES (:key, :name, :text, :by, :at)
     ON CONFLICT (key) DO UPDATE SET name = excluded.name, text = excluded.text, engineer = excluded.engineer,
       at = excluded.at`,
    { key: keyOf(name), name, text, by, at: at(now) },
  )
}

/** All of them, by name. */
export function cannedAnswers(books: Connection): readonly CannedAnswer[] {
  const rows = books.all<{ name: string; text: string }>(`SELECT name, text FROM canned_answers ORDER BY key`)
  return rows.map(({ name, text }) => ({ name, text, language: null, from: 'mail' }))
}
