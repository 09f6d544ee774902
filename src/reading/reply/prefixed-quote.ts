// A quotation whose lines bear something else than `>`: a Tab (`~m` of mailx, s-nail), a bar (Mailutils), blanks (Emacs), or
// what the writer has chosen (`Тп> `, `23> `). Behind an attribution the mark alone tells; else the head of the quoted mail,
// which these programs print as it lay in the mailbox.
import { plain } from '../text/plain.ts'

const FEWEST = 3
const PLAIN_MARK = /^(?:\t|\| ?| {2,8}(?=\S))/u
const CHOSEN_MARK = /^\S{1,100}[>|:%#}»](?= )/u
const HEADER =
  /^(?:From \S+ |(?:Return-Path|Delivered-To|Received|X-Original-To|From|Date|To|Subject|Message-ID|MIME-Version|Content-Type|Envelope-To): ?\S)/iu

/** Lines from `at` up to `to`, and whether they are a quotation. */
export interface PrefixedBlock {
  readonly to: number
  readonly quoted: boolean
}

/** The lines with a mark that begin at `at`, or null when there are none; `attributed` when they stand right behind an attribution. */
export function prefixedBlock(lines: readonly string[], at: number, attributed: boolean): PrefixedBlock | null {
  const first = (lines[at] ?? '').slice(0, 200)
  const mark = (PLAIN_MARK.exec(first) ?? (attributed ? CHOSEN_MARK.exec(first) : null))?.[0]
  if (mark === undefined || plain(first) === '') return null
  const block = blockOf(lines, at, /\S/u.test(mark) ? mark.trimEnd() : mark)
  return { to: block.to, quoted: block.filled >= FEWEST && (attributed || isHeaded(lines, at, block.to, mark.length)) }
}

/** How far the lines with the mark go, blank ones between them included, and how many there are. */
function blockOf(lines: readonly string[], at: number, mark: string): { readonly to: number; readonly filled: number } {
  let filled = 0
  let to = at
  for (let n = at; n < lines.length; n += 1) {
    const line = lines[n] ?? ''
    if (line.startsWith(mark)) {
      filled += 1
      to = n + 1
    } else if (plain(line) !== '') break
  }
  return { to, filled }
}

/** At least two lines of a mail's head stand on top. */
function isHeaded(lines: readonly string[], at: number, to: number, width: number): boolean {
  const isHeader = (line: string): boolean => HEADER.test(line.slice(width, width + 200))
  return isHeader(lines[at] ?? '') && lines.slice(at + 1, Math.min(to, at + 4)).some(isHeader)
}
