// Golden letters and what holds for every letter of the desk.
import { describe, expect, test } from 'vitest'
import { LETTER_NAMES, SAMPLES } from '../../src/wording/samples.ts'
import { openWording } from '../../src/wording/wording.ts'
import type { Words } from '../../src/words/words.ts'
import { asGolden, draftOf, factsOf, goldenText, letterNames, TEMPLATES } from './letter-files.ts'
import { wordsOf } from './reading.ts'

const wording = openWording(TEMPLATES, 'Europe/Moscow')
const render = (words: Words, language: 'ru' | 'en' = 'ru') =>
  wording.render(draftOf({ language, subject: '[SKPS-12] Каталог', words }))

describe('golden letters', () => {
  test.for(letterNames())('%s reads as its golden text', (name) => {
    expect(asGolden(wording.render(draftOf(factsOf(name))))).toBe(goldenText(name))
  })

  test('every letter of the desk has a golden text in both languages', () => {
    const golden = new Set(letterNames().map((name) => `${factsOf(name).words.letter}.${factsOf(name).language}`))
    for (const { letter } of SAMPLES)
      for (const language of ['ru', 'en']) expect(golden).toContain(`${letter}.${language}`)
  })
})

test('every letter of the desk is among the samples that prove its template', () => {
  expect(new Set(SAMPLES.map((words) => words.letter))).toEqual(new Set(LETTER_NAMES))
})

describe('every letter in every language', () => {
  const all = (['ru', 'en'] as const).flatMap((language) => SAMPLES.map((words, n) => ({ language, words, n })))

  test.for(all)('$n $words.letter in $language says the same in text and in HTML', ({ words, language }) => {
    const letter = render(words, language)
    expect(wordsOf(letter.html)).toBe(
      letter.text
        .replace(/^\* \* \*(?: (.+) \* \* \*)?$/gm, '$1')
        .replace(/[\s\u00a0]+/g, ' ')
        .replaceAll('> ', '')
        .replaceAll('>', '')
        .trim(),
    )
  })

  test.for(all)('$n $words.letter in $language keeps within 78 columns', ({ words, language }) => {
    expect(
      render(words, language)
        .text.split('\n')
        .filter((line) => [...line].length > 78),
    ).toEqual([])
  })

  test.for(all)(
    '$n $words.letter in $language holds nothing remote, no picture and no script',
    ({ words, language }) => {
      expect(render(words, language).html).not.toMatch(/<(img|script|link|style|iframe|form|a)\b|https?:|url\(/i)
    },
  )
})

describe('an acknowledgement', () => {
  const acknowledgements = letterNames().filter((name) => name.startsWith('acknowledgement'))

  test.for(acknowledgements)('%s fits forty lines', (name) => {
    const { text } = wording.render(draftOf(factsOf(name)))
    expect(text.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(40)
  })

  test('names both dates in the words that do not read as "not before"', () => {
    const text = goldenText('acknowledgement-in-hours.ru').replace(/[\s~]+/g, ' ')
    expect(text).toContain(
      '5-й рабочий день — 30 ноября 2026 г. (понедельник), 10-й — 7 декабря 2026 г. (понедельник).',
    )
    expect(text).toContain('Срок истекает 7 декабря 2026 г. в 18:00 (МСК); ответ возможен и раньше.')
  })

  test('tells of an alert only when there is one', () => {
    expect(goldenText('acknowledgement-critical.ru')).toContain('Дежурным инженерам')
    expect(goldenText('acknowledgement-critical.en')).not.toContain('urgent notice')
  })
})

describe('who speaks and about what', () => {
  test("an engineer's own words go out under his name, from the support address", () => {
    const { from } = wording.render(draftOf(factsOf('answer.ru')))
    expect(from).toEqual({ name: 'Пётр Иванов (техническая поддержка)', address: 'support@vendor.example' })
  })

  test('a notice without his words goes out under the name of the support', () => {
    expect(wording.render(draftOf(factsOf('development-clock-stands.ru'))).from.name).toBe(
      'Техническая поддержка Каталога',
    )
  })

  test('a draft keeps everything that is not wording', () => {
    const { words, subject, from, ...envelope } = draftOf(factsOf('status-open.ru'))
    const { text, html, ...sent } = wording.render({ words, subject, from, ...envelope })
    expect(sent).toEqual({ ...envelope, from, subject })
  })

  test('the harmless HTML of a mail is shown in place of its text and its quote', () => {
    const facts = factsOf('card-new.ru')
    if (facts.words.letter !== 'card' || facts.words.mail === null) throw new Error('card-new.ru carries no mail')
    const mail = { ...facts.words.mail, safeHtml: '<p>Каталог <b>молчит</b></p>' }
    const { html, text } = wording.render(draftOf({ ...facts, words: { ...facts.words, mail } }))
    expect(html).toContain('<p>Каталог <b>молчит</b></p>')
    expect(html).not.toContain('ниже цитата')
    expect(text).toContain('ниже цитата')
  })
})
