// Russian: figures and papers.
import type { FigureSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

export const FIGURES: Catalogue<FigureSentences> = {
  'not counted': 'Отчёт не удалось посчитать',
  'not counted means':
    'Ошибка записана в журнал службы, администратор её увидит. Отчёт можно запросить ещё раз или посчитать на сервере: ticketd report.',
}
