// Russian: what time brings.
import type { DayKind, PutOffWhat, TimeSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

/** What the calendar makes of a day, as a customer reads it. */
const DAYS: Readonly<Record<DayKind, string>> = {
  work: 'рабочий',
  'worked-saturday': 'рабочий',
  short: 'рабочий, короче на час',
  weekend: 'выходной',
  transferred: 'выходной',
  holiday: 'нерабочий праздничный',
}

const PUT_OFF: Readonly<Record<PutOffWhat, string>> = {
  moment: 'напоминания и сроки',
  failure: 'последствия недоставленного письма',
  acceptance: 'остановка срока после отправленных вопросов',
  morning: 'утренняя сводка',
  contracts: 'напоминания об окончании договоров',
  statements: 'справки по договорам за месяц',
  'set aside': 'уведомление о письмах, отложенных на разбор',
  unproved: 'список неподтверждённых писем',
  'put off': 'уведомление об отложенном',
}

export const TIME: Catalogue<TimeSentences> = {
  'put off': ({ count }) => `Отложено из-за ошибки программы: ${count}`,
  'put off means':
    'Программа трижды не справилась с тем, что названо ниже, и отложила это; остальное идёт своим чередом.',
  'one put off': ({ what, number, error }) =>
    `${number === null ? '' : `${number}: `}${PUT_OFF[what]} (для разработчика: ${error})`,
  'what to do with what was put off':
    'Проверьте состояние и срок названных обращений сами: письмо по обращению или команда снова включит его напоминания. Разработчику программы нужен журнал.',
  'died while filing': 'программа завершилась, обрабатывая письмо',
  'fault of the program': ({ error }) => `ошибка программы: ${error}`,
  'no reason is known': 'причина не названа',
  'set aside': ({ number, more }) => `Отложено на разбор: ${number}${more === 0 ? '' : ` и ещё ${more}`}`,
  'set aside means':
    'Письмо трижды не удалось обработать. Оно сохранено целиком и открыло обращение; клиенту ничего не отправлено.',
  'one set aside': ({ number, why }, { say }) => `${number}: ${say(why)}`,
  'what to do with it':
    'Прочитайте письмо в папке для отложенных писем почтового ящика поддержки и ответьте клиенту; разработчику программы нужны это письмо и журнал.',
  'listed as set aside': ({ number, why }, { say }) => `${number}  ${say(why)}`,

  'no answer since': ({ at }, { moment }) => `ответа клиента нет с ${moment(at)}`,
  'closed by silence': ({ from }, { state }) =>
    `${state(from)} → ${state('closed')}: ${from === 'waiting' ? 'вопросы остались без ответа' : 'ответ принят молча'}`,
  'deadline passed': ({ at }, { closing }) => `срок ${at === null ? '' : closing(at)} истёк`,
  'deadline passed, unanswered': 'Срок обработки истёк, ответ клиенту не дан. Руководитель уведомлён.',
  'nobody took it': ({ late }) =>
    `Критичное обращение никто не взял. Это повторное уведомление.${late ? ' Норма первого ответа нарушена.' : ''}`,
  'called again': 'никто не взял: повторно дежурным инженерам и руководителям',
  'news due by': ({ at }, { day }) => `до ${day(at)}`,
  'customer wants news': ({ at }, { day }) =>
    `Обращение в отделе разработки: о ходе работ клиенту следует написать не позднее ${day(at)} (!вработе и текст).`,
  'no letter since': ({ at }, { moment }) => `новых писем клиенту нет с ${moment(at)}: руководителям`,
  'undelivered, no letter since': ({ at }, { moment }) =>
    `Ответ клиенту не доставлен (известно с ${moment(at)}), за рабочий день нового письма клиенту не было.`,

  'day is': ({ kind }) => DAYS[kind],

  'contract ends': ({ contract, on }, { dayOn }) => `Договор № ${contract} заканчивается ${dayOn(on)}`,
  'days of a contract left': ({ organisation, days, lastOn }, { dayOn }) =>
    `${organisation}: осталось дней — ${days}; последний день — ${dayOn(lastOn)}.`,
  'tickets under it': ({ tickets }) => `Открытых обращений по договору: ${tickets}.`,
  'covered until done': 'Обращения, поступившие до окончания договора, остаются на обслуживании.',
  'contract ending': ({ contract, organisation, lastOn, days }, { dayOn }) =>
    `№ ${contract}  ${organisation}  до ${dayOn(lastOn)}, осталось дней: ${days}`,
}
