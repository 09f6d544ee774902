// English: what engineers ask for by mail, what is registered on somebody's behalf, what changes hands.
import type { QueriesSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

export const QUERIES: Catalogue<QueriesSentences> = {
  'asked already': 'this mail asks that already',
  'answer at': ({ address, snippet }) => `${snippet === null ? '' : `${snippet}; `}answer: ${address}`,
  'a ticket whole': 'A ticket whole, with its mail: !show N',
  queue: ({ tickets }) => `Queue: ${tickets}`,
  'queue is empty': 'No ticket is open.',
  'queue comes': 'the queue comes by mail',
  'your tickets': ({ tickets }) => `Your tickets: ${tickets}`,
  'you have none': 'You have none.',
  'list comes': 'the list comes by mail',
  found: ({ words, tickets }) => `Found for “${words}”: ${tickets}`,
  'nothing found': 'Nothing was found.',
  'sought by its first words': ({ words }, sayer) =>
    `Looked for by the first ${words} ${sayer.form(words, 'word', 'words')} only.`,
  'found comes': 'what was found comes by mail',
  'name the ticket': 'name the ticket. Example: !show 12',
  'ticket comes': ({ number }) => `${number} comes by mail`,
  'customer and participants': 'Customer and participants',
  'last mail': ({ at }, { moment }) => `The customer's last mail, ${moment(at)}`,
  history: 'History',
  'row of history': ({ at, who, what, detail }, sayer) =>
    `${sayer.moment(at)}  ${sayer.who(who)}: ${sayer.event(what, detail)}`,
  'count comes': 'the count comes by mail',
  'help comes': 'the list of commands comes by mail',
  'commands of the desk': 'Commands of the desk',
  'which period': ({ written }) =>
    `which period is not clear: “${written}”. Examples: !report week, !report Q2, !report october by contract, !report 01.10.2026-31.10.2026`,
  'no such contract': ({ written, contracts }) =>
    `there is no contract “${written}”. Contracts: ${contracts.join(', ') || '—'}`,
  'report comes': 'the report comes by a mail of its own',
  'which month': ({ written }) =>
    `which month is not clear: “${written}”. Examples: !statement 15/24, !statement 15/24 october, !statement 15/24 2026-10`,
  'statement comes': 'the statement comes by a mail of its own',

  'no text to register': 'there is no text: write below the commands what the customer asked, or forward his mail',
  'no telephone': ({ written }) => `“${written}” is no telephone number`,
  'telephone is': ({ number }) => `telephone: ${number}`,
  'to register a call': 'to register a call add the line !new',
  'no number on a ticket': 'no number on a ticket: the text below is the record of the call; for a new call add !new',
  'what was said': 'write below the command what was said',
  'not a customer': "that is the desk's or an engineer's address",
  'customer is': ({ person }) => `customer: ${person}`,
  'no such time': ({ written }) => `there is no time “${written}”. Example: !at 23.11.2026 11:40`,
  'time to come': 'that time has not come yet',
  'time long past': ({ written }) => `${written} is more than ten years ago: is the year right?`,
  'received at': ({ at }, { moment }) => `received: ${moment(at)}`,
  'only with new': 'stands only together with !new',
  'whose request': 'whose request is it? Add !from ADDRESS or !phone NUMBER',
  'registered for': ({ person }) => `registered; customer: ${person}`,
  'received, deadline': ({ at, deadlineAt }, { moment, closing }) =>
    `received ${moment(at)}; ${deadlineAt === null ? 'no deadline is set' : `deadline ${closing(deadlineAt)}`}`,
  'tell him the number': ({ number, dated }) =>
    `no letter to the customer: tell him ${number}${dated ? ' and the date' : ''}`,
  'acknowledgement goes': 'the acknowledgement goes to the customer',
  'no acknowledgement to a machine': 'no acknowledgement is sent: the address is a machine’s, not a person’s',
  'registered by': ({ engineer, person }) => `registered by ${engineer}: ${person}`,
  'call registered': ({ person, at, deadlineAt }, { moment, closing }) =>
    `a call registered: ${person}; received ${moment(at)}; deadline ${deadlineAt === null ? '—' : closing(deadlineAt)}`,

  'nobody has it any more': ({ engineer }) => `Nobody has the ticket any more: ${engineer} released it.`,
  'handed to you': ({ engineer }) => `${engineer} hands the ticket to you.`,
  'has taken': ({ number, engineer }) => `${engineer} has taken ${number}.`,
  'with its mail': ({ news }, { say }) => `${say(news)}\nAll its mail: !show`,
}
