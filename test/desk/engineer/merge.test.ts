// Tickets are made one within a party only, the one whose number goes is told, and no answer goes to anybody but those whom
// its card has named.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outgoing } from '../../../src/letter.ts'
import { contractWith, PYOTR } from '../../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../../support/whole-desk.ts'

const [A, COLLEAGUE, B] = ['i.sidorov@plant.example', 'o.petrova@plant.example', 'kapitan@yard.example']
let desk: WholeDesk

beforeEach(() => {
  desk = openWholeDesk({ policy: { publicDomains: new Set(['mail.example']) } })
})
afterEach(() => desk.close())

async function writes(from: string, subject: string, fields: Parameters<typeof rawMail>[0] = {}): Promise<void> {
  desk.turn(600)
  await desk.arrives(rawMail({ from, subject, text: `Просим помочь: ${subject}.`, ...fields }))
}

/** The last letter about a ticket to an address. */
function last(address: string, ticket: number, kind?: Outgoing['kind']): Outgoing {
  const found = desk.to(address).findLast((one) => one.ticket === ticket && (kind === undefined || one.kind === kind))
  if (found === undefined) throw new Error(`nothing of ${ticket} went to ${address}`)
  return found
}

async function orders(ticket: number, text: string): Promise<Outgoing> {
  desk.turn(600)
  await desk.arrives(engineersAnswer(last(PYOTR.address, ticket, 'notification'), PYOTR.address, text))
  return last(PYOTR.address, ticket, 'transcript')
}

const shown = (id: number) => desk.store.reading.show(id)?.ticket

test.each([
  [A, B],
  ['a@mail.example', 'b@mail.example'],
])("tickets of %s and %s do not merge: refused, !связать offered, nobody hears of the other's", async (one, other) => {
  await writes(one, 'Печать')
  await writes(other, 'Вход')
  const before = desk.post.filter(({ outgoing }) => outgoing.audience === 'customer').length
  const refused = await orders(1, '!объединить с 2\nПеревели к коллегам.')
  expect(refused.text).toContain('обращение другого клиента')
  expect(refused.text).toContain('!связать 2')
  expect([shown(1)?.state, shown(2)?.state]).toEqual(['new', 'new'])
  expect(desk.post.filter(({ outgoing }) => outgoing.audience === 'customer')).toHaveLength(before)
})

test('of one organisation two tickets become one; whose number goes is told in his thread, with the date that holds', async () => {
  await writes(A, 'Печать')
  await writes(COLLEAGUE, 'Снова печать')
  await orders(2, '!объединить с 1')
  const told = last(COLLEAGUE, 2, 'notice')
  expect(told.text).toContain('Обращение SKPS-2 объединено с обращением SKPS-1')
  expect(told.text.replace(/\s/g, ' ')).toContain('Срок обработки — до 2 декабря 2026 г., 18:00')
  expect(desk.to(A).every((one) => one.kind === 'acknowledgement')).toBe(true)

  await desk.arrives(
    rawMail({ from: COLLEAGUE, inReplyTo: told.messageId, subject: `Re: ${told.subject}`, text: 'Ждём.' }),
  )
  expect(last(PYOTR.address, 1, 'notification').text).toContain('Ждём.')
  await orders(1, '!взять\nГотово, проверьте.')
  expect(last(COLLEAGUE, 1, 'answer').to.map((one) => one.address)).toEqual([A])
})

test('an answer to a card of the number that went away goes to those whom that card has named', async () => {
  await writes(A, 'Печать')
  await writes(COLLEAGUE, 'Снова печать')
  const card = last(PYOTR.address, 2, 'notification')
  await orders(2, '!объединить с 1')
  desk.turn(60)
  await desk.arrives(engineersAnswer(card, PYOTR.address, 'Поставьте обновление.'))
  expect(last(COLLEAGUE, 1, 'answer').text).toContain('Поставьте обновление.')

  await orders(1, `!безкопии ${COLLEAGUE}`)
  desk.turn(60)
  await desk.arrives(engineersAnswer(card, PYOTR.address, 'Это только вам.'))
  expect(last(COLLEAGUE, 2, 'answer').text).toContain('Это только вам.')
  expect(desk.to(A).some((one) => one.text.includes('Это только вам.'))).toBe(false)
})

test('the sooner of two promised dates holds after a merge', async () => {
  await writes(A, 'Печать')
  desk.turn(5 * 86_400)
  await writes(A, 'Снова печать')
  const first = desk.store.reading.ticket(1)?.deadline
  const second = desk.store.reading.ticket(2)?.deadline
  expect(first?.getTime()).toBeLessThan(second?.getTime() ?? 0)
  await orders(1, '!объединить с 2')
  expect(desk.store.reading.ticket(2)?.deadline).toEqual(first)
  expect(last(A, 1, 'notice').text.replace(/\s/g, ' ')).toContain('до 2 декабря 2026 г.')
})

test('a call without an address is merged into the mail of who called; the other way round his letters would go nowhere', async () => {
  await writes(A, 'Печать')
  await desk.arrives(
    engineersAnswer(
      last(PYOTR.address, 1, 'notification'),
      PYOTR.address,
      '!новое\n!звонок 89991112233\nЗвонил Сидоров.',
    ),
  )
  expect((await orders(1, '!объединить с 2')).text).toContain('!связать 2')
  await orders(2, '!объединить с 1')
  expect(desk.store.reading.ticket(2)?.mergedInto).toBe(1)
})

test("!разделить makes a ticket of his who wrote that mail, whoever's the old one is", async () => {
  desk.close()
  desk = openWholeDesk({ policy: { contracts: [contractWith()] } })
  await writes(A, 'Печать')
  const ack = last(A, 1, 'acknowledgement')
  await writes(COLLEAGUE, `Re: ${ack.subject}`, { inReplyTo: ack.messageId, text: 'А у нас не работает вход.' })
  await orders(1, '!разделить')
  expect(desk.store.reading.ticket(2)?.customer.address).toBe(COLLEAGUE)
  expect(last(COLLEAGUE, 2, 'acknowledgement').recipients).toEqual([COLLEAGUE])
  expect(desk.to(A).some((one) => one.ticket === 2)).toBe(false)
})

test('who was answered by telephone gets a notice: when, how to object, until when; never the record', async () => {
  await writes(A, 'Печать')
  const transcript = await orders(1, '!звонок\nОбъяснил про драйвер; сам виноват.')
  expect(transcript.text).toContain('ему уходит уведомление об ответе')
  const notice = last(A, 1, 'notice')
  expect(notice.text.replace(/\s/g, ' ')).toMatch(
    /По обращению SKPS-1 дан ответ по телефону 18 ноября 2026 г\..*ответьте на это письмо.*Если до 2 декабря 2026 г\., 18:00/,
  )
  expect(notice.text).not.toContain('виноват')
  expect(notice.autoSubmitted).toBe('auto-generated')
  await desk.arrives(
    rawMail({ inReplyTo: notice.messageId, subject: `Re: ${notice.subject}`, text: 'Мне никто не звонил.' }),
  )
  expect(shown(1)?.state).toBe('open')
})
