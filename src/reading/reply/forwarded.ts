// Somebody else's letter inside a mail: a message/rfc822 part, or the block that Outlook, Thunderbird, Apple Mail,
// Gmail, Yandex and Mail.ru print when a mail is forwarded. What it says of its author is a claim, no proof.
import type { Address, Forwarded } from '../../letter.ts'
import { isNotice } from '../kind/delivery-status.ts'
import { type Field, firstOf, type Opened, valuesOf } from '../mime/parts.ts'
import { readSpokenDate } from '../mime/spoken-dates.ts'
import { addressIn, plain } from '../text/plain.ts'
import { headerLine, type Label } from './header-labels.ts'
import type { Mark } from './mark.ts'
import { markAt } from './quote-marks.ts'

/** Reads the forwarded letter; null when the mail carries none, or is itself a mail server's notice. */
export function readForwarded(opened: Opened): Forwarded | null {
  if (isNotice(opened) !== null || opened.type === 'multipart/report') return null
  return attached(opened) ?? printed(opened)
}

function attached(opened: Opened): Forwarded | null {
  const embedded = opened.parts.find((part) => part.embedded !== null)?.embedded
  if (embedded === null || embedded === undefined) return null
  const { fields, text } = embedded
  return {
    from: addressesOf(firstOf(fields, 'from') ?? '')[0] ?? null,
    to: valuesOf(fields, 'to').flatMap(addressesOf),
    subject: firstOf(fields, 'subject'),
    date: dateOf(fields),
    text,
  }
}

function dateOf(fields: readonly Field[]): Date | null {
  const value = firstOf(fields, 'date')
  if (value === null) return null
  const at = Date.parse(value.replace(/\([^()]{0,80}\)/u, '').slice(0, 100))
  return Number.isNaN(at) ? readSpokenDate(value) : new Date(at)
}

const FORWARDED_SUBJECT = /^\s{0,9}(?:\[[^\]]{0,60}\]\s{0,3})?(?:fwd?|fw|пересл|пер|wg|tr|rv|enc|i)\s?:/iu
const ANSWER_SUBJECT = /^\s{0,9}(?:re|на|ha|отв|ответ|aw|sv)(?:\[\d{1,3}\])?\s?:/iu
const LOOKED_THROUGH = 5000

/** A printed block; Outlook prints the same above an answer, so there the subject has to tell. */
function printed(opened: Opened): Forwarded | null {
  const lines = opened.text.replaceAll('\r\n', '\n').split('\n')
  const subject = firstOf(opened.fields, 'subject') ?? ''
  const mayLookAlike = FORWARDED_SUBJECT.test(subject) || !isAnswer(opened, subject)
  for (let at = 0; at < Math.min(lines.length, LOOKED_THROUGH); at += 1) {
    const mark = markAt(lines, at, () => 0)
    if (mark === null) continue
    if (mark.forward) return blockAfter(lines, mark.to)
    const headed = headerLine(lines[at] ?? '') !== null || headersFollow(lines, mark)
    return headed && mayLookAlike ? blockAfter(lines, headerLine(lines[at] ?? '') === null ? mark.to : at) : null
  }
  return null
}

function isAnswer(opened: Opened, subject: string): boolean {
  return ANSWER_SUBJECT.test(subject) || firstOf(opened.fields, 'in-reply-to') !== null
}

/** «-----Исходное сообщение-----» with header lines behind it. */
function headersFollow(lines: readonly string[], mark: Mark): boolean {
  return lines.slice(mark.to, mark.to + 4).some((line) => headerLine(unquoted(line)) !== null)
}

function unquoted(line: string): string {
  return line.replace(/^(?:\s{0,3}>){1,9}\s?/u, '')
}

const MOST_HEADERS = 20

/** The header lines that begin here, or an attribution as Yandex prints it, and the text below. */
function blockAfter(lines: readonly string[], from: number): Forwarded | null {
  const values = new Map<Label, string>()
  let at = from
  let last: Label | null = null
  let body = from
  for (; at < lines.length && at < from + MOST_HEADERS; at += 1) {
    const line = unquoted(lines[at] ?? '')
    if (/^[-–—_=\s]*$/u.test(plain(line))) {
      if (values.size > 0 && !headerSoon(lines, at)) break
      continue
    }
    const header = headerLine(line)
    if (header === null && (last === null || !wraps(lines, at))) break
    if (header === null && last !== null) values.set(last, `${values.get(last) ?? ''} ${plain(line)}`)
    if (header !== null) last = header.label
    if (header !== null && !values.has(header.label)) values.set(header.label, header.value)
    body = at + 1
  }
  if (values.size === 0) return attributed(lines, from)
  return forwardedOf(values, textOf(lines.slice(body)))
}

/** A header line stands behind at most two blank ones. */
function headerSoon(lines: readonly string[], at: number): boolean {
  return lines.slice(at, at + 3).some((line) => headerLine(unquoted(line)) !== null)
}

/** A wrapped list of recipients: another header line follows at once. */
function wraps(lines: readonly string[], at: number): boolean {
  return lines.slice(at + 1, at + 4).some((line) => headerLine(unquoted(line)) !== null)
}

function forwardedOf(values: ReadonlyMap<Label, string>, text: string): Forwarded {
  return {
    from: addressesOf(values.get('from') ?? '')[0] ?? null,
    to: addressesOf(values.get('to') ?? ''),
    subject: values.get('subject') ?? null,
    date: readSpokenDate(values.get('date') ?? ''),
    text,
  }
}

/** Yandex: `05.05.2020, 10:00, "Иван Иванов" <i@example.ru>:` under the separator. */
function attributed(lines: readonly string[], from: number): Forwarded | null {
  let at = from
  while (at < lines.length && at < from + 4 && plain(lines[at] ?? '') === '') at += 1
  const mark = markAt(lines, at, () => 1)
  if (mark === null) return null
  const line = lines.slice(mark.from, mark.to).map(plain).join(' ')
  const author = /["«“]?([^"«»“”<>,]{0,100})["»”]?\s?<([^<>]{3,200})>/u.exec(line)
  const address = addressIn(author?.[2] ?? line)
  return {
    from: address === null ? null : addressOf((author?.[1] ?? '').trim(), address),
    to: [],
    subject: null,
    date: readSpokenDate(line),
    text: textOf(lines.slice(mark.to)),
  }
}

const ENDS = /^[-–—\s]{2,40}(?:конец (?:пересылаемого|переадресованного|пересланного)|end of? ?forwarded)/iu

/** The forwarded text without quote marks and without the line that closes it. */
function textOf(lines: readonly string[]): string {
  const end = lines.findIndex((line) => ENDS.test(plain(line)))
  const body = end < 0 ? lines : lines.slice(0, end)
  const quoted = body.every((line) => plain(line) === '' || plain(line).startsWith('>'))
  return body
    .map((line) => (quoted ? unquoted(line) : line).trimEnd())
    .join('\n')
    .replace(/^\n+/u, '')
    .trimEnd()
}

const LONGEST_NAME = 200

/** Addresses of a printed header: `Иванов, Иван <i@example.ru>; p@example.ru [mailto:p@example.ru]`. */
function addressesOf(value: string): readonly Address[] {
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
