// An engineer's name at the end of his mail, without any line that says where his signature begins: from his policy we
// know how he is called. Cut, because the desk signs for him (engineer 3: the signature never goes out).
import { readCommands } from '../command/command.ts'
import type { Engineer } from '../ticket/policy.ts'

/** Lines of a signature, and signs in one of them. */
const MOST_LINES = 6
const LONGEST_LINE = 80

/** The text without his signature: his name and the few short lines below it; a name alone is the text. */
export function withoutOwnSignature(text: string, engineer: Engineer): string {
  const lines = text.trimEnd().split('\n')
  const at = signatureAt(lines, engineer.name)
  const rest = lines.slice(0, at).join('\n').trimEnd()
  if (at === lines.length || rest === '') return withoutFirstName(text, engineer.name)
  return rest
}

/** The line at which his signature begins; as many as there are lines when there is none. */
function signatureAt(lines: readonly string[], name: string): number {
  let filled = 0
  for (let at = lines.length - 1; at >= 0 && filled < MOST_LINES; at -= 1) {
    const line = lines[at] ?? ''
    if (line.trim() === '') continue
    filled += 1
    if (line.length > LONGEST_LINE) break
    if (beginsWithName(line, name) && endsBefore(lines[at - 1] ?? '') && isCard(lines.slice(at))) return at
    if (SENTENCE.test(line)) break
  }
  return lines.length
}

/** A blank line, the end of a sentence or a command: what stands below it does not go on with it. */
function endsBefore(line: string): boolean {
  return line.trim() === '' || /^\s*!|[.!?…)]\s*$/u.test(line)
}

/** A sentence of several words is no line of a signature. */
const SENTENCE = /(?:\S+\s+){4,}\S*\p{Ll}{2}[.!?…]\s*$/u

function isCard(lines: readonly string[]): boolean {
  return !lines.some((line) => SENTENCE.test(line))
}

/** Commands and below them his first name or his initials alone: it is a mail of commands (engineer 3). */
function withoutFirstName(text: string, name: string): string {
  const orders = readCommands(text)
  const own = wordsOf(name)
  const said = orders.body.trim().length > LONGEST_LINE ? [] : wordsOf(orders.body)
  const isName = said.length > 0 && said.every((word) => own.some((one) => one === word || one[0] === word))
  return orders.commands.length > 0 && isName ? orders.commands.map((one) => one.line).join('\n') : text
}

/** «Пётр Иванов», «Иванов Пётр Сергеевич», «П. С. Иванов, инженер»: the surname with the first name or its initial. */
function beginsWithName(line: string, name: string): boolean {
  const own = wordsOf(name)
  const [head = ''] = line.split(/[,;|/]|\s[-–—]\s/)
  const said = wordsOf(head)
  if (own.length < 2 || said.length > own.length + 1 || !own.some((word) => said.includes(word))) return false
  const isOwn = (one: string): boolean => own.some((word) => word === one || (one.length === 1 && word.startsWith(one)))
  const isPart = (one: string): boolean => isOwn(one) || one.length === 1 || PATRONYMIC.test(one)
  return said.filter(isOwn).length >= own.length && said.every(isPart)
}

const PATRONYMIC = /(?:вич|вна|ична)$/

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
}
