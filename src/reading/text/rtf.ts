// Compressed RTF (MS-OXRTFCP) and the text in RTF, for winmail.dat whose body stands nowhere else.
import { decodeText } from './charset.ts'

const DICTIONARY =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx'
const COMPRESSED = 0x75465a4c
const MAX_RTF = 4 << 20

/** Undoes the compression; bytes that are not compressed come back as they stand behind the header. */
export function decompressRtf(bytes: Buffer): Buffer {
  if (bytes.length < 16) return Buffer.alloc(0)
  if (bytes.readUInt32LE(8) !== COMPRESSED) return bytes.subarray(16)
  const out = Buffer.alloc(Math.min(bytes.readUInt32LE(4), MAX_RTF))
  const window = Buffer.alloc(4096, 32)
  let write = window.write(DICTIONARY, 'latin1')
  let length = 0
  const put = (byte: number) => {
    if (length < out.length) out[length++] = byte
    window[write] = byte
    write = (write + 1) & 4095
  }
  for (let at = 16; at < bytes.length && length < out.length; ) {
    const control = bytes[at++] ?? 0
    for (let bit = 0; bit < 8 && at < bytes.length; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(bytes[at++] ?? 0)
        continue
      }
      const reference = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
      at += 2
      const offset = reference >> 4
      if (offset === write) return out.subarray(0, length)
      for (let i = 0; i < (reference & 15) + 2; i++) put(window[(offset + i) & 4095] ?? 0)
    }
  }
  return out.subarray(0, length)
}

const SKIPPED = /\{\\(?:\*|fonttbl|colortbl|stylesheet|info|pict)[^{}]*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}[^{}]*)*\}/g

/** The plain text of RTF, paragraphs as lines. */
export function rtfToText(rtf: Buffer): string {
  const source = rtf.subarray(0, MAX_RTF).toString('latin1')
  const codepage = /\\ansicpg(\d{3,5})/.exec(source)?.[1] ?? '1251'
  const encapsulatesHtml = source.slice(0, 2000).includes('\\fromhtml1')
  const html = encapsulatesHtml ? source.replace(/\{\\\*\\htmltag\d*[^{}]*\}/g, ' ') : source
  const text = html
    .replace(SKIPPED, '')
    .replace(/\\(?:par|line|row)\b ?/g, '\n')
    .replace(/\\(?:tab|cell)\b ?/g, '\t')
    .replace(
      /\\u(-?\d{1,5}) ?(?:\\'[0-9a-f]{2}|\?)?/g,
      (_: string, code: string) => `\ue001${Number(code) & 0xffff}\ue002`,
    )
    .replace(/(?:\\'[0-9a-f]{2})+/gi, (run: string) => {
      const bytes = Buffer.from(run.replace(/\\'/g, ''), 'hex')
      return decodeText(bytes, `cp${codepage}`).text
    })
    .replace(/\\([\\{}])/g, (_: string, char: string) => `\ue001${char.charCodeAt(0)}\ue002`)
    .replace(/\\[a-z]+-?\d* ?/gi, '')
    .replace(/\\[^a-z]|[{}]|\r?\n(?=\\)/gi, '')
    .replace(/\ue001(\d+)\ue002/g, (_: string, code: string) => String.fromCharCode(Number(code)))
  return text.replace(/\0/g, '').trim()
}
