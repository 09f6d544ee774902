// Names of attached files made safe to show and to offer for saving (T10); a name never decides anything here.

import { isUtf8 } from 'node:buffer'
import { decodeText } from '../text/charset.ts'

const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i
const MAX_BYTES = 240
/** Of a longer name only the end is looked at. */
const LOOKED_AT = 4000

/** The display name for what a mail calls its file: last path component, no tricks, at most 240 bytes; '' for none. */
export function safeName(name: string): string {
  const last =
    name
      .slice(-LOOKED_AT)
      .normalize('NFC')
      .split(/[/\\]/)
      .map((component) => component.trim())
      .filter((component) => component !== '')
      .at(-1) ?? ''
  const plain = last
    .replace(/[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '')
    .toWellFormed()
  return shortened(RESERVED.test(plain) ? `_${plain}` : plain)
}

const PERCENT = /%([0-9a-f]{2})/gi
const QUOTED_PRINTABLE = /(?:=[0-9A-F]{2}){2,}/
/** RFC 2231's own form, written as if it were a plain name. */
const EXTENDED = /^([\w.:-]{3,30})'[\w-]{0,12}'/

/** A name that a program encoded in a way of its own (as in a link, a page, a body of mail), read back; else as it is. */
export function unescapedName(name: string): string {
  if (name.length > LOOKED_AT || /[^\x20-\x7e]/.test(name)) return name
  const label = EXTENDED.exec(name)
  const bare = label === null ? name : name.slice(label[0].length)
  const spaced = bare.includes(' ') || /%20/.test(bare) ? bare : bare.replaceAll('+', ' ')
  if (/%[c-f][0-9a-f]/i.test(bare)) return fromBytes(bytesOf(spaced, PERCENT), label?.[1] ?? null) ?? name
  if (/%20/.test(bare)) return bare.replaceAll('%20', ' ')
  if (QUOTED_PRINTABLE.test(bare)) return fromBytes(bytesOf(bare, /=([0-9A-F]{2})/g), null) ?? name
  return name.replace(/&#(\d{2,6});/g, (whole, code: string) => character(Number(code), whole))
}

function bytesOf(name: string, escaped: RegExp): Buffer {
  return Buffer.from(
    name.replace(escaped, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}

/** UTF-8 or Cyrillic; null when the bytes are neither, so that nothing was encoded. */
function fromBytes(bytes: Buffer, label: string | null): string | null {
  const { text } = decodeText(bytes, label)
  return isUtf8(bytes) || /^[\x20-\x7e\p{Script=Cyrillic}№«»—–]+$/u.test(text) ? text : null
}

function character(code: number, whole: string): string {
  return code > 127 && code < 0xd800 ? String.fromCodePoint(code) : whole
}

/** Cuts the stem, not the extension, at a character's border. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name
  const extension = /\.[^.\s]{1,20}$/.exec(name)?.[0] ?? ''
  let room = MAX_BYTES - Buffer.byteLength(extension) - 3
  let stem = ''
  for (const char of name.slice(0, name.length - extension.length)) {
    room -= Buffer.byteLength(char)
    if (room < 0) break
    stem += char
  }
  return `${stem.trimEnd()}…${extension}`
}
