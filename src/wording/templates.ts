// The templates as they lie on disk: read once, compiled strictly, and shown with a mistake named by its file. The only
// file that knows handlebars. What a customer wrote is never a template: templates come from this folder alone.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import type { Language } from '../letter.ts'
import { sentenceOf, Trouble } from '../trouble.ts'
import type { Words } from '../words/words.ts'
import type { Lines } from './layout.ts'
import type { View } from './view.ts'

/** The kinds of letters, as their templates are named. */
export type LetterName = Words['letter']
/** Whole HTML pages, the same for every language: their words are values. */
export type PageName = (typeof PAGES)[number]
const PAGES = ['statement', 'login', 'queue', 'ticket', 'figures', 'machine', 'trouble'] as const

/** A letter's template: its own subject, if it has one, and its body, both with marks still in them. */
export interface Template {
  readonly file: string
  readonly lines: Lines
  readonly subject: ((view: View) => string) | null
  body(view: View): string
}

/** The templates of all letters, read and compiled. */
export interface Templates {
  of(language: Language, name: LetterName): Template
  /** A page by its name, every value escaped. */
  page(name: PageName, view: View): string
  /** Puts a letter's inner HTML into the frame. Everything but `body` is escaped. */
  frame(values: { readonly language: Language; readonly body: string }): string
}

const OPTIONS = { strict: true, knownHelpersOnly: true, preventIndent: true } as const
const HEAD = /^(subject|lines): (.*)\n/

/** Reads and compiles every template under the directory. A mistake is a lasting Trouble that names the file. */
export function readTemplates(
  directory: string,
  languages: readonly Language[],
  names: readonly LetterName[],
): Templates {
  const byName = new Map<string, Template>()
  for (const language of languages) {
    const folder = join(directory, language)
    const handlebars = Handlebars.create()
    for (const part of partsIn(join(folder, 'parts'))) {
      const file = `${language}/parts/${part}.hbs`
      handlebars.registerPartial(part, compiled(file, handlebars, sourceOf(directory, file), { noEscape: true }))
    }
    for (const name of names) {
      const file = `${language}/${name}.hbs`
      byName.set(file, templateOf(file, handlebars, sourceOf(directory, file)))
    }
  }
  return {
    of: (language, name) => {
      const template = byName.get(`${language}/${name}.hbs`)
      if (template === undefined) throw new Trouble(`there is no template ${language}/${name}.hbs`, { lasting: true })
      return template
    },
    page: pagesOf(directory),
    frame: frameOf(directory),
  }
}

function pagesOf(directory: string): Templates['page'] {
  const handlebars = Handlebars.create()
  for (const part of partsIn(join(directory, 'pages/parts'))) {
    const file = `pages/parts/${part}.hbs`
    handlebars.registerPartial(part, compiled(file, handlebars, sourceOf(directory, file)))
  }
  const pages = new Map(
    PAGES.map((name) => {
      const file = `pages/${name}.hbs`
      const run = compiled(file, handlebars, sourceOf(directory, file))
      return [name, (view: View) => named(file, () => run(view))] as const
    }),
  )
  return (name, view) => pages.get(name)?.(view) ?? ''
}

function templateOf(file: string, handlebars: typeof Handlebars, source: string): Template {
  const head = new Map<string, string>()
  let body = source
  for (let match = HEAD.exec(body); match !== null; match = HEAD.exec(body)) {
    head.set(match[1] ?? '', match[2] ?? '')
    body = body.slice(match[0].length)
  }
  const lines = head.get('lines') ?? 'soft'
  if (lines !== 'soft' && lines !== 'kept')
    throw new Trouble(`template ${file}: "lines: ${lines}" should be "lines: soft" or "lines: kept"`, { lasting: true })
  const compile = (text: string): ((view: View) => string) => {
    const run = compiled(file, handlebars, text, { noEscape: true })
    return (view) => named(file, () => run(view))
  }
  const subject = head.get('subject')
  return { file, lines, subject: subject === undefined ? null : compile(subject), body: compile(body) }
}

/** The HTML shell has a registry of its own, and escapes. */
function frameOf(directory: string): Templates['frame'] {
  const file = 'frame.html.hbs'
  const handlebars = Handlebars.create()
  const run = compiled(file, handlebars, sourceOf(directory, file))
  return (values) => named(file, () => run(values))
}

/** The template of a source that can be parsed, made ready when it is first shown; a Trouble with file and line if not. */
function compiled(
  file: string,
  handlebars: typeof Handlebars,
  source: string,
  more: CompileOptions = {},
): Handlebars.TemplateDelegate {
  return named(file, () => handlebars.compile(handlebars.parse(source), { ...OPTIONS, ...more }))
}

function sourceOf(directory: string, file: string): string {
  return named(file, () => readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n'))
}

function partsIn(folder: string): readonly string[] {
  return named(folder, () => readdirSync(folder))
    .filter((name) => name.endsWith('.hbs'))
    .map((name) => name.slice(0, -'.hbs'.length))
}

function named<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Trouble) throw error
    throw new Trouble(`template ${file}: ${sentenceOf(error)}`, { lasting: true, cause: error })
  }
}

/** Asked for by whoever prints the values in a message of his own. */
const PRINTING = new Set(['toString', 'valueOf'])

/**
 * The same values, for proving a template: Handlebars is silent about a misspelt name in #if, #unless and #each.
 * asking them for an unknown name throws an Error that names it.
 */
export function watched<T extends object>(values: T): T {
  return new Proxy(values, {
    get: (target, name, receiver) => {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof name === 'string' && !Array.isArray(target) && !Object.hasOwn(target, name) && !PRINTING.has(name))
        throw new Error(`"${name}" is named, which this letter does not have`)
      return typeof value === 'object' && value !== null ? watched(value) : value
    },
  })
}
