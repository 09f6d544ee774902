import { describe, expect, test } from 'vitest'
import { CALENDAR, type CalendarYear, parseLocal, withYears, yearOfCalendar } from '../../../src/calendar/calendar.ts'
import { promised, settle } from '../../../src/desk/ticket/promise.ts'
import type { Ticket } from '../../../src/desk/ticket/ticket.ts'
import { movedBy, refreshedBy } from '../../../src/desk/time/calendar-change.ts'
import { decidedOnCalendar } from '../../support/decide.ts'
import { contractWith, policyWith, ticketWith } from '../../support/desk.ts'
import { inWords } from '../../support/in-words.ts'

const POLICY = policyWith({ calendar: CALENDAR })
const NOW = at('2026-04-20T12:00')

function at(text: string): Date {
  const read = parseLocal(text, 'Europe/Moscow')
  if (read === null) throw new Error(`no time: ${text}`)
  return read
}

/** A decree that makes Friday, May 8 a day off. */
function decree(fields: Partial<CalendarYear> = {}): CalendarYear {
  const year = yearOfCalendar(CALENDAR, 2026)
  const days = year.days.map((day) =>
    day.on === '2026-05-08' ? { ...day, kind: 'transferred' as const, ground: 'a decree' } : day,
  )
  return { ...year, version: '2026.2', ground: 'a decree of April 2026', days, ...fields }
}
const AFTER = { ...POLICY, calendar: withYears(CALENDAR, [decree()]) }

function ticket(id: number, received: string, fields: Partial<Ticket> = {}): Ticket {
  const from = at(received)
  const counting = { from, minDays: 5, maxDays: 10, agreedAt: null }
  const intervals = [{ owner: 'us' as const, from, to: null, because: 'opened' }]
  const opened = settle(ticketWith({ id, receivedAt: from, counting, intervals, ...fields }), POLICY, from)
  return promised(opened, 'opened', POLICY, from)
}

describe('a decree that moves May', () => {
  const touched = ticket(1, '2026-04-29T12:00')
  const moves = movedBy([touched, ticket(2, '2026-04-01T12:00'), ticket(3, '2026-05-13T12:00')], POLICY, AFTER, NOW)

  test('moves the open tickets whose days it touches, and says how', () => {
    expect(moves).toMatchObject([
      { before: { id: 1 }, from: at('2026-05-15T18:00'), to: at('2026-05-18T18:00'), isLater: true },
    ])
    expect(inWords(moves[0]?.days)).toEqual([{ on: '2026-05-08', now: 'выходной', was: 'рабочий, короче на час' }])
  })

  test('brings a date nearer where a Saturday is made a working day, and says which', () => {
    const year = yearOfCalendar(CALENDAR, 2026)
    const saturday = { on: '2026-05-16', kind: 'worked-saturday' as const, ground: 'a decree' }
    const worked = { ...year, version: '2026.3', days: [...year.days, saturday] }
    const before = ticket(1, '2026-05-12T12:00')
    const [move] = movedBy([before], POLICY, { ...POLICY, calendar: withYears(CALENDAR, [worked]) }, NOW)
    expect(move).toMatchObject({ from: at('2026-05-26T18:00'), to: at('2026-05-25T18:00'), isLater: false })
    expect(inWords(move?.days)).toEqual([{ on: '2026-05-16', now: 'рабочий', was: 'выходной' }])
  })

  test('leaves finished tickets, uncovered ones and other calendars alone', () => {
    const own = contractWith({ terms: { calendar: 'own.json' } })
    const calendars = new Map([['own.json', CALENDAR]])
    const terms = { ...touched.terms, calendar: 'own.json' }
    const tickets = [
      ticket(1, '2026-04-29T12:00', { state: 'closed', closedAt: NOW, intervals: [] }),
      ticket(2, '2026-04-29T12:00', { standing: { kind: 'none' } }),
      ticket(3, '2026-04-29T12:00', { terms, standing: { kind: 'covered', contract: own.number, by: 'address' } }),
    ]
    expect(movedBy(tickets, { ...POLICY, calendars }, { ...AFTER, calendars }, NOW)).toEqual([])
  })

  test('gives each a new promise, keeps the old one, writes its history and one letter to its customer', () => {
    const decision = decidedOnCalendar({ years: [decree()], moves, refreshed: [] }, AFTER, NOW)
    expect(decision.tickets[0]?.promises).toMatchObject([
      { because: 'opened', deadlineAt: at('2026-05-15T18:00'), calendar: '2026:2026.1' },
      { because: 'calendar', deadlineAt: at('2026-05-18T18:00'), calendar: '2026:2026.2' },
    ])
    expect(decision.events).toMatchObject([{ ticket: 1, what: 'promise' }])
    expect(decision.send.map((draft) => draft.words)).toMatchObject([
      {
        letter: 'calendar-moved',
        oldDeadlineAt: at('2026-05-15T18:00'),
        deadlineAt: at('2026-05-18T18:00'),
        ground: 'a decree of April 2026',
      },
    ])
  })

  test('moves an earlier date too, and says that it is earlier', () => {
    const back = movedBy([settle(touched, AFTER, NOW)], AFTER, POLICY, NOW)
    expect(back).toMatchObject([{ isLater: false, to: at('2026-05-15T18:00') }])
  })
})

test('a decree that changes no day refreshes the status of tickets and moves none', () => {
  const year = { ...yearOfCalendar(CALENDAR, 2027), status: 'official' as const, version: '2027.1' }
  const policy = { ...POLICY, calendar: withYears(CALENDAR, [year]) }
  const waiting = ticket(1, '2026-12-24T12:00')
  const now = at('2026-12-25T12:00')
  expect(movedBy([waiting], POLICY, policy, now)).toEqual([])
  expect(refreshedBy([waiting], policy, now)).toMatchObject([{ id: 1, provisional: false }])
})
