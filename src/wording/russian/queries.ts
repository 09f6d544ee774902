// Russian: what engineers ask for by mail, what is registered on somebody's behalf, what changes hands.
import type { QueriesSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

export const QUERIES: Catalogue<QueriesSentences> = {
  'asked already': 'такой запрос в этом письме уже есть',
  'answer at': ({ address, snippet }) => `${snippet === null ? '' : `${snippet}; `}ответить: ${address}`,
  'a ticket whole': 'Обращение целиком, с перепиской: !показать N',
  queue: ({ tickets }) => `Очередь: ${tickets}`,
  'queue is empty': 'Незакрытых обращений нет.',
  'queue comes': 'очередь отправлена письмом',
  'your tickets': ({ tickets }) => `Ваши обращения: ${tickets}`,
  'you have none': 'Ваших обращений нет.',
  'list comes': 'список отправлен письмом',
  found: ({ words, tickets }) => `Найдено по словам «${words}»: ${tickets}`,
  'nothing found': 'Ничего не нашлось.',
  'sought by its first words': ({ words }, sayer) =>
    `Искали только по первым ${words} ${sayer.form(words, 'слову', 'словам', 'словам')}.`,
  'found comes': 'найденное отправлено письмом',
  'name the ticket': 'назовите обращение. Пример: !показать 12',
  'ticket comes': ({ number }) => `${number} отправлено письмом`,
  'customer and participants': 'Клиент и участники',
  'last mail': ({ at }, { moment }) => `Последнее письмо клиента, ${moment(at)}`,
  history: 'История',
  'row of history': ({ at, who, what, detail }, sayer) =>
    `${sayer.moment(at)}  ${sayer.who(who)}: ${sayer.event(what, detail)}`,
  'count comes': 'расчёт отправлен письмом',
  'help comes': 'список команд отправлен письмом',
  'commands of the desk': 'Команды службы поддержки',
  'which period': ({ written }) =>
    `непонятно, за какой период: «${written}». Примеры: !отчёт неделя, !отчёт 2 квартал, !отчёт октябрь по договорам, !отчёт 01.10.2026-31.10.2026`,
  'no such contract': ({ written, contracts }) => `договора «${written}» нет. Договоры: ${contracts.join(', ') || '—'}`,
  'report comes': 'отчёт придёт отдельным письмом',
  'which month': ({ written }) =>
    `непонятно, за какой месяц: «${written}». Примеры: !справка 15/24, !справка 15/24 октябрь, !справка 15/24 2026-10`,
  'statement comes': 'справка придёт отдельным письмом',

  'no text to register': 'нет текста: ниже команд напишите, что спросил клиент, или перешлите его письмо',
  'no telephone': ({ written }) => `«${written}» — не телефон. Пример: !телефон 8 495 000-00-00`,
  'telephone is': ({ number }) => `телефон: ${number}`,
  'to register a call': 'чтобы зарегистрировать звонок, добавьте строку !новое',
  'no number on a ticket':
    'на обращении номер не пишется: текст ниже — запись разговора; для нового звонка добавьте !новое',
  'what was said': 'напишите ниже команды, что было сказано',
  'not a customer': 'это адрес службы или инженера, а не клиента',
  'customer is': ({ person }) => `клиент: ${person}`,
  'no such time': ({ written }) => `времени «${written}» нет. Пример: !когда 23.11.2026 11:40`,
  'time to come': 'это время ещё не наступило',
  'time long past': ({ written }) => `«${written}» — больше десяти лет назад: верен ли год?`,
  'received at': ({ at }, { moment }) => `поступило: ${moment(at)}`,
  'only with new': 'пишется только вместе с !новое',
  'whose request': 'непонятно, чьё обращение: добавьте !от АДРЕС или !телефон НОМЕР',
  'registered for': ({ person }) => `зарегистрировано; клиент: ${person}`,
  'received, deadline': ({ at, deadlineAt }, { moment, closing }) =>
    `поступило ${moment(at)}; ${deadlineAt === null ? 'срок не установлен' : `срок до ${closing(deadlineAt)}`}`,
  'tell him the number': ({ number, dated }) =>
    `письма клиенту не будет: назовите ему номер ${number}${dated ? ' и срок' : ''}`,
  'acknowledgement goes': 'клиенту отправлено подтверждение',
  'no acknowledgement to a machine': 'подтверждение не отправлено: по этому адресу отвечает программа, не человек',
  'registered by': ({ engineer, person }) => `зарегистрировал ${engineer}: ${person}`,
  'call registered': ({ person, at, deadlineAt }, { moment, closing }) =>
    `зарегистрирован звонок: ${person}; поступил ${moment(at)}; срок до ${deadlineAt === null ? '—' : closing(deadlineAt)}`,

  'nobody has it any more': ({ engineer }) => `Обращение снова ничьё: его освободил инженер ${engineer}.`,
  'handed to you': ({ engineer }) => `Обращение вам передаёт ${engineer}.`,
  'has taken': ({ number, engineer }) => `Обращение ${number} ведёт ${engineer}.`,
  'with its mail': ({ news }, { say }) => `${say(news)}\nПереписка целиком: !показать`,
}
