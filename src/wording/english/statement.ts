// English: the statement of a contract.
import type { StatementPhrases } from '../language/statement.ts'

export const STATEMENT: StatementPhrases = {
  title: 'Statement of requests to technical support',
  contract: (number, organisation) => `contract No. ${number}${organisation === '' ? '' : `, ${organisation}`}`,
  running: (at) => `The period is not over: drawn up as of ${at}.`,
  columns: {
    number: 'Number',
    subject: 'Subject',
    came: 'Received',
    promised: 'Due',
    processed: 'Processed',
    customer: 'Waiting for the customer',
    outcome: 'Result',
  },
  outcome: (outcome, { late, development, into }) => {
    switch (outcome) {
      case 'in time':
        return 'in time'
      case 'late':
        return `late by ${late || 'less than a minute'}${development ? ' (development)' : ''}`
      case 'processed':
        return 'processed'
      case 'in work':
        return 'in work'
      case 'in development':
        return 'with development'
      case 'waiting':
        return "waiting for the customer's reply"
      case 'overdue':
        return `in work, overdue by ${late || 'less than a minute'}${development ? ' (development)' : ''}`
      case 'refused':
        return 'declined'
      case 'merged':
        return into === '' ? 'merged into another request' : `merged into ${into}`
    }
  },
  high: 'high criticality',
  nothing: 'There were no requests in this period.',
  notYet: '—',
  none: '—',
  figures: {
    openBefore: 'In work at the beginning of the period',
    came: 'Received',
    returned: 'Reopened of those closed before',
    processed: 'Processed',
    refused: 'Declined',
    merged: 'Merged into others',
    openAfter: 'In work at the end of the period',
    high: 'Of high criticality',
    deadlines: 'Processing periods kept of those that ended',
    mean: 'Mean processing time',
    customer: "Mean waiting for the customer's reply",
  },
  figuresTitle: 'Summary',
  mean: (days, norm) => `${days} working days (the regulation: ${norm})`,
  days: (days) => `${days} working days`,
  clausesTitle: 'Grounds',
  clauses: ({ days, hours, everyDay, own, waitingStopsClock }) => [
    `Processing period of a request from its receipt: ${days}${everyDay ? ', around the clock' : `, ${hours} (Moscow time)`} (${own ? 'terms of the contract' : 'section 3 of the regulation'}).`,
    waitingStopsClock
      ? "The time of a solution depends on the customer's timely and complete replies (section 1 of the regulation): waiting for them is no part of the processing period."
      : "By the terms of the contract waiting for the customer's reply does not stop the processing period.",
    'The time of a solution can depend on a hand-over to development and on criticality; requests of high criticality can be handled out of turn (section 3 of the regulation).',
    'The mean processing time named by the regulation is 2–3 working days (section 1).',
  ],
  made: (at) => `Drawn up on ${at}.`,
  sends: (to) => `The answer “!send” to this mail sends the statement to: ${to}.`,
}
