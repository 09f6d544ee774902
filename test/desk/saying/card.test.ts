import { describe, expect, test } from 'vitest'
import { CALENDAR, parseLocal } from '../../../src/calendar/calendar.ts'
import { cardOf, lineOf, NO_EXTRAS, queueOrder, toCustomerWords } from '../../../src/desk/saying/card.ts'
import { settle } from '../../../src/desk/ticket/promise.ts'
import type { Standing, Ticket } from '../../../src/desk/ticket/ticket.ts'
import { ANNA, contractWith, PYOTR, policyWith, ticketWith } from '../../support/desk.ts'

const POLICY = policyWith({ calendar: CALENDAR, contracts: [contractWith()] })
const COVERED: Standing = { kind: 'covered', contract: '17/2026', by: 'domain' }

function at(text: string): Date {
  const read = parseLocal(text, 'Europe/Moscow')
  if (read === null) throw new Error(`no time: ${text}`)
  return read
}

const NOW = at('2026-11-23T12:00')

function ticket(id: number, received: string, fields: Partial<Ticket> = {}): Ticket {
  const from = at(received)
  return settle(
    ticketWith({
      id,
      receivedAt: from,
      standing: COVERED,
      counting: { from, minDays: 5, maxDays: 10, agreedAt: null },
      intervals: [{ owner: 'us', from, to: null, because: 'opened' }],
      ...fields,
    }),
    POLICY,
    NOW,
  )
}

describe("the queue's order", () => {
  test('is critical first, then by working time left, then without a deadline, finished last', () => {
    const closed = { state: 'closed', closedAt: at('2026-11-20T12:00') } as const
    const tickets = [
      ticket(1, '2026-11-20T12:00'),
      ticket(2, '2026-11-05T12:00'),
      ticket(3, '2026-11-16T12:00', { standing: { kind: 'none' } }),
      ticket(4, '2026-11-01T12:00', { ...closed, intervals: [] }),
      ticket(5, '2026-11-23T11:00', { criticality: 'suspected' }),
      ticket(6, '2026-11-16T12:00'),
      ticket(7, '2026-11-22T11:00', { criticality: 'high', state: 'open', engineer: PYOTR.address }),
      ticket(8, '2026-11-10T12:00', { standing: { kind: 'expired', contract: 'x', listed: false } }),
      ticket(9, '2026-11-01T12:00', { ...closed, closedAt: at('2026-11-21T12:00'), intervals: [] }),
      ticket(10, '2026-11-16T12:00', {
        criticality: 'high',
        state: 'closed',
        closedAt: at('2026-11-18T12:00'),
        intervals: [],
      }),
    ]
    expect(queueOrder(tickets, POLICY, NOW).map((one) => one.id)).toEqual([7, 5, 2, 6, 1, 8, 3, 9, 4, 10])
  })

  test('a ticket whose clock stands keeps its place by the time that was left', () => {
    // Both have the same date, but the second waits for its customer since a week and has more time left.
    const waiting = ticket(2, '2026-11-16T12:00', {
      state: 'waiting',
      engineer: PYOTR.address,
      intervals: [
        { owner: 'us', from: at('2026-11-16T12:00'), to: at('2026-11-17T12:00'), because: 'opened' },
        { owner: 'customer', from: at('2026-11-17T12:00'), to: null, because: 'asked' },
      ],
    })
    expect(queueOrder([waiting, ticket(1, '2026-11-16T12:00')], POLICY, NOW).map((one) => one.id)).toEqual([1, 2])
  })

  test('is the same however the tickets come', () => {
    const tickets = ['2026-11-20', '2026-11-05', '2026-11-16', '2026-11-16'].map((day, n) =>
      ticket(n + 1, `${day}T12:00`),
    )
    const forwards = queueOrder(tickets, POLICY, NOW).map((one) => one.id)
    expect(queueOrder([...tickets].reverse(), POLICY, NOW).map((one) => one.id)).toEqual(forwards)
  })
})

describe('the card', () => {
  test('names number, contract with the days left, both dates, the time left and who has it', () => {
    const card = cardOf(
      ticket(12, '2026-11-16T12:00', { state: 'open', engineer: PYOTR.address }),
      POLICY,
      NOW,
      NO_EXTRAS,
    )
    expect(card).toMatchObject({
      number: 'SKPS-12',
      engineerName: 'Пётр Иванов',
      contract: { found: 'domain', numbers: ['17/2026'], validTo: '2026-12-31', daysLeft: 38 },
      dates: { minDays: 5, maxDays: 10, earliestAt: at('2026-11-23T18:00'), deadlineAt: at('2026-11-30T18:00') },
      timeLeft: { seconds: 46 * 3600, dayHours: 8 },
      firstAnswerBy: at('2026-11-17T12:00'),
      clockStands: false,
    })
  })

  const FOUND: readonly [standing: Standing, found: string, numbers: readonly string[]][] = [
    [{ kind: 'open' }, 'not-needed', []],
    [{ kind: 'none' }, 'none', []],
    [{ kind: 'several', contracts: ['17/2026', 'B'] }, 'several', ['17/2026', 'B']],
    [{ kind: 'expired', contract: '17/2026', listed: true }, 'expired', ['17/2026']],
    [{ kind: 'not-yet', contract: '17/2026', listed: false }, 'not-yet', ['17/2026']],
    [{ kind: 'covered', contract: '17/2026', by: 'remembered' }, 'remembered', ['17/2026']],
  ]
  test.each(FOUND)('of a standing %j says %s', (standing, found, numbers) => {
    const { contract } = cardOf(ticket(12, '2026-11-16T12:00', { standing }), POLICY, NOW, NO_EXTRAS)
    expect([contract.found, contract.numbers]).toEqual([found, numbers])
  })

  test('says who confirmed the criticality only when somebody did', () => {
    const by = { criticalBy: ANNA.address }
    const suspected = cardOf(
      ticket(12, '2026-11-16T12:00', { criticality: 'suspected', ...by }),
      POLICY,
      NOW,
      NO_EXTRAS,
    )
    const high = cardOf(ticket(12, '2026-11-16T12:00', { criticality: 'high', ...by }), POLICY, NOW, NO_EXTRAS)
    expect([suspected.confirmedBy, high.confirmedBy]).toEqual([null, 'Анна Седова'])
  })

  test('has no first answer to come when one has been given', () => {
    const answered = ticket(12, '2026-11-16T12:00', { answeredAt: at('2026-11-17T12:00') })
    expect(cardOf(answered, POLICY, NOW, NO_EXTRAS).firstAnswerBy).toBeNull()
  })

  test('names earlier tickets and those that a mail mentions by their numbers', () => {
    const extras = { ...NO_EXTRAS, earlier: [ticket(7, '2026-11-03T12:00')], earlierCount: 4, mentions: [5] }
    const card = cardOf(ticket(12, '2026-11-16T12:00'), POLICY, NOW, extras)
    expect([card.earlier[0]?.number, card.earlierCount, card.mentions]).toEqual(['SKPS-7', 4, ['SKPS-5']])
  })
})

test('of an overdue ticket the working time since the deadline is said, a finished one has no such line at all', () => {
  const overdue = ticket(1, '2026-11-02T12:00')
  expect(lineOf(overdue, POLICY, NOW, null).timeLeft?.seconds).toBe(-26 * 3600)
  const closed = ticket(1, '2026-11-02T12:00', { state: 'closed', closedAt: NOW, intervals: [] })
  expect(lineOf(closed, POLICY, NOW, 'note')).toMatchObject({ timeLeft: null, note: 'note' })
})

describe('what a letter to a customer knows of him', () => {
  test('is the form of address of his contract', () => {
    expect(toCustomerWords(ticket(12, '2026-11-16T12:00'), POLICY).greeting).toBe('Иван Петрович')
  })
  test('is none for a colleague whom the contract does not list', () => {
    const customer = { name: 'Пётр', address: 'p@plant.example' }
    expect(toCustomerWords(ticket(12, '2026-11-16T12:00', { customer }), POLICY).greeting).toBeNull()
  })
  test('is none without a valid contract, even for a listed address', () => {
    const standing = { kind: 'expired', contract: '17/2026', listed: true } as const
    expect(toCustomerWords(ticket(12, '2026-11-16T12:00', { standing }), POLICY).greeting).toBeNull()
  })
  test('bears a bare subject, its number once', () => {
    const subject = 'Re: [SKPS-12] На: Не открывается'
    expect(toCustomerWords(ticket(12, '2026-11-16T12:00', { subject }), POLICY)).toMatchObject({
      number: 'SKPS-12',
      subject: 'Не открывается',
    })
  })
})
