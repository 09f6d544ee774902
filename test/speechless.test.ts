// The rules speak no language: what is said to people is a code with its values, and `wording` says it. What stays in a rule
// are words that people write to the desk, by which it knows what they want, and why it has decided, for the log.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { files, SRC, withoutComments } from './support/sources.ts'

/** Vocabularies that the rules read, of whole phrases: what people write, in their languages. Nothing of it is said to anybody. */
const PHRASES: readonly string[] = [
  'desk/command/command-table.ts',
  'desk/quoted/visiting-card.ts',
  'desk/saying/complaint.ts',
  'desk/scene/customer-words.ts',
  'desk/scene/own-subject.ts',
  'desk/ticket/category.ts',
  'desk/ticket/critical-words.ts',
]
/** Rules with a few words, or a pattern, of what people write. */
const VOCABULARIES: readonly string[] = [
  ...PHRASES,
  'desk/command/answer-words.ts',
  'desk/command/arguments.ts',
  'desk/command/command.ts',
  'desk/command/fix-words.ts',
  'desk/command/knowledge-words.ts',
  'desk/command/period.ts',
  'desk/command/report-words.ts',
  'desk/command/several.ts',
  'desk/command/statement-words.ts',
  'desk/command/telephone.ts',
  'desk/delivery/failure.ts',
  'desk/engineer/confirming.ts',
  'desk/engineer/compared-words.ts',
  'desk/engineer/leak-guard.ts',
  'desk/engineer/resending.ts',
  'desk/orders/call.ts',
  'desk/orders/promise.ts',
  'desk/orders/registering.ts',
  'desk/quoted/introduction.ts',
  'desk/quoted/letters-alone.ts',
  'desk/quoted/quotation.ts',
  'desk/scene/file-names.ts',
  'desk/ticket/criticality.ts',
  'desk/ticket/plain-words.ts',
  'desk/ticket/tag.ts',
  'desk/ticket/their-number.ts',
]
/** English of the log beside what stands at `because`: which rule has decided. */
const LOGGED: readonly RegExp[] = [
  /^(?:too many new tickets of one sender|asks for the status|the customer closes|an engineer's mail:)/,
  /^(?:From is an address of the desk|X-Ticket-Loop is the mark of this desk|the desk died while filing it|text to the customer|a new ticket)$/,
  /^…: recorded on /,
]
const LITERAL = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g
const PROSE = /(?:\p{L}[\p{L}'’]*,? ){2}\p{L}/u
/** What stands in front of a code, of a reason for the log, of a fault in the program. */
const UNSAID = /(?:\bis: (?:'[^']*' \| )*|\bbecause(?::| =|\()[^;]{0,120}|Error\(\s*)$/

interface Literal {
  /** Without what a template fills in. */
  readonly text: string
  /** What stands in front of it. */
  readonly before: string
}

function literalsIn(source: string): readonly Literal[] {
  const code = withoutComments(source)
  return [...code.matchAll(LITERAL)].map((match) => ({
    text: (match[1] ?? match[2] ?? match[3] ?? '').replace(/\$\{[^}]*\}/g, '…'),
    before: code.slice(Math.max(0, match.index - 160), match.index),
  }))
}

/** Closed choices of a few words, as the shared types and a ticket's own name them. */
function codes(): ReadonlySet<string> {
  const homes = files.filter((file) => /^(?:words\/|letter\b|desk\/ticket\/ticket\.ts)/.test(relative(SRC, file)))
  return new Set(homes.flatMap((file) => literalsIn(read(file))).map((one) => one.text))
}

function read(file: string): string {
  return readFileSync(file, 'utf8')
}

/** Sentences that a rule holds, of any language. */
function saidIn(source: string, known: ReadonlySet<string>): readonly string[] {
  return literalsIn(source)
    .filter(({ text, before }) => PROSE.test(text) && !known.has(text) && !UNSAID.test(before))
    .map(({ text }) => text)
    .filter((text) => !LOGGED.some((one) => one.test(text)))
}

const isRussian = (file: string): boolean => /[а-яё]/i.test(withoutComments(read(file)))
const nameOf = (file: string): string => relative(SRC, file)
const rules = files.filter((file) => nameOf(file).startsWith('desk/'))

test('no Russian stands in a rule but in the vocabularies that rules read', () => {
  expect(
    rules
      .filter((file) => isRussian(file))
      .map(nameOf)
      .filter((name) => !VOCABULARIES.includes(name)),
  ).toEqual([])
})

test('what is called a vocabulary is one', () => {
  const real = rules.filter(isRussian).map(nameOf)
  expect(VOCABULARIES.filter((one) => !real.includes(one))).toEqual([])
})

test('no sentence of any language stands in a rule, but for the log', () => {
  const known = codes()
  const said = rules
    .filter((file) => !PHRASES.includes(nameOf(file)))
    .flatMap((file) => saidIn(read(file), known).map((text) => `${nameOf(file)}: ${text}`))
  expect(said).toEqual([])
})

test('nothing in a rule is said in two languages side by side', () => {
  expect(rules.filter((file) => /\bsay\(/.test(withoutComments(read(file)))).map(nameOf)).toEqual([])
})

describe('what the test looks for', () => {
  test.each([
    ['a sentence', "const warning = 'the mail has no text'"],
    ['with values', `lines.push(\`taken by \${name} on the day\`)`],
    ['Russian', "const warning = 'письмо не содержит текста'"],
    ['of a letter', 'subject: "where the report is"'],
  ])('%s is found', (_, code) => expect(saidIn(code, new Set())).toHaveLength(1))

  test.each([
    ['a code', "return { is: 'no text at all' }"],
    ['one of the codes elsewhere', "warn('the mail has no text')"],
    ['what the log says', `because: \`the mail \${id} was lost\``],
    ['a fault in the program', "throw new Error('there is no such ticket')"],
    ['a word or two', "kind: 'no text'"],
  ])('%s is none', (_, code) => expect(saidIn(code, new Set(['the mail has no text']))).toEqual([]))
})
