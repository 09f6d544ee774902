// Uuencoded files in the body of a plain mail, as Outlook 97, Lotus and old scripts send them. yEnc is left alone.

export interface UuFile {
  readonly name: string
  /** Where the block stands in the text, with its begin and end lines. */
  readonly from: number
  readonly to: number
}

const BEGIN = /^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,300}?)[ \t]*$/
const MAX_FILES = 200

/** Finds the uuencoded files of a text (given byte for character, latin1); a block without its end line is none. */
export function findUuencoded(text: string): readonly UuFile[] {
  const found: UuFile[] = []
  let open: { name: string; from: number } | null = null
  for (let at = 0; at < text.length && found.length < MAX_FILES; ) {
    const newline = text.indexOf('\n', at)
    const next = newline < 0 ? text.length : newline + 1
    const line = text.slice(at, newline < 0 ? text.length : newline).replace(/\r$/, '')
    const begin = line.startsWith('begin') ? BEGIN.exec(line.slice(0, 400)) : null
    if (begin !== null) open = { name: (begin[1] ?? '').trim(), from: at }
    else if (open !== null && line.trimEnd() === 'end') {
      found.push({ ...open, to: at + line.length })
      open = null
    } else if (open !== null && !isData(line)) open = null
    at = next
  }
  return found
}

/** A data line: its first character says how many bytes it holds, and it is about as long as that needs. */
function isData(line: string): boolean {
  if (line === '' || line === '`' || line === ' ') return true
  const length = (line.charCodeAt(0) - 32) & 63
  const needs = Math.ceil(length / 3) * 4 + 1
  return line.length <= needs + 2 && line.length >= needs - 4 && /^[ -`]+$/.test(line)
}

/** Decodes one uuencoded block; lines that are no data are passed over. */
export function uudecode(block: Buffer): Buffer {
  const pieces: Buffer[] = []
  for (const line of block.toString('latin1').split(/\r?\n/)) {
    if (/^begin(-base64)? [0-7]{3,4} /.test(line)) continue
    if (line === 'end') break
    const length = (line.charCodeAt(0) - 32) & 63
    if (line !== '' && length > 0) pieces.push(decodeLine(line, length))
  }
  return Buffer.concat(pieces)
}

function decodeLine(line: string, length: number): Buffer {
  const out = Buffer.alloc(length)
  for (let i = 1, at = 0; at < length; i += 4) {
    const bits =
      (sixBits(line, i) << 18) | (sixBits(line, i + 1) << 12) | (sixBits(line, i + 2) << 6) | sixBits(line, i + 3)
    out[at++] = bits >> 16
    if (at < length) out[at++] = (bits >> 8) & 255
    if (at < length) out[at++] = bits & 255
  }
  return out
}

function sixBits(line: string, at: number): number {
  return at < line.length ? (line.charCodeAt(at) - 32) & 63 : 0
}
