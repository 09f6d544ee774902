// The figures of a period, counted from tickets as plain values by a clock of eight working hours a day.
import { describe, expect, test } from 'vitest'
import { CALENDAR, elapsedSeconds, isOpenAt, parseLocal, type WorkClock } from '../../src/calendar/calendar.ts'
import { figuresOf } from '../../src/report/report.ts'
import type {
  Balance,
  Figures,
  MailCounts,
  PeriodEvent,
  ReportRules,
  ReportTicket,
  ReportTurn,
} from '../../src/words/words.ts'

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
const DECEMBER = { from: at('12-01T00:00'), to: new Date('2026-12-31T21:00:00Z') }
const LATER = at('12-10T12:00')
const MAIL: MailCounts = {
  ...{ received: 3, opened: 1, joined: 1, fromEngineers: 1, automatic: 0, bounces: 0 },
  ...{ acknowledgements: 1, answers: 1, notices: 0, undelivered: 0 },
}

interface Counted extends ReportTicket {
  readonly ending?: string
}

function rules(now = LATER): ReportRules<Counted> {
  return {
    worked: (_, from, to) => ({ seconds: elapsedSeconds(from, to, CLOCK), dayHours: 8 }),
    stopsClock: (turn) => turn.owner === 'customer',
    ownerOf: (turn) => (turn.because === 'contract awaited' ? 'contract' : turn.owner),
    isQuestion: (turn) => turn.because === 'asked',
    fateOf: ({ mergedInto, state, ending }) =>
      mergedInto !== null
        ? 'merged'
        : ending === 'spam'
          ? 'not a request'
          : state === 'declined'
            ? 'refused'
            : 'processed',
    isOpenAt: (_, moment) => isOpenAt(moment, CLOCK),
    firstAnswerHours: 8,
    criticalFirstAnswerHours: 2,
    engineerName: (address) => (address === 'p@vendor.example' ? 'Пётр Иванов' : null),
    zone: ZONE,
    now,
  }
}

type Turn = readonly [owner: ReportTurn['owner'], from: string, to: string | null, because?: string]

let numbers = 0
function ticket(turns: readonly Turn[], fields: Partial<Counted> = {}): Counted {
  const intervals = turns.map(([owner, from, to, because = owner === 'customer' ? 'answered' : 'opened']) => ({
    ...{ owner, because, from: at(from), to: to === null ? null : at(to) },
  }))
  const last = intervals.at(-1)?.to ?? null
  return {
    id: ++numbers,
    subject: 'Каталог',
    state: last === null ? 'open' : 'closed',
    criticality: 'normal',
    category: 'consultation',
    channel: 'email',
    engineer: 'p@vendor.example',
    standing: { kind: 'covered', contract: '15/24' },
    receivedAt: intervals[0]?.from ?? at('11-02T10:00'),
    deadline: at('11-20T18:00'),
    answeredAt: null,
    closedAt: last,
    intervals,
    promises: [],
    mergedInto: null,
    developmentReference: null,
    ...fields,
  }
}

function counted(
  period: { from: Date; to: Date },
  tickets: readonly Counted[],
  now?: Date,
  events: readonly PeriodEvent[] = [],
): Figures {
  const found = (id: number) => tickets.find((one) => one.id === id)
  return figuresOf(period, { tickets, events, ticket: found, mail: MAIL }, rules(now))
}

function november(tickets: readonly Counted[], now?: Date): Figures {
  return counted(NOVEMBER, tickets, now)
}

function balance(fields: Partial<Balance>): Balance {
  return {
    ...{ openBefore: 0, came: 0, returned: 0, processed: 0, refused: 0, notRequests: 0, merged: 0, openAfter: 0 },
    ...fields,
  }
}

describe('processing time', () => {
  const LONG = ticket([
    ['us', '11-09T10:00', '11-10T10:00'],
    ['customer', '11-10T10:00', '11-12T10:00', 'asked'],
    ['us', '11-12T10:00', '11-13T10:00'],
    ['customer', '11-13T10:00', '11-27T18:00'],
  ])

  test('net leaves the customer out, gross does not, and neither counts the days that an answer stood', () => {
    const { processing, turns, deadlines } = november([LONG]).total
    expect(processing).toEqual({
      requests: 1,
      net: { mean: 2, median: 2, p90: 2 },
      gross: { mean: 4, median: 4, p90: 4 },
    })
    const day = 8 * 3600
    expect(turns).toEqual({ us: 2 * day, customer: 2 * day, development: 0, contract: 0, gross: 4 * day })
    expect(deadlines).toEqual({ kept: 1, of: 1 })
  })

  test('the time until the contract is known is nobody of ours: not net, an owner of its own, part of the whole', () => {
    const { processing, turns } = november([
      ticket([
        ['customer', '11-09T10:00', '11-10T10:00', 'contract awaited'],
        ['us', '11-10T10:00', '11-10T14:00', 'contract confirmed'],
        ['development', '11-10T14:00', '11-11T14:00'],
      ]),
    ]).total
    expect([processing.net.mean, processing.gross.mean]).toEqual([1.5, 2.5])
    expect(turns.us + turns.customer + turns.development + turns.contract).toBe(turns.gross)
    expect([turns.contract, turns.development]).toEqual([8 * 3600, 8 * 3600])
  })

  test('of ten the ninth is what nine of ten do not exceed, and of two the median lies between', () => {
    const lasting = (days: number): Counted => ticket([['us', '11-09T10:00', `11-${9 + days}T10:00`]])
    const { net } = november([1, 1, 1, 1, 1, 2, 2, 2, 3, 4].map(lasting)).total.processing
    expect(net).toEqual({ mean: 1.8, median: 1.5, p90: 3 })
  })

  test('refused, spam and merged ones are no part of the mean, and one that nobody worked on is neither', () => {
    const short: readonly Turn[] = [['us', '11-09T10:00', '11-09T11:00']]
    const { processing } = november([
      LONG,
      ticket(short, { state: 'declined' }),
      ticket(short, { state: 'declined', ending: 'spam' }),
      ticket(short, { mergedInto: 1 }),
      ticket([['customer', '11-09T10:00', '11-09T11:00', 'contract awaited']]),
    ]).total
    expect(processing).toMatchObject({ requests: 1, net: { mean: 2 } })
  })

  test('nothing processed is nothing to count, not zero', () => {
    const none = { mean: null, median: null, p90: null }
    expect(november([]).total.processing).toEqual({ requests: 0, net: none, gross: none })
  })
})

describe('the balance', () => {
  test('each request is in it once, by its arrival and by what became of it', () => {
    const done: readonly Turn[] = [['us', '11-09T10:00', '11-10T10:00']]
    const figures = november([
      ticket([['us', '10-09T10:00', null]]),
      ticket([['us', '10-09T10:00', '11-02T10:00']]),
      ticket(done),
      ticket(done, { state: 'declined' }),
      ticket(done, { state: 'declined', ending: 'spam' }),
      ticket(done, { mergedInto: 1 }),
      ticket([['us', '11-09T10:00', '12-02T10:00']]),
      ticket([['us', '12-02T10:00', null]]),
      ticket([['us', '10-02T10:00', '10-09T10:00']]),
    ])
    expect(figures.total.balance).toEqual(
      balance({ openBefore: 2, came: 5, processed: 2, refused: 1, notRequests: 1, merged: 1, openAfter: 2 }),
    )
  })

  test('a ticket closed before the period, opened again in it and closed in it has returned and is processed, not new', () => {
    const figures = november([
      ticket([
        ['us', '10-05T10:00', '10-06T10:00'],
        ['us', '11-09T10:00', '11-10T10:00', 'customer reopened'],
      ]),
    ])
    expect(figures.total).toMatchObject({ balance: balance({ returned: 1, processed: 1 }), reopened: 1 })
    expect(figures.reopened).toMatchObject([{ at: at('11-09T10:00'), by: 'customer' }])
  })

  test('a ticket closed in the period and opened again in it stands open at its end', () => {
    const figures = november([
      ticket([
        ['us', '11-02T10:00', '11-03T10:00'],
        ['us', '11-09T10:00', null, 'undelivered'],
      ]),
    ])
    expect(figures.total).toMatchObject({ balance: balance({ came: 1, openAfter: 1 }), reopened: 1, overdue: 1 })
    expect(figures.reopened[0]?.by).toBe('undelivered')
  })

  test('what is open at the end of a month is open at the beginning of the next, whatever happened since', () => {
    const tickets = [
      ticket([['us', '11-27T10:00', '12-01T00:00']]),
      ticket([['us', '12-01T00:00', '12-02T10:00']]),
      ticket([
        ['us', '11-27T10:00', '11-28T10:00'],
        ['us', '12-02T10:00', null, 'engineer reopened'],
      ]),
    ]
    const [first, next] = [november(tickets).total.balance, counted(DECEMBER, tickets).total.balance]
    expect(first).toEqual(balance({ came: 2, processed: 1, openAfter: 1 }))
    expect(next).toEqual(balance({ openBefore: 1, came: 1, returned: 1, processed: 2, openAfter: 1 }))
  })

  test('a running period is counted up to now', () => {
    const now = at('11-16T12:00')
    const figures = november([ticket([['customer', '11-09T10:00', null]], { state: 'waiting' })], now)
    expect(figures.until).toEqual(now)
    expect(figures.total).toMatchObject({ balance: { openAfter: 1 }, waiting: 1 })
    expect(november([ticket([['us', '11-17T10:00', null]])], now).total.balance.came).toBe(0)
    expect(november([ticket([['us', '11-16T12:00', null]])], now).total.balance).toMatchObject({
      came: 1,
      openAfter: 1,
    })
  })

  test('what happened after the period is not in it: answered in December it was in work at the end of November', () => {
    const late = ticket(
      [
        ['us', '11-27T10:00', '12-02T10:00'],
        ['customer', '12-02T10:00', null],
      ],
      { state: 'answered', deadline: at('12-11T18:00') },
    )
    expect(november([late])).toMatchObject({ total: { waiting: 0 }, states: [{ state: 'open', open: 1 }] })
    expect(counted(DECEMBER, [late])).toMatchObject({ total: { waiting: 1 }, states: [{ state: 'answered', open: 1 }] })
  })
})

describe('deadlines kept', () => {
  const dueOn20 = (turns: readonly Turn[], fields: Partial<Counted> = {}) => ticket(turns, fields)

  test('are counted of all that fell due in the period, finished or not', () => {
    const figures = november([
      dueOn20([['us', '11-09T10:00', '11-10T10:00']]),
      dueOn20([['us', '11-09T10:00', '11-24T10:00']]),
      dueOn20([['us', '11-09T10:00', null]], { engineer: null }),
      dueOn20([['us', '11-09T10:00', '11-10T10:00']], { deadline: at('12-04T18:00') }),
      dueOn20([['us', '10-30T10:00', '10-30T11:00']]),
      dueOn20([['us', '10-09T10:00', null]], { deadline: at('10-23T18:00') }),
    ])
    expect(figures.total.deadlines).toEqual({ kept: 2, of: 4 })
    expect(figures.total.overdue).toBe(2)
    expect(figures.late.map(({ now, why, deadlineAt }) => [now, why, deadlineAt])).toEqual([
      ['open', 'us', at('10-23T18:00')],
      ['finished', 'us', at('11-20T18:00')],
      ['open', 'nobody', at('11-20T18:00')],
    ])
  })

  test('an answer at 18:00:00 sharp keeps the date of that moment, a second later does not', () => {
    const answeredAt = (text: string): Counted =>
      dueOn20(
        [
          ['us', '11-09T10:00', text],
          ['customer', text, '11-27T10:00'],
        ],
        {},
      )
    expect(november([answeredAt('11-20T18:00')]).total.deadlines).toEqual({ kept: 1, of: 1 })
    expect(november([answeredAt('11-20T18:00:01')]).total.deadlines).toEqual({ kept: 0, of: 1 })
  })

  test.each([
    ['questions before the deadline stop it: it has not fallen due', 'customer', '11-18T10:00', 'asked', 0, 0, 0],
    ['questions after the deadline do not undo it', 'customer', '11-24T10:00', 'asked', 0, 1, 1],
    [
      'an answer after the deadline leaves nothing to do, and the date is missed',
      'customer',
      '11-24T10:00',
      'answered',
      0,
      1,
      0,
    ],
    ['development goes on with the clock', 'development', '11-18T10:00', 'to development', 0, 1, 1],
  ] as const)('%s', (_, owner, since, because, kept, of, overdue) => {
    const turns: readonly Turn[] = [
      ['us', '11-05T10:00', since],
      [owner, since, null, because],
    ]
    const figures = november([ticket(turns, { state: 'waiting' })])
    expect(figures.total).toMatchObject({ deadlines: { kept, of }, overdue })
  })

  test('the late line says what held it at that moment, and by how much working time of ours it is late', () => {
    const [line] = november([
      ticket(
        [
          ['us', '11-09T10:00', '11-16T10:00'],
          ['development', '11-16T10:00', '11-24T10:00'],
          ['customer', '11-24T10:00', '11-26T10:00', 'asked'],
          ['us', '11-26T10:00', null],
        ],
        { developmentReference: 'DEV-3' },
      ),
    ]).late
    expect(line).toMatchObject({
      ...{ why: 'development', since: at('11-16T10:00'), reference: 'DEV-3', engineer: 'Пётр Иванов', now: 'open' },
      over: { seconds: (1 + 3) * 8 * 3600, dayHours: 8 },
    })
  })

  test('a ticket that was opened again had two dates: each falls due in its own time', () => {
    const twice = ticket(
      [
        ['us', '10-05T10:00', '11-09T10:00'],
        ['customer', '11-09T10:00', '11-10T10:00'],
        ['us', '11-24T10:00', null, 'customer reopened'],
      ],
      {
        deadline: at('12-01T18:00'),
        promises: [
          { at: at('10-05T10:00'), deadlineAt: at('10-19T18:00'), because: 'opened' },
          { at: at('10-20T10:00'), deadlineAt: at('11-06T18:00'), because: 'agreed' },
          { at: at('11-24T10:00'), deadlineAt: at('12-01T18:00'), because: 'reopened' },
        ],
      },
    )
    expect(november([twice]).total.deadlines).toEqual({ kept: 0, of: 1 })
    expect(counted(DECEMBER, [twice]).total.deadlines).toEqual({ kept: 0, of: 1 })
    expect(counted({ from: at('10-01T00:00'), to: at('11-01T00:00') }, [twice]).total.deadlines.of).toBe(0)
  })

  test('spam and what was merged were promised nothing; a refusal in time keeps the date', () => {
    const quick: readonly Turn[] = [['us', '11-09T10:00', '11-10T10:00']]
    const figures = november([
      ticket(quick, { state: 'declined', ending: 'spam' }),
      ticket(quick, { mergedInto: 1 }),
      ticket(quick, { state: 'declined' }),
    ])
    expect(figures.total.deadlines).toEqual({ kept: 1, of: 1 })
  })

  test('a closing at midnight belongs to the day that it ends', () => {
    const midnight = ticket([['us', '11-09T10:00', null]], { deadline: at('12-01T00:00') })
    expect(november([midnight]).total).toMatchObject({ deadlines: { kept: 0, of: 1 }, overdue: 1 })
    expect(counted(DECEMBER, [midnight]).total.deadlines.of).toBe(0)
  })
})

describe('the first answer', () => {
  const first = (fields: Partial<Counted>, now?: Date) =>
    november([ticket([['us', '11-06T17:00', null]], fields)], now).total.firstAnswer

  test('counts working hours: Friday 17:00 to Monday 16:00 is seven', () => {
    const none = { kept: 0, of: 0, medianHours: null }
    expect(first({ answeredAt: at('11-09T16:00') })).toEqual({
      ...{ kept: 1, of: 1, high: none },
      normal: { kept: 1, of: 1, medianHours: 7 },
    })
    expect(first({ answeredAt: at('11-10T11:00') }).normal).toEqual({ kept: 0, of: 1, medianHours: 10 })
  })

  test('of high criticality counts by the wall', () => {
    const high = { criticality: 'high' } as const
    expect(first({ ...high, answeredAt: at('11-06T18:30') }).high).toEqual({ kept: 1, of: 1, medianHours: 1.5 })
    expect(first({ ...high, answeredAt: at('11-06T19:30') }).high).toEqual({ kept: 0, of: 1, medianHours: 2.5 })
  })

  test('not given yet is judged only when the time for it has passed, and has no median', () => {
    expect(first({}, at('11-09T11:00'))).toMatchObject({ kept: 0, of: 0 })
    expect(first({}, at('11-10T12:00'))).toMatchObject({ kept: 0, of: 1, normal: { medianHours: null } })
  })
})

describe('cuts and lists', () => {
  test('each cut holds every request once, engineers by name and the fullest contract first', () => {
    const figures = november([
      ticket([['us', '11-09T10:00', null]], { standing: { kind: 'none' }, channel: 'phone', criticality: 'high' }),
      ticket([['us', '11-09T10:00', '11-10T10:00']]),
      ticket([['us', '11-09T10:00', null]], { engineer: null, category: 'unsorted' }),
    ])
    expect(figures.by.contract.map((group) => group.key)).toEqual(['15/24', null])
    expect(figures.by.engineer.map((group) => group.key)).toEqual(['Пётр Иванов', null])
    expect(figures.by.category.map((group) => [group.key, group.balance.came])).toEqual([
      ['consultation', 2],
      ['unsorted', 1],
    ])
    expect(figures.by.criticality.map((group) => group.key)).toEqual(['high', 'normal'])
    for (const groups of Object.values(figures.by)) {
      expect(groups.reduce((sum, one) => sum + one.balance.came, 0)).toBe(3)
      expect(groups.reduce((sum, one) => sum + one.processing.requests, 0)).toBe(1)
    }
  })

  test('the ledger says whom a critical request overtook, by how much, and what became of that date', () => {
    const [kept, missed, gone] = [
      ticket([['us', '11-09T10:00', '11-10T10:00']], { id: 901 }),
      ticket([['us', '11-09T10:00', null]], { id: 902 }),
      { ticket: 903, seconds: 60 },
    ]
    const raised = {
      ...{ at: at('11-12T10:00'), by: 'p@vendor.example', ground: 'access' as const, why: 'не войти' },
      overtook: [{ ticket: 901, seconds: 3600 }, { ticket: 902, seconds: 7200 }, gone],
    } as const
    const high = ticket([['us', '11-12T09:00', null]], { criticality: 'high', outOfTurn: [raised] })
    const { outOfTurn, total } = november([kept, missed, high])
    expect(total.outOfTurn).toBe(1)
    expect(outOfTurn).toMatchObject([{ ticket: high.id, ground: 'access', by: 'Пётр Иванов', why: 'не войти' }])
    expect(outOfTurn[0]?.overtook.map(({ ticket: id, by, date }) => [id, by.seconds, date])).toEqual([
      [901, 3600, 'kept'],
      [902, 7200, 'missed'],
      [903, 60, 'none'],
    ])
  })

  test('load is counted by the wall of the zone and by opening hours', () => {
    const { load } = november([
      ticket([['us', '11-09T10:00', null]]),
      ticket([['us', '11-09T10:59', null]]),
      ticket([['us', '11-08T23:30', null]]),
    ])
    expect([load.hours[0]?.[10], load.hours[6]?.[23]]).toEqual([2, 1])
    expect([load.inside, load.outside]).toEqual([2, 1])
  })

  test('events are counted with the tickets that they befell, in their cuts too', () => {
    const one = ticket([['us', '10-09T10:00', '10-10T10:00']])
    const event = { kind: 'undelivered', ticket: one.id, at: at('11-09T10:00'), detail: 'a@b.example' } as const
    const figures = counted(NOVEMBER, [one], LATER, [event])
    expect(figures.total).toMatchObject({ undelivered: 1, balance: balance({}) })
    expect(figures.events).toEqual([{ ...event, subject: 'Каталог' }])
    expect(figures.by.contract).toMatchObject([{ key: '15/24', undelivered: 1 }])
  })
})

describe('whether it helped', () => {
  type Asked = NonNullable<Counted['helpAsked']>[number]
  const asked = (when: string, word?: 'helped' | 'did not help', saidAt = '11-27T12:00'): Asked => ({
    at: at(when),
    said: word === undefined ? null : { word, at: at(saidAt) },
  })
  const closed = (...helpAsked: readonly Asked[]): Counted =>
    ticket([['us', '11-09T10:00', '11-25T10:00']], helpAsked.length === 0 ? {} : { helpAsked })

  test('counts the closings of the period that asked, by the last word, and those who said none', () => {
    const tickets = [
      closed(asked('11-25T10:00', 'helped')),
      closed(asked('11-25T10:00', 'did not help')),
      closed(asked('11-25T10:00')),
      closed(),
    ]
    expect(november(tickets).total.help).toEqual({ asked: 3, helped: 1, didNotHelp: 1, notSaid: 1 })
    expect(counted(DECEMBER, tickets).total.help.asked).toBe(0)
  })

  test('of a ticket that was closed twice the last question of the period counts', () => {
    const twice = closed(asked('11-11T10:00', 'did not help'), asked('11-25T10:00', 'helped'))
    expect(november([twice]).total.help).toEqual({ asked: 1, helped: 1, didNotHelp: 0, notSaid: 0 })
  })

  test('a word that comes after the period belongs to the closing that asked for it', () => {
    const late = closed(asked('11-25T10:00', 'helped', '12-02T10:00'))
    const help = (now: string) => november([late], at(now)).total.help
    expect(help('12-01T10:00')).toMatchObject({ helped: 0, notSaid: 1 })
    expect(help('12-03T10:00')).toMatchObject({ helped: 1, notSaid: 0 })
  })
})
