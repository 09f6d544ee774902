// Russian as a whole: its words for letters, and the sentences of the rules.
import type { Sentences } from '../../words/words.ts'
import type { Catalogue, ShortWords } from '../language/catalogue.ts'
import { CARDS } from './cards.ts'
import { CUSTOMER } from './customer.ts'
import { DELIVERY } from './delivery.ts'
import { ENGINEER } from './engineer.ts'
import { EVENTS } from './events.ts'
import { EVERYDAY } from './everyday.ts'
import { FIGURES } from './figures.ts'
import { GUARD } from './guard.ts'
import { MAIL } from './mail.ts'
import { MORNING } from './morning.ts'
import { ORDERS } from './orders.ts'
import { QUERIES } from './queries.ts'
import { TICKET } from './ticket.ts'
import { TIME } from './time.ts'
import { RUSSIAN } from './tongue.ts'

export { COMMANDS as RUSSIAN_COMMANDS } from './commands.ts'
export { RUSSIAN } from './tongue.ts'

export const RUSSIAN_SENTENCES: Catalogue<Sentences> = {
  'state is': ({ state }, sayer) => `состояние — ${sayer.state(state)}`,
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

export const RUSSIAN_SHORT: ShortWords = {
  states: RUSSIAN.states,
  categories: RUSSIAN.categories,
  events: EVENTS,
  who: { desk: 'служба', operator: 'администратор', 'unknown sender': 'неизвестный отправитель' },
  grounds: RUSSIAN.groundNames,
  hours: 'ч',
  minutes: 'мин',
}
