// Absences that only a subject announces, as Russian mail programs and people's own rules word them, and what only looks so.
import { describe, expect, test } from 'vitest'
import { judgeKind } from '../../src/inbox/kind.ts'

function judged(subject: string) {
  const fields = [
    ['from', 'ivan@romashka.example'],
    ['subject', subject],
  ].map(([name = '', value = '']) => ({ name, value, raw: value }))
  return judgeKind({ fields, type: 'text/plain', parameters: {}, parts: [], text: 'Добрый день!' })
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
  ])('«%s»', (subject) => {
    expect(judged(subject)).toMatchObject({ kind: 'mail', mayAcknowledge: true })
  })
})
