// What lies in a part: its length and hash, and its text where it is text. Bytes run through and are dropped.
import { createHash } from 'node:crypto'
import { decodeText } from '../text/charset.ts'
import type { Said } from './encoded-words.ts'
import type { Leaf } from './leaves.ts'

const MAX_TEXT_BYTES = 2 << 20
/** All texts of a mail together. */
const MAX_ALL_TEXTS = 8 << 20

export interface Content {
  readonly bytes: number
  readonly sha256: string
  readonly text: string | null
}

/** Reads parts one after another; stops keeping text when a mail holds too much of it. */
export function contentReader(hint: string | null, said: Said): (leaf: Leaf) => Content {
  let room = MAX_ALL_TEXTS
  return (leaf) => {
    const wanted = isText(leaf) ? Math.min(MAX_TEXT_BYTES, room) : 0
    const hash = createHash('sha256')
    const kept: Buffer[] = []
    let bytes = 0
    for (const piece of leaf.pieces()) {
      hash.update(piece)
      if (bytes < wanted) kept.push(Buffer.from(piece.subarray(0, wanted - bytes)))
      bytes += piece.length
    }
    if (wanted > 0 && bytes > wanted) said({ is: 'text too long' })
    const sha256 = hash.digest('hex')
    if (!isText(leaf)) return { bytes, sha256, text: null }
    const whole = Buffer.concat(kept)
    const raw = withoutHoles(bytes > wanted ? whole.subarray(0, whole.lastIndexOf(10) + 1 || wanted) : whole, leaf)
    room -= raw.length
    return { bytes, sha256, text: textOf(raw, leaf, hint, said) }
  }
}

/** Calendars are read under whatever name programs give their type. */
function isText({ type, name }: Leaf): boolean {
  if (type === 'application/octet-stream') return /\.ics$/i.test(name)
  return type.startsWith('text/') || /^message\/(?!rfc822|global$|news)|^application\/(ics|pgp|x-pgp)$/.test(type)
}

function withoutHoles(bytes: Buffer, leaf: Leaf): Buffer {
  if (leaf.holes.length === 0) return bytes
  const pieces: Buffer[] = []
  let at = 0
  for (const [from, to] of leaf.holes) {
    pieces.push(bytes.subarray(at, from))
    at = to
  }
  return Buffer.concat([...pieces, bytes.subarray(at)])
}

function textOf(bytes: Buffer, leaf: Leaf, hint: string | null, said: Said): string {
  const label = leaf.parameters.charset ?? (leaf.type === 'text/html' ? metaCharset(bytes) : null) ?? hint
  const { text, guess } = decodeText(bytes, label)
  if (guess !== null) said({ is: 'charset guessed', of: 'text', guess })
  return evenLines(text)
}

/** Text with line feeds as its only line ends and without control characters. */
export function evenLines(text: string): string {
  return text
    .replace(/\r+\n?/g, lineEnds)
    .replace(/[\0-\x08\x0b\x0e-\x1f]/g, '')
    .replace(/\x0c/g, '\n')
}

/** Carriage returns before a line feed are one line end with it; by themselves each is one. */
function lineEnds(run: string): string {
  return run.endsWith('\n') ? '\n' : '\n'.repeat(run.length)
}

function metaCharset(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 2048).toString('latin1')
  return /<meta[^>]{1,200}charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(head)?.[1] ?? null
}
