// What the desk says. Turns the facts of a draft into the text and the HTML of a letter, in the draft's language, and
// proves every template with sample facts before the first letter goes out.
import type { Address, Language, Outgoing } from '../letter.ts'
import { sentenceOf, Trouble } from '../trouble.ts'
import type {
  CommandName,
  CustomerWords,
  Draft,
  Drawing,
  Line,
  Page,
  PageFrame,
  Sentences,
  Statement,
  StatementWords,
  TroublePage,
  Why,
  Words,
} from '../words/words.ts'
import { customerView } from './customer.ts'
import { engineerView } from './engineer.ts'
import { ENGLISH, ENGLISH_COMMANDS, ENGLISH_SENTENCES, ENGLISH_SHORT } from './english/english.ts'
import { printHtml } from './html.ts'
import { type Catalogue, type CommandText, openSayer, type Sayer, type ShortWords } from './language/catalogue.ts'
import { openFormat } from './language/format.ts'
import type { Tongue } from './language/tongue.ts'
import { blocksOf } from './layout.ts'
import { cleanLine, openSpeech, type Speech, unmarked } from './marks.ts'
import { drawingsOf } from './page-figures.ts'
import { pageView } from './pages.ts'
import { RUSSIAN, RUSSIAN_COMMANDS, RUSSIAN_SENTENCES, RUSSIAN_SHORT } from './russian/russian.ts'
import { LETTER_NAMES, SAMPLES } from './samples.ts'
import { statementPageView } from './statement.ts'
import { readTemplates, type Template, type Templates, watched } from './templates.ts'
import { printText } from './text.ts'
import { lineOr, type View, type Writer } from './view.ts'
import { countLines } from './why.ts'

/** Puts facts into words. Synchronous: it works inside the transaction that files a letter. */
export interface Wording {
  /** The letter of a draft. Throws a lasting Trouble that names the template where one fails. */
  render(draft: Draft): Outgoing
  /** A contract's statement as a paper: the text of a mail, and a page that prints on A4. */
  statement(statement: Statement, language: Language): { readonly text: string; readonly html: string }
  /** A page of the board, whole. Throws a lasting Trouble that names the template where it fails. */
  page(page: Page, frame: PageFrame): string
  /** A sentence about something that a page has not. */
  trouble(what: TroublePage['what'], language: Language): string
  /** The curves of a page of figures, ready to be drawn. */
  drawings(page: Page, language: Language): readonly Drawing[]
  /** A sentence of the rules in a language. */
  say(said: Line, language: Language): string
  /** An event with its detail in words: a row of the history. */
  tell<Event extends { readonly detail: Line }>(event: Event, language: Language): Told<Event>
}

interface RowToldOf {
  readonly who: string
  readonly what: string
  readonly detail: string
}

type Told<Event> = Omit<Event, 'detail'> & { readonly detail: string }

const LANGUAGES: readonly Language[] = ['ru', 'en']
const TONGUES: Readonly<Record<Language, Tongue>> = { ru: RUSSIAN, en: ENGLISH }
const SENTENCES: Readonly<Record<Language, Catalogue<Sentences>>> = { ru: RUSSIAN_SENTENCES, en: ENGLISH_SENTENCES }
const COMMANDS: Readonly<Record<Language, Readonly<Record<CommandName, CommandText>>>> = {
  ru: RUSSIAN_COMMANDS,
  en: ENGLISH_COMMANDS,
}
const SHORT: Readonly<Record<Language, ShortWords>> = { ru: RUSSIAN_SHORT, en: ENGLISH_SHORT }
/** Threats, header injection: text in a header is one line of at most so many characters. */
const HEADER_LENGTH = 255

/**
 * Reads the templates under `directory` and renders each of them in both languages with sample facts; dates are written
 * in `zone`. Throws a lasting Trouble that names the file and its mistake.
 */
export function openWording(directory: string, zone: string): Wording {
  const templates = readTemplates(directory, LANGUAGES, LETTER_NAMES)
  for (const language of LANGUAGES) for (const sample of SAMPLES) prove(templates, language, sample, zone)
  return wordingOf(templates, zone)
}

/** The same without the proof, where another thread of this process has given it. */
export function openProvedWording(directory: string, zone: string): Wording {
  return wordingOf(readTemplates(directory, LANGUAGES, LETTER_NAMES), zone)
}

function wordingOf(templates: Templates, zone: string): Wording {
  return {
    render: (draft) => renderDraft(draft, templates, zone),
    statement: (statement, language) => paperOf(statement, language, templates, zone),
    page: (page, frame) => templates.page(page.page, pageView(page, frame, writerOf(frame.language, zone))),
    trouble: (what, language) => TONGUES[language].board.troubles[what].text,
    drawings: (page, language) =>
      page.page !== 'figures' || page.figures === null || page.curves === null
        ? []
        : drawingsOf(page.figures, page.curves, writerOf(language, zone)),
    say: (said, language) => say(said, language, zone),
    tell: (event, language) => ({ ...event, detail: say(event.detail, language, zone) }),
  }
}

/** A sentence of the rules in a language; moments are told by the clocks of `zone`. */
export function say(said: Line, language: Language, zone: string): string {
  return sayIn(language, zone)(said)
}

/** A row of a ticket's history: whose doing, what it is called, and what it says, each word once. */
export function eventLine({ who, what, detail }: RowToldOf, language: Language): string {
  const sayer = sayerOf(language, 'UTC')
  return `${sayer.who(who)}: ${sayer.event(what, detail)}`
}

/** Why a date is what it is, as lines for a terminal; dates are written in `zone`. */
export function whyLines(count: Why | null, language: Language, zone: string): readonly string[] {
  return countLines(count, writerOf(language, zone)).map((line) => line.replaceAll('\u00a0', ' '))
}

function sayIn(language: Language, zone: string): (said: Line) => string {
  const sayer = sayerOf(language, zone)
  return (said) => (typeof said === 'string' ? said : sayer.say(said))
}

function sayerOf(language: Language, zone: string): Sayer {
  const { script } = TONGUES[language]
  return openSayer(SENTENCES[language], SHORT[language], script, openFormat(script, zone))
}

function renderDraft(draft: Draft, templates: Templates, zone: string): Outgoing {
  const { words, ...envelope } = draft
  const { language } = draft
  const writer = writerOf(language, zone)
  const view = { ...viewOf(words, writer), draftSubject: lineOr(writer, draft.subject) }
  const template = templates.of(language, words.letter)
  const subject = headerText(template.subject === null ? writer.say(draft.subject) : unmarked(template.subject(view)))
  const { text, html } = printed(template, view, writer.speech)
  return {
    ...envelope,
    from: fromOf(draft.from, words, language),
    subject,
    text,
    html: templates.frame({ language, body: html }),
  }
}

function paperOf(
  statement: Statement,
  language: Language,
  templates: Templates,
  zone: string,
): { text: string; html: string } {
  const writer = writerOf(language, zone)
  const words: StatementWords = { letter: 'statement', statement, sendsTo: null }
  const { text } = printed(templates.of(language, 'statement'), viewOf(words, writer), writer.speech)
  return { text, html: templates.page('statement', statementPageView(words, writer)) }
}

/** Renders a sample, and insists that the template names only values that exist. */
function prove(templates: Templates, language: Language, words: Words, zone: string): void {
  const writer = writerOf(language, zone)
  const template = templates.of(language, words.letter)
  const view = watched({ ...viewOf(words, writer), draftSubject: '[SKPS-12] Sample' })
  template.subject?.(view)
  const { html } = printed(template, view, writer.speech)
  templates.frame(watched({ language, body: html }))
  if (words.letter === 'statement') templates.page('statement', watched(statementPageView(words, writer)))
}

function writerOf(language: Language, zone: string): Writer {
  const tongue = TONGUES[language]
  return {
    language,
    tongue,
    format: openFormat(tongue.script, zone),
    speech: openSpeech(),
    commands: COMMANDS[language],
    say: sayIn(language, zone),
    event: (row) => eventLine(row, language),
  }
}

function viewOf(words: Words, writer: Writer): View {
  return isToCustomer(words) ? customerView(words, writer) : engineerView(words, writer)
}

function isToCustomer(words: Words): words is CustomerWords {
  return 'support' in words
}

function printed(template: Template, view: View, speech: Speech): { readonly text: string; readonly html: string } {
  const rendered = template.body(view)
  try {
    const blocks = blocksOf(rendered, speech.verbatims, template.lines)
    return { text: printText(blocks), html: printHtml(blocks, template.lines === 'kept' ? 'banner' : 'plain') }
  } catch (error) {
    throw new Trouble(`template ${template.file}: ${sentenceOf(error)}`, { lasting: true, cause: error })
  }
}

/** An engineer's own words go out under his name, from the support address. */
function fromOf(from: Address, words: Words, language: Language): Address {
  const name = speakerOf(words)
  return { address: from.address, name: headerText(name === null ? from.name : TONGUES[language].spokesman(name)) }
}

function speakerOf(words: Words): string | null {
  if ('spoken' in words) return words.spoken?.engineerName ?? null
  if (words.letter === 'declined') return words.spokenBy ?? null
  return words.letter === 'answer' || words.letter === 'questions' ? words.engineerName : null
}

function headerText(text: string): string {
  return [...cleanLine(text)].slice(0, HEADER_LENGTH).join('')
}
