// English: what time brings.
import type { TimeSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

export const TIME: Catalogue<TimeSentences> = {
  'died while filing': 'the desk died while filing it',
  'fault of the program': ({ error }) => error,
  'no reason is known': 'no reason is known',
  'set aside': ({ number, more }) => `Set aside: ${number}${more === 0 ? '' : ` and ${more} more`}`,
  'set aside means':
    'A mail could not be filed three times. It is kept whole and has opened a ticket; the customer was sent nothing.',
  'one set aside': ({ number, why }, { say }) => `${number}: ${say(why)}`,
  'what to do with it':
    "Read the mail in the support mailbox's folder for failed mail and answer the customer; the program's developer needs that mail and the log.",
  'listed as set aside': ({ number, why }, { say }) => `${number}  ${say(why)}`,
}
