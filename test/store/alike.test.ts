// What was solved before and says much the same: found by words that few letters have, and never by what every letter says.
import { expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { cluesWith, ticketWith } from '../support/desk.ts'
import { file, later, letter, onNewBooks, recordMoment } from './books.ts'

const SOLVED = { state: 'closed', answeredAt: later(60), closedAt: later(60) } as const

interface Case {
  readonly subject: string
  readonly text: string
  readonly ticket?: Parameters<typeof ticketWith>[0]
}

/** A ticket a number, each opened by a letter with this subject and text. */
function openedBy(store: Store, cases: readonly Case[]): void {
  for (const [at, { subject, text, ticket }] of cases.entries()) {
    const id = at + 1
    file(store, {
      letter: letter(id, { subject, reply: text, from: { name: '', address: `somebody${id}@else.example` } }),
      tickets: [ticketWith({ id, subject, ...SOLVED, ...ticket })],
      filed: { ticket: id },
    })
  }
}

function alikeTo(store: Store, subject: string, text: string, own: number | null = null) {
  return store.transaction((books) => {
    const found = books.factsFor(letter(99), cluesWith(), later(99)).alike?.(subject, text, own)
    return { tickets: found?.tickets.map((one) => one.id), pieces: found?.knowledge.map((one) => one.name) }
  })
}

const INDEX = { subject: 'Каталог не открывается', text: 'После обновления пишет «индекс повреждён».' }

test('a solved ticket that says the same in other forms of the words is found; another matter is not', () => {
  onNewBooks((store) => {
    openedBy(store, [INDEX, { subject: 'Печать штрихкодов', text: 'Принтер этикеток печатает пустые листы.' }])
    expect(alikeTo(store, 'Не открывается каталог', 'Добрый день! Сообщение о повреждении индекса.').tickets).toEqual([
      1,
    ])
    expect(alikeTo(store, 'Пустые этикетки', 'Принтер печатает пустой лист вместо штрихкода').tickets).toEqual([2])
    expect(alikeTo(store, 'Здравствуйте', 'Прошу сообщить, когда обучение. Заранее спасибо.').tickets).toEqual([])
    expect(alikeTo(store, 'Каталог', 'Просим прислать прайс-лист и договор на будущий год.').tickets).toEqual([])
  })
})

test('unfinished tickets, merged ones, refusals and the ticket itself are not alike to anything', () => {
  onNewBooks((store) => {
    openedBy(store, [
      INDEX,
      { ...INDEX, ticket: { state: 'open', closedAt: null } },
      { ...INDEX, ticket: { state: 'declined' } },
      { ...INDEX, ticket: { mergedInto: 1 } },
      { ...INDEX, ticket: { answeredAt: null } },
      { ...INDEX, ticket: { state: 'answered', closedAt: null } },
    ])
    expect(alikeTo(store, INDEX.subject, INDEX.text).tickets).toEqual([6, 1])
    expect(alikeTo(store, INDEX.subject, INDEX.text, 1).tickets).toEqual([6])
  })
})

test('words that hundreds of letters have make no two of them alike', () => {
  onNewBooks((store) => {
    const plain = { subject: 'Обращение в поддержку', text: 'Программа учёта изделий работает медленно.' }
    openedBy(store, [...Array.from({ length: 150 }, () => plain), INDEX])
    const asked = alikeTo(
      store,
      'Обращение в поддержку',
      'Программа учёта: пишет, что индекс повреждён, не открывается.',
    )
    expect(asked.tickets?.[0]).toBe(151)
  })
})

test('a piece of knowledge is found by its name and its question, and one of its name replaces it', () => {
  onNewBooks((store) => {
    const piece = {
      name: 'повреждён индекс',
      question: 'После обновления каталог не открывается.',
      answer: 'Перестройте индекс.',
      language: 'ru',
      ticket: 1,
    } as const
    const keep = (answer: string): void =>
      recordMoment(store, {
        entries: [{ kind: 'knowledge', key: 'поврежден индекс', piece: { ...piece, answer }, by: 'p@vendor.example' }],
      })
    keep('Перестройте индекс.')
    keep('Перестройте индекс дважды.')
    expect(alikeTo(store, 'Не открывается каталог', 'Индекс поврежден').pieces).toEqual(['повреждён индекс'])
    expect(alikeTo(store, 'Печать', 'Принтер этикеток печатает пустые листы').pieces).toEqual([])
    store.transaction((books) => {
      const { proved } = books.factsFor(letter(98), cluesWith(), later(98))
      expect(proved.knowledge('поврежден индекс')?.answer).toBe('Перестройте индекс дважды.')
      expect(proved.knowledge('индекс')).toBeNull()
      expect(proved.piecesKnown()).toBe(1)
    })
  })
})

test('signs of the search itself in a letter are words like others', () => {
  onNewBooks((store) => {
    openedBy(store, [INDEX])
    expect(alikeTo(store, '"каталог" OR NOT (', 'NEAR("индекс" * повреждён) AND каталог:открывается^').tickets).toEqual(
      [1],
    )
    expect(alikeTo(store, '', '').tickets).toEqual([])
  })
})
