// The only file that knows better-sqlite3: opens the books, sets and reads back what they stand on, keeps each
// prepared statement, and says in our words what SQLite has to complain of.
import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { Trouble } from '../../trouble.ts'
import { synced } from './lasting.ts'

/** What a column or a named parameter may hold. */
export type Value = string | number | bigint | Uint8Array | null
export type Values = Readonly<Record<string, Value>>
type Statement = Database.Statement<[Values]>

const BUSY_MILLISECONDS = 2000
const JOURNAL_BYTES = 64 * 1024 * 1024
const EVERY_PAGE = 2 ** 31 - 1

/** What came of one cause among several. */
export type Outcome<T> = { readonly is: T } | { readonly threw: unknown }

/** One connection to the books. Statements are prepared once (each is freed only with the connection). */
export class Connection {
  readonly #database: Database.Database
  readonly #statements = new Map<string, Statement>()

  /** Use `openToWrite`, `openToRead`. */
  constructor(database: Database.Database) {
    this.#database = database
  }

  /** All rows of a query. The columns' types are the schema's promise, which the golden schema test keeps. */
  all<Row>(sql: string, values: Values = {}): readonly Row[] {
    return translated(() => this.#statement(sql).all(values) as Row[])
  }

  /** The first row of a query, or undefined. */
  get<Row>(sql: string, values: Values = {}): Row | undefined {
    return translated(() => this.#statement(sql).get(values) as Row | undefined)
  }

  /** The rows of a query one after the other, each read when it is asked for; the connection takes no write meanwhile. */
  *each<Row>(sql: string, values: Values = {}): Generator<Row, void, undefined> {
    try {
      for (const row of this.#statement(sql).iterate(values)) yield row as Row
    } catch (error) {
      throw troubleOf(error)
    }
  }

  /** Runs a statement that writes; gives the number of rows changed and the id of the row inserted. */
  run(sql: string, values: Values = {}): { readonly changes: number; readonly id: number } {
    return translated(() => {
      const result = this.#statement(sql).run(values)
      return { changes: result.changes, id: Number(result.lastInsertRowid) }
    })
  }

  /** Several statements that are run once only: a migration. */
  script(sql: string): void {
    translated(() => this.#database.exec(sql))
  }

  /** BEGIN IMMEDIATE … COMMIT around synchronous work; anything thrown rolls back and goes on to the caller. */
  transaction<T>(work: () => T): T {
    return translated(() => this.#database.transaction(work).immediate())
  }

  /**
   * Several causes in one commit, each in a savepoint of its own: what throws is rolled back alone, and told. Begins no
   * further one once so many milliseconds have passed. Trouble that passes rolls all of them back and goes on to the caller.
   */
  together<T>(causes: readonly (() => T)[], withinMs: number): readonly Outcome<T>[] {
    return this.transaction(() => {
      const until = performance.now() + withinMs
      const outcomes: Outcome<T>[] = []
      for (const cause of causes) {
        if (outcomes.length > 0 && performance.now() >= until) break
        outcomes.push(this.#alone(cause))
      }
      return outcomes
    })
  }

  #alone<T>(cause: () => T): Outcome<T> {
    try {
      return { is: this.transaction(cause) }
    } catch (error) {
      const isOver = !this.#database.inTransaction
      if (isOver || (error instanceof Trouble && !error.lasting)) throw error
      return { threw: error }
    }
  }

  /** The value of a pragma. */
  pragma(text: string): unknown {
    return translated(() => this.#database.pragma(text, { simple: true }))
  }

  /** How many bytes the write-ahead file has now. */
  writeAheadBytes(): number {
    return statSync(`${this.#database.name}-wal`, { throwIfNoEntry: false })?.size ?? 0
  }

  /** Empties the write-ahead file as far as readers let it, without waiting for them: the event loop stands meanwhile. */
  checkpoint(): void {
    this.pragma('busy_timeout = 0')
    try {
      this.pragma('wal_checkpoint(TRUNCATE)')
    } finally {
      this.pragma(`busy_timeout = ${BUSY_MILLISECONDS}`)
    }
  }

  /** How many bytes the books have without the write-ahead file. */
  bytes(): number {
    return statSync(this.#database.name, { throwIfNoEntry: false })?.size ?? 0
  }

  /** Copies the books into a file while they are in use: at one go, because each write of another process would begin it anew. */
  async backup(file: string): Promise<void> {
    madePrivate(file)
    await this.#database.backup(file, { progress: () => EVERY_PAGE }).catch((error: unknown) => {
      throw troubleOf(error)
    })
  }

  /** Writes a copy into a new file, which takes its name only when it lies on the disk. */
  copyInto(file: string): void {
    const half = `${file}.half`
    rmSync(half, { force: true })
    madePrivate(half)
    translated(() => this.#database.prepare('VACUUM INTO ?').run(half))
    synced(half)
    renameSync(half, file)
    synced(dirname(file))
  }

  /** Writes the whole books anew without what was deleted from them: no free page, no write-ahead file keeps a word of it. */
  rewrite(): void {
    this.script('VACUUM')
    const [result] = this.all<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)')
    if (result?.busy !== 0)
      throw new Trouble('somebody reads the books: what was deleted still lies beside them', { lasting: false })
  }

  /** Makes the books one file that may be carried away: nothing is left beside it. */
  closeAsOneFile(): void {
    demandPragma(this, 'journal_mode', 'delete')
    this.close()
  }

  close(): void {
    translated(() => this.#database.close())
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare<[Values]>(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}

// A reopened WAL database falls back to synchronous=NORMAL, so all of this is set at every open.
const PRAGMAS: Readonly<Record<string, string | number>> = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  journal_size_limit: JOURNAL_BYTES,
  busy_timeout: BUSY_MILLISECONDS,
  // Pages that every letter touches are then copied back once in a hundred letters, not once in thirty.
  wal_autocheckpoint: 4000,
  cache_size: -4_000,
}

/** Opens the books to write, durable from the first commit on. Throws lasting Trouble when they cannot be used. */
export function openToWrite(file: string): Connection {
  return opened(() => {
    madePrivate(file)
    const connection = new Connection(new Database(file, { timeout: BUSY_MILLISECONDS }))
    return orClosed(connection, () => {
      for (const [name, value] of Object.entries(PRAGMAS)) demandPragma(connection, name, value)
      connection.pragma('temp_store = memory')
      return connection
    })
  })
}

/** SQLite makes a file that everybody may read, and those beside it like it; the books hold people's mail and the key that signs. */
function madePrivate(file: string): void {
  if (existsSync(file)) return
  closeSync(openSync(file, 'a', 0o600))
  synced(dirname(file))
}

function demandPragma(connection: Connection, name: string, value: string | number): void {
  connection.pragma(`${name} = ${value}`)
  const is = connection.pragma(name)
  if (is !== value) throw new Trouble(`the books refuse ${name} = ${value}: it is ${String(is)}`, { lasting: true })
}

/** Work on a connection that is closed when the work throws. */
export function orClosed<T>(connection: Connection, work: () => T): T {
  try {
    return work()
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Opens the books to look only; nothing can be written through it. */
export function openToRead(file: string): Connection {
  return opened(
    () => new Connection(new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MILLISECONDS })),
  )
}

/** A lock that lives as long as its process, SIGKILL included: a database held exclusively. */
export interface Lock {
  release(): void
}

/** Takes the lock of a data directory; throws lasting Trouble when another daemon has it. */
export function holdLock(file: string): Lock {
  const database = opened(() => new Database(file, { timeout: 0 }))
  try {
    // No WAL: there EXCLUSIVE would let readers in and need shared memory.
    database.pragma('journal_mode = delete')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (codeOf(error).startsWith('SQLITE_BUSY')) {
      throw new Trouble('another ticketd holds this data directory: stop it first', { lasting: true, cause: error })
    }
    throw troubleOf(error)
  }
  return { release: () => database.close() }
}

/** Whether an error is a broken PRIMARY KEY or UNIQUE constraint. */
export function isRepeated(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE'
}

interface Complaint {
  readonly code: string
  readonly what: string
  /** As /readyz names it. */
  readonly reason: string
  readonly lasting: boolean
}

// The first that fits. A full disk, a lock or a file system gone read-only may pass while we wait; damage may not.
const COMPLAINTS: readonly Complaint[] = [
  {
    code: 'SQLITE_FULL',
    what: 'the disk is full: the books take nothing more',
    reason: 'database.full',
    lasting: false,
  },
  { code: 'SQLITE_BUSY', what: 'another process is writing in the books', reason: 'database.busy', lasting: false },
  { code: 'SQLITE_LOCKED', what: 'another process is writing in the books', reason: 'database.busy', lasting: false },
  { code: 'SQLITE_READONLY', what: 'the books are read-only', reason: 'database.readonly', lasting: false },
  { code: 'SQLITE_IOERR', what: 'the disk under the books fails', reason: 'database.failing', lasting: false },
  { code: 'SQLITE_NOMEM', what: 'no memory is left for the books', reason: 'database.memory', lasting: false },
  { code: 'SQLITE_CANTOPEN', what: 'the books cannot be opened', reason: 'database.failing', lasting: false },
  {
    code: 'SQLITE_CORRUPT',
    what: 'the books are damaged: restore them from the backup',
    reason: 'database.damaged',
    lasting: true,
  },
  {
    code: 'SQLITE_NOTADB',
    what: 'the books are damaged: restore them from the backup',
    reason: 'database.damaged',
    lasting: true,
  },
]

function codeOf(error: unknown): string {
  return error instanceof Database.SqliteError ? error.code : ''
}

function troubleOf(error: unknown): unknown {
  const code = codeOf(error)
  const complaint = COMPLAINTS.find((one) => code.startsWith(one.code))
  if (complaint === undefined) return error
  return new Trouble(complaint.what, {
    lasting: complaint.lasting,
    cause: error,
    code: complaint.reason,
    facts: { code },
  })
}

function translated<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw troubleOf(error)
  }
}

/** At the start nothing passes by itself: whatever is wrong is said at once, and only a busy file is worth a second try. */
function opened<T>(work: () => T): T {
  try {
    return translated(work)
  } catch (error) {
    const code = error instanceof Trouble ? codeOf(error.cause) : ''
    if (error instanceof Trouble && !code.startsWith('SQLITE_BUSY')) {
      throw new Trouble(error.message, {
        lasting: true,
        cause: error.cause,
        ...(error.code === null ? {} : { code: error.code }),
        facts: error.facts,
      })
    }
    throw error instanceof Trouble ? error : new Trouble('the books cannot be opened', { lasting: true, cause: error })
  }
}
