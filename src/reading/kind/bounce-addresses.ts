// Which addresses a notice in plain words calls undelivered: those that stand alone on a line, then those that a
// sentence names, at last the recipients of the returned mail.
import { addressIn } from '../text/plain.ts'

const MAILBOX = String.raw`[^\s<>@"'(),;:\[\]]{1,64}@[\p{L}\p{N}][\p{L}\p{N}.-]{1,250}`

/** `<a@b>:`, `* a@b`, `a@b ... User unknown`, `a@b [User unknown]`. */
const ALONE = new RegExp(
  String.raw`^(?:[*•·>-]{1,3}\s?|\d{1,2}[.)]\s?)?(?:smtp:|mailto:|to: ?)?["'<(]{0,2}(${MAILBOX})["'>)]{0,2}(?:[\s:;,.…]{0,3}|\s?[:;([-].{0,300}|\s(?:on|at|\d).{0,200}|\.\.\..{0,300})$`,
  'iu',
)
/** `RCPT TO:<a@b>`, and the address that was expanded into the failing one. */
const COMMANDED = new RegExp(String.raw`(?:rcpt to:|expanded from:|generated from)\s?<?(${MAILBOX})`, 'iu')

const NAMED = new RegExp(
  String.raw`(?:recipient|user|mailbox|account|deliver(?:ed|y|ing)?(?: your| the)?(?: mail| message)? to|message to|addressed|sent to|unknown|адресат|получател|адрес|пользовател|ящик)\p{L}{0,4}[^@\n]{0,60}?[\s<("':](${MAILBOX})|(${MAILBOX})[>"')]{0,2}\s(?:could|was|not|is|does|has|unknown|не|failed|rejected)`,
  'iu',
)

/**
 * The failed addresses, as written, each once. `told` are the lines of the notice, `returned` those of the mail that came
 * back, `own` the addresses of the notice itself, `domain` that of its sender.
 */
export function failedAddresses(
  told: readonly string[],
  returned: readonly string[],
  own: ReadonlySet<string>,
  domain: string,
): readonly string[] {
  const said = told.filter((line) => !HELP.test(line))
  const readers: readonly (() => readonly string[])[] = [
    () => collect(told, own, (line) => ALONE.exec(line)?.[1] ?? COMMANDED.exec(line)?.[1] ?? null),
    () => bareUsers(told, domain),
    () => collect(said, own, namedIn),
    () => collect(said, own, addressIn).slice(0, 1),
    () => recipientsOf(returned),
    () => collect(told, new Set(), (line) => ALONE.exec(line)?.[1] ?? null),
  ]
  for (const read of readers) {
    const found = read()
    if (found.length > 0) return found
  }
  return []
}

/** Where to ask, not who failed. */
const HELP =
  /(?:contact|assistance|help ?desk|questions?|support team|report this)[^@\n]{0,60}@|(?:обрат\p{L}+|свяж\p{L}+|пишите|вопрос\p{L}*)[^@\n]{0,60}@/iu

function namedIn(line: string): string | null {
  const found = NAMED.exec(line)
  return found?.[1] ?? found?.[2] ?? null
}

function collect(
  lines: readonly string[],
  own: ReadonlySet<string>,
  read: (line: string) => string | null,
): readonly string[] {
  const found = new Map<string, string>()
  for (const line of lines) {
    const address = read(line)?.replace(/[.-]+$/u, '') ?? null
    if (address === null || own.has(address.toLowerCase()) || found.has(address.toLowerCase())) continue
    found.set(address.toLowerCase(), address)
  }
  return [...found.values()]
}

/** AOL names its own users without a domain: one word alone under a line about recipients. */
function bareUsers(told: readonly string[], domain: string): readonly string[] {
  const at = told.findIndex((line) => /recipients?\b.{0,200}:$/iu.test(line))
  if (at < 0 || domain === '') return []
  const below = told.slice(at + 1).filter((line) => line !== '')
  const users = below.slice(0, 20).filter((line) => /^[\p{L}\p{N}._-]{2,64}$/u.test(line))
  return users.length === below.length ? users.map((user) => `${user}@${domain}`) : []
}

/** The recipients in the header of the returned mail. */
function recipientsOf(returned: readonly string[]): readonly string[] {
  const line = returned.slice(0, 200).find((one) => /^to:/iu.test(one))
  const address = line === undefined ? null : addressIn(line)
  return address === null ? [] : [address]
}
