// A letter as it goes over the wire: its bytes, the same every time, whole or as a stream, and the gate before them.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A letter as it goes over the wire. */
export interface Composed {
  readonly sha256: string
  readonly bytes: number
  /** The whole letter where it has no attachments. */
  readonly content: Buffer | null
  /** The bytes, the same every time; not after `release`. */
  stream(): Readable
  release(): void
}

/** A letter that has no files. */
export function whole(content: Buffer): Composed {
  const sha256 = createHash('sha256').update(content).digest('hex')
  const stream = (): Readable => Readable.from([content], { objectMode: false })
  return { sha256, bytes: content.length, content, stream, release: () => undefined }
}

/** What a stream of bytes comes to. */
export async function measured(stream: Readable): Promise<Pick<Composed, 'sha256' | 'bytes'>> {
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(stream, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      bytes += chunk.length
      hash.update(chunk)
    }
  })
  return { sha256: hash.digest('hex'), bytes }
}

/** The letter's bytes, which start to flow only after `open` has resolved: nodemailer reads them first at the 354. */
export function gated(composed: Composed, open: () => Promise<void>): Readable {
  if (composed.content !== null) return gatedWhole(composed.content, open)
  async function* bytes(): AsyncGenerator<Buffer> {
    await open()
    for await (const chunk of composed.stream()) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
  }
  return Readable.from(bytes(), { objectMode: false, highWaterMark: 65_536 })
}

function gatedWhole(content: Buffer, open: () => Promise<void>): Readable {
  return new Readable({
    read() {
      const flow = (): void => {
        this.push(content)
        this.push(null)
      }
      open().then(flow, (error: Error) => this.destroy(error))
    },
  })
}
