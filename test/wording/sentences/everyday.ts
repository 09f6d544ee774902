// Samples of what a team asks of the desk every day.
import type { EverydaySentences } from '../../../src/words/words.ts'
import type { Samples } from './sample.ts'

export const EVERYDAY: Samples<EverydaySentences> = {
  'too many tickets': { most: 5, tickets: 5 },
  'no text for several': {},
}
