// Russian: what commands did, and why they could not.
import type { OrderSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'
import { COMMANDS } from './commands.ts'

const NOBODY = 'не назначен'
const DUE = '!срок 26.02.2027 согласовано письмом от 20.02'

export const ORDERS: Catalogue<OrderSentences> = {
  'contradicts another command': 'противоречит другой команде этого письма',
  'note answers a note': 'ответ на заметку — заметка: чтобы написать клиенту, ответьте на его письмо',
  'belongs to no ticket':
    'это письмо не относится к обращению: поставьте первой строкой его номер или ответьте на его письмо (!показать N)',
  'state changed': ({ from, to }, { state }) => `${state(from)} → ${state(to)}`,
  'command without mark': ({ at }) =>
    `строка ${at} похожа на команду без знака ! впереди. Если это команда, напишите её в ответе с !; если всё это — клиенту, ответьте !отправить`,
  'command in the subject':
    'в теме письма команды не читаются. Напишите её в ответе первой строкой; если всё это — клиенту, ответьте !отправить',
  'command behind text': ({ at }) =>
    `команда стоит в строке текста (строка ${at}) и потому не распознана. Команды пишутся в первых строках, каждая на своей; если это текст, возьмите её в кавычки`,
  'command below text': ({ at }) =>
    `команда стоит после текста (строка ${at}) и потому не распознана. Команды пишутся в первых строках; если это текст, начните строку с !!`,
  'too many commands': ({ most, commands }) => `команд больше ${most} (${commands}): разделите их на несколько писем`,
  'right but not carried out': 'верна, но не выполнена: команды одного письма выполняются только вместе',
  'right, but not with this text': 'верна, но не выполнена: команды и текст одного письма выполняются только вместе',
  'no such command': 'такой команды нет. Все команды: !помощь. Если это текст, начните строку с !!',
  'did you mean': ({ names }) => `такой команды нет. Возможно, вы имели в виду: ${names.join(', ')}`,
  'leads only': ({ leads }) => `доступно только руководителю; руководители: ${leads.join(', ')}`,
  'only tickets stand behind it': ({ command }) =>
    `за этой командой пишут только номера обращений, каждый полностью: !${command.ru} 12, 13; текст — со следующей строки, каждая команда — на своей`,
  'nothing stands behind it':
    'за этой командой ничего не пишется: текст — со следующей строки, каждая команда — на своей',
  incomplete: ({ command: { name, ru } }) =>
    `не хватает: !${ru} ${COMMANDS[name].argument}. Пример: !${ru} ${COMMANDS[name].example}`,
  'no address': ({ written }) => `«${written}» — не адрес`,
  'no ticket number': ({ written }) => `«${written}» — не номер обращения`,
  'no such ticket': ({ number }) => `обращения ${number} нет`,

  'yours already': 'обращение уже ваше',
  'no such engineer': ({ written, engineers }) => `нет инженера «${written}». Инженеры: ${engineers.join(', ')}`,
  'several engineers fit': ({ engineers }) => `подходят несколько: ${engineers.join(', ')}. Уточните имя`,
  'has it already': ({ engineer }) => `обращение уже ведёт ${engineer}`,
  'engineer changed': ({ from, to }) => `исполнитель: ${from ?? NOBODY} → ${to ?? NOBODY}`,
  'engineer is away': ({ engineer, lastOn }, { dayOn }) => `${engineer} отсутствует по ${dayOn(lastOn)} включительно`,
  'nobody has it': 'обращение и так ничьё',
  'closed, reopen first': 'обращение закрыто; сначала !открыть',
  'interim news': ({ state }, sayer) => `промежуточное сообщение; состояние: ${sayer.state(state)}`,
  'closed already': ({ on }, { day }) => `обращение уже закрыто${on === null ? '' : ` ${day(on)}`}`,
  'ticket is closed': 'обращение закрыто',
  'is merged': ({ into }) => `обращение объединено с ${into}`,
  'not closed': 'обращение не закрыто',
  'new deadline': ({ at }, { closing }) => `новый срок: ${closing(at)}`,
  'development reference': ({ reference }) => `ссылка: ${reference}`,
  'in development already': 'обращение уже в разработке',
  'not in development': 'обращение не в разработке',

  'no such service': 'нет такой услуги: 1 работоспособность, 2 ошибки, 3 администрирование, 4 консультация, 5 данные',
  'category already': 'категория уже такая',
  'category changed': ({ from, to }, { category }) => `категория: ${category(from)} → ${category(to)}`,
  'name the ground': 'назовите основание: !критично сервис, !критично доступ или !критично иное ПРИЧИНА',
  'critical already': 'критичность уже высокая',
  'critical now': ({ ground }, sayer) => `критичность: высокая, ${sayer.ground(ground)}`,
  'ordinary already': 'критичность уже обычная',
  'ordinary now': 'критичность: обычная',
  'alert seen': ({ engineer }) =>
    `${engineer}: уведомление увидели, повторяться оно не будет; обращение пока никто не взял`,
  'alert seen already': ({ engineer }) => `уведомление уже не повторяется: ${engineer}`,
  'no alert to silence': 'повторяющегося уведомления по этому обращению нет',
  'subject changed': ({ from, to }) => `тема: «${from}» → «${to}»`,
  'subject already': 'тема уже такая',
  'no subject': 'темы не осталось: напишите её словами',
  'subject too long': ({ most }) => `тема слишком длинна: не больше ${most} знаков`,
  overtook: ({ tickets }) => `обогнало: ${tickets.map(({ number, hours }) => `${number} (${hours} ч)`).join(', ')}`,

  'nothing was asked before': 'прежнего ожидания нет: вопросы ещё не задавались, или последнее слово не за клиентом',
  'answered too long ago': ({ at }, { moment }) =>
    `клиент ответил ${moment(at)}, прошло больше рабочего дня: это время наше. Спросите заново: !ждём`,
  'deadline has passed': 'срок уже истёк, и продолжить прежнее ожидание нельзя. Спросите заново: !ждём',
  'no questions': 'нет текста с вопросами, клиенту нечего отправить',
  'waits already': 'обращение уже ждёт клиента',
  'answered since': 'клиент ответил после вашего письма: напишите ниже команды, чего не хватает',
  'waiting since': ({ at }, { moment }) => `ожидание с ${moment(at)}`,
  'contract not listed': ({ contract }) => `договора № ${contract} нет в списке`,
  'contract not valid then': ({ contract, fromOn, toOn, cameAt }, { day, dayOn }) =>
    `договор № ${contract} действует ${dayOn(fromOn)} – ${dayOn(toOn)}, обращение поступило ${day(cameAt)}`,
  'contract already': 'договор уже этот',
  'contract now': ({ contract, organisation, deadlineAt }, { closing }) =>
    `договор: № ${contract}, ${organisation}; срок до ${deadlineAt === null ? '' : closing(deadlineAt)}`,
  'no date without contract': 'обращение без договора, срока у него нет: сначала !договор НОМЕР',
  'no such day': ({ written }) => `даты ${written} нет. Пример: ${DUE}`,
  'has passed': ({ written }) => `${written} уже прошло`,
  'no working day': ({ written }) => `${written} — нерабочий день`,
  'name the reason': `назовите основание. Пример: ${DUE}`,
  'consent is ahead': ({ written }) =>
    `день согласия ещё не наступил: ${written}. Назовите письмо или разговор, которые уже были`,
  'needs consent': `более поздний срок требует согласия клиента: назовите его письмо или разговор. Пример: ${DUE}`,
  'deadline agreed': ({ from, to, reason }, { closing }) =>
    `срок: ${from === null ? '—' : closing(from)} → ${closing(to)}; ${reason}`,
  'kept mail dropped': 'сохранённое письмо не будет отправлено',
  'nothing to take back': 'отзывать нечего',
  'gone already': 'последний ответ уже отправлен, отозвать его нельзя',
  'not your answer': 'последний ответ написали не вы',
  'taken back': 'ответ отозван, клиенту не отправлен',
  'no text below send': 'под !отправить текст не пишется: уйдёт прежний. Другой текст — ответом на письмо обращения',
  'nothing to send': 'отправлять нечего: ответьте этой командой на письмо о придержанном или недоставленном ответе',

  "engineer's address": 'это адрес инженера, клиент его не увидит: инженеру — !следить или !передать',
  "desk's address": 'это адрес самой службы',
  'takes part already': ({ address }) => `${address} уже получает письма`,
  'takes part now': ({ address }) => `копия: + ${address}`,
  'takes no part': ({ address, participants }) =>
    `${address} не участник. Участники: ${participants.join(', ') || '—'}`,
  'takes part no more': ({ address }) => `копия: − ${address}`,
  'watched already': 'вы уже следите',
  'watched now': ({ engineer }) => `следит: ${engineer}`,
  'not watched': 'вы не следите',
  'watched no more': ({ engineer }) => `больше не следит: ${engineer}`,
  'away until when': 'непонятно, до какого дня. Пример: !отпуск 14.12.2026',
  'no day of leave': ({ written }) => `даты ${written} нет. Пример: !отпуск 14.12.2026`,
  "another's leave": 'отпуск другого отмечает руководитель',
  away: ({ engineer, lastOn }, { dayOn }) => `${engineer}: отсутствует по ${dayOn(lastOn)} включительно`,
  back: ({ engineer }) => `${engineer}: снова на месте`,

  'same ticket': 'это то же самое обращение',
  'merged, name the other': ({ number, into }) => `${number} объединено с ${into}: назовите ${into}`,
  'closed target': ({ number }) => `${number} закрыто; сначала откройте его`,
  'joined by': ({ number }) => `присоединено ${number}`,
  'merged into': ({ into }) => `объединено с ${into}, остаётся ${into}`,
  'news of a merge': ({ number, into }) => `К обращению ${into} присоединено ${number}.`,
  'all its mail of': ({ number }) => `Переписка целиком: !показать ${number}`,
  'of another party': ({ number, id }) =>
    `${number} — обращение другого клиента: объединяются обращения одного клиента или одной организации. Связать: !связать ${id}`,
  'linked already': ({ number }) => `уже связано с ${number}`,
  'linked to': ({ number }) => `связано с ${number}`,
  'nothing to split': 'в обращении одно письмо клиента, отделять нечего',
  'split already': 'письмо уже отделено',
  'split off from': ({ number }) => `отделено от ${number}`,
  'split off as': ({ number, at }, { moment }) => `письмо клиента, ${moment(at)}, отделено: ${number}`,
}
