// English: a customer's letter, where it belongs, what it opened or changed.
import type { BouncedRecipient } from '../../letter.ts'
import type { Clue, CustomerSentences, JoinRule, Refusal } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'
import { MACHINES } from './guard.ts'

const REFUSALS: Readonly<Record<Refusal, string>> = {
  forged: 'the mail server calls the sender forged',
  'no single sender': 'it has no single sender',
  stranger: 'the sender does not take part',
}

export const CUSTOMER: Catalogue<CustomerSentences> = {
  'not joined': ({ number, ticket, as }) => `not joined to ${number}: ${REFUSALS[as]} (!merge ${ticket})`,
  'not acknowledged': ({ because }, { say }) => `acknowledgement NOT sent: ${say(because)}`,
  mentions: ({ numbers, refused }, { say }) =>
    `mentions ${numbers.join(', ')}${refused === null ? '' : `; ${say(refused)}`}`,
  'added to the newest': ({ tickets }, { count }) =>
    `over ${count(tickets, 'ticket')} of the sender within an hour: added here, acknowledgement NOT sent`,

  'no valid contract': 'No valid contract: a lead decides (!contract NUMBER or !decline REASON).',
  'several contracts fit': ({ contracts }) =>
    `Several contracts fit: ${contracts.join(', ')}. The customer was asked, a lead decides (!contract NUMBER).`,
  'declined, writes again':
    'The ticket is declined; the customer writes again. Its state stands, a lead decides (!reopen).',
  'open again': ({ times }) => `A closed ticket is open again (reopened: ${times}).`,
  thanks: 'Thanks: nothing changes.',
  'closed by his word': "Closed by the customer's word.",
  'resolved, says another': ({ person, asker }, { who }) =>
    `${who(person)} says it is resolved. The ticket stays: the one who asked is ${asker}.`,
  'resolved, says a mail': ({ person }, { who }) =>
    `A mail in the name of ${who(person)} says it is resolved. The ticket stays: it answers no letter of ours and its sender is not vouched for.`,
  'machine wrote': "A machine's mail: nothing changes.",
  'answer delayed': ({ recipient, warnings, hours }) =>
    `The answer has not arrived yet: ${recipient}, ${hours} h after it was sent, warning no. ${warnings} of the mail server. It keeps trying; the request's state is as before.`,
  complaint: ({ sentence }) => `It looks like a complaint: “${sentence}”.`,

  joined: ({ rule, notice }, { say }) => `${ruleWords(rule)}${notice === null ? '' : `; ${say(notice)}`}`,
  'answer not gone yet': ({ at, held }, { moment }) =>
    `the answer of ${moment(at)} was written before this mail and has not gone yet${held ? '; to take it back: !undo' : ''}`,
  'new here': ({ address }) => `${address} is new here: takes part as somebody of the same contract`,
  'open again from': ({ from, to, times }, { state }) => `${state(from)} → ${state(to)}; reopened: ${times}`,
  'told where it stands': 'told where it stands',
  'not told where it stands': 'not answered: no automatic mail is allowed',
  'it helped': 'the customer says that it helped',
  'it did not help': 'the customer says that it did not help',
  'told of the closing': 'closing',
  "machine's mail recorded": ({ kind, own, reaction, clue, fates }) =>
    [
      reaction === null ? MACHINES[own ? 'mail' : kind] : `a reaction ${reaction}`,
      clueWords(clue),
      ...(fates.length === 0 ? [] : [fates.map(fateWords).join(', ').trim()]),
    ].join('; '),
}

function clueWords({ by, named, merged }: Clue): string {
  return `${by}${named === null ? '' : `: ${named}`}${merged === null ? '' : `; merged: ${merged}`}`
}

function ruleWords({ clue, as }: JoinRule): string {
  if (as === null) return clueWords(clue)
  return `${clueWords(clue)}; ${as === 'participant' ? 'the sender takes part' : 'the sender is of the same contract'}`
}

/** “i.sidorov@plant.example failed 5.1.1”. */
function fateWords({ address, action, status }: Pick<BouncedRecipient, 'address' | 'action' | 'status'>): string {
  return `${address} ${action} ${status ?? ''}`
}
