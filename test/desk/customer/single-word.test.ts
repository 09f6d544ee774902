// What a single word of a customer does to his ticket.
import { describe, expect, test } from 'vitest'
import type { Ticket } from '../../../src/desk/ticket/ticket.ts'
import type { Letter } from '../../../src/letter.ts'
import { type Decided, decidedOnLetter } from '../../support/decide.ts'
import { contractWith, factsWith, letterFrom, NOW, PYOTR, policyWith, ticketWith } from '../../support/desk.ts'

const COLLEAGUE = { name: 'Ольга', address: 'o.petrova@plant.example' }

const OURS = 't.12.aa@vendor.example'
const ASKED = {
  outgoingId: 'q',
  ticket: 12,
  kind: 'answer',
  messageId: 'q@vendor.example',
  recipients: ['i.sidorov@plant.example'],
  engineer: PYOTR.address,
  text: 'Какая версия?',
  attachments: [],
  state: 'sent',
} as const

function said(reply: string, ticket: Partial<Ticket> = {}, letter: Partial<Letter> = {}, brakes = {}): Decided {
  const known = ticketWith({ state: 'answered', engineer: PYOTR.address, participants: [COLLEAGUE], ...ticket })
  const fields = {
    messageId: 'm9@plant.example',
    subject: 'Re: [SKPS-12] Каталог',
    reply,
    references: [OURS],
    ...letter,
  }
  const mail = letterFrom(fields)
  const ours = { messageId: OURS, ticket: 12, of: 'answer', outgoingId: 'aa' } as const
  const referred = mail.references.includes(OURS) ? [ours] : []
  return decidedOnLetter(mail, factsWith({ tickets: [known], brakes, referred }), policyWith(), NOW)
}

function toCustomers(decision: Decided) {
  return decision.send.filter((draft) => draft.audience === 'customer')
}

describe('«статус»', () => {
  test('is answered to the one who asks, in his own thread, and changes nothing', () => {
    const decision = said('Статус?', {}, { from: COLLEAGUE })
    expect(decision.tickets).toEqual([])
    expect(decision.send).toHaveLength(1)
    expect(decision.send[0]).toMatchObject({
      recipients: [COLLEAGUE.address],
      autoSubmitted: 'auto-replied',
      inReplyTo: 'm9@plant.example',
      words: { letter: 'status', state: 'answered' },
    })
  })

  test('tells the questions to participants, not to a colleague who is new', () => {
    const policy = policyWith({ contracts: [contractWith()] })
    const standing = { kind: 'covered', contract: '17/2026', by: 'domain' } as const
    const waiting = ticketWith({ state: 'waiting', standing, waitingSince: NOW })
    const lastAnswer = { ...ASKED, filedAt: NOW }
    const questionsFor = (address: string) => {
      const letter = letterFrom({ from: { name: '', address }, subject: 'SKPS-12', reply: 'статус' })
      const decision = decidedOnLetter(letter, factsWith({ tickets: [waiting], lastAnswer }), policy, NOW)
      const words = decision.send[0]?.words
      return words?.letter === 'status' ? words.questions : undefined
    }
    expect(questionsFor('i.sidorov@plant.example')).toBe('Какая версия?')
    expect(questionsFor('new@plant.example')).toBeNull()
  })

  test('beside a subject of its own is an ordinary answer; one that names the ticket says nothing more', () => {
    const because = (subject: string, reply: string): string =>
      decidedOnLetter(
        letterFrom({ subject, reply, references: ['a1@vendor.example'] }),
        factsWith({
          tickets: [ticketWith({})],
          referred: [{ messageId: 'a1@vendor.example', ticket: 12, of: 'answer', outgoingId: 'x' }],
        }),
        policyWith(),
        NOW,
      ).because
    expect(because('По обращению № SKPS-12', 'статус')).toContain('asks for the status')
    expect(because('по обращению скпс 12', 'статус')).toContain('asks for the status')
    expect(because('Статус SKPS-12', 'статус')).toContain('asks for the status')
    expect(because('Re: Прежняя тема', 'статус')).toContain('asks for the status')
    expect(because('Перестал печататься журнал', 'статус')).not.toContain('asks for the status')
    expect(because('Перестал печататься журнал', 'решено')).not.toContain('closes')
  })

  test('does not open a closed ticket', () => {
    expect(said('статус', { state: 'closed', closedAt: new Date('2026-11-17T09:00:00Z') }).tickets).toEqual([])
  })

  test('is not answered to a machine', () => {
    expect(said('статус', {}, { mayAcknowledge: false }).send).toEqual([])
  })

  test('is not answered beyond the brakes', () => {
    expect(said('статус', {}, {}, { automaticLastHour: 1000 }).send).toEqual([])
  })
})

describe('«решено»', () => {
  test('of the one who asked closes; he is told, and the engineer too', () => {
    const decision = said('Решено, спасибо!')
    expect(decision.tickets[0]).toMatchObject({ state: 'closed', closedAt: expect.any(Date) })
    expect(decision.send.map((draft) => draft.recipients[0])).toEqual(['i.sidorov@plant.example', PYOTR.address])
    expect(decision.send[0]?.words).toMatchObject({ letter: 'closed', by: 'customer' })
  })

  test.each([
    ['a number typed into a new mail', { references: [] }],
    [
      'nothing of ours but the number, and a server that says none',
      { references: [], verdict: { sender: 'none', because: { is: 'no verdict' } } },
    ],
  ] as const)('with %s closes nothing: the engineer is shown it', (_, letter) => {
    const decision = said('Решено', {}, letter)
    expect(decision.tickets[0]?.state).toBe('answered')
    expect(decision.send.map((draft) => draft.recipients[0])).toEqual([PYOTR.address])
  })

  test('with the number alone closes where the mail server vouches for the sender', () => {
    const decision = said(
      'Решено',
      {},
      {
        references: [],
        verdict: { sender: 'pass', because: { is: 'dmarc', result: 'pass', domain: 'plant.example' } },
      },
    )
    expect(decision.tickets[0]?.state).toBe('closed')
  })

  test('of another participant is only shown to the engineer', () => {
    const decision = said('Решено', {}, { from: COLLEAGUE })
    expect(decision.tickets[0]?.state).toBe('answered')
    expect(decision.send.map((draft) => draft.recipients[0])).toEqual([PYOTR.address])
  })

  test('on a closed ticket leaves it closed', () => {
    const decision = said('решено', { state: 'closed', closedAt: new Date('2026-11-17T09:00:00Z') })
    expect(decision.tickets[0]?.state).toBe('closed')
    expect(toCustomers(decision)).toEqual([])
  })
})

test('«не решено» opens a closed ticket again', () => {
  const decision = said('Не решено', { state: 'closed', closedAt: new Date('2026-11-17T09:00:00Z') })
  expect(decision.tickets[0]).toMatchObject({ state: 'open', reopened: 1 })
})

describe('«спасибо» alone', () => {
  test('opens nothing and starts no clock', () => {
    const closed = said('Спасибо!', { state: 'closed', closedAt: new Date('2026-11-17T09:00:00Z') })
    expect(closed.tickets[0]?.state).toBe('closed')
    const answered = said('Большое спасибо, Пётр!')
    expect(answered.tickets[0]).toMatchObject({ state: 'answered', intervals: ticketWith().intervals })
    expect(toCustomers(answered)).toEqual([])
  })

  test('with another word is an ordinary answer', () => {
    expect(said('Спасибо, но появилась новая ошибка').tickets[0]?.state).toBe('open')
  })
})
