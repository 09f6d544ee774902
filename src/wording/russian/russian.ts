// Russian as a whole: its words for letters, and the sentences of the rules.
import type { Sentences } from '../../words/words.ts'
import type { Catalogue, ShortWords } from '../language/catalogue.ts'
import { DELIVERY } from './delivery.ts'
import { RUSSIAN } from './tongue.ts'

export { RUSSIAN } from './tongue.ts'

export const RUSSIAN_SENTENCES: Catalogue<Sentences> = {
  'as written': ({ text }) => text,
  ...DELIVERY,
}

export const RUSSIAN_SHORT: ShortWords = {
  states: RUSSIAN.states,
  categories: RUSSIAN.categories,
  grounds: RUSSIAN.groundNames,
  hours: 'ч',
  minutes: 'мин',
}
