// The demo's story: what people write, and what must come of it. Each step fails the demo when it does not come.
import { addWorking, CALENDAR, isoLocal, type WorkClock } from '../calendar/calendar.ts'
import { eventLine, say } from '../wording/wording.ts'
import { composedKoi8 } from './letters.ts'
import { CUSTOMER, ENGINEER, type Stage } from './stage.ts'

const CLOCK: WorkClock = {
  calendar: CALENDAR,
  zone: 'Europe/Moscow',
  open: '10:00',
  close: '18:00',
  shortDayClose: '17:00',
  aroundTheClock: false,
}
const WORKING_DAY = 8 * 3600

/** A mail's life in one day. */
export async function playFirstPart(stage: Stage): Promise<void> {
  stage.say('1. Клиент пишет в поддержку и прикладывает журнал.')
  await stage.write({
    from: CUSTOMER,
    subject: 'Не открывается каталог',
    text: 'Здравствуйте!\n\nПосле обновления не открывается каталог: ошибка 500.\nЖурнал во вложении.\n\nС уважением,\nИрина Смирнова\nООО «Ромашка»\n',
    attachment: { name: 'Журнал ошибок.log', content: Buffer.from('2026-11-23 11:58 ERROR catalog: 500\n'.repeat(40)) },
  })
  const acknowledgement = await stage.receive(CUSTOMER, /SKPS-1/)
  expect(acknowledgement.text.includes('Журнал ошибок.log'), 'подтверждение называет вложение')
  expect(/10-й/.test(acknowledgement.text), 'подтверждение называет срок')
  const card = await stage.receive(ENGINEER, /SKPS-1/)

  stage.say('2. Инженер отвечает из своей почты: первая строка — команда, остальное уйдёт клиенту.')
  await stage.write({
    from: ENGINEER,
    subject: `Re: ${card.subject}`,
    inReplyTo: card.messageId,
    text: '!категория работоспособность\nЗдравствуйте, Ирина!\n\nОшибка известна, исправлена в версии 2.1.4. Обновите, пожалуйста, каталог.\n\n-- \nПётр Иванов, вн. 1263\n',
  })
  const answer = await stage.receive(CUSTOMER, /2\.1\.4/)
  expect(!answer.text.includes('1263') || !answer.text.includes('вн.'), 'подпись инженера клиенту не ушла')
  expect(!answer.text.includes('!категория'), 'команда клиенту не ушла')
  await stage.receive(ENGINEER, /категория/i)

  stage.say('3. Клиент отвечает: письмо присоединяется к тому же обращению.')
  await stage.write({
    from: CUSTOMER,
    subject: `Re: ${answer.subject}`,
    inReplyTo: answer.messageId,
    text: 'Обновили, но ошибка осталась.\nЧто ещё можно сделать?\n',
  })
  await stage.receive(ENGINEER, /ошибка осталась/)

  stage.say('4. Приходит автоответ робота: он записан, но на него никто не отвечает.')
  await stage.write({
    from: { name: 'Отдел кадров', address: 'hr@vektor.test' },
    subject: 'Автоответ: я в отпуске',
    text: 'Меня не будет до понедельника.\n',
    headers: ['Auto-Submitted: auto-replied'],
  })
  await stage.wait('автоответ записан', (books) => books.tickets({}).length === 2)
  const silent = stage.books((books) => books.show(2)?.messages.every((message) => message.direction === 'in'))
  expect(silent === true, 'роботу не ответили')
  stage.say('   Обращение SKPS-2 есть, исходящих писем в нём нет.')

  stage.say('5. Письмо в кодировке KOI8-R, как из девяностых: прочитано без потерь.')
  await stage.write(
    {
      from: { name: 'Олег Волков', address: 'it@vektor.test' },
      subject: 'Нужна консультация по настройке',
      text: 'Добрый день!\nПодскажите, как настроить роли операторов?\n',
    },
    composedKoi8,
  )
  const third = await stage.wait('третье обращение', (books) => books.ticket(3))
  expect(third.subject === 'Нужна консультация по настройке', 'тема прочитана')

  history(stage, 1)
}

/** A ticket's life from mail to closing, with a clock that moves. */
export async function playSecondPart(stage: Stage): Promise<void> {
  stage.say('6. Теперь часы пойдут быстрее. Инженер спрашивает и ждёт (!ждём): срок приостановлен.')
  const question = await lastCard(stage)
  await stage.write({
    from: ENGINEER,
    subject: `Re: ${question.subject}`,
    inReplyTo: question.messageId,
    text: '!ждём\nИрина, пришлите, пожалуйста:\n1. Версию операционной системы.\n2. Снимок экрана с ошибкой.\n',
  })
  const asked = await stage.receive(CUSTOMER, /Версию операционной системы/)

  stage.say('7. Проходит пять рабочих дней без ответа: одно напоминание.')
  stage.moveTo(later(stage, 6))
  await stage.receive(CUSTOMER, /ждём вашего ответа/i)

  stage.say('8. Клиент отвечает: часы снова идут, новая дата названа.')
  await stage.write({
    from: CUSTOMER,
    subject: `Re: ${asked.subject}`,
    inReplyTo: asked.messageId,
    text: 'Простите за задержку. Astra Linux 1.8, снимок отправлю следующим письмом.\n',
  })
  await stage.receive(CUSTOMER, /Новая дата/)
  const answered = await stage.receive(ENGINEER, /Astra Linux 1\.8/)

  stage.say('9. Инженер решает вопрос и закрывает обращение одним письмом.')
  stage.moveTo(later(stage, 1))
  await stage.write({
    from: ENGINEER,
    subject: `Re: ${answered.subject}`,
    inReplyTo: answered.messageId,
    text: '!закрыть\nОшибка исправлена в версии 2.1.5, обновление доступно.\n',
  })
  const closed = await stage.receive(CUSTOMER, /2\.1\.5/)

  stage.say('10. Через три рабочих дня клиент пишет «не решено»: то же обращение открыто снова.')
  stage.moveTo(later(stage, 3))
  await stage.write({
    from: CUSTOMER,
    subject: `Re: ${closed.subject}`,
    inReplyTo: closed.messageId,
    text: 'Не решено.\n',
  })
  await stage.wait('обращение возобновлено', (books) => books.ticket(1)?.state === 'open')
  await stage.receive(CUSTOMER, /возобновлено/)
  const reopened = await stage.receive(ENGINEER, /Не решено/)
  await stage.write({
    from: ENGINEER,
    subject: `Re: ${reopened.subject}`,
    inReplyTo: reopened.messageId,
    text: 'Ирина, очистите, пожалуйста, кэш браузера: версия 2.1.5 установлена.\n',
  })
  const last = await stage.receive(CUSTOMER, /кэш браузера/)
  await stage.write({
    from: CUSTOMER,
    subject: `Re: ${last.subject}`,
    inReplyTo: last.messageId,
    text: 'Всё работает, спасибо!\n',
  })
  await stage.receive(CUSTOMER, /закрыто/)
  await stage.wait('обращение закрыто', (books) => books.ticket(1)?.state === 'closed')
  history(stage, 1)
}

/** What others look at: two mails more, so that the queue is not empty, and each page of the board. */
export async function playLookingOn(stage: Stage): Promise<void> {
  stage.say('11. Табло: очередь, обращение, показатели и состояние службы, только для чтения.')
  await stage.write({
    from: CUSTOMER,
    subject: 'Сервер недоступен, работа остановлена',
    text: 'Здравствуйте!\n\nСервер каталога недоступен, срочно нужна помощь.\n\nИрина Смирнова\n',
  })
  await stage.wait('четвёртое обращение', (books) => books.ticket(4))
  const pages = [
    ['/', 'Сервер недоступен'],
    ['/tickets/1', 'кэш браузера'],
    ['/figures', 'Баланс сходится'],
    ['/machine', 'Исходящая почта'],
  ] as const
  for (const [path, words] of pages) {
    const authorization = `Bearer ${stage.board.token}`
    const answer = await fetch(new URL(path, stage.board.address), { headers: { authorization } })
    const text = await answer.text()
    expect(answer.status === 200 && text.includes(words), `страница ${path} показывает «${words}»`)
  }
  stage.say(`   Страницы есть: ${pages.map(([path]) => path).join(', ')}`)
}

/** The engineer's newest mail about the first ticket: what he answers to. */
async function lastCard(stage: Stage): Promise<{ subject: string; messageId: string | null }> {
  const inbox = stage.mail.mailboxes.get(ENGINEER.address)?.inbox() ?? []
  const about = inbox
    .map((raw) => raw.toString('latin1'))
    .filter((raw) => /^X-Ticket-ID: SKPS-1\r?$/im.test(raw) && /^X-Ticket-Event: customer\r?$/im.test(raw))
  const raw = about.at(-1) ?? ''
  return { subject: '[SKPS-1] Не открывается каталог', messageId: /^Message-ID:\s*<([^>]+)>/im.exec(raw)?.[1] ?? null }
}

/** So many working days from now, in the middle of a working day. */
function later(stage: Stage, days: number): Date {
  return addWorking(stage.now(), days * WORKING_DAY + 1800, CLOCK)
}

function history(stage: Stage, id: number): void {
  const shown = stage.books((books) => books.show(id))
  if (shown === undefined) throw new Error(`обращения SKPS-${id} нет`)
  stage.say(`История обращения SKPS-${id}: ${say({ is: 'state is', state: shown.ticket.state }, 'ru', CLOCK.zone)}`)
  for (const line of shown.history)
    stage.say(`   ${isoLocal(line.at, CLOCK.zone).slice(0, 16).replace('T', ' ')}  ${eventLine(line, 'ru')}`)
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(`история пошла не так: ${what}`)
}
