import { describe, expect, test } from 'vitest'
import { numbersOfLetter, withNumbers } from '../../../src/desk/ticket/their-number.ts'
import type { Ticket } from '../../../src/desk/ticket/ticket.ts'

/** The numbers as «15/24 2026-11-01». */
function read(...texts: readonly string[]): readonly string[] {
  return numbersOfLetter(texts).map(({ number, on }) => (on === null ? number : `${number} ${on}`))
}

describe("the number of a customer's official letter", () => {
  test.each([
    ['Исх. № 15/24 от 01.11.2026', '15/24 2026-11-01'],
    ['исх.№15/24-П от 1 ноября 2026 г.', '15/24-П 2026-11-01'],
    ['Исходящий № 7 от «02» декабря 2026 года', '7 2026-12-02'],
    ['Исх. номер: 01-12/334 от 05.03.26', '01-12/334 2026-03-05'],
    ['Исх. от 01.11.2026 г. № 15/24', '15/24 2026-11-01'],
    ['Наш исх. № 88', '88'],
    ['Исх. N 5/1 от 01.11.2026', '5/1 2026-11-01'],
    ['исх. № б/н от 01.11.2026', 'б/н 2026-11-01'],
    ['Исх_№_15-24_от_01.11.2026.pdf', '15-24 2026-11-01'],
    ['Письмо исх.15-24 от 01.11.2026.docx', '15-24 2026-11-01'],
    ['Our ref. No. AB-15/24 of 01.11.2026', 'AB-15/24 2026-11-01'],
    ['Исх.\u00a0№\u00a015/24\u00a0от\u00a001.11.2026', '15/24 2026-11-01'],
    ['Исх. № 15/24 от 31.02.2026', '15/24'],
  ])('%s', (text, number) => {
    expect(read(text)).toEqual([number])
  })

  test.each([
    ['the number that he answers', 'На ваш исх. № 15/24 от 01.11.2026 сообщаем'],
    ['the same in other words', 'В ответ на письмо исх. № 15/24 от 01.11.2026'],
    ['and in others', 'На исх. № 15/24'],
    ['an empty form', 'Исх. № ______ от ________'],
    ['a day without a number', 'Исх. 01.11.2026'],
    ['a word that begins so', 'исходные данные 15/24; исход 5'],
    ['an incoming number', 'Вх. № 15/24 от 01.11.2026'],
    ['a contract', 'договор № 15/24 от 01.11.2026'],
  ])('is not %s', (_, text) => {
    expect(read(text)).toEqual([])
  })

  test('is known with its day wherever that stands, and once', () => {
    expect(read('Письмо исх. № 15/24', 'Исх. № 15/24 от 01.11.2026', 'исх_15-24.pdf')).toEqual([
      '15/24 2026-11-01',
      '15-24',
    ])
  })

  test('joins those of the ticket, the newest last', () => {
    const first = withNumbers<Pick<Ticket, 'theirNumbers'>>({}, ['исх. № 1'])
    const second = withNumbers(first, ['исх. № 2'])
    expect(withNumbers(second, ['исх. № 1']).theirNumbers?.map((one) => one.number)).toEqual(['2', '1'])
    expect(withNumbers(second, ['ничего'])).toBe(second)
  })
})
