// An engineer with several tickets works from a list: the mails that queries bring are answered by their lines.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outgoing } from '../../src/letter.ts'
import { ANNA, PYOTR } from '../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../support/whole-desk.ts'

const FIRST = 'i.sidorov@plant.example'
const SECOND = 'o.belova@works.example'
let desk: WholeDesk

beforeEach(async () => {
  desk = openWholeDesk()
  await desk.arrives(rawMail({ from: FIRST, subject: 'Не открывается каталог', text: 'Каталог не открывается.' }))
  desk.turn(60)
  await desk.arrives(rawMail({ from: SECOND, subject: 'Пароль', text: 'Забыли пароль оператора.\nПомогите.' }))
  desk.turn(60)
})
afterEach(() => desk.close())

function last(address: string): Outgoing {
  const found = desk.to(address).at(-1)
  if (found === undefined) throw new Error(`nothing went to ${address}`)
  return found
}

async function writes(text: string, to: Outgoing = last(PYOTR.address), from = PYOTR.address): Promise<void> {
  desk.turn(60)
  await desk.arrives(engineersAnswer(to, from, text))
}

function answersTo(address: string): readonly string[] {
  return desk
    .to(address)
    .filter((one) => one.kind === 'answer')
    .map((one) => one.text.split('\n')[0] ?? '')
}

describe('a list is answered', () => {
  test('under one line of it that was kept: the customer of that line gets the text, nobody else anything', async () => {
    await writes('!очередь')
    const list = last(PYOTR.address)
    const line = list.text.split('\n').find((one) => one.includes('SKPS-2')) ?? ''
    await writes(`> ${line.trim()}\n\nСбросьте пароль по разделу 3 руководства.`, list)
    expect(answersTo(SECOND)).toEqual(['Сбросьте пароль по разделу 3 руководства.'])
    expect(answersTo(FIRST)).toEqual([])
    expect(desk.store.reading.ticket(2)).toMatchObject({ state: 'answered', engineer: PYOTR.address })
    expect(last(SECOND).text).not.toContain('SKPS-1')
  })

  test('by the number alone on the first line, above the whole list that Outlook quotes below', async () => {
    await writes('!очередь')
    const list = last(PYOTR.address)
    const quoted = `-----Original Message-----\nFrom: Support <support@vendor.example>\nSent: Wednesday, November 18, 2026 12:05 PM\nTo: p.ivanov@vendor.example\nSubject: ${list.subject}\n\n${list.text}`
    await writes(`СКПС-2\n!закрыть\nПароль сброшен.\n\n${quoted}`, list)
    expect(answersTo(SECOND)).toEqual(['Пароль сброшен.'])
    expect(answersTo(FIRST)).toEqual([])
    expect(desk.store.reading.ticket(2)?.state).toBe('closed')
    expect(last(SECOND).text).not.toMatch(/SKPS-1|Каталог|очередь/i)
  })

  test('commands under a kept line act on its ticket', async () => {
    await writes('!очередь')
    await writes('> SKPS-1  до 02.12, 18:00\n!взять\n!категория 4')
    expect(desk.store.reading.ticket(1)).toMatchObject({ engineer: PYOTR.address, category: 'consultation' })
    expect(last(PYOTR.address).text).toContain('SKPS-1: исполнитель: не назначен → Пётр Иванов')
  })

  test('with the whole list quoted above it, the text goes to nobody, and the mail says what is missing', async () => {
    await writes('!очередь')
    const list = last(PYOTR.address)
    await writes(
      `${list.text
        .split('\n')
        .map((one) => `> ${one}`)
        .join('\n')}\n\nГотово.`,
      list,
    )
    expect([...answersTo(FIRST), ...answersTo(SECOND)]).toEqual([])
    const refusal = last(PYOTR.address)
    expect(refusal.text).toContain('поставьте первой')
    await writes('SKPS-1', refusal)
    expect(answersTo(FIRST)).toEqual(['Готово.'])
    expect(answersTo(SECOND)).toEqual([])
  })

  test('a number that no ticket has does nothing', async () => {
    await writes('!мои')
    await writes('SKPS-99\nГотово.')
    expect([...answersTo(FIRST), ...answersTo(SECOND)]).toEqual([])
    expect(last(PYOTR.address).text).toContain('из письма не выполнено и не отправлено')
  })

  test('a colleague who has answered since the list was sent holds the answer', async () => {
    await writes('!очередь')
    const list = last(PYOTR.address)
    const card = desk.to(ANNA.address).filter((one) => one.subject.includes('SKPS-2'))[0]
    if (card === undefined) throw new Error('she has no card')
    await writes('Уже сбросила.', card, ANNA.address)
    await writes('SKPS-2\nСбросьте пароль сами.', list)
    expect(answersTo(SECOND)).toEqual(['Уже сбросила.'])
    expect(desk.to(PYOTR.address).some((one) => one.text.includes('ответил коллега: Анна Седова'))).toBe(true)
  })

  test('a note of that ticket that was pasted into the answer holds it', async () => {
    const card = desk.to(PYOTR.address).find((one) => one.subject.includes('SKPS-2'))
    if (card === undefined) throw new Error('he has no card')
    await writes('!заметка\nЭтот клиент второй месяц не платит по договору.', card)
    await writes('!очередь')
    await writes('SKPS-2\nДобрый день!\nЭтот клиент второй месяц не платит по договору.')
    expect(answersTo(SECOND)).toEqual([])
    expect(last(PYOTR.address).text).toContain('строка внутренней заметки')
  })

  test('what was found is shown as it was written, and answered by its number; the first lines of the list say so', async () => {
    await writes('!очередь')
    expect(last(PYOTR.address).text).toMatch(/^Ответ на это письмо примет команды\. Чтобы ответить клиенту/)
    await writes('!найти пароль')
    expect(last(PYOTR.address).text).toMatch(/SKPS-2[\s\S]*Забыли пароль/)
    await writes('SKPS-2\nНашёл.')
    expect(answersTo(SECOND)).toEqual(['Нашёл.'])
  })
})

describe('!показать N of another ticket', () => {
  test('brings what has passed on it, with notes, and its answer goes to its customer', async () => {
    const card = desk.to(PYOTR.address).find((one) => one.subject.includes('SKPS-1'))
    const own = desk.to(PYOTR.address).find((one) => one.subject.includes('SKPS-2'))
    if (card === undefined || own === undefined) throw new Error('he has no card')
    await writes('!заметка\nПроверить журнал сервера каталога.', card)
    await writes('Пришлите журнал.', card)
    await writes('!показать 1', own)
    const shown = last(PYOTR.address)
    expect(shown.text).toMatch(/^Ответ на это письмо уйдёт клиенту: i\.sidorov@plant\.example/)
    expect(shown.text).toMatch(
      /клиент: i\.sidorov@plant\.example\n\s*Каталог не открывается\.[\s\S]*заметка: Пётр Иванов\n\s*Проверить журнал сервера каталога\.[\s\S]*клиенту: Пётр Иванов \(техническая поддержка\)\n\s*Пришлите журнал\./,
    )
    await writes('Журнал нашли, спасибо.', shown)
    expect(answersTo(FIRST)).toEqual(['Пришлите журнал.', 'Журнал нашли, спасибо.'])
    expect(answersTo(SECOND)).toEqual([])
  })
})

describe('a text below a mail that takes commands only', () => {
  const cardOf = (number: string): Outgoing => {
    const card = desk.to(PYOTR.address).find((one) => one.subject.includes(number))
    if (card === undefined) throw new Error('he has no card')
    return card
  }

  test('goes to nobody; !отправить in answer sends it to the customer of that ticket', async () => {
    await writes('!взять', cardOf('SKPS-1'))
    await writes('!закрыть\nОбновите каталог.')
    expect(answersTo(FIRST)).toEqual(['Обновите каталог.'])
    expect(desk.store.reading.ticket(1)?.state).toBe('closed')
    expect(last(PYOTR.address).text).toContain('примет только команды')
    await writes('И перезапустите сервер.')
    expect(answersTo(FIRST)).toEqual(['Обновите каталог.'])
    expect(last(PYOTR.address).text).toContain('!отправить')
    await writes('!отправить')
    expect(answersTo(FIRST)).toEqual(['Обновите каталог.', 'И перезапустите сервер.'])
    expect(answersTo(SECOND)).toEqual([])
  })

  test('is guarded as any other: a line of a note holds it even then', async () => {
    await writes('!заметка\nСервер у них без лицензии третий год.', cardOf('SKPS-1'))
    await writes('!закрыть', cardOf('SKPS-1'))
    await writes('Добрый день!\nСервер у них без лицензии третий год.')
    await writes('!отправить')
    expect(answersTo(FIRST)).toEqual([])
    expect(last(PYOTR.address).text).toContain('строка внутренней заметки')
  })

  test('the transcript of commands alone names the notice that went to the customer', async () => {
    await writes('!разработка CAT-311', cardOf('SKPS-1'))
    expect(last(PYOTR.address).text).toMatch(/клиенту отправлено\s+уведомление о передаче в разработку/)
    await writes('!взять', cardOf('SKPS-2'))
    expect(last(PYOTR.address).text).toMatch(/клиенту ничего не\s+отправлено/)
  })
})

describe('a list is answered in HTML alone', () => {
  const html = (body: string): Promise<unknown> => {
    desk.turn(60)
    const plain = engineersAnswer(last(PYOTR.address), PYOTR.address, 'BODY')
    return desk.arrives(plain.replace('Content-Type: text/plain', 'Content-Type: text/html').replace('BODY', body))
  }

  test('under one row that Thunderbird keeps as a citation', async () => {
    await writes('!очередь')
    await html(
      '<div class="moz-cite-prefix">18.11.2026 12:05, Поддержка пишет:<br></div><blockquote type="cite"><table><tr><td>SKPS-2</td><td>до 02.12, 18:00</td></tr></table></blockquote><p>Сбросьте пароль.</p>',
    )
    expect(answersTo(SECOND)).toEqual(['Сбросьте пароль.'])
    expect(answersTo(FIRST)).toEqual([])
  })

  test('by the number, a no-break space behind it, above what Outlook quotes without a mark', async () => {
    await writes('!очередь')
    const list = last(PYOTR.address)
    await html(
      `<p>SKPS-1&nbsp;</p><p>!закрыть</p><p>Обновите&nbsp;каталог.</p><hr><b>From:</b> Support<br><b>Sent:</b> Wednesday, November 18, 2026 12:05 PM<br><b>To:</b> p<br><b>Subject:</b> ${list.subject}<br><br>${list.text.replaceAll('<', '&lt;').replaceAll('\n', '<br>')}`,
    )
    expect(answersTo(FIRST)).toEqual(['Обновите каталог.'])
    expect(answersTo(SECOND)).toEqual([])
    expect(last(FIRST).text).not.toContain('SKPS-2')
  })
})
