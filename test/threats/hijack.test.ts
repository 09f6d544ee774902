// T1, T15, T16: strangers who name tickets of others, by number, by reference or by address, and mails that take an id
// before its owner does. No ticket of others changes and nobody is sent what is not his.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outgoing } from '../../src/letter.ts'
import { contractWith, LEAD, PYOTR } from '../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../support/whole-desk.ts'

const SECRET = 'Секретный раствор номер семь не застывает'
const CUSTOMER = 'i.sidorov@plant.example'
const STRANGER = 'chuzhoy@else.example'
const TICKETS = 40
const MAILS = 400

let desk: WholeDesk

beforeEach(() => {
  desk = openWholeDesk({
    policy: {
      contracts: [
        contractWith(),
        contractWith({ number: '18/2026', organisation: 'ООО «Верфь»', domains: ['yard.example'], people: [] }),
      ],
      brakes: {
        ackMaxAgeHours: 72,
        acksPerSenderPerDay: 0,
        automaticPerHour: 0,
        quickMailsBeforeMute: 0,
        newTicketsPerSenderPerHour: 0,
        relayBytes: 0,
      },
    },
  })
})
afterEach(() => desk.close())

/** Everything the books say of the tickets up to a number. */
function imageOf(upTo: number): string {
  return JSON.stringify(Array.from({ length: upTo }, (_, at) => desk.store.reading.show(at + 1)))
}

function card(address: string): Outgoing {
  const found = desk.to(address).findLast((one) => one.kind === 'notification')
  if (found === undefined) throw new Error(`no card for ${address}`)
  return found
}

async function ticketsOfOthers(count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1) {
    await desk.arrives(rawMail({ subject: `Каталог ${n}`, text: `${SECRET} ${n}`, id: `own.${n}@plant.example` }))
  }
}

describe('T1: a stranger tries every id', () => {
  test('in subject, body, References, In-Reply-To and plus-address: no ticket of others changes, no text of theirs leaves', async () => {
    await ticketsOfOthers(TICKETS)
    await desk.arrives(engineersAnswer(card(PYOTR.address), PYOTR.address, `Ответ: ${SECRET}.`))
    const before = imageOf(TICKETS)
    const sent = desk.post.length
    const ours = desk.post.map((one) => one.outgoing.messageId)
    for (let n = 1; n <= MAILS; n += 1) {
      const id = 1 + (n % TICKETS)
      await desk.arrives(
        rawMail({
          from: `Чужой <${STRANGER}>`,
          to: `support+${id}@vendor.example, support@vendor.example`,
          subject: [`Re: [SKPS-${id}] Каталог`, `скпс ${id}`, `[#${id}] Каталог`, `Fwd: СКПС‑${id}`][n % 4] ?? '',
          inReplyTo: `t.${id}.${n.toString(16).padStart(32, '0')}@vendor.example`,
          references: [`own.${id}@plant.example`, ours[n % ours.length] ?? ''],
          text: `SKPS-${id} покажите всё по обращению ${id}\nстатус`,
        }),
      )
    }
    expect(imageOf(TICKETS)).toBe(before)
    const after = desk.post.slice(sent)
    const outside = after.filter(({ outgoing }) => outgoing.audience === 'customer')
    expect(outside.length).toBeGreaterThan(0)
    expect(new Set(outside.map((one) => one.recipient))).toEqual(new Set([STRANGER]))
    for (const { outgoing } of after)
      expect(`${outgoing.subject}\n${outgoing.text}\n${outgoing.html}`).not.toContain('раствор')
    expect(desk.store.reading.tickets({}).length).toBe(TICKETS + MAILS)
  })

  test('«статус» alone with a number in the subject tells a stranger nothing', async () => {
    await ticketsOfOthers(1)
    for (const text of ['статус', 'Статус?', 'status', 'решено', 'закройте, спасибо']) {
      await desk.arrives(rawMail({ from: STRANGER, subject: 'Re: [SKPS-1] Каталог 1', text }))
    }
    expect(desk.store.reading.ticket(1)?.state).toBe('new')
    expect(desk.to(STRANGER).every((one) => one.ticket !== 1 && !one.text.includes('SKPS-1\n'))).toBe(true)
  })

  test('a customer who names another’s ticket before his own is told of his own alone', async () => {
    await desk.arrives(rawMail({ from: 'kapitan@yard.example', subject: 'Верфь' }))
    const secret = engineersAnswer(card(PYOTR.address), PYOTR.address, `!ждём\n1. ${SECRET}?`)
    await desk.arrives(secret)
    await ticketsOfOthers(1)
    await desk.arrives(engineersAnswer(card(PYOTR.address), PYOTR.address, '!ждём\n1. Какая у вас версия?'))
    const theirs = desk.to('kapitan@yard.example').map((one) => one.messageId)
    const asks = [
      { subject: 'Re: [SKPS-1] [SKPS-2]' },
      { subject: 'Re: [SKPS-2]', references: theirs },
      { from: 'o.petrova@plant.example', subject: 'SKPS-1 SKPS-2' },
    ]
    for (const fields of asks) await desk.arrives(rawMail({ ...fields, text: 'статус' }))
    const told = desk.post.filter((one) => one.outgoing.kind === 'notice' && one.outgoing.subject.includes('SKPS-2'))
    expect(told.map((one) => one.recipient)).toEqual([CUSTOMER, CUSTOMER, 'o.petrova@plant.example'])
    expect(told.map(({ outgoing }) => outgoing.text.includes('раствор'))).toEqual([false, false, false])
    expect(told[0]?.outgoing.text).toContain('Какая у вас версия?')
  })

  test('the customer of another contract is a stranger too; the customer himself and his colleague join', async () => {
    await ticketsOfOthers(1)
    await desk.arrives(rawMail({ from: 'kapitan@yard.example', subject: 'Re: [SKPS-1] Каталог 1' }))
    expect(desk.store.reading.show(1)?.messages.filter((one) => one.direction === 'in')).toHaveLength(1)
    await desk.arrives(rawMail({ from: CUSTOMER, subject: 'Re: [SKPS-1] Каталог 1', text: 'Дополняю.' }))
    await desk.arrives(rawMail({ from: 'o.petrova@plant.example', subject: 'Re: [SKPS-1] Каталог 1', text: 'И я.' }))
    expect(desk.store.reading.show(1)?.messages.filter((one) => one.direction === 'in')).toHaveLength(3)
  })

  test('a stranger who is named in Cc by the customer sees nothing and joins nothing', async () => {
    await desk.arrives(rawMail({ cc: STRANGER, text: SECRET }))
    await desk.arrives(engineersAnswer(card(PYOTR.address), PYOTR.address, `Ответ: ${SECRET}.`))
    expect(desk.to(STRANGER)).toEqual([])
    await desk.arrives(rawMail({ from: STRANGER, subject: 'Re: [SKPS-1]', text: 'И что же?' }))
    expect(desk.store.reading.ticket(1)?.participants).toEqual([])
    expect(desk.to(STRANGER).every((one) => one.ticket === 2)).toBe(true)
  })

  test('the engineer is told which ticket such a mail names, and may merge it', async () => {
    await ticketsOfOthers(1)
    await desk.arrives(rawMail({ from: STRANGER, subject: 'Re: [SKPS-1] Каталог 1' }))
    expect(card(PYOTR.address).text).toMatch(/не присоединено к SKPS-1/)
  })
})

describe('T15: a third party’s mail to a ticket is seen by engineers alone', () => {
  test.each([
    ['a plus-address', { to: 'support+1@vendor.example' }],
    ['a number in the subject', { subject: '[SKPS-1] Your confirmation code' }],
    ['a number sign', { subject: '[#1] Your confirmation code' }],
    ['a reference to the customer’s mail', { references: ['own.1@plant.example'] }],
  ])('%s', async (_, fields) => {
    await ticketsOfOthers(1)
    const before = desk.to(CUSTOMER).length
    await desk.arrives(
      rawMail({ from: 'no-reply@slack.test', subject: 'Your confirmation code', text: 'Code: 123456', ...fields }),
    )
    expect(desk.to(CUSTOMER)).toHaveLength(before)
    expect(desk.to('no-reply@slack.test')).toEqual([])
    expect(card(PYOTR.address).text).toContain('123456')
    await desk.arrives(rawMail({ subject: 'Re: [SKPS-1] Каталог 1', text: 'статус' }))
    expect(desk.to(CUSTOMER).every((one) => !one.text.includes('123456'))).toBe(true)
  })
})

describe('T16: the same Message-ID', () => {
  test('F41 F42 with another body is another message, whoever comes first', async () => {
    await desk.arrives(rawMail({ from: STRANGER, id: 'expected@plant.example', text: 'Я первый.' }))
    await desk.arrives(rawMail({ id: 'expected@plant.example', text: 'Настоящее письмо.' }))
    expect(desk.store.reading.ticket(1)?.customer.address).toBe(STRANGER)
    expect(desk.store.reading.ticket(2)?.customer.address).toBe(CUSTOMER)
    expect(desk.to(CUSTOMER)).toHaveLength(1)
  })

  test('is noted in the history of the later one and on its card, never towards a customer', async () => {
    const noted = (id: number): readonly string[] =>
      (desk.store.reading.show(id)?.history ?? []).filter((row) => row.what === 'same id').map((row) => row.detail)
    await desk.arrives(rawMail({ from: STRANGER, id: 'expected@plant.example', text: 'Я первый.' }))
    await desk.arrives(rawMail({ id: 'expected@plant.example', text: 'Настоящее письмо.' }))
    expect([noted(1), noted(2)]).toEqual([[], ['тот же Message-ID был у другого письма (SKPS-1); это письмо не копия']])
    expect(card(PYOTR.address).text).toContain('тот же Message-ID был у другого письма (SKPS-1)')
    await desk.arrives(rawMail({ id: 'expected@plant.example', subject: 'Re: [SKPS-2] Каталог', text: 'Дополняю.' }))
    expect(noted(2)).toHaveLength(2)
    expect(desk.to(CUSTOMER).every((one) => !one.text.includes('Message-ID'))).toBe(true)
  })

  test('an id taken before its owner wrote gives no right to what answers him', async () => {
    await desk.arrives(rawMail({ from: STRANGER, id: 'expected@plant.example', text: 'Я первый.' }))
    await desk.arrives(rawMail({ id: 'expected@plant.example', text: SECRET }))
    await desk.arrives(rawMail({ from: STRANGER, references: ['expected@plant.example'], text: 'статус' }))
    await desk.arrives(rawMail({ references: ['expected@plant.example'], subject: 'Re: каталог', text: 'Дополняю.' }))
    const joined = desk.store.reading.show(2)?.messages.filter((one) => one.direction === 'in') ?? []
    expect(joined.map((one) => one.from?.address)).toEqual([CUSTOMER, CUSTOMER])
    expect(desk.to(STRANGER).every((one) => !one.text.includes('раствор'))).toBe(true)
  })

  test('F41 the same mail by two aliases is one message', async () => {
    const raw = rawMail({ id: 'twice@plant.example' })
    await desk.arrives(`Delivered-To: support@vendor.example\r\n${raw}`)
    await desk.arrives(
      `Delivered-To: help@vendor.example\r\nReceived: from x by y; Wed, 18 Nov 2026 12:00:00 +0300\r\n${raw}`,
    )
    expect(desk.store.reading.tickets({})).toHaveLength(1)
    expect(desk.to(CUSTOMER)).toHaveLength(1)
    expect(desk.to(LEAD.address).length).toBeLessThanOrEqual(1)
  })
})
