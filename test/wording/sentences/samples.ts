// A sample of each sentence of the rules, complete by the compiler: what the test of the catalogues says in every language.
import type { Sentences } from '../../../src/words/words.ts'
import { CARDS, CUSTOMER, DELIVERY, FIGURES, GUARD, TICKET, TIME } from './desk.ts'
import { ENGINEER } from './engineer.ts'
import { EVERYDAY } from './everyday.ts'
import { MAIL } from './mail.ts'
import { MORNING } from './morning.ts'
import { ORDERS } from './orders.ts'
import { QUERIES } from './queries.ts'
import type { Samples } from './sample.ts'

export const SAMPLES: Samples<Sentences> = {
  'state is': { state: 'open' },
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
