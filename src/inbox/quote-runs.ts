// Cuts a text into runs of lines: the sender's own, quoted ones, and the marks that announce a quote.
import { headerLine } from './header-labels.ts'
import { plain } from './plain.ts'
import { type Mark, markAt } from './quote-marks.ts'

/** A run of lines of one sort. `forward` is set on the quote behind a mark that announces a forward. */
export interface Run {
  readonly sort: 'own' | 'quote' | 'mark'
  readonly lines: readonly string[]
  readonly forward: boolean
}

/** The runs of a text; behind a mark that no quoted line follows, all the rest is quoted. */
export function runsOf(lines: readonly string[]): readonly Run[] {
  const runs: Run[] = []
  let own: string[] = []
  for (let at = 0; at < lines.length; ) {
    const mark = markAt(lines, at, (index) => quotedNext(lines, index))
    const quoted = mark === null ? quotedUntil(lines, at) : at
    if (mark === null && quoted === at) {
      own.push(lines[at] ?? '')
      at += 1
      continue
    }
    const lead = mark === null ? own.length : leadOf(own)
    push(runs, 'own', own.slice(0, lead))
    if (mark === null) push(runs, 'quote', lines.slice(at, quoted))
    else if (mark.before !== '') push(runs, 'own', [mark.before])
    const led = own.slice(lead)
    own = []
    at = mark === null ? quoted : pushMark(runs, lines, mark, led)
  }
  push(runs, 'own', own)
  return withoutGaps(runs)
}

function push(runs: Run[], sort: Run['sort'], lines: readonly string[], forward = false): void {
  if (lines.length > 0) runs.push({ sort, lines, forward })
}

/** Pushes a mark and what stands behind it; the answer is where to go on. */
function pushMark(runs: Run[], lines: readonly string[], mark: Mark, led: readonly string[]): number {
  push(runs, 'mark', [...led, ...lines.slice(mark.from, mark.to)], mark.forward)
  let next = mark.to
  while (next < lines.length && plain(lines[next] ?? '') === '') next += 1
  const prefix = plain(lines[next] ?? '').slice(0, 1)
  if (prefix === '|') {
    const end = untilNot(lines, next, '|')
    push(runs, 'quote', lines.slice(mark.to, end), mark.forward)
    return end
  }
  if (isQuoted(lines[next]) && !mark.forward) return mark.to
  push(runs, 'quote', lines.slice(mark.to), mark.forward)
  return lines.length
}

/** How many of the own lines stay own: lines drawn above a mark and its first header lines belong to the mark. */
function leadOf(own: readonly string[]): number {
  let end = own.length
  for (let at = own.length - 1; at >= 0; at -= 1) {
    const text = plain(own[at] ?? '')
    if (text === '') continue
    const drawn = /^[-_=*~–—\s]{3,400}$/u.test(text) || text === '*'
    const label = headerLine(text)?.label
    if (!drawn && label !== 'to' && label !== 'cc' && label !== 'subject') break
    end = at
  }
  return end
}

/** Whether a line bears a quote's `>`. */
export function isQuoted(line: string | undefined): boolean {
  return line !== undefined && plain(line.slice(0, 60)).startsWith('>')
}

function quotedNext(lines: readonly string[], from: number): boolean {
  let at = from
  while (at < lines.length && at < from + 3 && plain(lines[at] ?? '') === '') at += 1
  return isQuoted(lines[at]) || plain(lines[at] ?? '').startsWith('| ')
}

function untilNot(lines: readonly string[], from: number, prefix: string): number {
  let at = from
  while (at < lines.length && plain(lines[at] ?? '').startsWith(prefix)) at += 1
  return at
}

/** Where the quoted lines that begin here end; `at` itself when they are no quote: a comparison, a prompt. */
function quotedUntil(lines: readonly string[], at: number): number {
  if (!isQuoted(lines[at])) return at
  const end = untilNot(lines, at, '>')
  const block = lines.slice(at, end).map(plain)
  const attached = at > 0 && plain(lines[at - 1] ?? '') !== ''
  if (block.every((line) => /^>>> ?\S/u.test(line))) return at
  const lone = block.length === 1 && attached
  if (lone && /^>\s?=?\s?[\d$€₽<]/u.test(block[0] ?? '')) return at
  return end
}

/** Blank own runs between quotes are part of the quote; quotes in a row are one. */
function withoutGaps(runs: readonly Run[]): readonly Run[] {
  const out: Run[] = []
  for (const run of runs) {
    const last = out.at(-1)
    const blank = run.sort === 'own' && run.lines.every((l) => plain(l) === '')
    const sameSort = last !== undefined && last.sort === run.sort
    if (last !== undefined && (sameSort || (blank && last.sort !== 'own')))
      out[out.length - 1] = { ...last, lines: [...last.lines, ...run.lines] }
    else if (!blank) out.push(run)
  }
  return out
}
