// Notices of undelivered mail that are written for people: Exim, qmail, Gmail, Mail.ru, Yandex, Exchange, Domino,
// sendmail and the like. They have no fields, so addresses and codes are read from the lines above the returned mail.

import { folded, plain } from '../text/plain.ts'
import { failedAddresses } from './bounce-addresses.ts'

/** What a notice says of one recipient, or of all where it does not tell them apart. */
export interface Reason {
  readonly status: string | null
  readonly diagnostic: string | null
  readonly permanent: boolean
}

/** What a notice in plain words says. */
export interface SpokenNotice {
  readonly addresses: readonly string[]
  readonly delayed: boolean
  readonly delivered: boolean
  readonly reasonFor: (address: string) => Reason
  /** Message-ID of the returned mail, when its header stands in the text. */
  readonly originalMessageId: string | null
}

const MOST_LINES = 400

const COPY_BEGINS =
  /^(?:[-=_*~\s]{2,80}(?:this is a copy|a copy of|below this line|below is a copy|original m|returned m|undelivered m|unsent m|the (?:body|header|original)|message header|mail header|headers? (?:of|follow)|message (?:body|text|follows)|included is|beginning of|start of|copy of|attached is|ниже этой|копия|исходное|далее следует|начало)|original (?:message|mail)[^:\n]{0,30}follows|(?:the )?(?:header|text|body|original message)s? (?:of|follows|is)|(?:this|below) is a copy of|это копия сообщения|message headers? follow|the following is a copy|a copy of (?:your|the) (?:original )?(?:message|mail)|here is a copy|your (?:original )?message:|заголовки исходного|исходное сообщение|оригинал сообщения|копия исходного|ниже приведен|received: |return-path: |x-originating-)/u

/** Reads the text of a notice; `own` are addresses that are no failed recipients (who got the notice, who sent it). */
export function readSpoken(text: string, own: ReadonlySet<string>, domain: string): SpokenNotice {
  const lines = text.slice(0, 200_000).replaceAll('\r\n', '\n').split('\n').map(plain)
  const cut = copyAt(lines)
  const told = lines.slice(0, Math.min(cut, MOST_LINES))
  const words = folded(told.join('\n')).slice(0, 20_000)
  const delayed = isDelayed(words)
  const addresses = failedAddresses(told, lines.slice(cut), own, domain)
  const mine = ownLines(told, addresses)
  return {
    addresses,
    delayed,
    delivered: isDelivered(words),
    reasonFor: (address) => reasonIn(told, mine.get(address.toLowerCase()) ?? told, words, delayed),
    originalMessageId: messageIdIn(lines.slice(cut)) ?? messageIdIn(told),
  }
}

/** The lines about each of several recipients: from his address to the next one's. */
function ownLines(told: readonly string[], addresses: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const lower = told.map((line) => line.toLowerCase())
  const places = addresses
    .map((address) => address.toLowerCase())
    .map((address) => ({ address, at: lower.findIndex((line) => line.includes(address)) }))
    .filter((place) => place.at >= 0)
    .sort((a, b) => a.at - b.at)
  if (addresses.length < 2) return new Map()
  return new Map(places.map(({ address, at }, n) => [address, told.slice(at, places[n + 1]?.at ?? told.length)]))
}

function reasonIn(told: readonly string[], mine: readonly string[], words: string, delayed: boolean): Reason {
  const own = folded(mine.join('\n'))
  // What is final of one recipient needs no code of another's.
  const settled = mine !== told && FINAL.test(own)
  const status = statusIn(mine) ?? (settled || codeIn(mine) !== null ? null : statusIn(told))
  const code = codeIn(mine) ?? (settled ? null : codeIn(told))
  const diagnostic = diagnosticIn(mine) ?? diagnosticIn(told)
  return { status, diagnostic, permanent: !delayed && !isSoft(status, code, settled ? own : words) }
}

/** Where the returned mail begins; a notice never begins with it. */
function copyAt(lines: readonly string[]): number {
  const first = lines.findIndex((line) => line !== '')
  const at = lines.findIndex((line, n) => n > first && COPY_BEGINS.test(folded(line)))
  return at < 0 ? lines.length : at
}

const SURE_DELAY =
  /temporary problem delivering|notified if (?:the )?delivery fails permanently|will retry for \d|no action is required|warning message only|do not need to resend|will continue to (?:try|attempt|be)|delivery attempts will continue|has not yet been delivered|not yet been delivered|попытки (?:будут|доставки) (?:продолж|повтор)|попытки доставки будут|повторные попытки|пока не (?:было )?доставлен|еще не (?:было )?доставлен/u
const DELAY =
  /(?:message|mail|delivery)[^.\n]{0,40} (?:is|was|has been|been)? ?delayed|will (?:be retried|retry|keep trying|try again)|still (?:trying|being)|temporarily deferred|will be attempted|будет повторен|доставка отложена|задерживается|wird weiter versucht/u
const FINAL =
  /giving up|given up|permanent|fatal|could not be delivered|was not delivered|failed permanently|undeliverable|unknown user|user unknown|no such user|not going to try|невозможно доставить|не может быть доставлен|не было доставлено|не удалось доставить|retry time(?:out)? (?:not reached|exceeded)|too long|expired/u

function isDelayed(words: string): boolean {
  return SURE_DELAY.test(words) || (DELAY.test(words) && !FINAL.test(words))
}

function isDelivered(words: string): boolean {
  const said = /(?:was|been) successfully (?:delivered|relayed)|успешно доставлен/u.test(words)
  return said && !/fail|error|не удалось|не доставлен/u.test(words)
}

/** The first enhanced status code; one that says nothing (5.0.0) only where no other stands. */
function statusIn(lines: readonly string[]): string | null {
  let vague: string | null = null
  for (const line of lines) {
    const found = /(?:^|[\s(#:;=[-])([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/u.exec(line)?.[1]
    if (found === undefined) continue
    if (!found.endsWith('.0.0')) return found
    vague ??= found
  }
  return vague
}

const REPLY_CODE = /(?:^|[\s:;>('"#=])([45][0-5]\d)(?:[\s:;,.-]|$)/u

function codeIn(lines: readonly string[]): string | null {
  for (const line of lines) {
    const found = REPLY_CODE.exec(line)
    if (found?.[1] !== undefined && !/\d (?:hours|days|times|bytes|час|дн|байт)/iu.test(line)) return found[1]
  }
  return null
}

/** Headings, and fields that say no more than what is read from them. */
const NO_WORDS =
  /^[-=_*#~\s]{2,}|^(?:status|action|final-recipient|original-recipient|reporting-mta|remote-mta|arrival-date|last-attempt-date|subject|to|from|date):/iu

function diagnosticIn(lines: readonly string[]): string | null {
  const words = lines.filter((line) => line !== '' && !NO_WORDS.test(line))
  const said = words.find((line) => REPLY_CODE.test(line) || /(?:^|[\s(#])[45]\.\d{1,3}\.\d{1,3}/u.test(line))
  const told = said ?? words.find((line) => FINAL.test(folded(line)))
  return told === undefined ? null : told.replace(/^diagnostic-code:\s?(?:smtp|x-[\w-]+);\s?/iu, '').slice(0, 300)
}

const SOFT_WORDS =
  /timed? ?out|connection refused|temporar|retry time|queue too long|could not be delivered for|unable to deliver [^\n]{0,40}for \d|cannot send message for|after \d{1,3} (?:days|hours)|времен/u

/** Class 4 may succeed another day. Without any code the words decide. */
function isSoft(status: string | null, code: string | null, words: string): boolean {
  if (status !== null) return status.startsWith('4')
  if (code !== null) return code.startsWith('4')
  return SOFT_WORDS.test(words) && !/permanent error|fatal|unknown|no such/u.test(words)
}

function messageIdIn(lines: readonly string[]): string | null {
  for (const line of lines.slice(0, 300)) {
    const found = /^[>\s]{0,6}message-id:\s{0,9}<([^<>\s]{3,250})>/iu.exec(line)
    if (found?.[1] !== undefined) return found[1]
  }
  return null
}
