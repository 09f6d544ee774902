// Tickets that become one or two, and answers by telephone: what each side reads of it.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outgoing } from '../../src/letter.ts'
import { ANNA, PYOTR } from '../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type ServerWord, type WholeDesk } from '../support/whole-desk.ts'

const CUSTOMER = 'i.sidorov@plant.example'
let desk: WholeDesk
/** What the server says to answers. */
let word: ServerWord = 'taken'

beforeEach(async () => {
  word = 'taken'
  desk = openWholeDesk({ server: ({ outgoing }) => (outgoing.kind === 'answer' ? word : 'taken') })
  await comes({ text: 'Каталог не открывается.' })
  await comes({ subject: 'Печать', text: 'Не печатает отчёт.' })
})
afterEach(() => desk.close())

async function comes(fields: Parameters<typeof rawMail>[0]): Promise<void> {
  desk.turn(60)
  await desk.arrives(rawMail({ from: CUSTOMER, ...fields }))
}

function cardOf(number: string, address = PYOTR.address): Outgoing {
  const card = desk.to(address).find((one) => one.subject.includes(number))
  if (card === undefined) throw new Error('there is no card')
  return card
}

async function writes(text: string, to: Outgoing, from = PYOTR.address): Promise<void> {
  desk.turn(60)
  await desk.arrives(engineersAnswer(to, from, text))
}

test('the engineer of the ticket that survives hears what has joined it; numbers and threads of both lead there for ever', async () => {
  await writes('!взять', cardOf('SKPS-1', ANNA.address), ANNA.address)
  await writes('!объединить с 1', cardOf('SKPS-2'))
  const news = desk.to(ANNA.address).at(-1)
  expect(news?.text).toMatch(
    /^Ответ на это письмо уйдёт клиенту[\s\S]*К обращению SKPS-1 присоединено SKPS-2\.[\s\S]*Не печатает отчёт\./,
  )
  const sent = desk.to(CUSTOMER).length
  await comes({ subject: 'Re: [SKPS-2] Печать', text: 'Дополнение по номеру.' })
  const acknowledgement = desk.to(CUSTOMER).find((one) => one.subject.includes('SKPS-2'))
  await comes({ subject: 'Re: другое', inReplyTo: acknowledgement?.messageId ?? '', text: 'Дополнение по нити.' })
  expect(
    desk.store.reading
      .show(1)
      ?.messages.filter((one) => one.direction === 'in')
      .map((one) => one.text),
  ).toEqual(['Каталог не открывается.', 'Не печатает отчёт.', 'Дополнение по номеру.', 'Дополнение по нити.'])
  expect(desk.to(CUSTOMER)).toHaveLength(sent)
  expect(desk.store.reading.tickets({})).toHaveLength(2)
})

test('an answer that merged its ticket and did not arrive opens nothing that is merged: the one that goes on is told of', async () => {
  word = 'refused'
  await writes('!объединить с 1\nОба исправлены.', cardOf('SKPS-2'))
  expect(desk.store.reading.ticket(2)).toMatchObject({ state: 'closed', mergedInto: 1 })
  expect(desk.store.reading.ticket(1)).toMatchObject({ mergedInto: null, closedAt: null })
  expect(desk.to(PYOTR.address).at(-1)).toMatchObject({ ticket: 1 })
  expect(desk.to(PYOTR.address).at(-1)?.text).toContain('550 5.1.1 user unknown')
})

test('what is split off keeps its own subject, the contract as it was found, and its message', async () => {
  await comes({ subject: 'Re: [SKPS-1] Выгрузка за год', text: 'Как выгрузить отчёт за год?' })
  const mail = desk.to(PYOTR.address).at(-1)
  if (mail === undefined) throw new Error('he has no mail')
  await writes('!разделить', mail)
  const [first, third] = [desk.store.reading.show(1), desk.store.reading.show(3)]
  expect(third?.ticket).toMatchObject({ subject: 'Выгрузка за год', state: 'new', links: [1] })
  expect(third?.ticket.standing).toEqual(first?.ticket.standing)
  expect(third?.messages.filter((one) => one.direction === 'in').map((one) => one.text)).toEqual([
    'Как выгрузить отчёт за год?',
  ])
  expect(first?.messages.filter((one) => one.direction === 'in')).toHaveLength(1)
  expect(desk.to(CUSTOMER).at(-1)?.subject).toBe('[SKPS-3] Выгрузка за год')
})

test('who answers a ticket of nobody by telephone takes it; colleagues read that it was by telephone', async () => {
  await writes('!звонок\nПосоветовал перезагрузить сервер.', cardOf('SKPS-1'))
  expect(desk.store.reading.ticket(1)).toMatchObject({ state: 'answered', engineer: PYOTR.address })
  expect(desk.to(PYOTR.address).at(-1)?.text).toContain('записан как ответ по телефону')
  const heard = desk.to(ANNA.address).at(-1)
  expect(heard?.text).toMatch(/ведёт Пётр Иванов/)
  await writes('!следить', heard ?? cardOf('SKPS-1'), ANNA.address)
  await writes('!звонок\nПерезвонил ещё раз.', cardOf('SKPS-1'))
  expect(desk.to(ANNA.address).at(-1)?.text).toMatch(/Ответ, данный клиенту по телефону[\s\S]*Перезвонил ещё раз\./)
  expect(desk.to(CUSTOMER).filter((one) => one.kind === 'answer')).toEqual([])
})

test('interim news says in which state the ticket is', async () => {
  await writes('!вработе\nСмотрим.', cardOf('SKPS-1'))
  expect(desk.to(PYOTR.address).at(-1)?.text).toContain('промежуточное сообщение; состояние: в работе')
  expect(desk.store.reading.ticket(1)).toMatchObject({ state: 'open', answeredAt: null })
})

test('a ticket that is handed over brings the files that have come on it, once each, harmless by name', async () => {
  const file = (name: string, text: string): readonly string[] => [
    '--b',
    `Content-Type: application/octet-stream`,
    `Content-Disposition: attachment; filename=${name}`,
    '',
    text,
  ]
  const raw = rawMail({ from: CUSTOMER, subject: 'Re: [SKPS-1]', text: 'Журнал.' })
    .replace('Content-Type: text/plain; charset=utf-8', 'Content-Type: multipart/mixed; boundary=b')
    .replace('Content-Transfer-Encoding: 8bit\r\n', '')
  const body = [
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Журнал.',
    ...file('a.log', 'A'),
    ...file('run.exe', 'B'),
  ]
  desk.turn(60)
  await desk.arrives(`${raw.slice(0, raw.indexOf('\r\n\r\n'))}\r\n${[...body, '--b--', ''].join('\r\n')}`)
  await comes({ subject: 'Re: [SKPS-1]', text: 'Ждём.' })
  await writes('!передать Анна', cardOf('SKPS-1'))
  const given = desk.to(ANNA.address).at(-1)
  expect(given?.text).toMatch(/Обращение вам передаёт Пётр Иванов\.[\s\S]*!показать[\s\S]*Ждём\./)
  expect(given?.attachments.map((one) => one.name)).toEqual(['a.log', 'run.exe.bin'])
})
