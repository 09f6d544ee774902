// An engineer's name at the end of his mail, without any line that says where his signature begins: from his policy we
// know how he is called. Cut, because the desk signs for him (engineer 3: the signature never goes out).
import type { Engineer } from './policy.ts'

/** Lines of a signature, and signs in one of them. */
const MOST_LINES = 6
const LONGEST_LINE = 80

/** The text without its last paragraph when that begins with the engineer's name and is short; a name alone is the text. */
export function withoutOwnSignature(text: string, engineer: Engineer): string {
  const paragraphs = text.trimEnd().split(/\n[^\S\n]*\n/)
  const lines = (paragraphs.at(-1) ?? '').trim().split('\n')
  const short = lines.length <= MOST_LINES && lines.every((line) => line.length <= LONGEST_LINE)
  if (!short || !beginsWithName(lines[0] ?? '', engineer.name)) return text
  const rest = paragraphs.slice(0, -1).join('\n\n').trimEnd()
  return rest === '' ? text : rest
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
