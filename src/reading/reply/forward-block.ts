// What a mail client prints above a mail that it forwards: header lines, plain, wrapped, with their values on the next line or
// all on one; an attribution; or the original as it lay in the mailbox. And where the forwarded text ends.
import type { Address, Forwarded } from '../../letter.ts'
import { type Embedded, readPrinted } from '../mime/embedded.ts'
import { type Field, firstOf, valuesOf } from '../mime/parts.ts'
import { readSpokenDate } from '../mime/spoken-dates.ts'
import { addressIn, plain } from '../text/plain.ts'
import { bareHeaderLine, headerLine, type Label, labelsSplit } from './header-labels.ts'
import { UNKNOWN } from './mark.ts'
import { isCutLine, isEndOfForward, markAt } from './quote-marks.ts'
import { isField } from './raw-head.ts'
import { nameMatches } from './visiting-card.ts'

const MOST_HEADERS = 30

/** Reads the block that begins behind a mark; `author` is who forwards, whose signature may stand at the end. */
export function readBlock(lines: readonly string[], from: number, author: string): Forwarded | null {
  return readRaw(lines, from, author) ?? readHeaders(lines, from, author) ?? attributed(lines, from, author)
}

/** The mail without any header below a mark that says by itself that it forwards. */
export function readUnheaded(lines: readonly string[], from: number, mark: string, author: string): Forwarded | null {
  const text = textOf(lines.slice(from), author)
  const address = addressIn(mark)
  if (text === '') return null
  const date = readSpokenDate(mark)
  return { from: address === null ? null : addressOf(nameIn(mark), address), to: [], subject: null, date, text }
}

/** Only mailboxes hold these, or a word encoded as in a mail's head. */
const RAW =
  /^(?:Received|Return-Path|Delivered-To|MIME-Version|Content-Type|Content-Transfer-Encoding|Message-ID): ?\S|=\?[\w-]{2,20}\?[qb]\?\S/imu

/** mblaze and Mutt may print the header whole, nmh the whole original with its encodings. */
function readRaw(lines: readonly string[], from: number, author: string): Forwarded | null {
  let at = from
  while (at < lines.length && at < from + 4 && plain(unquoted(lines[at] ?? '')) === '') at += 1
  if (!isField(unquoted(lines[at] ?? ''))) return null
  const end = lines.findIndex((line, n) => n >= at && isEndOfForward(line))
  const block = lines.slice(at, end < 0 ? lines.length : end).map(unquoted)
  const head = block.slice(
    0,
    block.findIndex((line) => line.trim() === ''),
  )
  if (!RAW.test(head.join('\n'))) return null
  return forwardedFrom(readPrinted(block.join('\n')), author)
}

/** What a mail inside the mail says of itself. */
export function forwardedFrom({ fields, text }: Embedded, author = ''): Forwarded {
  return {
    from: addressesOf(firstOf(fields, 'from') ?? '')[0] ?? null,
    to: valuesOf(fields, 'to').flatMap(addressesOf),
    subject: firstOf(fields, 'subject'),
    date: dateOf(fields),
    text: author === '' ? text : textOf(text.split('\n'), author),
  }
}

function dateOf(fields: readonly Field[]): Date | null {
  const value = firstOf(fields, 'date')
  if (value === null) return null
  const at = Date.parse(value.replace(/\([^()]{0,80}\)/u, '').slice(0, 100))
  return Number.isNaN(at) ? readSpokenDate(value) : new Date(at)
}

/** A line without the marks of a quote. */
export function unquoted(line: string): string {
  return line.replace(/^(?:\s{0,3}>){1,9}\s?/u, '')
}

interface Head {
  readonly values: Map<Label, string>
  last: Label | null
  /** The line behind the head. */
  body: number
}

/** The header lines that begin here and the text below. */
function readHeaders(lines: readonly string[], from: number, author: string): Forwarded | null {
  const head: Head = { values: new Map(), last: null, body: from }
  for (let at = from; at < lines.length && at < from + MOST_HEADERS; at += 1) {
    const line = unquoted(lines[at] ?? '')
    if (/^[-–—_=\s]*$/u.test(plain(line))) {
      if (head.values.size > 0 && !headerSoon(lines, at)) break
      continue
    }
    if (!takeHeader(head, lines, at, line)) break
    head.body = at + 1
  }
  if (head.values.size < 2 && !(head.values.size === 1 && head.values.has('from'))) return null
  return forwardedOf(head.values, textOf(lines.slice(head.body), author))
}

/** Takes a header line, or what belongs to the one above; false at the first line of the text. */
function takeHeader(head: Head, lines: readonly string[], at: number, line: string): boolean {
  const several = labelsSplit(line)
  const headers = several.length > 2 ? several : [headerLine(line) ?? bare(head, line)].filter((one) => one !== null)
  if (headers.length === 0) return goesOn(head, lines, at, line)
  for (const { label, value } of headers) {
    head.last = label
    if (!head.values.has(label)) head.values.set(label, value)
  }
  return true
}

/** eM Client prints labels without colons: only below «От "…" <…>», which is the first. */
function bare(head: Head, line: string): ReturnType<typeof headerLine> {
  const found = bareHeaderLine(line)
  if (found === null || head.values.has(found.label)) return null
  return head.values.has('from') || (found.label === 'from' && addressIn(line) !== null) ? found : null
}

/** A value below its label, or wrapped; Claws pulls the next label up to the wrapped line's end. */
function goesOn(head: Head, lines: readonly string[], at: number, line: string): boolean {
  const { values, last } = head
  if (last === null) return false
  const before = values.get(last) ?? ''
  const within = labelsSplit(line).filter(({ label }) => label !== 'other')
  if (within.length > 0 && addressIn(line) !== null && before.endsWith(',')) {
    const lead = plain(line).split(/\s(?=[\p{L}]{2,20}\s?[:：])/u)[0] ?? ''
    values.set(last, `${before} ${lead}`)
    for (const { label, value } of within) if (!values.has(label)) values.set(label, value)
    head.last = within.at(-1)?.label ?? last
    return true
  }
  const lacks = before === '' || before.endsWith(',') || before.endsWith(';')
  if (!lacks && !headerSoon(lines, at + 1)) return false
  values.set(last, `${before} ${plain(line)}`.trim())
  return true
}

/** A header line stands behind at most two others. */
function headerSoon(lines: readonly string[], at: number): boolean {
  return lines.slice(at, at + 3).some((line) => headerLine(unquoted(line)) !== null)
}

function forwardedOf(values: ReadonlyMap<Label, string>, text: string): Forwarded {
  return {
    from: addressesOf(values.get('from') ?? '')[0] ?? null,
    to: addressesOf(values.get('to') ?? ''),
    subject: values.get('subject') || null,
    date: readSpokenDate(values.get('date') ?? ''),
    text,
  }
}

/** Yandex: `05.05.2020, 10:00, "Иван Иванов" <i@example.ru>:` under the separator. */
function attributed(lines: readonly string[], from: number, author: string): Forwarded | null {
  let at = from
  while (at < lines.length && at < from + 4 && plain(lines[at] ?? '') === '') at += 1
  const mark = markAt(lines, at, () => 1, UNKNOWN)
  if (mark === null || mark.rule !== 'attribution') return null
  const line = lines.slice(mark.from, mark.to).map(plain).join(' ')
  const found = /["«“]?([^"«»“”<>,]{0,100})["»”]?\s?<([^<>]{3,200})>/u.exec(line)
  const address = addressIn(found?.[2] ?? line)
  return {
    from: address === null ? null : addressOf((found?.[1] ?? '').trim(), address),
    to: [],
    subject: null,
    date: readSpokenDate(line),
    text: textOf(lines.slice(mark.to), author),
  }
}

/** The forwarded text without quote marks, without the line that closes it and without the forwarder's own signature. */
function textOf(lines: readonly string[], author: string): string {
  const end = lines.findIndex((line) => isEndOfForward(line))
  const body = withoutCuts(end < 0 ? withoutSignature(lines, author) : lines.slice(0, end))
  const quoted = body.every((line) => plain(line) === '' || plain(line).startsWith('>'))
  return body
    .map((line) => (quoted ? unquoted(line) : line).trimEnd())
    .join('\n')
    .replace(/^\n+/u, '')
    .trimEnd()
}

/** The lines that clients draw above and below the text. */
function withoutCuts(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => plain(line) !== '')
  const last = lines.findLastIndex((line) => plain(line) !== '')
  if (first < 0) return lines
  const from = isCutLine(lines[first] ?? '') ? first + 1 : first
  return lines.slice(from, isCutLine(lines[last] ?? '') ? last : last + 1)
}

const LONGEST_SIGNATURE = 16

/** `-- ` and below it the name of who forwards: that is not the original's. */
function withoutSignature(lines: readonly string[], author: string): readonly string[] {
  const at = lines.findLastIndex((line) => /^--[ \u00a0]?\r?$/u.test(line))
  if (at < 0 || at < lines.length - LONGEST_SIGNATURE * 2) return lines
  const below = lines.slice(at + 1).filter((line) => plain(line) !== '')
  return below.length <= LONGEST_SIGNATURE && below.slice(0, 3).some((line) => nameMatches(line, author))
    ? lines.slice(0, at)
    : lines
}

const LONGEST_NAME = 200

/** Addresses of a printed header: `Иванов, Иван <i@example.ru>; p@example.ru [mailto:p@example.ru]`. */
export function addressesOf(value: string): readonly Address[] {
  const found: Address[] = []
  let open = ''
  for (const piece of value.slice(0, 20_000).split(/([;,])/u)) {
    const whole = (open.length > LONGEST_NAME ? '' : open) + piece
    const address = addressIn(whole)
    if (piece === ';') open = ''
    else if (piece === ',') open = address === null && open !== '' ? `${open},` : ''
    else if (address === null) open = whole
    else found.push(addressOf(nameIn(whole), address))
    if (address !== null) open = ''
  }
  return found
}

function nameIn(text: string): string {
  const end = text.search(/[<[(]/u)
  const name = (end < 0 ? '' : text.slice(0, end)).replaceAll(/["'«»“”*]/gu, '').trim()
  return addressIn(name) === name ? '' : name.replaceAll(/\s+/gu, ' ')
}

function addressOf(name: string, address: string): Address {
  const at = address.lastIndexOf('@')
  return { name, address: address.slice(0, at + 1) + address.slice(at + 1).toLowerCase() }
}
