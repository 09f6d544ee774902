// The clock with an owner, over months: questions, development, a date agreed, the New Year, and why the date is the date.
import { afterEach, describe, expect, test } from 'vitest'
import { showVerb } from '../../src/cli/show.ts'
import { LEAD, PYOTR } from '../support/desk.ts'
import { at, CUSTOMER, contractEntry, TurnedDesk } from '../support/turned-desk.ts'

let desk: TurnedDesk
afterEach(() => desk.close())

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

/** What an engineer is answered when he asks why. */
function why(moment: string, ticket = 1): string {
  desk.engineer(moment, '!почему', { ticket })
  const answer = desk
    .lettersTo(PYOTR.address)
    .find(({ outgoing }) => outgoing.text.includes('Отсчёт с') || outgoing.text.includes('согласован'))
  return answer?.outgoing.text ?? ''
}

describe('waiting across the New Year', () => {
  test('stops the clock from the questions to the answer, over years, holidays and a short day', () => {
    desk = new TurnedDesk('2026-12-21T09:00')
    desk.mail('2026-12-21T12:00')
    expect(desk.deadline(1)).toBe('2027-01-13 18:00')
    desk.engineer('2026-12-28T14:00', '!ждём\n1. Какая у вас версия?')
    const asked = plain(desk.lastTo(CUSTOMER).text)
    expect(asked).toContain('1. Какая у вас версия?')
    expect(asked).toMatch(/приостановлен/)
    desk.tick()
    // One reminder after five working days, across the holidays: the 29th, 30th, 11th, 12th, 13th; said on the 14th.
    desk.post = []
    desk.until('2027-01-15T12:00')
    expect(desk.sentTo(CUSTOMER)).toEqual(['2027-01-14T10:00 notice [SKPS-1] Не открывается каталог'])
    desk.customerAnswers('2027-01-18T12:00', 'Версия 7.')
    // Working time of the wait: 4 h on the 28th, 8 on the 29th and 30th, 8 on each of 11 to 15 January, 2 on the 18th: 62 h.
    expect(desk.ticket(1).waitedSeconds).toBe(62 * 3600)
    expect(desk.deadline(1)).toBe('2027-01-25 18:00')
    const resumed = plain(desk.lastTo(CUSTOMER).text)
    expect(resumed).toContain('25 января 2027 г.')
    expect(desk.history(1).at(-1)).toContain('R4: сдвинут на 7 рабочих дней 6 ч ожидания')
    expect(desk.ticket(1).promises.map((one) => [one.because, one.status])).toEqual([
      ['opened', 'preliminary'],
      ['resumed', 'preliminary'],
    ])
  })

  test('is shown day by day, by mail and on the command line alike', async () => {
    desk = new TurnedDesk('2026-12-21T09:00')
    desk.mail('2026-12-21T12:00')
    desk.engineer('2026-12-28T14:00', '!ждём\n1. Какая у вас версия?')
    desk.customerAnswers('2027-01-18T12:00', 'Версия 7.')
    desk.post = desk.post.filter(({ outgoing }) => outgoing.kind === 'notification')
    const text = plain(why('2027-01-18T13:00'))
    expect(text).toContain('31.12.2026')
    expect(text).toMatch(/31\.12\.2026 — выходной по переносу/)
    expect(text).toMatch(/07\.01\.2027 — праздник \(Рождество Христово/)
    expect(text).toContain('ожидание 4 часа')
    expect(text).toContain('Срок: 25 января 2027 г., 18:00 (МСК).')
    const out: string[] = []
    const io = {
      out: (line: string) => out.push(line),
      err: () => {},
      stdin: (async function* () {})(),
      environment: {},
    }
    expect(await showVerb.run(['1', '--why'], io, { path: desk.configFile, named: true })).toBe(0)
    const shown = plain(out.join('\n'))
    expect(shown).toContain('31.12.2026 — выходной по переносу')
    expect(shown).toContain('Срок: 25 января 2027 г., 18:00 (МСК).')
  })
})

describe('whose turn it is', () => {
  test('a quarter of an hour four times moves the date by a day at most, questions and answers that stand alike', () => {
    desk = new TurnedDesk('2026-11-09T09:00')
    desk.mail('2026-11-09T12:00')
    expect(desk.deadline(1)).toBe('2026-11-23 18:00')
    for (const [hour, reply] of [
      ['10', '!ждём\n1. Какая у вас версия?'],
      ['12', 'Обновите до версии 8.'],
      ['14', '!ждём\n1. Какая ошибка?'],
      ['16', 'Обновите до версии 9.'],
    ]) {
      desk.engineer(`2026-11-10T${hour}:00`, reply ?? '')
      desk.customerAnswers(`2026-11-10T${hour}:15`, 'Ответ.')
    }
    expect(desk.ticket(1).waitedSeconds).toBe(3600)
    expect(desk.deadline(1)).toBe('2026-11-24 18:00')
  })

  test('development is told to the customer and keeps the promise running, unless the contract says otherwise', () => {
    const terms = { developmentStopsClock: true }
    desk = new TurnedDesk('2026-11-09T09:00', [
      contractEntry(),
      contractEntry({ number: 'D', domains: [], people: [{ name: '', address: 'd@other.example' }], ...terms }),
    ])
    desk.mail('2026-11-09T12:00')
    desk.mail('2026-11-09T12:00', {
      from: { name: '', address: 'd@other.example' },
      returnPath: 'd@other.example',
      subject: 'Другое',
    })
    for (const ticket of [1, 2]) desk.engineer('2026-11-10T12:00', '!разработка DEV-7', { ticket })
    expect(plain(desk.lastTo(CUSTOMER).text)).toContain('Вопрос передан туда 10 ноября 2026 г. в 12:00')
    for (const ticket of [1, 2]) desk.engineer('2026-11-12T12:00', '!изразработки', { ticket })
    expect([desk.deadline(1), desk.deadline(2)]).toEqual(['2026-11-23 18:00', '2026-11-25 18:00'])
  })

  test('a date that development has moved is told when it gives the request back, and stands in the next letters', () => {
    desk = new TurnedDesk('2026-11-23T09:00', [contractEntry({ developmentStopsClock: true, validTo: '2027-12-31' })])
    desk.mail('2026-11-23T12:00')
    desk.engineer('2026-11-23T14:00', '!разработка')
    desk.engineer('2026-11-30T14:00', '!изразработки', { ticket: 1 })
    expect(desk.deadline(1)).toBe('2026-12-14 18:00')
    const back = plain(desk.lastTo(CUSTOMER).text)
    expect(back).toContain('возвращён из отдела разработки')
    expect(back).toMatch(/Прежняя дата 7 декабря.*Новая дата 14 декабря/)
    desk.engineer('2026-12-01T14:00', '!разработка', { ticket: 1 })
    desk.engineer('2026-12-03T14:00', '!ждём\nПришлите дамп.', { ticket: 1 })
    expect(plain(desk.lastTo(CUSTOMER).text)).toContain('истекающий 16 декабря')
    desk.customerAnswers('2026-12-04T14:00', 'Вот он.')
    expect(plain(desk.lastTo(CUSTOMER).text)).toMatch(/Прежняя дата 16 декабря.*Новая дата 17 декабря/)
    // Back and closed in one mail: the closing alone is told.
    desk.engineer('2026-12-07T14:00', '!разработка', { ticket: 1 })
    desk.post = desk.post.filter(({ outgoing }) => outgoing.audience === 'engineer')
    desk.engineer('2026-12-09T14:00', '!изразработки\n!закрыть', { ticket: 1 })
    expect(desk.lettersTo(CUSTOMER).map(({ outgoing }) => plain(outgoing.text))).toEqual([
      expect.stringContaining('закрыто 9 декабря'),
    ])
  })

  test('the count of a date says whose time has moved it, and the status quotes the questions, not what came later', () => {
    desk = new TurnedDesk('2026-11-09T09:00', [contractEntry({ developmentStopsClock: true })])
    desk.mail('2026-11-09T12:00')
    desk.engineer('2026-11-10T12:00', '!разработка DEV-7')
    desk.engineer('2026-11-12T12:00', '!изразработки')
    desk.engineer('2026-11-12T13:00', '!ждём\n1. Какая у вас версия?')
    desk.engineer('2026-11-13T12:00', '!вработе\nНапоминаю о вопросе.')
    const count = why('2026-11-13T12:10')
    expect(plain(count)).toContain('Время разработки с 10.11.2026, 12:00 по 12.11.2026, 12:00: 16 часов')
    expect(plain(count)).toContain('Время клиента с 12.11.2026, 13:00 ещё идёт')
    desk.customerAnswers('2026-11-13T13:00', 'статус')
    expect(desk.lastTo(CUSTOMER).text).toContain('> 1. Какая у вас версия?')
    expect(desk.lastTo(CUSTOMER).text).not.toContain('Напоминаю')
  })

  test('of a deadline that has passed no letter says that it stands or runs, and a list says that it is overdue', () => {
    desk = new TurnedDesk('2026-11-09T09:00')
    desk.mail('2026-11-09T12:00')
    desk.until('2026-11-24T11:00')
    expect(plain(desk.morningOf(PYOTR.address))).toContain('до 23.11, 18:00; просрочено; Иван Сидоров')
    desk.engineer('2026-11-24T12:00', '!ждём\n1. Какая у вас версия?')
    expect(plain(desk.lastTo(CUSTOMER).text)).not.toMatch(/приостановлен|23 ноября/)
    desk.until('2026-12-02T12:00')
    expect(plain(desk.lastTo(CUSTOMER).text)).toMatch(/мы ждём вашего ответа с 24 ноября/)
    expect(plain(desk.lastTo(CUSTOMER).text)).not.toMatch(/приостановлен/)
    desk.engineer('2026-12-02T12:10', '!разработка DEV-7')
    expect(plain(desk.lastTo(CUSTOMER).text)).toMatch(/отдела разработки/)
    expect(plain(desk.lastTo(CUSTOMER).text)).not.toMatch(/продолжает исчисляться|23 ноября/)
    for (const order of ['!критично сервис', '!вработе\nРазбираемся.']) {
      desk.engineer('2026-12-02T12:20', order)
      expect(plain(desk.lastTo(CUSTOMER).text)).not.toMatch(/23 ноября/)
    }
  })

  test('news from development count from the last that was told, in the morning mail too', () => {
    desk = new TurnedDesk('2026-11-09T09:00')
    desk.mail('2026-11-09T12:00')
    desk.engineer('2026-11-10T12:00', '!взять\n!разработка DEV-7')
    desk.until('2026-11-13T10:00')
    expect(plain(desk.morningOf(PYOTR.address))).toContain('написать клиенту до 24.11.2026, 18:00')
    desk.engineer('2026-11-13T12:00', '!вработе\nРазработчики нашли причину.')
    desk.until('2026-11-16T10:00')
    expect(plain(desk.morningOf(PYOTR.address))).toContain('написать клиенту до 27.11.2026, 18:00')
  })

  test('a date that handing over or interim news have named is the former one of the next letter', () => {
    desk = new TurnedDesk('2026-11-23T09:00')
    desk.mail('2026-11-23T12:30')
    desk.engineer('2026-11-23T12:40', 'Сделайте так.')
    desk.engineer('2026-11-24T12:40', '!разработка\nПередаю.', { ticket: 1 })
    expect(plain(desk.lastTo(CUSTOMER).text)).toContain('до 8 декабря 2026 г.')
    desk.engineer('2026-11-25T12:40', 'Готово, проверьте.', { ticket: 1 })
    desk.customerAnswers('2026-11-26T12:45', 'Проверим и напишем.')
    expect(plain(desk.lastTo(CUSTOMER).text)).toMatch(/Прежняя дата 8 декабря.*Новая дата 10 декабря/)
  })

  test('handing over to development names the deadline and promises no other day', () => {
    desk = new TurnedDesk('2026-11-09T09:00')
    desk.mail('2026-11-09T12:00')
    desk.engineer('2026-11-16T12:00', '!разработка DEV-7')
    const told = plain(desk.lastTo(CUSTOMER).text)
    expect(told).toContain('до 23 ноября 2026 г., 18:00')
    expect([...told.matchAll(/\d+ ноября/g)].map(([day]) => day)).toEqual(['16 ноября', '23 ноября'])
    expect(told).not.toContain('не позднее')
  })

  test('news from development are due in ten working days: the engineer is reminded the working day before', () => {
    desk = new TurnedDesk('2026-11-09T09:00')
    desk.tick()
    desk.mail('2026-11-09T12:00')
    desk.engineer('2026-11-10T12:00', '!разработка DEV-7')
    desk.post = []
    desk.until('2026-11-24T18:00')
    const reminded = desk
      .lettersTo(PYOTR.address)
      .filter(({ outgoing }) => plain(outgoing.text).includes('написать не позднее 24.11.2026'))
    expect(reminded.map((one) => one.at)).toEqual(['2026-11-23T10:00'])
  })

  test('!срок moves the date with a reason, a later one only with the consent named, and the customer is told', () => {
    desk = new TurnedDesk('2026-11-09T09:00')
    desk.mail('2026-11-09T12:00')
    desk.engineer('2026-11-10T12:00', '!взять\n!передать Маршев')
    desk.engineer('2026-11-10T12:30', '!срок 30.11.2026 не успеваем', { who: LEAD })
    expect(desk.deadline(1)).toBe('2026-11-23 18:00')
    desk.engineer('2026-11-10T12:40', '!срок 30.11.2026 согласовано письмом от 10.11', { who: LEAD })
    expect(desk.deadline(1)).toBe('2026-11-30 18:00')
    const letter = plain(desk.lastTo(CUSTOMER).text)
    expect(letter).toContain('30 ноября 2026 г.')
    expect(letter).toContain('23 ноября 2026 г.')
    expect(desk.history(1)).toContainEqual(expect.stringContaining('согласовано письмом от 10.11'))
  })

  test('!срок names any day of a contract that is served around the clock', () => {
    desk = new TurnedDesk('2026-11-09T09:00', [contractEntry({ aroundTheClock: true, minDays: 1, maxDays: 3 })])
    desk.mail('2026-11-09T12:00')
    desk.engineer('2026-11-10T12:00', '!взять\n!передать Маршев')
    desk.engineer('2026-11-10T12:40', '!срок 15.11.2026 согласовано письмом от 10.11', { who: LEAD })
    expect(desk.deadline(1)).toBe('2026-11-16 00:00')
  })

  test('a contract under which waiting stops nothing: the questions do not say that it does', () => {
    desk = new TurnedDesk('2026-11-09T09:00', [contractEntry({ waitingStopsClock: false })])
    desk.tick()
    desk.mail('2026-11-09T12:00')
    desk.engineer('2026-11-10T12:00', '!ждём\n1. Какая у вас версия?')
    expect(desk.lastTo(CUSTOMER).text).not.toMatch(/приостановлен/)
    desk.until('2026-11-18T12:00')
    const reminder = desk.lettersTo(CUSTOMER).at(-1)
    expect(reminder?.at).toBe('2026-11-18T10:00')
    expect(reminder?.outgoing.text).not.toMatch(/приостановлен|стоит/)
    desk.customerAnswers('2026-11-19T12:00', 'Версия 7.')
    expect(desk.deadline(1)).toBe('2026-11-23 18:00')
  })

  test('the first answer is a letter that was delivered: what bounced counts not, what follows does', () => {
    desk = new TurnedDesk('2026-11-09T09:00')
    desk.mail('2026-11-09T12:00')
    desk.engineer('2026-11-10T12:00', 'Обновите каталог до версии 7.')
    expect(desk.ticket(1).answeredAt).toEqual(at('2026-11-10T12:00'))
    const answer = desk.lastTo(CUSTOMER)
    desk.turnTo('2026-11-11T12:00')
    desk.refuse(answer)
    expect(desk.ticket(1)).toMatchObject({ answeredAt: null, state: 'open', waitedSeconds: 0 })
    expect(desk.deadline(1)).toBe('2026-11-23 18:00')
    desk.engineer('2026-11-11T13:00', '!заметка\nПозвоню ему.')
    expect(desk.ticket(1).answeredAt).toBeNull()
    desk.engineer('2026-11-12T12:00', 'Ещё раз: обновите каталог до версии 7.')
    expect(desk.ticket(1).answeredAt).toEqual(at('2026-11-12T12:00'))
  })
})
