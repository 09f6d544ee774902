// English: dates, counts and the words for each closed choice. A ticket is a "request" in every letter.
import type { Script, Wall } from '../language/format.ts'
import type { Tongue } from '../language/tongue.ts'
import { BOARD } from './board.ts'
import { REPORT } from './report.ts'
import { STATEMENT } from './statement.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')
const N = '\u00a0'

const month = (wall: Wall): string => MONTHS[wall.month - 1] ?? ''
const date = (wall: Wall): string => `${wall.day}${N}${month(wall)}${N}${wall.year}`

const weekday = (wall: Wall): string => WEEKDAYS[wall.weekday - 1] ?? ''

const script: Script = {
  date,
  day: (wall) => `${date(wall)} (${weekday(wall)})`,
  weekday,
  at: (wall, zone) => `${date(wall)} at${N}${wall.time} (${zone})`,
  by: (wall, zone) => `${date(wall)}, ${wall.time} (${zone})`,
  short: (wall) => `${wall.day}${N}${month(wall).slice(0, 3)}, ${wall.time}`,
  shortDay: date,
  month: (wall) => `${month(wall)}${N}${wall.year}`,
  dates: (first, last) => {
    if (first.year !== last.year) return `${date(first)}${N}– ${date(last)}`
    if (first.month !== last.month) return `${first.day}${N}${month(first)}${N}– ${date(last)}`
    return first.day === last.day ? date(first) : `${first.day}–${date(last)}`
  },
  zoneLabel: (zone) => (zone === 'Europe/Moscow' ? `Moscow${N}time` : zone),
  nouns: {
    workingDay: ['working day', 'working days'],
    day: ['day', 'days'],
    hour: ['hour', 'hours'],
    minute: ['minute', 'minutes'],
    file: ['file', 'files'],
    picture: ['picture', 'pictures'],
    mail: ['mail', 'mails'],
    line: ['line', 'lines'],
    character: ['character', 'characters'],
    host: ['host', 'hosts'],
    ticket: ['ticket', 'tickets'],
  },
  form: (n) => (Math.abs(n) === 1 ? 0 : 1),
  seconds: 's',
  units: ['B', 'KB', 'MB', 'GB'],
  decimalPoint: '.',
}

export const ENGLISH: Tongue = {
  script,
  states: {
    new: 'registered',
    open: 'in progress',
    waiting: 'waiting for the customer',
    development: 'handed to development',
    answered: 'answered',
    closed: 'closed',
    declined: 'declined',
  },
  stateToCustomer: (state, day) => {
    switch (state) {
      case 'new':
        return 'registered, an engineer is yet to be assigned'
      case 'open':
        return 'in progress'
      case 'waiting':
        return 'waiting for your answer'
      case 'development':
        return 'handed over to the development department'
      case 'answered':
        return 'answered'
      case 'closed':
        return day === '' ? 'closed' : `closed on ${day}`
      case 'declined':
        return day === '' ? 'declined' : `declined on ${day}`
    }
  },
  turn: {
    new: 'an answer from support',
    open: 'an answer from support',
    waiting: 'your answer',
    development: 'the result of the development department',
    answered: 'your answer, if the question remains',
    closed: null,
    declined: null,
  },
  turnContract: 'confirmation of the contract; if you have not sent its number yet, please do',
  grounds: {
    service: 'restoring a critical service of the product',
    access: "restoring access to a user's account",
    other: 'urgent intervention is needed',
  },
  groundNames: { service: 'service', access: 'access', other: 'other' },
  categories: {
    operation: 'keeping the software working',
    errors: 'errors and failures',
    administration: 'administration',
    consultation: 'consultation and instruction',
    data: 'data processing',
    unsorted: 'not determined',
  },
  criticalities: { high: 'high', suspected: 'suspected', normal: 'ordinary' },
  contractFound: {
    address: 'by address',
    domain: 'by domain',
    remembered: 'address remembered by !contract',
    confirmed: 'confirmed by a lead',
    none: '',
    several: '',
    expired: '',
    'not-yet': '',
    'not-needed': '',
  },
  contractMissing: {
    none: 'NONE: a lead decides (!contract NUMBER, !decline)',
    expired: 'EXPIRED: a lead decides (!contract NUMBER, !decline)',
    'not-yet': 'NOT YET IN FORCE: a lead decides (!contract NUMBER, !decline)',
  },
  contractLine: ({ numbers, until, found, left }) =>
    [`No. ${numbers.join(', ')}`, until && ` until ${until}`, found && ` (${found})`, left && `, ${left} left`].join(
      '',
    ),
  contractSeveral: (numbers) => `SEVERAL: ${numbers.join(', ')} (to choose: !contract NUMBER)`,
  undelivered: {
    'no-mailbox': 'the mailbox does not exist',
    full: 'the mailbox is full',
    'too-big': "the mail is too big for the customer's server",
    spam: "the customer's server refused the mail as spam",
    'no-domain': 'the domain was not found',
    expired: "the customer's server did not accept the mail for five days",
    unsendable: 'no mail can be sent to such an address',
    other: "the customer's server refused the mail",
  },
  undeliveredByUs: {
    'too-big': 'the mail is larger than our own mail server takes',
    spam: 'our own mail server refused the mail as spam',
    expired: 'our own mail server did not accept the mail for five days',
    other: 'our own mail server refused the mail',
  },
  alertMarks: {
    critical: 'URGENT',
    complaint: 'COMPLAINT',
    overdue: 'OVERDUE',
    bounce: 'UNDELIVERED',
    new: 'ATTENTION',
    customer: 'ATTENTION',
    answer: 'ATTENTION',
    call: 'ATTENTION',
    note: 'ATTENTION',
    robot: 'ATTENTION',
  },
  noSubject: '(no subject)',
  noText: '(no text)',
  unnamed: '(not named)',
  nobodyYet: 'not assigned yet',
  nobody: 'nobody',
  none: 'none',
  defaultGreeting: 'Hello,',
  fromCustomer: 'from you',
  fromParticipant: 'from another participant',
  fromEngineer: 'from the engineer',
  leadOnly: 'lead only',
  spokesman: (name) => `${name} (technical support)`,
  phoneHours: (open, close, zone) => `working days, ${open}–${close} (${zone})`,
  phoneNow: (close) => `; lines are open today until${N}${close}`,
  phoneNext: (day, time) => `; next: ${day} from${N}${time}`,
  phoneNextSentence: (at) => `the telephone is answered next on ${at}`,
  phoneSameTime: 'the telephone is answered from the same time',
  phoneOpenNow: 'the telephone is answered now',
  calendarYear: (year, status) => {
    switch (status) {
      case 'official':
        return String(year)
      case 'preliminary':
        return `${year} (preliminary)`
      case 'computed':
        return `${year} (computed from article${N}112 of the Labour Code)`
    }
  },
  calendarGround: inEnglish,
  dayOff: (span) => span,
  inText: (count) => `${count} in the text`,
  files: (count, names) => `${count}: ${names.join(', ')}`,
  refused: (name, why) => `${name} (not accepted: ${why})`,
  ordinal: (n) => {
    const tens = n % 100
    if (tens > 10 && tens < 14) return `${n}th`
    return `${n}${{ 1: 'st', 2: 'nd', 3: 'rd' }[n % 10] ?? 'th'}`
  },
  dayChange: (day, now, was) => `${day} — ${now} (was: ${was})`,
  deadlineRuns: (by) => `ends on ${by}`,
  deadlineStopped: 'suspended',
  deadlinePassed: (by) => `ended on ${by}; the head of the service has been informed, work goes on`,
  deadlineNone: 'not set: the contract is not confirmed',
  criticalityToCustomer: (high, ground) =>
    high
      ? `high${ground === '' ? '' : ` (${ground})`}; may be dealt with out of turn`
      : 'suspected to be high; an engineer will decide',
  criticalityNormal: 'normal',
  criticalitySuspected: (why) =>
    `suspected to be high${why === '' ? '' : `, because of “${why}”`}: !critical service|access or !normal`,
  criticalityHigh: (ground, by) => ['HIGH', ground && `, ${ground}`, by && ` (confirmed by ${by})`].join(''),
  channel: (channel, by) =>
    channel === 'email' ? 'by e-mail' : `by telephone${by === '' ? '' : ` (registered by ${by})`}`,
  category: (name, why) => (why === '' ? name : `${name}, because of “${why}”`),
  earlier: (lines, count) =>
    lines.join(', ') + (count > lines.length ? `; ${count > 100 ? 'more than 100' : count} in all` : ''),
  closedOn: (day) => `closed ${day}`,
  acknowledged: (time) => `sent ${time}`,
  withheld: (why) => `NOT sent: ${why} — please answer the customer yourself`,
  timeLeft: (left) => `${left} left`,
  overdue: 'overdue',
  overdueBy: (late) => `overdue by ${late}`,
  due: (short) => `due ${short}`,
  high: 'HIGH CRITICALITY',
  suspected: 'suspected critical',
  more: (n) => `and ${n} more: !queue`,
  recipients: (to, copies) => (copies === '' ? to : `${to}, copy: ${copies}`),
  why: {
    none: 'There is no deadline: no contract is confirmed.',
    counted: (from, days) => `Counted from ${from}: ${days} after the day of arrival (R15).`,
    agreed: (by, from) => `The deadline of ${by} is agreed with the customer (R16); counted from ${from}.`,
    days: {
      work: 'working day',
      short: 'working day, an hour shorter',
      'worked-saturday': 'Saturday worked',
      weekend: 'weekend',
      holiday: 'public holiday',
      transferred: 'day off moved here',
    },
    turns: { us: 'the desk', customer: 'the customer', development: 'development' },
    added: 'more',
    waited: (hours) => `waited ${hours}`,
    time: { us: "The desk's time", customer: "The customer's time", development: "Development's time" },
    stretch: (whose, from, to, hours, counted) =>
      `${whose} from ${from} to ${to}: ${hours}${counted ? '' : ', after the deadline, not counted'}`,
    lasting: (whose, from, counted) =>
      `${whose} from ${from} still runs${counted ? ' and is not in the deadline yet' : ', after the deadline, not counted'}`,
    moved: (base, hours) => `Without waiting the deadline would be ${base}; ${hours} of waiting in all (R4).`,
    result: (by) => `Deadline: ${by}.`,
    unofficial: {
      preliminary: 'The calendar is not final: preliminary.',
      computed: 'The calendar is not final: computed.',
    },
  },
  report: REPORT,
  board: BOARD,
  statement: STATEMENT,
  fileCount: (n, count) => (n === 0 ? 'none' : count(n, 'file')),
}

/** The resolutions and articles on which a calendar rests; what else its file says stays as it is. */
function inEnglish(ground: string): string {
  return ground
    .replace(
      /постановлени[ея] Правительства РФ от (\d{1,2})\.(\d{2})\.(\d{4}) №\s*(\d+)/giu,
      (_, day: string, month: string, year: string, number: string) =>
        `Resolution of the Government of the Russian Federation No.${N}${number} of ${Number(day)}${N}${MONTHS[Number(month) - 1]}${N}${year}`,
    )
    .replace(/постановление Правительства РФ/giu, 'Resolution of the Government of the Russian Federation')
    .replace(/стать[яией]+ (\d+) ТК РФ/giu, `article${N}$1 of the Labour Code of the Russian Federation`)
}
