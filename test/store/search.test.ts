// Search: Russian and English word forms, numbers and ids, the newest first, what is not looked for.
import { describe, expect, test } from 'vitest'
import { readNumber } from '../../src/desk/desk.ts'
import { russianStem, stemsOf } from '../../src/store/file/stem.ts'
import type { Store } from '../../src/store/store.ts'
import { PYOTR, ticketWith } from '../support/desk.ts'
import { file, later, letter, onNewBooks, open, outgoing, recordMoment } from './books.ts'

const ids = (store: Store, words: string, limit = 20): readonly number[] =>
  store.reading.search(words, limit, readNumber(words, ['SKPS', 'СКПС'])).map((one) => one.ticket.id)

describe('word forms', () => {
  test.each([
    'каталог каталога каталогу каталогом каталоге каталоги каталогов каталогам каталогами каталогах',
    'ошибка ошибки ошибку ошибкой ошибок ошибкам ошибками',
    'ёлка елка ёлки Ёлкой ЕЛКУ',
    'программа программы программу программой программ',
    'пользователь пользователя пользователей пользователям',
    'запись записи записью записей',
    'журнал журнала журналу журналы журналов',
    'портал портала порталы порталов',
    'подпись подписи подписью подписей',
    'лицензия лицензии лицензию лицензий лицензиям',
    'список списка списки списком',
    'образец образца образцы образцов',
    'Сидоров Сидорова Сидорову Сидоровым Сидорове',
    'обновление обновления обновлений обновлениями',
    'учётная учетной учётную учетные',
    'важный важная важное важных важными',
    'printing prints printed print',
    'update updates updated updating',
    'address addresses',
    'query queries',
  ])('%s are one word', (forms) => {
    const [first = '', ...others] = forms.split(' ')
    for (const other of others) {
      expect(stemsOf(other).some((stem) => stemsOf(first).includes(stem))).toBe(true)
    }
  })

  test.each([
    ['каталог', 'катал'],
    ['программа', 'программист'],
    ['сервер', 'сервис'],
    ['доступ', 'достать'],
    ['printer', 'print'],
  ])('%s and %s are two', (one, other) => {
    expect(stemsOf(one).some((stem) => stemsOf(other).includes(stem))).toBe(false)
  })

  // From the sample vocabulary of the algorithm's own page.
  test.each([
    ['вагонами', 'вагон'],
    ['важнее', 'важн'],
    ['важнейшие', 'важн'],
    ['вечностью', 'вечност'],
    ['видели', 'видел'],
    ['падаль', 'падал'],
    ['падшему', 'падш'],
    ['палочкой', 'палочк'],
    ['пальтецо', 'пальтец'],
    ['панихидного', 'панихидн'],
  ])('%s has the stem %s', (word, stem) => {
    expect(russianStem(word)).toBe(stem)
  })
})

describe('a ticket is found', () => {
  const mail = letter(1, {
    subject: 'Не открывается каталог изделий',
    reply: 'После обновления пропал доступ. Ёлкин из отдела 17 тоже не входит. Версия 2.1.4, code 0x80070005',
    from: { name: 'Иван Сидоров', address: 'i.sidorov@plant.example' },
    attachments: [
      { part: 2, name: 'Снимок_экрана.png', type: 'image/png', bytes: 1, sha256: 'a', inline: false, contentId: null },
    ],
  })
  test.each([
    ['by a word of the subject in another form', 'каталогу', true],
    ['by several words in any order', 'изделие каталоги', true],
    ['only if all of them are there', 'каталог принтер', false],
    ['by a word of the text', 'доступа', true],
    ['with е for ё', 'елкину', true],
    ['by the name of an attachment', 'снимки', true],
    ['by the sender’s address', 'i.sidorov@plant.example', true],
    ['by the sender’s name', 'Сидорова', true],
    ['by a code', '0x80070005', true],
    ['by a version', '2.1.4', true],
    ['by its Message-ID', '<m1@plant.example>', true],
    ['by its number', 'SKPS-1', true],
    ['by its number in Cyrillic', 'скпс 1', true],
    ['by the bare number', '1', true],
    ['by the contract’s number', '17/2026', true],
    ['not by common words alone', 'не и в', false],
    ['not by nothing', '', false],
    ['not by marks', '"*" OR ( NEAR ^', false],
    ['not by what stands nowhere', 'бухгалтерия', false],
  ])('%s', (_why, words, is) => {
    onNewBooks((store) => {
      const standing = { kind: 'covered', contract: '17/2026', by: 'address' } as const
      open(store, 1, { letter: mail, tickets: [ticketWith({ id: 1, standing })] })
      expect(ids(store, words)).toEqual(is ? [1] : [])
    })
  })

  test('once, the newest first, however many of its messages match, and no more than were asked for', () => {
    onNewBooks((store) => {
      for (let n = 1; n <= 5; n += 1) open(store, n, { now: later(n) })
      for (let n = 6; n <= 260; n += 1) file(store, { letter: letter(n), filed: { ticket: 2 }, now: later(n) })
      expect(ids(store, 'каталог')).toEqual([2, 5, 4, 3, 1])
      expect(ids(store, 'каталог', 2)).toEqual([2, 5])
    })
  })

  test('by what we answered, under the ticket into which it was merged', () => {
    onNewBooks((store) => {
      open(store, 1)
      open(store, 2, { outgoing: [outgoing('b', { ticket: 2, kind: 'answer', text: 'Переустановите библиотеку' })] })
      expect(ids(store, 'библиотека')).toEqual([2])
      recordMoment(store, { entries: [{ kind: 'move messages', from: 2, to: 1 }] })
      expect(ids(store, 'библиотека')).toEqual([1])
    })
  })

  const named = (n: number, name: string, reply: string) =>
    letter(n, { from: { name, address: `p${n}@plant.example` }, subject: `Обращение ${n}`, reply })

  test('by a name of a person in each of its cases, and not by another that only begins like it', () => {
    onNewBooks((store) => {
      const people = ['Пётр Ильин', 'Иван Петров', 'Павел Роман', 'Мария Петрова', 'Никита Лев', 'Ольга Никитина']
      people.forEach((name, at) => {
        open(store, at + 1, { letter: named(at + 1, name, 'Не печатает.'), now: later(at + 1) })
      })
      expect(ids(store, 'Петров')).toEqual([2])
      expect(ids(store, 'петровым')).toEqual([2])
      expect(ids(store, 'Петровой')).toEqual([4])
      expect(ids(store, 'Пётр')).toEqual([1])
      expect(ids(store, 'петру')).toEqual([1])
      expect(ids(store, 'Павла')).toEqual([3])
      expect(ids(store, 'Никиты')).toEqual([5])
      expect(ids(store, 'Никитиной')).toEqual([6])
    })
  })

  test('by a name in a text, where a name is seen to be one; an ordinary word is found in all its forms', () => {
    onNewBooks((store) => {
      open(store, 1, { letter: named(1, '', 'Здравствуйте, Пётр! Спасибо.') })
      open(store, 2, { letter: named(2, '', 'Спросите у Петрова.'), now: later(1) })
      open(store, 3, { letter: named(3, '', 'Роман издан, каталог готов.'), now: later(2) })
      expect(ids(store, 'Петров')).toEqual([2])
      expect(ids(store, 'Пётр')).toEqual([1])
      expect(ids(store, 'романов')).toEqual([3])
      expect(ids(store, 'каталогов')).toEqual([3])
    })
  })

  test("by development's reference, in any case of letters; a reference is not a number of the desk", () => {
    onNewBooks((store) => {
      open(store, 1, { tickets: [ticketWith({ id: 1, developmentReference: 'CAT-9' })] })
      for (let n = 2; n <= 9; n += 1) open(store, n, { now: later(n) })
      expect(ids(store, 'cat-9')).toEqual([1])
      expect(ids(store, 'SKPS-9')).toEqual([9])
      expect(ids(store, 'BUG-9')).toEqual([])
      expect(store.reading.search('CAT-9', 5)[0]?.snippet).toBe('CAT-9')
    })
  })

  test.each([
    ['снимок', 'Снимок_экрана.png'],
    ['Сидоровым', 'Иван Сидоров <i.sidorov@plant.example>'],
    ['plant.example', 'Иван Сидоров <i.sidorov@plant.example>'],
    ['изделия', 'Не открывается каталог изделий'],
    ['ёлкину', 'После обновления пропал доступ. Ёлкин из отдела 17 тоже не входит*'],
  ])('%s: the excerpt shows the hit: %s', (words, shown) => {
    onNewBooks((store) => {
      open(store, 1, { letter: mail })
      const snippet = store.reading.search(words, 1)[0]?.snippet ?? ''
      expect(shown.endsWith('*') ? snippet.startsWith(shown.slice(0, -1)) : snippet === shown, snippet).toBe(true)
    })
  })

  test('by what a forwarded mail said, though only the index holds it', () => {
    onNewBooks((store) => {
      const forwarded = { from: null, at: null, subject: null, text: 'Сломался плоттер.' }
      open(store, 1, { letter: letter(1, { reply: 'См. ниже', forwarded: forwarded as never }) })
      expect(ids(store, 'плоттера')).toEqual([1])
    })
  })

  test('with the place where the word stands', () => {
    onNewBooks((store) => {
      const long = letter(1, { reply: `${'слово '.repeat(100)}принтер печатает пустые листы${' дальше'.repeat(100)}` })
      open(store, 1, { letter: long })
      const snippet = store.reading.search('принтеры', 1)[0]?.snippet ?? ''
      expect(snippet).toMatch(/^….*принтер печатает пустые листы.*…$/)
      expect(snippet.length).toBeLessThan(160)
    })
  })

  test('not by an unproved letter, nor by the words of our automatic mail', () => {
    onNewBooks((store) => {
      open(store, 1, { outgoing: [outgoing('ack', { text: 'Регламент поддержки' })] })
      const forged = letter(2, { from: PYOTR, reply: 'подлог' })
      file(store, { letter: forged, filed: { ticket: null, role: 'unproved' } })
      expect(ids(store, 'регламент')).toEqual([])
      expect(ids(store, 'подлог')).toEqual([])
    })
  })
})
