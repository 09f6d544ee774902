// The last mail of a thread is what people answer. A transcript of an open ticket takes a text for its customer, as its first
// line says; one that reports a note, a hold or a closing does not.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outgoing } from '../../../src/letter.ts'
import { ANNA, PYOTR } from '../../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../../support/whole-desk.ts'

const CUSTOMER = 'i.sidorov@plant.example'
let desk: WholeDesk

beforeEach(async () => {
  desk = openWholeDesk()
  await desk.arrives(rawMail())
})
afterEach(() => desk.close())

function last(kind: Outgoing['kind']): Outgoing {
  const found = desk.to(PYOTR.address).findLast((one) => one.kind === kind)
  if (found === undefined) throw new Error(`no ${kind}`)
  return found
}

async function answers(to: Outgoing, text: string, who = PYOTR): Promise<void> {
  desk.turn(120)
  await desk.arrives(engineersAnswer(to, who.address, text))
}

const toCustomer = () =>
  desk
    .to(CUSTOMER)
    .filter((one) => one.kind === 'answer')
    .map((one) => one.text.split('\n')[0])

test.each(['!взять', '!взять\nСмотрим.', '!категория 2', '!ждём\nКакая версия?'])(
  '%s: its transcript says that an answer goes to the customer, and it does',
  async (text) => {
    await answers(last('notification'), text)
    const transcript = last('transcript')
    expect(transcript.text.split('\n')[0]).toContain(`Ответ на это письмо уйдёт клиенту: ${CUSTOMER}`)
    await answers(transcript, 'Ставьте обновление.')
    expect(toCustomer().at(-1)).toBe('Ставьте обновление.')
  },
)

test.each(['!заметка\nСам стёр базу.', '!закрыть', '!закырть', '!звонок\nОбъяснил.'])(
  '%s: its transcript takes commands only',
  async (text) => {
    await answers(last('notification'), text)
    const before = toCustomer().length
    const transcript = last('transcript')
    expect(transcript.text.split('\n')[0]).not.toContain('уйдёт клиенту')
    await answers(transcript, 'Ставьте обновление.')
    expect(toCustomer()).toHaveLength(before)
    expect(last('transcript').text).toContain('Ставьте обновление.')
  },
)

test('an answer to a transcript older than a colleague’s answer is held, as any is', async () => {
  await answers(last('notification'), '!категория 2')
  const transcript = last('transcript')
  const card = desk.to(ANNA.address).find((one) => one.kind === 'notification')
  if (card === undefined) throw new Error('no card')
  await answers(card, 'Отвечаю я.', ANNA)
  await answers(transcript, 'И я.')
  expect(toCustomer()).toEqual(['Отвечаю я.'])
  expect(last('transcript').text).toContain('Пока вы писали, клиенту ответил коллега')
  expect(last('transcript').text).toContain('Ваш текст:')
})
