// Lines of programs that a person shows, and sentences that look like a client's: they are his words, in an answer, above a
// quotation, and in a mail of his own. What clients really print in the same words is a quotation or a signature still.
import { describe, expect, test } from 'vitest'
import { UNKNOWN } from '../../../src/reading/reply/mark.ts'
import { readText } from '../../../src/reading/reply/trim.ts'

const QUOTE =
  '30.11.2026 12:36, Техническая поддержка пишет:\n> Здравствуйте!\n> Обращение SKPS-12 зарегистрировано.\n> Ждите ответа.'
const ANSWER = { ...UNKNOWN, answers: true, subject: 'Re: [SKPS-12] Не открывается каталог' }
const OWN = { ...UNKNOWN, answers: false, subject: 'Не открывается каталог' }

describe.each([
  'Вчера, 29.11.2026 в 15:40, Иванов И. И. <ivanov@zavod.example> сообщил:\nотчёт пустой.\nМожете посмотреть?',
  'Anna <anna@zavod.example> on 29.11.2026 at 15:40 <anna@zavod.example> reported:\nempty report',
  'Выполнил:\n\n-- \ncreate table a (id int);\n-- \nОшибка доступа.',
  'Внизу экрана стоит:\nSent from server 5',
  'Пишет на экране:\nОтправлено с iPhone',
  'Текст кнопки:\n----- Исходное сообщение -----\nне переводится на английский. Где поменять?',
  'Отправлено: 5 файлов\nПолучено: 3 файла\nКому: складу\nТема: недостача',
])('shown lines are his: %s', (text) => {
  const reply = text.replaceAll('-- \n', '--\n')

  test('in an answer', () => expect(readText(text, ANSWER).reply).toBe(reply))
  test('above a quotation', () => expect(readText(`${text}\n\n${QUOTE}`, ANSWER).reply).toBe(reply))
  test('in a mail of his own', () => expect(readText(text, OWN).reply).toBe(reply))
})

test('a separator in a mail that answers and forwards nothing is a line of its text', () => {
  const text = 'В выгрузке стоит\n-------- Forwarded Message --------\nи дальше пусто. Почему?'
  expect(readText(text, OWN).reply).toBe(text)
})

test.each([
  '----- Исходное сообщение -----\nОт: Служба <s@vendor.example>\nТема: Каталог\n\nЗдравствуйте',
  '-------- Forwarded Message --------\nSubject: Каталог\nDate: Mon, 30 Nov 2026 12:36:10 +0300\nFrom: s@vendor.example\n\nЗдравствуйте',
  '----- Исходное сообщение -----\n> Здравствуйте',
])('a separator with what clients put below it is one in any mail: %s', (below) => {
  for (const known of [ANSWER, OWN]) {
    expect(readText(`Вот их ответ:\n${below}`, known).reply).toBe('Вот их ответ:')
  }
})

test.each([
  'Иван Петров',
  'Иван Петров\nАО «Завод»\nтел. 12-34',
  'И. Петров\nОтправлено из Почты Mail.ru'.replace('И. ', 'Иван '),
])('his own card below the quotation is a signature: %s', (card) => {
  const known = { ...ANSWER, author: 'Иван Петров' }
  const quote = '> Понедельник, 30 ноября 2026, 12:36 +03:00 от Служба <s@vendor.example>:\n>\n> Здравствуйте!'
  expect(readText(`Служба не запускается.\n\n${quote}\n\n${card}`, known).reply).toBe('Служба не запускается.')
  // Nothing else was written, somebody else is named, or more is said: his answer.
  expect(readText(`${quote}\n\n${card}`, known).reply).toContain('Иван Петров')
  expect(readText(`Кто у вас отвечает?\n\n${quote}\n\nАнна Котова`, known).reply).toContain('Анна Котова')
  expect(readText(`Да.\n\n${quote}\n\nИван Петров\nпросит доступ`, known).reply).toContain('просит доступ')
})

test.each([
  '30 лист. 2026 р. о 12:36 Служба <s@vendor.example> написав(-ла):\n\n> Здравствуйте',
  'Отправлено с помощью защищённой почты Proton Mail.',
  'Получить BlueMail для Android',
  'С уважением,\nст. лейтенант И. Петров',
  'С уважением,\nначальник отдела\nполковник Петров И. П.\nв/ч 12345',
])('no word of his: %s', (below) => {
  expect(readText(`Служба не запускается.\n\n${below}`, ANSWER).reply).toBe('Служба не запускается.')
})
