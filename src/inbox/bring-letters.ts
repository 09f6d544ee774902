// Raw mails carried from one folder of kept mail to another, for copies of the desk: each is read whole, and what does not
// bear out its name is not carried on. Touches nothing in the folders but the mails.
import { stat } from 'node:fs/promises'
import { carry, rawFile } from './spool.ts'

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
export async function bringLetters(
  from: string,
  to: string,
  wanted: readonly Wanted[],
  step: (done: number, of: number) => void = () => undefined,
): Promise<Brought> {
  const fates: ('there' | 'brought' | Wanted)[] = []
  for (let n = 0; n < wanted.length; n += AT_ONCE) {
    const some = wanted.slice(n, n + AT_ONCE)
    fates.push(...(await Promise.all(some.map((one) => bring(one, from, to)))))
    step(fates.length, wanted.length)
  }
  return {
    count: fates.filter((fate) => fate === 'brought').length,
    missing: fates.flatMap((fate) => (typeof fate === 'string' ? [] : [fate.sha256])),
  }
}

async function bring(wanted: Wanted, from: string, to: string): Promise<'there' | 'brought' | Wanted> {
  const { sha256, bytes } = wanted
  if ((await sizeOf(rawFile(to, sha256))) === bytes) return 'there'
  const file = rawFile(from, sha256)
  const size = await sizeOf(file)
  if (size === null) return wanted
  return (await carry({ sha256, bytes: size, file }, to)) ? 'brought' : wanted
}

async function sizeOf(file: string): Promise<number | null> {
  const found = await stat(file).catch(() => null)
  return found?.size ?? null
}
