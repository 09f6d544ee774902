// English: what a team asks of the desk every day.
import type { EverydaySentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

export const EVERYDAY: Catalogue<EverydaySentences> = {
  'too many tickets': ({ most, tickets }) => `more than ${most} tickets (${tickets}): send them in several mails`,
  'no text for several':
    'no text and no files go with orders on several tickets: it is unclear to which customer. Send the commands alone in answer to another mail, and answer customers in their own tickets',

  'no such canned answer': ({ written, names }) =>
    `there is no canned answer “${written}”. There are: ${names.join(', ') || '—'}`,
  'canned answer of another language': ({ name, names }) =>
    `the canned answer “${name}” is in another language than the request. Those that fit: ${names.join(', ') || '—'}`,
  'unknown fields': ({ fields, known }) => `no such field: ${fields.join(', ')}. Fields: ${known.join(', ')}`,
  'fields without a value': ({ name, fields }) =>
    `the canned answer “${name}” wants ${fields.join(', ')}, and this request has no such value. Nothing was sent`,
  'canned answer is put in': ({ name, text }) => `the canned answer “${name}” is put in:\n${text}`,
  'canned answers': 'Canned answers',
  'canned answers come': 'the list of canned answers has been sent',
  'canned answer is': ({ name, first, wrong }) =>
    `!template ${name} — ${first}${wrong.length === 0 ? '' : ` (not usable, no such field: ${wrong.join(', ')})`}`,
  'no name for an answer': 'a name has at most 60 characters and does not end with “below”',
  'no text for an answer': 'no text: write it below the command',
  'answer is too long': ({ most }) => `a canned answer has at most ${most} characters`,
  'answer is a file': ({ name }) => `“${name}” is a file in the folder of the setting answers: change it there`,
  'canned answer is kept': ({ name, replaced }) =>
    `the canned answer “${name}” is ${replaced ? 'replaced' : 'kept'}; nothing went to the customer. To put it in: !template ${name}`,

  'who calls': ({ number }) => `Calling: ${number}`,
  'card of the caller comes': "the caller's card has been sent",
  'number of nobody': ({ number }) => `No contract and no former call has the number ${number}.`,
  'caller by contract': ({ name, address, phone, organisation, contract, validTo, valid, elsewhere }, { dayOn }) =>
    `${name === '' ? address : `${name} <${address}>`}${elsewhere ? ` (another extension: ${phone})` : ''}, ${organisation}, contract No. ${contract} ${valid ? `until ${dayOn(validTo)}` : `NOT VALID (until ${dayOn(validTo)})`}`,
  'caller by former calls': ({ name, address }) =>
    `by former requests: ${[name, address].filter((one) => one !== '').join(', ')}`,
  'his open tickets': 'Open tickets',
  'his last tickets': 'Last closed ones',
}
