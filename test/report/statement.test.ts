// The statement of a contract, counted from plain tickets: a line for each request that lived in the month, told as its
// customer may read it.
import { expect, test } from 'vitest'
import { CALENDAR, elapsedSeconds, isOpenAt, parseLocal, type WorkClock } from '../../src/calendar/calendar.ts'
import { StatementCounting } from '../../src/report/report.ts'
import type { ReportRules, ReportTicket, ReportTurn, Statement, StatementAbout } from '../../src/words/words.ts'

const ZONE = 'Europe/Moscow'
const CLOCK: WorkClock = {
  ...{ calendar: CALENDAR, zone: ZONE, open: '10:00', close: '18:00', shortDayClose: '17:00', aroundTheClock: false },
}
const DAY = 8 * 3600

function at(text: string): Date {
  const read = parseLocal(`2026-${text}`, ZONE)
  if (read === null) throw new Error(`no time: ${text}`)
  return read
}

const RULES: ReportRules<ReportTicket> = {
  worked: (_, from, to) => ({ seconds: elapsedSeconds(from, to, CLOCK), dayHours: 8 }),
  stopsClock: (turn) => turn.owner === 'customer',
  ownerOf: (turn) => turn.owner,
  isQuestion: (turn) => turn.because === 'asked',
  fateOf: ({ mergedInto, state, subject }) =>
    mergedInto !== null
      ? 'merged'
      : subject === 'spam'
        ? 'not a request'
        : state === 'declined'
          ? 'refused'
          : 'processed',
  isOpenAt: (_, moment) => isOpenAt(moment, CLOCK),
  ...{ firstAnswerHours: 8, criticalFirstAnswerHours: 2, engineerName: () => 'Пётр Иванов', zone: ZONE },
  now: at('12-02T10:00'),
}
const ABOUT: StatementAbout = {
  ...{ contract: '15/24', organisation: 'ООО «Ромашка»', prefix: 'SKPS' },
  support: { name: 'Поддержка', address: 'support@vendor.example', phone: '' },
  terms: {
    ...{ minDays: 5, maxDays: 10, open: '10:00', close: '18:00', everyDay: false, own: false },
    waitingStopsClock: true,
  },
}

type Turn = readonly [owner: ReportTurn['owner'], from: string, to: string | null, because?: string]
let numbers = 0
function ticket(turns: readonly Turn[], fields: Partial<ReportTicket> = {}): ReportTicket {
  const intervals = turns.map(([owner, from, to, because = owner === 'customer' ? 'answered' : 'opened']) => ({
    ...{ owner, because, from: at(from), to: to === null ? null : at(to) },
  }))
  const last = intervals.at(-1)?.to ?? null
  return {
    ...{ id: ++numbers, subject: 'Каталог', state: last === null ? 'open' : 'closed', criticality: 'normal' },
    ...{ category: 'errors', channel: 'email', engineer: 'p@vendor.example', answeredAt: null, closedAt: last },
    ...{ standing: { kind: 'covered', contract: '15/24' }, deadline: at('11-20T18:00'), intervals, promises: [] },
    ...{ receivedAt: intervals[0]?.from ?? at('11-02T10:00'), mergedInto: null, developmentReference: 'DEV-3' },
    ...fields,
  }
}

const NO_MAIL = {
  ...{ received: 0, opened: 0, joined: 0, fromEngineers: 0, automatic: 0, bounces: 0 },
  ...{ acknowledgements: 0, answers: 0, notices: 0, undelivered: 0 },
}

function november(tickets: readonly ReportTicket[]): Statement {
  const records = { tickets, events: [], ticket: (id: number) => tickets.find((one) => one.id === id), mail: NO_MAIL }
  const counting = new StatementCounting({ from: at('11-01T00:00'), to: at('12-01T00:00') }, ABOUT, records, RULES)
  for (const one of tickets) counting.add(one)
  return counting.statement()
}

test.for([
  ['in time', [['us', '11-09T10:00', '11-10T10:00']], {}],
  ['late', [['us', '11-09T10:00', '11-24T10:00']], {}],
  ['processed', [['us', '11-09T10:00', '11-24T10:00']], { deadline: null }],
  ['in work', [['us', '11-27T10:00', null]], { deadline: at('12-11T18:00') }],
  ['in development', [['development', '11-27T10:00', null]], { deadline: at('12-11T18:00') }],
  [
    'waiting',
    [
      ['us', '11-09T10:00', '11-10T10:00'],
      ['customer', '11-10T10:00', null, 'asked'],
    ],
    {},
  ],
  [
    'in time',
    [
      ['us', '11-09T10:00', '11-10T10:00'],
      ['customer', '11-10T10:00', null, 'answered'],
    ],
    {},
  ],
  ['overdue', [['us', '11-09T10:00', null]], {}],
  ['refused', [['us', '11-09T10:00', '11-10T10:00']], { state: 'declined' }],
  ['merged', [['us', '11-09T10:00', '11-10T10:00']], { mergedInto: 9999 }],
] as const satisfies readonly (readonly [string, readonly Turn[], Partial<ReportTicket>])[])(
  'a request stands as «%s»',
  ([outcome, turns, fields]) => {
    expect(november([ticket(turns, fields)]).lines).toMatchObject([{ outcome, mergedInto: null }])
  },
)

test('the customer reads how long his own turns were, when he was answered, and how late', () => {
  const late = ticket([
    ['us', '11-09T10:00', '11-10T10:00'],
    ['customer', '11-10T10:00', '11-12T10:00', 'asked'],
    ['development', '11-12T10:00', '11-24T10:00'],
    ['customer', '11-24T10:00', '11-27T10:00', 'answered'],
  ])
  expect(november([late]).lines).toEqual([
    {
      ...{ ticket: late.id, subject: 'Каталог', category: 'errors', high: false, mergedInto: null },
      ...{ receivedAt: at('11-09T10:00'), promisedAt: at('11-20T18:00'), processedAt: at('11-24T10:00') },
      customer: { seconds: 2 * DAY, dayHours: 8 },
      ...{ outcome: 'late', late: { seconds: DAY, dayHours: 8 }, lateInDevelopment: true },
    },
  ])
})

test('a lasting wait is counted up to the end of the month, an answer that stands is nobody’s wait', () => {
  const asked = ticket([
    ['us', '11-26T10:00', '11-27T10:00'],
    ['customer', '11-27T10:00', null, 'asked'],
  ])
  const answered = ticket([
    ['us', '11-26T10:00', '11-27T10:00'],
    ['customer', '11-27T10:00', null, 'answered'],
  ])
  expect(november([asked, answered]).lines.map((one) => one.customer.seconds)).toEqual([2 * DAY, 0])
})

test('requests of the month alone: not another contract’s, not spam, not one that ended before; the month’s figures beside them', () => {
  const { lines, figures } = november([
    ticket([['us', '11-09T10:00', '11-10T10:00']], { criticality: 'high' }),
    ticket([['us', '10-09T10:00', '11-10T10:00']], { deadline: at('10-23T18:00') }),
    ticket([['us', '10-09T10:00', '10-10T10:00']]),
    ticket([['us', '11-09T10:00', '11-10T10:00']], { subject: 'spam', state: 'declined' }),
    ticket([['us', '11-09T10:00', null]], { standing: { kind: 'covered', contract: '16/24' } }),
    ticket([['us', '11-09T10:00', null]], { standing: { kind: 'none' } }),
  ])
  expect(lines).toHaveLength(2)
  expect(figures).toMatchObject({
    openBefore: 1,
    came: 2,
    processed: 2,
    high: 1,
    deadlines: { kept: 2, of: 2 },
    meanDays: 10.94,
  })
})

test('the number of another request is named only where that is of this contract', () => {
  const own = ticket([['us', '11-09T10:00', null]])
  const strangers = ticket([['us', '11-09T10:00', null]], { standing: { kind: 'covered', contract: '16/24' } })
  const done: readonly Turn[] = [['us', '11-09T10:00', '11-10T10:00']]
  const { lines } = november([
    own,
    strangers,
    ticket(done, { mergedInto: own.id }),
    ticket(done, { mergedInto: strangers.id }),
  ])
  expect(lines.map((one) => one.mergedInto)).toEqual([null, own.id, null])
})
