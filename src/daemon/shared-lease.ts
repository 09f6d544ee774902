// A lease in a folder that two machines share: a file a term of office, numbered. A new term is made by exclusive creation, so
// that of two who would take it one gets it; the holder rewrites his own file alone and can clobber nobody else's.
import { open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { LeasePlace, SeenLease } from '../inbox/inbox.ts'
import { makeFolder } from '../store/store.ts'
import { Trouble } from '../trouble.ts'

const TERM = /^lease-(\d{9})\.json$/

interface Term {
  readonly number: number
  readonly holder: string
  readonly beats: number
  readonly free: boolean
}

/** A lease in a shared folder, made when it is not there. Everything rejects with passing Trouble when the folder cannot be used. */
export async function openSharedLease(folder: string): Promise<LeasePlace> {
  await onShare(async () => makeFolder(folder))
  const look = (): Promise<SeenLease | null> => onShare(async () => seenOf(await lastTerm(folder)))
  return {
    look,
    hold: (holder, seen) =>
      onShare(async () => {
        const last = await lastTerm(folder)
        if (last !== null && last.holder === holder)
          await write(folder, { ...last, beats: last.beats + 1, free: false })
        else if (seen?.beat === seenOf(last)?.beat)
          await begin(folder, { number: (last?.number ?? 0) + 1, holder, beats: 1, free: false })
        const now = seenOf(await lastTerm(folder))
        if (now === null) throw new Trouble('the shared folder keeps no lease', { lasting: false })
        return now
      }),
    free: (holder) =>
      onShare(async () => {
        const last = await lastTerm(folder)
        if (last?.holder === holder) await write(folder, { ...last, beats: last.beats + 1, free: true })
      }),
    close: () => undefined,
  }
}

function seenOf(term: Term | null): SeenLease | null {
  return term === null ? null : { holder: term.holder, beat: `${term.number}.${term.beats}`, free: term.free }
}

async function lastTerm(folder: string): Promise<Term | null> {
  const name = (await readdir(folder))
    .filter((one) => TERM.test(one))
    .sort()
    .at(-1)
  if (name === undefined) return null
  const text = await readFile(join(folder, name), 'utf8')
  const number = Number(TERM.exec(name)?.[1])
  // A term that was begun a moment ago may not be written yet: its holder is nobody we know.
  if (text === '') return { number, holder: 'beginning', beats: 0, free: false }
  return { ...(JSON.parse(text) as Omit<Term, 'number'>), number }
}

/** Exclusive creation: whoever comes second gets nothing, and is told by what he reads afterwards. */
async function begin(folder: string, term: Term): Promise<void> {
  try {
    const handle = await open(fileOf(folder, term), 'wx', 0o600)
    try {
      await handle.writeFile(JSON.stringify(term))
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/** The whole file anew, so that nobody reads half of it. */
async function write(folder: string, term: Term): Promise<void> {
  const half = `${fileOf(folder, term)}.${term.holder}`
  const handle = await open(half, 'w', 0o600)
  try {
    await handle.writeFile(JSON.stringify(term))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(half, fileOf(folder, term))
}

function fileOf(folder: string, { number }: Pick<Term, 'number'>): string {
  return join(folder, `lease-${String(number).padStart(9, '0')}.json`)
}

async function onShare<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Trouble) throw error
    throw new Trouble('the shared folder cannot be used', { lasting: false, cause: error })
  }
}
