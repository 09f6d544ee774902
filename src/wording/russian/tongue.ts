// Russian: dates, counts and the words for each closed choice. «Обращение» is the one word for a ticket.
import type { Script, Wall } from '../language/format.ts'
import type { Tongue } from '../language/tongue.ts'
import { accusative } from './accusative.ts'
import { BOARD } from './board.ts'
import { REPORT } from './report.ts'
import { STATEMENT } from './statement.ts'

const MONTHS = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ')
const MONTH_NAMES = 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'.split(' ')
const WEEKDAYS = 'понедельник вторник среда четверг пятница суббота воскресенье'.split(' ')
const N = '\u00a0'

const two = (n: number): string => String(n).padStart(2, '0')
const month = (wall: Wall): string => MONTHS[wall.month - 1] ?? ''
const date = (wall: Wall): string => `${wall.day}${N}${month(wall)} ${wall.year}${N}г.`

const weekday = (wall: Wall): string => WEEKDAYS[wall.weekday - 1] ?? ''

const script: Script = {
  date,
  day: (wall) => `${date(wall)} (${weekday(wall)})`,
  weekday,
  at: (wall, zone) => `${date(wall)} в${N}${wall.time} (${zone})`,
  by: (wall, zone) => `${date(wall)}, ${wall.time} (${zone})`,
  short: (wall) => `${two(wall.day)}.${two(wall.month)}, ${wall.time}`,
  shortDay: (wall) => `${two(wall.day)}.${two(wall.month)}.${wall.year}`,
  month: (wall) => `${MONTH_NAMES[wall.month - 1] ?? ''} ${wall.year}${N}г.`,
  dates: (first, last) => {
    if (first.year !== last.year) return `${date(first)}${N}– ${date(last)}`
    if (first.month !== last.month) return `${first.day}${N}${month(first)}${N}– ${date(last)}`
    return first.day === last.day ? date(first) : `${first.day}–${date(last)}`
  },
  zoneLabel: (zone) => (zone === 'Europe/Moscow' ? 'МСК' : zone),
  nouns: {
    workingDay: ['рабочий день', 'рабочих дня', 'рабочих дней'],
    day: ['день', 'дня', 'дней'],
    hour: ['час', 'часа', 'часов'],
    minute: ['минута', 'минуты', 'минут'],
    file: ['файл', 'файла', 'файлов'],
    picture: ['рисунок', 'рисунка', 'рисунков'],
    mail: ['письмо', 'письма', 'писем'],
    line: ['строка', 'строки', 'строк'],
    character: ['знак', 'знака', 'знаков'],
    host: ['сервер', 'сервера', 'серверов'],
    ticket: ['обращение', 'обращения', 'обращений'],
  },
  form: (n) => {
    const tens = Math.abs(n) % 100
    const ones = tens % 10
    if (tens > 10 && tens < 20) return 2
    if (ones === 1) return 0
    return ones > 1 && ones < 5 ? 1 : 2
  },
  seconds: 'с',
  units: ['Б', 'КБ', 'МБ', 'ГБ'],
  decimalPoint: ',',
}

export const RUSSIAN: Tongue = {
  script,
  states: {
    new: 'зарегистрировано',
    open: 'в работе',
    waiting: 'ожидает ответа клиента',
    development: 'передано в разработку',
    answered: 'дан ответ',
    closed: 'закрыто',
    declined: 'отклонено',
  },
  stateToCustomer: (state, day) => {
    switch (state) {
      case 'new':
        return 'зарегистрировано, ожидает назначения инженера'
      case 'open':
        return 'в работе'
      case 'waiting':
        return 'ожидает вашего ответа'
      case 'development':
        return 'передано в отдел разработки'
      case 'answered':
        return 'дан ответ'
      case 'closed':
        return `закрыто ${day}`.trim()
      case 'declined':
        return `отклонено ${day}`.trim()
    }
  },
  turn: {
    new: 'ответ службы поддержки',
    open: 'ответ службы поддержки',
    waiting: 'ваш ответ',
    development: 'результат отдела разработки',
    answered: 'ваш ответ, если вопрос остался',
    closed: null,
    declined: null,
  },
  turnContract: 'подтверждение договора; если вы ещё не сообщили его номер, сообщите',
  grounds: {
    service: 'восстановление работоспособности критически важного сервиса',
    access: 'восстановление доступа к учётной записи пользователя',
    other: 'требуется экстренное вмешательство',
  },
  groundNames: { service: 'сервис', access: 'доступ', other: 'иное' },
  categories: {
    operation: 'обеспечение работоспособности',
    errors: 'ошибки и сбои',
    administration: 'администрирование',
    consultation: 'консультация и инструктаж',
    data: 'обработка данных',
    unsorted: 'не определена',
  },
  criticalities: { high: 'высокий уровень', suspected: 'предположительно высокий', normal: 'обычный уровень' },
  contractFound: {
    address: 'по адресу',
    domain: 'по домену',
    remembered: 'адрес запомнен по команде !договор',
    confirmed: 'подтверждён руководителем',
    none: '',
    several: '',
    expired: '',
    'not-yet': '',
    'not-needed': '',
  },
  contractMissing: {
    none: 'НЕТ: решает руководитель (!договор №, !отклонить)',
    expired: 'ИСТЁК: решает руководитель (!договор №, !отклонить)',
    'not-yet': 'ЕЩЁ НЕ ДЕЙСТВУЕТ: решает руководитель (!договор №, !отклонить)',
  },
  contractLine: ({ numbers, until, found, left }) =>
    [`№ ${numbers.join(', ')}`, until && ` до ${until}`, found && ` (${found})`, left && `, осталось ${left}`].join(''),
  contractSeveral: (numbers) => `НЕСКОЛЬКО: ${numbers.join(', ')} (выбрать: !договор №)`,
  undelivered: {
    'no-mailbox': 'ящика не существует',
    full: 'ящик переполнен',
    'too-big': 'письмо слишком большое для сервера клиента',
    spam: 'сервер клиента отклонил письмо как спам',
    'no-domain': 'домен не найден',
    expired: 'за пять дней сервер клиента не принял письмо',
    unsendable: 'на такой адрес письмо отправить нельзя',
    other: 'сервер клиента отклонил письмо',
  },
  undeliveredByUs: {
    'too-big': 'письмо больше, чем принимает наш почтовый сервер',
    spam: 'наш почтовый сервер отклонил письмо как спам',
    expired: 'за пять дней наш почтовый сервер не принял письмо',
    other: 'наш почтовый сервер отклонил письмо',
  },
  alertMarks: {
    critical: 'СРОЧНО',
    complaint: 'ПРЕТЕНЗИЯ',
    overdue: 'ПРОСРОЧЕНО',
    bounce: 'НЕ ДОСТАВЛЕНО',
    new: 'ВНИМАНИЕ',
    customer: 'ВНИМАНИЕ',
    answer: 'ВНИМАНИЕ',
    call: 'ВНИМАНИЕ',
    note: 'ВНИМАНИЕ',
    robot: 'ВНИМАНИЕ',
  },
  noSubject: '(без темы)',
  noText: '(текста нет)',
  unnamed: '(не назван)',
  nobodyYet: 'пока не назначен',
  nobody: 'не назначен',
  none: 'нет',
  defaultGreeting: 'Здравствуйте!',
  fromCustomer: 'от вас',
  fromParticipant: 'от участника переписки',
  fromEngineer: 'от инженера',
  leadOnly: 'только руководитель',
  spokesman: (name) => `${name} (техническая поддержка)`,
  phoneHours: (open, close, zone) => `рабочие дни, ${open}–${close} (${zone})`,
  phoneNow: (close) => `; сейчас служба отвечает до${N}${close}`,
  phoneNext: (day, time) => `; ближайшее время: ${day} с${N}${time}`,
  phoneNextSentence: (at) => `по телефону служба ответит ${at}`,
  phoneSameTime: 'с этого же времени служба отвечает по телефону',
  phoneOpenNow: 'по телефону служба отвечает и сейчас',
  calendarYear: (year, status, ground) => {
    switch (status) {
      case 'official':
        return ground === '' ? `${year} год` : `${year} год (${ground})`
      case 'preliminary':
        return `${year} год (предварительный)`
      case 'computed':
        return `${year} год (расчётный, по статье${N}112 ТК${N}РФ)`
    }
  },
  calendarGround: (ground) => ground,
  dayOff: (span, grounds) => (grounds.length === 0 ? span : `${span} (${grounds.join(', ')})`),
  inText: (count) => `${count} в тексте письма`,
  files: (count, names) => `${count}: ${names.join(', ')}`,
  refused: (name, why) => `${name} (не принят: ${why})`,
  ordinal: (n) => `${n}-й`,
  dayChange: (day, now, was) => `${day} — ${now} (было: ${was})`,
  deadlineRuns: (by) => `до ${by}`,
  deadlineStopped: 'приостановлен',
  deadlinePassed: (by) => `истёк ${by}; руководитель службы уведомлён, работа продолжается`,
  deadlineNone: 'не установлен: договор не подтверждён',
  criticalityToCustomer: (high, ground) =>
    high
      ? `высокий уровень${ground === '' ? '' : ` (${ground})`}; может обрабатываться вне очереди`
      : 'предположительно высокий уровень; решение примет инженер',
  criticalityNormal: 'обычный уровень',
  criticalitySuspected: (why) =>
    `предположительно высокий${why === '' ? '' : `, по словам «${why}»`}: !критично сервис|доступ или !некритично`,
  criticalityHigh: (ground, by) => ['ВЫСОКИЙ', ground && `, ${ground}`, by && ` (подтвердил ${by})`].join(''),
  channel: (channel, by) =>
    channel === 'email' ? 'по электронной почте' : `по телефону${by === '' ? '' : ` (зарегистрировал ${by})`}`,
  category: (name, why) => (why === '' ? name : `${name}, по слову «${why}»`),
  earlier: (lines, count) =>
    lines.join(', ') + (count > lines.length ? `; всего ${count > 100 ? 'больше 100' : count}` : ''),
  closedOn: (day) => `закрыто ${day}`,
  acknowledged: (time) => `отправлено ${time}`,
  withheld: (why) => `НЕ отправлено: ${why} — ответьте клиенту сами`,
  timeLeft: (left) => `осталось ${left}`,
  overdue: 'просрочено',
  overdueBy: (late) => `просрочено на ${accusative(late)}`,
  due: (short) => `до ${short}`,
  high: 'ВЫСОКАЯ КРИТИЧНОСТЬ',
  suspected: 'предположительно критично',
  more: (n) => `и ещё ${n}: !очередь`,
  recipients: (to, copies) => (copies === '' ? to : `${to}, копия: ${copies}`),
  why: {
    none: 'Срок не установлен: договор не подтверждён.',
    counted: (from, days) => `Отсчёт с ${from}: ${days} после дня поступления (R15).`,
    agreed: (by, from) => `Срок ${by} согласован с клиентом (R16), отсчёт с ${from}.`,
    days: {
      work: 'рабочий день',
      short: 'рабочий день, короче на час',
      'worked-saturday': 'рабочая суббота',
      weekend: 'выходной',
      holiday: 'праздник',
      transferred: 'выходной по переносу',
    },
    turns: { us: 'служба', customer: 'клиент', development: 'разработка' },
    added: 'ещё',
    waited: (hours) => `ожидание ${hours}`,
    time: { us: 'Время службы', customer: 'Время клиента', development: 'Время разработки' },
    stretch: (whose, from, to, hours, counted) =>
      `${whose} с ${from} по ${to}: ${hours}${counted ? '' : ', после срока, не учтено'}`,
    lasting: (whose, from, counted) =>
      `${whose} с ${from} ещё идёт${counted ? ' и в срок пока не вошло' : ', после срока, не учтено'}`,
    moved: (base, hours) => `Без ожидания срок был бы ${base}; вместе ожидание ${hours} (R4).`,
    result: (by) => `Срок: ${by}.`,
    unofficial: {
      preliminary: 'Календарь неокончательный: предварительный.',
      computed: 'Календарь неокончательный: расчётный.',
    },
  },
  report: REPORT,
  board: BOARD,
  statement: STATEMENT,
  fileCount: (n, count) => (n === 0 ? 'нет' : count(n, 'file')),
}
