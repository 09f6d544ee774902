// An answer to a list of tickets: which of them it answers. The line that names it stands above everything else: its number
// alone, or one line of the quoted list. Several, or none, name nothing: nothing is guessed.
import type { Letter, TicketId } from '../../letter.ts'
import { numbersIn } from '../ticket/tag.ts'

/** The ticket that an answer names, and the words below the line that names it. */
export interface Named {
  readonly ticket: TicketId
  readonly rest: string
}

const QUOTED = /^[\s\u00a0]*[>|]/
const MARKS = /^[\s\u00a0>|*_[\]()•·-]+/u
/** One ticket of a list takes no more lines than this; a list quoted whole has its heading above it. */
const LINES_OF_ONE = 5

/** The ticket that an engineer's own words name in front, under one of these prefixes; null when they name none, or several. */
export function namedIn(letter: Pick<Letter, 'text' | 'reply'>, prefixes: readonly string[]): Named | null {
  const lines = linesOf(letter.reply)
  const first = lines.findIndex((line) => line.trim() !== '' && !QUOTED.test(line))
  if (first < 0) return null
  const alone = numberAlone(lines[first] ?? '', prefixes)
  if (alone !== null) return { ticket: alone, rest: textFrom(lines, first + 1) }
  const kept = keptAbove(linesOf(letter.text), lines[first] ?? '')
  const [ticket, second] = [...new Set(kept.flatMap((line) => numberInFront(line, prefixes) ?? []))]
  return ticket === undefined || second !== undefined ? null : { ticket, rest: textFrom(lines, first) }
}

/** The quoted lines above the first line of his own, when they can be one ticket's; a client's line above a quote is no quote. */
function keptAbove(lines: readonly string[], own: string): readonly string[] {
  const at = lines.findIndex((line) => line.trim() === own.trim())
  const quoted = lines.slice(0, Math.max(0, at)).filter((line) => QUOTED.test(line) && line.replace(MARKS, '') !== '')
  return quoted.length <= LINES_OF_ONE ? quoted : []
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\r\n?/g, '\n').split('\n')
}

function textFrom(lines: readonly string[], at: number): string {
  return lines.slice(at).join('\n').trim()
}

const NUMBER = /^\p{L}{1,16}[\s\u00a0]?[\p{Pd}\u2212№#\s\u00a0]?[\s\u00a0]?\d{1,9}(?![\p{L}\p{N}])/u

const LONGEST_ALONE = 200

/** «SKPS-12», «[СКПС-12]:», nothing else on the line. */
function numberAlone(line: string, prefixes: readonly string[]): TicketId | null {
  if (line.length > LONGEST_ALONE) return null
  const plain = line.replace(MARKS, '').replace(/[\s\u00a0\]).,:;!*_]+$/u, '')
  return NUMBER.exec(plain)?.[0] === plain ? numberInFront(plain, prefixes) : null
}

/** The number with which a line begins, behind the marks of a quote. */
function numberInFront(line: string, prefixes: readonly string[]): TicketId | null {
  return numbersIn(NUMBER.exec(line.replace(MARKS, ''))?.[0] ?? '', prefixes)[0] ?? null
}
