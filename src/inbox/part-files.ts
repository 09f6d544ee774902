// Files of kept letters on their way out again: the reader's worker takes them out of the raw mail onto disk, so that
// no memory holds them, and there they lie for as long as somebody sends them.
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { PartOfLetter } from '../letter.ts'
import type { PartTaker } from './needs.ts'
import { rawFile, TMP } from './spool.ts'

/** A part while it is being sent. `stream` may be asked for again; after `release` it is gone. */
export interface PartInHand {
  stream(): Readable
  release(): void
}

export interface PartFiles {
  /** Rejects with Trouble: passing when disk or worker fail, lasting when the mail cannot be taken apart again. */
  take(part: PartOfLetter): Promise<PartInHand>
}

interface Unpacked {
  readonly file: string
  readonly ready: Promise<void>
  users: number
}

/** Opens the parts of the letters kept in a data directory. Who sends the same part at the same time shares its file. */
export function openPartFiles(directory: string, reader: PartTaker): PartFiles {
  const unpacked = new Map<string, Unpacked>()
  let count = 0
  const unpack = (part: PartOfLetter): Unpacked => {
    count += 1
    const file = join(directory, TMP, `part-${count}`)
    return { file, ready: reader.unpack(rawFile(directory, part.letterSha256), part.part, file), users: 0 }
  }
  const leave = (key: string, one: Unpacked): void => {
    one.users -= 1
    if (one.users > 0) return
    if (unpacked.get(key) === one) unpacked.delete(key)
    // What cannot be removed now goes when the spool is opened next.
    rm(one.file, { force: true }).catch(() => undefined)
  }
  return {
    async take(part) {
      const raw = rawFile(directory, part.letterSha256)
      // Part 0 is the raw mail itself: what could not be read whole goes along as it came.
      if (part.part === 0) return { stream: () => createReadStream(raw), release: () => undefined }
      const key = `${part.letterSha256} ${part.part}`
      const one = unpacked.get(key) ?? unpack(part)
      unpacked.set(key, one)
      one.users += 1
      try {
        await one.ready
      } catch (error) {
        if (unpacked.get(key) === one) unpacked.delete(key)
        leave(key, one)
        throw error
      }
      return { stream: () => createReadStream(one.file), release: onlyOnce(() => leave(key, one)) }
    },
  }
}

function onlyOnce(work: () => void): () => void {
  let done = false
  return () => {
    if (!done) work()
    done = true
  }
}
