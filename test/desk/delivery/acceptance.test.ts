// From which moment the customer's time runs: when the server has taken the letter that asks him or answers.
import { describe, expect, test } from 'vitest'
import { CALENDAR, parseLocal } from '../../../src/calendar/calendar.ts'
import { decideOnAcceptance } from '../../../src/desk/delivery/acceptance.ts'
import { takenBack } from '../../../src/desk/delivery/failure.ts'
import { customerWrote, moved, sentOff } from '../../../src/desk/ticket/lifecycle.ts'
import { isOverdue, settle } from '../../../src/desk/ticket/promise.ts'
import type { Ticket } from '../../../src/desk/ticket/ticket.ts'
import { PYOTR, policyWith, ticketWith } from '../../support/desk.ts'

const POLICY = policyWith({ calendar: CALENDAR })
const at = (text: string): Date => parseLocal(text, 'Europe/Moscow') ?? new Date(Number.NaN)
const RECEIVED = at('2026-11-16T12:00')
const FILED = at('2026-11-17T12:00')

/** A ticket in work, after an answer or questions that are filed and on their way. */
function sent(move: 'answer' | 'ask', goesOn = false): Ticket {
  const open = ticketWith({
    state: 'open',
    engineer: PYOTR.address,
    receivedAt: RECEIVED,
    counting: { from: RECEIVED, minDays: 5, maxDays: 10, agreedAt: null },
    intervals: [{ owner: 'us', from: RECEIVED, to: null, because: 'opened' }],
  })
  const off = sentOff(open, move, FILED, move === 'ask' ? 'asked' : 'answered')
  const way = {
    outgoingId: 'o1',
    filedAt: FILED,
    because: 'asked' as const,
    ...(goesOn ? { goesOn: true as const } : {}),
  }
  return settle({ ...off, answeredAt: FILED, questions: 'Какая версия?', onItsWay: way }, POLICY, FILED)
}

function accepted(ticket: Ticket, when: Date, outgoingId = 'o1'): Ticket {
  const acceptance = { outgoingId, recipient: ticket.customer.address, at: when }
  const decision = decideOnAcceptance(acceptance, { kind: 'answer', ticket, filedAt: FILED }, POLICY, when)
  return decision.tickets[0] ?? ticket
}

const shape = (ticket: Ticket) => ticket.intervals.map((one) => [one.owner, one.from, one.to])

describe.each(['answer', 'ask'] as const)('%s', (move) => {
  test('leaves the turn ours until the server has taken it, two days later if need be', () => {
    const ticket = sent(move)
    expect(shape(ticket)).toEqual([['us', RECEIVED, null]])
    const taken = at('2026-11-19T15:00')
    const after = accepted(ticket, taken)
    expect(shape(after)).toEqual([
      ['us', RECEIVED, taken],
      ['customer', taken, null],
    ])
    expect(after).toMatchObject({ answeredAt: taken, onItsWay: null })
    if (move === 'ask') expect(after.waitingSince).toEqual(taken)
  })

  test('that is taken after the customer has written already gives him no turn', () => {
    const wrote = settle(customerWrote(sent(move), at('2026-11-17T13:00'), 'customer wrote'), POLICY, FILED)
    const after = accepted(wrote, at('2026-11-17T14:00'))
    expect(shape(after)).toEqual([['us', RECEIVED, null]])
    expect(after.state).toBe('open')
  })

  test('taken by a clock that has been set back begins no earlier than it was filed', () => {
    expect(shape(accepted(sent(move), at('2026-11-17T09:00')))).toEqual([
      ['us', RECEIVED, FILED],
      ['customer', FILED, null],
    ])
  })

  test('is no answer when it is refused before it was taken', () => {
    const back = takenBack(sent(move), { outgoingId: 'o1', filedAt: FILED, acceptedAt: null }, at('2026-11-18T12:00'))
    expect(back).toMatchObject({ state: 'open', answeredAt: null, onItsWay: null })
    expect(shape(back)).toEqual([['us', RECEIVED, null]])
  })

  test('that came back after it was taken gives the whole turn back', () => {
    const taken = at('2026-11-17T12:30')
    const back = takenBack(
      accepted(sent(move), taken),
      { outgoingId: 'o1', filedAt: FILED, acceptedAt: taken },
      at('2026-11-18T12:00'),
    )
    expect(back).toMatchObject({ state: 'open', answeredAt: null })
    expect(back.intervals.every((one) => one.owner === 'us')).toBe(true)
  })

  test('on its way past the deadline is overdue, taken before it is not', () => {
    const late = at('2026-12-07T12:00')
    expect(isOverdue(sent(move), late)).toBe(true)
    expect(isOverdue(accepted(sent(move), at('2026-11-18T12:00')), late)).toBe(false)
  })
})

test('another letter than the one that waits changes nothing but the history', () => {
  const ticket = sent('ask')
  const acceptance = { outgoingId: 'other', recipient: ticket.customer.address, at: FILED }
  const decision = decideOnAcceptance(acceptance, { kind: 'answer', ticket, filedAt: FILED }, POLICY, FILED)
  expect(decision.tickets).toEqual([])
  expect(decision.events.map((one) => one.what)).toEqual(['delivered'])
})

test('a ticket that was closed meanwhile stays as it is', () => {
  const closed = moved(sent('ask'), 'close', at('2026-11-17T13:00'), 'closed')
  expect(accepted(closed, at('2026-11-17T14:00'))).toBe(closed)
})

test('a wait that goes on as one takes our turn in between, but not the time that the letter was on its way', () => {
  const first = accepted(sent('ask'), FILED)
  const wrote = settle(customerWrote(first, at('2026-11-18T12:00'), 'customer wrote'), POLICY, FILED)
  const again = sentOff(wrote, 'ask', at('2026-11-18T13:00'), 'asked')
  const way = { outgoingId: 'o2', filedAt: at('2026-11-18T13:00'), because: 'asked' as const, goesOn: true as const }
  const after = accepted({ ...again, onItsWay: way }, at('2026-11-18T16:00'), 'o2')
  expect(shape(after)).toEqual([
    ['us', RECEIVED, FILED],
    ['customer', FILED, at('2026-11-18T13:00')],
    ['us', at('2026-11-18T13:00'), at('2026-11-18T16:00')],
    ['customer', at('2026-11-18T16:00'), null],
  ])
})
