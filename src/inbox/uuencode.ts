// Uuencoded files in the body of a plain mail, as Outlook 97, Lotus and old scripts send them. yEnc is left alone.

export interface UuFile {
  readonly name: string
  /** Where the block stands in the text, with its begin and end lines. */
  readonly from: number
  readonly to: number
}

const BLOCK =
  /^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,300})\r?\n((?:[ -`]{1,90}\r?\n)+)(?:`\r?\n| ?\r?\n)?end[ \t]*\r?$/gm

/** Finds the uuencoded files of a text (given byte for character, latin1). */
export function findUuencoded(text: string): readonly UuFile[] {
  if (!text.includes('begin')) return []
  return [...text.matchAll(BLOCK)].map((match) => ({
    name: (match[1] ?? '').trim(),
    from: match.index,
    to: match.index + match[0].length,
  }))
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
