// English: why the desk is silent, and what speaks against a sender.
import type { LetterKind } from '../../letter.ts'
import type { GuardSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

/** What kind of machine's mail it is. */
export const MACHINES: Readonly<Record<LetterKind, string>> = {
  mail: 'our own mail',
  'auto-reply': 'an automatic reply',
  bounce: 'a delivery notice',
  list: 'a list',
  calendar: "a calendar's notice",
  receipt: 'a read receipt',
}

export const GUARD: Catalogue<GuardSentences> = {
  'sender without address': 'the sender has no address',
  'headers forbid an answer': ({ why }, { say }) =>
    `the headers forbid an automatic answer: ${why.map(say).join('; ')}`,
  'empty return path': 'the return path is empty (Return-Path: <>)',
  "machine's address": ({ local }) => `an address of a machine or a role: ${local}`,
  'our own return path': 'the return path is our own address',
  'goes in circles': ({ hops }, { count }) => `it has passed ${count(hops, 'host')}: a loop`,
  'sender forged': ({ because }, { say }) => `the mail server calls the sender forged (${say(because)})`,
  'stranger not vouched for': ({ because }, { say }) =>
    `the mail server does not vouch for a stranger (${say(because)})`,
  'not addressed to us': 'neither To nor Cc names the support address',
  'came too long ago': ({ hours, most }) => `it came ${hours} h ago (limit ${most} h)`,
  'address muted': ({ until }, { moment }) => `automatic mail to this address rests until ${moment(until)}`,
  'domain muted': ({ until }, { moment }) => `automatic mail to this domain rests until ${moment(until)}`,
  'echoes our number': ({ number }) =>
    `the subject repeats our number ${number}, in which the sender has no part: a robot`,
  'says the same': ({ times }, { count }) =>
    `${count(times, 'mail')} of this hour from this domain say the same: a robot`,
  'answered too fast': ({ times }, { form }) =>
    `the sender answered our automatic mail ${times} ${form(times, 'time', 'times')} in a row within two minutes: a robot`,
  'enough acknowledgements': ({ sent }) => `acknowledgements to this address within a day: ${sent}`,
  'enough notices': ({ sent }) => `notices to this address within a day: ${sent}`,
  'enough for the domain': ({ domain, sent }) => `acknowledgements to ${domain} within an hour: ${sent}`,
  'enough automatic mail': ({ sent }) => `automatic mails within an hour: ${sent}`,
  'answers a robot at once': 'it answers our acknowledgement at once, from another address: a robot',
  'mail of our own': 'a mail of our own',
  "machine's mail": ({ kind }) => `a machine's mail (${kind})`,
  'not readable': 'the mail could not be read',

  'not one From': 'its From names more than one mailbox, or none',
  'repeats a mail': 'it repeats a mail that was there before',
  'answers no mail of ours': 'it answers no mail that the desk sent you',
  'sender not vouched for': ({ because }, { say }) => `the mail server does not vouch for its sender (${say(because)})`,
  'seen by others': 'the mail that it answers was seen by others too',
  'looks automatic': 'it looks like an automatic reply',

  'not confirmed': ({ subject }) => `Not confirmed: ${subject}`,
  'not carried out': ({ because }, { say }) => `A mail in your name has not been carried out: ${say(because)}.`,
  'it came': ({ at, subject }, { moment }) => `It came ${moment(at)}, subject: ${subject}`,
  'confirm by an answer':
    'If you wrote it, answer this mail with the one word “yes” (or an empty mail): it will be carried out.',
  'register by an answer':
    'If it is a request of your own, answer this mail with the one word “yes” (or an empty mail): it will be registered in your name.',
  'not sent to a customer':
    "If it is an answer to a customer, it has not been sent: answer the desk's mail about that ticket.",
  'do not answer': 'If you did not, do not answer, or answer “no”: nothing will happen.',
  'the rest as a list': 'Ten such mails have come within an hour: the rest of this hour will come as one list.',
  'not confirmed by your answer':
    'Your answer has not confirmed the mail, nothing of it was carried out; the answer itself went nowhere.',
  'unproved mails': ({ mails }) => `Mails in your name that are not confirmed and not carried out: ${mails}.`,
  'unproved mail': ({ n, at, subject }, { moment }) => `${n}. ${moment(at)}: ${subject}`,
  'confirm by number':
    'If you wrote one of them, answer !send and its number, for instance: !send 1. Do not answer to the others.',
  'automatic mail of yours':
    'A mail in your name looks automatic: nothing of it was carried out, nothing went to the customer.',
  'subject of it': ({ subject }) => `Subject: ${subject}`,
  'send it if yours': 'If you wrote it yourself, answer !send. The desk tells of such mails once a day.',
  'sent past the desk': ({ to }) =>
    `You sent this mail past the desk as well (${to.join(', ')}): your address can be seen there, and orders in your name may come. Mails of this thread are now carried out only after your confirmation. Answer the desk alone: the customer and the participants get the answer from it.`,
}
