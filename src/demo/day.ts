// A day of forty requests, for a person to watch: mail comes all day long, one engineer works from his mail client with
// lists, orders on several tickets, canned answers and one fix for many; then the next morning's mail.
import { addWorking, CALENDAR, dayKey, parseLocal, type WorkClock } from '../calendar/calendar.ts'
import { RUSSIAN } from './russian.ts'
import type { Stage } from './stage.ts'
import type { Play } from './story.ts'

const ZONE = 'Europe/Moscow'
const CLOCK: WorkClock = {
  calendar: CALENDAR,
  zone: ZONE,
  open: '10:00',
  close: '18:00',
  shortDayClose: '17:00',
  aroundTheClock: false,
}
const WORKING_DAY = 8 * 3600
const MINUTE = 60_000
const REQUESTS = 40
const EVERY_MINUTES = 11

const { customer: CUSTOMER, engineer: ENGINEER } = RUSSIAN
const PEOPLE = [
  CUSTOMER,
  { name: 'Олег Волков', address: 'volkov@vektor.test' },
  { name: 'Мария Котова', address: 'kotova@romashka.test' },
  { name: 'Павел Ершов', address: 'ershov@vektor.test' },
  { name: 'Анна Белова', address: 'belova@romashka.test' },
  { name: 'Сергей Громов', address: 'gromov@vektor.test' },
  { name: 'Ольга Ветрова', address: 'vetrova@romashka.test' },
  { name: 'Денис Орлов', address: 'orlov@vektor.test' },
] as const

/** What people ask; each fifth has the cause that one fix mends. */
const SUBJECTS = [
  'Каталог не сохраняет карточку изделия',
  'Как выгрузить отчёт за квартал',
  'Настройка ролей операторов',
  'Не печатается ведомость',
  'Перенос данных со старого сервера',
] as const
const OF_ONE_CAUSE = [1, 6, 11, 16]

/** Plays the day; rejects when something does not come of it that should. */
export async function playDay({ stage, turn }: Play): Promise<void> {
  stage.say('День службы: сорок обращений, один инженер, и всё из почты.')
  const opens = openingAfter(stage.now())
  stage.moveTo(opens)
  for (let n = 1; n <= REQUESTS; n += 1) {
    await oneMore(stage, n, new Date(opens.getTime() + n * EVERY_MINUTES * MINUTE))
    if (n === 12 || n === 24) await turn()
    if (n === 12) await morningWork(stage)
    if (n === 24) await oneFix(stage)
  }
  await turn()
  await evening(stage)
  const next = openingAfter(stage.now())
  stage.say('Следующее утро: сводка.')
  stage.moveTo(new Date(next.getTime() + MINUTE))
  await stage.receive(ENGINEER, /Сводка на/)
  const open = stage.books((books) => books.unfinished({}).length)
  const all = stage.books((books) => books.tickets({}).length)
  if (all !== REQUESTS) throw new Error(`история пошла не так: обращений ${all}, а писем было ${REQUESTS}`)
  stage.say(`За день: ${all} обращений, из них не закрыто ${open}.`)
}

/** The opening of the next working day. */
function openingAfter(now: Date): Date {
  const day = dayKey(addWorking(now, WORKING_DAY, CLOCK), ZONE)
  return parseLocal(`${day}T10:00`, ZONE) ?? now
}

async function oneMore(stage: Stage, n: number, at: Date): Promise<void> {
  const from = PEOPLE[n % PEOPLE.length] ?? CUSTOMER
  const subject = SUBJECTS[(n - 1) % SUBJECTS.length] ?? ''
  stage.setTo(at)
  stage.post({
    from,
    subject,
    text: `Добрый день!\n\n${subject}. Подскажите, пожалуйста, что делать.\n\n${from.name}\n`,
  })
  const ticket = await stage.wait(`обращение ${n}`, (books) => books.ticket(n))
  stage.tell(`  ${stage.time()}  SKPS-${n}  ${from.name}: ${ticket.subject}`)
}

/** The engineer's next mail, in answer to the last list that he got. */
async function orders(stage: Stage, list: { subject: string; messageId: string | null }, text: string): Promise<void> {
  await stage.write({ from: ENGINEER, subject: `Re: ${list.subject}`, inReplyTo: list.messageId, text })
}

async function queue(stage: Stage): Promise<{ subject: string; messageId: string | null }> {
  const card = await stage.receive(ENGINEER, /SKPS-\d/)
  await orders(stage, card, '!очередь\n')
  return stage.receive(ENGINEER, /^Очередь/)
}

async function morningWork(stage: Stage): Promise<void> {
  stage.say('Инженер смотрит очередь и одним письмом разбирает сразу несколько обращений.')
  const list = await queue(stage)
  await orders(stage, list, '!взять 1 2 3 4 5 6\n!категория 4 2 7 12\n')
  await stage.receive(ENGINEER, /SKPS-6: /)
  stage.say('На одно обращение — ответ по шаблону: приветствие и номер подставляет служба.')
  await orders(stage, list, 'SKPS-4\n!ждём\n!шаблон журнал\n\nЕсли печать идёт через сеть, укажите модель принтера.\n')
  await stage.wait('вопрос задан', (books) => books.ticket(4)?.questions != null)
}

async function oneFix(stage: Stage): Promise<void> {
  const [own = 1, ...others] = OF_ONE_CAUSE
  stage.say(`Обращения ${OF_ONE_CAUSE.map((id) => `SKPS-${id}`).join(', ')} — об одной ошибке: инженер их связывает.`)
  const list = await queue(stage)
  await orders(stage, list, `SKPS-${own}\n${others.map((id) => `!связать ${id}`).join('\n')}\n`)
  await stage.wait('связаны', (books) => books.ticket(own)?.links.length === others.length)
  stage.say('Вышло исправление: одно письмо отвечает всем, но сначала служба показывает, кому.')
  await orders(stage, list, `SKPS-${own}\n!исправлено 2.1.4\n\nОбновление доступно в личном кабинете.\n`)
  const preview = await stage.receive(ENGINEER, /Пока ничего не отправлено/)
  await orders(stage, preview, '!отправить\n')
  await stage.wait('отвечено всем', (books) => OF_ONE_CAUSE.every((id) => books.ticket(id)?.state === 'answered'))
  await stage.receive(ENGINEER, /отправлено: 4 письма/)
}

async function evening(stage: Stage): Promise<void> {
  stage.say('Вечер: несколько обращений закрыты одной командой, и показатели дня приходят письмом.')
  const list = await queue(stage)
  await orders(stage, list, '!закрыть 2 3 5 12\n')
  await stage.wait('закрыты', (books) => [2, 3, 5, 12].every((id) => books.ticket(id)?.state === 'closed'))
  await orders(stage, list, '!отчёт сегодня\n')
  await stage.receive(ENGINEER, /Поступило/)
}
