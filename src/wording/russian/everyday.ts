// Russian: what a team asks of the desk every day.
import type { EverydaySentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

export const EVERYDAY: Catalogue<EverydaySentences> = {
  'too many tickets': ({ most, tickets }) => `обращений больше ${most} (${tickets}): разделите их на несколько писем`,
  'no text for several':
    'текст и вложения с командами для нескольких обращений не отправляются: непонятно, какому клиенту. Пришлите одни команды ответом на другое письмо, а клиентам ответьте в их обращениях',
}
