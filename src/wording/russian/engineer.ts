// Russian: an engineer's letter, what became of its text and why it is held.
import type { EngineerSentences, HoldReasons, NoticeKind } from '../../words/words.ts'
import { asSentence, type Catalogue } from '../language/catalogue.ts'

const TOLD: Readonly<Record<NoticeKind, string>> = {
  closed: 'о закрытии',
  merged: 'об объединении',
  called: 'об ответе по телефону',
  reopened: 'о новом сроке',
  resumed: 'о новом сроке',
  development: 'о передаче в разработку',
  criticality: 'об уровне критичности',
  contract: 'о договоре и сроке',
  due: 'о новом сроке',
  declined: 'об отказе',
}

const LEAKS: Readonly<Record<HoldReasons['would leak']['of'], string>> = {
  note: 'в тексте строка внутренней заметки',
  token: 'в тексте служебный адрес или идентификатор',
  engineer: 'в тексте адрес инженера',
  number: 'в тексте номер чужого обращения',
  customer: 'в тексте имя или адрес другого клиента',
  attachment: 'приложен файл из внутренней заметки',
  command: 'в тексте команда за знаком цитаты, её никто не выполнит и клиент её увидит',
  desk: 'в тексте служебные строки письма инженеру',
  mail: 'приложено письмо или его часть, с адресами и цитатами',
}

/** In the text, or in a file. */
function leakIn(of: HoldReasons['would leak']['of'], file: string | undefined): string {
  return file === undefined ? LEAKS[of] : LEAKS[of].replace(/^в тексте/, () => `во вложении «${file}»`)
}

export const ENGINEER: Catalogue<EngineerSentences> = {
  'message ids rewritten': 'Почтовый сервер заменяет Message-ID наших писем',
  'message ids rewritten means':
    'Ответ инженера узнан только по ссылке в References, которую сохраняют не все почтовые программы. Где её нет, ответ останется неподтверждённым.',
  'set subaddress':
    'Если почтовый сервер доставляет письма на «поддержка+что-угодно@…» в ящик поддержки, задайте в конфигурации support.subaddress "+": тогда ответы узнаются по адресу.',
  'recorded as a note': 'записан как внутренняя заметка',
  'recorded as a call': ({ told }) =>
    told
      ? 'записан как ответ по телефону, самого текста клиент не увидит; ему уходит уведомление об ответе'
      : 'записан как ответ по телефону',
  "became the ticket's text": 'стал текстом обращения',
  'commands only': 'нет, в письме были только команды; клиенту ничего не отправлено',
  'commands only, acknowledged': ({ number }) =>
    `нет, в письме были только команды; клиенту отправлено подтверждение ${number}`,
  'commands only, told': ({ of }) =>
    `нет, в письме были только команды; клиенту отправлено уведомление ${[...new Set(of.map((one) => TOLD[one]))].join(', ')}`,
  'goes to the customer': ({ name, address, copies, at, wroteAt }, { moment }) => {
    const copy = copies.length === 0 ? '' : `, копия: ${copies.join(', ')}`
    const to = `${name === '' ? '' : `${name} `}<${address}>${copy}`
    const wrote =
      wroteAt === undefined ? '' : `; клиент написал после того письма, на которое вы ответили: ${moment(wroteAt)}`
    return at === null
      ? `отправляется клиенту: ${to}${wrote}`
      : `уйдёт ${moment(at)} клиенту: ${to}; до этого его можно отозвать: !отозвать${wrote}`
  },
  'greeting left out': 'приветствие перед командами',
  'signature left out': ({ lines }) => `ваша подпись (строк: ${lines})`,
  'quote left out': ({ lines }) => `цитата (строк: ${lines})`,
  'files left out': ({ files }) => `вложения (${files}): текста в письме нет`,

  'would leak': ({ of, shown, file }) => `${leakIn(of, file)}: ${shown}`,
  'colleague has answered': ({ name, at }, { moment }) =>
    `пока вы писали, клиенту ответил коллега: ${name}, ${moment(at)}`,
  'held because': ({ reasons }, { say }) => reasons.map(say).join('; '),
  'held for': ({ reason }, { say }) => asSentence(say(reason)),
  'your own text': 'Ваш текст:',
  'answer is held': 'Ответ придержан, клиенту ничего не ушло.',
  'send it or not': 'Отправить всё равно: !отправить. Не отправлять: !отозвать.',

  'mail is encrypted': 'письмо зашифровано, и прочитать его нельзя: отправьте его без шифрования',
  'mail is empty': 'в письме нет ни текста, ни команд',
  'note without text': 'нет текста заметки',
  'numbers below the command':
    'номера обращений стоят под командой: напишите их в её строке, «!закрыть 12, 14». Если это ответ клиенту, добавьте к числам хоть слово',
  'news without text': 'нет текста, клиенту нечего отправить',
  'text for nobody':
    'письмо не относится к обращению, и текст некому отправить: поставьте первой строкой номер обращения (одно в письме), ответьте на письмо обращения или добавьте !новое',
  'takes commands only':
    'это письмо примет только команды. Отправить текст клиенту — ответьте !отправить; для инженеров — !заметка',
  'customer without address': 'у клиента нет адреса: ответьте по телефону и запишите это командой !звонок',
  'files too big': ({ megabytes, most }) => `вложения слишком велики: ${megabytes} МБ, отправить можно ${most} МБ`,

  'by telephone': 'по телефону',
  'mail goes out': 'письмо отправляется',
  'mail is dropped': 'Письмо удалено из ожидающих, из него ничего не исполнено.',
  'text is for the customer': 'текст — клиенту',
}
