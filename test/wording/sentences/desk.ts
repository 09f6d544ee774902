// Samples of what the rules say beside their letters.
import type {
  CardSentences,
  CustomerSentences,
  DeliverySentences,
  FigureSentences,
  GuardSentences,
  TicketAreaSentences,
  TimeSentences,
} from '../../../src/words/words.ts'
import type { Samples } from './sample.ts'

const AT = new Date('2026-12-04T15:00:00Z')
const NO_PROOF = { is: 'no proof', domain: 'plant.example' } as const
const NO_ADDRESS = { is: 'sender without address' } as const

const CLUE = { by: 'References', named: '<m1@plant.example>', merged: 'SKPS-5' } as const

export const DELIVERY: Samples<DeliverySentences> = {
  'not delivered': { what: 'answer', recipient: 'smirnova@plant.example', diagnostic: '550 5.1.1 no such user' },
  'state after an undelivered answer': { from: 'waiting', to: 'open' },
  muted: { address: 'robot@plant.example', hours: 24 },
  'muted because': { mails: 5 },
  'muted means': {},
  flood: { address: 'robot@plant.example', tickets: 100 },
  'flood goes into': { number: 'SKPS-12' },
}

export const GUARD: Samples<GuardSentences> = {
  'sender without address': {},
  'headers forbid an answer': { why: [{ is: 'report' }, { is: 'null sender' }] },
  'empty return path': {},
  "machine's address": { local: 'no-reply' },
  'our own return path': {},
  'goes in circles': { hops: 51 },
  'sender forged': { because: NO_PROOF },
  'stranger not vouched for': { because: NO_PROOF },
  'not addressed to us': {},
  'came too long ago': { hours: 80, most: 72 },
  'address muted': { until: AT },
  'answered too fast': { times: 5 },
  'enough acknowledgements': { sent: 20 },
  'enough notices': { sent: 20 },
  'enough automatic mail': { sent: 1000 },
  'answers a robot at once': {},
  'mail of our own': {},
  "machine's mail": { kind: 'auto-reply' },
  'not readable': {},
  'not one From': {},
  'repeats a mail': {},
  'answers no mail of ours': {},
  'sender not vouched for': { because: NO_PROOF },
  'not confirmed': { subject: 'Re: SKPS-12' },
  'not carried out': { because: { is: 'repeats a mail' } },
  'it came': { at: AT, subject: 'Re: SKPS-12' },
  'confirm by an answer': {},
  'register by an answer': {},
  'not sent to a customer': {},
  'do not answer': {},
  'seen by others': {},
  'looks automatic': {},
  'the rest as a list': {},
  'not confirmed by your answer': {},
  'unproved mails': { mails: 5 },
  'unproved mail': { n: 2, at: AT, subject: 'Re: SKPS-12' },
  'confirm by number': {},
  'automatic mail of yours': {},
  'subject of it': { subject: 'Re: SKPS-12' },
  'send it if yours': {},
  'sent past the desk': { to: ['i.sidorov@plant.example'] },
}

export const CARDS: Samples<CardSentences> = {
  'encrypted mail': { by: 'PGP' },
  'S/MIME part unread': {},
  'signed mail': {},
  'one piece of a mail': {},
  'winmail.dat attached': {},
  'only the beginning read': {},
  'only the beginning shown': {},
  'oddly built mail': {},
  'several addresses in From': {},
  'sender unconfirmed': { because: NO_PROOF },
  'mail not read': {},
  'answers wanted elsewhere': { address: 'other@plant.example' },
  'same Message-ID': { number: 'SKPS-12' },
  'looks like a complaint': {},
  'too big to relay': { megabytes: 25 },
  'not all is shown': { characters: 300 },
  'earlier letters left out': { letters: 5 },
  'more lines': { lines: 5 },
  'letter passed': { at: AT, direction: 'out', person: 'P. Ivanov' },
  'files that came': { names: ['a.log', 'b.log'] },
}

export const CUSTOMER: Samples<CustomerSentences> = {
  'not joined': { number: 'SKPS-5', ticket: 5, as: 'stranger' },
  'not acknowledged': { because: NO_ADDRESS },
  'added to the newest': { tickets: 100 },
  'no valid contract': {},
  'several contracts fit': { contracts: ['15/24', '16/24'] },
  'declined, writes again': {},
  'open again': { times: 2 },
  thanks: {},
  'closed by his word': {},
  'resolved, says another': { person: 'unknown sender', asker: 'smirnova@plant.example' },
  'resolved, says a mail': { person: 'smirnova@plant.example' },
  'machine wrote': {},
  complaint: { sentence: 'we complain' },
  joined: { rule: { clue: CLUE, as: 'colleague' }, notice: { is: 'thanks' } },
  'new here': { address: 'petrova@plant.example' },
  'open again from': { from: 'closed', to: 'open', times: 2 },
  'told where it stands': {},
  'not told where it stands': {},
  'told of the closing': {},
  "machine's mail recorded": {
    kind: 'bounce',
    own: false,
    reaction: null,
    clue: CLUE,
    fates: [{ address: 'petrova@plant.example', action: 'failed', status: '5.1.1' }],
  },
  mentions: {
    numbers: ['SKPS-5', 'SKPS-6'],
    refused: { is: 'not joined', number: 'SKPS-5', ticket: 5, as: 'forged' },
  },
}

export const TIME: Samples<TimeSentences> = {
  'died while filing': {},
  'fault of the program': { error: 'x is not a function' },
  'no reason is known': {},
  'set aside': { number: 'SKPS-12', more: 3 },
  'put off': { count: 2 },
  'put off means': {},
  'one put off': { what: 'moment', number: 'SKPS-7', error: 'a rule fell over' },
  'what to do with what was put off': {},
  'set aside means': {},
  'one set aside': { number: 'SKPS-12', why: { is: 'took too long' } },
  'what to do with it': {},
  'no answer since': { at: AT },
  'closed by silence': { from: 'waiting' },
  'deadline passed': { at: AT },
  'deadline passed, unanswered': {},
  'nobody took it': { late: true },
  'called again': {},
  'news due by': { at: AT },
  'customer wants news': { at: AT },
  'no letter since': { at: AT },
  'undelivered, no letter since': { at: AT },
  'day is': { kind: 'short' },
  'contract ends': { contract: '15/24', on: '2026-12-31' },
  'days of a contract left': { organisation: 'Plant', days: 10, lastOn: '2026-12-31' },
  'tickets under it': { tickets: 5 },
  'covered until done': {},
  'contract ending': { contract: '15/24', organisation: 'Plant', lastOn: '2026-12-31', days: 10 },
  'listed as set aside': { number: 'SKPS-12', why: { is: 'died while filing' } },
}

export const FIGURES: Samples<FigureSentences> = {
  'not counted': {},
  'not counted means': {},
}

const RULE = {
  agreedAt: null,
  from: AT,
  minDays: 5,
  maxDays: 10,
  hours: ['10:00', '18:00', '17:00'],
  waited: { seconds: 8 * 3600, dayHours: 8 },
} as const

export const TICKET: Samples<TicketAreaSentences> = {
  'opened under': {
    standing: { kind: 'covered', contract: '15/24', by: 'domain' },
    promise: { deadlineAt: AT, rule: RULE },
  },
  'promise given': { deadlineAt: AT, rule: { ...RULE, agreedAt: AT, hours: null, waited: null } },
  'promise moved by the calendar': { from: AT, to: AT, rule: 'R15' },
  continues: { number: 'SKPS-5', closedAt: AT },
  'category guessed': { category: 'errors', word: 'error' },
  'criticality suspected': { ground: 'access', words: 'nobody can sign in' },
  'duty alerted': {},
  'somebody said': { text: 'we complain' },
  'own terms': {
    days: { min: 3, max: 5 },
    everyDay: true,
    hours: ['09:00', '21:00'],
    ownCalendar: true,
    waitingRuns: true,
    developmentStops: true,
  },
}
