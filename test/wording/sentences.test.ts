// The catalogues: each sentence of the rules said in each language, with 1, 2, 5 and 21 for every number in it.
import { describe, expect, test } from 'vitest'
import type { Language } from '../../src/letter.ts'
import { say } from '../../src/wording/wording.ts'
import type { Sentence } from '../../src/words/words.ts'
import { SAMPLES } from './sentences/samples.ts'

const LANGUAGES: readonly Language[] = ['ru', 'en']
const COUNTS = [1, 2, 5, 21]

/** Nothing but somebody's words, or results that everybody writes in one way. */
const SAME_IN_EACH = new Set(['dmarc', 'dkim passed', 'dkim results', 'somebody said', 'at that moment', 'fix goes to'])

/** The sample as it is, and once for each count that its numbers may be. */
function varied(is: string, values: object): readonly Sentence[] {
  const numbers = Object.entries(values).filter(([, value]) => typeof value === 'number')
  const counted = numbers.length === 0 ? [] : COUNTS
  return [values, ...counted.map((n) => ({ ...values, ...Object.fromEntries(numbers.map(([key]) => [key, n])) }))].map(
    (one) => ({ is, ...one }) as Sentence,
  )
}

describe.each(LANGUAGES)('every sentence of the rules in %s', (language) => {
  test.each(Object.entries(SAMPLES))('«%s» says something, and nothing of the program', (is, values) => {
    for (const sentence of varied(is, values)) {
      const said = say(sentence, language, 'Europe/Moscow')
      expect(said.trim()).toBe(said)
      expect(said).not.toBe('')
      expect(said).not.toMatch(/undefined|null|NaN|\[object|Invalid Date|=>|\u00a0/)
      if (language === 'en') expect(said).not.toMatch(/\p{Script=Cyrillic}/u)
      else if (!SAME_IN_EACH.has(is)) expect(said).toMatch(/\p{Script=Cyrillic}/u)
    }
  })
})

test('a number stands with the form of its word that the language wants', () => {
  const mails = COUNTS.map((n) => say({ is: 'muted because', mails: n }, 'ru', 'Europe/Moscow').split(' новые')[0])
  expect(mails).toEqual([
    '1 письмо подряд открыло',
    '2 письма подряд открыли',
    '5 писем подряд открыли',
    '21 письмо подряд открыло',
  ])
})

describe('a moment in a sentence', () => {
  const EVENING = new Date('2026-12-03T21:05:00Z')
  const MIDNIGHT = new Date('2026-12-03T21:00:00Z')

  test.each([
    ['ru', '04.12.2026, 00:05', '04.12.2026', '03.12.2026, 24:00'],
    ['en', '4 December 2026, 00:05', '4 December 2026', '3 December 2026, 24:00'],
  ] as const)('is told by the clock on the wall, in %s', (language, moment, day, closing) => {
    const said = (sentence: Sentence): string => say(sentence, language, 'Europe/Moscow')
    expect(said({ is: 'at that moment', at: EVENING })).toBe(moment)
    expect(said({ is: 'news due by', at: EVENING })).toContain(day)
    expect(said({ is: 'contract ends', contract: '15/24', on: '2026-12-04' })).toContain(day)
    expect(said({ is: 'new deadline', at: MIDNIGHT })).toContain(closing)
  })
})
