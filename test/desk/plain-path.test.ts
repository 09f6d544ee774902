// The plain path: a customer writes, is acknowledged, engineers see it; he answers and his answer joins.
import { describe, expect, test } from 'vitest'
import { cluesIn } from '../../src/desk/desk.ts'
import { type Decided, decidedOnLetter } from '../support/decide.ts'
import { ANNA, contractWith, factsWith, LEAD, letterFrom, NOW, PYOTR, policyWith, ticketWith } from '../support/desk.ts'

function sentTo(decision: Decided): readonly string[] {
  return decision.send.map((draft) => `${draft.kind} ${draft.recipients.join(',')}`)
}

describe('a customer writes for the first time', () => {
  const policy = policyWith()
  const decision = decidedOnLetter(letterFrom(), factsWith({ nextNumber: 7 }), policy, NOW)
  const [ticket] = decision.tickets

  test('his mail becomes a ticket with the next number, new, with both dates of the regulation', () => {
    expect(ticket?.id).toBe(7)
    expect(ticket?.state).toBe('new')
    expect(ticket?.earliest?.toISOString()).toBe('2026-11-25T15:00:00.000Z')
    expect(ticket?.deadline?.toISOString()).toBe('2026-12-02T15:00:00.000Z')
    expect(ticket?.promises.map((one) => one.because)).toEqual(['opened'])
    expect(decision.filed).toMatchObject({ ticket: 7, role: 'customer' })
  })

  test('he is acknowledged once, and each engineer gets a card', () => {
    expect(sentTo(decision)).toEqual([
      'acknowledgement i.sidorov@plant.example',
      `notification ${PYOTR.address}`,
      `notification ${ANNA.address}`,
    ])
  })

  test('the acknowledgement stands in his own thread and says that no person wrote it', () => {
    const [draft] = decision.send
    expect(draft).toMatchObject({
      inReplyTo: 'm1@plant.example',
      autoSubmitted: 'auto-replied',
      subject: '[SKPS-7] Не открывается каталог',
    })
    expect(draft?.words).toMatchObject({ letter: 'acknowledgement', inHours: true })
  })

  test('the history says why, row by row', () => {
    expect(decision.events.map((one) => one.what)).toEqual(['opened', 'category', 'acknowledged'])
  })

  test('the same letter gives the same decision', () => {
    expect(decidedOnLetter(letterFrom(), factsWith({ nextNumber: 7 }), policy, NOW)).toEqual(decision)
  })
})

describe('the customer answers', () => {
  const policy = policyWith()
  const ticket = ticketWith({ state: 'answered', engineer: PYOTR.address })
  const letter = letterFrom({
    messageId: 'm2@plant.example',
    references: ['t.12.aa@vendor.example'],
    reply: 'Не помогло, ошибка та же.',
  })
  const referred = [{ messageId: 't.12.aa@vendor.example', ticket: 12, of: 'answer' as const, outgoingId: 'aa' }]
  const decision = decidedOnLetter(letter, factsWith({ tickets: [ticket], referred }), policy, NOW)

  test('the answer joins and the ticket is in work again', () => {
    expect(decision.filed?.ticket).toBe(12)
    expect(decision.tickets[0]?.state).toBe('open')
    expect(decision.events[0]?.detail).toContain('References')
  })

  test('it goes to the engineer who has the ticket, and to nobody else', () => {
    expect(sentTo(decision)).toEqual([`notification ${PYOTR.address}`])
  })
})

test('under a contracts file a stranger gets a ticket without dates, and the leads are told', () => {
  const policy = policyWith({ contracts: [contractWith()] })
  const letter = letterFrom({ from: { name: '', address: 'somebody@else.example' } })
  const decision = decidedOnLetter(letter, factsWith(), policy, NOW)
  expect(decision.tickets[0]).toMatchObject({ deadline: null, standing: { kind: 'none' } })
  expect(decision.send[0]?.words.letter).toBe('acknowledgement-no-contract')
  expect(sentTo(decision)).toContain(`notification ${LEAD.address}`)
})

test('clues of a plain mail name nothing', () => {
  expect(cluesIn(letterFrom(), policyWith())).toMatchObject({
    token: null,
    messageIds: [],
    numbers: [],
    engineer: null,
  })
})
