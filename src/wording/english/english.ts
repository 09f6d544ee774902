// English as a whole: its words for letters, and the sentences of the rules.
import type { Sentences } from '../../words/words.ts'
import type { Catalogue, ShortWords } from '../language/catalogue.ts'
import { CARDS } from './cards.ts'
import { CUSTOMER } from './customer.ts'
import { DELIVERY } from './delivery.ts'
import { ENGINEER } from './engineer.ts'
import { EVERYDAY } from './everyday.ts'
import { FIGURES } from './figures.ts'
import { GUARD } from './guard.ts'
import { MAIL } from './mail.ts'
import { MORNING } from './morning.ts'
import { ORDERS } from './orders.ts'
import { QUERIES } from './queries.ts'
import { TICKET } from './ticket.ts'
import { TIME } from './time.ts'
import { ENGLISH } from './tongue.ts'

export { COMMANDS as ENGLISH_COMMANDS } from './commands.ts'
export { ENGLISH } from './tongue.ts'

export const ENGLISH_SENTENCES: Catalogue<Sentences> = {
  'state is': ({ state }, sayer) => `state: ${sayer.state(state)}`,
  ...MAIL,
  ...GUARD,
  ...CARDS,
  ...CUSTOMER,
  ...TICKET,
  ...ORDERS,
  ...QUERIES,
  ...ENGINEER,
  ...EVERYDAY,
  ...DELIVERY,
  ...TIME,
  ...MORNING,
  ...FIGURES,
}

/** History and transcripts are shorter than letters. */
export const ENGLISH_SHORT: ShortWords = {
  states: { ...ENGLISH.states, open: 'in work' },
  categories: {
    ...ENGLISH.categories,
    operation: 'keeping it working',
    data: 'processing of data',
    unsorted: 'not sorted',
  },
  events: {},
  who: { desk: 'the desk', operator: 'the operator', 'unknown sender': 'an unknown sender' },
  grounds: ENGLISH.groundNames,
  hours: 'h',
  minutes: 'min',
}
