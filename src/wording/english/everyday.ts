// English: what a team asks of the desk every day.
import type { EverydaySentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

export const EVERYDAY: Catalogue<EverydaySentences> = {
  'too many tickets': ({ most, tickets }) => `more than ${most} tickets (${tickets}): send them in several mails`,
  'no text for several':
    'no text and no files go with orders on several tickets: it is unclear to which customer. Send the commands alone in answer to another mail, and answer customers in their own tickets',
}
