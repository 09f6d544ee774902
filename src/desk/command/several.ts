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

/** The tickets that a text names when it is a list of them and nothing else; null for any other text. */
export function ticketsIn(text: string, prefixes: readonly string[]): readonly TicketId[] | null {
  const words = wordsOf(text, prefixes)
  if (words.length === 0 || !words.every((word) => isNumber(word, prefixes))) return null
  return [...new Set(words.flatMap((word) => readNumber(word, prefixes) ?? []))]
}

/** The same of tickets with which something is done: «с 14, 15». */
export function othersIn(argument: string, prefixes: readonly string[]): readonly TicketId[] | null {
  return ticketsIn(argument.replace(/^(?:с|со|with)\s+/iu, ''), prefixes)
}

/** What stands between numbers and in front of them, and says no more than they: «и», «№№», «обращения». */
const BETWEEN =
  /^(?:и|and|[.!]+|[#№]+|n|no\.?|номера?|обращени[еяй]|заявк[аиу]|тикеты?|tickets?|requests?|numbers?|)$/iu

/** The words of an argument; a prefix and the number behind it are one, brackets and a full stop are none. */
function wordsOf(argument: string, prefixes: readonly string[]): readonly string[] {
  const joined: string[] = []
  const split = argument.split(/[\s,;()[\]]+/u).map((word) => word.replace(/^№+(?=№)|(?<=\d)[.!]+$/gu, ''))
  for (const word of split.filter((one) => !BETWEEN.test(one))) {
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
