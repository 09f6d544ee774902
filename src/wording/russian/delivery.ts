// Russian: letters that did not arrive, and brakes that were pulled.
import type { DeliverySentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

export const DELIVERY: Catalogue<DeliverySentences> = {
  'not delivered': ({ what, recipient, diagnostic }) => `${WHAT[what] ?? 'уведомление'}: ${recipient}: ${diagnostic}`,
  delivered: ({ what, filedAt, at }, { moment }) =>
    `${WHAT[what] ?? 'уведомление'}: подано ${moment(filedAt)}, принято сервером ${moment(at)}`,
  'state after an undelivered answer': ({ from, to }, { state }) => `${state(from)} → ${state(to)}: ответ не доставлен`,
  'goes without files': ({ number, takes }, { size }) =>
    `Письмо${number === null ? '' : ` по обращению ${number}`} — без файлов: с ними оно больше, чем принимает наш почтовый сервер${takes === null ? '' : ` (${size(takes)})`}.`,
  'file left out': ({ name, bytes }, { size }) => `Не приложено: ${name}, ${size(bytes)}`,
  'files are kept': ({ number }) =>
    `Файлы хранятся с обращением и в исходном письме (почтовый ящик поддержки, папка обработанных)${number === null ? '' : `; обращение целиком: !показать ${number}`}.`,
  'went without files': ({ to, files }) => `${to}, не приложено: ${files.join(', ')}`,
  muted: ({ address, hours }) => `Автоматические письма на адрес ${address} приостановлены на ${hours} ч.`,
  'muted because': ({ mails }, { count, form }) =>
    `${count(mails, 'mail')} подряд ${form(mails, 'открыло', 'открыли', 'открыли')} новые обращения не позже чем через две минуты после нашего автоматического письма: похоже на робота.`,
  'muted for its words': 'Письма за этот час из этого домена говорят одно и то же, кроме чисел: похоже на робота.',
  'muted means': 'Обращения регистрируются по-прежнему; ответы инженеров уходят.',
  braked: ({ covered, number }) =>
    `Подтверждения ${covered ? 'клиентам по договорам' : 'посторонним'} придерживаются: первое в этом часе — по ${number}.`,
  'sent when it has passed': 'Оно уйдёт, как только причина пройдёт; инженеры об обращении уже знают.',
  'not sent later':
    'Обращения регистрируются по-прежнему, позже подтверждения не отправляются; ответы инженеров уходят.',
  'acknowledged late': ({ address }) => `${address}, с опозданием: было придержано`,
  flood: ({ address, tickets }) => `От ${address} за час поступило обращений: ${tickets}.`,
  'flood goes into': ({ number }) =>
    `Следующие письма этого часа попадут в ${number} без подтверждений и без уведомлений.`,
}

const WHAT: Readonly<Record<string, string>> = { answer: 'ответ', acknowledgement: 'подтверждение' }
