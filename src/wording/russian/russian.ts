// Russian as a whole: its words for letters, and the sentences of the rules.
import type { Sentences } from '../../words/words.ts'
import type { Catalogue, ShortWords } from '../language/catalogue.ts'
import { CARDS } from './cards.ts'
import { CUSTOMER } from './customer.ts'
import { DELIVERY } from './delivery.ts'
import { FIGURES } from './figures.ts'
import { GUARD } from './guard.ts'
import { MAIL } from './mail.ts'
import { TIME } from './time.ts'
import { RUSSIAN } from './tongue.ts'

export { RUSSIAN } from './tongue.ts'

export const RUSSIAN_SENTENCES: Catalogue<Sentences> = {
  'as written': ({ text }) => text,
  ...MAIL,
  ...GUARD,
  ...CARDS,
  ...CUSTOMER,
  ...DELIVERY,
  ...TIME,
  ...FIGURES,
}

export const RUSSIAN_SHORT: ShortWords = {
  states: RUSSIAN.states,
  categories: RUSSIAN.categories,
  grounds: RUSSIAN.groundNames,
  hours: 'ч',
  minutes: 'мин',
}
