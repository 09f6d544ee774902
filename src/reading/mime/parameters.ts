// Content-Type and Content-Disposition: the word in front and its parameters, with RFC 2231 names in pieces and
// RFC 2047 words where they do not belong.
import { decodeText } from '../text/charset.ts'
import { decodeWords, type Said } from './encoded-words.ts'

export interface Parametrised {
  /** In lower case; '' when there is none. */
  readonly value: string
  readonly parameters: Readonly<Record<string, string>>
}

interface Piece {
  readonly index: number
  readonly encoded: boolean
  readonly value: string
}

/** Takes a field value (byte for character) apart. Never throws; what is no parameter is passed over. */
export function readParametrised(field: string | null, hint: string | null, said: Said): Parametrised {
  const text = (field ?? '').slice(0, 100_000)
  const head = headOf(text)
  const pieces = new Map<string, Piece[]>()
  for (const [name, value] of pairsOf(text.slice(head.length))) {
    const match = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/.exec(name)
    const key = match?.[1]?.toLowerCase()
    if (match === null || key === undefined) continue
    const whole = match[2] === undefined
    const piece = { index: whole ? (match[3] ? -1 : -2) : Number(match[2]), encoded: match[3] !== undefined, value }
    pieces.set(key, [...(pieces.get(key) ?? []), piece].slice(0, 1000))
  }
  const entries = [...pieces].map(([key, list]) => [key, assemble(list, hint, said)] as const)
  return { value: stripComments(head).trim().toLowerCase(), parameters: Object.fromEntries(entries) }
}

/** The word in front; some programs forget it, or the semicolon behind it. */
function headOf(text: string): string {
  const first = /^[^;]*/.exec(text)?.[0] ?? ''
  const parameter = /(?:^|\s)(?:file)?(?:name|charset|boundary)(?:\*\d{0,4}\*?)?\s?=/i.exec(first.slice(0, 2000))
  return parameter === null ? first : first.slice(0, parameter.index)
}

/** name=value pairs; quoted values may hold semicolons and quotes, unquoted ones blanks (as clients write file names). */
function* pairsOf(text: string): Generator<readonly [string, string], void, undefined> {
  const begin = /;?\s*([^\s=;"]{1,100})\s*=\s*("?)/gy
  for (let at = 0; at < text.length; ) {
    begin.lastIndex = at
    const match = begin.exec(text)
    if (match === null) {
      at = nextPair(text, at)
      continue
    }
    const from = begin.lastIndex
    const end = match[2] === '"' ? endOfQuoted(text, from) : endOfPlain(text, from)
    const value = text.slice(from, end)
    yield [(match[1] ?? '').trim(), match[2] === '"' ? unescaped(value) : withoutApostrophes(value.trim())]
    at = match[2] === '"' ? end + 1 : end
  }
}

function nextPair(text: string, at: number): number {
  const semicolon = text.indexOf(';', at + 1)
  return semicolon < 0 ? text.length : semicolon
}

function endOfPlain(text: string, from: number): number {
  const semicolon = text.indexOf(';', from)
  return semicolon < 0 ? text.length : semicolon
}

/** What may stand behind a closing quote: the end, the next parameter, a comment. */
const BEHIND_QUOTED = /\s*(?:$|[;(,]|[\w*-]{1,60}\s*=)/y
const MOST_QUOTES = 50

/** The quote that closes: the first with a parameter or nothing behind it, for names hold quotes that nobody escaped. */
function endOfQuoted(text: string, from: number): number {
  let first = -1
  for (let at = from, quotes = 0; at < text.length && quotes < MOST_QUOTES; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') {
      quotes++
      if (first < 0) first = at
      BEHIND_QUOTED.lastIndex = at + 1
      if (BEHIND_QUOTED.test(text)) return at
    }
  }
  return first < 0 ? text.length : first
}

function withoutApostrophes(value: string): string {
  return /^'[^']*'$/.test(value) ? value.slice(1, -1) : value
}

/** A backslash before a quote or backslash escapes it; before anything else it is part of a Windows path. */
function unescaped(quoted: string): string {
  return quoted.replace(/\\(["\\])/g, '$1')
}

function stripComments(text: string): string {
  return text.replace(/\([^()]*\)/g, ' ')
}

/** RFC 2231 section 3 and 4: extended pieces in order of their numbers; beats the plain form of the same name. */
function assemble(list: readonly Piece[], hint: string | null, said: Said): string {
  const numbered = list.filter((piece) => piece.index >= 0).sort((a, b) => a.index - b.index)
  const extended = list.find((piece) => piece.index === -1)
  const plain = list.find((piece) => piece.index === -2)
  if (numbered.length > 0) return joinPieces(numbered, hint, said)
  if (extended !== undefined) return joinPieces([extended], hint, said)
  return decodeWords((plain?.value ?? '').replace(/\?=\s+=\?/g, '?= =?'), hint, said)
}

function joinPieces(pieces: readonly Piece[], hint: string | null, said: Said): string {
  const first = pieces[0]?.value ?? ''
  const label = pieces[0]?.encoded ? /^([\w.:+-]*)'[^']*'/.exec(first) : null
  const bytes = pieces.map((piece, index) => {
    const value = index === 0 && label !== null ? piece.value.slice(label[0].length) : piece.value
    return piece.encoded ? percentDecoded(value) : Buffer.from(value, 'latin1')
  })
  if (!pieces.some((piece) => piece.encoded)) return decodeWords(Buffer.concat(bytes).toString('latin1'), hint, said)
  const { text, guess } = decodeText(Buffer.concat(bytes), label?.[1] || null)
  if (guess !== null) said({ is: 'charset guessed', of: 'parameter', guess })
  return text.includes('=?') ? decodeWords(Buffer.from(text, 'utf8').toString('latin1'), hint, said) : text
}

function percentDecoded(value: string): Buffer {
  const out = value.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(out, 'latin1')
}
