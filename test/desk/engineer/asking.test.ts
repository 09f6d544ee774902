// Whether a closing asks if it helped: the letter, and what stands on the ticket.
import { describe, expect, test } from 'vitest'
import type { SentAnswer } from '../../../src/desk/scene/facts.ts'
import type { Ticket } from '../../../src/desk/ticket/ticket.ts'
import { NOW, PYOTR, policyWith, ticketWith } from '../../support/desk.ts'
import { decided, imageOf, toCustomers } from '../../support/engineer.ts'

const ASKING = { ...policyWith(), askWhetherItHelped: true }

function mine(fields: Partial<Ticket> = {}): Ticket {
  return ticketWith({ engineer: PYOTR.address, state: 'open', ...fields })
}

describe('a closing', () => {
  test.each(['!закрыть', '!закрыть\nОбновление вышло.'])('«%s» asks where the desk is set up to', (text) => {
    const closed = decided(text, { ticket: mine(), policy: ASKING })
    expect(toCustomers(closed)).toMatchObject([{ words: { letter: 'closed', asksIfHelped: true } }])
    expect(imageOf(closed)?.helpAsked).toEqual([{ at: NOW, said: null }])
  })

  test('asks nobody where nothing is said', () => {
    const closed = decided('!закрыть', { ticket: mine() })
    expect(toCustomers(closed)).toMatchObject([{ words: { letter: 'closed', asksIfHelped: false } }])
    expect(imageOf(closed)?.helpAsked).toBeUndefined()
  })

  test.each([
    ['a caller without an address', { name: 'Смирнова', address: '' }],
    ['a machine', { name: '', address: 'no-reply@plant.example' }],
  ])('of %s asks nothing', (_, customer) => {
    const closed = decided('!закрыть', { ticket: mine({ customer }), policy: ASKING })
    expect(imageOf(closed)).toMatchObject({ state: 'closed' })
    expect(imageOf(closed)?.helpAsked).toBeUndefined()
  })

  test('that comes again asks again, beside the former word', () => {
    const former = { at: new Date('2026-11-10T09:00:00Z'), said: { word: 'did not help', at: NOW } } as const
    const closed = decided('!закрыть', { ticket: mine({ helpAsked: [former] }), policy: ASKING })
    expect(imageOf(closed)?.helpAsked).toEqual([former, { at: NOW, said: null }])
  })

  test('that was taken back before it left has asked nobody', () => {
    const sent = imageOf(decided('!закрыть\nОбновление вышло.', { ticket: mine(), policy: ASKING }))
    if (sent === undefined) throw new Error('nothing changed')
    const lastAnswer: SentAnswer = {
      ...{ outgoingId: 'aa', ticket: 12, kind: 'answer', messageId: 'aa@vendor.example', filedAt: NOW, state: 'held' },
      ...{ recipients: ['i.sidorov@plant.example'], engineer: PYOTR.address, text: '', attachments: [] },
    }
    const undone = decided('!отозвать', {
      ...{ ticket: sent, policy: ASKING, now: new Date(NOW.getTime() + 20_000) },
      facts: { tickets: [sent], lastAnswer },
    })
    expect(undone.entries).toEqual([{ kind: 'withdraw', outgoingId: 'aa' }])
    expect(imageOf(undone)?.helpAsked).toEqual([])
  })
})
