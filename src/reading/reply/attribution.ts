// The sentence above a quoted mail: «Иванов пишет:», `On … wrote:`, «вт, 5 мая 2020 г. в 10:00, Иван <i@example.ru>:», on
// one line or wrapped over four. Prose that begins likewise is told from it by what it names and how it ends.

import { holdsDay, holdsHourOrYear } from '../text/dates-in-text.ts'
import { holdsAddress, plain, wordsOf } from '../text/plain.ts'
import type { Mark, QuotedFrom } from './mark.ts'

const VERBS: ReadonlySet<string> = new Set(
  'wrote writes schrieb geschrieben écrit ecrit escribió escribio escreveu scritto scrisse napisał napisała napisal napísal napísala napsal napsala skrev kirjoitti schreef geschreven yazdı yazmış írta scris έγραψε написал написала написали пишет писал писала писали написав пише писав писала напісаў напісала піша написа напиша pisze pisał pisao napisao napisala rašė rakstīja kirjutas viết menulis كتب كتبت כתב כתבה escribe'.split(
    ' ',
  ),
)
/** Verbs behind which the author or the hour may stand: `schrieb X <x@y>:`. */
const INNER_VERBS: ReadonlySet<string> = new Set(
  'schrieb skrev schreef geschrieben napisana pisze napisał كتب írta kirjoitti kirjutas napisao pisao'.split(' '),
)
const GLUED_VERBS = /(?:写道|寫道|wrote|のメール|書きました|님이 작성|เขียนว่า|כתב(?:\/ה|ה)?)\s*[:：]?\s*$/u

const OPENERS: ReadonlySet<string> = new Set(
  'on am le la el em il op den dne dňa w в во at у dnia вы you vào στις ב في sul date'.split(' '),
)

/** No first line of a mark is shorter. */
const SHORTEST = 6
const MOST_LINES = 4
const MOST_CHARACTERS = 600

/** The attribution that begins at line `at`, or null. */
export function attributionAt(lines: readonly string[], at: number, quotedFrom: QuotedFrom): Mark | null {
  let joined = ''
  for (let to = at; to < at + MOST_LINES && to < lines.length; to += 1) {
    const line = plain(lines[to] ?? '')
    if (line === '' || (to > at && line.startsWith('>'))) return null
    if (joined.length + line.length > MOST_CHARACTERS) return null
    joined = joined === '' ? line : `${joined} ${line}`
    if (to === at && !mayOpen(joined)) return null
    if (!mayClose(joined)) continue
    const before = attribution(joined, quotedFrom(to + 1))
    if (before !== null) return endsInWhole(lines, at, to) ? null : { from: at, to: to + 1, forward: false, before }
  }
  return null
}

/** Whether the last of these lines are a whole mark by themselves, so that those above are the answer's own. */
function endsInWhole(lines: readonly string[], from: number, to: number): boolean {
  for (let at = from + 1; at <= to; at += 1) {
    // A date is wrapped behind its comma, a sentence ends otherwise.
    if (plain(lines[at - 1] ?? '').endsWith(',')) continue
    const tail = lines
      .slice(at, to + 1)
      .map(plain)
      .join(' ')
    if (!holdsDay(tail) || !holdsHourOrYear(tail)) continue
    if (!holdsAddress(tail) && !hasVerb(tail, VERBS)) continue
    if (mayOpen(plain(lines[at] ?? '')) && attribution(tail, 1) !== null) return true
  }
  return false
}

/** The first line of a mark names a day or a person's address, or holds the verb. */
function mayOpen(line: string): boolean {
  if (line.length < SHORTEST) return false
  const dated = holdsDay(line) || holdsAddress(line) || line.endsWith('<') || hasOpener(line)
  return dated || (hasColon(line) && hasVerb(line, VERBS)) || GLUED_VERBS.test(line)
}

/** A mark ends in a colon, in its verb, in an address, or (some German clients) in a name. */
function mayClose(joined: string): boolean {
  return /[:：>)]\s?[*_]{0,2}$/u.test(joined) || hasVerb(joined, VERBS)
}

function hasOpener(line: string): boolean {
  return /\d/u.test(line) && OPENERS.has(wordsOf(line.slice(0, 30))[0] ?? '')
}

/** «написал(а)», `napisał(a)` count as one word. */
function verbWords(text: string): readonly string[] {
  return wordsOf(text.replaceAll(/\((?:а|a|ла|la)\)|\/(?:а|كتبت)/gu, ''))
}

function hasVerb(text: string, verbs: ReadonlySet<string>): boolean {
  return GLUED_VERBS.test(text) || verbWords(text).some((word) => verbs.has(word))
}

/** Own words before the mark ('' when it stands alone), or null when the text is no mark. */
function attribution(text: string, quoted: number): string | null {
  const inline = inlineOpener(text)
  const mark = inline === 0 ? text : text.slice(inline)
  const proven =
    hasVerb(mark, VERBS) || hasVerb(mark, INNER_VERBS) ? provenVerb(mark, quoted) : provenPlain(mark, quoted)
  return proven ? text.slice(0, inline).trim() : null
}

/** Where `On Wed, Apr 4` begins in a line that starts with the answer. */
function inlineOpener(text: string): number {
  const found =
    /\sOn (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? |(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} \d|\d)/u.exec(
      text,
    )
  return found === null || !text.includes('wrote') ? 0 : found.index + 1
}

/** With its verb at the end, or within where the language has it so; a day or an address proves it, a quote helps. */
function provenVerb(mark: string, quoted: number): boolean {
  const colon = hasColon(mark)
  const closed = endsInVerb(mark)
  const placed = closed || hasVerb(mark, INNER_VERBS) || datedBehindVerb(mark)
  if (!placed) return false
  const day = holdsDay(mark)
  if (holdsAddress(mark)) return colon || (closed && (day || quoted > 0)) || (day && quoted > 0)
  if (day && (colon || closed)) return quoted > 0 || holdsHourOrYear(mark)
  if (day) return quoted > 0 || GERMAN.test(mark)
  return colon && quoted > 0 && isName(mark, quoted)
}

/** Amazon and others print it without a colon. */
const GERMAN = /^Am \d[^a-z]{0,40} um \d[^a-z]{0,12}(?:Uhr )?schrieb \p{Lu}[^.!?]{0,100}$/u

function hasColon(mark: string): boolean {
  return /[:：]\s?[*_>]{0,2}$/u.test(mark)
}

function endsInVerb(mark: string): boolean {
  return GLUED_VERBS.test(mark) || VERBS.has(verbWords(mark).at(-1) ?? '')
}

/** «Служба писал 2025-05-05 10:15:», «Вы писали 5 мая 2025 г.:»: nothing but a date behind the verb. */
function datedBehindVerb(mark: string): boolean {
  const behind = /(?:писал[аи]?|написал[аи]?|пишет|wrote)(?:\(а\))?,?\s(.{1,80})$/u.exec(mark)?.[1]
  return (
    behind !== undefined &&
    /^(?:on |в )?(?:\p{L}{2,12}[.,]{0,2} )?\d/u.test(behind) &&
    holdsDay(behind) &&
    !holdsAddress(behind)
  )
}

/** «Иван Иванов пишет:» without a date: a person's name, or a long quote. A program's message is neither. */
function isName(mark: string, quoted: number): boolean {
  const words = mark.split(' ').filter((word) => /\p{L}/u.test(word))
  if (words.length > 6 || /[.!?;]\s/u.test(mark)) return false
  const capitals = words.filter((word) => /^["«(]?\p{Lu}/u.test(word)).length
  return capitals >= words.length - 1 || (quoted > 1 && /^\p{Lu}/u.test(mark))
}

/** Without a verb: a day, an hour or year, and an address at the end; closed by a colon or followed by a quote. */
function provenPlain(mark: string, quoted: number): boolean {
  const address = holdsAddress(mark)
  if (address && hasColon(mark) && QUOTING.test(mark)) return true
  if (!holdsDay(mark) || !holdsHourOrYear(mark)) return false
  if (address && ADDRESS_ENDS.test(mark.slice(-300))) return hasColon(mark) || quoted > 0
  if (!hasColon(mark) || mark.length > 200) return false
  return quoted > 0 || /\d от \p{Lu}[^.!?]{0,60}$/u.test(mark)
}

const QUOTING = /^(?:quoting|цитирование|цитирую|цитата из|zitat von|citando|cytowanie|citace|citat)\s/iu
const ADDRESS_ENDS = /@[\p{L}\p{N}.-]{2,200}(?:[<[]mailto:[^<>\]]{3,200})?[>)\]"']{0,4}\s?[:：]?[*_]{0,2}$/u
