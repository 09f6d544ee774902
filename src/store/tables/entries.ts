// What else is kept: addresses at rest, contracts that were named for an address, engineers' kept letters, who is
// away, and what must happen once only.
import type { KeptLetter } from '../../desk/desk.ts'
import { Trouble } from '../../trouble.ts'
import { at, atOrNull, before, fromJsonWithInstants, HOUR, instant, json, keyOf } from '../file/columns.ts'
import { type Connection, isRepeated } from '../file/sqlite.ts'

/** Lets automatic mail to an address rest until then. */
export function mute(books: Connection, address: string, until: Date): void {
  books.run(
    `INSERT INTO mutes (address, until) VALUES (:address, :until)
     ON CONFLICT (address) DO UPDATE SET until = excluded.until`,
    { address: keyOf(address), until: at(until) },
  )
}

/** Until when automatic mail to an address rests, or null. */
export function mutedUntil(books: Connection, address: string, now: Date): Date | null {
  const row = books.get<{ until: string }>(`SELECT until FROM mutes WHERE address = :address AND until > :now`, {
    address: keyOf(address),
    now: at(now),
  })
  return row === undefined ? null : instant(row.until)
}

/** Remembers the contract that an engineer named for an address. */
export function rememberContract(books: Connection, address: string, contract: string, now: Date): void {
  books.run(
    `INSERT INTO remembered_contracts (address, contract, at) VALUES (:address, :contract, :at)
     ON CONFLICT (address) DO UPDATE SET contract = excluded.contract, at = excluded.at`,
    { address: keyOf(address), contract, at: at(now) },
  )
}

/** The contract remembered for an address, or null. */
export function rememberedContract(books: Connection, address: string): string | null {
  const row = books.get<{ contract: string }>(`SELECT contract FROM remembered_contracts WHERE address = :address`, {
    address: keyOf(address),
  })
  return row?.contract ?? null
}

/** Keeps an engineer's letter until it is confirmed or put right; a second one under the same key replaces it. */
export function keep(books: Connection, letter: KeptLetter, now: Date): void {
  books.run(
    `INSERT INTO kept_letters (key, because, engineer, ticket, letter_sha256, kept, at, until)
     VALUES (:key, :because, :engineer, :ticket, :letterSha256, :kept, :at, :until)
     ON CONFLICT (key) DO UPDATE SET because = excluded.because, engineer = excluded.engineer,
       ticket = excluded.ticket, letter_sha256 = excluded.letter_sha256, kept = excluded.kept,
       at = excluded.at, until = excluded.until, forgotten_at = NULL`,
    {
      key: letter.key,
      because: letter.because,
      engineer: keyOf(letter.engineer),
      ticket: letter.ticket,
      letterSha256: letter.letterSha256,
      kept: json(letter),
      at: at(now),
      until: at(letter.until),
    },
  )
}

/** A kept letter has been dealt with. It stays in the books and is found no more. */
export function forgetKept(books: Connection, key: string, now: Date): void {
  books.run(`UPDATE kept_letters SET forgotten_at = :now WHERE key = :key`, { key, now: at(now) })
}

/** The kept letter that the mail with this token shows. */
export function keptLetter(books: Connection, key: string, now: Date): KeptLetter | null {
  const row = books.get<{ kept: string }>(
    `SELECT kept FROM kept_letters WHERE key = :key AND forgotten_at IS NULL AND until > :now`,
    { key, now: at(now) },
  )
  return row === undefined ? null : keptFrom(row.kept)
}

/** The kept letter with these bytes that belongs to an engineer: shown to him by a mail that it caused. */
export function keptOfLetter(books: Connection, letterSha256: string, engineer: string, now: Date): KeptLetter | null {
  const row = books.get<{ kept: string }>(
    `SELECT kept FROM kept_letters
     WHERE letter_sha256 = :letterSha256 AND engineer = :engineer AND forgotten_at IS NULL AND until > :now
     ORDER BY at DESC LIMIT 1`,
    { letterSha256, engineer: keyOf(engineer), now: at(now) },
  )
  return row === undefined ? null : keptFrom(row.kept)
}

// What a person typed stays text even when it reads like an instant.
function keptFrom(text: string): KeptLetter {
  const kept = fromJsonWithInstants<KeptLetter>(text)
  const { reply, subject, attachments, attachedTexts, forwarded, listed } = JSON.parse(text) as KeptLetter
  if (listed !== undefined) return { ...kept, subject, listed: listed.map((one) => keptFrom(JSON.stringify(one))) }
  const forward = forwarded == null ? {} : { forwarded: { ...forwarded, date: kept.forwarded?.date ?? null } }
  return { ...kept, reply, subject, attachments, ...(attachedTexts === undefined ? {} : { attachedTexts }), ...forward }
}

/** Copies of unproved mail kept for an engineer in the last hour. */
export function unprovedCopies(books: Connection, engineer: string, now: Date): number {
  const row = books.get<{ copies: number }>(
    `SELECT count(*) AS copies FROM kept_letters
     WHERE engineer = :engineer AND because = 'unproved' AND at > :since`,
    { engineer: keyOf(engineer), since: at(before(now, HOUR)) },
  )
  return row?.copies ?? 0
}

/** Unproved mails of which their engineers have not been told, in the order in which they were filed, at most 500. */
export function unprovedUnshown(books: Connection, now: Date): readonly KeptLetter[] {
  const rows = books.all<{ kept: string }>(
    `SELECT kept FROM kept_letters
     WHERE because = 'unproved unshown' AND forgotten_at IS NULL AND until > :now
     ORDER BY at, (SELECT id FROM letters WHERE sha256 = letter_sha256) LIMIT 500`,
    { now: at(now) },
  )
  return rows.map((row) => keptFrom(row.kept))
}

/** An engineer is away until then; null: he is back. */
export function setAway(books: Connection, engineer: string, until: Date | null): void {
  books.run(
    `INSERT INTO away (engineer, until) VALUES (:engineer, :until)
     ON CONFLICT (engineer) DO UPDATE SET until = excluded.until`,
    { engineer: keyOf(engineer), until: atOrNull(until) },
  )
}

/** Engineers away now, by address in lower case, and until when. */
export function engineersAway(books: Connection, now: Date): ReadonlyMap<string, Date> {
  const rows = books.all<{ engineer: string; until: string }>(`SELECT engineer, until FROM away WHERE until > :now`, {
    now: at(now),
  })
  return new Map(rows.map((row) => [row.engineer, instant(row.until)]))
}

/** Whether something that must happen once only has happened. */
export function hasHappened(books: Connection, key: string): boolean {
  return books.get<{ key: string }>(`SELECT key FROM once WHERE key = :key`, { key }) !== undefined
}

/** The last key under a prefix that is followed by a digit: of days, the latest; undefined when there is none. */
export function lastHappened(books: Connection, prefix: string): string | undefined {
  const row = books.get<{ key: string }>(
    `SELECT key FROM once WHERE key >= :prefix || '0' AND key < :prefix || ':' ORDER BY key DESC LIMIT 1`,
    { prefix },
  )
  return row?.key
}

/** Writes down that it happened. Throws lasting Trouble when it had: the transaction then leaves nothing behind. */
export function happenOnce(books: Connection, key: string, now: Date): void {
  try {
    books.run(`INSERT INTO once (key, at) VALUES (:key, :at)`, { key, at: at(now) })
  } catch (error) {
    if (!isRepeated(error)) throw error
    throw new Trouble('this has been done already, and must be done once only', {
      lasting: true,
      cause: error,
    })
  }
}
