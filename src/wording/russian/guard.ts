// Russian: why the desk is silent, and what speaks against a sender.
import type { LetterKind } from '../../letter.ts'
import type { GuardSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

/** What kind of machine's mail it is. */
export const MACHINES: Readonly<Record<LetterKind, string>> = {
  mail: 'письмо нашего же адреса',
  'auto-reply': 'автоответ',
  bounce: 'извещение о доставке',
  list: 'рассылка',
  calendar: 'извещение календаря',
  receipt: 'уведомление о прочтении',
}

export const GUARD: Catalogue<GuardSentences> = {
  'sender without address': 'у отправителя нет адреса',
  'headers forbid an answer': ({ why }, { say }) =>
    `заголовки письма не допускают автоматического ответа: ${why.map(say).join('; ')}`,
  'empty return path': 'пустой обратный адрес (Return-Path: <>)',
  "machine's address": ({ local }) => `адрес машины или должности: ${local}`,
  'our own return path': 'обратный адрес — наш собственный',
  'goes in circles': ({ hops }, { count }) => `письмо прошло ${count(hops, 'host')}: похоже на петлю`,
  'sender forged': ({ because }, { say }) => `отправитель не подтверждён почтовым сервером (${say(because)})`,
  'stranger not vouched for': ({ because }, { say }) =>
    `за неизвестного отправителя почтовый сервер не ручается (${say(because)})`,
  'not addressed to us': 'адреса поддержки нет ни в «Кому», ни в «Копии»',
  'came too long ago': ({ hours, most }) => `письмо пришло ${hours} ч назад (предел ${most} ч)`,
  'address muted': ({ until }, { moment }) => `автоматические письма этому адресу приостановлены до ${moment(until)}`,
  'domain muted': ({ until }, { moment }) => `автоматические письма в этот домен приостановлены до ${moment(until)}`,
  'echoes our number': ({ number }) =>
    `тема повторяет наш номер ${number}, к которому отправитель отношения не имеет: похоже на робота`,
  'says the same': ({ times }, { count }) =>
    `${count(times, 'mail')} за час из этого домена говорят одно и то же: похоже на робота`,
  'answered too fast': ({ times }, { form }) =>
    `отправитель ${times} ${form(times, 'раз', 'раза', 'раз')} подряд ответил на наше автоматическое письмо за две минуты: похоже на робота`,
  'enough acknowledgements': ({ sent }) => `за сутки этому адресу уже отправлено подтверждений: ${sent}`,
  'enough notices': ({ sent }) => `за сутки этому адресу уже отправлено уведомлений: ${sent}`,
  'enough for the domain': ({ domain, sent }) => `за час в домен ${domain} уже отправлено подтверждений: ${sent}`,
  'enough automatic mail': ({ sent }) => `за час уже отправлено автоматических писем: ${sent}`,
  'answers a robot at once': 'сразу отвечает на наше подтверждение с постороннего адреса: похоже на робота',
  'mail of our own': 'письмо с нашего же адреса или вернувшееся наше',
  "machine's mail": ({ kind }) => `письмо машины (${MACHINES[kind]})`,
  'not readable': 'письмо не удалось прочитать',

  'not one From': 'в поле From не один адрес',
  'repeats a mail': 'это повтор письма, которое уже было',
  'answers no mail of ours': 'это не ответ на письмо, которое служба отправила вам',
  'sender not vouched for': ({ because }, { say }) => `почтовый сервер не подтвердил отправителя (${say(because)})`,
  'seen by others': 'письмо, на которое оно отвечает, видели и посторонние',
  'looks automatic': 'оно похоже на автоматический ответ',

  'not confirmed': ({ subject }) => `Не подтверждено: ${subject}`,
  'not carried out': ({ because }, { say }) => `Письмо от вашего имени не исполнено: ${say(because)}.`,
  'it came': ({ at, subject }, { moment }) => `Пришло ${moment(at)}, тема: ${subject}`,
  'confirm by an answer':
    'Если его написали вы, ответьте на это письмо одним словом «да» (или пустым письмом): письмо будет исполнено.',
  'register by an answer':
    'Если это ваше собственное обращение, ответьте на это письмо одним словом «да» (или пустым письмом): оно будет зарегистрировано от вашего имени.',
  'not sent to a customer':
    'Если это ответ клиенту, он ему не отправлен: ответьте на письмо службы по этому обращению.',
  'do not answer': 'Если его написали не вы, не отвечайте или ответьте «нет»: ничего не произойдёт.',
  'the rest as a list': 'Таких писем за час пришло десять: остальные этого часа придут одним списком.',
  'not confirmed by your answer':
    'Ваш ответ письма не подтвердил: из письма ничего не исполнено, сам ответ никуда не отправлен.',
  'unproved mails': ({ mails }) => `Письма от вашего имени не подтверждены и не исполнены: ${mails}.`,
  'unproved mail': ({ n, at, subject }, { moment }) => `${n}. от ${moment(at)}: ${subject}`,
  'confirm by number':
    'Если одно из них написали вы, ответьте !отправить и его номер, например: !отправить 1. На остальные не отвечайте.',
  'automatic mail of yours':
    'Письмо от вашего имени похоже на автоматическое: из него ничего не исполнено, клиенту ничего не ушло.',
  'subject of it': ({ subject }) => `Тема: ${subject}`,
  'send it if yours': 'Если вы написали его сами, ответьте !отправить. О таких письмах служба сообщает раз в день.',
  'sent past the desk': ({ to }) =>
    `Это письмо вы отправили и мимо службы (${to.join(', ')}): там виден ваш адрес, и от вашего имени могут прийти команды. Письма этой ветки теперь исполняются только после вашего подтверждения. Отвечайте одной службе: клиент и участники получат ответ от неё.`,
}
