// Russian: warnings about a mail, and what could not be read of it.
import type { CardSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

/** Who wrote to whom. */
const DIRECTIONS = { in: 'клиент', out: 'клиенту', note: 'заметка' } as const

export const CARDS: Catalogue<CardSentences> = {
  'encrypted mail': ({ by }) => `письмо зашифровано (${by}), содержание не прочитано`,
  'S/MIME part unread': 'часть S/MIME не читается',
  'signed mail': 'письмо подписано, подпись не проверялась',
  'one piece of a mail': 'часть письма, разосланного кусками',
  'winmail.dat attached': 'winmail.dat не открывается, файл во вложении',
  'only the beginning read': 'письмо больше предела: прочитано только начало, остальное в исходном письме',
  'only the beginning shown': 'текст слишком длинный, показано начало',
  'oddly built mail': 'письмо устроено необычно, часть его только в исходном письме',
  'several addresses in From': 'в поле «От» несколько адресов',
  'sender unconfirmed': ({ because }, { say }) => `отправитель не подтверждён почтовым сервером (${say(because)})`,
  'mail not read': 'письмо не прочитано, исходник во вложении',
  'colleagues left out': ({ addresses }) =>
    `в копии без участия: ${addresses.slice(0, 10).join(', ')}${addresses.length > 10 ? ` и ещё ${addresses.length - 10}` : ''}; добавить: !копия АДРЕС`,
  'answers wanted elsewhere': ({ address }) => `просит отвечать на ${address}`,
  'same Message-ID': ({ number }) =>
    `тот же Message-ID был у другого письма${number === null ? '' : ` (${number})`}; это письмо не копия`,
  'looks like a complaint': 'похоже на претензию',
  'too big to relay': ({ megabytes }) =>
    `не приложено: письма больше ${megabytes} МБ не пересылаются; файл хранится с обращением`,
  'not all is shown': ({ characters }, { count }) => `[показано не всё: ещё ${count(characters, 'character')}]`,
  'earlier letters left out': ({ letters }) => `более ранние письма не показаны: ${letters}`,
  'more lines': ({ lines }) => `… и ещё строк: ${lines}`,
  'letter passed': ({ at, direction, person }, { moment }) => `${moment(at)}  ${DIRECTIONS[direction]}: ${person}`,
  'files that came': ({ names }) => `Вложения: ${names.join(', ')}`,
}
