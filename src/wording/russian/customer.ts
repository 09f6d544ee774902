// Russian: a customer's letter, where it belongs and what it opened.
import type { CustomerSentences, Refusal } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

const REFUSALS: Readonly<Record<Refusal, string>> = {
  forged: 'отправитель не подтверждён почтовым сервером',
  'no single sender': 'отправитель не один',
  stranger: 'отправитель не участник',
}

export const CUSTOMER: Catalogue<CustomerSentences> = {
  'not joined': ({ number, ticket, as }) => `не присоединено к ${number}: ${REFUSALS[as]} (!объединить с ${ticket})`,
  'not acknowledged': ({ because }, { say }) => `подтверждение НЕ отправлено: ${say(because)}`,
  mentions: ({ numbers, refused }, { say }) =>
    `упоминает ${numbers.join(', ')}${refused === null ? '' : `; ${say(refused)}`}`,
}
