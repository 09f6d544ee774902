// What the head of a mail says, as the desk's own words: subject, people, ids, trace. Works on raw fields, so that it
// serves a whole mail and a mere scan of a head alike.
import { type Address, type Mail, sameAddress } from '../../letter.ts'
import { countMailboxes, readAddresses } from './addresses.ts'
import { readDate } from './dates.ts'
import { decodeWords, type Said } from './encoded-words.ts'
import { fieldText, type RawField, rawFirst, readable } from './headers.ts'
import { readSpokenDate } from './spoken-dates.ts'

export type Head = Pick<
  Mail,
  | 'from'
  | 'fromMailboxes'
  | 'to'
  | 'cc'
  | 'replyTo'
  | 'deliveredTo'
  | 'returnPath'
  | 'subject'
  | 'date'
  | 'messageId'
  | 'inReplyTo'
  | 'references'
  | 'importanceHigh'
  | 'loopMarks'
  | 'receivedHops'
  | 'trace'
>

const TRACE = /^(received|authentication-results|arc-.*|dkim-signature|received-spf|domainkey-signature|return-path)$/
const DELIVERED = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to']
const ID = /<[^<>]{1,400}>/g
const MAX_IDS = 50
/** A longer field without any id in brackets holds none. */
const MAX_BARE = 1000

/** Reads the head. Never throws; what is absent is null, '' or empty. */
export function readHead(raw: readonly RawField[], hint: string | null, said: Said): Head {
  const people = (name: string): readonly Address[] => readAddresses(valuesOf(raw, name), hint, said)
  const addressed = (name: string): readonly Address[] => people(name).filter((one) => one.address !== '')
  const from = people('from')
  const sender = from.find((one) => one.address !== '') ?? from[0] ?? null
  const mailboxes = countMailboxes(valuesOf(raw, 'from'))
  if (mailboxes !== 1) said(mailboxes === 0 ? { is: 'no sender' } : { is: 'several senders' })
  return {
    from: writerOf(sender, addressed('reply-to'), ORIGINAL.flatMap(addressed)),
    fromMailboxes: mailboxes,
    to: addressed('to'),
    cc: addressed('cc'),
    replyTo: addressed('reply-to'),
    deliveredTo: deliveredTo(raw, said),
    returnPath: returnPathOf(raw),
    subject: subjectOf(raw, hint, said),
    date: dateOf(raw, hint, said),
    messageId: idsIn(rawFirst(raw, 'message-id'))[0] ?? null,
    inReplyTo: idsIn(rawFirst(raw, 'in-reply-to'))[0] ?? null,
    references: referencesOf(raw),
    importanceHigh: isImportant(raw),
    loopMarks: ['x-ticket-loop', 'x-loop'].flatMap((name) => valuesOf(raw, name)),
    receivedHops: raw.filter((field) => field.name === 'received').length,
    trace: traceOf(raw),
  }
}

const ORIGINAL = ['x-original-from', 'x-original-sender', 'x-google-original-from']
/** How groups write whose mail they pass on: «Иван via Отдел», «Иван через Отдел». */
const PASSED_ON = /(?:^|\s|['"])(?:via|через|über|por|przez)\s/iu

/**
 * Who wrote it: a group that passes a mail on under its own address (so that DMARC does not refuse it) leaves the person in
 * Reply-To and X-Original-From. Where both name the same one it is he; the group's own proof is none of his.
 */
function writerOf(from: Address | null, replyTo: readonly Address[], original: readonly Address[]): Address | null {
  const [person, other] = original
  const [answered, second] = replyTo
  if (from === null || person === undefined || answered === undefined || second !== undefined) return from
  const isOne =
    sameAddress(person.address, answered.address) && (other === undefined || sameAddress(other.address, person.address))
  if (!isOne || sameAddress(person.address, from.address) || !PASSED_ON.test(from.name)) return from
  return {
    name: person.name || from.name.replace(/\s*['"]?(?:via|через|über|por|przez)\s.*$/iu, '').replace(/^['"]/, ''),
    address: person.address,
  }
}

function valuesOf(raw: readonly RawField[], name: string): readonly string[] {
  return raw.filter((field) => field.name === name).map((field) => field.value)
}

function subjectOf(raw: readonly RawField[], hint: string | null, said: Said): string {
  return fieldText(rawFirst(raw, 'subject') ?? '', hint, said)
    .replace(/[\u200b\u2060]/g, '')
    .replace(/[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 2000)
    .toWellFormed()
}

function dateOf(raw: readonly RawField[], hint: string | null, said: Said): Date | null {
  const value = rawFirst(raw, 'date')
  const date = readDate(value) ?? russianDate(fieldText(value ?? '', hint, said))
  if (value !== null && date === null) said({ is: 'date unreadable' })
  return date
}

/** «Пн, 23 ноя 2026 12:00:00 +0300», as programs print it that take the machine's language for the mail's. */
function russianDate(value: string): Date | null {
  return /\p{Script=Cyrillic}{3}/u.test(value) ? readSpokenDate(value) : null
}

/** All Message-IDs of a field, without their brackets; a bare id counts when the field holds nothing else. */
export function idsIn(value: string | null): readonly string[] {
  const text = idText(value ?? '')
  const found = bracketed(text).slice(0, MAX_IDS)
  if (found.length > 0) return found
  const rest = text.trim()
  if (rest.length > MAX_BARE) return []
  const bare = /^<?\s*([^\s<>,;]{3,300})\s*>?\s*(?:\([^)]*\))?$/.exec(rest)?.[1]
  return bare === undefined ? [] : [bare]
}

/** Gateways put ids into encoded words, and machines with Cyrillic names into UTF-8 as it stands. */
function idText(value: string): string {
  const text = value.slice(0, 500_000)
  return text.includes('=?') ? decodeWords(text, null, () => undefined) : readable(text)
}

/** What stands in angle brackets, with an @ or without; blanks that a fold left within an id belong to no id. */
function bracketed(text: string): string[] {
  return (text.match(ID) ?? [])
    .map((id) => id.slice(1, -1).trim())
    .map((id) => (/\s/.test(id) && /^\S+(?:\s+\S+){0,2}$/.test(id) && id.includes('@') ? id.replace(/\s+/g, '') : id))
    .filter((id) => id.length > 2 && !/\s/.test(id))
}

/** The last ids matter most for threading: of a longer list the first and the last are kept. */
function referencesOf(raw: readonly RawField[]): readonly string[] {
  const text = idText(valuesOf(raw, 'references').join(' '))
  const all = bracketed(text)
  if (all.length === 0)
    return text.trim() === ''
      ? []
      : text
          .split(/[\s,<>]+/)
          .filter((id) => /.@./.test(id))
          .slice(-MAX_IDS)
  return all.length <= MAX_IDS ? all : [...all.slice(0, 3), ...all.slice(-(MAX_IDS - 3))]
}

function deliveredTo(raw: readonly RawField[], said: Said): readonly string[] {
  const values = DELIVERED.flatMap((name) => valuesOf(raw, name))
  const found = readAddresses(values, null, said).map((one) => one.address)
  return [...new Set(found.filter((address) => address.includes('@')))].slice(0, 50)
}

function returnPathOf(raw: readonly RawField[]): string | null {
  const value = rawFirst(raw, 'return-path')
  if (value === null) return null
  const path = /<\s*([^<>\s]*)\s*>/.exec(value)?.[1] ?? value.trim()
  const at = path.lastIndexOf('@')
  return at < 0 ? path : path.slice(0, at) + path.slice(at).toLowerCase()
}

function isImportant(raw: readonly RawField[]): boolean {
  const says = (name: string, pattern: RegExp) => valuesOf(raw, name).some((value) => pattern.test(value))
  return (
    says('importance', /^\s*high/i) ||
    says('priority', /^\s*urgent/i) ||
    says('x-priority', /^\s*[12]\b/) ||
    says('x-msmail-priority', /^\s*high/i)
  )
}

function traceOf(raw: readonly RawField[]): Mail['trace'] {
  const fields = raw.filter((field) => TRACE.test(field.name)).slice(0, 300)
  return fields.map((field) => ({ name: field.name, value: readable(field.value.slice(0, 20_000)) }))
}
