// The words in files that hold text, whatever name and type they go by: the start of each, and so much of a mail as a rule
// can look through. For comparing alone: nobody is shown them, and no file is opened that is not plain text as it lies.
import type { AttachedText } from '../../letter.ts'
import { decodeText } from '../text/charset.ts'
import { htmlToText } from '../text/html.ts'
import { rtfToText } from '../text/rtf.ts'
import { readContacts } from '../wrapped/contact-card.ts'
import { evenLines } from './content.ts'
import { readEmbedded } from './embedded.ts'
import type { Leaf } from './leaves.ts'

/** Of one file, and of all files of a mail. */
const MOST_OF_A_FILE = 64 << 10
const MOST_OF_A_MAIL = 256 << 10

/** A file of a mail: its part, and its hash as the desk knows it. */
export interface AttachedFile {
  readonly leaf: Leaf
  readonly sha256: string
}

/** The texts of those files that hold text, in their order, until a mail's worth is read. `hint`: charset of what names none. */
export function textsAttached(files: readonly AttachedFile[], hint: string | null): readonly AttachedText[] {
  const found: AttachedText[] = []
  let room = MOST_OF_A_MAIL
  for (const { leaf, sha256 } of files) {
    if (room <= 0) break
    const text = textIn(leaf, hint).slice(0, Math.min(MOST_OF_A_FILE, room)).toWellFormed()
    if (text.trim() === '') continue
    room -= text.length
    found.push({ sha256, text })
  }
  return found
}

function textIn(leaf: Leaf, hint: string | null): string {
  if (leaf.message !== null) return letterIn(leaf.message)
  const bytes = beginningOf(leaf)
  if (!isText(bytes)) return ''
  const raw = bytes.toString('latin1', 0, 8)
  if (raw.startsWith('{\\rtf')) return rtfToText(bytes)
  const { text } = decodeText(bytes, leaf.parameters.charset ?? wideOf(bytes) ?? hint)
  return asRead(evenLines(text.replace(COLOURS, '')))
}

/** Head and words of a mail that is a file. */
function letterIn(message: NonNullable<Leaf['message']>): string {
  const { fields, text } = readEmbedded(message)
  const named = fields.filter(({ name }) => SHOWN_OF_A_HEAD.test(name))
  return [...named.map(({ value }) => value), text].join('\n')
}

const SHOWN_OF_A_HEAD = /^(?:from|to|cc|subject|message-id|reply-to|in-reply-to|references)$/

function beginningOf(leaf: Leaf): Buffer {
  const kept: Buffer[] = []
  let bytes = 0
  for (const piece of leaf.pieces()) {
    kept.push(Buffer.from(piece.subarray(0, MOST_OF_A_FILE - bytes)))
    bytes += piece.length
    if (bytes >= MOST_OF_A_FILE) break
  }
  const whole = Buffer.concat(kept)
  // Half a sign at the end would make the rest look like another charset.
  return bytes < MOST_OF_A_FILE ? whole : whole.subarray(0, whole.lastIndexOf(10) + 1 || undefined)
}

/** Few control signs stand in a text: colours of a terminal, a hole of zeros where a disk was full; of two bytes a letter one is small. */
function isText(bytes: Buffer): boolean {
  if (wideOf(bytes) !== null) return true
  let zeros = 0
  let controls = 0
  for (const byte of bytes) {
    if (byte === 0) zeros += 1
    else if (byte < 7 || (byte > 13 && byte < 27) || byte === 127) controls += 1
  }
  return controls * 100 <= bytes.length && zeros * 5 <= bytes.length
}

/** UTF-16 as Windows saves it, with a mark or without: each second byte is that of ASCII's or Cyrillic's page. */
function wideOf(bytes: Buffer): string | null {
  const isPage = (byte: number | undefined): boolean => byte === 0 || byte === 4
  const pairs = Math.floor(Math.min(bytes.length, 4096) / 2)
  let even = 0
  let odd = 0
  for (let at = 0; at < pairs * 2; at += 2) {
    if (isPage(bytes[at])) even += 1
    if (isPage(bytes[at + 1])) odd += 1
  }
  if (pairs < 2 || Math.max(even, odd) < pairs * 0.85 || Math.min(even, odd) > pairs * 0.5) return markOf(bytes)
  return odd > even ? 'utf-16le' : 'utf-16be'
}

function markOf(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
}

const COLOURS = /\x1b\[[\d;]{0,20}[a-z]/gi

/** As a person reads it: pages without their marks, cards in words, lines that a format has folded or escaped made whole. */
function asRead(text: string): string {
  if (/^\s*(?:<!doctype html|<html[\s>])|<(?:body|p|div|br|table|span)\b[^<>]{0,500}>/iu.test(text)) {
    return `${htmlToText(text)}\n${commentsIn(text)}`
  }
  if (/^BEGIN:VCARD/m.test(text)) return `${readContacts(text)}\n${unfolded(text)}`
  return unescaped(/^BEGIN:VCALENDAR/m.test(text) ? unfolded(text) : text)
}

/** What a page holds and does not show. */
function commentsIn(html: string): string {
  const found: string[] = []
  for (let from = html.indexOf('<!--'); from >= 0; from = html.indexOf('<!--', from)) {
    const to = html.indexOf('-->', from + 4)
    found.push(html.slice(from + 4, to < 0 ? undefined : to))
    if (to < 0) break
    from = to
  }
  return found.join('\n')
}

/** RFC 5545 section 3.1, RFC 6350 section 3.2. */
function unfolded(text: string): string {
  return text
    .replace(/\n[ \t]/g, '')
    .replace(/\\n/gi, '\n')
    .replace(/\\([,;])/g, '$1')
}

/** `\u0438` of JSON and properties, and line ends in strings. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\[nr](?=[\p{L}\p{N}\s"'\\])/gu, '\n')
}
