// English: an engineer's letter, what became of its text and why it is held.
import type { EngineerSentences, HoldReasons, NoticeKind } from '../../words/words.ts'
import { asSentence, type Catalogue } from '../language/catalogue.ts'

const TOLD: Readonly<Record<NoticeKind, string>> = {
  closed: 'of the closing',
  merged: 'of the merge',
  called: 'of the answer by telephone',
  reopened: 'of the new date',
  resumed: 'of the new date',
  development: 'of the hand-over to development',
  criticality: 'of the criticality',
  contract: 'of the contract and the dates',
  due: 'of the new date',
  declined: 'that it is declined',
}

const LEAKS: Readonly<Record<HoldReasons['would leak']['of'], string>> = {
  note: 'the text holds a line of a note',
  token: 'the text holds a token of the desk',
  engineer: "the text holds an engineer's address",
  number: "the text holds the number of another customer's ticket",
  customer: "the text holds another customer's name or address",
  attachment: 'a file of a note is attached',
  command: 'the text holds a command behind a mark of quotes; nobody carries it out, and the customer would read it',
  desk: "the text holds the desk's own lines to engineers",
  mail: 'a mail or a part of one is attached, quotes and all',
}

/** In the text, or in a file. */
function leakIn(of: HoldReasons['would leak']['of'], file: string | undefined): string {
  return file === undefined ? LEAKS[of] : LEAKS[of].replace(/^the text/, () => `the attached file "${file}"`)
}

export const ENGINEER: Catalogue<EngineerSentences> = {
  'message ids rewritten': 'A mail server replaces the Message-IDs of our letters',
  'message ids rewritten means':
    "An engineer's answer was known only by a mark in its References, which not every mail program keeps. Where it is lost, answers stay unproved.",
  'set subaddress':
    'If the mail host delivers support+anything@… to the support mailbox, set support.subaddress to "+" in the configuration: answers are known by their address then.',
  'recorded as a note': 'recorded as a note for engineers',
  'recorded as a call': ({ told }) =>
    told
      ? 'recorded as an answer by telephone; the customer does not see it and gets a notice of the answer'
      : 'recorded as an answer by telephone',
  "became the ticket's text": "became the ticket's text",
  'commands only': 'none, the mail held commands only, nothing of it went to the customer',
  'commands only, acknowledged': ({ number }) =>
    `none, the mail held commands only; the customer gets the acknowledgement of ${number}`,
  'commands only, told': ({ of }) =>
    `none, the mail held commands only; the customer is told ${[...new Set(of.map((one) => TOLD[one]))].join(', ')}`,
  'goes to the customer': ({ name, address, copies, at, wroteAt }, { moment }) => {
    const copy = copies.length === 0 ? '' : `, copy: ${copies.join(', ')}`
    const to = `${name === '' ? '' : `${name} `}<${address}>${copy}`
    const wrote =
      wroteAt === undefined ? '' : `; the customer has written after the mail that you answered: ${moment(wroteAt)}`
    return at === null
      ? `goes to the customer: ${to}${wrote}`
      : `goes at ${moment(at)} to the customer: ${to}; until then it can be taken back: !undo${wrote}`
  },
  'greeting left out': 'the greeting above the commands',
  'signature left out': ({ lines }, { count }) => `your signature (${count(lines, 'line')})`,
  'quote left out': ({ lines }, { count }) => `the quote (${count(lines, 'line')})`,
  'files left out': ({ files }) => `attachments (${files}): there is no text`,

  'would leak': ({ of, shown, file }) => `${leakIn(of, file)}: ${shown}`,
  'colleague has answered': ({ name, at }, { moment }) => `a colleague has answered meanwhile: ${name}, ${moment(at)}`,
  'held because': ({ reasons }, { say }) => reasons.map(say).join('; '),
  'held for': ({ reason }, { say }) => asSentence(say(reason)),
  'your own text': 'Your text:',
  'answer is held': 'The answer is held, nothing went to the customer.',
  'send it or not': 'Send it all the same: !send. Do not send it: !undo.',

  'mail is encrypted': 'the mail is encrypted and cannot be read: send it in clear',
  'mail is empty': 'the mail holds neither text nor commands',
  'note without text': 'the note has no text',
  'numbers below the command':
    'numbers of tickets stand below the command: write them in its own line, “!close 12, 14”. If they are an answer to the customer, add a word to them',
  'news without text': 'there is no text to send to the customer',
  'text for nobody':
    'the mail belongs to no ticket and its text to nobody: put the number of one ticket on the first line, answer a mail of the ticket, or add !new',
  'takes commands only':
    'this mail takes commands only. To send the text to the customer, answer !send; to engineers: !note',
  'customer without address': 'the customer has no address: answer by telephone and record it with !phone',
  'files too big': ({ megabytes, most }) => `the attachments are too big: ${megabytes} MB, ${most} MB can be sent`,

  'by telephone': 'by telephone',
  'mail goes out': 'the mail goes out',
  'mail is dropped': 'The mail is dropped, nothing of it was carried out.',
  'text is for the customer': 'the text is for the customer',
}
