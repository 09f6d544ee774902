// Sample figures, with which the report's templates are proved at the start: one with something in every list, one of
// nothing at all.
import type { Figures, Group, Measures, ReportWords, Statement, StatementLine, StatementWords } from '../words/words.ts'

const at = (text: string): Date => new Date(`2026-${text}:00+03:00`)
const NO_SPREAD = { mean: null, median: null, p90: null }
const NO_FIRST = { kept: 0, of: 0, medianHours: null }

const NOTHING: Measures = {
  balance: {
    ...{ openBefore: 0, came: 0, returned: 0, processed: 0, refused: 0 },
    ...{ notRequests: 0, merged: 0, openAfter: 0 },
  },
  ...{ overdue: 0, waiting: 0, reopened: 0, undelivered: 0, setAside: 0, notAcknowledged: 0, outOfTurn: 0 },
  help: { asked: 0, helped: 0, didNotHelp: 0, notSaid: 0 },
  processing: { requests: 0, net: NO_SPREAD, gross: NO_SPREAD },
  turns: { us: 0, customer: 0, development: 0, contract: 0, gross: 0 },
  deadlines: { kept: 0, of: 0 },
  firstAnswer: { kept: 0, of: 0, normal: NO_FIRST, high: NO_FIRST },
}

const SOME: Measures = {
  balance: {
    ...{ openBefore: 9, came: 14, returned: 1, processed: 10, refused: 1 },
    ...{ notRequests: 2, merged: 1, openAfter: 10 },
  },
  ...{ overdue: 2, waiting: 3, reopened: 1, undelivered: 1, setAside: 1, notAcknowledged: 1, outOfTurn: 1 },
  help: { asked: 7, helped: 4, didNotHelp: 1, notSaid: 2 },
  processing: {
    requests: 10,
    net: { mean: 2.4, median: 2.05, p90: 4.5 },
    gross: { mean: 3, median: 2.8, p90: 6.1 },
  },
  turns: { us: 345_600, customer: 57_600, development: 144_000, contract: 3_900, gross: 551_100 },
  deadlines: { kept: 17, of: 20 },
  firstAnswer: {
    ...{ kept: 11, of: 13 },
    normal: { kept: 9, of: 11, medianHours: 3.5 },
    high: { kept: 2, of: 2, medianHours: null },
  },
}

const GROUP: Group = { key: 'consultation', ...SOME }
const NO_CUT = { category: [], contract: [], engineer: [], channel: [], criticality: [] }

const NO_FIGURES: Figures = {
  ...{ from: at('11-01T00:00'), to: at('11-02T00:00'), until: at('11-02T00:00'), contract: null },
  norms: { firstAnswerHours: 8, criticalFirstAnswerHours: 2 },
  total: NOTHING,
  by: NO_CUT,
  ...{ states: [], late: [], outOfTurn: [], reopened: [], events: [] },
  load: { hours: Array.from({ length: 7 }, () => new Array<number>(24).fill(0)), inside: 0, outside: 0 },
  mail: {
    ...{ received: 0, opened: 0, joined: 0, fromEngineers: 0, automatic: 0, bounces: 0 },
    ...{ acknowledgements: 0, answers: 0, notices: 0, undelivered: 0 },
  },
}

const LATE = {
  ticket: 12,
  subject: 'Каталог',
  contract: '15/24',
  deadlineAt: at('11-20T18:00'),
  reference: 'DEV-3',
} as const

const FIGURES: Figures = {
  ...NO_FIGURES,
  ...{ to: at('12-01T00:00'), until: at('11-24T12:00'), contract: '15/24', total: SOME },
  by: {
    category: [GROUP, { ...GROUP, ...NOTHING, key: null }],
    contract: [{ ...GROUP, key: '15/24' }],
    engineer: [{ ...GROUP, key: 'Пётр Иванов' }],
    channel: [{ ...GROUP, key: 'phone' }],
    criticality: [{ ...GROUP, key: 'high' }],
  },
  states: [{ state: 'open', open: 10 }],
  late: [
    {
      ...LATE,
      engineer: null,
      over: { seconds: 30, dayHours: 8 },
      now: 'open',
      why: 'nobody',
      since: at('11-10T12:00'),
    },
    {
      ...LATE,
      engineer: 'Пётр',
      over: { seconds: 90_000, dayHours: 8 },
      now: 'finished',
      why: 'development',
      since: at('11-10T12:00'),
    },
  ],
  outOfTurn: [
    {
      ...{ ticket: 13, subject: 'Вход', at: at('11-12T12:00'), ground: 'access', why: 'не войти', by: 'Пётр Иванов' },
      overtook: [
        { ticket: 12, by: { seconds: 14_400, dayHours: 8 }, deadlineAt: at('11-20T18:00'), date: 'missed' },
        { ticket: 11, by: { seconds: 0, dayHours: 8 }, deadlineAt: null, date: 'none' },
      ],
    },
    { ticket: 14, subject: '', at: at('11-12T13:00'), ground: 'other', why: null, by: 'Анна', overtook: [] },
  ],
  reopened: [{ ticket: 15, subject: 'Печать', at: at('11-12T14:00'), by: 'customer' }],
  events: [{ kind: 'undelivered', ticket: 16, subject: 'Печать', at: at('11-12T14:00'), detail: 'ivanov@example.ru' }],
  load: {
    ...NO_FIGURES.load,
    hours: NO_FIGURES.load.hours.map((day) => day.map((_, hour) => (hour === 11 ? 2 : 0))),
    inside: 14,
  },
}

/** More of everything than a letter shows. */
const MANY: Figures = {
  ...FIGURES,
  by: { ...FIGURES.by, engineer: many(31, { ...GROUP, key: 'Пётр Иванов' }) },
  late: FIGURES.late.flatMap((one) => many(60, one)),
  outOfTurn: FIGURES.outOfTurn.flatMap((one) => many(60, one)),
  reopened: FIGURES.reopened.flatMap((one) => many(101, one)),
  events: FIGURES.events.flatMap((one) => many(101, one)),
}

function many<T>(count: number, one: T): readonly T[] {
  return Array.from({ length: count }, () => one)
}

const REPORT: ReportWords = {
  letter: 'report',
  goes: { to: 'commands' },
  prefix: 'SKPS',
  figures: FIGURES,
  by: null,
  previous: null,
}

/** Reports by which their template is proved. */
export const REPORT_SAMPLES: readonly ReportWords[] = [
  REPORT,
  {
    ...REPORT,
    by: 'engineer',
    previous: { from: at('10-01T00:00'), to: at('11-01T00:00'), until: at('11-01T00:00'), total: NOTHING },
  },
  { ...REPORT, goes: null, figures: NO_FIGURES },
  { ...REPORT, figures: { ...MANY, contract: null } },
  { ...REPORT, by: 'engineer', figures: MANY },
]

const LINE: StatementLine = {
  ...{ ticket: 12, subject: 'Не открывается каталог', category: 'errors', high: true },
  ...{ receivedAt: at('11-02T10:15'), promisedAt: at('11-16T18:00'), processedAt: at('11-17T12:00') },
  ...{ customer: { seconds: 36_000, dayHours: 8 }, outcome: 'late', late: { seconds: 7200, dayHours: 8 } },
  ...{ lateInDevelopment: true, mergedInto: null },
}
const OUTCOMES = [
  'in time',
  'processed',
  'in work',
  'in development',
  'waiting',
  'overdue',
  'refused',
  'merged',
] as const

const STATEMENT: Statement = {
  ...{ from: at('11-01T00:00'), to: at('12-01T00:00'), until: at('11-24T12:00'), madeAt: at('11-24T12:00') },
  about: {
    ...{ contract: '15/24', organisation: 'ООО «Ромашка»', prefix: 'SKPS' },
    support: { name: 'Техническая поддержка', address: 'support@vendor.example', phone: '8 (495) 000-00-00' },
    terms: {
      ...{ minDays: 5, maxDays: 10, open: '10:00', close: '18:00', everyDay: false, own: false },
      waitingStopsClock: true,
    },
  },
  lines: [
    LINE,
    ...OUTCOMES.map((outcome, n) => ({ ...LINE, ticket: 13 + n, outcome, high: false, late: null, mergedInto: 12 })),
    { ...LINE, subject: '', promisedAt: null, processedAt: null, late: { seconds: 5, dayHours: 8 } },
  ],
  figures: {
    ...{ openBefore: 1, came: 9, returned: 1, processed: 5, refused: 1, merged: 1, openAfter: 4, high: 1 },
    ...{ deadlines: { kept: 5, of: 6 }, meanDays: 2.4, meanCustomerDays: 1.2 },
  },
}

export const STATEMENT_SAMPLES: readonly StatementWords[] = [
  { letter: 'statement', statement: STATEMENT, sendsTo: ['acts@romashka.example'] },
  { letter: 'statement', statement: STATEMENT, sendsTo: [] },
  {
    letter: 'statement',
    sendsTo: null,
    statement: {
      ...STATEMENT,
      ...{ until: STATEMENT.to, madeAt: at('12-02T10:00') },
      about: {
        ...STATEMENT.about,
        organisation: null,
        terms: { ...STATEMENT.about.terms, everyDay: true, own: true, waitingStopsClock: false },
      },
      lines: [],
      figures: { ...STATEMENT.figures, high: 0, deadlines: { kept: 0, of: 0 }, meanDays: null, meanCustomerDays: null },
    },
  },
]
