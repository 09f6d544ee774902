// The conventions in which letters are written, and how they print.
import { describe, expect, test } from 'vitest'
import { printHtml } from '../../src/wording/html.ts'
import { blocksOf, type Lines } from '../../src/wording/layout.ts'
import { openSpeech } from '../../src/wording/marks.ts'
import { printText } from '../../src/wording/text.ts'

const text = (source: string, lines: Lines = 'soft'): string =>
  printText(blocksOf(source, [], lines)).replaceAll('\u00a0', '~')

describe('a paragraph', () => {
  test('runs its lines together and is wrapped at 78 columns', () => {
    const word = 'девятьбукв'
    expect(text(`${`${word} `.repeat(5).trim()}\n${`${word} `.repeat(5).trim()}`)).toBe(
      `${`${word} `.repeat(7).trim()}\n${`${word} `.repeat(3).trim()}\n`,
    )
  })

  test('ends a line at a backslash', () => {
    expect(text('С уважением,\\\nСлужба')).toBe('С уважением,\nСлужба\n')
  })

  test('keeps its lines in letters to our own people', () => {
    expect(text('Раз.\nДва.', 'kept')).toBe('Раз.\nДва.\n')
  })

  test('is never broken at a non-breaking space', () => {
    expect(text(`${'а'.repeat(70)} 27\u00a0ноября`)).toBe(`${'а'.repeat(70)}\n27~ноября\n`)
  })

  test('leaves a word longer than a line whole', () => {
    const url = 'x'.repeat(120)
    expect(text(`см. ${url} там`)).toBe(`см.\n${url}\nтам\n`)
  })

  test('holds dashes, numbers and their words together, over the ends of lines too', () => {
    expect(text('договор № 7 — 5 рабочих дней, раздел 3 регламента, до\n12 мая, И. И. Иванов, 2026 г..')).toBe(
      'договор №~7~— 5~рабочих дней, раздел~3 регламента, до~12~мая, И.~И. Иванов,\n2026~г.\n',
    )
  })
})

describe('rows', () => {
  test('stand under each other, long values under themselves', () => {
    expect(text(`  Тема   кратко\n  Поступило   ${'слово '.repeat(14).trim()}`)).toBe(
      `  Тема        кратко\n  Поступило   ${'слово '.repeat(10).trim()}\n              слово слово слово слово\n`,
    )
  })

  test('go on in a line that is indented deeper', () => {
    expect(text('  Ожидание   с 1 по 2\n             (3 часа)')).toBe('  Ожидание   с~1 по~2\n             (3~часа)\n')
  })

  test('put a value below a label that leaves no room', () => {
    expect(text(`  ${'длинная '.repeat(7).trim()}  значение`)).toBe(
      `  ${'длинная '.repeat(7).trim()}\n      значение\n`,
    )
  })
})

describe('other blocks', () => {
  test('a numbered item goes on under its first word', () => {
    expect(text(`  1. ${'слово '.repeat(14).trim()}\n  2. два\n     и ещё`)).toBe(
      `  1. ${'слово '.repeat(12).trim()}\n     слово слово\n  2. два и ещё\n`,
    )
  })

  test('several blank lines are one', () => {
    expect(text('раз\n\n\n\nдва')).toBe('раз\n\nдва\n')
  })

  test('a separator is a line of its own, with words or without', () => {
    expect(text('а\n* * *\nб\n* * * ниже * * *')).toBe('а\n* * *\nб\n* * * ниже * * *\n')
  })
})

describe("a person's words", () => {
  test('keep lines, spaces and length, in text and in HTML', () => {
    const speech = openSpeech()
    const said = `раз   два\n\n  ${'три '.repeat(40).trim()}`
    const blocks = blocksOf(speech.said(said), speech.verbatims, 'soft')
    expect(printText(blocks)).toBe(`${said}\n`)
    expect(printHtml(blocks, 'plain')).toContain('раз&nbsp;&nbsp; два<br>\n<br>\n&nbsp; три')
  })

  test('stand behind a mark when they are quoted, and are not wrapped either', () => {
    const speech = openSpeech()
    const blocks = blocksOf(speech.quoted(`раз\n\n${'два '.repeat(40).trim()}`), speech.verbatims, 'soft')
    expect(printText(blocks)).toBe(`> раз\n>\n> ${'два '.repeat(40).trim()}\n`)
  })

  test('have no row, item, heading or separator made of them', () => {
    const speech = openSpeech()
    for (const typed of ['Label   value', '1. раз', '# раз', '> раз', '* * *', 'раз\\']) {
      const [block] = blocksOf(speech.line(typed), [], 'soft')
      expect(block?.kind).toBe('paragraph')
    }
  })

  test('among other words of a line are a mistake of the template', () => {
    const speech = openSpeech()
    expect(() => blocksOf(`текст: ${speech.said('раз')}`, speech.verbatims, 'soft')).toThrow('a line of its own')
  })
})
