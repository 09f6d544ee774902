import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { UNKNOWN } from '../../../src/reading/reply/mark.ts'
import { readText } from '../../../src/reading/reply/trim.ts'

const FOLDER = join(import.meta.dirname, 'trim')
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -'.txt'.length))

describe('what the sender wrote this time is told from quotes and signatures', () => {
  test.each(names)('%s', (name) => {
    const text = readFileSync(join(FOLDER, `${name}.txt`), 'utf8')
    const expected = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'))
    const read = readText(text)
    expect(read.reply).toBe(expected.reply)
    expect(read.text).toBe(text)
  })

  test.each(names)('%s loses no line: each stands in the reply, the quote or the signature', (name) => {
    const text = readFileSync(join(FOLDER, `${name}.txt`), 'utf8')
    const read = readText(text)
    const kept = `${read.reply}\n${read.quoted}\n${read.signature}`
    for (const line of text.split('\n')) expect(kept).toContain(line.trimEnd())
  })
})

const OUTLOOK_BLOCK = 'От: Иван <i@romashka.example>\nОтправлено: 7 мая 2025 г. 15:19\nКому: b\nТема: x\n\nТекст.'

test('Outlook prints the same block above a forward and an answer: the subject tells which it is', () => {
  expect(readText(OUTLOOK_BLOCK, { ...UNKNOWN, subject: 'FW: x' }).reply).toContain('Текст.')
  expect(readText(OUTLOOK_BLOCK, { ...UNKNOWN, subject: 'RE: x' }).reply).toBe('')
  expect(readText(OUTLOOK_BLOCK).reply).toBe('')
})
