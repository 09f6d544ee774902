// Russian: the morning mail.
import { type MorningSentences, NORM_DAYS, type Today } from '../../words/words.ts'
import { type Catalogue, percent, type Sayer } from '../language/catalogue.ts'

const HELD_BACK = 'придержано:'

export const MORNING: Catalogue<MorningSentences> = {
  'digest of': ({ on, overdue, today, tomorrow }, { dayOn }) =>
    `Сводка на ${dayOn(on)}: просрочено ${overdue}, сегодня ${today}, завтра ${tomorrow}`,
  "lead's digest of": ({ on, overdue, uncovered, nobodys }, { dayOn }) =>
    `Сводка руководителю на ${dayOn(on)}: просрочено ${overdue}, без договора ${uncovered}, ничьих ${nobodys}`,
  'good morning': ({ name, today }, sayer) => `Доброе утро, ${name}! ${todayWords(today, sayer)}`,
  'your turn': ({ mine, turn, nobodys }) =>
    `Ваших обращений: ${mine}, из них ждут вашего ответа: ${turn}. Ничьих: ${nobodys}.`,
  today: ({ today }, sayer) => todayWords(today, sayer),
  'calendar ends': ({ lastOn, daysAhead, afterwards }, { dayOn }) => {
    const by = afterwards === 'preliminary' ? 'по предварительному' : 'по расчётному'
    return lastOn === null
      ? `Календарь: официального на этот год нет, сроки — ${by}.`
      : `Календарь: официальный заканчивается ${dayOn(lastOn)}, через ${daysAhead} дн.; дальше сроки — ${by}.`
  },
  overdue: 'Просрочено',
  'due today': 'Срок сегодня',
  'due tomorrow': ({ on }, { dayOn }) => `Срок завтра${on === null ? '' : ` (${dayOn(on)})`}`,
  'due in two days': ({ on }, { dayOn }) => `Срок через два рабочих дня${on === null ? '' : ` (${dayOn(on)})`}`,
  "nobody's": 'Ничьи',
  'of colleagues away': 'Ведут отсутствующие, ждут ответа',
  'high criticality': 'Высокая критичность',
  'high criticality, for leads': 'Высокая критичность, открытые и предположительные',
  'no first answer': 'Первый ответ ещё не дан',
  'mails since': ({ at }, { moment }) => `Письма клиентов с ${moment(at)}`,
  'waiting long': ({ days }, { form }) =>
    `Ждём клиента дольше ${days} ${form(days, 'рабочего дня', 'рабочих дней', 'рабочих дней')}`,
  'with development': 'В отделе разработки',
  undelivered: 'Не доставлено',
  'closed unsorted': 'Закрыто без категории (!категория …)',
  'contracts ending': 'Договоры, которые заканчиваются',
  people: 'Люди',
  'without contract': 'Без договора или с несколькими (!договор № или !отклонить причина)',
  complaints: 'Претензии и жалобы',
  'mailbox and archive': 'Почтовый ящик и архив',
  'letters set aside': 'Отложено на разбор',
  'figures of': ({ fromOn, toOn }, { dayOn }) => `Показатели за ${dayOn(fromOn)}–${dayOn(toOn)}`,
  'nothing urgent': 'Просроченных и срочных обращений нет.',

  'a repeat would differ from what was begun': `${HELD_BACK} повтор отличался бы от того, что уже начали отправлять`,
  'nobody knows whether it arrived': 'неизвестно, дошло ли: связь с сервером каждый раз обрывалась после отправки',
  'it may have been sent before the books were restored': `${HELD_BACK} возможно, отправлено до восстановления из копии`,

  'first answer by': ({ at }, { moment }) => `первый ответ: норма до ${moment(at)}`,
  'at that moment': ({ at }, { moment }) => moment(at),
  'folder missing': ({ folder, existing }) =>
    `Папки «${folder}», которую велено читать, в ящике нет; есть: ${existing.map((one) => `«${one}»`).join(', ')}. Письма могут лежать непрочитанными.`,
  'junk unread': ({ folder }) =>
    `Спам попадает в папку «${folder}», её никто не читает (настройка mailbox.folders.also).`,
  'kept long enough': ({ letters, tickets }) =>
    `По сроку хранения удалено: исходных писем ${letters}, обращений (кроме показателей) ${tickets}.`,
  'waits since': ({ at, closesAt }, { moment, closing }) => `с ${moment(at)}, закрытие ${closing(closesAt)}`,
  'there since': ({ at, newsBy }, { moment, closing }) => `с ${moment(at)}, написать клиенту до ${closing(newsBy)}`,
  'critical for leads': ({ firstAnswerBy, overtaken }, { say }) =>
    [firstAnswerBy && say({ is: 'first answer by', at: firstAnswerBy }), overtaken].filter((part) => part).join('; '),
  'did not arrive': ({ number, recipient, because }, { say }) =>
    `${number ?? '—'}  ${recipient}: ${typeof because === 'string' ? because : say(because)}`,
  'has so much': ({ name, away, open, turn, late }) =>
    `${name}${away ? ' (в отпуске)' : ''}: открыто ${open}, ждут ответа ${turn}, просрочено ${late}`,
  'mail balance': ({ fromOn, lastOn, total, opened, joined, automatic, setAside }, { dayOn }) => {
    const days = fromOn === null ? `вчера, ${dayOn(lastOn)}` : `${dayOn(fromOn)}–${dayOn(lastOn)}`
    const sum = opened + joined + automatic + setAside
    const parts = `новых обращений ${opened} + ответов ${joined} + автоматических ${automatic} + отложено на разбор ${setAside}`
    return `Писем за ${days}: ${total} = ${parts}.${sum === total ? '' : ` НЕ СХОДИТСЯ: учтено ${sum}.`}`
  },
  processed: ({ tickets, net, gross }, { decimal }) =>
    `Обработано ${tickets}; среднее время обработки, рабочих дней: ${decimal(net)} (по регламенту ${NORM_DAYS.from}–${NORM_DAYS.to}), с ожиданием клиента ${decimal(gross)}.`,
  'kept in time': ({ deadlines, firstAnswer }) =>
    `Сроки соблюдены: ${percent(deadlines)} из наступивших; первый ответ в норме ${percent(firstAnswer)}.`,
}

/** «Сегодня пятница, 30.04.2027; короткий день, до 17:00.» */
function todayWords({ on, closes }: Today, { weekday, dayOn }: Sayer): string {
  return `Сегодня ${weekday(on)}, ${dayOn(on)}${closes === null ? '' : `; короткий день, до ${closes}`}.`
}
