// Samples of what a team asks of the desk every day.
import type { EverydaySentences } from '../../../src/words/words.ts'
import type { Samples } from './sample.ts'

export const EVERYDAY: Samples<EverydaySentences> = {
  'too many tickets': { most: 5, tickets: 5 },
  'no text for several': {},

  'no such canned answer': { written: 'something', names: ['one', 'another'] },
  'canned answer of another language': { name: 'log', names: ['one', 'another'] },
  'unknown fields': { fields: ['{{one}}'], known: ['{{another}}'] },
  'fields without a value': { name: 'log', fields: ['{{one}}'] },
  'canned answer is put in': { name: 'log', text: 'something' },
  'canned answers': {},
  'canned answers come': {},
  'canned answer is': { name: 'log', first: 'something', wrong: ['{{one}}'] },
  'no name for an answer': {},
  'no text for an answer': {},
  'answer is too long': { most: 5 },
  'answer is a file': { name: 'log' },
  'canned answer is kept': { name: 'log', replaced: true },

  'who calls': { number: '8 495 000-00-00' },
  'card of the caller comes': {},
  'number of nobody': { number: '8 495 000-00-00' },
  'caller by contract': {
    name: 'P. Ivanov',
    address: 'a@b.example',
    phone: '8 495 000-00-00',
    organisation: 'Plant',
    contract: '15/24',
    validTo: '2026-12-31',
    valid: false,
    elsewhere: true,
  },
  'caller by former calls': { name: 'P. Ivanov', address: 'a@b.example' },
  'his open tickets': {},
  'his last tickets': {},

  'not with a fix': {},
  'which version': {},
  'fix without text': {},
  'fix answers nobody': { version: '4.2', skipped: [{ is: 'fix skips', number: 'SKPS-12', why: 'told' }] },
  'fix is shown': { version: '4.2', tickets: 5 },
  'fix goes to': { number: 'SKPS-12', person: 'P. Ivanov', organisation: 'Plant', subject: 'something' },
  'fix skips': { number: 'SKPS-12', why: 'no address' },
  'send the fix or not': {},
  'fix is sent': { version: '4.2', tickets: 5 },
  'fixed in': { version: '4.2' },

  'by the rota': { engineer: 'P. Ivanov', row: 5, open: 5, of: 5 },
  'rota names nobody': {},
  'given by the rota': {},
  'handed over': { tickets: ['SKPS-12'], to: ['P. Ivanov'] },
  'nobody on duty': {},
}
