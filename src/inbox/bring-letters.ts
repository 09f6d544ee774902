// Raw mails carried from one folder of kept mail to another, for copies of the desk: each is read whole, and what does not
// bear out its name is not carried on.
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openSpool, rawFile, type Spool, TMP } from './spool.ts'

/** A kept mail as the books name it. */
interface Wanted {
  readonly sha256: string
  readonly bytes: number
}

/** What became of the mails that were wanted. */
export interface Brought {
  /** How many were carried over; the others were there already. */
  readonly count: number
  /** Mails that are in neither folder, or only damaged, by their sha256. */
  readonly missing: readonly string[]
}

const AT_ONCE = 8

/** Brings kept mails from one data directory, or copy of one, into another; what is there in its full length stays. Throws a passing Trouble of the disk. */
export async function bringLetters(from: string, to: string, wanted: readonly Wanted[]): Promise<Brought> {
  const spool = await openSpool(to)
  const fates: ('there' | 'brought' | Wanted)[] = []
  for (let n = 0; n < wanted.length; n += AT_ONCE) {
    const some = wanted.slice(n, n + AT_ONCE)
    fates.push(...(await Promise.all(some.map((one) => bring(one, from, spool)))))
  }
  await rm(join(to, TMP), { recursive: true, force: true })
  return {
    count: fates.filter((fate) => fate === 'brought').length,
    missing: fates.flatMap((fate) => (typeof fate === 'string' ? [] : [fate.sha256])),
  }
}

async function bring(wanted: Wanted, from: string, spool: Spool): Promise<'there' | 'brought' | Wanted> {
  const there = await stat(spool.rawFile(wanted.sha256)).catch(() => null)
  if (there?.size === wanted.bytes) return 'there'
  const source = await stat(rawFile(from, wanted.sha256)).catch(() => null)
  if (source === null) return wanted
  const kept = await spool.keepPieces(createReadStream(rawFile(from, wanted.sha256)), source.size)
  if (kept.sha256 === wanted.sha256) return 'brought'
  await rm(kept.file, { force: true })
  return wanted
}
