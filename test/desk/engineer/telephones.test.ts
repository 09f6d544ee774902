// What a telephone or a firm's mail server adds below an engineer's words is no answer to a customer; nor is an order that was
// typed in the wrong place or without its mark.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ANNA, PYOTR } from '../../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../../support/whole-desk.ts'

const CUSTOMER = 'i.sidorov@plant.example'
let desk: WholeDesk

beforeEach(async () => {
  desk = openWholeDesk()
  await desk.arrives(rawMail())
  desk.turn(60)
})
afterEach(() => desk.close())

/** What the customer got for it, the frame left out, and the transcript. */
async function answered(own: string): Promise<{ readonly customer: readonly string[]; readonly transcript: string }> {
  const card = desk.to(PYOTR.address).at(-1)
  if (card === undefined) throw new Error('no card')
  const before = desk.to(CUSTOMER).length
  const quote = card.text.replace(/^/gm, '> ')
  const body = `${own}\n\n18.11.2026 12:00, Техническая поддержка пишет:\n${quote}`
  await desk.arrives(engineersAnswer(card, PYOTR.address, body))
  const customer = desk.to(CUSTOMER).slice(before)
  return {
    customer: customer.map((one) => one.text.split('\n\nПётр Иванов')[0] ?? ''),
    transcript: desk.to(PYOTR.address).at(-1)?.text ?? '',
  }
}

const LINES = [
  'Отправлено с iPhone',
  'Отправлено из мобильной Яндекс Почты: http://m.ya.ru/ymail',
  'Отправлено из Outlook для Android<https://aka.ms/AAb9ysg>',
  '--\nОтправлено из Mail.ru для Android',
  '-- \nПростите за краткость, создано в K-9 Mail.',
  'Sent from my Galaxy',
]

test.each(LINES)('an order from a telephone sends nothing to the customer: %s', async (line) => {
  const { customer } = await answered(`!взять\n\n${line}`)
  expect(customer).toEqual([])
  expect(desk.store.reading.ticket(1)?.state).toBe('open')
})

test.each(LINES)("a telephone's line stays out of an answer: %s", async (line) => {
  const { customer } = await answered(`Перезапустите службу.\n\n${line}`)
  expect(customer).toEqual(['Перезапустите службу.'])
})

test("orders above a firm's notice are orders alone, and the transcript says what was left out", async () => {
  const notice =
    'Настоящее сообщение предназначено исключительно для адресата и может содержать конфиденциальную информацию. Если вы получили это письмо по ошибке, удалите его.'
  const { customer, transcript } = await answered(`!взять\n\n${notice}`)
  expect(customer).toEqual([])
  expect(transcript).toContain('Не отправлено клиенту: ваша подпись (строк: 1)')
})

test.each([
  'Отправлено с сервера 5, проверьте.',
  'На экране стоит:\nSent from my iPhone',
  'Отправлено из Outlook для Android\nтак не должно быть',
  'Это сообщение появляется, когда пользователь, для которого предназначен отчёт, не найден.',
])('words that only look so are the answer: %s', async (text) => {
  const { customer } = await answered(text)
  expect(customer).toEqual([text])
  const ordered = await answered(`!вработе\n${text}`)
  expect(ordered.customer).toEqual([text])
})

test('a command behind the words of a line sends nothing; corrected, it goes without the command', async () => {
  const { customer, transcript } = await answered('Перезапустите службу. !закрыть\nПотом напишите нам.')
  expect(customer).toEqual([])
  expect(transcript).toContain('команда стоит в строке текста (строка 1)')
  const mistake = desk.to(PYOTR.address).at(-1)
  if (mistake === undefined) throw new Error('no answer')
  desk.turn(60)
  await desk.arrives(engineersAnswer(mistake, PYOTR.address, '!закрыть'))
  const closing = desk.to(CUSTOMER).at(-1)?.text ?? ''
  expect(closing).toContain('Перезапустите службу.\nПотом напишите нам.')
  expect(closing).not.toContain('!закрыть')
})

describe.each(['/заметка', 'Заметка:', 'заметка!'])('a note whose mark is lacking: %s', (line) => {
  const text = `${line}\nЭто наша ошибка, клиенту не говорить.`

  test('goes to nobody and is asked after; ordered, it is a note', async () => {
    const { customer, transcript } = await answered(text)
    expect(customer).toEqual([])
    expect(transcript).toContain('строка 1 похожа на команду')
    await again('!заметка')
    expect(desk.to(CUSTOMER)).toHaveLength(1)
    expect(desk.to(ANNA.address).at(-1)?.text).toContain('Это наша ошибка, клиенту не говорить.')
  })

  test('goes to the customer when its engineer says so', async () => {
    await answered(text)
    await again('!отправить')
    expect(desk.to(CUSTOMER).at(-1)?.text).toContain(text)
  })
})

test('an order in the subject is asked after, and what stands below goes to the customer only when its engineer says so', async () => {
  const card = desk.to(PYOTR.address).at(-1)
  if (card === undefined) throw new Error('no card')
  const subject = `!заметка ${card.subject}`
  await desk.arrives(engineersAnswer(card, PYOTR.address, 'Это наша ошибка.', { subject }))
  expect(desk.to(CUSTOMER)).toHaveLength(1)
  expect(desk.to(PYOTR.address).at(-1)?.text).toContain('в теме письма команды не читаются')
  await again('!отправить')
  expect(desk.to(CUSTOMER).at(-1)?.text).toContain('Это наша ошибка.')
})

/** He answers the last mail of the desk. */
async function again(text: string): Promise<void> {
  const last = desk.to(PYOTR.address).at(-1)
  if (last === undefined) throw new Error('no answer')
  desk.turn(60)
  await desk.arrives(engineersAnswer(last, PYOTR.address, text))
}
