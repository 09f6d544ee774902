// The grammar of command lines: what of an engineer's own words are orders and what is text. Knows no effects.
import type { TicketId } from '../../letter.ts'
import type { CommandName } from '../../words/words.ts'
import { numbersIn, readNumber } from '../ticket/tag.ts'
import { commandNamed, nearest, plainName } from './command-table.ts'

/** One line of command as it was read: its name in the table, what stood behind it, and the line itself. */
export interface CommandLine {
  readonly line: string
  /** The table's own name of the command, or null when no command has that name. */
  readonly name: CommandName | null
  readonly argument: string
}

/** How an order stands where none is read; without one it stands below text. */
export type Misplacing = 'behind text' | 'without mark' | 'in subject'

/** An engineer's own words, taken apart. */
export interface Orders {
  readonly commands: readonly CommandLine[]
  /** The greeting in front of the commands; it is no text of the mail. */
  readonly greeting: string
  /** What is left: the text of the mail, with `!!` at the start of a line read as `!`. */
  readonly body: string
  /** Commands below the first other line, slips of the keyboard among them, or behind a line's text: did he mean them? `at` counts lines from 1. */
  readonly misplaced: readonly { readonly at: number; readonly line: string; readonly how?: Misplacing }[]
}

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu
const SPACES = /[\s\u00a0\u202f\u2000-\u200a\u3000]+/g
/** What clients and typing habits put in front of a line: quotes, stars of bold, marks and numbers of lists. */
const WRAPPED = /^(?:[\s"'“”„«»‘’*_•·–—−+-]|\d{1,2}[.)] )*(?=[!¡ǃꜝ❕❗])/u
/** Signs of telephones and fonts that look like `!`; before anything but a command's name they are text. */
const SIMILAR = /^[¡ǃꜝ❕❗] ?(?=\p{L})/u
/** «1взять»: the key of `!` without Shift. */
const UNSHIFTED = /^1(?=\p{L})/u
const GREETING =
  /^(?:здравствуй(?:те)?|добрый\s+(?:день|вечер)|доброе\s+утро|добрый|доброго\s+(?:дня|времени\s+суток|утра|вечера)|приветствую|привет|всем\s+привет|коллеги|уважаем\S*|hello|hi|hey|dear|greetings|good\s+(?:morning|afternoon|evening|day))(?![\p{L}])[^.?!:;\d]{0,60}[!.,…]*$/iu

/** Quoted lines that an answer below them has kept: `> …`, The Bat!'s `ИП> …`. */
const QUOTED = /^\s*\p{Lu}{0,3}>/u

/**
 * Reads the commands at the top of what an engineer wrote: a greeting, blank lines and a quote are passed over, the first
 * other line ends them. Never fails; what is wrong stands in `name: null` and `misplaced`.
 */
export function readCommands(text: string): Orders {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const greeted = lines.findIndex((line) => spaced(line) !== '' && !isGreeting(line) && !QUOTED.test(line))
  const start = greeted < 0 ? lines.length : greeted
  const first = lines[start]
  if (first === undefined || commandLine(first) === null) return { ...withText(lines, 0), commands: [], greeting: '' }
  const found = lines.findIndex((line, at) => at >= start && spaced(line) !== '' && commandLine(line) === null)
  const end = found < 0 ? lines.length : found
  const commands = lines.slice(start, end).flatMap((line) => commandLine(line) ?? [])
  const above = lines.slice(0, start).filter((line) => !QUOTED.test(line))
  return { ...withText(lines, end), commands, greeting: above.join('\n').trim() }
}

function withText(lines: readonly string[], from: number): Pick<Orders, 'body' | 'misplaced'> {
  const rest = lines.slice(from)
  const first = rest.findIndex((line) => spaced(line) !== '' && !isGreeting(line) && !QUOTED.test(line))
  const misplaced = rest.flatMap((line, at) => {
    const command = commandLine(line)
    const [, order] = orderBehind(line) ?? []
    if (order !== undefined) return [{ at: from + at + 1, line: order, how: 'behind text' as const }]
    if (at === first && isUnmarked(line))
      return [{ at: from + at + 1, line: line.trim(), how: 'without mark' as const }]
    return command === null || !isMeant(command) ? [] : [{ at: from + at + 1, line: command.line }]
  })
  const plain = rest.map((line) => line.replace(/^([\s\u200b\ufeff]*)[!！]{2}/, '$1!'))
  return {
    misplaced,
    body: plain
      .join('\n')
      .replace(/^(?:[^\S\n]*\n)+/, '')
      .trimEnd(),
  }
}

const OTHER_MARK = /^[/\\#@] ?(\p{L}{2,20})[!:.]?$/u
/** Without any mark these words alone say nothing to a customer. */
const UNMARKED =
  /^[/\\#@.]? ?(?:(?:внутренняя |служебная )?заметка|internal note|взять|необращение|спам)(?:[!.]?$| ?[:–—-] )/iu

/** «/заметка», «заметка!», «Заметка: клиенту не говорить»: an order whose `!` is lacking, on the first line of a text. */
function isUnmarked(raw: string): boolean {
  const line = spaced(raw)
  const [, word] = OTHER_MARK.exec(line) ?? []
  return (
    UNMARKED.test(line) ||
    /^заметка[:!–—-]*$/iu.test(line) ||
    (word !== undefined && commandNamed(oneAlphabet(word)) !== null)
  )
}

/** The order with which an engineer's subject begins, or null: behind our number it is the customer's echo. */
export function orderInSubject(subject: string): string | null {
  const line = spaced(subject).replace(/^(?:(?:re|fwd?|отв|ответ)\s?:\s?)+/iu, '')
  const [, order] = /^(!\s?\p{L}{2,20})(?=[\s[,.:]|$)/u.exec(line) ?? []
  return order !== undefined && commandLine(order)?.name != null ? order : null
}

const BEHIND = /^(.*\S)[\s\u00a0]+(!\p{L}{2,20})[.!]?[\s\u00a0]*$/u
const LONGEST_WITH_ORDER = 1000

/** «Перезапустите службу. !закрыть»: the text of a line and the known command behind it; null where there is none. */
export function orderBehind(line: string): readonly [text: string, order: string] | null {
  const [, text = '', order = ''] = line.length > LONGEST_WITH_ORDER ? [] : (BEHIND.exec(line) ?? [])
  if (!/[\p{L}\p{N}]/u.test(text) || QUOTED.test(line) || commandLine(line) !== null) return null
  return commandLine(order)?.name == null ? null : [text, order]
}

/** A known command, or a slip of the keyboard in one: «!зметка» below a text would take the words for colleagues to the customer. */
function isMeant(command: CommandLine): boolean {
  return command.name !== null || nearest(wordOf(command)).length > 0
}

/** A line with one kind of space, without what nobody sees, and with full-width signs as plain ones. */
function spaced(line: string): string {
  return line
    .normalize('NFC')
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\ufe15\ufe57]/g, '!')
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .trim()
}

function isGreeting(line: string): boolean {
  return GREETING.test(spaced(line))
}

/** Reads one line as a command; null when it is none: no `!` in front, `!!`, or no letter behind it. */
function commandLine(raw: string): CommandLine | null {
  const line = withoutTail(spaced(raw).replace(WRAPPED, ''), '*_')
  if (!SIMILAR.test(line) && !UNSHIFTED.test(line)) return marked(line)
  const meant = marked(line.replace(SIMILAR, '!').replace(UNSHIFTED, '!'))
  if (meant === null || meant.name === null) return null
  return SIMILAR.test(line) ? { ...meant, line } : { ...meant, line, name: null }
}

/** A line with a plain `!` in front. */
function marked(line: string): CommandLine | null {
  const match = /^! ?(\p{L}.*)$/u.exec(line)
  if (match?.[1] === undefined) return null
  const words = match[1].split(' ')
  for (const count of [1, 2, 3]) {
    const name = words.slice(0, count).join('')
    const command = words.length < count ? null : commandNamed(oneAlphabet(bare(name)))
    if (command !== null) {
      const argument = unquoted(words.slice(count).join(' '))
      return { line, name: command.name, argument }
    }
  }
  return { line, name: null, argument: words.slice(1).join(' ') }
}

/** Marks of quotes as clients write them. */
const QUOTE_MARKS = /^\s*(?:\p{Lu}{0,3}[>|»¦┃│]\s*){1,20}/u

/** Lines like «> !взять», typed or pasted: no orders, and the customer would read them. Known names alone: a quoted text may begin with `!`. */
export function quotedCommands(text: string): readonly string[] {
  return text.split('\n').filter((line) => {
    const marks = QUOTE_MARKS.exec(line)?.[0]
    return marks !== undefined && (commandLine(line.slice(marks.length))?.name ?? null) !== null
  })
}

/** The word that stands where a command's name should, for a suggestion. */
export function wordOf(command: CommandLine): string {
  return bare(command.line.replace(/^[!1] ?/, '').split(' ')[0] ?? '')
}

function bare(word: string): string {
  return withoutTail(word, '"\'“”„«»‘’*_.,:;!?…')
}

/** The text without these signs at its end. No pattern: one that looks for an end tries every place of a line of a megabyte. */
function withoutTail(text: string, signs: string): string {
  let end = text.length
  while (end > 0 && signs.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

const LOOKALIKES: Readonly<Record<string, string>> = { a: 'а', c: 'с', e: 'е', o: 'о', p: 'р', x: 'х', y: 'у', k: 'к' }
/** These look so as capitals only. */
const CAPITALS: Readonly<Record<string, string>> = { B: 'в', H: 'н', M: 'м', T: 'т' }

/** A word with both alphabets in it is meant in Cyrillic when its Latin letters only look so. */
function oneAlphabet(word: string): string {
  if (!/[а-яё]/i.test(word)) return word
  const plain = plainName(word.replace(/[BHMT]/g, (letter) => CAPITALS[letter] ?? letter))
  return plain.replace(/[aceopxyk]/g, (letter) => LOOKALIKES[letter] ?? letter)
}

/** An argument without the quotes around the whole of it. */
function unquoted(argument: string): string {
  const match = /^["'“”„«»‘’](.*?)["'“”„«»‘’]$/u.exec(argument)
  return (match?.[1] ?? argument).replace(/["”»’]$/u, (sign) => (/["“„«‘]/u.test(argument) ? sign : '')).trim()
}

/** Tickets that an engineer's words name: arguments of commands, and numbers in the text for the leak guard; at most 50. */
export function ticketsNamed(
  orders: Pick<Orders, 'commands' | 'body'>,
  prefixes: readonly string[],
): readonly TicketId[] {
  const named = orders.commands.flatMap((command) => ticketOf(command, prefixes) ?? [])
  return [...new Set([...named, ...numbersIn(orders.body, prefixes)])].slice(0, 50)
}

/** The ticket that a command's argument names, or null: !объединить с 12, !связать 12, !показать 12. */
export function ticketOf(command: CommandLine, prefixes: readonly string[]): TicketId | null {
  if (command.name !== 'merge' && command.name !== 'link' && command.name !== 'show') return null
  return readNumber(command.argument.replace(/^(?:с|со|with|into)\s+/iu, ''), prefixes)
}
