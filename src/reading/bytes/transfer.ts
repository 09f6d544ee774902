// Content-Transfer-Encoding undone (RFC 2045 section 6), in pieces, so that an attachment never lies in memory whole.
// Broken encodings are read as far as they go; nothing here throws.

import type { Source } from './source.ts'
import { uudecode } from './uuencode.ts'

const PIECE = 48 * 1024

export type TransferEncoding = 'identity' | 'base64' | 'quoted-printable' | 'uuencode'

/** What a Content-Transfer-Encoding field means; null when it names nothing known (the bytes then stand as they are). */
export function transferEncodingOf(value: string | null): TransferEncoding | null {
  const word =
    (value ?? '')
      .toLowerCase()
      .replace(/\([^)]*\)/g, '')
      .match(/[a-z0-9][a-z0-9 -]*/)?.[0]
      .trim() ?? ''
  if (/^base-?64/.test(word)) return 'base64'
  if (/^(quoted[ -]?printable|qp\b)/.test(word)) return 'quoted-printable'
  if (/^(x-)?uu(encode|e)/.test(word)) return 'uuencode'
  return /^(|7-?bit|8-?bit|binary|none|unknown)$/.test(word.replace(/ .*/, '')) ? 'identity' : null
}

/** The decoded bytes of from..to, piece by piece; a piece is valid only until the next is asked for. */
export function* decoded(
  source: Source,
  from: number,
  to: number,
  encoding: TransferEncoding,
): Generator<Buffer, void, undefined> {
  const end = Math.min(to, source.size)
  if (encoding === 'uuencode') yield uudecode(source.bytes(from, Math.min(end, from + (64 << 20))))
  else if (encoding === 'base64') yield* base64Pieces(source, from, end)
  else if (encoding === 'quoted-printable') yield* quotedPrintablePieces(source, from, end)
  else for (let at = from; at < end; at += PIECE) yield source.bytes(at, Math.min(at + PIECE, end))
}

/** All pieces as one buffer of the caller's own. */
export function collected(pieces: Iterable<Buffer>): Buffer {
  const kept: Buffer[] = []
  for (const piece of pieces) kept.push(Buffer.from(piece))
  return Buffer.concat(kept)
}

function* base64Pieces(source: Source, from: number, end: number): Generator<Buffer, void, undefined> {
  const scratch = Buffer.allocUnsafeSlow(PIECE)
  let rest = ''
  for (let at = from; at < end; at += PIECE) {
    const raw = source.bytes(at, Math.min(at + PIECE, end)).toString('latin1')
    const footer = footerAt(raw)
    const text = rest + raw.slice(0, footer).replace(/[^A-Za-z0-9+/=]+/g, '')
    const last = at + PIECE >= end || footer < raw.length
    const { bytes, left } = decodeBase64(text, last, scratch)
    rest = left
    if (bytes.length > 0) yield bytes
    if (footer < raw.length) return
  }
}

/** Where plain words begin behind the encoded data, as list servers and scanners append them; the length when nowhere. */
function footerAt(raw: string): number {
  const padding = /=[ \t]*\r?\n\s*(?=[^\r\n]*[^A-Za-z0-9+/=\s])/.exec(raw)
  const blank = /[A-Za-z0-9+/=]\r?\n\r?\n(?=[^\r\n]*[^A-Za-z0-9+/=\s])/.exec(raw)
  return Math.min(raw.length, ...[padding, blank].flatMap((one) => (one === null ? [] : [one.index + one[0].length])))
}

/** Padding ends a group, not the data: several encodings set one behind another are read as one (seen from gateways). */
function decodeBase64(text: string, last: boolean, scratch: Buffer): { bytes: Buffer; left: string } {
  if (!text.includes('=')) {
    const whole = last ? text.length : text.length - (text.length % 4)
    return { bytes: scratch.subarray(0, scratch.write(text.slice(0, whole), 'base64')), left: text.slice(whole) }
  }
  const groups = text.split(/=+/)
  const tail = groups.pop() ?? ''
  const done = groups.map((group) => Buffer.from(group, 'base64'))
  const { bytes, left } = decodeBase64(tail, last, scratch)
  return { bytes: Buffer.concat([...done, bytes]), left }
}

function* quotedPrintablePieces(source: Source, from: number, end: number): Generator<Buffer, void, undefined> {
  let at = from
  while (at < end) {
    let stop = Math.min(at + PIECE, end)
    if (stop < end) stop = at + lastLineEnd(source.bytes(at, stop))
    yield decodeQuotedPrintable(source.bytes(at, stop))
    at = stop
  }
}

function lastLineEnd(bytes: Buffer): number {
  const newline = bytes.lastIndexOf(10)
  return newline < 0 ? bytes.length : newline + 1
}

/** Undoes quoted-printable; a `=` that encodes nothing stands for itself. */
export function decodeQuotedPrintable(bytes: Buffer): Buffer {
  if (!bytes.includes(61)) return Buffer.from(bytes)
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    if (byte !== 61) {
      out[length++] = byte
      continue
    }
    const high = hexOf(bytes[i + 1])
    const low = hexOf(bytes[i + 2])
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low
      i += 2
      continue
    }
    const skip = softBreak(bytes, i + 1)
    if (skip > 0) i += skip
    else if (i + 1 < bytes.length) out[length++] = byte
  }
  return out.subarray(0, length)
}

function softBreak(bytes: Buffer, from: number): number {
  let i = from
  while (bytes[i] === 32 || bytes[i] === 9) i++
  if (bytes[i] === 13) i++
  return bytes[i] === 10 ? i + 1 - from : bytes[i - 1] === 13 && i > from ? i - from : 0
}

function hexOf(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 48 && byte <= 57) return byte - 48
  if (byte >= 65 && byte <= 70) return byte - 55
  return byte >= 97 && byte <= 102 ? byte - 87 : -1
}
