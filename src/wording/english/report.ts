// English: the report.
import type { ReportPhrases } from '../language/report.ts'

const REOPENED = {
  customer: 'the customer wrote again',
  engineer: 'opened by an engineer',
  undelivered: 'the answer was not delivered',
  unknown: 'reopened',
} as const

export const REPORT: ReportPhrases = {
  cuts: {
    category: 'by service',
    contract: 'by contract',
    engineer: 'by engineer',
    channel: 'by channel',
    criticality: 'by criticality',
  },
  cut: {
    category: 'Service',
    contract: 'Contract',
    engineer: 'Engineer',
    channel: 'Channel',
    criticality: 'Criticality',
  },
  channels: { email: 'e-mail', phone: 'telephone' },
  owners: { us: 'The desk', customer: 'The customer', development: 'Development', contract: 'Until the contract' },
  together: 'Together',
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  was: (now, before) => `${now} (was ${before})`,
  share: (kept, of, percent) => `${kept} of ${of} (${percent}\u00a0%)`,
  nothing: 'nothing to count',
  spread: (mean, median, p90) => `mean ${mean}, median ${median}, nine of ten within ${p90}`,
  balance: (sum, holds) => (holds ? `The balance adds up: ${sum}.` : `THE BALANCE DOES NOT ADD UP: ${sum}.`),
  hours: (hours, minutes) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
  firstAnswer: (share, median, norm, clock) => {
    const how = clock === 'working' ? 'of working time' : 'by the wall clock'
    return median === '' ? `${share}; norm ${norm} h ${how}` : `${share}; median ${median} h, norm ${norm} h ${how}`
  },
  compared: (period) => `In brackets: ${period}.`,
  lateNow: { open: 'open', answered: 'answered', finished: 'finished' },
  why: (why, since, reference) => {
    switch (why) {
      case 'nobody':
        return `nobody has it, waiting since ${since}`
      case 'us':
        return `the desk's turn since ${since}`
      case 'development':
        return `in development since ${since}${reference === '' ? '' : ` (${reference})`}`
      case 'undelivered':
        return 'the answer was not delivered'
      case 'customer':
        return `waiting for the customer since ${since} does not stop the time`
    }
  },
  overBy: (by, over) => (over === '' ? `due ${by}, just now` : `due ${by}, overdue by ${over}`),
  raised: (at, ground, why, by) => `${at}: ${ground}${why === '' ? '' : ` (${why})`}; confirmed by ${by}`,
  overtook: (number, by, date) => `overtook ${number}${by === '' ? '' : ` by ${by}`}: ${date}`,
  overtookNobody: 'overtook nobody',
  date: (fate, by) => {
    switch (fate) {
      case 'kept':
        return `its date ${by} was kept`
      case 'missed':
        return `its date ${by} was missed`
      case 'to come':
        return `its date ${by} is still to come`
      case 'none':
        return 'it has no date'
    }
  },
  reopened: (at, by) => `${at}: ${REOPENED[by]}`,
  events: {
    undelivered: 'not delivered',
    'set aside': 'set aside',
    'not acknowledged': 'not acknowledged',
  },
  more: (n) => `and ${n} more`,
  group: ({ came, processed, open, overdue, mean, kept }) =>
    [
      `came ${came}`,
      `processed ${processed}`,
      `open ${open}`,
      overdue === '0' ? '' : `overdue ${overdue}`,
      mean === '' ? '' : `mean ${mean} working days`,
      kept === '' ? '' : `deadlines ${kept}`,
    ]
      .filter((one) => one !== '')
      .join(', '),
}
