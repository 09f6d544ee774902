// What names another thing: SQLite's own check of each table, its foreign keys, and the names that stand in JSON or in
// columns without a key of their own.
import { Trouble } from '../../trouble.ts'
import type { Connection } from '../file/sqlite.ts'
import type { Breach, Step } from './breach.ts'

/** Looks at one table after the other, so that no reader holds the write-ahead file for long. */
export function* structure(books: Connection): Generator<Step> {
  const tables = books
    .all<{ name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'stems_%' ORDER BY name`,
    )
    .map((row) => row.name)
  const of = tables.length + NAMES.length
  let done = 0
  for (const table of tables) yield { done: ++done, of, found: tableBreaches(books, table) }
  for (const names of NAMES) yield { done: ++done, of, found: danglingNames(books, names) }
}

function tableBreaches(books: Connection, table: string): readonly Breach[] {
  try {
    return tableLooked(books, table)
  } catch (error) {
    if (!(error instanceof Trouble) || error.facts.code !== 'SQLITE_CORRUPT') throw error
    return [{ code: 'books damaged', where: `table ${table}`, what: 'SQLite cannot read it' }]
  }
}

function tableLooked(books: Connection, table: string): readonly Breach[] {
  const damage = books
    .all<{ integrity_check: string }>(`PRAGMA integrity_check('${table}')`)
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok')
    .map((what): Breach => ({ code: 'books damaged', where: `table ${table}`, what }))
  if (damage.length > 0) return damage
  return books
    .all<{ rowid: number | null; parent: string }>(`PRAGMA foreign_key_check('${table}')`)
    .map(({ rowid, parent }): Breach => {
      const row = rowid === null ? `a row of ${table}` : `${table} ${rowid}`
      return { code: 'names nothing', where: row, what: `names a row of ${parent} that is not there` }
    })
}

/** A query that gives the rows whose name leads nowhere: `id`, `name`, perhaps `ticket`. */
interface Names {
  readonly table: string
  readonly what: string
  readonly sql: string
}

const NAMES: readonly Names[] = [
  {
    table: 'ticket',
    what: 'is merged into a ticket that is not there',
    sql: `SELECT id, id AS ticket, merged_into AS name FROM tickets
      WHERE merged_into IS NOT NULL AND merged_into NOT IN (SELECT id FROM tickets)`,
  },
  {
    table: 'ticket',
    what: 'is linked to a ticket that is not there',
    sql: `SELECT tickets.id AS id, tickets.id AS ticket, link.value AS name FROM tickets, json_each(tickets.links) AS link
      WHERE tickets.links <> '[]' AND link.value NOT IN (SELECT id FROM tickets)`,
  },
  {
    table: 'kept letter',
    what: 'belongs to a ticket that is not there',
    sql: `SELECT 0 AS id, kept.ticket AS ticket, kept.ticket AS name FROM kept_letters AS kept
      WHERE kept.ticket IS NOT NULL AND kept.ticket NOT IN (SELECT id FROM tickets)`,
  },
  {
    table: 'kept letter',
    what: 'is of a letter that is not there',
    sql: `SELECT 0 AS id, kept.ticket AS ticket, kept.letter_sha256 AS name FROM kept_letters AS kept
      WHERE kept.letter_sha256 <> '' AND kept.letter_sha256 NOT IN (SELECT sha256 FROM letters)`,
  },
  {
    table: 'outgoing',
    what: 'takes a file out of a letter that is not there',
    sql: `SELECT outgoing.number AS id, outgoing.ticket AS ticket, file.value ->> '$.letterSha256' AS name
      FROM outgoing, json_each(outgoing.attachments) AS file
      WHERE outgoing.attachments <> '[]'
        AND NOT EXISTS (SELECT 1 FROM letters WHERE sha256 = file.value ->> '$.letterSha256')`,
  },
]

function danglingNames(books: Connection, { table, what, sql }: Names): readonly Breach[] {
  return books.all<{ id: number; ticket: number | null; name: string | number }>(sql).map(({ id, ticket, name }) => ({
    code: 'names nothing',
    where: id === 0 ? table : `${table} ${id}`,
    what: `${what}: ${name}`,
    ticket,
  }))
}
