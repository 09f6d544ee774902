// Whether kept mails are what their names say: read whole and hashed, some at a time.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { rawFile } from './spool.ts'

/** What became of a kept mail. */
export type RawFate = 'whole' | 'missing' | 'damaged'

const AT_ONCE = 4

/** Looks at kept mails; gives each one's fate in the order given. Reads only. */
export async function checkRaw(
  directory: string,
  kept: readonly { readonly sha256: string; readonly bytes: number }[],
): Promise<readonly RawFate[]> {
  const fates: RawFate[] = []
  for (let n = 0; n < kept.length; n += AT_ONCE) {
    const some = kept.slice(n, n + AT_ONCE)
    fates.push(...(await Promise.all(some.map((one) => fateOf(rawFile(directory, one.sha256), one)))))
  }
  return fates
}

async function fateOf(
  file: string,
  { sha256, bytes }: { readonly sha256: string; readonly bytes: number },
): Promise<RawFate> {
  const found = await stat(file).catch(() => null)
  if (found === null) return 'missing'
  if (found.size !== bytes) return 'damaged'
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(file), hash)
  } catch {
    return 'damaged'
  }
  return hash.digest('hex') === sha256 ? 'whole' : 'damaged'
}
