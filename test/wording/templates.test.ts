// A broken template is found when the desk starts, by the name of its file.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Trouble } from '../../src/trouble.ts'
import { openWording } from '../../src/wording/wording.ts'
import { TEMPLATES } from './letter-files.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'templates-'))
  cpSync(TEMPLATES, folder, { recursive: true })
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The sentence with which the desk refuses to start after a change to one template. */
function refusal(file: string, change: (source: string) => string): string {
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')))
  return refusalToStart()
}

function refusalToStart(): string {
  try {
    openWording(folder, 'Europe/Moscow')
  } catch (error) {
    if (error instanceof Trouble && error.lasting) return error.message
    throw error
  }
  return 'no refusal'
}

test('the templates as they are start', () => {
  expect(refusalToStart()).toBe('no refusal')
})

test.for([
  ['a misspelt value', 'ru/answer.hbs', '{{nubmer}}', 'nubmer'],
  ['a misspelt condition', 'ru/answer.hbs', '{{#if closBy}}x{{/if}}', 'closBy'],
  ['a misspelt list', 'en/digest.hbs', '{{#each sectoins}}x{{/each}}', 'sectoins'],
  ['a block that is not closed', 'en/status.hbs', '{{#if waiting}}', 'Parse error'],
  ['an unknown helper', 'ru/status.hbs', '{{#shout number}}x{{/shout}}', 'shout'],
  ['an unknown part', 'ru/status.hbs', '{{> nobody}}', 'nobody'],
  ['a text among other words', 'ru/answer.hbs', 'сказано: {{text}}', 'line of its own'],
  ['a name of every object', 'ru/answer.hbs', '{{constructor}}', 'constructor'],
] as const)('%s is found and named', ([, file, added, named]) => {
  const said = refusal(file, (source) => `${source}\n${added}\n`)
  expect(said).toContain(file)
  expect(said).toContain(named)
})

test('a mistake in a part is named by the file of the part', () => {
  expect(refusal('ru/parts/card.hbs', (source) => `${source}{{#if x}}`)).toContain('ru/parts/card.hbs')
})

test('a mistake in the frame is named', () => {
  expect(refusal('frame.html.hbs', (source) => source.replace('{{{body}}}', '{{{bodi}}}'))).toContain('frame.html.hbs')
})

test('a wrong word in the head of a template is named', () => {
  expect(refusal('ru/card.hbs', (source) => source.replace('lines: kept', 'lines: hard'))).toContain('"lines: hard"')
})

test('a template that is missing is named', () => {
  rmSync(join(folder, 'en/reminder.hbs'))
  expect(refusalToStart()).toContain('en/reminder.hbs')
})

test('a template saved with Windows line ends reads the same', () => {
  const crlf = (source: string): string => source.replaceAll('\n', '\r\n')
  expect(refusal('ru/card.hbs', crlf)).toBe('no refusal')
})
