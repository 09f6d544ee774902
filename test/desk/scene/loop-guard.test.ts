// Whether an automatic mail may answer: each rule of RFC 3834, of the verdict and of the brakes, with the honest mail beside it.
import { describe, expect, test } from 'vitest'
import { type Asked, mutes, withheldBecause } from '../../../src/desk/scene/loop-guard.ts'
import type { Letter } from '../../../src/letter.ts'
import { decidedOnLetter } from '../../support/decide.ts'
import { ARRIVED, factsWith, letterFrom, NO_BRAKES, NOW, policyWith, ticketWith } from '../../support/desk.ts'
import { inWords } from '../../support/in-words.ts'

const policy = policyWith()

function asked(letter: Partial<Letter> = {}, rest: Partial<Omit<Asked, 'letter'>> = {}): string | null {
  const withheld = withheldBecause({
    letter: letterFrom(letter),
    brakes: NO_BRAKES,
    policy,
    now: NOW,
    stranger: true,
    covered: false,
    newcomer: true,
    echoes: null,
    occasion: 'opening',
    ...rest,
  })
  return withheld && inWords(withheld)
}

test('a stranger who writes to the support address is answered', () => {
  expect(asked()).toBeNull()
})

const HEADERS: readonly (readonly [string, Partial<Letter>, RegExp, Partial<Letter>])[] = [
  [
    'the headers forbid it',
    { mayAcknowledge: false, why: [{ is: 'list header', name: 'list-id' }] },
    /list-id/,
    { mayAcknowledge: true },
  ],
  ['there is no From', { from: null }, /нет адреса/, {}],
  ['the return path is null', { returnPath: '' }, /Return-Path/, { returnPath: null }],
  [
    'From is a machine',
    { from: { name: '', address: 'no-reply@plant.example' } },
    /no-reply/,
    { from: { name: '', address: 'reply@plant.example' } },
  ],
  [
    'From is a role of RFC 2142',
    { from: { name: '', address: 'Postmaster@plant.example' } },
    /Postmaster/,
    { from: { name: '', address: 'post@plant.example' } },
  ],
  [
    'the return path is a bounce address',
    { returnPath: 'bounces+x=1@lists.example' },
    /bounces/,
    { returnPath: 'bouncer@plant.example' },
  ],
  [
    'the return path is our own',
    { returnPath: 'support@vendor.example' },
    /наш собственный/,
    { returnPath: 'support@plant.example' },
  ],
  ['it passed too many hosts', { receivedHops: 51 }, /51/, { receivedHops: 50 }],
  [
    'it is not addressed to us',
    { to: [{ name: '', address: 'all@plant.example' }] },
    /Кому/,
    { to: [], cc: [{ name: '', address: 'help@vendor.example' }] },
  ],
  [
    'the verdict is fail',
    { verdict: { sender: 'fail', because: { is: 'dmarc', result: 'fail', domain: 'plant.example' } } },
    /dmarc=fail/,
    { verdict: { sender: 'none', because: { is: 'no proof', domain: 'plant.example' } } },
  ],
  [
    'it is older than three days',
    { arrivedAt: new Date('2026-11-15T08:00:00Z') },
    /73 ч/,
    { arrivedAt: new Date('2026-11-15T10:00:00Z') },
  ],
]

test.each(HEADERS)('no answer when %s; the honest mail beside it is answered', (_what, withheld, because, honest) => {
  expect(asked(withheld)).toMatch(because)
  expect(asked(honest)).toBeNull()
})

test('who is under contract is answered whatever the To line says, and stands without a verdict', () => {
  const hidden = { to: [{ name: '', address: 'all@plant.example' }] }
  expect(asked(hidden, { stranger: false })).toBeNull()
  expect(asked({ deliveredTo: ['support+x@vendor.example'], ...hidden })).toBeNull()
})

test('where the server gives verdicts, a stranger without one is not answered; where it gives none, he is', () => {
  const strict = policyWith({ verdictsExpected: true })
  const unvouched: Partial<Letter> = {
    verdict: { sender: 'none', because: { is: 'no proof', domain: 'plant.example' } },
  }
  expect(asked(unvouched, { policy: strict })).toMatch(/не ручается/)
  expect(asked(unvouched, { policy: strict, stranger: false })).toBeNull()
  expect(asked({}, { policy: strict })).toBeNull()
})

const QUICK = [30, 30, 30, 30]

const BRAKES: readonly (readonly [string, Partial<typeof NO_BRAKES>, boolean])[] = [
  ['twenty acknowledgements to the address today', { acknowledgementsToSender: 20 }, false],
  ['nineteen', { acknowledgementsToSender: 19 }, true],
  ['a thousand automatic mails this hour', { automaticLastHour: 1000 }, false],
  ['nine hundred and ninety-nine', { automaticLastHour: 999 }, true],
  ['muted for another minute', { mutedUntil: new Date(NOW.getTime() + 60_000) }, false],
  ['muted until now', { mutedUntil: NOW }, true],
  ['the fifth quick mail in a row', { secondsAfterAutomatic: 120, quickness: QUICK }, false],
  ['the fourth quick mail in a row', { secondsAfterAutomatic: 10, quickness: [30, 30, 30, null] }, true],
  ['a slow one after four quick ones', { secondsAfterAutomatic: 121, quickness: QUICK }, true],
  ['a slow one among them', { secondsAfterAutomatic: 10, quickness: [30, 500, 30, 30] }, true],
]

test.each([
  { hours: 71, answered: true },
  { hours: 73, answered: false },
])('a mail that came $hours hours ago: answered is $answered', ({ hours, answered }) => {
  expect(asked({ arrivedAt: new Date(NOW.getTime() - hours * 3_600_000) }) === null).toBe(answered)
})

test.each(BRAKES)('after %s: answered is %3$s', (_what, brakes, answered) => {
  expect(asked({}, { brakes: { ...NO_BRAKES, ...brakes } }) === null).toBe(answered)
})

test('a brake of 0 is none', () => {
  const none = {
    ...policy.brakes,
    acksPerSenderPerDay: 0,
    automaticPerHour: 0,
    quickMailsBeforeMute: 0,
    ackMaxAgeHours: 0,
  }
  const pulled = {
    ...NO_BRAKES,
    acknowledgementsToSender: 999,
    automaticLastHour: 9999,
    secondsAfterAutomatic: 1,
    quickness: QUICK,
  }
  const old = { arrivedAt: new Date('2026-01-01T00:00:00Z') }
  expect(asked(old, { brakes: pulled, policy: policyWith({ brakes: none }) })).toBeNull()
})

describe('a peer that answers our robot within seconds', () => {
  const brakes = { secondsAfterAutomatic: 2, quickness: QUICK }
  const decision = decidedOnLetter(letterFrom(), factsWith({ brakes }), policy, NOW)

  test('is muted for a day at the fifth mail, and the leads are told', () => {
    expect(decision.entries).toEqual([
      { kind: 'mute', address: 'i.sidorov@plant.example', until: new Date(NOW.getTime() + 24 * 3_600_000) },
    ])
    expect(decision.send.some((draft) => draft.recipients.includes('o.marshev@vendor.example'))).toBe(true)
  })

  test('gets no acknowledgement, but a ticket that says why', () => {
    expect(decision.send.filter((draft) => draft.audience === 'customer')).toEqual([])
    expect(decision.tickets).toHaveLength(1)
    expect(decision.events).toContainEqual(
      expect.objectContaining({ what: 'withheld', detail: expect.stringContaining('НЕ отправлено') }),
    )
  })
})

describe('a customer who is quick', () => {
  const brakes = { ...NO_BRAKES, secondsAfterAutomatic: 2, quickness: QUICK }
  const asks = {
    letter: letterFrom(),
    brakes,
    policy,
    now: NOW,
    stranger: true,
    covered: false,
    newcomer: false,
    echoes: null,
  }

  test('and whose letters only go on with a ticket is not muted for that', () => {
    expect(mutes({ ...asks, occasion: 'opening' })).toBe(true)
    expect(mutes({ ...asks, occasion: 'joining' })).toBe(false)
    expect(withheldBecause({ ...asks, occasion: 'joining' })).toBeNull()
  })
})

describe('another desk that acknowledges our acknowledgement from a fresh address each time', () => {
  const ours = 't.12.aa@vendor.example'
  const referred = [{ messageId: ours, ticket: 12, of: 'acknowledgement' as const, outgoingId: 'aa' }]
  const from = { name: 'Служба заявок', address: 'ticket-77@peer.example' }
  const answered = (receivedAt: Date, fields: Partial<Letter> = {}) => {
    const letter = letterFrom({ from, returnPath: from.address, references: [ours], ...fields })
    const decision = decidedOnLetter(
      letter,
      factsWith({ tickets: [ticketWith({ receivedAt })], referred }),
      policy,
      NOW,
    )
    return decision.send.some((draft) => draft.audience === 'customer')
  }

  test('gets no third acknowledgement', () => {
    expect(answered(new Date(ARRIVED.getTime() - 60_000))).toBe(false)
  })

  test('a person who answers later from his other address is acknowledged', () => {
    expect(answered(new Date(ARRIVED.getTime() - 121_000))).toBe(true)
  })
})

describe('a flood from one sender (T9)', () => {
  const brakes = { newTicketsFromSender: 100, floodTicket: 12 }

  test('goes into his newest ticket without a card, an acknowledgement or another ticket', () => {
    const decision = decidedOnLetter(letterFrom(), factsWith({ brakes }), policy, NOW)
    expect(decision).toMatchObject({ filed: { ticket: 12 }, tickets: [], send: [] })
  })

  test('is announced to the leads by the ticket that reaches the limit', () => {
    const decision = decidedOnLetter(letterFrom(), factsWith({ brakes: { newTicketsFromSender: 99 } }), policy, NOW)
    expect(decision.send.filter((draft) => draft.recipients.includes('o.marshev@vendor.example'))).toHaveLength(1)
    const before = decidedOnLetter(letterFrom(), factsWith({ brakes: { newTicketsFromSender: 98 } }), policy, NOW)
    expect(before.send.filter((draft) => draft.recipients.includes('o.marshev@vendor.example'))).toEqual([])
  })
})
