// Brings the books to the shape that this program knows: numbered files, each in one transaction with its number.
// A crash leaves the old shape or the new one. Books of a newer program are refused.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Trouble } from '../../trouble.ts'
import type { Connection } from './sqlite.ts'

export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

const FOLDER = fileURLToPath(new URL('../../../migrations/', import.meta.url))
const PACKAGE = fileURLToPath(new URL('../../../package.json', import.meta.url))
const FILE = /^(\d{4})-[a-z0-9-]+\.sql$/

/** The numbered files of a folder, in order and without gaps; anything else there is a mistake of ours. */
export function migrationsIn(folder: string = FOLDER): readonly Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return names.map((name, index) => {
    const number = Number(FILE.exec(name)?.[1])
    if (number !== index + 1) {
      throw new Trouble(`migrations must be numbered without gaps; ${name} is out of order`, { lasting: true })
    }
    return { number, name, sql: readFileSync(`${folder}/${name}`, 'utf8') }
  })
}

/** How many migrations this program knows: its shape's number. */
export function migrationCount(): number {
  return migrationsIn().length
}

/** Which shape the books have: the number of the last migration, 0 when they are new. */
export function shapeOf(connection: Connection): number {
  return Number(connection.pragma('user_version'))
}

/** Runs what is missing, each told before it begins: in large books one may take minutes. Gives the names of the files run; throws lasting Trouble for books of a newer program. */
export function migrate(
  connection: Connection,
  migrations: readonly Migration[] = migrationsIn(),
  told: (sentence: string) => void = () => undefined,
): readonly string[] {
  refuseNewer(connection, migrations)
  const missing = migrations.filter((migration) => migration.number > shapeOf(connection))
  if (missing.length === 0) return []
  for (const [n, migration] of missing.entries()) {
    told(`${migration.name}, ${n + 1} of ${missing.length}`)
    connection.transaction(() => {
      // Somebody else may have run it while we waited for the lock.
      if (shapeOf(connection) >= migration.number) return
      connection.script(migration.sql)
      connection.script(`PRAGMA user_version = ${migration.number}`)
    })
  }
  noteProgram(connection)
  return missing.map((migration) => migration.name)
}

const PROGRAM = 'shaped by'

/** Which program gave the books their shape, for an older one that must refuse them. */
function noteProgram(connection: Connection): void {
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8'))
  const sql = `INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = :value`
  connection.transaction(() => connection.run(sql, { name: PROGRAM, value: `ticketd ${version}` }))
}

/** «ticketd 1.2.0», null when the books do not say. */
function programOf(connection: Connection): string | null {
  try {
    const sql = `SELECT value FROM settings WHERE name = :name`
    return connection.get<{ value: string }>(sql, { name: PROGRAM })?.value ?? null
  } catch {
    return null
  }
}

/** Whether the books have exactly the shape that this program knows. */
export function hasOurShape(connection: Connection): boolean {
  return shapeOf(connection) === migrationsIn().length
}

/** Throws lasting Trouble unless the books have exactly the shape that this program knows. */
export function demandShape(connection: Connection, migrations: readonly Migration[] = migrationsIn()): void {
  refuseNewer(connection, migrations)
  if (shapeOf(connection) < migrations.length) {
    throw new Trouble('the books are of an older ticketd: start the daemon once', { lasting: true })
  }
}

/** The whole shape of the books as SQL text, for the golden schema. */
export function schemaOf(connection: Connection): string {
  const rows = connection.all<{ sql: string }>(
    `SELECT sql FROM sqlite_schema
     WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'stems_%'
     ORDER BY type DESC, name`,
  )
  return `${rows.map((row) => `${row.sql};`).join('\n\n')}\n`
}

/** Throws lasting Trouble for books of a newer program. */
export function refuseNewer(connection: Connection, migrations: readonly Migration[] = migrationsIn()): void {
  const shape = shapeOf(connection)
  if (shape > migrations.length) {
    const program = programOf(connection)
    const wanted = program === null ? 'use that one' : `use ${program} or newer`
    throw new Trouble(
      `the books are of a newer ticketd (shape ${shape}, this one knows ${migrations.length}): ${wanted}`,
      { lasting: true },
    )
  }
}
