// Notices of undelivered mail that are written for people: Exim, qmail, Gmail, Mail.ru, Yandex, Exchange, Domino,
// sendmail and the like. They have no fields, so addresses and codes are read from the lines above the returned mail.
import { addressIn, folded, plain } from './plain.ts'

/** What a notice in plain words says. */
export interface SpokenNotice {
  readonly addresses: readonly string[]
  readonly delayed: boolean
  readonly delivered: boolean
  readonly status: string | null
  readonly diagnostic: string | null
  readonly permanent: boolean
  /** Message-ID of the returned mail, when its header stands in the text. */
  readonly originalMessageId: string | null
}

const MOST_LINES = 400

const COPY_BEGINS =
  /^(?:[-=_*~\s]{2,80}(?:this is a copy|a copy of|below this line|below is a copy|original message|original mail|returned m|undelivered m|unsent message|the (?:body|header|original)|message header|headers? (?:of|follow)|message (?:body|text|follows)|included is|beginning of|start of|copy of|ниже этой|копия|исходное|далее следует|конец|begin|enclosed|attached)|original message follows|the (?:header|text|body|original message) (?:of|follows|is)|this is a copy of|--- undelivered message|message headers? follow|the following is a copy|a copy of (?:your|the) (?:original )?(?:message|mail)|here is a copy|заголовки исходного|исходное сообщение|оригинал сообщения|ниже приведен|received: |return-path: |x-originating-)/u

/** Reads the text of a notice; `own` are addresses that are no failed recipients (who got the notice, who sent it). */
export function readSpoken(text: string, own: ReadonlySet<string>): SpokenNotice {
  const lines = text.slice(0, 200_000).replaceAll('\r\n', '\n').split('\n').map(plain)
  const cut = copyAt(lines)
  const told = lines.slice(0, Math.min(cut, MOST_LINES))
  const addresses = failedAddresses(told, own)
  const words = folded(told.join('\n')).slice(0, 20_000)
  const delayed = isDelayed(words)
  const status = statusIn(told)
  const code = codeIn(told)
  return {
    addresses,
    delayed,
    delivered: isDelivered(words),
    status,
    diagnostic: diagnosticIn(told),
    permanent: !delayed && !softBy(status, code, words),
    originalMessageId: messageIdIn(lines.slice(cut)),
  }
}

function copyAt(lines: readonly string[]): number {
  const at = lines.findIndex((line) => COPY_BEGINS.test(folded(line)))
  return at < 0 ? lines.length : at
}

/** `<a@b>:`, an address alone on its line, `RCPT TO:<a@b>`, and in the last resort any address but those of this notice. */
function failedAddresses(lines: readonly string[], own: ReadonlySet<string>): readonly string[] {
  const strong = collect(lines, own, strongAddress)
  if (strong.length > 0) return strong
  const named = collect(lines, own, namedAddress)
  return named.length > 0 ? named : collect(lines, own, addressIn).slice(0, 1)
}

function collect(
  lines: readonly string[],
  own: ReadonlySet<string>,
  read: (line: string) => string | null,
): readonly string[] {
  const found = new Map<string, string>()
  for (const line of lines) {
    const address = read(line)
    if (address !== null && !own.has(address.toLowerCase()) && !found.has(address.toLowerCase()))
      found.set(address.toLowerCase(), address)
  }
  return [...found.values()]
}

const MAILBOX = String.raw`[^\s<>@"'(),;:]{1,64}@[\p{L}\p{N}][\p{L}\p{N}.-]{1,250}`
const ALONE = new RegExp(
  String.raw`^(?:[*•·-]\s?|\d{1,2}[.)]\s?|<)?(?:smtp:|mailto:|to: ?)?["'<]?(${MAILBOX})["'>]?(?:\s?[:;,.…-]{0,3}|\s?[:;(].{0,300}|\s(?:on|at|\d).{0,200}|\.\.\..{0,300})$`,
  'iu',
)
const RCPT = new RegExp(String.raw`rcpt to:\s?<?(${MAILBOX})`, 'iu')

function strongAddress(line: string): string | null {
  return ALONE.exec(line)?.[1] ?? RCPT.exec(line)?.[1] ?? null
}

const NAMED = new RegExp(
  String.raw`(?:recipient|user|address|mailbox|account|deliver(?:ed|y)? to|sent to|unknown|адресат|получател|адрес|пользовател|ящик)\p{L}{0,4}[^@\n]{0,60}?[\s<("':](${MAILBOX})|(${MAILBOX})[>"')]{0,2}\s(?:could|was|not|is|does|has|unknown|не|failed|rejected)`,
  'iu',
)

function namedAddress(line: string): string | null {
  const found = NAMED.exec(line.slice(0, 400))
  return found?.[1] ?? found?.[2] ?? null
}

const DELAY =
  /delayed|will (?:be retried|retry|continue to try|keep trying|try again)|has not (?:yet )?been (?:delivered|sent)|not yet been delivered|still (?:trying|being)|no action is required|warning message only|temporarily deferred|do not need to resend|delivery attempts will continue|попытки (?:будут|доставки) (?:продолж|повтор)|будет повторен|пока не доставлен|еще не доставлен|доставка отложена|повторные попытки|wird weiter versucht/u
const FINAL =
  /giving up|given up|permanent|fatal|could not be delivered|was not delivered|failed permanently|undeliverable|returned to|unknown user|user unknown|no such user|невозможно доставить|не может быть доставлен|не было доставлено|не удалось доставить|retry time(?:out)? (?:not reached|exceeded)|too long|expired/u

function isDelayed(words: string): boolean {
  return DELAY.test(words) && !FINAL.test(words.replaceAll(/warning: .{0,40}/gu, ''))
}

function isDelivered(words: string): boolean {
  return (
    /(?:was|been|has been) successfully (?:delivered|relayed)|"notificationtype":"delivery"|успешно доставлен/u.test(
      words,
    ) && !/fail|error|не /u.test(words.slice(0, 2000))
  )
}

function statusIn(lines: readonly string[]): string | null {
  for (const line of lines) {
    const found = /(?:^|[\s(#:=-])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/u.exec(line)
    if (found?.[1] !== undefined) return found[1]
  }
  return null
}

function codeIn(lines: readonly string[]): string | null {
  for (const line of lines) {
    const found = /(?:^|[\s:>('"])([45]\d\d)(?:[\s-]|$)/u.exec(line)
    if (found?.[1] !== undefined && isReply(line)) return found[1]
  }
  return null
}

function isReply(line: string): boolean {
  return !/\d (?:hours|days|times|час|дн)/iu.test(line)
}

function diagnosticIn(lines: readonly string[]): string | null {
  const said = lines.find((line) => /(?:^|[\s:>('"])[45]\d\d[\s-]|[45]\.\d{1,3}\.\d{1,3}/u.test(line))
  const told = said ?? lines.find((line) => FINAL.test(folded(line)) && line.length > 0)
  return told === undefined ? null : told.slice(0, 300)
}

function softBy(status: string | null, code: string | null, words: string): boolean {
  if (status !== null) return status.startsWith('4')
  if (code !== null) return code.startsWith('4')
  return (
    /timed? ?out|connection refused|temporar|retry time|in the queue too long|could not be delivered for|unable to deliver .{0,40} for \d|времен/u.test(
      words,
    ) && !/permanent error|fatal|unknown/u.test(words)
  )
}

function messageIdIn(lines: readonly string[]): string | null {
  for (const line of lines.slice(0, 300)) {
    const found = /^message-id:\s{0,9}<([^<>\s]{3,250})>/iu.exec(line)
    if (found?.[1] !== undefined) return found[1]
  }
  return null
}
