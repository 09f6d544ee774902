// English: what commands did, and why they could not.
import type { OrderSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'
import { COMMANDS } from './commands.ts'

const NOBODY = 'nobody'

export const ORDERS: Catalogue<OrderSentences> = {
  'contradicts another command': 'contradicts another command of this mail',
  'note answers a note': "an answer to a note is a note: to write to the customer, answer the customer's mail",
  'belongs to no ticket':
    'this mail belongs to no ticket: put its number on the first line, or answer a mail of the ticket (!show N)',
  'state changed': ({ from, to }, { state }) => `${state(from)} → ${state(to)}`,
  'command without mark': ({ at }) =>
    `line ${at} looks like a command without its ! in front. If it is one, write it in your answer with !; if all of this is meant for the customer, answer !send`,
  'command in the subject':
    'commands are not read in the subject. Write it in your answer, in the first line; if all of this is meant for the customer, answer !send',
  'command behind text': ({ at }) =>
    `the command stands behind text (line ${at}). Commands stand in the first lines, each on its own; if it is text, put it in quotes`,
  'command below text': ({ at }) =>
    `the command stands below text (line ${at}). Commands stand in the first lines; if it is text, begin the line with !!`,
  'too many commands': ({ most, commands }) => `more than ${most} commands (${commands}): send them in several mails`,
  'right but not carried out':
    'right, but not carried out: the commands of one mail are carried out together or not at all',
  'right, but not with this text':
    'right, but not carried out: commands and text of one mail are carried out together or not at all',
  'no such command': 'no such command. All commands: !help. If it is text, begin the line with !!',
  'did you mean': ({ names }) => `no such command. Did you mean: ${names.join(', ')}`,
  'leads only': ({ leads }) => `for leads only: ${leads.join(', ')}`,
  'only tickets stand behind it': ({ command }) =>
    `only numbers of tickets stand behind this command, each in full: !${command.en} 12, 13; text begins on the next line, each command has its own`,
  'nothing stands behind it':
    'nothing stands behind this command: text begins on the next line, each command has its own',
  incomplete: ({ command: { name, en } }) =>
    `incomplete: !${en} ${COMMANDS[name].argument}. Example: !${en} ${COMMANDS[name].example}`,
  'no address': ({ written }) => `“${written}” is no address`,
  'no ticket number': ({ written }) => `“${written}” is no ticket number`,
  'no such ticket': ({ number }) => `there is no ticket ${number}`,

  'yours already': 'the ticket is yours already',
  'no such engineer': ({ written, engineers }) => `no engineer “${written}”. Engineers: ${engineers.join(', ')}`,
  'several engineers fit': ({ engineers }) => `several fit: ${engineers.join(', ')}. Name one`,
  'has it already': ({ engineer }) => `${engineer} has it already`,
  'engineer changed': ({ from, to }) => `engineer: ${from ?? NOBODY} → ${to ?? NOBODY}`,
  'engineer is away': ({ engineer, lastOn }, { dayOn }) => `${engineer} is away up to and including ${dayOn(lastOn)}`,
  'nobody has it': 'nobody has the ticket',
  'closed, reopen first': 'the ticket is closed; !reopen it first',
  'interim news': ({ state }, sayer) => `interim news; state: ${sayer.state(state)}`,
  'closed already': ({ on }, { day }) => `the ticket is closed already${on === null ? '' : `, ${day(on)}`}`,
  'ticket is closed': 'the ticket is closed',
  'is merged': ({ into }) => `the ticket is merged into ${into}`,
  'not closed': 'the ticket is not closed',
  'new deadline': ({ at }, { closing }) => `new deadline: ${closing(at)}`,
  'development reference': ({ reference }) => `reference: ${reference}`,
  'in development already': 'the ticket is in development already',
  'not in development': 'the ticket is not in development',

  'no such service': 'no such service: 1 operation, 2 errors, 3 administration, 4 consultation, 5 data',
  'category already': 'the category is that already',
  'category changed': ({ from, to }, { category }) => `category: ${category(from)} → ${category(to)}`,
  'name the ground': 'name the ground: !critical service, !critical access or !critical other REASON',
  'critical already': 'the criticality is high already',
  'critical now': ({ ground }, sayer) => `criticality: high, ${sayer.ground(ground)}`,
  'ordinary already': 'the criticality is ordinary already',
  'ordinary now': 'criticality: ordinary',
  'alert seen': ({ engineer }) =>
    `${engineer} has seen the alert: it is not repeated; nobody has taken the request yet`,
  'alert seen already': ({ engineer }) => `the alert is not repeated any more: ${engineer}`,
  'no alert to silence': 'there is no repeated alert on this request',
  'subject changed': ({ from, to }) => `subject: “${from}” → “${to}”`,
  'subject already': 'the subject is this one already',
  'no subject': 'no subject is left of it: write it in words',
  'subject too long': ({ most }) => `the subject is too long: at most ${most} characters`,
  overtook: ({ tickets }) => `overtook: ${tickets.map(({ number, hours }) => `${number} (${hours} h)`).join(', ')}`,

  'nothing was asked before':
    'there is no former wait: nothing was asked before, or the last word is not the customer’s',
  'answered too long ago': ({ at }, { moment }) =>
    `the customer answered at ${moment(at)}, more than a working day ago: that time is ours. Ask anew: !wait`,
  'deadline has passed': 'the deadline has passed, a former wait cannot go on. Ask anew: !wait',
  'no questions': 'there is no text with questions and no answer to wait for',
  'waits already': 'the ticket waits already',
  'answered since': 'the customer has answered since your mail: write below the command what is missing',
  'waiting since': ({ at }, { moment }) => `waiting since ${moment(at)}`,
  'contract not listed': ({ contract }) => `contract ${contract} is not in the list`,
  'contract not valid then': ({ contract, fromOn, toOn, cameAt }, { day, dayOn }) =>
    `contract ${contract} is valid ${dayOn(fromOn)} – ${dayOn(toOn)}, the ticket came on ${day(cameAt)}`,
  'contract already': 'the contract is this one already',
  'contract now': ({ contract, organisation, deadlineAt }, { closing }) =>
    `contract: ${contract}, ${organisation}; deadline ${deadlineAt === null ? '' : closing(deadlineAt)}`,
  'no date without contract': 'a ticket without a contract has no date: first !contract NUMBER',
  'no such day': ({ written }) => `there is no day ${written}. Example: !due 26.02.2027 agreed by mail`,
  'has passed': ({ written }) => `${written} has passed`,
  'no working day': ({ written }) => `${written} is no working day`,
  'name the reason': 'name the ground of the new date',
  'consent is ahead': ({ written }) =>
    `the day of that consent is still to come: ${written}; name a letter or call that has been`,
  'needs consent': "a later date needs the customer's consent: name his letter or call",
  'deadline agreed': ({ from, to, reason }, { closing }) =>
    `deadline: ${from === null ? '—' : closing(from)} → ${closing(to)}; ${reason}`,
  'kept mail dropped': 'the kept mail will not be sent',
  'nothing to take back': 'there is nothing to take back',
  'gone already': 'the last answer has gone, it cannot be taken back',
  'not your answer': 'the last answer is not yours',
  'taken back': 'the answer is taken back, nothing went to the customer',
  'no text below send': 'no text stands below !send: the former one goes. Another text: answer a mail of the ticket',
  'nothing to send': 'there is nothing to send: answer the mail about the held or undelivered answer with this command',

  "engineer's address": "that is an engineer's address, customers never see it: engineers use !watch or !assign",
  "desk's address": "that is the desk's own address",
  'takes part already': ({ address }) => `${address} gets the mail already`,
  'takes part now': ({ address }) => `copy: + ${address}`,
  'takes no part': ({ address, participants }) =>
    `${address} is no participant. Participants: ${participants.join(', ') || '—'}`,
  'takes part no more': ({ address }) => `copy: − ${address}`,
  'watched already': 'you watch it already',
  'watched now': ({ engineer }) => `watching: ${engineer}`,
  'not watched': 'you do not watch it',
  'watched no more': ({ engineer }) => `no longer watching: ${engineer}`,
  'away until when': 'until which day is not clear. Example: !away 14.12.2026',
  'no day of leave': ({ written }) => `there is no day ${written}. Example: !away 14.12.2026`,
  "another's leave": "a lead enters another's leave",
  away: ({ engineer, lastOn }, { dayOn }) => `${engineer}: away up to and including ${dayOn(lastOn)}`,
  back: ({ engineer }) => `${engineer}: back at work`,

  'same ticket': 'that is the same ticket',
  'merged, name the other': ({ number, into }) => `${number} is merged into ${into}: name ${into}`,
  'closed target': ({ number }) => `${number} is closed; reopen it first`,
  'joined by': ({ number }) => `${number} joined it`,
  'merged into': ({ into }) => `merged into ${into}, which stays`,
  'news of a merge': ({ number, into }) => `${number} is merged into ${into}.`,
  'all its mail of': ({ number }) => `All its mail: !show ${number}`,
  'of another party': ({ number, id }) =>
    `${number} is another customer's: only tickets of one customer or one organisation are merged. To relate them: !link ${id}`,
  'linked already': ({ number }) => `linked to ${number} already`,
  'linked to': ({ number }) => `linked to ${number}`,
  'nothing to split': "the ticket holds one mail of the customer's, there is nothing to split off",
  'split already': 'the mail is split off already',
  'split off from': ({ number }) => `split off ${number}`,
  'split off as': ({ number, at }, { moment }) => `the customer's mail of ${moment(at)} is split off: ${number}`,
}
