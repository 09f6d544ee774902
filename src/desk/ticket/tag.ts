// Ticket numbers and signed tokens, made and read in one place. A token stands in the Message-ID of a mail to an
// engineer (and in its Reply-To where the host delivers subaddresses) and says what an answer to that mail is.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { TicketId } from '../../letter.ts'

/** What an answer to the mail will be: an answer to the customer, a note, or commands only. */
export type TokenKind = 'answer' | 'note' | 'commands'

/** Proof that an engineer answers a mail of ours: what that mail was about, and to whom it went. */
export interface Token {
  readonly kind: TokenKind
  readonly ticket: TicketId | null
  /** The registered address of the engineer it was issued to. */
  readonly engineer: string
  /** The token as it stands on the wire. */
  readonly text: string
}

const LETTER_OF: Readonly<Record<TokenKind, string>> = {
  answer: 'a',
  note: 'n',
  commands: 'c',
}
const KIND_OF: Readonly<Record<string, TokenKind>> = {
  a: 'answer',
  n: 'note',
  c: 'commands',
}
// Short enough for a Message-ID that no mail program needs to fold.
const TOKEN = /\b([anc])\.(\d{1,9})\.([0-9a-f]{8})\.([0-9a-z]{25})(?![0-9a-z])/i

/** 128 bits that only this installation can make, hexadecimal: ids, tokens and signatures. */
export function signed(secret: string, ...parts: readonly (string | number)[]): string {
  return createHmac('sha256', secret).update(parts.join('\u0000')).digest('hex').slice(0, 32)
}

/** A token for one engineer, one ticket and one kind of answer; `cause` makes it unique. */
export function makeToken(
  kind: TokenKind,
  ticket: TicketId | null,
  engineer: string,
  cause: string,
  secret: string,
): string {
  const head = `${LETTER_OF[kind]}.${ticket ?? 0}.${signed(secret, 'nonce', cause, kind, engineer.toLowerCase()).slice(0, 8)}`
  return `${head}.${signature(secret, head, engineer)}`
}

/** 128 bits in 25 characters of base 36. */
function signature(secret: string, head: string, engineer: string): string {
  const mac = signed(secret, 'token', head, engineer.toLowerCase())
  return BigInt(`0x${mac}`).toString(36).padStart(25, '0')
}

/** Reads a token out of an address or a Message-ID; null unless it was issued to this engineer by this installation. */
export function readToken(text: string, engineer: string, secret: string): Token | null {
  const match = TOKEN.exec(text.toLowerCase())
  const [whole, letter, number, nonce, mac] = match ?? []
  const kind = KIND_OF[letter ?? '']
  if (whole === undefined || kind === undefined || mac === undefined) return null
  const expected = signature(secret, `${letter}.${number}.${nonce}`, engineer)
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(expected))) return null
  return {
    kind,
    ticket: Number(number) === 0 ? null : Number(number),
    engineer,
    text: whole,
  }
}

/** Whether a text holds anything that looks like a token of ours; for the leak guard. */
export function holdsToken(text: string): boolean {
  return TOKEN.test(text)
}

/** SKPS-12. */
export function printNumber(prefix: string, id: TicketId): string {
  return `${prefix}-${id}`
}

// Cyrillic letters that look like Latin ones, so that a number typed with a mixed alphabet is understood.
const LOOKALIKES: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  О: 'O',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  У: 'Y',
  Ѕ: 'S',
}
const DASHES = '\\-\\u2010\\u2011\\u2012\\u2013\\u2014\\u2212\\ufe63\\uff0d'
const SPACES = '\\s\\u00a0\\u202f\\u2007'

function folded(text: string): string {
  return text.toUpperCase().replace(/[АВСЕНКМОРТХУЅ]/g, (letter) => LOOKALIKES[letter] ?? letter)
}

/** Beside such words the number is the product's: «СКПС 2 версия», "release SKPS-3". */
const OF_PRODUCT = 'ВЕРС|РЕЛИЗ|СБОРК|РЕДАКЦ|VERSION|RELEASE|BUILD|EDITION'

/**
 * All ticket numbers a person typed in a text, in order, each once: «СКПС-12», «скпс 12», «SKPS‑12», «[SKPS-12]». The number
 * of a version, «СКПС 3.2», is none.
 */
export function numbersIn(text: string, prefixes: readonly string[]): TicketId[] {
  const found = writtenNumbers(text, prefixes).map((match) => Number(match.groups?.number))
  return [...new Set(found)].filter((id) => id > 0)
}

/** Those that stand in brackets, as the desk writes them into its subjects. */
export function bracketedIn(text: string, prefixes: readonly string[]): TicketId[] {
  const found = writtenNumbers(text, prefixes).filter(isBracketed)
  return [...new Set(found.map((match) => Number(match.groups?.number)))].filter((id) => id > 0)
}

function isBracketed({ index, input, 0: all }: RegExpExecArray): boolean {
  return input[index - 1] === '[' && input[index + all.length] === ']'
}

function writtenNumbers(text: string, prefixes: readonly string[]): readonly RegExpExecArray[] {
  const names = prefixes
    .filter((prefix) => prefix !== '')
    .map((prefix) => folded(prefix).replace(/[^\p{L}\p{N}]/gu, '\\$&'))
  if (names.length === 0) return []
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${names.join('|')})[${SPACES}]?[${DASHES}№#${SPACES}][${SPACES}]?(?<number>\\d{1,9})(?![\\p{L}\\p{N}]|[.,]\\d)`,
    'gu',
  )
  return [...folded(text).matchAll(pattern)].filter((match) => isBracketed(match) || !isOfProduct(match))
}

const PRODUCT_BEFORE = new RegExp(
  `(?:${folded(OF_PRODUCT)})\\p{L}*[^\\p{L}\\p{N}]{1,3}(?:\\p{L}{1,6}[^\\p{L}\\p{N}])?$`,
  'u',
)
/** «СКПС 3-я редакция», "the 3rd". */
const ORDINAL = new RegExp(`^[${DASHES}]?(?:${folded('Я|Й|Е|ОЙ|ГО|ЕЙ|ЬЯ|ST|ND|RD|TH')})(?![\\p{L}\\p{N}])`, 'u')
const PRODUCT_BEHIND = new RegExp(`^[^\\p{L}\\p{N}]{1,3}(?:${folded(OF_PRODUCT)})`, 'u')

/** Whether a word of versions stands right before or right behind a number. */
function isOfProduct({ index, input, 0: all }: RegExpExecArray): boolean {
  const behind = index + all.length
  return (
    ORDINAL.test(input.slice(behind, behind + 8)) ||
    PRODUCT_BEFORE.test(input.slice(Math.max(0, index - 40), index)) ||
    PRODUCT_BEHIND.test(input.slice(behind, behind + 20))
  )
}

/** An ID as a person gives it to a verb or a command: SKPS-1, скпс 1, #1 or 1; null when it is none. */
export function readNumber(text: string, prefixes: readonly string[]): TicketId | null {
  const plain = /^\s*[#№]?\s*(\d{1,9})\s*$/.exec(text)
  const id = plain ? Number(plain[1]) : numbersIn(text, prefixes)[0]
  return id !== undefined && id > 0 ? id : null
}

const REPLY_MARKS =
  /^\s*(?:(?:re|fw|fwd|aw|wg|sv|vs|tr|rif|r|отв|ответ|на|нa|пересл|переслано|фвд)\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[:：])/iu

/** A subject without the marks that clients pile up in front of it and without numbers of ours in brackets. */
export function bareSubject(subject: string, prefixes: readonly string[]): string {
  let rest = subject.trim()
  for (let before = ''; before !== rest; ) {
    before = rest
    rest = rest.replace(REPLY_MARKS, '').trim()
    const bracket = /^\[([^\]]{1,40})\]\s*/.exec(rest)
    if (bracket?.[1] !== undefined && readNumber(bracket[1], prefixes) !== null && !/^\d+$/.test(bracket[1])) {
      rest = rest.slice(bracket[0].length)
    }
  }
  return rest
}

/** The subject of what we send: the number in brackets in front, once, however many marks a client added. */
export function taggedSubject(subject: string, id: TicketId, prefix: string, aliases: readonly string[]): string {
  const signs = [...bareSubject(subject, [prefix, ...aliases])]
  const shown = signs.length <= MOST_SIGNS ? signs : [...signs.slice(0, MOST_SIGNS - 1), '…']
  return `[${printNumber(prefix, id)}] ${shown.join('')}`.trim()
}

/** Of a sender's subject in ours. */
const MOST_SIGNS = 100
