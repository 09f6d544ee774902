// English: figures and papers.
import type { FigureSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

export const FIGURES: Catalogue<FigureSentences> = {
  'not counted': 'The report could not be counted',
  'statement is sent': ({ contract, to }) => `The statement of contract ${contract} goes to: ${to.join(', ')}`,
  'statement was sent': ({ contract }) => `This statement of contract ${contract} has been sent, and does not go twice`,
  'statement is dropped': 'The statement is not sent',
  'statement not delivered': ({ recipient, diagnostic }) =>
    `The statement was not delivered to ${recipient}: ${diagnostic}`,
  'not counted means':
    "The mistake stands in the desk's log, where its operator will see it. Ask again, or count on the server: ticketd report.",
}
