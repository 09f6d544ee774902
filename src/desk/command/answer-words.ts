// Canned answers as people write them: fields in double braces, in either language, and how an order names one. Fills
// fields with values that it is given; says which are wanting, and never leaves one in a text.
import type { Language } from '../../letter.ts'

/** What a canned answer may name. */
export type AnswerField =
  | 'greeting'
  | 'name'
  | 'number'
  | 'subject'
  | 'organisation'
  | 'contract'
  | 'received'
  | 'deadline'
  | 'engineer'
  | 'phone'
  | 'reference'

const FIELDS: Readonly<Record<AnswerField, readonly [ru: string, en: string]>> = {
  greeting: ['приветствие', 'greeting'],
  name: ['имя', 'name'],
  number: ['номер', 'number'],
  subject: ['тема', 'subject'],
  organisation: ['организация', 'organisation'],
  contract: ['договор', 'contract'],
  received: ['поступило', 'received'],
  deadline: ['срок', 'deadline'],
  engineer: ['инженер', 'engineer'],
  phone: ['телефон', 'phone'],
  reference: ['разработка', 'development'],
}
const BY_WORD: ReadonlyMap<string, AnswerField> = new Map(
  Object.entries(FIELDS).flatMap(([field, words]) => words.map((word) => [word, field as AnswerField] as const)),
)
const MARK = /\{\{([^{}]{0,60})\}\}/gu

/** Every field there is, as people of a language write it. */
export function fieldNames(language: Language): readonly string[] {
  return Object.values(FIELDS).map(([ru, en]) => `{{${language === 'ru' ? ru : en}}}`)
}

function fieldOf(written: string): AnswerField | null {
  return BY_WORD.get(written.trim().toLowerCase().replaceAll('ё', 'е')) ?? null
}

/** Fields of a text that nobody knows, braces without an end among them; each once. */
export function unknownFields(text: string): readonly string[] {
  const unknown = [...text.matchAll(MARK)].filter((mark) => fieldOf(mark[1] ?? '') === null).map((mark) => mark[0])
  const rest = text.replace(MARK, '')
  const torn = /\{\{|\}\}/u.exec(rest)
  return [...new Set([...unknown, ...(torn === null ? [] : [torn[0]])])]
}

/** What fills the fields; null is a value that this ticket has not. */
export type FieldValues = Readonly<Record<AnswerField, string | null>>

/** The text with its fields filled; or the fields, as written, that have no value here. */
export function filledIn(
  text: string,
  values: FieldValues,
): { readonly text: string } | { readonly wanting: readonly string[] } {
  const marks = [...text.matchAll(MARK)].map((mark) => ({ mark: mark[0], field: fieldOf(mark[1] ?? '') }))
  const wanting = marks.filter(({ field }) => field === null || values[field] === null).map(({ mark }) => mark)
  if (wanting.length > 0) return { wanting: [...new Set(wanting)] }
  return {
    text: text.replace(MARK, (mark, written: string) => {
      const field = fieldOf(written)
      return field === null ? mark : (values[field] ?? mark)
    }),
  }
}

/** An order to put a canned answer in: which, and whether it stands below the engineer's own words. */
export interface AnswerAsked {
  readonly name: string
  readonly below: boolean
}

/** «журнал», «журнал ниже», “log below”. */
export function answerAsked(argument: string): AnswerAsked {
  const tail = /^(.+?)[\s,]+(?:ниже|в конце|внизу|below|at the end)$/iu.exec(argument.trim())
  return { name: tail?.[1]?.trim() ?? argument.trim(), below: tail !== null }
}

/** A name as it is compared. */
export function plainAnswerName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[\s\-_.\u2010\u2011]+/gu, ' ')
    .trim()
}
