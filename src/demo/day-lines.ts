// What is written and told on the day of forty requests, in each language; the day is the same.

/** The day in one language. */
export interface DayLines {
  readonly heading: string
  /** Who asks besides the customer of the story. */
  readonly people: readonly { readonly name: string; readonly address: string }[]
  /** What people ask; each fifth has the cause that one fix mends. */
  readonly subjects: readonly [string, string, string, string, string]
  readonly asks: (subject: string, name: string) => string
  readonly request: (n: number) => string
  /** What the engineer writes. */
  readonly queue: string
  readonly several: string
  readonly canned: string
  readonly link: (ticket: number) => string
  readonly fixed: string
  readonly send: string
  readonly closing: string
  readonly report: string
  /** What must stand in the mails that come of it. */
  readonly has: Readonly<Record<'queue' | 'preview' | 'fixSent' | 'alike' | 'report' | 'morning', RegExp>>
  /** What the reader is told. */
  readonly told: Readonly<Record<'sorts' | 'answers' | 'fix' | 'alike' | 'evening' | 'morning', string>>
  readonly links: (tickets: string) => string
  readonly wrong: (tickets: number, mails: number) => string
  readonly balance: (all: number, open: number) => string
  /** For what is waited. */
  readonly waits: Readonly<Record<'asked' | 'linked' | 'fixed' | 'closed', string>>
}

const RUSSIAN: DayLines = {
  heading: 'День службы: сорок обращений, один инженер, и всё из почты.',
  people: [
    { name: 'Олег Волков', address: 'volkov@vektor.test' },
    { name: 'Мария Котова', address: 'kotova@romashka.test' },
    { name: 'Павел Ершов', address: 'ershov@vektor.test' },
    { name: 'Анна Белова', address: 'belova@romashka.test' },
    { name: 'Сергей Громов', address: 'gromov@vektor.test' },
    { name: 'Ольга Ветрова', address: 'vetrova@romashka.test' },
    { name: 'Денис Орлов', address: 'orlov@vektor.test' },
  ],
  subjects: [
    'Каталог не сохраняет карточку изделия',
    'Как выгрузить отчёт за квартал',
    'Настройка ролей операторов',
    'Не печатается ведомость',
    'Перенос данных со старого сервера',
  ],
  asks: (subject, name) => `Добрый день!\n\n${subject}. Подскажите, пожалуйста, что делать.\n\n${name}\n`,
  request: (n) => `обращение ${n}`,
  queue: '!очередь\n',
  several: '!взять 1 2 3 4 5 6\n!категория 4 2 7 12\n',
  canned: 'SKPS-4\n!ждём\n!шаблон журнал\n\nЕсли печать идёт через сеть, укажите модель принтера.\n',
  link: (ticket) => `!связать ${ticket}`,
  fixed: '!исправлено 2.1.4\n\nОбновление доступно в личном кабинете.\n',
  send: '!отправить\n',
  closing: '!закрыть 2 3 5 12\n',
  report: '!отчёт сегодня\n',
  has: {
    queue: /^Очередь/,
    preview: /Пока ничего не отправлено/,
    fixSent: /отправлено: 4 письма/,
    alike: /Похоже на +SKPS-/,
    report: /Поступило/,
    morning: /Сводка на/,
  },
  told: {
    sorts: 'Инженер смотрит очередь и одним письмом разбирает сразу несколько обращений.',
    answers: 'На одно обращение — ответ по шаблону: приветствие и номер подставляет служба.',
    fix: 'Вышло исправление: одно письмо отвечает всем, но сначала служба показывает, кому.',
    alike: 'О том же пишут снова: карточка подсказывает, где это уже решено. Видят это только инженеры.',
    evening: 'Вечер: несколько обращений закрыты одной командой, и показатели дня приходят письмом.',
    morning: 'Следующее утро: сводка.',
  },
  links: (tickets) => `Обращения ${tickets} — об одной ошибке: инженер их связывает.`,
  wrong: (tickets, mails) => `история пошла не так: обращений ${tickets}, а писем было ${mails}`,
  balance: (all, open) => `За день: ${all} обращений, из них не закрыто ${open}.`,
  waits: { asked: 'вопрос задан', linked: 'связаны', fixed: 'отвечено всем', closed: 'закрыты' },
}

const ENGLISH: DayLines = {
  heading: 'A day of the desk: forty requests, one engineer, and all of it from a mail client.',
  people: [
    { name: 'Oleg Volkov', address: 'volkov@vektor.test' },
    { name: 'Mary Kotova', address: 'kotova@romashka.test' },
    { name: 'Paul Ershov', address: 'ershov@vektor.test' },
    { name: 'Anna Belova', address: 'belova@romashka.test' },
    { name: 'Sergey Gromov', address: 'gromov@vektor.test' },
    { name: 'Olga Vetrova', address: 'vetrova@romashka.test' },
    { name: 'Denis Orlov', address: 'orlov@vektor.test' },
  ],
  subjects: [
    'The catalogue does not save an item card',
    'How to export the report of a quarter',
    'Setting up the roles of operators',
    'The sheet does not print',
    'Moving data from the old server',
  ],
  asks: (subject, name) => `Hello,\n\n${subject}. Please tell us what to do.\n\n${name}\n`,
  request: (n) => `request ${n}`,
  queue: '!queue\n',
  several: '!take 1 2 3 4 5 6\n!category 4 2 7 12\n',
  canned: 'SKPS-4\n!wait\n!template log\n\nIf it prints over the network, name the model of the printer.\n',
  link: (ticket) => `!link ${ticket}`,
  fixed: '!fixed 2.1.4\n\nThe update lies in your account.\n',
  send: '!send\n',
  closing: '!close 2 3 5 12\n',
  report: '!report today\n',
  has: {
    queue: /^Queue/,
    preview: /Nothing has been sent yet/,
    fixSent: /version 2\.1\.4: 4 letters/,
    alike: /Looks like +SKPS-/,
    report: /Came/,
    morning: /^Digest/,
  },
  told: {
    sorts: 'The engineer looks at the queue and sorts several requests by one mail.',
    answers: 'One request is answered by a canned answer: the desk puts greeting and number in.',
    fix: 'A fix is out: one mail answers all, but first the desk shows whom.',
    alike: 'The same is asked again: the card says where it was solved before. Only engineers see that.',
    evening: 'Evening: several requests are closed by one command, and the figures of the day come by mail.',
    morning: 'The next morning: the digest.',
  },
  links: (tickets) => `${tickets} are about one error: the engineer links them.`,
  wrong: (tickets, mails) => `the story went wrong: ${tickets} requests of ${mails} mails`,
  balance: (all, open) => `The day: ${all} requests, ${open} of them not closed.`,
  waits: { asked: 'the question is asked', linked: 'linked', fixed: 'all are answered', closed: 'closed' },
}

/** The day in the languages it is told in. */
export const DAYS: Readonly<Record<'ru' | 'en', DayLines>> = { ru: RUSSIAN, en: ENGLISH }
