// T1, T15 over random letters: whatever a stranger writes, names or forges, no ticket of others changes and no mail goes to
// a customer but to the stranger himself; whatever a participant writes, participants hear nothing of it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Letter, LetterKind } from '../../src/letter.ts'
import { decidedOnLetter } from '../support/decide.ts'
import { contractWith, factsWith, letterFrom, NOW, PYOTR, policyWith, ticketWith } from '../support/desk.ts'

const policy = policyWith({ contracts: [contractWith()] })
const COLLEAGUE = { name: '', address: 'o.petrova@plant.example' }
const STATES = ['new', 'open', 'waiting', 'development', 'answered', 'closed', 'declined'] as const
const KINDS: readonly LetterKind[] = ['mail', 'auto-reply', 'bounce', 'list', 'calendar', 'receipt']
const SAID = [
  'статус',
  'решено',
  'не решено',
  'спасибо',
  'Не могу войти',
  'Претензия',
  'Прикладываю файл',
  '',
  '!закрыть',
]

const letters = fc.record({
  subject: fc.constantFrom('Каталог', 'Re: [SKPS-12] Каталог', 'скпс 12', '[SKPS-12][SKPS-7]', ''),
  references: fc.subarray(['t.12.aa@vendor.example', 'm0@plant.example', 'x@else.example']),
  reply: fc.constantFrom(...SAID),
  kind: fc.constantFrom(...KINDS),
  mayAcknowledge: fc.boolean(),
  importanceHigh: fc.boolean(),
  cc: fc.subarray([COLLEAGUE, { name: '', address: 'i.sidorov@plant.example' }]),
  setAside: fc.boolean(),
})
const states = fc.constantFrom(...STATES)

function decided(fields: Partial<Letter>, state: (typeof STATES)[number]) {
  const closedAt = state === 'closed' || state === 'declined' ? new Date('2026-11-17T09:00:00Z') : null
  const standing = { kind: 'covered', contract: '17/2026', by: 'address' } as const
  const ticket = ticketWith({ state, closedAt, standing, engineer: PYOTR.address, participants: [COLLEAGUE] })
  const letter = letterFrom({ messageId: 'new@else.example', ...fields })
  const referred = letter.references
    .filter((id) => id !== 'x@else.example')
    .map((messageId) => ({ messageId, ticket: 12, of: 'answer' as const, outgoingId: 'aa' }))
  return decidedOnLetter(
    letter,
    factsWith({ tickets: [ticket, ticketWith({ id: 7, standing })], referred }),
    policy,
    NOW,
  )
}

test('a stranger changes no ticket and nobody but he is written to', () => {
  const from = { name: 'Чужой', address: 'stranger@else.example' }
  fc.assert(
    fc.property(letters, states, (fields, state) => {
      const decision = decided({ ...fields, from, returnPath: from.address }, state)
      const written = decision.send
        .filter((draft) => draft.audience === 'customer')
        .flatMap((draft) => draft.recipients)
      expect(decision.tickets.every((ticket) => ticket.id === 13)).toBe(true)
      expect(written.every((address) => address === from.address)).toBe(true)
    }),
    { numRuns: 500, seed: 12 },
  )
})

test('a forged sender changes no ticket, and nobody at all is answered', () => {
  fc.assert(
    fc.property(letters, states, (fields, state) => {
      const decision = decided(
        {
          ...fields,
          references: [],
          verdict: { sender: 'fail', because: { is: 'dmarc', result: 'fail', domain: 'plant.example' } },
        },
        state,
      )
      expect(decision.tickets.every((ticket) => ticket.id === 13)).toBe(true)
      expect(decision.send.filter((draft) => draft.audience === 'customer')).toEqual([])
    }),
    { numRuns: 300, seed: 13 },
  )
})

test('what a participant writes goes to engineers, never to another participant; at most one automatic mail answers it', () => {
  fc.assert(
    fc.property(letters, states, (fields, state) => {
      const decision = decided({ ...fields, from: COLLEAGUE }, state)
      const written = decision.send.filter((draft) => draft.audience === 'customer')
      expect(written.length).toBeLessThanOrEqual(1)
      expect(written.every((draft) => draft.autoSubmitted === 'auto-replied' && draft.cc.length === 0)).toBe(true)
      expect(written.every((draft) => !JSON.stringify(draft.words).includes('Прикладываю файл'))).toBe(true)
    }),
    { numRuns: 500, seed: 14 },
  )
})

test('every letter is filed on a ticket, its events are of tickets that it names, and its drafts are told apart', () => {
  fc.assert(
    fc.property(letters, states, fc.boolean(), (fields, state, ours) => {
      const decision = decided(ours ? fields : { ...fields, from: null }, state)
      expect(decision.filed?.ticket).not.toBeNull()
      expect(decision.events.length).toBeGreaterThan(0)
      expect(decision.events.every((event) => event.ticket === decision.filed?.ticket)).toBe(true)
      const ids = decision.send.map((draft) => draft.id)
      expect(new Set(ids).size).toBe(ids.length)
    }),
    { numRuns: 500, seed: 15 },
  )
})
