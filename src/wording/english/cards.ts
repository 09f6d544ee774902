// English: warnings about a mail, and what could not be read of it.
import type { CardSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

/** Who wrote to whom. */
const DIRECTIONS = { in: 'customer', out: 'to the customer', note: 'note' } as const

export const CARDS: Catalogue<CardSentences> = {
  'encrypted mail': ({ by }) => `encrypted with ${by}, not read`,
  'S/MIME part unread': 'an S/MIME part cannot be read',
  'signed mail': 'signed; the signature is not checked',
  'one piece of a mail': 'a piece of a mail sent in several',
  'winmail.dat attached': 'winmail.dat cannot be opened; it is attached',
  'only the beginning read': 'over the size limit: only its beginning is read',
  'only the beginning shown': 'a text is too long, its beginning is shown',
  'oddly built mail': 'oddly built: a part of it is only in the raw mail',
  'several addresses in From': 'From names more than one address',
  'sender unconfirmed': ({ because }, { say }) => `the mail server does not vouch for the sender (${say(because)})`,
  'mail not read': 'unread; the mail is attached',
  'colleagues left out': ({ addresses }) =>
    `in copy and taking no part: ${addresses.slice(0, 10).join(', ')}${addresses.length > 10 ? ` and ${addresses.length - 10} more` : ''}; to add: !cc ADDRESS`,
  'answers wanted elsewhere': ({ address }) => `asks for answers to ${address}`,
  'same Message-ID': ({ number }) =>
    `another letter${number === null ? '' : ` (${number})`} had the same Message-ID; this one is no copy`,
  'looks like a complaint': 'looks like a complaint',
  'too big to relay': ({ megabytes }) =>
    `not attached: mail over ${megabytes} MB is not relayed; the file is kept with the ticket`,
  'not all is shown': ({ characters }, { count }) => `[not all is shown: ${count(characters, 'character')} more]`,
  'earlier letters left out': ({ letters }) => `earlier letters are left out: ${letters}`,
  'more lines': ({ lines }) => `… lines more: ${lines}`,
  'letter passed': ({ at, direction, person }, { moment }) => `${moment(at)}  ${DIRECTIONS[direction]}: ${person}`,
  'files that came': ({ names }) => `Attachments: ${names.join(', ')}`,
}
