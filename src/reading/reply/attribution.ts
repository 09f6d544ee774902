// The sentence above a quoted mail: «Иванов пишет:», `On … wrote:`, «вт, 5 мая 2020 г. в 10:00, Иван <i@example.ru>:», on
// one line or wrapped over four, or on the last line of the answer. Prose that begins likewise is told from it by what it
// names and how it ends.

import { holdsDay, holdsHour, holdsHourOrYear } from '../text/dates-in-text.ts'
import { holdsAddress, plain, wordsOf } from '../text/plain.ts'
import { beginnings } from './attribution-begins.ts'
import type { Mark, QuotedFrom } from './mark.ts'
import { isSmallTalk, namesPerson } from './person-named.ts'

const VERBS: ReadonlySet<string> = new Set(
  'wrote writes said says schrieb schrieben geschrieben écrit ecrit dit escribió escribio escreveu scritto scrisse napisał napisała napisali nadesłał napisal napísal napísala napsal napsala skrev skrivit kirjoitti schreef schrieven geschreven yazdı yazmış írta küldte scris έγραψε написал написала написали пишет пишут писал писала писали написав написала пише писав писала надіслав напісаў напісала піша написа напиша жазды жазған pisze pisał pisao napisao napisala rašė parašė rakstīja kirjutas viết menulis كتب كتبت כתב כתבה escribe escrito napisal написао напишао escribiu escriure escrit लिखा skrifaði نوشت idatzi grafis'.split(
    ' ',
  ),
)
/** Verbs behind which the author or the hour may stand: `schrieb X <x@y>:`. */
const INNER_VERBS: ReadonlySet<string> = new Set(
  'schrieb skrev schreef geschrieben napisana pisze napisał كتب írta kirjoitti kirjutas napisao pisao skrifaði idatzi'.split(
    ' ',
  ),
)
const GLUED_VERBS =
  /(?:写道|寫道|wrote|のメール|書きました|님이 작성|작성|이\(가\) 쓴 글|เขียนว่า|כתב(?:\/ה|ה)?)\s*[:：]?\s*$/u

const OPENERS: ReadonlySet<string> = new Set(
  'on at am le la el em il op den dne dňa w в во at у dnia вы you vào στις ב في sul date in'.split(' '),
)

/** No first line of a mark is shorter. */
const SHORTEST = 6
const MOST_LINES = 4
const MOST_CHARACTERS = 600

/** The attribution that begins on line `at`, or null. `names` are those by which it may begin in the middle of a line. */
export function attributionAt(
  lines: readonly string[],
  at: number,
  quotedFrom: QuotedFrom,
  names: readonly string[] = [],
): Mark | null {
  let joined = ''
  for (let to = at; to < at + MOST_LINES && to < lines.length; to += 1) {
    const line = plain(lines[to] ?? '')
    if (line === '' || (to > at && line.startsWith('>') && !closesBracket(joined, line))) return null
    if (joined.length + line.length > MOST_CHARACTERS) return null
    joined = (joined === '' ? line : `${joined} ${line}`).replace(NEWS, ':')
    if (to === at && !mayOpen(joined) && !isWrappedName(joined, plain(lines[at + 1] ?? ''))) return null
    if (!mayClose(joined)) continue
    const found = attribution(joined, quotedFrom(to + 1), names)
    if (found === null) continue
    // What begins on a later line is found there; what is whole there leaves this line to the answer.
    if (quotedFrom(to + 1) === 0 && isShown(plain(lines[at - 1] ?? ''))) return null
    if (found.begins >= plain(lines[at] ?? '').length || endsInWhole(lines, at, to)) return null
    const led = joined.slice(0, found.begins).trim()
    const before = /[\p{L}\p{N}]/u.test(led) ? led : ''
    return { from: at, to: to + 1, forward: false, before, rule: 'attribution', sure: found.sure }
  }
  return null
}

const LONGEST_DATED = 60

/** Postbox: `Anna Smith`, below it `November 23, 2026 at 10:15 AM`, and below that the quote. */
export function datedNameAt(lines: readonly string[], at: number, quotedFrom: QuotedFrom): Mark | null {
  const name = plain(lines[at] ?? '')
  const date = plain(lines[at + 1] ?? '')
  if (date.length > LONGEST_DATED || !/^\p{Lu}[^\d:.,;!?]{2,60}$/u.test(name) || !holdsDay(date) || !holdsHour(date))
    return null
  if (!isSmallTalk(date) || !namesPerson(name, VERBS) || quotedFrom(at + 2) < 2) return null
  return { from: at, to: at + 2, forward: false, before: '', rule: 'attribution', sure: false }
}

/** The writer shows a line of a journal: «В журнале:» stands right above it. */
function isShown(above: string): boolean {
  return /[\p{Ll}»")]:$/u.test(above)
}

/** `Anna < a@example.org` wrapped before `> wrote:`. */
function closesBracket(joined: string, line: string): boolean {
  return joined.lastIndexOf('<') > joined.lastIndexOf('>') && /^>,? ?\p{L}[^>]{0,40}[:：]$/u.test(line)
}

/** Programs for newsgroups name the article: `"Anna" <a@example.org> wrote in message news:1@example.org...`. */
const NEWS =
  /\s(?:in message|im newsbeitrag|dans le message(?: de)?|en el mensaje|nel messaggio|i (?:melding|meddelandet|meddelelsen)|в сообщении(?: следующее)?)\s?:?\s?(?:news:?\s?)?<?[^\s<>]{3,200}>?\.{0,3}$/iu

/** Whether the last of these lines are a whole mark by themselves, so that those above are the answer's own. */
function endsInWhole(lines: readonly string[], from: number, to: number): boolean {
  for (let at = from + 1; at <= to; at += 1) {
    // A date is wrapped behind its comma, a sentence ends otherwise.
    if (isWrapped(plain(lines[at - 1] ?? ''), plain(lines[at] ?? ''))) continue
    const tail = lines
      .slice(at, to + 1)
      .map(plain)
      .join(' ')
    if (!holdsDay(tail) || !holdsHourOrYear(tail)) continue
    if (!holdsAddress(tail) && !hasVerb(tail, VERBS)) continue
    if (mayOpen(plain(lines[at] ?? '')) && proof(tail, 1) !== null) return true
  }
  return false
}

function isWrapped(before: string, line: string): boolean {
  return (
    before.endsWith(',') ||
    goesOn(line) ||
    (/@\S{3,200}[>)]$/u.test(before) && /^\p{Ll}/u.test(line)) ||
    /@\S{3,200}[>)](?: \p{Ll}{1,6}){1,3}$/u.test(before)
  )
}

/** Behind a name an address, a verb or the rest of a date is wrapped; no mark begins so. */
function goesOn(line: string): boolean {
  if (/^(?:[<(]|(?:19|20)\d\d(?![-./年]\d)|\d{1,2}:\d\d|[于於])/u.test(line)) return true
  const first = /^\p{Ll}[\p{L}\p{M}]{0,20}/u.exec(line)?.[0]
  return first !== undefined && (VERBS.has(first) || !isSmallTalk(first))
}

/** The first line of a mark names a day or a person's address, or holds the verb. */
function mayOpen(line: string): boolean {
  if (line.length < SHORTEST) return false
  const dated = holdsDay(line) || holdsAddress(line) || line.endsWith('<') || hasOpener(line)
  return dated || (hasColon(line) && hasVerb(line, VERBS)) || GLUED_VERBS.test(line)
}

/** A long name fills the first line; the address or the verb stands on the next. */
function isWrappedName(line: string, next: string): boolean {
  if (OPENS.test(line)) return line.length <= 60
  if (!/^["'«“]?\p{Lu}[^.!?:;\d]{2,60}$/u.test(line) || !namesPerson(line, VERBS)) return false
  return /^(?:[<(]{1,2}[^\s<>]{1,64}@|[^\s<>@]{1,64}@\S{3,200} [–-] )/u.test(next) || VERBS.has(wordsOf(next)[0] ?? '')
}

/** Words in front of a name that only programs print. */
const OPENS =
  /^(?:wiadomość napisana przez|quoting|zitat von|cytowanie|citando|citace|missatge de|kontakt|цитирование|сообщение от)(?![\p{L}])/iu

/** A mark ends in a colon, in its verb, in an address, or (some German clients) in a name. */
function mayClose(joined: string): boolean {
  return /[:：>)]\s?[*_-]{0,5}$/u.test(joined) || hasVerb(joined, VERBS) || DATED_BEHIND.test(joined)
}

/** Nextcloud: `"Иван" i@example.ru – 23 ноября 2026 г. 10:15`. */
const DATED_BEHIND = /@[^\s<>]{3,200}>?\s[–-]\s.{4,40}\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?$/iu

function hasOpener(line: string): boolean {
  return /\d/u.test(line) && OPENERS.has(wordsOf(line.slice(0, 30))[0] ?? '')
}

/** «написал(а)», `napisał(a)` count as one word. */
function verbWords(text: string): readonly string[] {
  return wordsOf(text.replaceAll(/\(-?(?:а|a|ла|la)\)|\/(?:а|ла|كتبت)/gu, ''))
}

function hasVerb(text: string, verbs: ReadonlySet<string>): boolean {
  return GLUED_VERBS.test(text) || verbWords(text).some((word) => verbs.has(word))
}

/** Where the mark begins in joined lines (0 where it stands alone), and whether it is sure; null when there is none. */
function attribution(
  text: string,
  quoted: number,
  names: readonly string[],
): { readonly begins: number; readonly sure: boolean } | null {
  for (const begins of beginnings(text, names)) {
    const mark = text.slice(begins)
    const sure = proof(mark, quoted)
    if (sure !== null && (holdsAddress(mark) || namesPerson(mark, VERBS))) return { begins, sure }
  }
  const sure = proof(text, quoted)
  return sure === null ? null : { begins: 0, sure }
}

/** Null when the text is no mark, else whether it is surely one. */
function proof(mark: string, quoted: number): boolean | null {
  const verbal = hasVerb(mark, VERBS) || hasVerb(mark, INNER_VERBS)
  const proven = verbal ? provenVerb(mark, quoted) : provenPlain(mark, quoted)
  if (!proven) return null
  const address = holdsAddress(mark)
  if (quoted > 0) return address || (holdsDay(mark) && namesPerson(mark, VERBS))
  if (DATED_BEHIND.test(mark)) return true
  const named = BRACKETED.test(mark) && holdsDay(mark) && mark.length <= 250
  const closed = hasColon(mark) && endsInVerb(mark) && OPENERS.has(wordsOf(mark.slice(0, 30))[0] ?? '')
  return named && (closed || (holdsHourOrYear(mark) && (hasColon(mark) || endsInVerb(mark))))
}

const BRACKETED = /[<[(]\s?(?:mailto:)?[^\s<>()[\]]{1,64}@[^\s<>()[\]]{3,200}/u

/** With its verb at the end, or within where the language has it so; a day or an address proves it, a quote helps. */
function provenVerb(mark: string, quoted: number): boolean {
  const colon = hasColon(mark)
  const closed = endsInVerb(mark)
  const placed = closed || hasVerb(mark, INNER_VERBS) || datedBehindVerb(mark)
  if (!placed) return false
  const day = holdsDay(mark)
  if (holdsAddress(mark)) return colon || (closed && (day || quoted > 0)) || (day && quoted > 0)
  if (day && (colon || closed))
    return quoted > 0 || ((holdsHour(mark) || ENGLISH.test(mark)) && namesPerson(mark, VERBS))
  if (day) return quoted > 0 || GERMAN.test(mark)
  return colon && quoted > 0 && isName(mark, quoted)
}

/** `On Nov 26, 2013 you wrote:` needs no hour. */
const ENGLISH = /^On (?:\p{L}{3,9}\.?,? )?(?:\p{L}{3,9}\.? \d{1,2}|\d{1,2} \p{L}{3,9}\.?),? (?:19|20)\d\d/u

/** Amazon and others print it without a colon. */
const GERMAN = /^Am \d[^a-z]{0,40} um \d[^a-z]{0,12}(?:Uhr )?schrieb \p{Lu}[^.!?]{0,100}$/u

function hasColon(mark: string): boolean {
  return /[:：]\s?[*_>-]{0,5}$/u.test(mark)
}

/** Gmail in Portuguese and Hungarian: `escreveu (segunda, 23/11/2026 à(s) 10:15):`. */
const DATED_IN_BRACKETS = /\s\((?=[^)]{0,60}\d)(?:[^()\n]|\([^()\n]{0,12}\)){4,80}\)\s?:?$/u

function endsInVerb(mark: string): boolean {
  const bare = mark.replace(DATED_IN_BRACKETS, '')
  return GLUED_VERBS.test(bare) || VERBS.has(verbWords(bare).at(-1) ?? '')
}

const BEHIND_VERB = new RegExp(`(?<![\\p{L}])(?:${[...VERBS].join('|')})(?:\\(а\\))?,?\\s(.{1,80})$`, 'u')

/** «Служба писал 2025-05-05 10:15:», «Вы писали 5 мая 2025 г.:»: nothing but a date behind the verb. */
function datedBehindVerb(mark: string): boolean {
  const behind = BEHIND_VERB.exec(mark)?.[1]
  return (
    behind !== undefined &&
    /^(?:(?:on|am|op|sur|le|el|il|den|dne|в|у) )?(?:\p{L}{2,12}[.,]{0,2} )?\d/u.test(behind) &&
    holdsDay(behind) &&
    !holdsAddress(behind) &&
    namesPerson(`Иван ${behind}`, VERBS)
  )
}

/** «Иван Иванов пишет:» without a date: a person's name, or a long quote. A program's message is neither. */
function isName(mark: string, quoted: number): boolean {
  const words = mark.split(' ').filter((word) => /\p{L}/u.test(word))
  if (words.length > 6 || /[.!?;]\s/u.test(mark) || !namesPerson(mark, VERBS)) return false
  const capitals = words.filter((word) => /^["«(]?\p{Lu}/u.test(word)).length
  return capitals >= words.length - 1 || (quoted > 1 && /^\p{Lu}/u.test(mark))
}

/** «Вчера Иванов <i@example.ru> сообщил:» is said by a person. */
const TOLD =
  /[>)\]]\s+(?:нам |мне |us |me )?(?:сообщ|сказал|говор|спросил|спрашив|ответил|отвеча|прос|попросил|жал|пожаловал|заяв|указал|указыв|уточн|присла|отправил|получил|утвержда|told|reported|reports|asked|asks|replied|replies|complain|sent|received|says|said|meldete|sagte|fragte)\p{L}*\s?[:：]$/iu

/** Without a verb: a day, an hour or year, and an address at the end; closed by a colon or followed by a quote. */
function provenPlain(mark: string, quoted: number): boolean {
  const address = holdsAddress(mark)
  if (TOLD.test(mark)) return false
  if (address && hasColon(mark) && QUOTING.test(mark)) return true
  if (!holdsDay(mark) || !holdsHourOrYear(mark)) return false
  if (address && ADDRESS_ENDS.test(mark.slice(-300))) return hasColon(mark) || quoted > 0
  if (address && DATED_BEHIND.test(mark)) return true
  if (BRACKETED.test(mark) && hasColon(mark) && mark.length <= 200 && namesPerson(mark, VERBS)) return true
  if (!hasColon(mark) || mark.length > 200) return false
  return quoted > 0 ? address || namesPerson(mark, VERBS) : /\d от \p{Lu}[^.!?]{0,60}$/u.test(mark)
}

const QUOTING = /^(?:quoting|цитирование|цитирую|цитата из|zitat von|citando|cytowanie|citace|citat)\s/iu
const ADDRESS_ENDS = /@[\p{L}\p{N}.-]{2,200}(?:[<[]mailto:[^<>\]]{3,200})?[>)\]"']{0,4}\s?[:：]?[*_]{0,2}$/u
