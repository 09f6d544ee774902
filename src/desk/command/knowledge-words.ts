// A piece of knowledge as engineers write it: its name, «Вопрос:» and «Ответ:» on lines of their own, in either language.
// Prints it and reads it back; a text of which it is not sure what is what is none.
import type { Language } from '../../letter.ts'

/** A question and its answer as they are written down. */
export interface WrittenPiece {
  /** Null where the text names none. */
  readonly name: string | null
  readonly question: string
  readonly answer: string
}

type Part = 'name' | 'question' | 'answer'

const LABELS: Readonly<Record<Language, Readonly<Record<Part, string>>>> = {
  ru: { name: 'Название', question: 'Вопрос', answer: 'Ответ' },
  en: { name: 'Name', question: 'Question', answer: 'Answer' },
}
const LABEL = /^[\s*_]*(название|вопрос|ответ|name|question|answer)[*_]*\s*:[*_]*[ \t]*/iu
const PART: Readonly<Record<string, Part>> = {
  название: 'name',
  name: 'name',
  вопрос: 'question',
  question: 'question',
  ответ: 'answer',
  answer: 'answer',
}

/** A piece as it is shown, to be copied and put right. */
export function pieceText({ name, question, answer }: WrittenPiece, language: Language): string {
  const labels = LABELS[language]
  return [`${labels.name}: ${name ?? ''}`, `${labels.question}:\n${question}`, `${labels.answer}:\n${answer}`].join(
    '\n\n',
  )
}

/** The piece that a text is; null unless question and answer are marked in it, each once, the question first. */
export function pieceIn(text: string): WrittenPiece | null {
  const lines = text.split('\n')
  const marks = lines.flatMap((line, at) => {
    const part = PART[LABEL.exec(line)?.[1]?.toLowerCase() ?? '']
    return part === undefined ? [] : [{ part, at }]
  })
  const order = marks.map((one) => one.part).join('>')
  if (order !== 'name>question>answer' && order !== 'question>answer') return null
  const [first] = marks
  if (lines.slice(0, first?.at ?? 0).some((line) => line.trim() !== '')) return null
  const textOf = (part: Part): string => {
    const n = marks.findIndex((one) => one.part === part)
    const own = lines.slice(marks[n]?.at ?? lines.length, marks[n + 1]?.at)
    return own.join('\n').replace(LABEL, '').trim()
  }
  const name = textOf('name').replace(/\s+/gu, ' ')
  return { name: name === '' ? null : name, question: textOf('question'), answer: textOf('answer') }
}

/** The piece that stands in the marked quotation of an answer: somebody has put it right where it stood. */
export function pieceQuoted(body: string): WrittenPiece | null {
  const quoted = body
    .split('\n')
    .flatMap((line) => /^\s?(?:> ?)+(.*)$/u.exec(line)?.[1] ?? (line.trim() === '' ? '' : []))
  const start = quoted.findIndex((line) => LABEL.test(line))
  return start < 0 ? null : pieceIn(quoted.slice(start).join('\n'))
}

/** Whether two pieces say the same, however a client has wrapped them. */
export function samePiece(a: WrittenPiece, b: WrittenPiece): boolean {
  const plain = (one: WrittenPiece): string =>
    [one.name ?? '', one.question, one.answer].map((text) => text.replace(/\s+/gu, '')).join('\n')
  return plain(a) === plain(b)
}

const GREETING =
  /^(?:здравствуй|добрый|доброе|доброго|уважаем|приветству|hello|hi\b|dear|good (?:morning|afternoon|day))/iu

/** A text without a greeting in its first line. */
export function withoutGreeting(text: string): string {
  const [first = '', ...rest] = text.trim().split('\n')
  return GREETING.test(first) && first.length <= 80 ? rest.join('\n').trim() : text.trim()
}

/** A text whose first line greets by name has the field in its place: whoever reads it next is another. */
export function withFieldForGreeting(text: string, language: Language): string {
  const bare = withoutGreeting(text)
  const field = language === 'ru' ? '{{приветствие}}' : '{{greeting}}'
  return bare === text.trim() ? bare : `${field}\n\n${bare}`
}

/** A text that names its own request by the field. */
export function withFieldForNumber(text: string, number: string, language: Language): string {
  return text.replace(new RegExp(`${escaped(number)}(?!\\d)`, 'gu'), language === 'ru' ? '{{номер}}' : '{{number}}')
}

/** A contract's number behind «№» or the word; a long one wherever it stands. */
export function namesContract(text: string, number: string): boolean {
  if (number.length >= 5 && text.includes(number)) return true
  return new RegExp(`(?:№|договор\\S*|contract)\\s*(?:№|no\\.?)?\\s*${escaped(number)}(?![\\p{L}\\p{N}])`, 'iu').test(
    text,
  )
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&')
}
