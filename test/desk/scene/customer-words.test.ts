// Which answers are one of the words that a customer may say alone, and which are ordinary letters.
import { describe, expect, test } from 'vitest'
import { customerWord } from '../../../src/desk/scene/customer-words.ts'
import { letterFrom } from '../../support/desk.ts'

const TABLE: readonly (readonly [string, ReturnType<typeof customerWord>])[] = [
  ['статус', 'status'],
  ['Статус?', 'status'],
  ['Добрый день!\n\nСтатус обращения?\n\nС уважением,\nИванов И. И.\nАО «Завод»', 'status'],
  ['Здравствуйте, Пётр Иванович! Какой статус?', 'status'],
  ['Status please', 'status'],
  ['Hello team,\nwhat is the status?\nBest regards,\nJohn', 'status'],
  ['Статус сервера красный', null],
  ['Добрый день! Подскажите, пожалуйста, статус заявки.', 'status'],
  ['Добрый день!\nСтатус?\nЗаранее спасибо,\nИван', 'status'],
  ['Статус, пожалуйста. Заранее благодарю!\n\nС уважением, Иван', 'status'],
  ['Status?\nThanks in advance,\nIvan', 'status'],
  ['Заранее спасибо за решение', null],
  ['Закройте, пожалуйста, заявку', 'resolved'],
  ['Не закрывайте, пожалуйста, заявку', null],
  ['Статус, пожалуйста, проблема', null],
  ['Статус SKPS-1?', 'status'],
  ['Статус SKPS-7?', null],
  ['Решено?', null],
  ['Заработало?!', null],
  ['Решено, да?', null],
  ['Is it fixed?', null],
  ['Не работает?', 'unresolved'],
  ['Прошу не закрывать', 'unresolved'],
  ['Пётр, добрый день!\nВопрос решён.\nС ув., Иванов', 'resolved'],
  ['Закройте заявку, пожалуйста', 'resolved'],
  ['👍🏻', 'thanks'],
  ['👎', null],
  ['> Сейчас всё работает?\n\nДа, всё работает, спасибо.', 'resolved'],
  ['> Вопрос решён.\n\nКак вам сказать', null],
  ['решено', 'resolved'],
  ['Решён.', 'resolved'],
  ['Вопрос решён, спасибо!', 'resolved'],
  ['Добрый день, коллеги! Вопрос снят. Спасибо за помощь.', 'resolved'],
  ['Проблема решена', 'resolved'],
  ['Заработало!!!', 'resolved'],
  ['Всё работает, большое спасибо', 'resolved'],
  ['Спасибо всё заработало', 'resolved'],
  ['не актуально', 'resolved'],
  ['Неактуально', 'resolved'],
  ['Можно закрыть', 'resolved'],
  ['Да, решено. Можно закрывать.\nИванов Пётр', 'resolved'],
  ['The issue is resolved, thank you', 'resolved'],
  ['It works now. Thanks!', 'resolved'],
  ['не решено', 'unresolved'],
  ['Вопрос не решён.', 'unresolved'],
  ['К сожалению, не помогло', 'unresolved'],
  ['По-прежнему не работает', 'unresolved'],
  ['Спасибо, но не работает', 'unresolved'],
  ['Да', null],
  ['Спасибо. Не работает.', 'unresolved'],
  ['Всё ещё не работает', 'unresolved'],
  ['Пока не закрывайте', 'unresolved'],
  ['Still not working', 'unresolved'],
  ["It doesn't work", 'unresolved'],
  ['спасибо', 'thanks'],
  ['Спасибо, Пётр!', 'thanks'],
  ['Добрый день! Большое спасибо за оперативный ответ.\n-- \nИванов', 'thanks'],
  ['Принято, спасибо', 'thanks'],
  ['Thank you very much!', 'thanks'],
  ['Many thanks', 'thanks'],
  ['Спасибо ещё раз.', 'thanks'],
  ['Решено, но появилась другая ошибка', null],
  ['Если решено, сообщите', null],
  ['Когда будет решено?', null],
  ['Работает только у администратора', null],
  ['Заработало не у всех', null],
  ['Решено? Нет, не работает', null],
  ['Спасибо, попробуем и напишем', null],
  ['Вопрос: как настроить печать?', null],
  // A word that begins a sentence, or stands in capitals with all others, is nobody's name.
  ['Решено. Частично.', null],
  ['Работает\nМедленно', null],
  ['Заработало! Ненадолго.', null],
  ['РАБОТАЕТ, НО МЕДЛЕННО', null],
  ['РЕШЕНО (ПОЧТИ)', null],
  ['ПОМОГЛО, НО НЕНАДОЛГО', null],
  ['СПАСИБО, ЖДУ ОТВЕТА', null],
  ['Спасибо!\nИрина', 'thanks'],
  ['Спасибо!\nС уважением\nНО НЕ ПЕЧАТАЕТ', null],
  ['Понятно?', null],
  ['РЕШЕНО. СПАСИБО. СИДОРОВ', 'resolved'],
  ['Решено\nИван', 'resolved'],
  ['Решено, Пётр', 'resolved'],
  ['Решено.\nСидоров И. П.', 'resolved'],
  ['Решено.\nАнна Петрова', 'resolved'],
  ['Решено.\nС уважением,\nАнна', 'resolved'],
  // Below the sign-off nothing of his own may stand.
  ['Вопрос решён, спасибо.\nС уважением, Иван\nНо появилась новая ошибка: ORA-12541', null],
  ['Спасибо!\nС уважением\nТекст ошибки: ORA-12541', null],
  ['Решено.\n--\nИван Сидоров\nТолько каталог теперь не печатает', null],
  ['Решено, спасибо.\nОтправлено с iPhone\nНо журнал не открывается.', null],
  ['статус\nВсего доброго, Мария\nИ добавьте в копию Петрову', null],
  ['Resolved, thank you.\nBest regards,\nJohn\nOne more thing: printing fails', null],
  ['Спасибо\nВсего доброго\nИван\nА как быть с отчётом', null],
  [
    'Спасибо!\nС уважением, Иван Сидоров\n\nНастоящее сообщение конфиденциально и предназначено только адресату.',
    'thanks',
  ],
  ['Решено\nС уважением,\nСидоров И. П.\nОтправлено из Почты Mail.ru', 'resolved'],
  ['', null],
  ['Добрый день!', null],
]

test.each(TABLE)('«%s» is read as %s', (reply, expected) => {
  expect(customerWord(letterFrom({ reply, subject: 'Re: [SKPS-1] Каталог' }))).toBe(expected)
})

describe('a word is alone only when nothing came with it', () => {
  const file = { part: 2, name: 'a.log', type: 'text/plain', bytes: 10, sha256: 'ab', inline: false, contentId: null }

  test('with an attached file it is an ordinary answer', () => {
    expect(customerWord(letterFrom({ reply: 'Решено', attachments: [file] }))).toBeNull()
  })

  test('the logo of a signature is no file', () => {
    expect(customerWord(letterFrom({ reply: 'Решено', attachments: [{ ...file, inline: true }] }))).toBe('resolved')
    for (const type of ['application/pkcs7-signature', 'application/pgp-signature', 'text/x-vcard', 'text/vcard']) {
      expect(customerWord(letterFrom({ reply: 'Решено', attachments: [{ ...file, type }] })), type).toBe('resolved')
    }
  })

  test('a long text of such words is read by people', () => {
    expect(customerWord(letterFrom({ reply: 'решено '.repeat(200) }))).toBeNull()
  })
})
