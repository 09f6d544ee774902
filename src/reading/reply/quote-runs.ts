// Cuts a text into runs of lines: the sender's own, quoted ones, and the marks that announce a quote.

import { plain } from '../text/plain.ts'
import { headerLine } from './header-labels.ts'
import type { Mark } from './mark.ts'
import { markAt } from './quote-marks.ts'

/** A run of lines of one sort. `forward` is set on the quote behind a mark that announces a forward. */
export interface Run {
  readonly sort: 'own' | 'quote' | 'mark'
  readonly lines: readonly string[]
  readonly forward: boolean
}

/** Nobody writes more; what comes behind is taken as it is. */
const MOST_LINES = 50_000

/** The runs of a text; behind a mark that no quoted line follows, all the rest is quoted. */
export function runsOf(lines: readonly string[]): readonly Run[] {
  const runs: Run[] = []
  const seen = { mark: false, initials: false, words: false }
  let own: string[] = []
  let at = 0
  while (at < lines.length && at < MOST_LINES) {
    const mark = markAt(lines, at, (index) => quotedFrom(lines, index))
    const block = mark === null ? blockAt(lines, at, seen.words && !seen.mark, seen.initials) : null
    if (block !== null && !block.quoted) {
      for (; at < block.to; at += 1) own.push(lines[at] ?? '')
      seen.words ||= plain(own.at(-1) ?? '') !== ''
      continue
    }
    const lead = mark === null ? own.length : leadOf(own)
    push(runs, 'own', own.slice(0, lead))
    if (mark !== null) {
      push(runs, 'own', mark.before === '' ? [] : [mark.before])
      seen.mark = true
      seen.initials ||= isInitialled(lines[firstFilled(lines, mark.to)])
    }
    const led = own.slice(lead)
    own = []
    seen.words = false
    if (block !== null) push(runs, 'quote', lines.slice(at, block.to))
    at = mark === null ? (block?.to ?? at + 1) : pushMark(runs, lines, mark, led)
  }
  push(runs, 'own', at < lines.length ? own.concat(lines.slice(at)) : own)
  return withoutGaps(runs)
}

function push(runs: Run[], sort: Run['sort'], lines: readonly string[], forward = false): void {
  if (lines.length > 0) runs.push({ sort, lines, forward })
}

function firstFilled(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && plain(lines[at] ?? '') === '') at += 1
  return at
}

/** Pushes a mark and what stands behind it; the answer is where to go on. */
function pushMark(runs: Run[], lines: readonly string[], mark: Mark, led: readonly string[]): number {
  push(runs, 'mark', [...led, ...lines.slice(mark.from, mark.to)], mark.forward)
  const next = firstFilled(lines, mark.to)
  if (!mark.forward && plain(lines[next] ?? '').startsWith('|')) {
    const end = untilNot(lines, next, (line) => line.startsWith('|'))
    push(runs, 'quote', lines.slice(mark.to, end))
    return end
  }
  const quoted = isQuoted(lines[next]) || isInitialled(lines[next])
  if (quoted && !mark.forward) return mark.to
  push(runs, 'quote', lines.slice(mark.to), mark.forward)
  return lines.length
}

/** A line of dashes, with a few words between them or without. */
const DRAWN = /^(?:[-_=*~–—\s]{3,400}|[-_=*]{2,40}\s?[\p{L} '’]{3,40}\s?[-_=*]{2,40})$/u

/** How many of the own lines stay own: lines drawn above a mark and its first header lines belong to the mark. */
function leadOf(own: readonly string[]): number {
  let end = own.length
  for (let at = own.length - 1; at >= 0; at -= 1) {
    const text = plain(own[at] ?? '')
    if (text === '') continue
    const drawn = DRAWN.test(text) || text === '*'
    const label = headerLine(text)?.label
    if (!drawn && label !== 'to' && label !== 'cc' && label !== 'subject') break
    end = at
  }
  return end
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
  while (isWrappedRest(lines, to))
  return to
}

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
function blockAt(lines: readonly string[], at: number, mayBeOwn: boolean, initials: boolean): Block {
  if (initials && isInitialled(lines[at])) return { to: untilNot(lines, at, isInitialled), quoted: true }
  if (!isQuoted(lines[at])) return { to: at + 1, quoted: false }
  const to = quoteEnd(lines, at)
  return { to, quoted: !(mayBeOwn && looksQuotedOnly(lines, at, to)) }
}

/** A comparison, a prompt, or a message that the sentence before it announces. */
function looksQuotedOnly(lines: readonly string[], at: number, to: number): boolean {
  const block = lines.slice(at, to).map(plain)
  if (block.every((line) => /^>>> ?\S/u.test(line))) return true
  const attached = at > 0 && plain(lines[at - 1] ?? '') !== ''
  if (block.length === 1 && attached && /^>\s?=?\s?[\d$€₽<]/u.test(block[0] ?? '')) return true
  let before = at - 1
  while (before >= 0 && before > at - 3 && plain(lines[before] ?? '') === '') before -= 1
  const announced = /\p{Ll}\p{L}{2,30}:$/u.test(plain(lines[before] ?? ''))
  return announced && !/^>\s?$/u.test(block[0] ?? '')
}

/** Blank own runs between quotes are part of the quote; quotes in a row are one. */
function withoutGaps(runs: readonly Run[]): readonly Run[] {
  const out: { sort: Run['sort']; lines: string[]; forward: boolean }[] = []
  for (const run of runs) {
    const last = out.at(-1)
    const blank = run.sort === 'own' && run.lines.every((line) => plain(line) === '')
    if (last !== undefined && (last.sort === run.sort || (blank && last.sort !== 'own')))
      for (const line of run.lines) last.lines.push(line)
    else if (!blank) out.push({ ...run, lines: [...run.lines] })
  }
  return out
}
