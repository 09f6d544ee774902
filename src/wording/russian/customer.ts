// Russian: a customer's letter, where it belongs, what it opened or changed.
import type { BouncedRecipient } from '../../letter.ts'
import type { Clue, CustomerSentences, JoinRule, Refusal } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'
import { MACHINES } from './guard.ts'

const REFUSALS: Readonly<Record<Refusal, string>> = {
  forged: 'отправитель не подтверждён почтовым сервером',
  'no single sender': 'отправитель не один',
  stranger: 'отправитель не участник',
}

export const CUSTOMER: Catalogue<CustomerSentences> = {
  'not joined': ({ number, ticket, as }) => `не присоединено к ${number}: ${REFUSALS[as]} (!объединить с ${ticket})`,
  'not acknowledged': ({ because }, { say }) => `подтверждение НЕ отправлено: ${say(because)}`,
  mentions: ({ numbers, refused }, { say }) =>
    `упоминает ${numbers.join(', ')}${refused === null ? '' : `; ${say(refused)}`}`,
  'added to the newest': ({ tickets }, { form }) =>
    `больше ${tickets} ${form(tickets, 'обращения', 'обращений', 'обращений')} отправителя за час: письмо добавлено сюда, подтверждение НЕ отправлено`,

  'no valid contract': 'Действующий договор не найден: решает руководитель (!договор НОМЕР или !отклонить ПРИЧИНА).',
  'several contracts fit': ({ contracts }) =>
    `Подходят несколько договоров: ${contracts.join(', ')}. Клиента спросили, решает руководитель (!договор НОМЕР).`,
  'declined, writes again':
    'Обращение отклонено; клиент пишет снова. Состояние не изменилось, решает руководитель (!открыть).',
  'open again': ({ times }) => `Закрытое обращение возобновлено (возобновлений: ${times}).`,
  thanks: 'Благодарность: состояние прежнее.',
  'closed by his word': 'Закрыто по сообщению клиента.',
  'resolved, says another': ({ person, asker }, { who }) =>
    `${who(person)} сообщает, что вопрос решён. Обращение не закрыто: его открыл другой участник, ${asker}.`,
  'resolved, says a mail': ({ person }, { who }) =>
    `Пишут от имени ${who(person)}, что вопрос решён. Обращение не закрыто: это не ответ на наше письмо, и отправитель не подтверждён.`,
  'machine wrote': 'Письмо машины: состояние прежнее.',
  'answer delayed': ({ recipient, warnings, hours }) =>
    `Ответ ещё не доставлен: ${recipient}, через ${hours} ч после отправки, предупреждение почтового сервера № ${warnings}. Сервер продолжает попытки; состояние обращения прежнее.`,
  complaint: ({ sentence }) => `Похоже на претензию. Слова клиента: «${sentence}».`,

  joined: ({ rule, notice }, { say }) => `${ruleWords(rule)}${notice === null ? '' : `; ${say(notice)}`}`,
  'answer not gone yet': ({ at, held }, { moment }) =>
    `ответ от ${moment(at)} написан до этого письма и ещё не ушёл${held ? '; отозвать его: !отозвать' : ''}`,
  'new here': ({ address }) => `${address} пишет впервые: присоединён как участник того же договора`,
  'open again from': ({ from, to, times }, { state }) => `${state(from)} → ${state(to)}; возобновлений: ${times}`,
  'told where it stands': 'отправлено, где стоит обращение',
  'not told where it stands': 'ответ НЕ отправлен: автоматическое письмо запрещено',
  'it helped': 'клиент пишет: помогло',
  'it did not help': 'клиент пишет: не помогло',
  'told of the closing': 'закрытие',
  "machine's mail recorded": ({ kind, own, reaction, clue, fates }) =>
    [
      reaction === null ? MACHINES[own ? 'mail' : kind] : `реакция ${reaction}`,
      clueWords(clue),
      ...(fates.length === 0 ? [] : [fates.map(fateWords).join(', ').trim()]),
    ].join('; '),
}

const CLUES: Readonly<Record<Clue['by'], string>> = {
  References: 'References',
  'In-Reply-To': 'In-Reply-To',
  bounce: 'возврат',
  subject: 'тема',
  confirmed: 'подтверждено',
}

function clueWords({ by, named, merged }: Clue): string {
  return `${CLUES[by]}${named === null ? '' : `: ${named}`}${merged === null ? '' : `; объединено: ${merged}`}`
}

function ruleWords({ clue, as }: JoinRule): string {
  if (as === null) return clueWords(clue)
  return `${clueWords(clue)}; ${as === 'participant' ? 'отправитель — участник' : 'отправитель того же договора'}`
}

const ACTIONS: Readonly<Record<BouncedRecipient['action'], string>> = {
  failed: 'не доставлено',
  delayed: 'задержано',
  delivered: 'доставлено',
  relayed: 'передано дальше',
  expanded: 'разослано по списку',
}

/** «i.sidorov@plant.example не доставлено 5.1.1». */
function fateWords({ address, action, status }: Pick<BouncedRecipient, 'address' | 'action' | 'status'>): string {
  return `${address} ${ACTIONS[action]} ${status ?? ''}`
}
