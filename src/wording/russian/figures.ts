// Russian: figures and papers.
import type { FigureSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

export const FIGURES: Catalogue<FigureSentences> = {
  'not counted': 'Отчёт не удалось посчитать',
  'statement is sent': ({ contract, to }) => `Справка по договору № ${contract} отправляется: ${to.join(', ')}`,
  'statement was sent': ({ contract }) => `Эта справка по договору № ${contract} уже отправлена, второй раз не уходит`,
  'statement is dropped': 'Справка не отправлена',
  'statement not delivered': ({ recipient, diagnostic }) => `Справка не доставлена на ${recipient}: ${diagnostic}`,
  'not counted means':
    'Ошибка записана в журнал службы, администратор её увидит. Отчёт можно запросить ещё раз или посчитать на сервере: ticketd report.',
}
