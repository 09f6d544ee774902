// Samples of what is said of an engineer's letter.
import type { EngineerSentences } from '../../../src/words/words.ts'
import type { Samples } from './sample.ts'

const AT = new Date('2026-12-04T15:00:00Z')
const LEAK = { is: 'would leak', of: 'note', shown: 'qwerty123' } as const

export const ENGINEER: Samples<EngineerSentences> = {
  'message ids rewritten': {},
  'message ids rewritten means': {},
  'set subaddress': {},
  'recorded as a note': {},
  'recorded as a call': { told: true },
  "became the ticket's text": {},
  'commands only': {},
  'commands only, acknowledged': { number: 'SKPS-13' },
  'commands only, told': { of: ['due', 'reopened', 'closed'] },
  'goes to the customer': { name: 'O. Smirnova', address: 'smirnova@plant.example', copies: ['a@b.example'], at: AT },
  'greeting left out': {},
  'signature left out': { lines: 5 },
  'quote left out': { lines: 5 },
  'files left out': { files: 5 },
  'would leak': { of: 'customer', shown: 'Plant' },
  'colleague has answered': { name: 'P. Ivanov', at: AT },
  'held because': { reasons: [LEAK, { is: 'colleague has answered', name: 'P. Ivanov', at: AT }] },
  'held for': { reason: { is: 'would leak', of: 'note', shown: 'x' } },
  'your own text': {},
  'answer is held': {},
  'send it or not': {},
  'mail is encrypted': {},
  'mail is empty': {},
  'note without text': {},
  'news without text': {},
  'numbers below the command': {},
  'text for nobody': {},
  'takes commands only': {},
  'customer without address': {},
  'files too big': { megabytes: 40, most: 25 },
  'by telephone': {},
  'mail goes out': {},
  'mail is dropped': {},
  'text is for the customer': {},
}
