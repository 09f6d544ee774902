// Which ticket an answer to a list names: by its number alone on the first line, or by its one line kept above the answer.
import { describe, expect, test } from 'vitest'
import { namedIn } from '../../../src/desk/command/naming.ts'

const PREFIXES = ['SKPS', 'СКПС']
const LINE = '> SKPS-2  до 02.12, 18:00; осталось 10 рабочих дней; АО «Завод»\n>         Пароль — в работе, Пётр Иванов'
const WHOLE = [
  '> Ответ на это письмо примет команды. Чтобы ответить клиенту, поставьте первой',
  '> строкой номер обращения или оставьте над текстом его строку из этого списка.',
  '> ',
  '> Очередь: 1',
  '> ',
  '> Обращение целиком, с перепиской: !показать N',
  '> ',
  LINE,
].join('\n')

/** As a mail is read: the quote above an answer is no part of what he wrote this time. */
function named(above: string, reply: string) {
  return namedIn({ text: above === '' ? reply : `${above}\n\n${reply}`, reply }, PREFIXES)
}

describe('the number alone on the first line', () => {
  test.each(['SKPS-2', 'скпс 2', '[SKPS-2]', 'SKPS‑2:', '\n  SKPS-2.  \n', '**SKPS-2**', 'СКПС№2'])('%s', (line) => {
    expect(named('', `${line}\nГотово.\nВторая строка.`)).toEqual({ ticket: 2, rest: 'Готово.\nВторая строка.' })
  })

  test('wins over the list that is quoted above it', () => {
    expect(named(WHOLE, 'SKPS-7\nГотово.')).toEqual({ ticket: 7, rest: 'Готово.' })
  })

  test.each([
    'SKPS-2 готово.',
    '2\nГотово.',
    'Готово по SKPS-2.',
    'SKPS-2 и SKPS-3\nГотово.',
    'Добрый день!\nSKPS-2\nГотово.',
    'SKPS-\nГотово.',
    '',
  ])('not: %s', (text) => {
    expect(named('', text)).toBeNull()
  })
})

describe('one line of the list kept above the answer', () => {
  test('names its ticket, with a client’s own line above it or without', () => {
    expect(named(LINE, 'Готово.')).toEqual({ ticket: 2, rest: 'Готово.' })
    expect(named(`18.11.2026 12:05, Техническая поддержка пишет:\n${LINE}`, 'Готово.')?.ticket).toBe(2)
  })

  test('kept as a part of what he wrote, it is no text', () => {
    expect(namedIn({ text: `${LINE}\nГотово.`, reply: `${LINE}\nГотово.` }, PREFIXES)).toEqual({
      ticket: 2,
      rest: 'Готово.',
    })
  })

  test('two lines name nothing, nor does the whole list though one ticket alone is in it', () => {
    expect(named(`${LINE}\n> SKPS-3  до 03.12, 18:00\n>         Печать — в работе`, 'Готово.')).toBeNull()
    expect(named(WHOLE, 'Готово.')).toBeNull()
  })

  test('below the answer it names nothing: a client has put it there', () => {
    expect(namedIn({ text: `Готово.\n\n${LINE}`, reply: 'Готово.' }, PREFIXES)).toBeNull()
  })

  test('a line that only speaks of a ticket names nothing', () => {
    expect(named('> Похоже на SKPS-2, посмотрите.', 'Готово.')).toBeNull()
  })
})
