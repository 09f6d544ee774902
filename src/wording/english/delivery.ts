// English: letters that did not arrive, and brakes that were pulled.
import type { DeliverySentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

export const DELIVERY: Catalogue<DeliverySentences> = {
  'not delivered': ({ what, recipient, diagnostic }) => `${WHAT[what] ?? 'notice'}: ${recipient}: ${diagnostic}`,
  delivered: ({ what, filedAt, at }, { moment }) =>
    `${what}: filed ${moment(filedAt)}, taken by the server ${moment(at)}`,
  'state after an undelivered answer': ({ from, to }, { state }) =>
    `${state(from)} → ${state(to)}: the answer was not delivered`,
  'goes without files': ({ number, takes }, { size }) =>
    `This mail${number === null ? '' : ` on ${number}`} goes without its files: with them it is larger than our mail server takes${takes === null ? '' : ` (${size(takes)})`}.`,
  'file left out': ({ name, bytes }, { size }) => `Not attached: ${name}, ${size(bytes)}`,
  'files are kept': ({ number }) =>
    `The files are kept with the request and in the mail itself (the support mailbox, folder of processed mail)${number === null ? '' : `; all of the request: !show ${number}`}.`,
  'went without files': ({ to, files }) => `${to}, not attached: ${files.join(', ')}`,
  muted: ({ address, hours }) => `Automatic mail to ${address} rests for ${hours} h.`,
  'muted because': ({ mails }, { count }) =>
    `${count(mails, 'mail')} in a row opened new tickets within two minutes of an automatic mail of ours: it looks like a robot.`,
  'muted for its words': 'Mails of this hour from this domain say the same but for numbers: it looks like a robot.',
  'muted means': 'Tickets are opened as before; answers of engineers go out.',
  braked: ({ covered, number }) =>
    `Acknowledgements to ${covered ? 'customers under contract' : 'strangers'} are held back: the first of this hour is on ${number}.`,
  'sent when it has passed': 'It goes out as soon as the reason has passed; the engineers know of the ticket already.',
  'not sent later': 'Tickets are opened as before, acknowledgements are not sent later; answers of engineers go out.',
  'acknowledged late': ({ address }) => `${address}, late: it had been held back`,
  flood: ({ address, tickets }, { count }) => `${address} has opened ${count(tickets, 'ticket')} within an hour.`,
  'flood goes into': ({ number }) =>
    `Further mails of this hour go into ${number}, without acknowledgements and notifications.`,
}

const WHAT: Readonly<Record<string, string>> = { answer: 'answer', acknowledgement: 'acknowledgement' }
