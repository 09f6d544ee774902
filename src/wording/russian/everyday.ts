// Russian: what a team asks of the desk every day.
import type { EverydaySentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

const FIX_SKIPS = {
  told: 'об этой версии уже написано',
  'no address': 'у клиента нет адреса: сообщите по телефону',
  'not shown': 'его не было в показанном списке',
  finished: 'обращение закрыто или больше не связано с этим',
}

const NAMES_LEFT = {
  address: 'адрес',
  person: 'имя',
  name: 'имя или организацию из договора',
  organisation: 'организацию',
  number: 'номер обращения',
  contract: 'номер договора',
  letter: 'номер письма клиента',
  phone: 'телефон',
  token: 'служебную метку',
}

export const EVERYDAY: Catalogue<EverydaySentences> = {
  'too many tickets': ({ most, tickets }) => `обращений больше ${most} (${tickets}): разделите их на несколько писем`,
  'no text for several':
    'текст и вложения с командами для нескольких обращений не отправляются: непонятно, какому клиенту. Пришлите одни команды ответом на другое письмо, а клиентам ответьте в их обращениях',

  'no such canned answer': ({ written, names }) => `шаблона «${written}» нет. Шаблоны: ${names.join(', ') || '—'}`,
  'canned answer of another language': ({ name, names }) =>
    `шаблон «${name}» на другом языке, чем обращение. Подходят: ${names.join(', ') || '—'}`,
  'unknown fields': ({ fields, known }) => `нет такого поля: ${fields.join(', ')}. Поля: ${known.join(', ')}`,
  'fields without a value': ({ name, fields }) =>
    `в шаблоне «${name}» нечего поставить на место ${fields.join(', ')}: у этого обращения такого значения нет. Письмо не отправлено`,
  'canned answer is put in': ({ name, text }) => `вставлен шаблон «${name}»:\n${text}`,
  'canned answers': 'Шаблоны ответов',
  'canned answers come': 'список шаблонов отправлен письмом',
  'canned answer is': ({ name, first, wrong }) =>
    `!шаблон ${name} — ${first}${wrong.length === 0 ? '' : ` (не годится, нет поля ${wrong.join(', ')})`}`,
  'no name for an answer': 'имя шаблона — до 60 знаков и без слов «ниже», «в конце»',
  'no text for an answer': 'нет текста шаблона: напишите его ниже команды',
  'answer is too long': ({ most }) => `шаблон длиннее ${most} знаков`,
  'answer is a file': ({ name }) => `шаблон «${name}» лежит файлом в папке из настройки answers: меняется там`,
  'canned answer is kept': ({ name, replaced }) =>
    `шаблон «${name}» ${replaced ? 'заменён' : 'сохранён'}; клиенту ничего не ушло. Вставить: !шаблон ${name}`,

  'who calls': ({ number }) => `Звонит: ${number}`,
  'card of the caller comes': 'карточка звонящего отправлена письмом',
  'number of nobody': ({ number }) => `Номера ${number} нет ни в договорах, ни в прежних звонках.`,
  'caller by contract': ({ name, address, phone, organisation, contract, validTo, valid, elsewhere }, { dayOn }) =>
    `${name === '' ? address : `${name} <${address}>`}${elsewhere ? ` (другой добавочный: ${phone})` : ''}, ${organisation}, договор № ${contract} ${valid ? `до ${dayOn(validTo)}` : `НЕ ДЕЙСТВУЕТ (до ${dayOn(validTo)})`}`,
  'caller by former calls': ({ name, address }) =>
    `по прежним обращениям: ${[name, address].filter((one) => one !== '').join(', ')}`,
  'his open tickets': 'Открытые обращения',
  'his last tickets': 'Последние закрытые',

  'not with a fix': 'с !исправлено в одном письме стоят только текст и !шаблон',
  'which version': 'непонятно, в какой версии. Пример: !исправлено 4.2 или !исправлено 4.2 кроме 14, 15',
  'fix without text': 'напишите ниже, что исправлено и как получить исправление: это увидят клиенты',
  'fix answers nobody': ({ version, skipped }, { say }) =>
    [`некому писать об исправлении в версии ${version}`, ...skipped.map(say)].join('; '),
  'fix is shown': ({ version, tickets }, sayer) =>
    `Об исправлении в версии ${version} будет написано по ${tickets} ${sayer.form(tickets, 'обращению', 'обращениям', 'обращениям')}, каждому клиенту отдельно. Пока ничего не отправлено.`,
  'fix goes to': ({ number, person, organisation, subject }) =>
    `${number}: ${person}${organisation === null ? '' : `, ${organisation}`} — ${subject}`,
  'fix skips': ({ number, why }) => `${number}: письма не будет, ${FIX_SKIPS[why]}`,
  'send the fix or not':
    'Отправить всем: ответьте !отправить. Кого-то исключить: !исправлено ВЕРСИЯ кроме N, с тем же текстом. Ниже — текст первого письма.',
  'fix is sent': ({ version, tickets }, { form }) =>
    `Об исправлении в версии ${version} отправлено: ${tickets} ${form(tickets, 'письмо', 'письма', 'писем')}.`,
  'fixed in': ({ version }) => `исправлено в версии ${version}`,

  'knowledge comes': 'вопрос и ответ показаны отдельным письмом: сохранятся после вашего слова',
  'no answer to know': 'ответа в обращении ещё нет: сохранять нечего',
  knowledge: ({ name }) => `Знание: ${name}`,
  'knowledge is shown': ({ number }) =>
    `Вопрос и ответ${number === '' ? '' : ` из обращения ${number}`}, чтобы найти их снова. Пока НЕ сохранены; видеть их будут только инженеры.`,
  'name is left': ({ of, shown }) => `Уберите ${NAMES_LEFT[of]}: ${shown}`,
  'may be a name': ({ shown }) => `Проверьте, не имя ли это и не адрес: ${shown.join('; ')}`,
  'keep it or not':
    'Сохранить как показано: !знание. Исправить: скопируйте текст ниже в ответ под строку !знание и уберите из него имена и всё, что узнают по ним. Не сохранять: !отозвать.',
  'take the names out':
    'Как есть не сохранится. Скопируйте текст ниже в ответ под строку !знание и исправьте. Не сохранять: !отозвать.',
  'question and answer':
    'Нужны обе строки, каждая один раз и ничего над ними: «Вопрос:» и под ней вопрос, «Ответ:» и под ней ответ. Строка «Название:» — если нужна — первой.',
  'canned answer has that name': ({ name }) =>
    `Шаблон «${name}» уже есть: дайте знанию другое название, !знание НАЗВАНИЕ`,
  'knowledge has that name': ({ name }) => `знание «${name}» уже есть: дайте шаблону другое имя`,
  'knowledge is not kept': 'НЕ сохранено: в тексте осталось то, по чему узнают клиента.',
  'knowledge is kept': ({ name, replaced }) =>
    `Знание «${name}» ${replaced ? 'заменено' : 'сохранено'}. Вставить в ответ: !шаблон ${name}. Найти: !похожее`,
  'knowledge is dropped': 'Знание не сохранено.',
  'pieces beside': ({ pieces }, { form }) =>
    `и ещё ${pieces} ${form(pieces, 'знание', 'знания', 'знаний')}: !похожее СЛОВА, вставить: !шаблон НАЗВАНИЕ`,

  'like ticket': ({ number, subject, state, closedAt }, { state: word, day }) =>
    `${number} ${subject} (${closedAt === null ? word(state) : `закрыто ${day(closedAt)}`})`,
  'like knowledge': ({ name }) => `знание «${name}»: !шаблон ${name}`,
  alike: ({ to }) => `Похоже на: ${to}`,
  'nothing alike': 'Ни решённых обращений, ни знаний, похожих на это, не нашлось.',
  'a piece of knowledge': ({ name }) => `Знание «${name}», вставить: !шаблон ${name}`,
  'its question': ({ first }) => `Вопрос: ${first}`,
  'its answer': ({ first }) => `Ответ: ${first}`,
  'solved before': 'Решённые обращения',
  'alike comes': 'список похожего отправлен письмом',

  'webhook took it': 'оповещение по webhook принято',
  'webhook failed': ({ failure, over }, { say }) =>
    `оповещение по webhook ${over ? 'НЕ прошло за сутки, попытки прекращены' : 'не прошло'}: ${say(failure)}`,
  'nobody woken': ({ number, because }) =>
    `${number}: оповещение по webhook не прошло (${because === 'confirmed' ? 'высокая критичность подтверждена' : 'критичное обращение никто не берёт'})`,
  'webhook tried again':
    'Попытки продолжаются сутки; письма дежурным ушли как обычно. Кого нужно, поднимите по телефону.',
  'webhook given up':
    'По этому обращению webhook больше не вызывается; письма дежурным ушли как обычно. Проверьте: ticketd check --connect.',
  'webhook answered': ({ status }) => `сервер ответил ${status}`,
  'webhook redirects': ({ status }) =>
    `сервер перенаправляет (${status}), а переходить по адресу нельзя: укажите конечный`,
  'webhook is slow': ({ seconds }) => `сервер не ответил за ${seconds} с`,
  'webhook not reached': ({ why }) => `до сервера не дойти: ${why}`,

  'by the rota': ({ engineer, row, open, of }) =>
    `${engineer}: строка ${row} графика${of > 1 ? `, меньше всех открытых обращений (${open}) из ${of} человек` : ''}`,
  'rota names nobody': 'на это время никого: обращение видят все',
  'given by the rota': 'Поступило и роздано по графику',
  'handed over': ({ tickets, to }) =>
    `остаются обращения: ${tickets.join(', ')}; новые письма по ним получат: ${to.join(', ') || 'все, хотя никого нет на месте'}`,
  'nobody on duty': 'ВНИМАНИЕ: дежурных не остаётся; срочные уведомления получат отсутствующие',
}
