// English: what a team asks of the desk every day.
import type { EverydaySentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

const FIX_SKIPS = {
  told: 'this version has been told',
  'no address': 'the customer has no address: tell him by telephone',
  'not shown': 'it was not in the list that was shown',
  finished: 'the ticket is closed, or linked no more',
}

const NAMES_LEFT = {
  address: 'the address',
  person: 'the name',
  name: 'the name or organisation of a contract',
  organisation: 'the organisation',
  number: 'the ticket number',
  contract: 'the contract number',
  letter: "the number of the customer's letter",
  phone: 'the telephone number',
  token: "the desk's mark",
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

  'knowledge comes': 'question and answer are shown in a mail of their own: they are kept when you say so',
  'no answer to know': 'the ticket has no answer yet: there is nothing to keep',
  knowledge: ({ name }) => `Knowledge: ${name}`,
  'knowledge is shown': ({ number }) =>
    `Question and answer${number === '' ? '' : ` of ticket ${number}`}, to be found again. NOT kept yet; only engineers will see them.`,
  'name is left': ({ of, shown }) => `Take out ${NAMES_LEFT[of]}: ${shown}`,
  'may be a name': ({ shown }) => `See whether this is a name or an address: ${shown.join('; ')}`,
  'keep it or not':
    'To keep it as shown: !know. To put it right: copy the text below into your answer under a line !know, and take out names and whatever they are known by. Not to keep it: !undo.',
  'take the names out':
    'It will not be kept as it stands. Copy the text below into your answer under a line !know, and put it right. Not to keep it: !undo.',
  'question and answer':
    'Both lines are needed, each once and nothing above them: “Question:” with the question under it, “Answer:” with the answer under it. A line “Name:”, if any, stands first.',
  'canned answer has that name': ({ name }) =>
    `There is a canned answer “${name}” already: give the knowledge another name, !know NAME`,
  'knowledge has that name': ({ name }) => `there is knowledge “${name}” already: give the canned answer another name`,
  'knowledge is not kept': 'NOT kept: what the customer is known by still stands in the text.',
  'knowledge is kept': ({ name, replaced }) =>
    `The knowledge “${name}” is ${replaced ? 'replaced' : 'kept'}. To put it into an answer: !template ${name}. To find it: !similar`,
  'knowledge is dropped': 'The knowledge is not kept.',
  'pieces beside': ({ pieces }, { form }) =>
    `and ${pieces} ${form(pieces, 'piece', 'pieces')} of knowledge: !similar WORDS, to put one in: !template NAME`,

  'like ticket': ({ number, subject, state, closedAt }, { state: word, day }) =>
    `${number} ${subject} (${closedAt === null ? word(state) : `closed on ${day(closedAt)}`})`,
  'like knowledge': ({ name }) => `knowledge “${name}”: !template ${name}`,
  alike: ({ to }) => `Looks like: ${to}`,
  'nothing alike': 'No solved ticket and no knowledge is like this.',
  'a piece of knowledge': ({ name }) => `Knowledge “${name}”, to put it in: !template ${name}`,
  'its question': ({ first }) => `Question: ${first}`,
  'its answer': ({ first }) => `Answer: ${first}`,
  'solved before': 'Solved tickets',
  'alike comes': 'the list of what is alike has been sent',

  'webhook took it': 'the webhook took the alert',
  'webhook failed': ({ failure, over }, { say }) =>
    `the alert by webhook ${over ? 'did NOT get through in a day and is given up' : 'did not get through'}: ${say(failure)}`,
  'nobody woken': ({ number, because }) =>
    `${number}: the alert by webhook did not get through (${because === 'confirmed' ? 'high criticality is confirmed' : 'nobody takes a critical request'})`,
  'webhook tried again':
    'It is tried again for a day; the mails to duty went as always. Wake by telephone whom you need.',
  'webhook given up':
    'The webhook is called no more for this request; the mails to duty went as always. Try: ticketd check --connect.',
  'webhook answered': ({ status }) => `the server answered ${status}`,
  'webhook redirects': ({ status }) =>
    `the server redirects (${status}), which is not followed: give the final address`,
  'webhook is slow': ({ seconds }) => `the server did not answer within ${seconds} s`,
  'webhook not reached': ({ why }) => `the server cannot be reached: ${why}`,

  'by the rota': ({ engineer, row, open, of }) =>
    `${engineer}: row ${row}${of > 1 ? `, the fewest open tickets (${open}) of ${of} people` : ''}`,
  'rota names nobody': 'nobody for this time: everybody sees the request',
  'given by the rota': 'Came, and was given out by the rota',
  'handed over': ({ tickets, to }) =>
    `left behind: ${tickets.join(', ')}; new mail on them goes to: ${to.join(', ') || 'everybody, though nobody is there'}`,
  'nobody on duty': 'ATTENTION: nobody is left on duty; alerts will go to those who are away',
}
