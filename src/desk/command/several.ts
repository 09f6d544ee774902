// Orders that name the tickets they are meant for: «!закрыть 12 14 17», «!передать Седова 12, 14», «!категория 2 12».
// Reads what stands behind a name; whether those tickets exist is not known here.
import type { TicketId } from '../../letter.ts'
import { numbersIn, readNumber } from '../ticket/tag.ts'
import type { CommandLine } from './command.ts'
import { commandOf } from './command-table.ts'

/** A command without the tickets that it names, and those tickets; none: the mail's own. */
export interface Meant {
  readonly command: CommandLine
  readonly tickets: readonly TicketId[]
}

/** The tickets that a command names behind everything else; what a command needs for itself is never taken for one. */
export function meantBy(command: CommandLine, prefixes: readonly string[]): Meant {
  if (command.name === null) return { command, tickets: [] }
  const row = commandOf(command.name)
  if (!row.several) return { command, tickets: [] }
  const words = wordsOf(command.argument, prefixes)
  const kept = row.argument === 'none' ? 0 : 1
  const from = words.findLastIndex((word) => !isNumber(word, prefixes)) + 1
  const named = words.slice(Math.max(kept, from))
  // What needs nothing for itself names tickets and nothing else: «!закрыть вопрос 12» is no order that is understood.
  if (named.length === 0 || (kept === 0 && named.length < words.length)) return { command, tickets: [] }
  const tickets = named.flatMap((word) => readNumber(word, prefixes) ?? [])
  const argument = words.slice(0, words.length - named.length).join(' ')
  return { command: { ...command, argument }, tickets: [...new Set(tickets)] }
}

/** The words of an argument; a prefix and the number behind it are one, «и» and commas stand between. */
function wordsOf(argument: string, prefixes: readonly string[]): readonly string[] {
  const joined: string[] = []
  for (const word of argument.split(/[\s,;]+/u).filter((one) => !/^(?:и|and|)$/iu.test(one))) {
    const last = joined.at(-1) ?? ''
    const isPrefix = /^\d+$/.test(word) && /^\p{L}+$/u.test(last) && isNumber(`${last} ${word}`, prefixes)
    if (isPrefix) joined.pop()
    joined.push(isPrefix ? `${last} ${word}` : word)
  }
  return joined
}

/** A word that is a ticket's number and nothing more. */
function isNumber(word: string, prefixes: readonly string[]): boolean {
  return /^[#№]?\d{1,9}$/u.test(word) || numbersIn(word, prefixes).length === 1
}
