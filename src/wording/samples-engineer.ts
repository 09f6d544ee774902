// Made-up facts of the letters to engineers, by which their templates are proved at start.
import type * as words from '../words/words.ts'
import { REPORT_SAMPLES, STATEMENT_SAMPLES } from './samples-report.ts'

const at = (text: string): Date => new Date(`2026-${text}:00+03:00`)
const CUSTOMER = { name: 'Иванов И. И.', address: 'ivanov@example.ru' }
const LEFT: words.WorkingTime = { seconds: 93_600, dayHours: 8 }

const CARD: words.CardWords = {
  number: 'SKPS-12',
  subject: 'Не открывается каталог',
  state: 'new',
  criticality: 'suspected',
  criticalGround: 'access',
  criticalWhy: 'не могут войти',
  confirmedBy: null,
  customer: CUSTOMER,
  customerPhone: '8 (495) 111-11-11',
  organisation: 'ООО «Пример»',
  contract: { found: 'address', numbers: ['15/24'], validTo: '2026-12-31', daysLeft: 9 },
  receivedAt: at('11-23T12:04'),
  channel: 'email',
  registeredBy: null,
  firstAnswerBy: at('11-24T12:04'),
  dates: { minDays: 5, maxDays: 10, earliestAt: at('11-27T18:00'), deadlineAt: at('12-04T18:00'), everyDay: false },
  timeLeft: LEFT,
  clockStands: false,
  provisional: true,
  category: 'errors',
  categoryWhy: 'ошибка',
  earlier: [{ number: 'SKPS-7', state: 'closed', closedAt: at('11-03T12:00'), engineerName: null }],
  earlierCount: 4,
  acknowledgement: { at: at('11-23T12:04') },
  engineerName: null,
  warnings: ['отправитель не подтверждён почтовым сервером'],
  mentions: ['SKPS-5'],
}

const COUNT: words.Why = {
  ...{ from: at('11-23T12:04'), agreedAt: null, minDays: 1, maxDays: 2, base: at('11-25T18:00'), seconds: 28_800 },
  ...{ deadline: at('11-26T18:00'), status: 'preliminary' },
  days: [
    {
      ...{ date: '2026-11-23', kind: 'short', ground: 'накануне праздника, статья 95 ТК РФ', counts: null, n: null },
      ...{ waitedSeconds: 0, turns: ['us'] },
    },
    {
      date: '2026-11-24',
      kind: 'work',
      ground: null,
      counts: 'promise',
      n: 1,
      waitedSeconds: 27_000,
      turns: ['customer'],
    },
    {
      date: '2026-11-25',
      kind: 'work',
      ground: null,
      counts: 'promise',
      n: 2,
      waitedSeconds: 1800,
      turns: ['customer', 'us'],
    },
    { date: '2026-11-26', kind: 'work', ground: null, counts: 'waited', n: null, waitedSeconds: 0, turns: ['us'] },
  ],
  stretches: [
    { owner: 'customer', from: at('11-24T10:30'), to: at('11-25T10:30'), seconds: 28_800, counted: true },
    { owner: 'customer', from: at('11-26T19:00'), to: null, seconds: 0, counted: false },
  ],
}

const MAIL: NonNullable<words.LetterToEngineerWords['mail']> = {
  from: CUSTOMER,
  to: [{ name: '', address: 'support@example.ru' }],
  cc: [{ name: '', address: 'petrova@example.ru' }],
  at: at('11-23T12:04'),
  newText: 'Добрый день!\nНе могут войти.',
  quotedText: '> прежнее письмо',
  safeHtml: null,
  attachments: [{ name: 'журнал.log', bytes: 1024, refused: null }],
}

const NEW: words.LetterToEngineerWords = {
  letter: 'card',
  what: 'new',
  goes: { to: 'customer', customer: CUSTOMER, copies: [{ name: '', address: 'petrova@example.ru' }], holdSeconds: 60 },
  card: CARD,
  mail: MAIL,
  notice: null,
  repeatAt: null,
}

const ALERT: words.LetterToEngineerWords = {
  ...NEW,
  letter: 'alert',
  what: 'critical',
  notice: 'Предположительно высокий уровень критичности.',
  repeatAt: at('11-23T12:34'),
}

const LINE: words.TicketLine = {
  number: 'SKPS-12',
  subject: 'Не открывается каталог',
  state: 'open',
  criticality: 'high',
  organisation: 'ООО «Пример»',
  customer: 'ivanov@example.ru',
  engineerName: 'Пётр Иванов',
  deadlineAt: at('12-04T18:00'),
  timeLeft: LEFT,
  clockStands: false,
  note: 'ждёт с 24.11',
}

const NOW = {
  number: 'SKPS-12',
  state: 'open',
  engineerName: null,
  deadlineAt: at('12-04T18:00'),
  clockStands: false,
} as const

const TRANSCRIPT: words.TranscriptWords = {
  letter: 'transcript',
  done: [{ line: '!взять', outcome: ['SKPS-12: исполнитель: не назначен → Пётр Иванов'] }],
  textFate: 'отправляется клиенту',
  attachments: [{ name: 'журнал.log', bytes: 1024, refused: null }],
  leftOut: ['ваша подпись (4 строки)'],
  now: NOW,
}

const MESSAGE: words.MessageToEngineerWords = {
  letter: 'message',
  goes: { to: 'commands' },
  heading: 'SKPS-12: взял Пётр Иванов',
  lines: ['Обращение ведёт Пётр Иванов.'],
  quoted: 'Текст письма',
}

const UNDELIVERED: words.UndeliveredWords = {
  letter: 'undelivered',
  number: 'SKPS-12',
  recipient: 'ivanov@example.ru',
  sentAt: at('11-24T11:00'),
  failedAt: at('11-24T11:01'),
  permanent: true,
  server: 'mx.example.ru',
  diagnostic: '550 5.1.1 User unknown',
  means: 'no-mailbox',
  by: 'theirs',
  wasWaiting: true,
  deadlineAt: at('12-04T18:00'),
  timeLeft: LEFT,
  customerPhone: '8 (495) 111-11-11',
  otherPeople: [{ name: 'Петрова А. А.', address: 'petrova@example.ru' }],
  text: 'Здравствуйте!',
}

/** Letters to engineers by which every template is proved. */
export const ENGINEER_SAMPLES: readonly words.EngineerWords[] = [
  NEW,
  {
    ...NEW,
    what: 'note',
    goes: { to: 'engineers' },
    card: {
      ...CARD,
      criticality: 'high',
      contract: { found: 'none', numbers: [], validTo: null, daysLeft: null },
      dates: null,
      acknowledgement: { withheld: { is: 'sender without address' } },
      engineerName: 'Пётр Иванов',
      channel: 'phone',
      clockStands: true,
    },
  },
  { ...NEW, card: { ...CARD, clockStands: true }, mail: null, notice: 'Клиент ответил.' },
  ALERT,
  { ...ALERT, what: 'overdue', card: { ...CARD, engineerName: 'Пётр Иванов' }, goes: { to: 'commands' }, mail: null },
  TRANSCRIPT,
  {
    letter: 'command-error',
    problems: [{ line: '!закырть', outcome: ['такой команды нет'] }],
    keptUntil: at('11-30T18:00'),
    attachmentsCount: 1,
    text: 'Здравствуйте!',
  },
  { letter: 'command-error', problems: [], keptUntil: null, attachmentsCount: 0, text: '' },
  MESSAGE,
  UNDELIVERED,
  { letter: 'digest', goes: { to: 'named' }, heading: 'Очередь: 1', lines: [], sections: [] },
  {
    letter: 'digest',
    goes: { to: 'commands' },
    heading: 'Сводка на 24.11.2026',
    lines: ['Доброе утро, Пётр!'],
    sections: [
      { heading: 'Просрочено', tickets: [LINE], lines: ['строка'], more: 3 },
      { heading: 'Пусто', tickets: [], lines: [], more: 0 },
      {
        heading: '24.11.2026, 11:00  клиент: Иванов',
        tickets: [],
        text: 'Здравствуйте!\n\n1. Так.',
        lines: ['файл'],
        more: 0,
      },
    ],
  },
  { letter: 'why', goes: { to: 'commands' }, number: 'SKPS-12', count: COUNT },
  { letter: 'why', goes: { to: 'commands' }, number: 'SKPS-12', count: null },
  // What no other sample renders: each branch of a template is proved by some letter.
  {
    ...NEW,
    what: 'answer',
    goes: { to: 'named' },
    card: {
      ...CARD,
      theirNumbers: [{ number: '15/24', on: '2026-11-01' }],
      rota: { is: 'rota names nobody' },
      similar: [{ is: 'like knowledge', name: 'журнал' }],
    },
    mail: { ...MAIL, subject: 'Другая тема' },
  },
  { ...NEW, what: 'call', goes: { to: 'engineers' } },
  { ...ALERT, card: { ...CARD, criticality: 'high', confirmedBy: 'Пётр Иванов' } },
  {
    ...TRANSCRIPT,
    warnings: ['строка'],
    now: { ...NOW, deadlineAt: at('12-04T18:00'), clockStands: true },
  },
  { ...TRANSCRIPT, done: [] },
  { ...TRANSCRIPT, now: { ...NOW, clockWillStand: true } },
  { ...MESSAGE, goes: { to: 'engineers' }, own: 'Ваш текст' },
  { ...UNDELIVERED, permanent: false },
  ...REPORT_SAMPLES,
  ...STATEMENT_SAMPLES,
  {
    letter: 'help',
    commands: [{ name: 'assign', names: ['!передать', '!assign'], lead: true }],
  },
]
