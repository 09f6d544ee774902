// The lines by which mail clients announce a quoted mail: «Иванов пишет:», «-----Исходное сообщение-----»,
// «От: Отправлено: Кому: Тема:», `On … wrote:`. Each reader answers how many lines the mark takes, 0 for none.
import { holdsDay, holdsHour, holdsHourOrYear } from './dates-in-text.ts'
import { headerLine, type Label, labelsWithin } from './header-labels.ts'
import { bare, folded, holdsAddress, plain, wordsOf } from './plain.ts'

/** A mark found: lines `from` up to but without `to`, and whether it announces a forward. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly forward: boolean
  /** Own words that stand before the mark in its first line. */
  readonly before: string
}

const VERBS: ReadonlySet<string> = new Set(
  'wrote writes written schrieb geschrieben écrit ecrit escribió escribio escreveu scritto scrisse napisał napisała napisal napisana napisała napsal napsala napísal napísala skrev kirjoitti schreef geschreven yazdı yazmış írta scris έγραψε написал написала написали пишет писал писала писали пишете написав пише писав писала напісаў напісала піша написа напиша pisze pisał pisao napisao napisala rašė rakstīja kirjutas viết menulis كتب كتبت כתב כתבה napisał(a) write escrito escribe ha_scritto'.split(
    ' ',
  ),
)
const GLUED_VERBS = /(?:写道|寫道|wrote|のメール|書きました|님이 작성|작성:)\s*[:：]?\s*$/u

const OPENERS: ReadonlySet<string> = new Set(
  'on am le la el em il op den dne dňa w в во at at: den: at, у dnia a в: вы ты you tarihinde tanggal vào da στις ב في في: sul il: date mon tue wed thu fri sat sun mo di mi do fr sa so пн вт ср чт пт сб вс'.split(
    ' ',
  ),
)

const SEPARATOR_WORDS =
  /original message|original appointment|reply message|forwarded message|forwarded by|forward(?:ed)? mail|оригинальное сообщение|оригинал(?:ьное)? письм|исходное сообщение|исходное письмо|исходящее сообщение|переслан\p{L}* (?:сообщени|письм)|пересылаем\p{L}* (?:сообщени|письм)|переадресован\p{L}* (?:сообщени|письм)|начало (?:пересыл|переадрес|переслан)|перенаправлен\p{L}* (?:сообщени|письм)|ваше сообщение|вихідне повідомлення|оригінальне повідомлення|переслане повідомлення|пераслан\p{L}* |ursprüngliche (?:nachricht|mail)|original-?nachricht|originalnachricht|weitergeleitete (?:nachricht|mail)|message d['’ʼ]origine|message original|message transféré|mensaje original|mensaje reenviado|mensagem original|mensagem encaminhada|messaggio originale|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|oprindelig (?:meddelelse|besked)|videresendt|ursprungligt meddelande|ursprungsmeddelande|vidarebefordrat|opprinnelig melding|alkuperäinen viesti|välitetty viesti|wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana|treść przekazanej|původní zpráva|přeposlaná zpráva|pôvodná správa|eredeti üzenet|továbbított|orijinal mesaj|iletilen (?:mesaj|ileti)|özgün ileti|αρχικό μήνυμα|原始邮件|原始郵件|转发邮件|元のメッセージ|転送メッセージ|원본 메시지|전달된 메시지|الرسالة الأصلية|mesaj original|izvorna poruka|quoted text|цитата|quoted message/u
const FORWARD_WORDS =
  /forward|пересл|пересыл|переадрес|перенаправ|пераслан|weitergeleitet|transféré|reenviado|encaminhada|inoltrato|doorgestuurd|videresendt|vidarebefordra|välitetty|przekazan|přeposlan|továbbított|iletilen|转发|転送|전달된/u
const APPLE_FORWARD =
  /^(?:begin forwarded message|начало (?:пересылаемого|переадресованного|пересланного) (?:сообщения|письма)|пересылаемое сообщение|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:transféré|réexpédié)|inicio del mensaje reenviado|início da mensagem (?:encaminhada|reencaminhada)|inizio messaggio inoltrato|begin doorgestuurd bericht|початок листа, що пересилається|początek przekazywanej wiadomości|vidarebefordrat brev|videresendt melding)\s?:?$/u

/** The mark that begins at line `at`, or null. `quotedNext` tells whether the line after an index is a quoted one. */
export function markAt(lines: readonly string[], at: number, quotedFrom: (index: number) => boolean): Mark | null {
  const separator = separatorAt(lines, at)
  if (separator !== null || plain(lines[at] ?? '').startsWith('>')) return separator
  return attributionAt(lines, at, quotedFrom) ?? headerBlockAt(lines, at)
}

/** «-----Исходное сообщение-----», with headers behind it in the same line or not. */
function separatorAt(lines: readonly string[], at: number): Mark | null {
  const text = folded(plain(lines[at] ?? ''))
  const mark = { from: at, to: at + 1, before: '' }
  if (APPLE_FORWARD.test(bare(text))) return { ...mark, forward: true }
  if (groupwise(text)) return { ...mark, forward: false }
  const dashes = /^[\s*_<"«]{0,4}[-–—_=+*~#]{2,60}\s?(?:\p{L}|\*)/u.exec(text)
  if (dashes === null) return null
  const head = text.slice(0, 120)
  if (!SEPARATOR_WORDS.test(head)) return null
  const words = head.replace(/^[^\p{L}]{1,70}/u, '')
  const end = words.search(/[-–—_=*~#:]{1}/u)
  if (end < 0 || end > 60) return null
  return { ...mark, forward: FORWARD_WORDS.test(head) }
}

/** GroupWise: `>>> Иван Иванов <i@example.ru> 05.05.2020 10:00 >>>`. */
function groupwise(text: string): boolean {
  return (
    text.startsWith('>>>') &&
    (text.endsWith('>>>') || text.endsWith('wrote:')) &&
    (holdsDay(text) || holdsAddress(text))
  )
}

const MOST_LINES = 4

/** `On … wrote:` and «вт, 5 мая 2020 г. в 10:00, Иван <i@example.ru>:», on one line or on up to four. */
function attributionAt(lines: readonly string[], at: number, quotedFrom: (index: number) => boolean): Mark | null {
  let joined = ''
  for (let to = at; to < at + MOST_LINES && to < lines.length; to += 1) {
    const line = plain(lines[to] ?? '')
    if (line === '' || (to > at && line.startsWith('>'))) return null
    if (joined.length + line.length > 600) return null
    joined = joined === '' ? line : `${joined} ${line}`
    if (to === at && !mayOpen(joined)) return null
    const before = attribution(joined, quotedFrom(to + 1))
    if (before !== null) return { from: at, to: to + 1, forward: false, before }
  }
  return null
}

/** The first line of a mark names a day, a person's address, or the verb. */
function mayOpen(line: string): boolean {
  return holdsDay(line) || holdsAddress(line) || /<\s*$/u.test(line) || hasVerb(line) || openerOf(line)
}

function openerOf(line: string): boolean {
  return /\d/u.test(line) && OPENERS.has(wordsOf(line.slice(0, 30))[0] ?? '')
}

function hasVerb(text: string): boolean {
  return GLUED_VERBS.test(text) || wordsOf(text).some((word) => VERBS.has(word))
}

/** Own words before the mark ('' when it stands alone), or null when the text is no mark. */
function attribution(text: string, quotedNext: boolean): string | null {
  const inline = inlineOpener(text)
  const mark = inline === 0 ? text : text.slice(inline)
  const colon = /[:：]\s?[*_>]{0,2}$/u.test(mark)
  const proven = hasVerb(mark) ? provenVerb(mark, colon, quotedNext) : provenPlain(mark, colon, quotedNext)
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

function provenVerb(mark: string, colon: boolean, quotedNext: boolean): boolean {
  const day = holdsDay(mark)
  const address = holdsAddress(mark)
  if (address && (colon || quotedNext || day)) return colon || endsInVerb(mark) || quotedNext
  if (day && (colon || endsInVerb(mark) || quotedNext)) return quotedNext || holdsHourOrYear(mark)
  if (day && holdsHour(mark) && openerOf(mark)) return mark.length < 120
  return colon && quotedNext && mark.length < 120
}

function endsInVerb(mark: string): boolean {
  return GLUED_VERBS.test(mark) || VERBS.has(wordsOf(mark).at(-1) ?? '')
}

/** Without a verb: a day, an hour or year and an address, closed by a colon or followed by a quote. */
function provenPlain(mark: string, colon: boolean, quotedNext: boolean): boolean {
  if (!holdsDay(mark) || !holdsHourOrYear(mark)) return false
  if (holdsAddress(mark)) return colon || (quotedNext && /[>)]$/u.test(mark))
  return quotedNext && colon && mark.length < 120 && /^[\p{Lu}\p{Ll}]{0,12}[,.]?\s?\d/u.test(mark)
}

const WITHIN = 14

/** «От: / Отправлено: / Кому: / Тема:» in any order; at least three kinds, or two with an address and a day. */
function headerBlockAt(lines: readonly string[], at: number): Mark | null {
  const first = headerLine(lines[at] ?? '')
  if (first === null || first.label === 'other' || first.label === 'cc') return severalInOneLine(lines, at)
  const seen = new Set<Label>()
  let evidence = ''
  let end = at
  let misses = 0
  for (let n = at; n < lines.length && n < at + WITHIN; n += 1) {
    const header = headerLine(lines[n] ?? '')
    if (header === null) {
      misses += 1
      if (misses > 3 || !mayStandBetween(lines, n)) break
      continue
    }
    misses = 0
    seen.add(header.label)
    evidence += ` ${header.value.slice(0, 200)}`
    end = n
  }
  return provenBlock(seen, evidence)
    ? { from: at, to: end + 1, forward: false, before: '' }
    : severalInOneLine(lines, at)
}

/** Blank lines and wrapped recipients stand between header lines when another one follows. */
function mayStandBetween(lines: readonly string[], at: number): boolean {
  for (let n = at; n < at + 4; n += 1) if (headerLine(lines[n] ?? '') !== null) return true
  return false
}

function provenBlock(seen: ReadonlySet<Label>, evidence: string): boolean {
  const kinds = ['from', 'to', 'date', 'subject'] as const
  const count = kinds.filter((kind) => seen.has(kind)).length
  if (!seen.has('from') && !(seen.has('to') && seen.has('date'))) return false
  const proof = holdsAddress(evidence) || holdsDay(evidence)
  if (count >= 3) return seen.has('subject') || seen.has('date') || proof
  return count === 2 && holdsAddress(evidence) && holdsDay(evidence)
}

/** HTML turned to one line: `Temat: RE: … 2023-01-17 13:46Nadawca: "x" x@example.pl Adresat:`. */
function severalInOneLine(lines: readonly string[], at: number): Mark | null {
  const text = plain(lines[at] ?? '')
  if (headerLine(text) === null) return null
  const kinds = labelsWithin(text)
  const named = [...kinds].filter((kind) => kind !== 'other' && kind !== 'cc')
  return named.length >= 3 && (holdsAddress(text) || holdsDay(text))
    ? { from: at, to: at + 1, forward: false, before: '' }
    : null
}
