// Erasing a person: from the books, their full text, their free pages and write-ahead file, from books that were set aside,
// and a list of marks beside the books, so that a copy restored later does not bring him back. Needs the lock: no daemon.
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { Trouble } from '../trouble.ts'
import { type Traces, tracesOf } from './erasing/find.ts'
import { wipe } from './erasing/wipe.ts'
import { at } from './file/columns.ts'
import { synced } from './file/lasting.ts'
import { demandShape, migrate } from './file/migrate.ts'
import { type Connection, holdLock, openToRead, openToWrite } from './file/sqlite.ts'
import { demandBooks } from './presence.ts'
import { addMarks, personMark, rawErased, secretOf } from './tables/erased.ts'
import { mergeIndex } from './tables/search.ts'

export type { Traces } from './erasing/find.ts'

/** What it takes to erase a person. */
export interface Erasing {
  readonly address: string
  /** What tickets' numbers begin with, former prefixes too. */
  readonly prefixes: readonly string[]
  readonly now: Date
  /** Takes a raw mail off the disk. */
  readonly forget: (sha256: string) => void
  /** Told before each part that may take long. */
  readonly part: (what: string) => void
}

/** What was erased. */
export interface Erased {
  readonly traces: Traces
  /** Raw mails that went from the disk, by their sha256, those of former erasings among them. */
  readonly raw: readonly string[]
  /** Books that were set aside and could not be cleaned, with the reason. */
  readonly left: readonly { readonly file: string; readonly why: string }[]
}

const LIST = 'erased.jsonl'

/** Looks a person up and changes nothing; a daemon may be at work. */
export function lookUpPerson(directory: string, { address, prefixes }: Pick<Erasing, 'address' | 'prefixes'>): Traces {
  demandBooks(directory)
  const books = openToRead(`${directory}/ticketd.db`)
  try {
    demandShape(books)
    return tracesOf(books, address, prefixes)
  } finally {
    books.close()
  }
}

/** Erases a person. A death in between leaves him erased in part and a mark that says so; running it again brings it to its end. Throws lasting Trouble when a daemon runs. */
export function erasePerson(directory: string, erasing: Erasing): Erased {
  const lock = holdLock(`${directory}/lock.db`)
  try {
    erasing.part('looking through the books')
    markHalfErased(directory)
    const file = `${directory}/ticketd.db`
    const done = inBooks(file, (books) => {
      demandShape(books)
      return erasedIn(books, directory, erasing)
    })
    const left = asideIn(directory).flatMap((name) => {
      erasing.part(name)
      const why = cleanedAside(`${directory}/${name}`, erasing)
      return why === null ? [] : [{ file: `${directory}/${name}`, why }]
    })
    for (const half of ['ticketd.db.half', 'ticketd.db.half-wal', 'ticketd.db.half-shm'])
      rmSync(`${directory}/${half}`, { force: true })
    rmSync(`${directory}/tmp`, { recursive: true, force: true })
    for (const sha256 of done.raw) erasing.forget(sha256)
    rmSync(markOf(directory))
    synced(directory)
    return { ...done, left }
  } finally {
    lock.release()
  }
}

function markOf(directory: string): string {
  return `${directory}/ticketd.db.erasing`
}

function markHalfErased(directory: string): void {
  writeFileSync(markOf(directory), 'somebody is being erased here\n', { mode: 0o600 })
  synced(markOf(directory))
  synced(directory)
}

/** What to do when an erasing in the directory did not come to its end; null when none is half done. */
export function halfErased(directory: string): string | null {
  if (!existsSync(markOf(directory))) return null
  return 'an erasing did not come to its end: stop the desk and run "ticketd erase --customer ADDRESS" for that address again'
}

function inBooks<T>(file: string, work: (books: Connection) => T): T {
  const books = openToWrite(file)
  try {
    books.pragma('secure_delete = 1')
    return work(books)
  } finally {
    books.close()
  }
}

/** In this order: the list, the books, their pages. Whatever is cut short, the next run brings to its end. */
function erasedIn(
  books: Connection,
  directory: string,
  { address, prefixes, now, part }: Erasing,
): Omit<Erased, 'left'> {
  const traces = tracesOf(books, address, prefixes)
  const secret = secretOf(books)
  part('erasing')
  books.transaction(() => {
    const { marks } = wipe(books, traces, secret, now)
    if (marks.length > 0) noteErased(directory, { at: at(now), person: personMark(secret, address), marks })
  })
  part('the full text')
  mergeIndex(books)
  part('writing the books anew')
  books.rewrite()
  return { traces, raw: rawToGo(books) }
}

const SLICE = 1000

/** Raw mails that must not lie on the disk, of this erasing and of former ones. */
function rawToGo(books: Connection): readonly string[] {
  const found: string[] = []
  for (let after = 0; ; ) {
    const rows = books.all<{ id: number; sha256: string }>(
      `SELECT id, sha256 FROM letters WHERE id > :after ORDER BY id LIMIT ${SLICE}`,
      { after },
    )
    found.push(
      ...rawErased(
        books,
        rows.map((row) => row.sha256),
      ),
    )
    const last = rows.at(-1)
    if (last === undefined) return found
    after = last.id
  }
}

interface Note {
  readonly at: string
  readonly person: string
  readonly marks: readonly string[]
}

/** The list beside the books: marks only, no address in the clear. It outlives books that a copy replaces. */
function noteErased(directory: string, note: Note): void {
  const file = `${directory}/${LIST}`
  appendFileSync(file, `${JSON.stringify(note)}\n`, { mode: 0o600 })
  const handle = openSync(file, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function notesIn(directory: string): readonly Note[] {
  const file = `${directory}/${LIST}`
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Note]))
}

/** The lists beside two folders' books, as one: a copy may know of erasings that the books do not, and the other way round. */
export function mergeLists(from: string, to: string): void {
  const known = new Set(notesIn(to).map((note) => JSON.stringify(note)))
  for (const note of notesIn(from)) if (!known.has(JSON.stringify(note))) noteErased(to, note)
}

/** Erases from books that come from a copy whoever was erased after the copy was made. Gives the raw mails that must go. */
export function erasedAgain(
  books: Connection,
  directory: string,
  copiedAt: Date,
  { prefixes, now }: Pick<Erasing, 'prefixes' | 'now'>,
): readonly string[] {
  const notes = notesIn(directory)
  if (notes.length === 0) return []
  const secret = secretOf(books)
  const since = new Set(notes.filter((note) => new Date(note.at) > copiedAt).map((note) => note.person))
  books.pragma('secure_delete = 1')
  books.transaction(() => {
    addMarks(
      books,
      notes.flatMap((note) => note.marks),
      now,
    )
    for (const address of addressesIn(books))
      if (since.has(personMark(secret, address))) wipe(books, tracesOf(books, address, prefixes), secret, now)
  })
  mergeIndex(books)
  books.rewrite()
  return rawToGo(books)
}

function addressesIn(books: Connection): readonly string[] {
  return books
    .all<{ address: string }>(
      `SELECT DISTINCT customer_key AS address FROM tickets WHERE customer_key <> ''
       UNION SELECT DISTINCT sender FROM letters WHERE sender IS NOT NULL`,
    )
    .map((row) => row.address)
}

/** Books that `restore` or a migration set aside. */
function asideIn(directory: string): readonly string[] {
  return readdirSync(directory).filter(
    (name) => /^ticketd\.db\.(?:replaced|before)-[^/]*$/.test(name) && !/-(?:wal|shm)$/.test(name),
  )
}

function cleanedAside(file: string, { address, prefixes, now }: Erasing): string | null {
  try {
    return inBooks(file, (books) => {
      migrate(books)
      const traces = tracesOf(books, address, prefixes)
      books.transaction(() => wipe(books, traces, secretOf(books), now))
      mergeIndex(books)
      books.rewrite()
      return null
    })
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    return error.message
  }
}
