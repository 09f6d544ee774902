// A block of header bytes taken apart into fields (RFC 5322 section 2.2), tolerant of lines that are none.
import type { Defect } from '../../letter.ts'
import { decodeWords, type Said } from './encoded-words.ts'
import type { Field } from './parts.ts'

/** A field as it stood: name in lower case, value unfolded, a character a byte. */
export interface RawField {
  readonly name: string
  readonly value: string
}

const FIELD = /^([!-9;-~]{1,200})[ \t]*:/
const MAX_FIELDS = 20_000

/** Splits a header block; `bodyAt` is the offset in it where a body begins that no blank line announces, or -1. */
export function splitFields(block: string): {
  fields: readonly RawField[]
  bodyAt: number
  defects: readonly Defect[]
} {
  const fields: { name: string; lines: string[] }[] = []
  const defects: Defect[] = []
  let at = 0
  for (const line of linesOf(block)) {
    const last = fields.at(-1)
    const match = FIELD.exec(line)
    if (/^[ \t]/.test(line)) last?.lines.push(line)
    else if (match !== null && fields.length < MAX_FIELDS) {
      fields.push({ name: (match[1] ?? '').toLowerCase(), lines: [line.slice(match[0].length)] })
    } else if (match === null && !/^>?From /.test(line) && line.trim() !== '') {
      if (!goesOn(block, at + line.length)) {
        return { fields: fields.map(joined), bodyAt: at, defects: [...defects, { is: 'head without end' }] }
      }
      last?.lines.push(` ${line}`)
      defects.push({ is: 'line without field' })
    }
    at += line.length
  }
  if (fields.length >= MAX_FIELDS) defects.push({ is: 'too many fields', most: MAX_FIELDS })
  return { fields: fields.map(joined), bodyAt: -1, defects }
}

function* linesOf(block: string): Generator<string, void, undefined> {
  for (let at = 0; at < block.length; ) {
    const newline = block.indexOf('\n', at)
    const end = newline < 0 ? block.length : newline + 1
    yield block.slice(at, end)
    at = end
  }
}

/** Whether a fold or well-known fields follow: then the odd line is a bad field, not the beginning of the body. */
function goesOn(block: string, from: number): boolean {
  if (/^[ \t]+\S/.test(block.slice(from, from + 100))) return true
  const ahead = block.slice(from, from + 20_000)
  return /^(from|to|cc|subject|date|message-id|mime-version|content-[a-z-]+|received|return-path|references|in-reply-to|reply-to|x-[\w-]+|dkim-signature|list-[a-z-]+|user-agent|importance|thread-[a-z]+)[ \t]*:/im.test(
    ahead,
  )
}

/** Unfolding as RFC 5322 section 2.2.3 says, the line ends gone, the rest untouched. */
function joined(field: { name: string; lines: string[] }): RawField {
  const lines = field.lines.map((line) => line.replace(/[\r\n]+/g, ''))
  const whole = lines.length > 1 && lines.some((line) => line.includes('=?')) ? unfoldedWords(lines) : lines.join('')
  return { name: field.name, value: whole.trim() }
}

const OPENED = /=\?[\w.:*+"-]{1,60}(?:\?(?:[bq](?:\?[^?]{0,900})?)?)?$/i

/** A fold within an encoded word, which RFC 2047 section 2 forbids and programs write, is none of its characters. */
function unfoldedWords(lines: readonly string[]): string {
  const out: string[] = []
  let open = ''
  for (const line of lines) {
    const words = open === '' ? line : line.trimStart()
    const last = out.length - 1
    // A `=` before the fold is quoted-printable's own soft break, unless the fold parts it from its two digits.
    if (open.endsWith('=') && /\?q\?/i.test(open) && !/^[0-9a-f]{2}/i.test(words))
      out[last] = (out[last] ?? '').slice(0, -1)
    out.push(words)
    open =
      OPENED.exec(open === '' || words.includes('?=') ? words.slice(-1000) : `${open}${words}`.slice(-1000))?.[0] ?? ''
    if (open !== '') out[out.length - 1] = words.trimEnd()
  }
  return out.join('')
}

/** Fields as the judges read them: decoded to Unicode. */
export function decodeFields(raw: readonly RawField[], hint: string | null, said: Said): readonly Field[] {
  return raw.map(({ name, value }) => ({ name, value: fieldText(value, hint, said), raw: readable(value) }))
}

/** One value decoded; long runs of blanks from folding become one. */
export function fieldText(value: string, hint: string | null, said: Said): string {
  const limited = value.length > 200_000 ? value.slice(0, 200_000) : value
  if (/^[ -~]*$/.test(limited) && !limited.includes('=?')) return limited
  return cleaned(decodeWords(limited.replace(/\t/g, ' '), hint, said))
}

function cleaned(text: string): string {
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '').replace(/[\r\n]+/g, ' ')
}

/** The value as it stood: its bytes as UTF-8 where they are, else a character a byte. */
export function readable(value: string): string {
  if (/^[\x00-\x7f]*$/.test(value)) return value
  const text = Buffer.from(value, 'latin1').toString('utf8')
  return text.includes('\ufffd') ? value : text
}

/** First value of a raw field, or null. */
export function rawFirst(fields: readonly RawField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null
}
