// A copy of the books that is made while they are in use, and the way back. A copy is one file that says when it was made;
// it takes its name only when it has been looked through and lies on the disk. Nothing is deleted: books that a copy
// replaces are kept beside it.
import { chmodSync, copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import type { Language } from '../letter.ts'
import { Trouble, whyUnmade, whyUnwritten } from '../trouble.ts'
import { erasedAgain, mergeLists } from './erase.ts'
import { at, before, DAY, instantOrNull } from './file/columns.ts'
import { madeFolder, synced } from './file/lasting.ts'
import { migrate, refuseNewer } from './file/migrate.ts'
import { type Connection, holdLock, openToRead, openToWrite, orClosed } from './file/sqlite.ts'
import { holdBackAll } from './outbox-verbs.ts'
import { markOf } from './presence.ts'
import { copiedAt, noteCopied, openGap } from './tables/settings.ts'

/** A raw mail that the books name: without it they are not whole. */
export interface NamedLetter {
  readonly sha256: string
  readonly bytes: number
}

/** What a copy of the books holds. */
export interface Copy {
  readonly at: Date
  readonly tickets: number
  readonly bytes: number
  readonly letters: readonly NamedLetter[]
}

/** What else it takes to copy books. */
export interface Copying {
  /** Brings the raw mails that the copy names; it takes its name after them, so that a copy is whole whenever it stands there. */
  readonly bringLetters?: (letters: readonly NamedLetter[]) => Promise<void>
  /** Told before each part that may take long. */
  readonly part?: (what: string) => void
}

/** Copies books into a folder, as `ticketd.db`; a former copy there is replaced at the end. Throws Trouble. */
export async function copyOf(file: string, folder: string, now: Date, how: Copying = {}): Promise<Copy> {
  if (existsSync(`${folder}/lock.db`)) {
    throw new Trouble(`${folder} is a data directory: name a folder for copies`, { lasting: true })
  }
  folderForCopies(folder, dirname(file))
  return halfway(`${folder}/ticketd.db.half`, (half) => copied(file, folder, half, now, how))
}

/** The desk keeps its own things in letters/ and tmp/: a copy in there would be taken for one of them. */
function folderForCopies(folder: string, directory: string): void {
  const [below = ''] = relative(directory, folder).split(sep)
  if (below === 'letters' || below === 'tmp')
    throw new Trouble(`${folder} belongs to the data directory: name a folder for copies`, { lasting: true })
  try {
    madeFolder(folder)
  } catch (error) {
    throw new Trouble(`${folder} is no folder for copies: ${whyUnmade(error)}`, { lasting: true, cause: error })
  }
}

async function copied(file: string, folder: string, half: string, now: Date, how: Copying): Promise<Copy> {
  const books = openToRead(file)
  try {
    refuseNewer(books)
    how.part?.('copying the books')
    await books.backup(half)
  } finally {
    books.close()
  }
  how.part?.('reading the copy through')
  const copy = openToWrite(half)
  orClosed(copy, () => {
    demandWhole(copy, 'the books are damaged: restore them from an older backup')
    copy.transaction(() => noteCopied(copy, now))
    copy.closeAsOneFile()
  })
  synced(half)
  const made = looked(half, () => undefined)
  await how.bringLetters?.(made.letters)
  mergeLists(dirname(file), folder)
  renameSync(half, `${folder}/ticketd.db`)
  synced(folder)
  return made
}

/** Looks through a copy. Throws lasting Trouble when there is none, it is damaged, or a newer ticketd made it. */
export function readCopy(folder: string): Copy {
  const file = `${folder}/ticketd.db`
  if (!existsSync(file)) throw new Trouble(`there is no ticketd.db in ${folder}`, { lasting: true })
  return looked(file, (copy) => {
    refuseNewer(copy)
    demandWhole(copy, `the copy in ${folder} is damaged: take an older one`)
  })
}

/** What a copy holds that passes a look. */
function looked(file: string, demand: (copy: Connection) => void): Copy {
  const copy = openToRead(file)
  try {
    demand(copy)
    const tickets = copy.get<{ n: number }>(`SELECT count(*) AS n FROM tickets`)?.n ?? 0
    const letters = copy.all<NamedLetter>(`SELECT sha256, bytes FROM letters ORDER BY id`)
    return { at: madeAt(copy, file), tickets, bytes: copy.bytes(), letters }
  } finally {
    copy.close()
  }
}

/** A file that somebody copied by other means tells by its last letter, or by its own date. */
function madeAt(copy: Connection, file: string): Date {
  const last = copy.get<{ at: string | null }>(`SELECT max(filed_at) AS at FROM letters`)?.at ?? null
  return copiedAt(copy) ?? instantOrNull(last) ?? statSync(file).mtime
}

function demandWhole(books: Connection, otherwise: string): void {
  const found = String(books.pragma('integrity_check(1)'))
  if (found !== 'ok') throw new Trouble(otherwise, { lasting: true, cause: found })
}

/** What it takes to put a copy in the place of the books. */
export interface Restoring {
  readonly now: Date
  /** The history's language. */
  readonly language: Language
  /** The former desk died a moment ago: what waited goes on waiting, and what was filed since the copy is said again, as doubt allows. */
  readonly takeover?: boolean
  /** What tickets' numbers begin with, for whom was erased since the copy was made. */
  readonly prefixes: readonly string[]
  /** Brings the raw mails that the copy names; the books are replaced after it. */
  readonly bringLetters: (letters: readonly NamedLetter[]) => Promise<void>
  /** Takes the raw mail of who was erased after the copy was made off the disk; whether it was there. */
  readonly forget: (sha256: string) => boolean
  /** Told before each part that may take long. */
  readonly part?: (what: string) => void
}

/** What became of a copy that was put in the place of the books. */
export interface Restored {
  readonly copy: Copy
  /** People's answers that waited when the copy was made and are held now, and other letters that are in doubt now. */
  readonly heldBack: { readonly answers: number; readonly others: number }
  /** Where the books that were there are kept; null when there were none. */
  readonly replaced: string | null
  /** Raw mails of people who were erased after the copy was made; those that were there are gone from the disk. */
  readonly raw: readonly string[]
  readonly forgotten: number
}

/** Puts a copy in the place of a data directory's books. Throws lasting Trouble, and then nothing is changed, when a daemon runs there or the copy cannot be used. */
export async function restoreBooks(folder: string, directory: string, how: Restoring): Promise<Restored> {
  how.part?.('reading the copy through')
  const copy = readCopy(folder)
  madeFolder(directory)
  const lock = holdLock(`${directory}/lock.db`)
  try {
    await how.bringLetters(copy.letters)
    how.part?.('making books of the copy')
    return await halfway(`${directory}/ticketd.db.half`, async (half) => replacedBy(half, copy, folder, directory, how))
  } finally {
    lock.release()
  }
}

function replacedBy(half: string, copy: Copy, folder: string, directory: string, how: Restoring): Restored {
  copyFileSync(`${folder}/ticketd.db`, half)
  chmodSync(half, 0o600)
  mergeLists(folder, directory)
  const { heldBack, raw } = madeBooks(half, directory, copy, how)
  synced(half)
  // From here on the directory holds books without their write-ahead file, or two that do not belong together.
  markHalfRestored(directory)
  const replaced = keptBeside(`${directory}/ticketd.db`, how.now)
  synced(directory)
  renameSync(half, `${directory}/ticketd.db`)
  synced(directory)
  const forgotten = raw.filter((sha256) => how.forget(sha256)).length
  rmSync(markOf(directory))
  synced(directory)
  return { copy, heldBack, replaced, raw, forgotten }
}

/** Works on a half-made file, which goes again when the work fails: on a full disk it would hold the room that is wanted. */
async function halfway<T>(half: string, work: (half: string) => Promise<T>): Promise<T> {
  forgetFile(half)
  try {
    return await work(half)
  } catch (error) {
    forgetFile(half)
    // SQLite says it of whichever of the two it was writing, and that was the half-made one.
    if (error instanceof Trouble && error.code === 'database.full')
      throw new Trouble(`${dirname(half)} takes nothing: the disk is full`, { lasting: false, cause: error })
    if (error instanceof Trouble || !(error instanceof Error && 'errno' in error)) throw error
    throw new Trouble(`${dirname(half)} takes nothing: ${whyUnwritten(error)}`, { lasting: false, cause: error })
  }
}

function markHalfRestored(directory: string): void {
  writeFileSync(markOf(directory), 'a restore has begun here\n', { mode: 0o600 })
  synced(markOf(directory))
  synced(directory)
}

/** A copy becomes books: of this program's shape, with nothing to be sent by itself and a gap that the mailbox fills. */
function madeBooks(
  file: string,
  directory: string,
  copy: Copy,
  { now, language, prefixes, takeover = false }: Restoring,
): Pick<Restored, 'heldBack' | 'raw'> {
  const books = openToWrite(file)
  return orClosed(books, () => {
    migrate(books)
    const heldBack = books.transaction(() => {
      openGap(books, gapOf(books, copy), takeover)
      return takeover ? { answers: 0, others: 0 } : holdBackAll(books, now, language)
    })
    const raw = erasedAgain(books, directory, copy.at, { prefixes, now })
    books.closeAsOneFile()
    return { heldBack, raw }
  })
}

/** Mail is filed in order of arrival, so what came a day before the last filed letter, or the copy, is surely in it. */
function gapOf(books: Connection, copy: Copy): Date {
  const last = instantOrNull(books.get<{ at: string | null }>(`SELECT max(arrived_at) AS at FROM letters`)?.at ?? null)
  return before(last !== null && last < copy.at ? last : copy.at, DAY)
}

/** Sets books aside under another name, with what belongs to them. */
function keptBeside(file: string, now: Date): string | null {
  if (!existsSync(file)) return null
  const beside = `${file}.replaced-${at(now).replace(/[-:]|\.\d+Z$/g, '')}`
  // A second name, so that a death in between leaves books where they are looked for.
  linkSync(file, beside)
  for (const tail of ['-wal', '-shm']) if (existsSync(file + tail)) renameSync(file + tail, beside + tail)
  return beside
}

function forgetFile(file: string): void {
  for (const tail of ['', '-wal', '-shm', '-journal']) rmSync(file + tail, { force: true })
}
