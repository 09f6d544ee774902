// English: a customer's letter, where it belongs and what it opened.
import type { CustomerSentences, Refusal } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

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
}
