// Numbers of customers' official letters, by which their tickets are found.
import type { Ticket } from '../../desk/desk.ts'
import type { Connection } from '../file/sqlite.ts'

/** Writes down the numbers that a ticket bears. */
export function putTheirNumbers(
  books: Connection,
  { id, theirNumbers = [] }: Pick<Ticket, 'id' | 'theirNumbers'>,
): void {
  for (const { number } of theirNumbers) {
    books.run(`INSERT INTO their_numbers (key, ticket) VALUES (:key, :id) ON CONFLICT (key, ticket) DO NOTHING`, {
      key: theirNumberKey(number),
      id,
    })
  }
}

/** A number as it is compared; of «исх. № 15/24 от 01.11.2026» what stands between. */
export function theirNumberKey(words: string): string {
  return words
    .normalize('NFC')
    .replace(/^\s*исх[\p{L}]{0,9}[.:]?\s*/iu, '')
    .replace(/^[№#N]\s*/u, '')
    .replace(/\s+от\s.{0,40}$/iu, '')
    .replaceAll('\\', '/')
    .trim()
    .toUpperCase()
}
