// English: figures and papers.
import type { FigureSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

export const FIGURES: Catalogue<FigureSentences> = {
  'not counted': 'The report could not be counted',
  'not counted means':
    "The mistake stands in the desk's log, where its operator will see it. Ask again, or count on the server: ticketd report.",
}
