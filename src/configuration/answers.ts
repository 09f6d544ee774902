// Canned answers as files: those that come with the program, and those of the folder in the configuration. A file's name is
// the answer's name, of the program's own its first line; what cannot be read is a mistake, and then none of it holds.
import { isUtf8 } from 'node:buffer'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CannedAnswer, Greeting } from '../desk/desk.ts'
import { whyUnread } from '../trouble.ts'
import type { Mistake, Reading } from './shapes.ts'

/** Canned answers, and how they greet. */
export interface Answers {
  readonly answers: readonly CannedAnswer[]
  readonly greetings: { readonly ru: Greeting; readonly en: Greeting }
}

const SHIPPED = join(import.meta.dirname, '../../templates/answers')
const MOST_BYTES = 65_536
const MOST_FILES = 500

/** Reads both; `folder` is an absolute path, or '' where the configuration names none. */
export function readAnswers(folder: string): Reading<Answers> {
  const shipped = (['ru', 'en'] as const).flatMap((language) =>
    shippedIn(join(SHIPPED, language)).map(({ name, text }) => ({ name, text, language, from: 'desk' as const })),
  )
  const greetings = { ru: greetingIn('ru'), en: greetingIn('en') }
  const own = folder === '' ? { ok: [] } : ownAnswers(folder)
  return 'mistakes' in own ? own : { ok: { greetings, answers: [...own.ok, ...shipped] } }
}

/** Of the program's own the first line is the name. */
function shippedIn(folder: string): readonly { readonly name: string; readonly text: string }[] {
  return namesIn(folder)
    .map((file) => {
      const [name = '', ...lines] = readFileSync(join(folder, file), 'utf8').split(/\r?\n/)
      return { name, text: lines.join('\n').trim() }
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'ru'))
}

function namesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.toLowerCase().endsWith('.txt'))
    .sort()
}

function nameOf(file: string): string {
  return file.slice(0, -4).normalize('NFC').trim()
}

/** Two lines: with a form of address, and without. */
function greetingIn(language: 'ru' | 'en'): Greeting {
  const [named = '', plain = ''] = readFileSync(join(SHIPPED, `greeting.${language}`), 'utf8').split(/\r?\n/)
  return { named, plain }
}

function ownAnswers(folder: string): Reading<readonly CannedAnswer[]> {
  let files: readonly string[]
  try {
    files = namesIn(folder)
  } catch (error) {
    return { mistakes: [mistake(folder, whyUnread(error), 'give a folder of texts NAME.txt')] }
  }
  if (files.length > MOST_FILES) {
    return { mistakes: [mistake(folder, `holds ${files.length} texts`, `at most ${MOST_FILES}`)] }
  }
  const read = files.map((file) => ownAnswer(folder, file))
  const mistakes = read.flatMap((one) => ('mistakes' in one ? one.mistakes : []))
  return mistakes.length > 0 ? { mistakes } : { ok: read.flatMap((one) => ('ok' in one ? [one.ok] : [])) }
}

function ownAnswer(folder: string, file: string): Reading<CannedAnswer> {
  const wrong = (what: string, right: string): Reading<CannedAnswer> => ({
    mistakes: [mistake(join(folder, file), what, right)],
  })
  let bytes: Buffer
  try {
    bytes = readFileSync(join(folder, file))
  } catch (error) {
    return wrong(whyUnread(error), 'make it readable, or take it away')
  }
  if (bytes.length > MOST_BYTES) return wrong(`has ${bytes.length} bytes`, `a canned answer has at most ${MOST_BYTES}`)
  if (!isUtf8(bytes)) return wrong('is not UTF-8', 'save it as UTF-8')
  const text = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .trim()
  if (text === '') return wrong('is empty', 'write the answer into it, or take it away')
  return { ok: { name: nameOf(file), language: null, text, from: 'folder' } }
}

function mistake(path: string, what: string, right: string): Mistake {
  return { path: `answers ${path}`, what, right }
}
