// Made-up facts by which every template is proved at start: one full letter of each name, and others for its branches.
import type * as words from '../words/words.ts'
import { ENGINEER_SAMPLES } from './samples-engineer.ts'

type Name = words.Words['letter']

const at = (text: string): Date => new Date(`2026-${text}:00+03:00`)

const SUPPORT: words.SupportWords = {
  name: 'Техническая поддержка',
  address: 'support@example.ru',
  phone: '8 (495) 000-00-00 (доб. 1263)',
  phoneHours: ['10:00', '18:00'],
  manuals: ['Руководство оператора, часть 1.pdf'],
}
const HEAD = { number: 'SKPS-12', subject: 'Не открывается каталог', greeting: null, support: SUPPORT }
const SPOKEN = { text: 'Здравствуйте!\n\nПришлите, пожалуйста, журнал работы.', engineerName: 'Пётр Иванов' }
const FILES: readonly words.FileWord[] = [
  { name: 'журнал.log', bytes: 1024, refused: null },
  { name: 'архив.zip', bytes: 99_999_999, refused: { is: 'too big to relay', megabytes: 25 } },
]
const DATES: words.Dates = {
  minDays: 5,
  maxDays: 10,
  earliestAt: at('11-27T18:00'),
  deadlineAt: at('12-04T18:00'),
  everyDay: false,
}
const OWN_TERMS: words.OwnTerms = {
  is: 'own terms',
  days: { min: 5, max: 10 },
  everyDay: false,
  hours: null,
  ownCalendar: false,
  waitingRuns: false,
  developmentStops: false,
}
const GROUND: words.Ground = {
  firstDayAt: at('11-24T10:00'),
  daysOff: [{ on: '2026-12-31', ground: 'перенос с воскресенья 4 января, постановление' }],
  ownTerms: OWN_TERMS,
  years: [
    { year: 2026, status: 'official', ground: 'постановление Правительства РФ' },
    { year: 2027, status: 'preliminary', ground: '' },
    { year: 2028, status: 'computed', ground: '' },
  ],
}
const WAITED: words.WorkingTime = { seconds: 93_600, dayHours: 8 }

const ACKNOWLEDGEMENT: words.AcknowledgementWords = {
  ...HEAD,
  letter: 'acknowledgement',
  channel: 'email',
  receivedAt: at('11-23T12:04'),
  inHours: true,
  clockStartAt: at('11-23T12:04'),
  phoneOpensAt: null,
  attachments: FILES,
  pictures: 2,
  contract: '15/24',
  contractsToChoose: ['15/24', '7/25'],
  category: 'errors',
  critical: null,
  dates: DATES,
  ground: GROUND,
}

const NO_CONTRACT: words.NoContractWords = {
  ...HEAD,
  letter: 'acknowledgement-no-contract',
  channel: 'email',
  receivedAt: at('11-23T12:04'),
  from: 'ivanov@example.ru',
  attachments: [],
  because: 'expired',
  contract: '15/24',
  validTo: '2026-10-31',
  validFrom: '2027-01-01',
}

const CLOSED: words.ClosedWords = {
  ...HEAD,
  letter: 'closed',
  by: 'engineer',
  spoken: SPOKEN,
  receivedAt: at('11-23T12:04'),
  closedAt: at('11-30T15:00'),
  askedAt: at('11-24T11:00'),
  reopenBy: at('12-14T18:00'),
  asksIfHelped: true,
}

const RESUMED: words.ResumedWords = {
  ...HEAD,
  letter: 'resumed',
  answeredAt: at('11-26T11:30'),
  waitingFrom: at('11-24T11:00'),
  waited: WAITED,
  oldDeadlineAt: at('12-04T18:00'),
  deadlineAt: at('12-08T18:00'),
}

const DEVELOPMENT: words.DevelopmentWords = {
  ...HEAD,
  letter: 'development',
  spoken: SPOKEN,
  developmentAt: at('11-25T16:00'),
  clockGoesOn: true,
  contract: '15/24',
  deadlineAt: at('12-04T18:00'),
}

const STATUS: words.StatusWords = {
  ...HEAD,
  letter: 'status',
  state: 'waiting',
  receivedAt: at('11-23T12:04'),
  closedAt: null,
  reopenBy: null,
  engineerName: 'Пётр Иванов',
  lastLetter: { of: 'engineer', at: at('11-24T11:00') },
  deadlineAt: at('12-04T18:00'),
  deadlineIs: 'stopped',
  criticality: 'high',
  criticalGround: 'service',
  askedAt: at('11-24T11:00'),
  questions: 'Какая версия?\nЧто в журнале?',
}

const CRITICALITY: words.CriticalityWords = {
  ...HEAD,
  letter: 'criticality',
  confirmed: true,
  wasHigh: false,
  ground: 'access',
  reason: 'есть обходной путь',
  engineerName: 'Пётр Иванов',
  deadlineAt: at('12-04T18:00'),
}

const ANSWER: words.AnswerWords = {
  ...HEAD,
  ...SPOKEN,
  letter: 'answer',
  nature: 'answer',
  state: 'answered',
  clockStands: true,
  deadlineAt: null,
  closesAt: at('12-08T18:00'),
  reopenDays: 10,
}

const DUE_MOVED: words.DueMovedWords = {
  ...HEAD,
  letter: 'due-moved',
  oldDeadlineAt: at('12-04T18:00'),
  deadlineAt: at('12-11T18:00'),
  reason: 'ваше письмо от 24.11.2026',
}

const CONTRACT_CONFIRMED: words.ContractConfirmedWords = {
  ...HEAD,
  letter: 'contract-confirmed',
  contract: '15/24',
  dates: DATES,
  ownTerms: null,
  waited: WAITED,
}

const THEIRS = { theirNumber: { number: '15/24', on: '2026-11-01' } }
const EVERY_DAY: words.OwnTerms = { ...OWN_TERMS, everyDay: true, hours: ['00:00', '24:00'] }
const QUESTIONS: words.QuestionsWords = {
  ...HEAD,
  ...SPOKEN,
  letter: 'questions',
  deadlineAt: at('12-04T18:00'),
  clockStands: true,
  waitingFrom: at('11-24T11:00'),
  remindAt: at('12-01T10:00'),
  closesAt: at('12-08T18:00'),
  reopenDays: 10,
}
const MOVED: words.CalendarMovedWords = {
  ...HEAD,
  letter: 'calendar-moved',
  oldDeadlineAt: at('12-04T18:00'),
  deadlineAt: at('12-07T18:00'),
  ground: 'постановление Правительства РФ',
  days: [{ on: '2026-12-04', now: { is: 'day is', kind: 'weekend' }, was: { is: 'day is', kind: 'short' } }],
  maxDays: 10,
  waiting: true,
  clockStands: true,
}

/** What no other sample renders: each branch of a template is proved by some letter. */
const OF_BRANCHES: readonly words.CustomerWords[] = [
  { ...ACKNOWLEDGEMENT, ...THEIRS, channel: 'phone', recorded: 'Не печатается ведомость.', category: 'operation' },
  {
    ...ACKNOWLEDGEMENT,
    ...{ inHours: false, category: 'administration', support: { ...SUPPORT, manuals: [] } },
    ground: { ...GROUND, daysOff: [], ownTerms: EVERY_DAY },
    dates: { ...DATES, everyDay: true },
  },
  {
    ...ACKNOWLEDGEMENT,
    ...{ channel: 'phone', critical: { ground: 'service', alertedAt: null } },
    ground: { ...GROUND, daysOff: [], ownTerms: null },
    dates: { ...DATES, minDays: 10 },
  },
  {
    ...ACKNOWLEDGEMENT,
    ...{ category: 'unsorted', channel: 'phone', inHours: false, phoneOpensAt: at('11-24T10:00') },
    ground: { ...GROUND, daysOff: [], ownTerms: null },
    dates: { ...DATES, everyDay: true },
  },
  { ...ACKNOWLEDGEMENT, category: 'consultation' },
  { ...NO_CONTRACT, ...THEIRS, channel: 'phone', recorded: 'Не печатается ведомость.' },
  { ...ANSWER, ...THEIRS, fixedIn: '4.2' },
  { ...ANSWER, notice: { ...CONTRACT_CONFIRMED, ownTerms: OWN_TERMS }, deadlineAt: at('12-04T18:00') },
  { ...ANSWER, ...THEIRS, nature: 'working', state: 'waiting' },
  { ...ANSWER, nature: 'working', state: 'answered' },
  { ...ANSWER, ...THEIRS, nature: 'working', state: 'development', deadlineAt: at('12-04T18:00') },
  { ...QUESTIONS, ...THEIRS, goesOnFrom: at('11-24T11:00') },
  { ...QUESTIONS, text: '' },
  { ...RESUMED, byParticipant: true },
  { ...RESUMED, letter: 'reopened', byParticipant: true },
  { ...RESUMED, letter: 'reopened', byEngineer: true },
  { ...CLOSED, ...THEIRS },
  { ...CLOSED, by: 'silence', spoken: null, askedAt: null },
  { ...MOVED, waiting: false },
  { ...STATUS, state: 'closed', closedAt: at('12-04T18:00'), reopenBy: null, questions: null },
  { ...STATUS, state: 'declined', closedAt: at('12-04T18:00'), questions: null },
]

const CUSTOMER_SAMPLES: readonly words.CustomerWords[] = [
  ACKNOWLEDGEMENT,
  {
    ...ACKNOWLEDGEMENT,
    continues: 'SKPS-7',
    channel: 'phone',
    inHours: false,
    contractsToChoose: [],
    category: 'data',
  },
  {
    ...ACKNOWLEDGEMENT,
    critical: { ground: 'access', alertedAt: at('11-23T12:04') },
    phoneOpensAt: at('11-24T10:00'),
    dates: { ...DATES, minDays: 10, everyDay: true },
  },
  NO_CONTRACT,
  { ...NO_CONTRACT, because: 'not-yet', continues: 'SKPS-7', alertedAt: at('11-23T12:04') },
  { ...NO_CONTRACT, because: 'none', contract: null },
  ANSWER,
  { ...ANSWER, notice: DUE_MOVED },
  { ...ANSWER, notice: CONTRACT_CONFIRMED },
  { ...ANSWER, notice: CRITICALITY },
  { ...ANSWER, notice: { ...CRITICALITY, confirmed: false } },
  { ...ANSWER, notice: { ...CRITICALITY, confirmed: false, wasHigh: true } },
  {
    ...HEAD,
    ...SPOKEN,
    letter: 'answer',
    nature: 'working',
    state: 'open',
    clockStands: false,
    deadlineAt: at('12-04T18:00'),
    closesAt: null,
    reopenDays: 10,
  },
  { ...ANSWER, nature: 'working', state: 'waiting' },
  QUESTIONS,
  RESUMED,
  { ...RESUMED, byDevelopment: true },
  { ...RESUMED, letter: 'reopened' },
  DEVELOPMENT,
  { ...DEVELOPMENT, spoken: null, clockGoesOn: false },
  CLOSED,
  { ...CLOSED, by: 'customer', spoken: null },
  { ...CLOSED, by: 'silence', spoken: null },
  { ...HEAD, letter: 'merged', into: 'SKPS-9', deadlineAt: at('12-04T18:00') },
  {
    ...HEAD,
    letter: 'called',
    answeredAt: at('11-24T11:00'),
    engineerName: 'Пётр Иванов',
    closesAt: at('12-08T18:00'),
    reopenDays: 10,
  },
  {
    ...HEAD,
    letter: 'reminder',
    askedAt: at('11-24T11:00'),
    engineerName: 'Пётр Иванов',
    questions: 'Какая версия?\n\nЧто в журнале?',
    closesAt: at('12-08T18:00'),
    clockStands: true,
  },
  MOVED,
  STATUS,
  { ...STATUS, merged: ['SKPS-13'], state: 'open', engineerName: null, criticality: 'suspected', questions: null },
  { ...STATUS, state: 'closed', closedAt: at('12-04T18:00'), reopenBy: at('12-18T18:00'), questions: null },
  CRITICALITY,
  { ...CRITICALITY, confirmed: false, ground: null },
  { ...CRITICALITY, confirmed: false, wasHigh: true, ground: null },
  CONTRACT_CONFIRMED,
  DUE_MOVED,
  { ...HEAD, letter: 'declined', because: 'no-contract', reason: 'Договор закончился.' },
  { ...HEAD, letter: 'declined', because: 'outside-list', reason: null },
  ...OF_BRANCHES,
]

/** Facts for each letter there is: every template is rendered with them before the first letter goes out. */
export const SAMPLES: readonly words.Words[] = [...CUSTOMER_SAMPLES, ...ENGINEER_SAMPLES]

const TEMPLATES: Readonly<Record<Name, true>> = {
  acknowledgement: true,
  'acknowledgement-no-contract': true,
  answer: true,
  questions: true,
  resumed: true,
  reopened: true,
  development: true,
  closed: true,
  merged: true,
  called: true,
  reminder: true,
  'calendar-moved': true,
  status: true,
  criticality: true,
  'contract-confirmed': true,
  'due-moved': true,
  declined: true,
  card: true,
  alert: true,
  transcript: true,
  'command-error': true,
  message: true,
  undelivered: true,
  digest: true,
  help: true,
  report: true,
  why: true,
  statement: true,
}

/** Every letter of the desk; each has a template in each language. */
export const LETTER_NAMES = Object.keys(TEMPLATES) as readonly Name[]
