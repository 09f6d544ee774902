// Absences that only a subject announces, as Russian mail programs and people's own rules word them, and what only looks so.
import { describe, expect, test } from 'vitest'
import { judgeKind } from '../../../src/reading/kind/kind.ts'

const NOBODY = { unquoted: new Set<number>(), names: [], author: '' }

function judged(subject: string) {
  const fields = [
    ['from', 'ivan@romashka.example'],
    ['subject', subject],
  ].map(([name = '', value = '']) => ({ name, value, raw: value }))
  return judgeKind({ fields, type: 'text/plain', parameters: {}, parts: [], text: 'Добрый день!', ...NOBODY })
}

describe('an absence notice is no request', () => {
  test.each([
    'Автоответ: каталог',
    'Автоматический ответ: Re: [SKPS-1] каталог',
    '[Автоответ] Re: каталог',
    'Я в отпуске',
    'Нахожусь в отпуске до 1 июня',
    'Отпуск с 12.05 по 25.05 Re: каталог',
    'Отсутствую до 12.05',
    'Временно отсутствую',
    'Сотрудник в отпуске',
    'Нет на рабочем месте: каталог',
    'Вне офиса: каталог',
    'Уведомление об отсутствии: Иванов',
    'Automatic reply: x',
    'Out of Office Re: x',
    'Отпуск с 01.12 по 14.12: [SKPS-7] Каталог',
    'Автоответ: Не открывается каталог',
    'Не в офисе: Re: каталог',
    'На больничном до 5 декабря',
    'Автоуведомление: письмо принято',
  ])('«%s»', (subject) => {
    expect(judged(subject)).toMatchObject({ kind: 'auto-reply', mayAcknowledge: false })
  })
})

describe('a person who speaks of such things is answered', () => {
  test.each([
    'Доступ на время отпуска',
    'Отпуск инженера: кто заменяет?',
    'Автоматический отчёт не приходит',
    'Re: Автоматизация склада',
    'Отсутствует раздел в каталоге',
    'Командировка специалиста на объект',
    'Автоматическое уведомление не приходит',
    'Автоматическое сообщение об ошибке при запуске',
    'Автоответ не отправляется из программы',
    'Сотрудник отсутствует в справочнике',
    'Вне офиса нет доступа к каталогу',
    'Automatic reply does not work',
  ])('«%s»', (subject) => {
    expect(judged(subject)).toMatchObject({ kind: 'mail', mayAcknowledge: true })
  })
})

describe('a person to whom the product does not deliver something is answered, a mail server is not', () => {
  test.each([
    ['Ошибка доставки пакета обновлений', true],
    ['Не удаётся доставить обновление на сервер', true],
    ['Unknown user when logging in', true],
    ['Unable to deliver the update', true],
    ['Не удалось доставить: каталог', false],
    ['Не удаётся доставить сообщение', false],
    ['Недоставленное сообщение', false],
    ['Сообщение не доставлено', false],
    ['Undelivered Mail Returned to Sender', false],
    ['Delivery Status Notification (Failure)', false],
    ['Mail delivery failed', false],
    ['Delivery failure', false],
    ['Returned mail: see transcript', false],
  ])('«%s»: %s', (subject, mayAcknowledge) => {
    expect(judged(subject)).toMatchObject({ kind: 'mail', mayAcknowledge })
  })
})
