// The words by which a client says that a quotation of our mail follows: «30.11.2026 12:46, Техническая поддержка пишет:», in
// one line or wrapped, and blocks of header lines. Known by what we know of our mail: its sender, its day, its subject, to
// whom it went. What stands before them on their first line is the writer's.
import { lettersOf } from './letters-alone.ts'
import type { Line } from './quotation.ts'

/** What the desk knows of the mail that is answered. */
export interface MailKnown {
  readonly subject: string
  readonly at: Date
  /** As From named us, and the person it went to. */
  readonly from: { readonly name: string; readonly address: string }
  readonly to: { readonly name: string; readonly address: string }
  /** Message-ID and its token. */
  readonly messageId: string
}

/** Lines [from, to) that introduce a quotation, and the writer's own words before them on the first. */
export interface Introduction {
  readonly from: number
  readonly to: number
  readonly before: string
  /**
   * Where it is one, if it does not end the mail: `anywhere` above a quotation when it holds our day or our Message-ID, `above`
   * one when it holds our name alone; right above one when it only holds our hour, or is a block of our headers.
   */
  readonly counts: 'anywhere' | 'above' | 'right above'
}

const MOST_LINES = 4
/** No client says more on one line. */
const LONGEST_LINE = 400

/** All introductions in a text, from above. */
export function introductionsIn(lines: readonly Line[], mail: MailKnown): readonly Introduction[] {
  const found: Introduction[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]
    if (line === undefined || line.text.trim() === '' || line.text.length > LONGEST_LINE) continue
    const one = line.marked
      ? gluedTo(lines, at, mail)
      : (headerBlockAt(lines, at, mail) ?? attributionEndingAt(lines, at, mail) ?? greetingAt(lines, at, mail))
    if (one === null || one.from < (found.at(-1)?.to ?? 0)) continue
    found.push(one)
    at = one.to - 1
  }
  return found
}

/** Behind a line of a program that begins like a quote, or itself behind the marks of the quotation that it introduces. */
function gluedTo(lines: readonly Line[], at: number, mail: MailKnown): Introduction | null {
  const one = attributionEndingAt(lines.slice(at, at + 1), 0, mail)
  if (one === null) return null
  const before = lettersOf(one.before) === '' ? '' : one.before
  return before === '' && one.counts !== 'anywhere' ? null : { ...one, from: at, to: at + 1, before }
}

/** «Здравствуйте, Техническая,»: The Bat! greets whom it answers by the first word of his name. */
function greetingAt(lines: readonly Line[], at: number, { from }: MailKnown): Introduction | null {
  const [, whom = ''] = /^(?:здравствуйте|hello|hi|dear)[,\s]+(.{1,60}?)[.,!\s]*$/iu.exec(lines[at]?.text ?? '') ?? []
  const isUs = whom !== '' && [from.name, from.name.split(' ')[0] ?? ''].includes(whom)
  return isUs ? { from: at, to: at + 1, before: '', counts: 'above' } : null
}

const MONTH =
  '(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру|студ|сак|красав|чэр|ліп|жні|кас|ліс|снеж|қаң|ақп|нау|сәу|мам|мау|шіл|там|қыр|қаз|қар|жел|jan|feb|mar|mär|apr|ma[iy]|jun|jul|aug|sep|okt|oct|nov|de[cz]|févr|avr|jui|aoû|déc|sty|lut|kwi|maj|cze|lip|sie|wrz|paź|lis|gru)\\p{L}{0,9}'
const ORDINAL = '\\d{1,2}(?:st|nd|rd|th)?'
const DAY = `(?:\\d{1,2}[./-]\\d{1,2}[./-](?:20)?\\d\\d|20\\d\\d[./-]\\d{1,2}[./-]\\d{1,2}|${ORDINAL}\\.?\\s+${MONTH}\\.?,?\\s+20\\d\\d|${MONTH}\\.?\\s+${ORDINAL},?\\s+20\\d\\d|20\\d\\d\\s*ж\\.\\s*${ORDINAL}\\s+${MONTH}\\.?)(?:\\s*(?:г(?:ода|\\.)?|[рж]\\.))?`
const WEEKDAY =
  '(?:(?:пн|вт|ср|чт|пт|сб|вс|нд|аўт|чц|нядз|дс|сс|бс|жм|жс|понедельник|вторник|среда|среду|четверг|пятница|пятницу|суббота|субботу|воскресенье|понеділок|вівторок|середа|четвер|пʼятниця|субота|неділя|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lun|mar|mer|jeu|ven|sam|dim|pon|wt|śr|czw|pt|sob|niedz)(?:day|sday|nesday|rsday|urday)?[.,]{0,2}\\s+)'
const HOUR =
  '(?:,?\\s*(?:в|о|o|at|um|à)?\\s*\\d{1,2}[:.]\\d\\d(?:[:.]\\d\\d)?(?:\\s*[ap]\\.?m\\.?)?(?:\\s*(?:uhr|уақытында))?)'
const ZONE = '(?:\\s*\\(?(?:[+-]\\d\\d:?\\d\\d|utc|gmt|msk|мск|[A-Z]{3,4})(?:[+-]\\d{1,2})?\\)?)'
const OPENER = '(?:в (?:письме|сообщении) от|w dniu|dnia|on|в|во|у|am|le|el)'
const DATE = `(?:${OPENER}\\s+)?${WEEKDAY}?${DAY}(?:,\\s*${WEEKDAY})?${HOUR}?${ZONE}{0,2}`
const VERB =
  '(?:пиш(?:ет|ут)|(?:на)?писал(?:\\s*\\(?а\\)?|и)?|wrote|writes|said|schrieb|a écrit|escribió|пише|написа(?:в|ла)(?:\\(-?ла\\))?|напісаў|жазды|pisze|napisał(?:\\(a\\)|a)?)'
/** What clients print between the date and the name. */
const BETWEEN = '(?:от|from|by|пользователь|schrieb)'

const BEFORE_NAME = new RegExp(`(${DATE})[,;]?\\s*${BETWEEN}?\\s*["«“'*]*$`, 'iu')
const AFTER_NAME = new RegExp(
  `^["»”'*]*\\s*(?:[<(\\[]*\\s*(?:mailto:)?[^\\s<>()\\[\\]]+@[^\\s<>()\\[\\]]+\\s*[>)\\]]*)?["»”]*,?\\s*(${VERB})?,?\\s*(?:[–-]\\s)?(${DATE})?,?\\s*(?:in\\s+<[^<>]+>)?\\s*([:：])?\\s*$`,
  'iu',
)
const YOU_WROTE = new RegExp(
  `(?:(?:вы|you)\\s+(?:писали|wrote)\\s+(${DATE})|(${DATE}),?\\s*(?:вы|you)\\s+(?:писали|wrote))\\s*[:：]\\s*$`,
  'iu',
)

/** Our day and hour, and whatever somebody's address book calls us: it counts only right above a quotation. */
const BY_ANY_NAME = new RegExp(
  `((?:${OPENER}\\s+)?${WEEKDAY}?${DAY}${HOUR}${ZONE}{0,2}),?\\s[^\\n]{1,120}?\\s${VERB}\\s*[:：]\\s*$`,
  'iu',
)

const ENDS_IN_VERB = new RegExp(`${VERB}$`, 'iu')
/** Nextcloud: `"Служба" support@example.ru – 18 ноября 2026 г. 12:01`. */
const DATED_BEHIND = new RegExp(`@\\S{3,200}\\s[–-]\\s${DATE}$`, 'iu')

/** The introduction that ends with this line; it may have begun up to three lines above. */
function attributionEndingAt(lines: readonly Line[], last: number, mail: MailKnown): Introduction | null {
  const text = (lines[last]?.text ?? '').trimEnd()
  if (!/[:：]$/u.test(text) && !ENDS_IN_VERB.test(text) && !DATED_BEHIND.test(text)) return null
  let first = last
  while (first > 0 && last - first < MOST_LINES - 1 && !isOver(lines[first - 1])) first -= 1
  // Its first line may be glued to a line of a program that begins like a quote.
  if (first > 0 && first > last - MOST_LINES + 1 && lines[first - 1]?.marked) first -= 1
  const joined = lines.slice(first, last + 1).map((one) => one.text)
  const start = startIn(joined.join('\n'), mail)
  return start === null ? null : { ...placed(joined, first, start.at), to: last + 1, counts: start.counts }
}

function isOver(line: Line | undefined): boolean {
  return line === undefined || line.marked || line.text.trim() === '' || line.text.length > LONGEST_LINE
}

/** Where in the joined lines an introduction begins that goes on to their end. */
function startIn(
  joined: string,
  mail: MailKnown,
): { readonly at: number; readonly counts: Introduction['counts'] } | null {
  const lower = joined.toLowerCase()
  for (const named of namesOf(mail)) {
    const at = lower.lastIndexOf(named.toLowerCase())
    if (at < 0) continue
    const after = AFTER_NAME.exec(joined.slice(at + named.length))
    if (after === null) continue
    if (after[1] === undefined && after[3] === undefined && !DATED_BEHIND.test(joined)) continue
    const head = joined.slice(0, at)
    const date = ourDateAtEnd(
      head.replace(/[<(["'«“*\s]+$/u, (signs) => ' '.repeat(signs.length)),
      mail,
    )
    const isOurs = date !== null || isOurDay(after[2] ?? '', mail) || joined.includes(mail.messageId)
    const from = date ?? head.length - (/["«“'*<(]*$/u.exec(head)?.[0].length ?? 0)
    if (after[1] !== undefined || isOurs) return { at: from, counts: isOurs ? 'anywhere' : 'above' }
  }
  const named = BY_ANY_NAME.exec(joined)
  if (named !== null && isOurDay(named[1] ?? '', mail)) return { at: named.index, counts: 'right above' }
  const wrote = YOU_WROTE.exec(joined)
  return wrote !== null && isOurDay(wrote[1] ?? wrote[2] ?? '', mail) ? { at: wrote.index, counts: 'anywhere' } : null
}

/** What our mail's sender may be called, the whole first. */
function namesOf({ from }: MailKnown): readonly string[] {
  return [from.name, from.address].filter((one) => one.trim() !== '')
}

/** Where the date begins with which a text ends, when it is our mail's day. */
function ourDateAtEnd(text: string, mail: MailKnown): number | null {
  const skipped = Math.max(0, text.length - LONGEST_DATE)
  const found = BEFORE_NAME.exec(text.slice(skipped))
  return found !== null && isOurDay(found[1] ?? '', mail) ? skipped + found.index : null
}

const LONGEST_DATE = 100

/** Whether a date in any client's writing can be the day of our mail in some zone. */
function isOurDay(written: string, { at }: MailKnown): boolean {
  const numbers = (written.match(/\d+/gu) ?? []).map(Number)
  return [-1, 0, 1].some((shift) => {
    const day = new Date(at.getTime() + shift * 86_400_000)
    const year = day.getUTCFullYear()
    return numbers.includes(day.getUTCDate()) && (numbers.includes(year) || numbers.includes(year % 100))
  })
}

function placed(joined: readonly string[], first: number, start: number): Pick<Introduction, 'from' | 'before'> {
  let [rest, at] = [start, 0]
  while (at < joined.length - 1 && rest > (joined[at]?.length ?? 0)) {
    rest -= (joined[at]?.length ?? 0) + 1
    at += 1
  }
  return { from: first + at, before: (joined[at] ?? '').slice(0, rest).trimEnd() }
}

const SEPARATOR = /^[\s>]*(?:[-–—_=*~]{2,}[^\p{L}]*[\p{L}\s]{0,60}[-–—_=*~]{2,}|[-–—_=]{5,})\s*$/u
/** Samsung: «-------- Исходное сообщение --------От: Служба <…> Дата: … Кому: … Тема: …», all on one line. */
const SEPARATED_HEADERS = /^[\s>]*[-–—_=]{2,60}\s?[\p{L} ]{3,60}\s?[-–—_=]{2,60}\s*(\p{L}{1,20}\s?[:：].*)$/u
/** eM Client prints labels without a colon below a separator. */
const BARE_LABEL = /^\s*(\p{L}{2,12})\s+(["«“\p{L}\d[<].*)$/u
const LABELLED = /^[\s*]*(\p{L}[\p{L}\s-]{0,30})\*?\s*[:：]\*?\s*(.*)$/u
const MOST_HEADERS = 16

/** A block of header lines that begins here: a separator and below it, or at once, lines two of which name our mail. */
function headerBlockAt(lines: readonly Line[], at: number, mail: MailKnown): Introduction | null {
  if (holdsOurHeaders(lines[at]?.text ?? '', mail)) return { from: at, to: at + 1, before: '', counts: 'right above' }
  const isSeparated = SEPARATOR.test(lines[at]?.text ?? '')
  let first = isSeparated ? at + 1 : at
  while (isSeparated && first < lines.length && first < at + 3 && lines[first]?.text.trim() === '') first += 1
  const ours = new Set<string>()
  let end = first
  for (let n = first; n < lines.length && n < first + MOST_HEADERS && !lines[n]?.marked; n += 1) {
    const line = lines[n]?.text ?? ''
    if (line.length > LONGEST_LINE) break
    const value = LABELLED.exec(line)?.[2] ?? null
    const bare = isSeparated && value === null ? BARE_LABEL.exec(line)?.[2] : undefined
    const kind = oursIn(value ?? line, mail) ?? oursIn(bare ?? '', mail)
    // A line that a person has drawn stands above his own words.
    if (n === first && (kind === null || (value === null && bare === undefined))) return null
    if (kind !== null) ours.add(kind)
    if (line.trim() !== '' && (value !== null || kind !== null || goesOn(lines, n))) end = n + 1
    else if (line.trim() !== '' || !LABELLED.test(lines[n + 1]?.text ?? '')) break
  }
  return ours.size >= 2 ? { from: at, to: end, before: '', counts: 'right above' } : null
}

/** A separator with our name or address, our day and the subject behind it on its line. */
function holdsOurHeaders(line: string, mail: MailKnown): boolean {
  const behind = SEPARATED_HEADERS.exec(line)?.[1]
  if (behind === undefined || !isOurDay(behind, mail)) return false
  const letters = lettersOf(behind)
  return letters.includes(lettersOf(mail.from.address)) && letters.includes(lettersOf(mail.subject))
}

/** A wrapped value: a line with a label follows at once. */
function goesOn(lines: readonly Line[], at: number): boolean {
  const next = lines.slice(at + 1, at + 3).map((line) => line.text)
  return next[0]?.trim() !== '' && next.some((line) => LABELLED.test(line))
}

const ONLY_DATE = new RegExp(`^${DATE}$`, 'iu')

/** Which header of our mail a value is, and nothing besides. */
function oursIn(value: string, mail: MailKnown): 'from' | 'to' | 'subject' | 'date' | null {
  const letters = lettersOf(value.replace(/[[(<]mailto:/giu, '<'))
  if (letters === '') return null
  const isOf = (person: MailKnown['from']): boolean =>
    letters === lettersOf(person.name) || letters.replace(lettersOf(person.name), '') === lettersOf(person.address)
  if (isOf(mail.from)) return 'from'
  if (isOf(mail.to) || letters.includes(lettersOf(mail.messageId))) return 'to'
  if (letters.length > 3 && letters === lettersOf(mail.subject)) return 'subject'
  return ONLY_DATE.test(value.trim()) && isOurDay(value, mail) ? 'date' : null
}
