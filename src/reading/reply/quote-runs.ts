// Cuts a text into runs of lines: the sender's own, quoted ones, and the marks that announce a quote.

import type { CutRule } from '../../letter.ts'
import { plain } from '../text/plain.ts'
import { isForwardSubject } from './forward-subject.ts'
import { bareHeaderLine, headerLine } from './header-labels.ts'
import type { Circumstances, Mark } from './mark.ts'
import { prefixedBlock } from './prefixed-quote.ts'
import { behindSeparator, isEndOfForward, isSeparatorAlone, markAt } from './quote-marks.ts'
import { isField } from './raw-head.ts'

/** A run of lines of one sort. `forward` is set on the quote behind a mark that announces a forward. */
export interface Run {
  readonly sort: 'own' | 'quote' | 'mark'
  /** The number of its first line, from 0. Own words before a mark on its line have that line's number. */
  readonly from: number
  readonly lines: readonly string[]
  readonly forward: boolean
  /** Of a mark and a quote: what tells. */
  readonly rule: CutRule
  readonly sure: boolean
}

/** Nobody writes more; what comes behind is taken as it is. */
const MOST_LINES = 50_000

interface Walk {
  readonly lines: readonly string[]
  readonly known: Circumstances
  readonly runs: Run[]
  /** Own lines that are no run yet, from line `ownFrom`. */
  own: string[]
  ownFrom: number
  /** Up to this line marks other than `>` have been looked at. */
  prefixed: number
  /** A mark was met; quotes bear initials; own words stand in `own`; own words were met at all. */
  mark: boolean
  initials: boolean
  words: boolean
  spoken: boolean
}

/** The runs of a text; behind a mark that no quoted line follows, all the rest is quoted. */
export function runsOf(lines: readonly string[], known: Circumstances): readonly Run[] {
  const flags = { mark: false, initials: false, words: false, spoken: false }
  const walk: Walk = { lines, known, runs: [], own: [], ownFrom: 0, prefixed: 0, ...flags }
  let at = 0
  while (at < lines.length && at < MOST_LINES) at = step(walk, at)
  pushOwn(walk, walk.own.concat(lines.slice(at)))
  return withoutGaps(walk.runs)
}

/** Takes one line, block or mark; the answer is where to go on. */
function step(walk: Walk, at: number): number {
  const { lines } = walk
  const mark = countingMark(walk, at)
  if (mark !== null) return takeMark(walk, mark)
  const other = walk.known.answers === false || at < walk.prefixed ? null : prefixedBlock(lines, at, false)
  if (other !== null) walk.prefixed = other.to
  const block = other?.quoted ? other : blockAt(walk, at, walk.words && !walk.mark)
  if (block.quoted) {
    // A line drawn above a quoted head belongs to the quote (Centrum).
    const headed = headerLine(plain(lines[at] ?? '').replace(/^>\s?/u, '')) !== null
    const lead = headed ? leadOf(walk.own, false) : walk.own.length
    const from = at - (walk.own.length - lead)
    pushOwn(walk, walk.own.slice(0, lead))
    push(walk.runs, { sort: 'quote', from, lines: lines.slice(from, block.to), rule: 'quoted lines' })
    startOwn(walk, block.to)
    return block.to
  }
  for (let n = at; n < block.to; n += 1) walk.own.push(lines[n] ?? '')
  if (plain(walk.own.at(-1) ?? '') !== '') walk.words = true
  return block.to
}

/** The mark at a line, if it counts here: what is not sure counts only in a mail that answers something. */
function countingMark({ lines, known }: Walk, at: number): Mark | null {
  if (known.unquoted.has(at)) return null
  const mark = markAt(lines, at, (index) => quotedFrom(lines, index), known)
  if (mark === null || (!mark.sure && known.answers === false)) return null
  const isDrawn = (mark.rule === 'separator' || mark.rule === 'forward') && mark.to === at + 1
  return isDrawn && isShown(lines, at, known) && !isBacked(lines, at, known) ? null : mark
}

/** The writer shows a line of a program: in a mail that answers nothing and forwards nothing, or below «Текст кнопки:». */
function isShown(lines: readonly string[], at: number, known: Circumstances): boolean {
  if (known.answers === false && !isForwardSubject(known.subject)) return true
  return /\p{Ll}[»")]?:$/u.test(plain(lines[at - 1] ?? ''))
}

/** What clients put below a separator: header lines, an attribution, a quote. */
function isBacked(lines: readonly string[], at: number, known: Circumstances): boolean {
  if (behindSeparator(plain(lines[at] ?? '')) !== '') return true
  const next = firstFilled(lines, at + 1)
  const line = lines[next] ?? ''
  if (isQuoted(line) || isInitialled(line) || isField(line)) return true
  if (headerLine(line) !== null || bareHeaderLine(line) !== null) return true
  return next < lines.length && markAt(lines, next, (index) => quotedFrom(lines, index), known) !== null
}

function takeMark(walk: Walk, mark: Mark): number {
  const { lines, runs } = walk
  const lead = leadOf(walk.own, mark.rule === 'header lines')
  const led = walk.own.slice(lead)
  const from = walk.ownFrom + lead
  pushOwn(walk, walk.own.slice(0, lead))
  if (mark.before !== '') push(runs, { sort: 'own', from: mark.from, lines: [mark.before] })
  walk.spoken ||= mark.before !== ''
  walk.mark = true
  walk.initials ||= isInitialled(lines[firstFilled(lines, mark.to)])
  const to = pushMark(walk, mark, led, led.length > 0 ? from : mark.from)
  startOwn(walk, to)
  return to
}

function startOwn(walk: Walk, from: number): void {
  walk.own = []
  walk.ownFrom = from
  walk.words = false
}

function pushOwn(walk: Walk, lines: readonly string[]): void {
  walk.spoken ||= lines.some((line) => plain(line) !== '')
  push(walk.runs, { sort: 'own', from: walk.ownFrom, lines })
}

function push(runs: Run[], run: Pick<Run, 'sort' | 'from' | 'lines'> & Partial<Run>): void {
  if (run.lines.length > 0) runs.push({ forward: false, rule: 'quoted lines', sure: true, ...run })
}

function firstFilled(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && plain(lines[at] ?? '') === '') at += 1
  return at
}

/** Pushes a mark, which begins with the lines that lead to it, and what stands behind it; the answer is where to go on. */
function pushMark(walk: Walk, mark: Mark, led: readonly string[], from: number): number {
  const { lines, runs } = walk
  const { forward, rule, sure } = mark
  const of = { forward, rule, sure }
  const head = rule === 'separator' ? behindHead(walk, firstFilled(lines, mark.to)) : mark.to
  const to = isQuoted(lines[firstFilled(lines, head)]) ? head : mark.to
  push(runs, { sort: 'mark', from, lines: [...led, ...lines.slice(mark.from, to)], ...of })
  const next = firstFilled(lines, to)
  if (!forward && (isQuoted(lines[next]) || isInitialled(lines[next]))) return to
  const other = rule === 'attribution' ? prefixedBlock(lines, next, true) : null
  const answered = rule === 'attribution' && !walk.spoken ? quotesBelow(lines, next) : null
  if (answered !== null) return pushAnswered(walk, mark.to, answered)
  const end = other?.quoted ? other.to : forward ? endOfForward(lines, mark.to) : lines.length
  push(runs, { sort: 'quote', from: mark.to, lines: lines.slice(mark.to, end), ...of })
  return end
}

const MOST_HEADERS = 14

/** Behind what stands below a separator: an attribution, or header lines with colons or without. */
function behindHead(walk: Walk, from: number): number {
  const { lines } = walk
  const inner = countingMark(walk, from)
  if (inner !== null) return inner.to
  let at = from
  while (at < from + MOST_HEADERS && (headerLine(lines[at] ?? '') ?? bareHeaderLine(lines[at] ?? '')) !== null) at += 1
  return at
}

function endOfForward(lines: readonly string[], from: number): number {
  const at = lines.findIndex((line, n) => n >= from && isEndOfForward(line))
  return at < 0 ? lines.length : at + 1
}

const ENOUGH_QUOTED = 3
const MOST_BETWEEN = 500

/** Gnus puts the caret between the attribution and the quote: where the marked lines begin, if unmarked ones stand above them. */
function quotesBelow(lines: readonly string[], from: number): number | null {
  let first = from
  while (first < lines.length && first < from + MOST_BETWEEN && !isQuoted(lines[first])) first += 1
  return first > from && quotedFrom(lines, first) >= ENOUGH_QUOTED ? first : null
}

/** The lines between attribution and quote are the writer's; his signature below the quote ends both. */
function pushAnswered({ lines, runs }: Walk, from: number, first: number): number {
  const end = quoteEnd(lines, first)
  const behind = firstFilled(lines, end)
  if (behind < lines.length && !/^--[ \u00a0]\r?$/u.test(lines[behind] ?? '')) return from
  push(runs, { sort: 'own', from, lines: lines.slice(from, first) })
  push(runs, { sort: 'quote', from: first, lines: lines.slice(first) })
  return lines.length
}

/** A line of dashes, with a few words between them or without. */
const DRAWN = /^(?:[-_=*~–—\s]{3,400}|[-_=*]{2,40}\s?[\p{L} '’]{3,40}\s?[-_=*]{2,40})$/u

/**
 * How many of the own lines stay own: lines drawn above a mark and its first header lines belong to the mark. Above an
 * attribution header lines do only with a line drawn above them (Yandex).
 */
function leadOf(own: readonly string[], headed: boolean): number {
  let end = own.length
  let drawnAt = own.length
  for (let at = own.length - 1; at >= 0; at -= 1) {
    const text = plain(own[at] ?? '')
    if (text === '') continue
    const drawn = DRAWN.test(text) || text === '*' || (headed && isSeparatorAlone(text))
    const label = headerLine(text)?.label
    if (!drawn && label !== 'to' && label !== 'cc' && label !== 'subject') break
    end = at
    if (drawn) drawnAt = at
  }
  return headed ? end : drawnAt
}

/** Whether a line bears a quote's `>`; `>>> Attention <<<` is none. */
function isQuoted(line: string | undefined): boolean {
  return (
    line !== undefined &&
    plain(line.slice(0, 60)).startsWith('>') &&
    !/^\s?>{2,20}[^<>]{1,80}<{2,20}\s*$/u.test(line.slice(0, 130))
  )
}

/** The Bat! quotes with the author's initials: `ИП> …`. Prompts of programs look alike. */
function isInitialled(line: string | undefined): boolean {
  return line !== undefined && /^\s?(?!SQL|PHP|IRB)\p{Lu}{1,3}>{1,5}(?:\s|$)/u.test(line.slice(0, 20))
}

const ENOUGH = 4

function quotedFrom(lines: readonly string[], from: number): number {
  const isOne = (at: number): boolean =>
    isQuoted(lines[at]) || /^(?:\| |\|$)/u.test(plain(lines[at] ?? '')) || isInitialled(lines[at])
  let at = from
  while (at < from + 3 && plain(lines[at] ?? '') === '') at += 1
  let count = 0
  while (count < ENOUGH && isOne(at + count)) count += 1
  return count
}

function untilNot(lines: readonly string[], from: number, fits: (line: string) => boolean): number {
  let at = from
  while (at < lines.length && fits(plain((lines[at] ?? '').slice(0, 60)))) at += 1
  return at
}

function quoteEnd(lines: readonly string[], from: number): number {
  let to = from
  do to = untilNot(lines, to + 1, (line) => line.startsWith('>'))
  while (isWrappedRest(lines, to) || PART_SAID.test(plain(lines[to] ?? '')))
  return to
}

/** notmuch says what it does not quote, without a mark. */
const PART_SAID = /^(?:Non-text part|Attachment): [^\n]{0,300}\b[a-z]{4,12}\/[\w.+-]{2,60}\)?$/u

/** Programs that wrapped a quoted line at 72 columns left its end without a mark between two marked lines. */
const WRAPPED_AT = 68

function isWrappedRest(lines: readonly string[], at: number): boolean {
  const before = plain(lines[at - 1] ?? '')
  const rest = plain(lines[at] ?? '')
  if (!isQuoted(lines[at + 1]) || !/^[\p{Ll}\d(«"]/u.test(rest) || rest.length >= before.length) return false
  const word = rest.split(' ', 1)[0] ?? ''
  return before.length + 1 + word.length >= WRAPPED_AT && !/[.!?:;]$/u.test(before)
}

interface Block {
  readonly to: number
  readonly quoted: boolean
}

/** The quoted lines that begin here, or lines that only look so (a comparison, a prompt), or one own line. */
function blockAt({ lines, known, initials }: Walk, at: number, mayBeOwn: boolean): Block {
  if (initials && isInitialled(lines[at])) return { to: untilNot(lines, at, isInitialled), quoted: true }
  if (!isQuoted(lines[at]) || known.unquoted.has(at)) return { to: at + 1, quoted: false }
  const to = quoteEnd(lines, at)
  return { to, quoted: !(mayBeOwn && looksQuotedOnly(lines, at, to)) }
}

/** A comparison, a prompt, or a message that the sentence before it announces. */
function looksQuotedOnly(lines: readonly string[], at: number, to: number): boolean {
  const block = lines.slice(at, to).map(plain)
  if (block.every((line) => /^>>>(?: ?\S|$)/u.test(line))) return true
  const attached = at > 0 && plain(lines[at - 1] ?? '') !== ''
  if (block.length === 1 && attached && /^>\s?=?\s?[\d$€₽<]/u.test(block[0] ?? '')) return true
  let before = at - 1
  while (before >= 0 && before > at - 3 && plain(lines[before] ?? '') === '') before -= 1
  const announced = /\p{Ll}\p{L}{2,30}:$/u.test(plain(lines[before] ?? ''))
  return announced && !/^>\s?$/u.test(block[0] ?? '')
}

/** Blank own runs between quotes are part of the quote; quotes in a row are one. */
function withoutGaps(runs: readonly Run[]): readonly Run[] {
  const out: (Omit<Run, 'lines'> & { lines: string[] })[] = []
  for (const run of runs) {
    const last = out.at(-1)
    const blank = run.sort === 'own' && run.lines.every((line) => plain(line) === '')
    if (last !== undefined && (last.sort === run.sort || (blank && last.sort !== 'own')))
      for (const line of run.lines) last.lines.push(line)
    else if (!blank) out.push({ ...run, lines: [...run.lines] })
  }
  return out
}
