// Time as it really passes: a daemon that sleeps for a weekend, a clock set forward and back, a restart in the middle.
// What is due happens once each, and what is ordinary only in working hours.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LEAD, PYOTR } from '../support/desk.ts'
import { at, CUSTOMER, TurnedDesk } from '../support/turned-desk.ts'

let desk: TurnedDesk
beforeEach(() => {
  desk = new TurnedDesk('2026-11-02T09:00')
  desk.tick()
})
afterEach(() => desk.close())

const OTHER = { from: { name: 'Ольга', address: 'o@other.example' }, returnPath: 'o@other.example' }
const DOWN = { subject: 'Не работает каталог', text: 'Сервер каталога недоступен у всех, работа остановлена.' }

/** Days on which a morning mail went to an engineer, with its hour. */
function mornings(address: string): readonly string[] {
  return desk
    .lettersTo(address)
    .filter(({ outgoing }) => outgoing.kind === 'digest')
    .map((one) => one.at)
}

/** Everything that ever went out by time alone, once each: the same letter to the same person twice is a repetition. */
function repetitions(): readonly string[] {
  const seen = desk.post.flatMap(({ outgoing }) => outgoing.recipients.map((to) => `${outgoing.id} ${to}`))
  return seen.filter((one, index) => seen.indexOf(one) !== index)
}

/** Three tickets on their way: one whose deadline is Friday the 20th at 18:00, one that waits, one that is answered. */
function threeOnTheirWay(): void {
  desk.until('2026-11-06T12:00')
  desk.mail('2026-11-06T12:00', { subject: 'Срок в пятницу' })
  desk.mail('2026-11-06T12:10', { ...OTHER, subject: 'Ждёт клиента' })
  desk.engineer('2026-11-06T13:00', '!ждём\n1. Какая у вас версия?', { ticket: 2 })
  desk.mail('2026-11-06T13:10', { ...OTHER, subject: 'Отвечено' })
  desk.engineer('2026-11-06T13:20', 'Обновите каталог.', { ticket: 3 })
  desk.until('2026-11-20T16:00')
  desk.post = []
}

describe('a daemon that slept for a weekend', () => {
  beforeEach(threeOnTheirWay)

  test('wakes on Sunday night: nothing ordinary before Monday 10:00, then each once', () => {
    desk.restart()
    desk.turnTo('2026-11-22T23:30')
    desk.tick()
    desk.until('2026-11-23T09:30')
    expect(desk.post).toEqual([])
    desk.until('2026-11-23T10:00')
    expect(desk.sentTo(LEAD.address)).toEqual(['2026-11-23T10:00 alert ПРОСРОЧЕНО [SKPS-1] Срок в пятницу'])
    expect(desk.sentTo(CUSTOMER)).toEqual([])
    expect(desk.sentTo('o@other.example')).toEqual(['2026-11-23T10:00 notice [SKPS-2] Ждёт клиента'])
    expect([desk.ticket(1).state, desk.ticket(2).state, desk.ticket(3).state]).toEqual(['new', 'closed', 'closed'])
    expect(mornings(PYOTR.address)).toEqual(['2026-11-23T10:00'])
    desk.post = []
    desk.until('2026-11-23T18:30')
    expect(desk.post).toEqual([])
  })

  test('wakes on Monday at noon: the morning mail is made up for, Friday’s is not sent anew', () => {
    desk.restart()
    desk.turnTo('2026-11-23T12:00')
    desk.tick()
    expect(mornings(PYOTR.address)).toEqual(['2026-11-23T12:00'])
    expect(mornings(LEAD.address)).toEqual(['2026-11-23T12:00'])
    expect(repetitions()).toEqual([])
  })

  test('wakes after closing: no morning mail at night, the next one on the next working day', () => {
    desk.restart()
    desk.turnTo('2026-11-23T20:00')
    desk.tick()
    desk.until('2026-11-24T10:00')
    expect(mornings(PYOTR.address)).toEqual(['2026-11-24T10:00'])
  })

  test('a wait that is over is closed, not reminded of and closed in the same minute', () => {
    desk.mail('2026-11-20T16:10', { ...OTHER, subject: 'Ещё один' })
    desk.engineer('2026-11-20T16:20', '!ждём\n1. Какая у вас версия?', { ticket: 4 })
    desk.post = []
    desk.restart()
    desk.turnTo('2026-12-07T10:30')
    desk.tick()
    const told = desk.lettersTo('o@other.example').filter(({ outgoing }) => outgoing.ticket === 4)
    expect(told).toHaveLength(1)
    expect(told[0]?.outgoing.text).toContain('закрыто')
  })
})

test('a critical ticket that nobody took calls once after a night of downtime, and then when people work', () => {
  desk.until('2026-11-20T17:00')
  desk.mail('2026-11-20T17:00', DOWN)
  desk.post = []
  desk.restart()
  desk.turnTo('2026-11-21T06:10')
  desk.tick()
  desk.tick()
  expect(desk.sentTo(PYOTR.address)).toEqual(['2026-11-21T06:10 alert СРОЧНО [SKPS-1] Не работает каталог'])
  desk.until('2026-11-23T09:50', 10)
  expect(desk.sentTo(PYOTR.address)).toHaveLength(1)
  desk.until('2026-11-23T10:10', 10)
  expect(desk.sentTo(PYOTR.address).filter((line) => line.includes(' alert '))).toEqual([
    '2026-11-21T06:10 alert СРОЧНО [SKPS-1] Не работает каталог',
    '2026-11-23T10:00 alert СРОЧНО [SKPS-1] Не работает каталог',
  ])
})

describe('a promise of silence is kept as the last letter gave it', () => {
  test('an answer given while another stands: the ticket closes when the later one said', () => {
    desk.mail('2026-11-09T12:00')
    desk.engineer('2026-11-09T13:00', 'Сделайте так.')
    desk.engineer('2026-11-16T13:00', 'И ещё так.', { ticket: 1 })
    expect(desk.lastTo(CUSTOMER).text.replaceAll(/\s+/g, ' ')).toContain('Если до 30 ноября 2026 г., 18:00')
    desk.until('2026-11-30T17:59')
    expect(desk.ticket(1).state).toBe('answered')
    desk.until('2026-11-30T18:00')
    expect(desk.ticket(1)).toMatchObject({ state: 'closed', closedAt: at('2026-11-30T18:00') })
  })

  test('questions asked while others stand unanswered: reminder and closing come when the later ones said', () => {
    desk.mail('2026-11-09T12:00')
    desk.engineer('2026-11-09T13:00', '!ждём\nКакая версия?')
    desk.engineer('2026-11-12T13:00', '!ждём\nИ ещё журнал.', { ticket: 1 })
    const asked = desk.lastTo(CUSTOMER).text.replaceAll(/\s+/g, ' ')
    expect(asked).toContain('Мы напомним об этом письме 20 ноября 2026 г. (пятница)')
    expect(asked).toContain('до 26 ноября 2026 г., 18:00')
    expect(asked).toContain('приостановлен с 9 ноября 2026 г.')
    desk.post = []
    desk.until('2026-11-27T12:00')
    expect(desk.sentTo(CUSTOMER).map((one) => one.slice(0, 16))).toEqual(['2026-11-20T10:00', '2026-11-26T18:00'])
    // The clock has stood since the first of them all the same.
    expect(desk.ticket(1).intervals.at(-1)).toMatchObject({ owner: 'customer', from: at('2026-11-09T13:00') })
  })
})

describe('a clock that jumps', () => {
  beforeEach(threeOnTheirWay)

  test.each([
    ['forward by two hours and back', '2026-11-20T18:05', '2026-11-20T16:05'],
    ['back by two hours', '2026-11-20T14:00', '2026-11-20T14:00'],
    ['back by three days', '2026-11-17T10:30', '2026-11-17T10:30'],
  ])('%s: everything once', (_what, first, second) => {
    desk.turnTo(first)
    desk.tick()
    desk.turnTo(second)
    desk.tick()
    desk.restart()
    desk.until('2026-11-24T12:00')
    expect(repetitions()).toEqual([])
    expect(desk.sentTo(LEAD.address).filter((line) => line.includes('ПРОСРОЧЕНО'))).toHaveLength(1)
    expect(desk.sentTo('o@other.example')).toHaveLength(1)
    const days = mornings(PYOTR.address).map((one) => one.slice(0, 10))
    expect(days).toEqual(['2026-11-23', '2026-11-24'])
  })

  test('back while a mail comes: its dates are counted from the arrival, and no turn is shorter than nothing', () => {
    desk.mail('2026-11-05T12:00', { ...OTHER, subject: '[SKPS-2] Версия 7', text: 'Версия 7.' })
    expect(desk.ticket(2)).toMatchObject({ state: 'open', waitedSeconds: 0 })
    for (const id of [1, 2, 3])
      for (const turn of desk.ticket(id).intervals) expect(turn.to === null || turn.to >= turn.from).toBe(true)
  })
})

test('a letter in the outbox while the clock is set back still goes when its time comes', () => {
  desk.until('2026-11-20T12:00')
  desk.serverUp = false
  desk.mail('2026-11-20T12:00')
  desk.turnTo('2026-11-17T12:00')
  desk.serverUp = true
  desk.deliver()
  desk.now = at('2026-11-20T12:00')
  desk.deliver()
  expect(desk.lettersTo(CUSTOMER)).toHaveLength(1)
})
