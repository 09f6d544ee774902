import { describe, expect, test } from 'vitest'
import { CALENDAR, isoLocal, parseLocal } from '../../../src/calendar/calendar.ts'
import { customerWrote, handedOver, moved } from '../../../src/desk/ticket/lifecycle.ts'
import {
  agreedOn,
  clockStands,
  countedAnew,
  datesPromised,
  firstAnswerBy,
  givenPromise,
  groundOf,
  isOverdue,
  promised,
  settle,
  termsFor,
  termsOf,
  timeLeft,
} from '../../../src/desk/ticket/promise.ts'
import type { Interval, Ticket } from '../../../src/desk/ticket/ticket.ts'
import { contractWith, HOUSE_TERMS, PYOTR, policyWith, ticketWith } from '../../support/desk.ts'
import { inWords } from '../../support/in-words.ts'

const POLICY = policyWith({ calendar: CALENDAR })
const MOSCOW = 'Europe/Moscow'

function at(text: string): Date {
  const read = parseLocal(text, MOSCOW)
  if (read === null) throw new Error(`no time: ${text}`)
  return read
}
const wall = (date: Date | null): string => (date === null ? 'none' : isoLocal(date, MOSCOW).slice(0, 16))

function opened(received: string, fields: Partial<Ticket> = {}): Ticket {
  const from = at(received)
  const { minDays, maxDays } = fields.terms ?? HOUSE_TERMS
  const intervals: readonly Interval[] = [{ owner: 'us', from, to: null, because: 'opened' }]
  const counting = { from, minDays, maxDays, agreedAt: null }
  return settle(
    ticketWith({ receivedAt: from, counting, intervals, engineer: PYOTR.address, state: 'open', ...fields }),
    POLICY,
    from,
  )
}

/** The ticket's turns, moved on one after the other. */
function lived(ticket: Ticket, ...moves: readonly (readonly [Parameters<typeof moved>[1], string])[]): Ticket {
  return moves.reduce((one, [move, when]) => settle(moved(one, move, at(when), 'asked'), POLICY, at(when)), ticket)
}

describe('a ticket under the house terms', () => {
  test('is promised the dates of the regulation, its clock starting at the opening', () => {
    const ticket = opened('2026-06-05T23:50')
    expect([ticket.clockStart, ticket.earliest, ticket.deadline].map(wall)).toEqual([
      '2026-06-08T10:00',
      '2026-06-15T18:00',
      '2026-06-22T18:00',
    ])
    expect(datesPromised(ticket)).toEqual({
      minDays: 5,
      maxDays: 10,
      earliestAt: ticket.earliest,
      deadlineAt: ticket.deadline,
      everyDay: false,
    })
    expect(ticket.provisional).toBe(false)
  })

  test('says that its date rests on a calendar without a decree', () => {
    expect(opened('2026-12-24T12:00').provisional).toBe(true)
  })

  test('is settled twice as once', () => {
    const ticket = lived(
      opened('2026-11-16T12:00'),
      ['ask', '2026-11-18T12:00'],
      ['customer writes', '2026-11-20T14:00'],
    )
    expect(settle(ticket, POLICY, at('2026-11-20T15:00'))).toEqual(ticket)
  })
})

describe('questions to the customer', () => {
  const asked = lived(opened('2026-11-16T12:00'), ['ask', '2026-11-18T12:00'])

  test('stop the clock: the time left stays, nothing is overdue, ended waiting alone is counted', () => {
    expect(clockStands(asked)).toBe(true)
    expect(timeLeft(asked, POLICY, at('2026-11-18T12:00'))).toEqual(timeLeft(asked, POLICY, at('2026-12-24T12:00')))
    expect(isOverdue(asked, at('2026-12-24T12:00'))).toBe(false)
    expect(asked.waitedSeconds).toBe(0)
  })

  test('move the date by the working time until the answer, rounded up to the closing of a day', () => {
    const answered = lived(asked, ['customer writes', '2026-11-20T14:00'])
    expect(answered.waitedSeconds).toBe(18 * 3600)
    expect([answered.earliest, answered.deadline].map(wall)).toEqual(['2026-11-26T18:00', '2026-12-03T18:00'])
    expect(clockStands(answered)).toBe(false)
  })

  test('asked after the deadline move nothing and leave the ticket overdue', () => {
    const late = lived(opened('2026-11-16T12:00'), ['ask', '2026-12-01T12:00'])
    expect(clockStands(late)).toBe(false)
    expect(isOverdue(late, at('2026-12-01T13:00'))).toBe(true)
    expect(wall(lived(late, ['customer writes', '2026-12-04T12:00']).deadline)).toBe('2026-11-30T18:00')
  })

  test('do not stop it under a contract that says so; the waiting is counted all the same', () => {
    const terms = { ...HOUSE_TERMS, waitingStopsClock: false }
    const answered = lived(
      opened('2026-11-16T12:00', { terms }),
      ['ask', '2026-11-18T12:00'],
      ['customer writes', '2026-11-20T14:00'],
    )
    expect([wall(answered.deadline), answered.waitedSeconds]).toEqual(['2026-11-30T18:00', 18 * 3600])
  })

  test('waiting across the New Year is counted in working time alone', () => {
    const over = lived(opened('2026-12-21T12:00'), ['ask', '2026-12-30T12:00'], ['customer writes', '2027-01-11T12:00'])
    expect(over.waitedSeconds).toBe(8 * 3600)
    expect(wall(over.deadline)).toBe('2027-01-14T18:00')
  })
})

describe('development', () => {
  const moves = [
    ['develop', '2026-11-18T12:00'],
    ['return', '2026-11-20T14:00'],
  ] as const

  test('leaves the clock running', () => {
    const ticket = lived(opened('2026-11-16T12:00'), ...moves)
    expect([wall(ticket.deadline), ticket.waitedSeconds]).toEqual(['2026-11-30T18:00', 0])
  })

  test('stops it where the terms say so', () => {
    const ticket = lived(
      opened('2026-11-16T12:00', { terms: { ...HOUSE_TERMS, developmentStopsClock: true } }),
      ...moves,
    )
    expect([wall(ticket.deadline), ticket.waitedSeconds]).toEqual(['2026-12-03T18:00', 0])
  })
})

describe('without a contract', () => {
  const unknown = opened('2026-11-16T12:00', { standing: { kind: 'none' }, state: 'new', engineer: null })

  /** As after the acceptance of the letter that asks for the number. */
  const asked = {
    ...unknown,
    intervals: handedOver(unknown.intervals, 'customer', at('2026-11-16T12:30'), 'contract awaited'),
  }

  test('nothing is promised, and the time is ours until the letter that asks for its number has been taken', () => {
    expect([unknown.earliest, unknown.deadline, unknown.provisional]).toEqual([null, null, false])
    expect(unknown.intervals).toEqual([{ owner: 'us', from: at('2026-11-16T12:00'), to: null, because: 'opened' }])
    expect(givenPromise(unknown, 'opened', POLICY, at('2026-11-16T12:00'))).toBeNull()
  })

  test('the dates come from the arrival once it is confirmed, less the time that was asked for', () => {
    const covered = { ...asked, standing: { kind: 'covered', contract: '17/2026', by: 'confirmed' } as const }
    const ticket = settle(covered, POLICY, at('2026-11-18T12:00'))
    expect([ticket.earliest, ticket.deadline].map(wall)).toEqual(['2026-11-25T18:00', '2026-12-02T18:00'])
    expect(ticket.waitedSeconds).toBe(15.5 * 3600)
    expect(ticket.intervals.map((one) => one.owner)).toEqual(['us', 'customer', 'us'])
  })

  test('his turn ends with his letter: what the lead takes to decide is our time', () => {
    const answered = customerWrote(asked, at('2026-11-17T12:30'), 'customer wrote')
    const covered = { ...answered, standing: { kind: 'covered', contract: '17/2026', by: 'confirmed' } as const }
    const ticket = settle(covered, POLICY, at('2026-11-24T12:00'))
    expect(ticket.waitedSeconds).toBe(8 * 3600)
    expect(ticket.intervals.map((one) => one.owner)).toEqual(['us', 'customer', 'us'])
  })

  test('an engineer who takes it changes nothing of whose turn it is', () => {
    const taken = settle(
      { ...moved(asked, 'take', at('2026-11-17T12:00'), 'taken'), engineer: PYOTR.address },
      POLICY,
      at('2026-11-17T12:00'),
    )
    expect(taken.intervals.filter((one) => one.to === null).map((one) => one.owner)).toEqual(['customer'])
  })
})

describe('the grace', () => {
  const waited = (minutes: number, times = 1): string => {
    let ticket = opened('2026-11-16T12:00')
    for (let n = 0; n < times; n += 1) {
      const asked = new Date(at('2026-11-17T12:00').getTime() + n * 7_200_000)
      ticket = lived(ticket, ['ask', wall(asked)])
      const back = new Date(asked.getTime() + minutes * 60_000)
      ticket = lived(ticket, ['customer writes', wall(back)])
    }
    return wall(ticket.deadline)
  }

  test('of an hour in all moves nothing, an hour moves by a day', () => {
    expect(waited(2)).toBe('2026-11-30T18:00')
    expect(waited(59)).toBe('2026-11-30T18:00')
    expect(waited(60)).toBe('2026-12-01T18:00')
  })

  test('is of the sum: two waits of half an hour move what one does not', () => {
    expect(waited(30)).toBe('2026-11-30T18:00')
    expect(waited(30, 2)).toBe('2026-12-01T18:00')
  })
})

describe('a date agreed with the customer', () => {
  test('holds as it was agreed, waiting before it is in it, waiting after it moves it', () => {
    const before = lived(
      opened('2026-11-16T12:00'),
      ['ask', '2026-11-17T12:00'],
      ['customer writes', '2026-11-18T12:00'],
    )
    const agreed = settle(
      agreedOn(before, at('2026-12-25T18:00'), at('2026-11-19T12:00')),
      POLICY,
      at('2026-11-19T12:00'),
    )
    expect(wall(agreed.deadline)).toBe('2026-12-25T18:00')
    const later = lived(agreed, ['ask', '2026-11-23T12:00'], ['customer writes', '2026-11-23T13:00'])
    expect(wall(later.deadline)).toBe('2026-12-28T18:00')
  })
})

test('a date agreed while the customer is waited for moves by the rest of that wait alone', () => {
  const asked = lived(opened('2026-11-16T12:00'), ['ask', '2026-11-17T12:00'])
  const agreed = settle(agreedOn(asked, at('2026-12-25T18:00'), at('2026-11-18T12:00')), POLICY, at('2026-11-18T12:00'))
  expect(wall(lived(agreed, ['customer writes', '2026-11-18T13:00']).deadline)).toBe('2026-12-28T18:00')
})

test('a reopened ticket is counted anew from then, what was waited before is past', () => {
  const closed = lived(
    opened('2026-11-02T12:00'),
    ['ask', '2026-11-05T12:00'],
    ['customer writes', '2026-11-10T12:00'],
    ['close', '2026-11-12T12:00'],
  )
  const open = moved(closed, 'reopen', at('2026-11-18T12:00'), 'engineer reopened')
  const ticket = settle(countedAnew(open, at('2026-11-18T12:00'), 5), POLICY, at('2026-11-18T12:00'))
  expect(wall(ticket.deadline)).toBe('2026-11-25T18:00')
  expect(ticket.counting).toMatchObject({ minDays: 5, maxDays: 5 })
})

describe('terms', () => {
  const contract = contractWith({
    terms: { minDays: 2, maxDays: 4, open: '08:00', close: '20:00' },
    amendments: [
      { from: '2026-10-01', consent: 'letter of 09-20', terms: { maxDays: 8 } },
      { from: '2026-07-01', consent: 'letter of 06-20', terms: { maxDays: 6, aroundTheClock: true } },
    ],
  })
  const ROWS: readonly [on: string, days: number, round: boolean, because: string][] = [
    ['2026-06-30T23:59', 4, false, 'the last minute before the first amendment'],
    ['2026-07-01T00:00', 6, true, 'Moscow midnight, whatever UTC says'],
    ['2026-10-01T00:00', 8, true, 'the second amendment leaves the first in force otherwise'],
  ]
  test.each(ROWS)('of a contract on %s: %d days (%s)', (on, days, round) => {
    expect(termsFor(POLICY, contract, at(on))).toMatchObject({ minDays: 2, maxDays: days, aroundTheClock: round })
  })

  test('with hours of its own close an hour earlier on short days', () => {
    expect(termsFor(POLICY, contract, at('2026-03-02T12:00')).shortDayClose).toBe('19:00')
  })

  test('with fewer days than the first date of the house have one date', () => {
    expect(termsFor(POLICY, contractWith({ terms: { maxDays: 3 } }), at('2026-03-02T12:00'))).toMatchObject({
      minDays: 3,
      maxDays: 3,
    })
  })

  test('of several contracts: those with the latest date are promised', () => {
    const policy = policyWith({
      calendar: CALENDAR,
      contracts: [
        contractWith({ number: 'A', terms: { maxDays: 8 } }),
        contractWith({ number: 'B', terms: { maxDays: 9, aroundTheClock: true } }),
      ],
    })
    const terms = termsOf(policy, { kind: 'several', contracts: ['A', 'B'] }, at('2026-11-16T12:00'))
    expect(terms.maxDays).toBe(8)
  })
})

describe('a promise as it was given', () => {
  test('is kept with its rule, the version of each year and the weakest status', () => {
    const ticket = promised(opened('2026-12-24T12:00'), 'opened', POLICY, at('2026-12-24T12:01'))
    const rule = ticket.promises[0]?.rule ?? ''
    expect(inWords({ is: 'promise given', deadlineAt: at('2027-01-18T18:00'), rule })).toBe(
      '18.01.2027, 18:00; R15: 5–10 рабочих дней после 24.12.2026, 12:00; часы 10:00–18:00, в короткий день до 17:00',
    )
    expect(ticket.promises).toEqual([
      {
        at: at('2026-12-24T12:01'),
        earliestAt: at('2027-01-11T18:00'),
        deadlineAt: at('2027-01-18T18:00'),
        because: 'opened',
        rule: {
          agreedAt: null,
          from: at('2026-12-24T12:00'),
          minDays: 5,
          maxDays: 10,
          hours: ['10:00', '18:00', '17:00'],
          waited: null,
        },
        calendar: '2026:2026.1 2027:2027.0',
        status: 'preliminary',
      },
    ])
  })
})

describe('the ground that an acknowledgement names', () => {
  test('is the first working day, the days off that are no plain weekends, and the years', () => {
    const ground = groundOf(opened('2026-04-29T12:00'), POLICY)
    expect(wall(ground?.firstDayAt ?? null)).toBe('2026-04-30T10:00')
    expect(ground?.daysOff.map((day) => day.on)).toEqual(['2026-05-01', '2026-05-09', '2026-05-11'])
    expect(ground?.daysOff[2]?.ground).toContain('перенос с субботы 9 мая')
    expect(ground?.years).toMatchObject([{ year: 2026, status: 'official' }])
    expect(ground?.ownTerms).toBeNull()
  })

  test("names a contract's own terms", () => {
    const terms = { ...HOUSE_TERMS, minDays: 1, maxDays: 3, open: '08:00', close: '20:00' }
    expect(inWords(groundOf(opened('2026-11-16T12:00', { terms }), POLICY)?.ownTerms)).toBe(
      'рабочих дней: 1–3, часы работы 08:00–20:00 (МСК)',
    )
    const round = { ...HOUSE_TERMS, minDays: 3, maxDays: 3, aroundTheClock: true }
    expect(inWords(groundOf(opened('2026-11-16T12:00', { terms: round }), POLICY)?.ownTerms)).toBe(
      'дней: 3, круглосуточно, без выходных',
    )
    const held = { ...HOUSE_TERMS, waitingStopsClock: false, developmentStopsClock: true }
    expect(inWords(groundOf(opened('2026-11-16T12:00', { terms: held }), POLICY)?.ownTerms)).toBe(
      'ожидание ответа срок не приостанавливает, работа отдела разработки срок приостанавливает',
    )
  })
})

describe('the first answer is due', () => {
  const ROWS: readonly [received: string, criticality: Ticket['criticality'], by: string, because: string][] = [
    ['2026-11-16T12:00', 'normal', '2026-11-17T12:00', 'eight working hours'],
    ['2026-11-21T03:00', 'normal', '2026-11-23T18:00', 'from the next opening'],
    ['2026-11-21T03:00', 'suspected', '2026-11-21T05:00', 'two hours by the wall, on a Saturday night'],
    ['2026-11-16T17:30', 'high', '2026-11-16T19:30', 'two hours by the wall, past closing'],
  ]
  test.each(ROWS)('%s, %s: by %s (%s)', (received, criticality, by) => {
    expect(wall(firstAnswerBy(opened(received, { criticality }), POLICY))).toBe(by)
  })
})
