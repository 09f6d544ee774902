// Samples of what the morning mail says.
import type { MorningSentences } from '../../../src/words/words.ts'
import type { Samples } from './sample.ts'

const AT = new Date('2026-12-04T15:00:00Z')
const ON = '2026-12-04'
const TODAY = { on: ON, closes: '17:00' } as const

export const MORNING: Samples<MorningSentences> = {
  'digest of': { on: ON, overdue: 5, today: 5, tomorrow: 5 },
  "lead's digest of": { on: ON, overdue: 5, uncovered: 5, nobodys: 5 },
  'good morning': { name: 'P. Ivanov', today: TODAY },
  'your turn': { mine: 5, turn: 5, nobodys: 5 },
  today: { today: TODAY },
  'calendar ends': { lastOn: ON, daysAhead: 5, afterwards: 'preliminary' },
  overdue: {},
  'due today': {},
  'due tomorrow': { on: ON },
  'due in two days': { on: null },
  "nobody's": {},
  'of colleagues away': {},
  'high criticality': {},
  'high criticality, for leads': {},
  'no first answer': {},
  'mails since': { at: AT },
  'waiting long': { days: 5 },
  'with development': {},
  undelivered: {},
  'closed unsorted': {},
  'contracts ending': {},
  people: {},
  'without contract': {},
  complaints: {},
  'letters set aside': {},
  'figures of': { fromOn: ON, toOn: ON },
  'nothing urgent': {},
  'a repeat would differ from what was begun': {},
  'it may have been sent before the books were restored': {},
  'first answer by': { at: AT },
  'at that moment': { at: AT },
  'waits since': { at: AT, closesAt: AT },
  'there since': { at: AT, newsBy: AT },
  'critical for leads': { firstAnswerBy: AT, overtaken: 'SKPS-3 (40 h)' },
  'did not arrive': {
    number: 'SKPS-12',
    recipient: 'smirnova@plant.example',
    because: { is: 'a repeat would differ from what was begun' },
  },
  'has so much': { name: 'P. Ivanov', away: true, open: 5, turn: 5, late: 5 },
  'mail balance': {
    fromOn: ON,
    lastOn: ON,
    total: 41,
    opened: 12,
    joined: 24,
    automatic: 4,
    setAside: 1,
  },
  processed: { tickets: 5, net: 2.4, gross: null },
  'kept in time': { deadlines: { kept: 11, of: 12 }, firstAnswer: { kept: 0, of: 0 } },
}
