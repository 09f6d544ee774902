// What of a person stands in the books: his tickets, the letters that are his or tell of him, and the words that are his.
import type { TicketId } from '../../letter.ts'
import { json, keyOf } from '../file/columns.ts'
import type { Connection } from '../file/sqlite.ts'

/** A person's traces. */
export interface Traces {
  /** Tickets whose customer he is. */
  readonly own: readonly TicketId[]
  /** Of those, the ones under a contract. */
  readonly underContract: readonly { readonly ticket: TicketId; readonly contract: string }[]
  /** Other people's tickets in which he took part. */
  readonly shared: readonly TicketId[]
  /** Letters that go whole: his, and all of his tickets. */
  readonly letters: readonly number[]
  /** Letters of other people that name or quote him: their raw mail goes, their words stay without his. */
  readonly named: readonly number[]
  /** Letters of ours that go whole. */
  readonly outgoing: readonly number[]
  /** His address, full names, telephones: what is replaced wherever else it stands. */
  readonly words: readonly string[]
  /** Subjects of his tickets: replaced where other people's letters and tickets speak of his. */
  readonly subjects: readonly string[]
  /** Where the mail server keeps his letters. */
  readonly places: readonly { readonly mailbox: string; readonly uidValidity: string; readonly uid: number }[]
}

/** Looks a person up by his address. `prefixes` are those that tickets' numbers bear. */
export function tracesOf(books: Connection, address: string, prefixes: readonly string[]): Traces {
  const key = keyOf(address)
  const own = ids(books, `SELECT id FROM tickets WHERE customer_key = :key`, { key })
  const words = [address, ...namesOf(books, key), ...phonesOf(books, key)]
  const shared = ids(
    books,
    `SELECT id FROM tickets WHERE instr(lower(participants), :key) > 0 AND customer_key <> :key
     UNION SELECT ticket AS id FROM letters WHERE sender = :key AND ticket IS NOT NULL
       AND ticket NOT IN (SELECT value FROM json_each(:own))`,
    { key, own: json(own) },
  )
  const mentions = mentionOf(own, prefixes)
  const letters = wholeLetters(books, key, own, mentions)
  const named = namedLetters(books, key, shared, letters, mentions)
  return {
    own,
    underContract: books.all<{ ticket: number; contract: string }>(
      `SELECT id AS ticket, contract FROM tickets WHERE customer_key = :key AND contract IS NOT NULL ORDER BY id`,
      { key },
    ),
    shared: [...new Set([...shared, ...ticketsOf(books, named)])].filter((one) => !own.includes(one)),
    ...{ words, letters, named },
    outgoing: wholeOutgoing(books, key, own, shared, letters, mentions),
    subjects: subjectsOf(books, own),
    places: placesOf(books, key),
  }
}

function ticketsOf(books: Connection, letters: readonly number[]): readonly TicketId[] {
  return ids(
    books,
    `SELECT DISTINCT ticket AS id FROM letters WHERE ticket IS NOT NULL AND id IN (SELECT value FROM json_each(:letters))`,
    { letters: json(letters) },
  )
}

/** Subjects that are more than a word or two. */
function subjectsOf(books: Connection, own: readonly TicketId[]): readonly string[] {
  return books
    .all<{ subject: string }>(`SELECT DISTINCT subject FROM tickets WHERE id IN (SELECT value FROM json_each(:own))`, {
      own: json(own),
    })
    .map((row) => row.subject.trim())
    .filter((subject) => subject.length >= 5)
}

function ids(books: Connection, sql: string, values: Readonly<Record<string, string>>): readonly number[] {
  return books.all<{ id: number }>(sql, values).map((row) => row.id)
}

/** Full names only: a first name alone is half the town's. */
function namesOf(books: Connection, key: string): readonly string[] {
  return books
    .all<{ name: string }>(
      `SELECT DISTINCT from_name AS name FROM letters WHERE sender = :key AND from_name IS NOT NULL
       UNION SELECT customer_name FROM tickets WHERE customer_key = :key`,
      { key },
    )
    .map((row) => row.name.trim())
    .filter((name) => name.length >= 5 && /\s|@/.test(name))
}

function phonesOf(books: Connection, key: string): readonly string[] {
  return books
    .all<{ phone: string }>(
      `SELECT DISTINCT customer_phone AS phone FROM tickets WHERE customer_key = :key AND customer_phone IS NOT NULL`,
      { key },
    )
    .map((row) => row.phone)
    .filter((phone) => phone.replace(/\D/g, '').length >= 6)
}

/** Finds the numbers of his tickets in a text; null where he has none. */
function mentionOf(own: readonly TicketId[], prefixes: readonly string[]): RegExp | null {
  if (own.length === 0) return null
  const prefix = prefixes.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  return new RegExp(`(?:${prefix})-(?:${own.join('|')})(?!\\d)`, 'iu')
}

/** His letters and those on his tickets; engineers' own mails that list his tickets too, since they quote his words. */
function wholeLetters(
  books: Connection,
  key: string,
  own: readonly TicketId[],
  mentions: RegExp | null,
): readonly number[] {
  const certain = ids(
    books,
    `SELECT id FROM letters WHERE sender = :key
     UNION SELECT id FROM letters WHERE ticket IN (SELECT value FROM json_each(:own))`,
    { key, own: json(own) },
  )
  if (mentions === null) return certain
  const engineers = mentioning(
    books,
    mentions,
    `SELECT id, subject || char(10) || coalesce(text, '') || char(10) || reply AS words FROM letters
     WHERE id > :after AND role IN ('source', 'unproved') ORDER BY id LIMIT ${PAGE}`,
  )
  return [...new Set([...certain, ...engineers])]
}

/** Letters of others in conversations that he took part in, and wherever his address stands in their heads. */
function namedLetters(
  books: Connection,
  key: string,
  shared: readonly TicketId[],
  whole: readonly number[],
  mentions: RegExp | null,
): readonly number[] {
  const byName = ids(
    books,
    `SELECT id FROM letters
     WHERE id NOT IN (SELECT value FROM json_each(:whole))
       AND (instr(lower(recipients), :key) > 0 OR instr(lower(copies), :key) > 0 OR instr(lower(reply_to), :key) > 0
         OR instr(lower(subject), :key) > 0 OR instr(lower(reply), :key) > 0 OR instr(lower(coalesce(text, '')), :key) > 0
         OR instr(lower(coalesce(bounce, '')), :key) > 0
         OR (ticket IN (SELECT value FROM json_each(:shared)) AND (text IS NOT NULL OR in_reply_to IS NOT NULL)))`,
    { key, shared: json(shared), whole: json(whole) },
  )
  if (mentions === null) return byName
  const byNumber = mentioning(
    books,
    mentions,
    `SELECT id, subject || char(10) || coalesce(text, '') || char(10) || reply AS words FROM letters
     WHERE id > :after ORDER BY id LIMIT ${PAGE}`,
  )
  const gone = new Set(whole)
  return [...new Set([...byName, ...byNumber])].filter((id) => !gone.has(id))
}

/** All of ours on his tickets or caused by his letters; to engineers also what speaks of either. */
function wholeOutgoing(
  books: Connection,
  key: string,
  own: readonly TicketId[],
  shared: readonly TicketId[],
  letters: readonly number[],
  mentions: RegExp | null,
): readonly number[] {
  const certain = ids(
    books,
    `SELECT number AS id FROM outgoing WHERE ticket IN (SELECT value FROM json_each(:own))
     UNION SELECT number FROM outgoing WHERE letter IN (SELECT value FROM json_each(:letters))
     UNION SELECT number FROM outgoing WHERE audience <> 'customer' AND ticket IN (SELECT value FROM json_each(:shared))
     UNION SELECT number FROM outgoing WHERE audience <> 'customer'
       AND (instr(lower(text), :key) > 0 OR instr(lower(subject), :key) > 0)`,
    { key, own: json(own), shared: json(shared), letters: json(letters) },
  )
  if (mentions === null) return certain
  const lists = mentioning(
    books,
    mentions,
    `SELECT number AS id, subject || char(10) || text AS words FROM outgoing
     WHERE number > :after AND audience <> 'customer' ORDER BY number LIMIT ${PAGE}`,
  )
  return [...new Set([...certain, ...lists])]
}

const PAGE = 500

/** The rows whose words speak of his tickets, read page by page. */
function mentioning(books: Connection, mentions: RegExp, page: string): readonly number[] {
  const found: number[] = []
  for (let after = 0; ; ) {
    const rows = books.all<{ id: number; words: string }>(page, { after })
    found.push(...rows.filter((row) => mentions.test(row.words)).map((row) => row.id))
    const last = rows.at(-1)
    if (last === undefined) return found
    after = last.id
  }
}

function placesOf(books: Connection, key: string): Traces['places'] {
  return books.all(
    `SELECT mailboxes.folder AS mailbox, places.uid_validity AS uidValidity, places.uid AS uid
     FROM places JOIN mailboxes ON mailboxes.number = places.mailbox JOIN letters ON letters.id = places.letter
     WHERE letters.sender = :key ORDER BY 1, 2, 3`,
    { key },
  )
}
