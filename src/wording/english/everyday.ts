// English: what a team asks of the desk every day.
import type { EverydaySentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

const FIX_SKIPS = {
  told: 'this version has been told',
  'no address': 'the customer has no address: tell him by telephone',
  'not shown': 'it was not in the list that was shown',
  finished: 'the ticket is closed, or linked no more',
}

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

  'not with a fix': 'only text and !template stand in one mail with !fixed',
  'which version': 'it is unclear which version. Examples: !fixed 4.2, !fixed 4.2 except 14, 15',
  'fix without text': 'write below what was fixed and how to get it: the customers will see it',
  'fix answers nobody': ({ version, skipped }, { say }) =>
    [`there is nobody to write to of the fix in version ${version}`, ...skipped.map(say)].join('; '),
  'fix is shown': ({ version, tickets }, sayer) =>
    `The fix in version ${version} will be told on ${tickets} ${sayer.form(tickets, 'ticket', 'tickets')}, to each customer by himself. Nothing has been sent yet.`,
  'fix goes to': ({ number, person, organisation, subject }) =>
    `${number}: ${person}${organisation === null ? '' : `, ${organisation}`} — ${subject}`,
  'fix skips': ({ number, why }) => `${number}: no letter, ${FIX_SKIPS[why]}`,
  'send the fix or not':
    'To send all: answer !send. To leave somebody out: !fixed VERSION except N, with the same text. Below is the text of the first letter.',
  'fix is sent': ({ version, tickets }, { form }) =>
    `Sent of the fix in version ${version}: ${tickets} ${form(tickets, 'letter', 'letters')}.`,
  'fixed in': ({ version }) => `fixed in version ${version}`,

  'by the rota': ({ engineer, row, open, of }) =>
    `${engineer}: row ${row}${of > 1 ? `, the fewest open tickets (${open}) of ${of} people` : ''}`,
  'rota names nobody': 'nobody for this time: everybody sees the request',
  'given by the rota': 'Came, and was given out by the rota',
  'handed over': ({ tickets, to }) =>
    `left behind: ${tickets.join(', ')}; new mail on them goes to: ${to.join(', ') || 'everybody, though nobody is there'}`,
  'nobody on duty': 'ATTENTION: nobody is left on duty; alerts will go to those who are away',
}
