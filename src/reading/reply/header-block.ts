// The block of header lines above a quoted mail: «От: Отправлено: Кому: Тема:», in a column, in one line, or with the
// labels on lines of their own as Lotus Notes prints them.

import { holdsDay } from '../text/dates-in-text.ts'
import { holdsAddress, plain } from '../text/plain.ts'
import { headerLine, type Label, labelAlone, labelsWithin } from './header-labels.ts'
import type { Mark } from './mark.ts'

const WITHIN = 14

/** The block that begins at line `at`, or null: «От: / Отправлено: / Кому: / Тема:» in any order; at least three kinds, or two with an address and a day. */
export function headerBlockAt(lines: readonly string[], at: number): Mark | null {
  const first = headerLine(lines[at] ?? '')
  if (first === null) return notesBlockAt(lines, at)
  if (first.label === 'other' || first.label === 'cc') return severalInOneLine(lines, at)
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
    if (header.label === 'from' && seen.has('from')) break
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
  if (count >= 3) return seen.has('date') || holdsDay(evidence)
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

const NOTES_WITHIN = 14

/** Lotus Notes: a name, a date alone on its line, then «Кому», «Копия», «Тема» alone on theirs. */
function notesBlockAt(lines: readonly string[], at: number): Mark | null {
  const date = plain(lines[at + 1] ?? '')
  if (date.length < 6 || date.length > 40 || !holdsDay(date)) return null
  const alone = new Map<Label, number>()
  for (let n = at + 2; n < lines.length && n < at + NOTES_WITHIN; n += 1) {
    const label = labelAlone(lines[n] ?? '')
    if (label !== null && !alone.has(label)) alone.set(label, n)
  }
  const to = alone.get('to')
  const subject = alone.get('subject')
  return to === undefined || subject === undefined || subject < to
    ? null
    : { from: at, to: Math.min(subject + 2, lines.length), forward: false, before: '' }
}
