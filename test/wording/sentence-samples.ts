// A sample of each sentence of the rules, complete by the compiler: what the test of the catalogues says in every language.
import type { Sentences } from '../../src/words/words.ts'

/** Values for each code; numbers in them are said as 1, 2, 5 and 21 too. */
export type Samples<Area> = { readonly [C in keyof Area]: Area[C] }

export const SAMPLES: Samples<Sentences> = {
  'as written': { text: 'somebody wrote this' },
  'not delivered': { what: 'answer', recipient: 'smirnova@plant.example', diagnostic: '550 5.1.1 no such user' },
  'state after an undelivered answer': { from: 'waiting', to: 'open' },
  muted: { address: 'robot@plant.example', hours: 24 },
  'muted because': { mails: 5 },
  'muted means': {},
  flood: { address: 'robot@plant.example', tickets: 100 },
  'flood goes into': { number: 'SKPS-12' },
}
