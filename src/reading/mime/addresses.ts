// Address fields (RFC 5322 section 3.4). The structure is read by mailparser before any encoded word is decoded, so a
// display name can never become an address; domains stay as they were written, in lower case, punycode in ASCII.
import { parseAddressHeader } from 'mailparser'
import type { Address } from '../../letter.ts'
import { decodeWords, type Said } from './encoded-words.ts'

const MAX_ADDRESSES = 2000
const MAX_FIELD = 300_000
/** Stands for the opening of an encoded word while mailparser looks, which would decode it too early. */
const VEIL = '\ue000?'

/** All mailboxes of the given field values (byte for character), groups dissolved, in order. */
export function readAddresses(values: readonly string[], hint: string | null, said: Said): readonly Address[] {
  const found: Address[] = []
  for (const value of values) {
    const text = value.length > MAX_FIELD ? value.slice(0, MAX_FIELD) : value
    for (const one of mailboxesOf(text)) {
      if (found.length >= MAX_ADDRESSES) return found
      const address = readMailbox(one, hint, said)
      if (address.address !== '' || address.name !== '') found.push(address)
    }
  }
  return found
}

/**
 * How many mailboxes the From lines name together. Counts what any reader could take for one: an address in a comment
 * or in an unquoted name too, unless it is the same again.
 */
export function countMailboxes(values: readonly string[]): number {
  const read = values
    .flatMap((value) => mailboxesOf(value.slice(0, MAX_FIELD)))
    .filter((one) => one.address.includes('@'))
  const bare = values.map((value) => withoutStrings(value.slice(0, MAX_FIELD)).replace(ENCODED_WORD, ' '))
  const seen = new Set(bare.flatMap(bareAddresses).map(lowered))
  return Math.max(seen.size, read.length, values.length > 1 ? 2 : 0)
}

const ENCODED_WORD = /=\?[^\s?]{0,200}\?[^\s?]{0,200}\?[^\s?]{0,5000}\?=/g

/** The field without its quoted strings; one that is never closed stays. */
function withoutStrings(value: string): string {
  let out = ''
  let from = 0
  for (let open = value.indexOf('"'); open >= 0; open = value.indexOf('"', from)) {
    const close = endOfString(value, open)
    if (close < 0) break
    out += `${value.slice(from, open)} `
    from = close + 1
  }
  return out + value.slice(from)
}

function endOfString(value: string, open: number): number {
  for (let at = open + 1; at < value.length; at++) {
    if (value[at] === '\\') at++
    else if (value[at] === '"') return at
  }
  return -1
}

/** What stands on both sides of an @, word by word: no pattern, so that a megabyte without an @ is read once. */
function bareAddresses(value: string): readonly string[] {
  const found: string[] = []
  for (const word of value.split(/[\s<>(),;:"]+/)) {
    const parts = word.split('@')
    for (let n = 0; n + 1 < parts.length; n++) {
      if (parts[n] === '' || parts[n + 1] === '') continue
      found.push(`${parts[n]}@${parts[n + 1]}`)
      n++
    }
  }
  return found
}

function lowered(address: string): string {
  return address.toLowerCase().replace(/\.$/, '')
}

interface Mailbox {
  readonly name: string
  readonly address: string
}

function mailboxesOf(value: string): readonly Mailbox[] {
  const veiled = value.replaceAll('=?', VEIL)
  const parsed = parseAddressHeader(veiled, { decodePunycode: false, flatten: true } as { decodePunycode: boolean })
  return parsed.value.map((one) => ({ name: unveil(one.name), address: unveil(one.address ?? '') }))
}

function unveil(text: string): string {
  return text.replaceAll(VEIL, '=?')
}

function readMailbox(one: Mailbox, hint: string | null, said: Said): Address {
  let name = oneLine(decodeWords(one.name, hint, said))
  let address = asAddress(one.address, hint, said)
  // A whole "Name <address>" hidden in one encoded word, as some web forms write it: only where no address stands.
  const inside = address === '' ? /^(.*?)<([^<>\s@]+@[^<>\s@]+)>\s*$/.exec(name) : null
  if (inside !== null) {
    name = (inside[1] ?? '').trim()
    address = asAddress(inside[2] ?? '', hint, said)
  }
  if (!name.includes('<')) name = withoutBrackets(name)
  return { name: name.replace(/^"(.*)"$/, '$1').replace(/^'(.*)'$/, '$1'), address }
}

/** What is left of a name beside `<<address>>`. */
function withoutBrackets(name: string): string {
  let end = name.length
  while (end > 0 && (name[end - 1] === '>' || name[end - 1] === ' ')) end -= 1
  return name.slice(0, end)
}

function asAddress(value: string, hint: string | null, said: Said): string {
  const read = oneLine(decodeWords(value, hint, said))
  // Within quotes a space belongs to the name of the mailbox.
  const bare = read.startsWith('"') ? read.replace(/[<>]/g, '') : read.replace(/[<>\s]/g, '')
  const text = bare.replace(/^mailto:/i, '')
  const at = text.lastIndexOf('@')
  return at < 0 ? text : text.slice(0, at) + text.slice(at).replace(/\.$/, '').toLowerCase()
}

function oneLine(text: string): string {
  return text
    .replace(/[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}
