// The figures of a period, counted from tickets as plain values by a clock of eight working hours a day.
import { describe, expect, test } from 'vitest'
import { CALENDAR, elapsedSeconds, parseLocal, type WorkClock } from '../../src/calendar/calendar.ts'
import { figuresOf } from '../../src/report/report.ts'
import type { MailCounts, ReportRules, ReportTicket } from '../../src/words/words.ts'

const ZONE = 'Europe/Moscow'
const CLOCK: WorkClock = {
  calendar: CALENDAR,
  zone: ZONE,
  open: '10:00',
  close: '18:00',
  shortDayClose: '17:00',
  aroundTheClock: false,
}

function at(text: string): Date {
  const read = parseLocal(`2026-${text}`, ZONE)
  if (read === null) throw new Error(`no time: ${text}`)
  return read
}

const NOVEMBER = { from: at('11-01T00:00'), to: at('12-01T00:00') }
const MAIL: MailCounts = {
  ...{ received: 3, opened: 1, joined: 1, fromEngineers: 1, automatic: 0, bounces: 0 },
  ...{ acknowledgements: 1, answers: 1, notices: 0, undelivered: 0 },
}

function rules(now = at('12-10T12:00')): ReportRules<ReportTicket> {
  return {
    worked: (_, from, to) => ({ seconds: elapsedSeconds(from, to, CLOCK), dayHours: 8 }),
    stopsClock: (turn) => turn.owner === 'customer',
    firstAnswerHours: 8,
    criticalFirstAnswerHours: 2,
    engineerName: (address) => (address === 'p@vendor.example' ? 'Пётр Иванов' : null),
    now,
  }
}

type Turn = readonly [owner: 'us' | 'customer' | 'development', from: string, to: string | null]

function ticket(turns: readonly Turn[], fields: Partial<ReportTicket> = {}): ReportTicket {
  const intervals = turns.map(([owner, from, to]) => ({ owner, from: at(from), to: to === null ? null : at(to) }))
  return {
    state: turns.at(-1)?.[2] === null ? 'open' : 'closed',
    criticality: 'normal',
    category: 'consultation',
    engineer: 'p@vendor.example',
    standing: { kind: 'covered', contract: '15/24' },
    receivedAt: intervals[0]?.from ?? at('11-02T10:00'),
    deadline: at('11-20T18:00'),
    answeredAt: null,
    intervals,
    mergedInto: null,
    ...fields,
  }
}

function november(tickets: readonly ReportTicket[], now?: Date) {
  return figuresOf(NOVEMBER, { tickets, mail: MAIL }, rules(now))
}

describe('processing time', () => {
  test('net leaves the customer out, gross does not, and neither counts the days that an answer stood', () => {
    const figures = november([
      ticket([
        ['us', '11-09T10:00', '11-10T10:00'],
        ['customer', '11-10T10:00', '11-12T10:00'],
        ['us', '11-12T10:00', '11-13T10:00'],
        ['customer', '11-13T10:00', '11-27T18:00'],
      ]),
    ])
    expect(figures.processing).toEqual({
      tickets: 1,
      net: { average: 2, median: 2 },
      gross: { average: 4, median: 4 },
    })
    expect(figures.waited.average).toBe(13)
    expect(figures.onTime).toEqual({ kept: 1, of: 1 })
  })

  test('of two the median lies between, and the result after the deadline is late though it was closed in time for nobody', () => {
    const figures = november([
      ticket([['us', '11-09T10:00', '11-10T10:00']]),
      ticket([['us', '11-09T10:00', '11-24T10:00']]),
    ])
    expect(figures.processing.net).toEqual({ average: 6, median: 6 })
    expect(figures.onTime).toEqual({ kept: 1, of: 2 })
  })

  test('nothing finished is nothing to count, not zero', () => {
    expect(november([]).processing).toEqual({
      tickets: 0,
      net: { average: null, median: null },
      gross: { average: null, median: null },
    })
  })
})

describe('what came and what stands', () => {
  test('a ticket closed before the period, opened again in it and closed in it is reopened and closed, not new', () => {
    const figures = november([
      ticket([
        ['us', '10-05T10:00', '10-06T10:00'],
        ['us', '11-09T10:00', '11-10T10:00'],
      ]),
    ])
    expect(figures).toMatchObject({ opened: 0, closed: 1, reopened: 1, openAtEnd: 0 })
  })

  test('a ticket closed in the period and opened again in it stands open at its end', () => {
    const figures = november([
      ticket([
        ['us', '11-02T10:00', '11-03T10:00'],
        ['us', '11-09T10:00', null],
      ]),
    ])
    expect(figures).toMatchObject({ opened: 1, closed: 0, reopened: 1, openAtEnd: 1, overdueAtEnd: 1 })
  })

  test.each([
    ['a question before the deadline stops it', '11-18T10:00', 'waiting', 'customer', 0],
    ['a question after the deadline does not undo it', '11-24T10:00', 'waiting', 'customer', 1],
    ['an answer after the deadline leaves nothing to do', '11-24T10:00', 'answered', 'customer', 0],
    ['development goes on with the clock', '11-18T10:00', 'development', 'development', 1],
  ] as const)('overdue at the end: %s', (_, since, state, owner, overdueAtEnd) => {
    const turns: readonly Turn[] = [
      ['us', '11-05T10:00', since],
      [owner, since, null],
    ]
    expect(november([ticket(turns, { state })])).toMatchObject({ openAtEnd: 1, overdueAtEnd })
  })

  test('what happened after the period is not in it: answered in December it was open at the end of November', () => {
    const figures = november([
      ticket(
        [
          ['us', '11-27T10:00', '12-02T10:00'],
          ['customer', '12-02T10:00', null],
        ],
        { state: 'answered', deadline: at('12-11T18:00') },
      ),
    ])
    expect(figures).toMatchObject({ opened: 1, closed: 0, openAtEnd: 1, overdueAtEnd: 0, waitingAtEnd: 0 })
    expect(figures.byState).toEqual([{ key: 'open', opened: 1, closed: 0, open: 1 }])
  })

  test('a running period is counted up to now', () => {
    const now = at('11-16T12:00')
    const figures = november([ticket([['customer', '11-09T10:00', null]], { state: 'waiting' })], now)
    expect(figures.until).toEqual(now)
    expect(figures).toMatchObject({ openAtEnd: 1, waitingAtEnd: 1 })
    expect(november([ticket([['us', '11-17T10:00', null]])], now).opened).toBe(0)
  })

  test('a merged ticket is counted as merged and nowhere else; spam is declined, not closed', () => {
    const figures = november([
      ticket([['us', '11-09T10:00', '11-10T10:00']], { mergedInto: 1 }),
      ticket([['us', '11-09T10:00', '11-09T11:00']], { state: 'declined', category: 'unsorted', engineer: null }),
    ])
    expect(figures).toMatchObject({ opened: 1, closed: 0, declined: 1, merged: 1 })
    expect(figures.byEngineer).toEqual([{ key: null, opened: 1, closed: 1, open: 0 }])
    expect(figures.mail).toEqual(MAIL)
  })
})

describe('the first answer', () => {
  const share = (fields: Partial<ReportTicket>, now?: Date) =>
    november([ticket([['us', '11-06T17:00', null]], fields)], now).firstAnswer

  test('counts working hours: Friday 17:00 to Monday 16:00 is seven', () => {
    expect(share({ answeredAt: at('11-09T16:00') })).toEqual({ kept: 1, of: 1 })
    expect(share({ answeredAt: at('11-10T11:00') })).toEqual({ kept: 0, of: 1 })
  })

  test('of high criticality counts by the wall', () => {
    expect(share({ criticality: 'high', answeredAt: at('11-06T18:30') })).toEqual({ kept: 1, of: 1 })
    expect(share({ criticality: 'high', answeredAt: at('11-06T19:30') })).toEqual({ kept: 0, of: 1 })
  })

  test('not given yet is judged only when the time for it has passed', () => {
    expect(share({}, at('11-09T11:00'))).toEqual({ kept: 0, of: 0 })
    expect(share({}, at('11-10T12:00'))).toEqual({ kept: 0, of: 1 })
  })
})

test('breakdowns name engineers by name and put the fullest contract first', () => {
  const figures = november([
    ticket([['us', '11-09T10:00', null]], { standing: { kind: 'none' } }),
    ticket([['us', '11-09T10:00', null]]),
    ticket([['us', '11-09T10:00', null]]),
  ])
  expect(figures.byContract.map((row) => row.key)).toEqual(['15/24', null])
  expect(figures.byEngineer.map((row) => row.key)).toEqual(['Пётр Иванов'])
  expect(figures.byCategory).toEqual([{ key: 'consultation', opened: 3, closed: 0, open: 3 }])
})
