// What programs put around a letter besides quotations: warnings of mail servers on top, «reply above this line», footers of
// lists. And letters of people that speak of the same things.
import { describe, expect, test } from 'vitest'
import { UNKNOWN } from '../../../src/reading/reply/mark.ts'
import { readText } from '../../../src/reading/reply/trim.ts'

const BANNERS: readonly string[] = [
  'CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you know the sender.',
  '[EXTERNAL]',
  '***EXTERNAL EMAIL***',
  'EXTERNAL EMAIL: Be careful with links and attachments.',
  'Warning: this message was sent from outside the company.\nPlease do not open attachments from unknown senders.',
  'ВНИМАНИЕ! Письмо получено от внешнего отправителя. Не открывайте вложения и не переходите по ссылкам.',
  'ВНЕШНЕЕ ПИСЬМО: не открывайте ссылки и вложения от незнакомых отправителей.',
  'Осторожно: сообщение пришло извне, не переходите по ссылкам.',
  'Achtung: Diese E-Mail kommt von außerhalb. Klicken Sie nicht auf Links.',
  'Attention : ce message vient de l’extérieur. Ne cliquez pas sur les liens.',
  "You don't often get email from bob@office.example. Learn why this is important<https://aka.ms/LearnAboutSenderIdentification>",
  'Вы нечасто получаете письма от bob@office.example. Узнайте, почему это важно',
]

describe('a warning that a mail server puts on top is no word of the sender', () => {
  test.each(BANNERS)('%s', (banner) => {
    const read = readText(`${banner}\n\nФорма 12 не печатается.\n`)
    expect(read.reply).toBe('Форма 12 не печатается.')
    expect(read.cuts).toEqual([{ from: 1, to: banner.split('\n').length, rule: 'disclaimer', sure: false }])
  })

  test('two of them, one below the other', () => {
    expect(readText(`[EXTERNAL]\n\n${BANNERS[0]}\n\nIt fails.`).reply).toBe('It fails.')
  })

  test('alone it stays: there is nothing else in the letter', () => {
    expect(readText(`${BANNERS[0]}\n`).reply).toBe(BANNERS[0])
  })
})

const LIKE_BANNERS: readonly string[] = [
  'Внимание: форма 12 не печатается.',
  'Внимание! Пришло письмо от банка, что делать?',
  'External monitor is not found by the program.',
  'Внешний диск не открывается, ссылка на него пропала.',
  'Caution: the links in the report are wrong.',
  'Attention, the attachment is empty.',
  'Осторожно, модуль удаляет файлы.',
]

describe('a person who warns is heard', () => {
  test.each(LIKE_BANNERS)('%s', (words) => {
    expect(readText(`${words}\n\nПомогите.\n`).reply).toBe(`${words}\n\nПомогите.`)
  })
})

const LINES_OF_SERVICE: readonly string[] = [
  '## Please reply above this line ##',
  '##- Please type your reply above this line -##',
  '--- Reply ABOVE THIS LINE ---',
  '=== WRITE YOUR REPLY ABOVE THIS LINE ===',
  '## In replies all text above this line is added to the ticket ##',
  '##- Bitte geben Sie Ihre Antwort über dieser Zeile ein. -##',
  '##- Veuillez saisir votre réponse au-dessus de cette ligne -##',
  '##- Escriba su respuesta por encima de esta línea -##',
  '--- Пишите ответ выше этой линии ---',
]

test.each(LINES_OF_SERVICE)('below the line of a service stands its own letter: %s', (line) => {
  expect(readText(`It works now.\n\n${line}\n\nHello Bob,\nyour ticket is open.`).reply).toBe('It works now.')
})

test('a heading about replies is none', () => {
  const words = '## Антивирус ##\nОтвет выше ожиданий.\n\n-- ответ над строкой не виден'
  expect(readText(words).reply).toBe(words)
})

test('the footer of a mailing list is a signature', () => {
  const footer = '_______________\nUsers mailing list\nUsers@firm.example\nhttps://firm.example/listinfo/users'
  expect(readText(`It works.\n\n${footer}\n`).reply).toBe('It works.')
})

describe('a name behind a dash at the end', () => {
  const replyOf = (words: string, author: string): string => readText(words, { ...UNKNOWN, author }).reply

  test.each(['-Bob', '- Bob', '— Bob Jones', '~ Bob'])('is the writer’s signature: %s', (line) => {
    expect(replyOf(`It works.\n\n${line}\n`, 'Bob Jones')).toBe('It works.')
    expect(replyOf(`It works.\n\n${line}\n`, '')).toBe('It works.')
  })

  test.each(['- Bob', '— Нет', '- Печать', '- Bob, call me', '— Bob Jones is away'])(
    'of somebody else, or a word, stays: %s',
    (line) => {
      expect(replyOf(`It works.\n\n${line}\n`, 'Анна Петрова')).toBe(`It works.\n\n${line}`)
    },
  )

  test('«— Нет» is a word, also of a writer without a name', () => {
    expect(replyOf('Помогло?\n\n— Нет', '')).toBe('Помогло?\n\n— Нет')
  })
})

test('a name that closes the quoted letter is not what an answer below it answers', () => {
  const text =
    'It works.\n\nOn 23 Nov 2026 Anna <anna@firm.example> wrote:\n> Try the new version.\n>\n> Anna\n\nIt really works.'
  expect(readText(text).reply).toBe('It works.\n\n> Try the new version.\n\nIt really works.')
})
