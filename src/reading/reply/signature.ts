// Where a signature begins at the end of what somebody wrote: `-- `, «С уважением» above a visiting card, «Отправлено с
// iPhone», a notice of confidentiality. Words below a sign-off that are no card are the writer's, and so is the sign-off.
import type { CutRule } from '../../letter.ts'
import { folded, plain } from '../text/plain.ts'
import { isDevice, isDisclaimer } from './footer.ts'
import { isSignOff } from './sign-off.ts'
import { isName, nameMatches, readCard } from './visiting-card.ts'

/** Lines of a signature, `to` not included, and by what it was known. */
export interface Signed {
  readonly from: number
  readonly to: number
  readonly rule: CutRule
  readonly sure: boolean
}

/** The pieces of the signature at the end of one person's own text, from above; none when there is none. */
export function signatureOf(lines: readonly string[], author: string): readonly Signed[] {
  const pieces: Signed[] = []
  let end = lines.length
  for (let before = -1; before !== end; ) {
    before = end
    end = withoutDevice(lines, end, pieces)
    end = withoutDisclaimer(lines, end, pieces)
  }
  const closing = closingAt(lines, end, author)
  if (closing.at < end) {
    pieces.unshift({ from: closing.at, to: end, rule: closing.rule, sure: closing.sure })
    withoutDevice(lines, closing.at, pieces)
  }
  return pieces
}

/** The line at which the signature begins, blank lines above it left out; `lines.length` when there is none. */
export function signatureAt(lines: readonly string[], author = ''): number {
  const first = signatureOf(lines, author)[0]
  return first === undefined ? lines.length : lastFilled(lines, first.from) + 1
}

function lastFilled(lines: readonly string[], end: number): number {
  let at = end - 1
  while (at >= 0 && plain(lines[at] ?? '') === '') at -= 1
  return at
}

/** Device lines at the end: `Sent from my iPhone`, «Отправлено из мобильной Яндекс Почты». */
function withoutDevice(lines: readonly string[], end: number, pieces: Signed[]): number {
  let at = end
  for (;;) {
    const last = lastFilled(lines, at)
    if (last < 0 || !isDevice(lines[last] ?? '') || isShownAt(lines, last)) return at
    pieces.unshift({ from: last, to: at, rule: 'device line', sure: true })
    at = last
  }
}

/** «Внизу экрана стоит:» right above. */
function isShownAt(lines: readonly string[], at: number): boolean {
  return at > 0 && /[\p{L}»")]:$/u.test(plain(lines[at - 1] ?? ''))
}

const MOST_OF_DISCLAIMER = 30

/** The last paragraph when it is a notice of confidentiality. */
function withoutDisclaimer(lines: readonly string[], end: number, pieces: Signed[]): number {
  const last = lastFilled(lines, end)
  let first = last
  while (first > 0 && last - first < MOST_OF_DISCLAIMER && plain(lines[first - 1] ?? '') !== '') first -= 1
  if (first <= 0 || !isDisclaimer(lines.slice(first, last + 1).join(' '))) return end
  pieces.unshift({ from: first, to: end, rule: 'disclaimer', sure: false })
  return first
}

const MOST_LINES = 150

interface Closing {
  readonly at: number
  readonly rule: CutRule
  readonly sure: boolean
}

/** The first delimiter or sign-off after which nothing but a signature stands. Only the last lines are looked at. */
function closingAt(lines: readonly string[], end: number, author: string): Closing {
  let fenced = false
  let said = end > MOST_LINES
  for (let at = Math.max(0, end - MOST_LINES); at < end; at += 1) {
    const line = lines[at] ?? ''
    const text = plain(line)
    if (text.startsWith('```')) fenced = !fenced
    if (text === '' || fenced || line.length > 200) continue
    const delimiter = delimiterAt(lines, at, end, author)
    if (delimiter !== null) return { at, rule: 'signature mark', sure: delimiter === 'strict' }
    if (said && isSignOff(line) && isCard(lines.slice(at + 1, end), author))
      return { at, rule: 'sign-off', sure: false }
    if (said && at === lastFilled(lines, end) && isDashedName(lines, at, author))
      return { at, rule: 'signature mark', sure: false }
    if (said && (isOwnCard(lines, at, end, author) || isThanked(lines, at, end, author)))
      return { at, rule: 'sign-off', sure: false }
    said = true
  }
  return { at: end, rule: 'sign-off', sure: false }
}

const LONGEST_SIGNATURE = 16
const LONGEST_CARD = 30
const LONGEST_STRICT = 40
const DRAWN = /^(?:--|—|–|-{2,60}|_{2,80}|={5,80}|\*{5,80})$/u

/** `-- ` is a delimiter wherever it stands; `--`, `—`, `___` where nothing but a visiting card follows. */
function delimiterAt(lines: readonly string[], at: number, end: number, author: string): 'strict' | 'drawn' | null {
  const line = (lines[at] ?? '').replace(/\r$/u, '')
  const strict = line === '-- ' || line === '--\u00a0'
  if (!strict && !DRAWN.test(plain(line))) return null
  const rest = lines.slice(at + 1, end).filter((next) => plain(next) !== '')
  if (rest.length > LONGEST_STRICT) return null
  if (strict && lines.slice(0, at).some((above) => above === line) && lines.slice(0, at).some(isCode)) return null
  if (strict) return rest.some(isCode) && readCard(rest, author) === null ? null : 'strict'
  if (isHeading(lines, at) || isRepeated(lines, at)) return null
  if (rest.length === 0) return plain(line) === '--' ? 'drawn' : null
  if (rest.length > LONGEST_SIGNATURE) return null
  if (isListFooter(rest)) return 'drawn'
  const card = readCard(rest, author)
  if (card === null) return signsOff(rest, author) ? 'drawn' : null
  const short =
    /^(?:-{2,3}|—|–)$/u.test(plain(line)) &&
    card.names <= 2 &&
    (card.own || card.posts > 0 || (author === '' && (card.contact || plain(lines[at + 1] ?? '') !== '')))
  return short || (card.contact && card.named) ? 'drawn' : null
}

/** Mailman's: the list's name, its address, its page. */
function isListFooter(rest: readonly string[]): boolean {
  const [name = '', ...below] = rest.map(plain)
  return (
    /(?:mailing list|список рассылки|mailingliste|liste de diffusion)$/iu.test(name) &&
    below.length > 0 &&
    below.length <= 4 &&
    below.every((line) => /^(?:\S{1,60}: )?(?:\S+@\S+|https?:\/\/\S+)$/u.test(line))
  )
}

/** A sign-off right below the delimiter, and a card below that. */
function signsOff([first = '', ...rest]: readonly string[], author: string): boolean {
  return isSignOff(first) && isCard(rest, author)
}

/** A line of a program: `-- ` above it is a comment. */
function isCode(line: string): boolean {
  return /[;{}]\s*$|^\s*(?:select|insert|update|delete|create|alter|drop|grant|begin|commit)\b/iu.test(line)
}

/** Lines that part one thing from another are no signature's. */
function isRepeated(lines: readonly string[], at: number): boolean {
  const drawn = plain(lines[at] ?? '')
  return lines.slice(0, at).some((line) => plain(line) === drawn)
}

/** A line drawn below what it announces or underlines: «Диск отправьте по адресу:». */
function isHeading(lines: readonly string[], at: number): boolean {
  return at > 0 && /[:：]\s*$/u.test(plain(lines[lastFilled(lines, at)] ?? ''))
}

/** Nothing but a visiting card below a sign-off, or nothing at all. */
function isCard(rest: readonly string[], author: string): boolean {
  const filled = rest.filter((line) => plain(line) !== '')
  if (filled.length > LONGEST_CARD || filled.some((line) => POSTSCRIPT.test(folded(plain(line))))) return false
  const card = readCard(filled, author)
  return card !== null && (card.contact || card.names <= 3)
}

const LONGEST_OWN_CARD = 8

/** The writer's whole name below a blank line, and below it his post, firm and telephone: Thunderbird puts no line above. */
function isOwnCard(lines: readonly string[], at: number, end: number, author: string): boolean {
  const line = lines[at] ?? ''
  if (end - at > LONGEST_OWN_CARD || plain(lines[at - 1] ?? '') !== '' || plain(line).split(' ').length < 2)
    return false
  if (!nameMatches(line, author) || isHeading(lines, at)) return false
  const below = readCard(lines.slice(at + 1, end), author)
  return below !== null && below.names === 0 && (below.contact || below.posts > 0)
}

const NO_NAMES =
  /^(?:да|нет|есть|никак|никто|ничего|готово|пока|привет|спасибо|хорошо|yes|no|ok|none|done|nothing|thanks|hello|bye)$/iu

/** `-Anna`, «— Анна»: the last line, alone, in the writer's name where that is known. */
function isDashedName(lines: readonly string[], at: number, author: string): boolean {
  const name = /^(?:-{1,2}|—|–|~) ?(\p{Lu}\p{Ll}{1,20}(?: \p{Lu}[\p{Ll}.]{0,20}){0,2})$/u.exec(
    plain(lines[at] ?? ''),
  )?.[1]
  if (name === undefined || NO_NAMES.test(name) || plain(lines[at - 1] ?? '') !== '') return false
  return author === '' ? isName(name) : nameMatches(name, author)
}

const THANKS =
  /^(?:(?:many |kind )?thanks(?: again| in advance)?|thank you(?: very much)?|спасибо|большое спасибо|заранее спасибо|благодарю|vielen dank|danke|merci(?: d['’]avance)?|gracias|grazie|obrigad[oa]|bedankt|tack|tak|takk|kiitos|dziękuję|děkuji|köszönöm|дякую)[\s.,!]*$/u

/** A name of two words right below thanks, and below it a post, firm or telephone: the thanks stay. */
function isThanked(lines: readonly string[], at: number, end: number, author: string): boolean {
  const line = plain(lines[at] ?? '')
  if (end - at > LONGEST_OWN_CARD || !line.includes(' ') || !isName(line)) return false
  if (!THANKS.test(folded(plain(lines[lastFilled(lines, at)] ?? '')))) return false
  const below = readCard(lines.slice(at + 1, end), author)
  return below !== null && below.names <= 1 && (below.contact || below.posts > 0)
}

const POSTSCRIPT = /^(?:p\.? ?p?\.? ?s(?![\p{L}])|з\.?ы(?![\p{L}])|п\. ?с\.|постскриптум)/u
