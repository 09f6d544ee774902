// Canned answers as files.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readAnswers } from '../../src/configuration/answers.ts'
import { unknownFields } from '../../src/desk/command/answer-words.ts'

const root = mkdtempSync(join(tmpdir(), 'answers-'))
afterAll(() => rmSync(root, { recursive: true }))

/** A folder with these files. */
function folderOf(name: string, files: Readonly<Record<string, string | Buffer>>): string {
  const folder = join(root, name)
  mkdirSync(folder)
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content)
  return folder
}

function mistakesIn(folder: string): readonly string[] {
  const read = readAnswers(folder)
  return 'mistakes' in read ? read.mistakes.map(({ path, what }) => `${path} ${what}`) : []
}

describe('canned answers', () => {
  test('that come with the program can all be used, in each language as many', () => {
    const read = readAnswers('')
    if ('mistakes' in read) throw new RangeError('the own ones must be read')
    const { answers, greetings } = read.ok
    expect(answers.flatMap((one) => unknownFields(one.text))).toEqual([])
    const count = (language: string): number => answers.filter((one) => one.language === language).length
    expect(count('ru')).toBeGreaterThan(2)
    expect(count('en')).toBe(count('ru'))
    expect(greetings.ru).toEqual({ named: 'Здравствуйте, {{name}}!', plain: 'Здравствуйте!' })
    expect(greetings.en).toEqual({ named: 'Hello {{name}},', plain: 'Hello,' })
  })

  test('of a folder stand before them, by the names of their files', () => {
    const read = readAnswers(folderOf('good', { 'Новая версия.txt': '\ufeffВышла версия 4.2.\r\n', 'readme.md': 'x' }))
    if ('mistakes' in read) throw new RangeError('it must be read')
    expect(read.ok.answers[0]).toEqual({
      name: 'Новая версия',
      language: null,
      text: 'Вышла версия 4.2.',
      from: 'folder',
    })
    expect(read.ok.answers.some((one) => one.name === 'readme')).toBe(false)
  })

  test.each<[why: string, files: Readonly<Record<string, string | Buffer>>, what: RegExp]>([
    ['an empty one', { 'a.txt': ' \n' }, /a\.txt is empty/],
    ['one that is not UTF-8', { 'a.txt': Buffer.from([0xcf, 0xf0, 0xe8]) }, /a\.txt is not UTF-8/],
    ['one too large', { 'a.txt': 'x'.repeat(70_000) }, /a\.txt has 70000 bytes/],
  ])('%s is a mistake, named by its file', (why, files, what) => {
    expect(mistakesIn(folderOf(why.replaceAll(' ', '-'), files))).toEqual([expect.stringMatching(what)])
  })

  test('a folder that is not there is a mistake, as every mistake of it at once is', () => {
    expect(mistakesIn(join(root, 'nowhere'))).toHaveLength(1)
    expect(mistakesIn(folderOf('two', { 'a.txt': '', 'b.txt': '' }))).toHaveLength(2)
  })
})

describe('a field that nobody knows', () => {
  test.each([
    ['{{номер}} {{ Срок }} {{NUMBER}}', []],
    ['{{номре}} и {{номре}}', ['{{номре}}']],
    ['{{номер', ['{{']],
    ['номер}}', ['}}']],
    ['обычный { текст }', []],
  ])('%s', (text, unknown) => {
    const found = unknownFields(text)
    expect(found.length > 0).toBe(unknown.length > 0)
    for (const one of unknown) expect(found.some((field) => field.startsWith(one.slice(0, 2)))).toBe(true)
  })
})
