// What a stranger types is shown as typed: it is no header, no template, no layout and no HTML.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanLine, cleanText } from '../../src/wording/marks.ts'
import { openWording } from '../../src/wording/wording.ts'
import type { AcknowledgementWords, LetterToEngineerWords } from '../../src/words/words.ts'
import { stretchesOf } from '../support/patience.ts'
import { draftOf, factsOf, TEMPLATES } from './letter-files.ts'
import { elementsOf } from './reading.ts'

const wording = openWording(TEMPLATES, 'Europe/Moscow')

function acknowledged(subject: string, name: string) {
  const facts = factsOf('acknowledgement-in-hours.ru')
  const words = facts.words as AcknowledgementWords
  const attachments = [{ name, bytes: 1, refused: null }]
  return wording.render(
    draftOf({ ...facts, subject: `[SKPS-12] ${subject}`, words: { ...words, subject, greeting: name, attachments } }),
  )
}

function shown(subject: string, name: string, text: string) {
  const facts = factsOf('card-new.ru')
  const words = facts.words as LetterToEngineerWords
  if (words.mail === null) throw new Error('the golden card carries a mail')
  const from = { name, address: 'x@example.ru' }
  return wording.render(
    draftOf({
      ...facts,
      subject,
      words: {
        ...words,
        card: { ...words.card, subject, customer: from, organisation: name, warnings: [subject] },
        mail: { ...words.mail, from, newText: text, quotedText: text },
      },
    }),
  )
}

const NASTY = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '{{constructor}}{{#each this}}{{@root}}{{/each}}',
    '{{> card}}',
    '* * *',
    '> цитата',
    '# заголовок',
    '  Номер   SKPS-99',
    '<b>жирно</b><script>alert(1)</script>',
    '</td></tr></table><img src=x onerror=alert(1)>',
    'тема\r\nBcc: all@example.ru',
    '\u0001поддельный\u0002 \u00030\u0004',
    'С\u202eоборот\u2066',
    '&nbsp;&lt;b&gt;',
    'конец\\',
  ),
)

describe('a stranger', () => {
  const PLAIN = elementsOf(acknowledged('тема', 'имя').html)

  test('adds no header, whatever Unicode stands in subject and names', () => {
    fc.assert(
      fc.property(NASTY, NASTY, (subject, name) => {
        const letter = acknowledged(subject, name)
        expect(letter.subject).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/)
        expect([...letter.subject].length).toBeLessThanOrEqual(255)
        expect(letter.subject.isWellFormed()).toBe(true)
      }),
    )
  })

  test('adds no element to the HTML of an acknowledgement', () => {
    fc.assert(
      fc.property(NASTY, NASTY, (subject, name) => {
        const letter = acknowledged(subject || 'тема', name)
        expect(elementsOf(letter.html).filter((one) => one !== 'span' && one !== '/span')).toEqual(PLAIN)
      }),
    )
  })

  test('adds no element but line breaks to a card, whatever his mail says', () => {
    const allowed = new Set(elementsOf(shown('тема', 'имя', 'текст').html))
    fc.assert(
      fc.property(NASTY, NASTY, NASTY, (subject, name, text) => {
        for (const one of elementsOf(shown(subject, name, text).html)) expect(allowed).toContain(one)
      }),
    )
  })

  test('moves no line of a letter: as many blocks as without him', () => {
    const lines = (text: string) =>
      text
        .split('\n')
        .filter((line) => /^ {2}\S/.test(line))
        .map((line) => line.slice(0, 10))
    const plain = lines(shown('тема', 'имя', 'x').text)
    fc.assert(
      fc.property(NASTY, NASTY, (subject, name) => {
        expect(lines(shown(subject, name, 'x').text).slice(1)).toEqual(
          plain.slice(1).filter((line) => keeps(line, name)),
        )
      }),
    )
  })

  /** An organisation whose name is nothing but unseen characters has no row. */
  function keeps(line: string, name: string): boolean {
    return !line.startsWith('  Организа') || cleanLine(name) !== ''
  }

  test.for([
    ['{{constructor}}{{#each this}}{{@root}}', '{{constructor}}{{#each this}}{{@root}}'],
    ['* * *', '* * *'],
    ['тема\r\nBcc: all@example.ru', 'тема Bcc: all@example.ru'],
    ['оборот \u202etxt.exe', 'оборот txt.exe'],
    ['ну\u200bле\ufeffвая', 'нулевая'],
    ['семья 👨\u200d👩\u200d👧', 'семья 👨\u200d👩\u200d👧'],
    ['половина \ud83d', 'половина \ufffd'],
  ] as const)('finds his subject %j echoed as %j', ([typed, echoed]) => {
    const letter = acknowledged(typed, 'имя')
    expect(letter.subject).toBe(`[SKPS-12] ${echoed}`)
    expect(letter.text).toContain(`  Тема        ${echoed}\n`)
  })

  test('sees markup that he typed as markup, not as its effect', () => {
    const { html, text } = shown('тема', 'имя', 'Скажите: <b>что</b> за <%= x %> и {{x}}?')
    expect(html).toContain('Скажите: &lt;b&gt;что&lt;/b&gt; за &lt;%= x %&gt; и {{x}}?')
    expect(text).toContain('Скажите: <b>что</b> за <%= x %> и {{x}}?')
  })

  test('has his text kept line by line, however long', () => {
    const typed = `${'слово '.repeat(40).trim()}\n\n   отступ    и   пробелы\n* * *\nконец`
    expect(shown('тема', 'имя', typed).text).toContain(typed)
  })

  test('has his controls shown and his overrides of direction named', () => {
    expect(cleanText('а\u0007б\u202eв\u200bг\r\nд\u0085е\u009b')).toBe('а␇б‹U+202E›вг\nд\nе\ufffd')
  })

  test('a line has no control character, no unseen one and no double space, whatever went in', () => {
    fc.assert(
      fc.property(NASTY, (text) => {
        expect(cleanLine(text)).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]| {2}/,
        )
      }),
    )
  })

  test('cannot make a letter wider than 78 columns but by a word that has no break', () => {
    fc.assert(
      fc.property(NASTY, NASTY, (subject, name) => {
        const long = acknowledged(subject, name)
          .text.split('\n')
          .filter((line) => [...line].length > 78)
        for (const line of long)
          expect(
            line
              .trim()
              .split(' ')
              .some((word) => [...word].length > 30),
          ).toBe(true)
      }),
    )
  })
})

test.for([
  ['spaces', ' '],
  ['line ends', '\n'],
  ['stars', '* '],
  ['brackets', '{{'],
  ['commands', ' !а'],
  ['numbers', '1 а '],
] as const)('a million %s in subject, name and mail do not hold up the desk', ([, typed]) => {
  const text = `я${typed.repeat(1_000_000 / typed.length)}я`
  expect(stretchesOf(() => shown(text, text, text))).toBeLessThan(500)
})
