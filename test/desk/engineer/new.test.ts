import { describe, expect, test } from 'vitest'
import { CALENDAR } from '../../../src/calendar/calendar.ts'
import type { Forwarded } from '../../../src/letter.ts'
import { ANNA, contractWith, LEAD, PYOTR, policyWith } from '../../support/desk.ts'
import { decided, mailTo, reportOf, type Sent, toCustomers } from '../../support/engineer.ts'

const policy = policyWith({ calendar: CALENDAR, contracts: [contractWith()], engineers: [PYOTR, ANNA, LEAD] })
const digest: Sent = { answers: 'commands', ticket: null, policy, letter: { subject: 'Re: Сводка на 18.11.2026' } }
const forwarded: Forwarded = {
  from: { name: 'Иван Сидоров', address: 'i.sidorov@plant.example' },
  to: [],
  subject: 'Не печатается отчёт',
  date: new Date('2026-11-17T08:00:00Z'),
  text: 'Здравствуйте, не печатается отчёт за год.',
}

describe('registering a call', () => {
  const call = decided(
    '!новое\n!звонок 8 495 123-45-67\n!от i.sidorov@plant.example\n!когда 17.11.2026 11:40\nНе печатается отчёт за год.\nОшибка 5.',
    digest,
  )

  test('it is a ticket by telephone, received when he said', () => {
    expect(call.tickets).toMatchObject([
      {
        id: 1,
        channel: 'phone',
        customerPhone: '8 495 123-45-67',
        registeredBy: PYOTR.address,
        receivedAt: new Date('2026-11-17T08:40:00Z'),
        subject: 'Не печатается отчёт за год.',
        customer: { address: 'i.sidorov@plant.example' },
        standing: { kind: 'covered', contract: '17/2026' },
      },
    ])
    expect(call.filed).toEqual({ ticket: 1, role: 'customer', shown: 'Не печатается отчёт за год.\nОшибка 5.' })
  })

  test('the acknowledgement goes to the customer, the card to colleagues, the transcript says whom the desk took for him', () => {
    expect(toCustomers(call)).toMatchObject([
      {
        kind: 'acknowledgement',
        recipients: ['i.sidorov@plant.example'],
        words: { letter: 'acknowledgement', channel: 'phone' },
      },
    ])
    expect(mailTo(call, ANNA)).toMatchObject([{ words: { letter: 'card', what: 'new' } }])
    expect(reportOf(call).join('\n')).toContain('SKPS-1: зарегистрировано; клиент: i.sidorov@plant.example')
  })

  test('a call that is settled at once: the acknowledgement goes before the closing', () => {
    const settled = decided('!новое\n!от i.sidorov@plant.example\n!закрыть\nОшибка.', digest)
    expect(toCustomers(settled).map((one) => one.words.letter)).toEqual(['acknowledgement', 'closed'])
  })

  test('a caller without an address gets no letter, and the engineer reads what to tell him', () => {
    const bare = decided('!новая\n!телефон +7 495 123-45-67\nНе печатается отчёт.', digest)
    expect(toCustomers(bare)).toEqual([])
    expect(bare.tickets).toMatchObject([{ customer: { address: '' }, customerPhone: '+7 495 123-45-67' }])
    expect(reportOf(bare).join('\n')).toMatch(/срок не установлен(?:.|\n)*назовите ему номер SKPS-1$/m)
    const open = { ...digest, policy: policyWith({ calendar: CALENDAR }) }
    const served = decided('!новая\n!телефон +7 495 123-45-67\nНе печатается отчёт.', open)
    expect(reportOf(served).join('\n')).toContain('назовите ему номер SKPS-1 и срок')
  })

  test('a machine gets no acknowledgement, and the engineer reads that', () => {
    const shop = decided('!новая\n!от no-reply@shop.example\nЗаказ не пришёл.', digest)
    expect(toCustomers(shop)).toEqual([])
    expect(reportOf(shop).join('\n')).toContain('подтверждение не отправлено')
  })

  test('other commands act on the new ticket, in any order of the lines', () => {
    const taken = decided('!взять\n!категория 2\n!телефон 123-45-67\n!новое\nОшибка.', digest)
    expect(taken.tickets).toMatchObject([{ id: 1, engineer: PYOTR.address, category: 'errors', state: 'open' }])
  })

  test.each([
    ['!новое\nТекст.', 'чьё обращение'],
    ['!новое\n!телефон 123-45-67', 'нет текста'],
    ['!новое\n!телефон нет\nТекст.', 'не телефон'],
    ['!новое\n!от иванов\nТекст.', 'не адрес'],
    [`!новое\n!от ${ANNA.address}\nТекст.`, 'а не клиента'],
    ['!новое\n!телефон 123-45-67\n!когда вечером\nТекст.', 'времени «вечером» нет'],
    ['!новое\n!телефон 123-45-67\n!когда 19.11.2026 10:00\nТекст.', 'ещё не наступило'],
    ['!новое\n!телефон 123-45-67\n!когда 19.11 10:00\nТекст.', 'ещё не наступило'],
    ['!новое\n!телефон 123-45-67\n!когда 19.11.1026 10:00\nТекст.', 'верен ли год'],
    ['!от i.sidorov@plant.example', 'только вместе с !новое'],
    ['!телефон 123-45-67', 'добавьте строку !новое'],
  ])('%s is refused: %s', (text, why) => {
    const refused = decided(text, digest)
    expect(refused.tickets).toEqual([])
    expect(toCustomers(refused)).toEqual([])
    expect(reportOf(refused).join('\n')).toContain(why)
  })

  test.each([
    ['11:40', '2026-11-18T08:40:00.000Z'],
    ['вчера 16:20', '2026-11-17T13:20:00.000Z'],
    ['2026-11-17T11:40', '2026-11-17T08:40:00.000Z'],
    ['17.11 в 11:40', '2026-11-17T08:40:00.000Z'],
    ['30.12 10:00', '2026-12-30T07:00:00.000Z', '2027-01-12T09:00:05Z'],
    ['30 декабря в 10:00', '2026-12-30T07:00:00.000Z', '2027-01-12T09:00:05Z'],
  ])('!когда %s', (time, at, when = '2026-11-18T09:00:05Z') => {
    const now = new Date(when)
    const call = decided(`!новое\n!телефон 123-45-67\n!когда ${time}\nОшибка.`, { ...digest, now })
    expect(call.tickets[0]?.receivedAt.toISOString()).toBe(at)
  })
})

describe('registering a forwarded mail', () => {
  test('the customer is read from the forwarded block, his words are the request', () => {
    const sent = decided('!новое\nПереслал Сидоров, посмотрите.', {
      ...digest,
      letter: { forwarded, subject: 'Fwd: Не печатается отчёт' },
    })
    expect(sent.tickets).toMatchObject([
      { customer: forwarded.from, subject: 'Не печатается отчёт', channel: 'email', registeredBy: PYOTR.address },
    ])
    expect(toCustomers(sent)).toMatchObject([{ kind: 'acknowledgement', to: [{ address: 'i.sidorov@plant.example' }] }])
    expect(reportOf(sent).join('\n')).toContain('клиент: Иван Сидоров <i.sidorov@plant.example>')
  })

  test('!от corrects whom it took', () => {
    const sent = decided('!новое\n!от Мария <m.petrova@plant.example>', { ...digest, letter: { forwarded } })
    expect(sent.tickets).toMatchObject([{ customer: { name: 'Мария', address: 'm.petrova@plant.example' } }])
  })

  test('a mail forwarded by an engineer is never taken for an engineer’s own', () => {
    const own = { ...forwarded, from: { name: 'Анна', address: ANNA.address } }
    expect(reportOf(decided('!новое', { ...digest, letter: { forwarded: own } })).join('\n')).toContain('чьё обращение')
  })

  test('the engineer’s remark above the forwarded mail does not reach the customer', () => {
    const sent = decided('!новое\nОпять этот зануда.', { ...digest, letter: { forwarded } })
    expect(JSON.stringify(toCustomers(sent))).not.toContain('зануда')
  })
})
