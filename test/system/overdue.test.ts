// How many tickets are overdue: the metric, `list --overdue`, the report and the morning mail go by the same rules.
import { afterEach, expect, test } from 'vitest'
import { figuresNow } from '../../src/daemon/daemon.ts'
import { stateOf } from '../../src/daemon/health.ts'
import { isOverdue } from '../../src/desk/desk.ts'
import { PYOTR } from '../support/desk.ts'
import { at, contractEntry, TurnedDesk } from '../support/turned-desk.ts'

let desk: TurnedDesk
afterEach(() => desk.close())

const INBOX = { connected: true, trouble: null, code: null, unread: null, lastSweepAt: null, backlog: 0 }
const OUTBOX = { inHand: 0, trouble: null, lastSentAt: null }

/** What an operator's graph shows. */
function metric(): number {
  const books = desk.store.reading
  const desksOwn = { time: { trouble: null, code: null }, officialUntil: null, linesDropped: 0 }
  return stateOf({ books, inbox: INBOX, outbox: OUTBOX, ...desksOwn }, desk.now).overdue
}

/** The numbers that `ticketd list --overdue` prints. */
function listed(): readonly number[] {
  return desk.store.reading
    .tickets({ overdueAt: desk.now })
    .filter((one) => isOverdue(one, desk.now))
    .map((one) => one.id)
    .sort((a, b) => a - b)
}

/** «Из них просрочено» of the report up to now. */
function reported(): number {
  const period = { from: at('2026-09-01T00:00'), to: at('2026-10-01T00:00') }
  return figuresNow({ ...period, contract: null }, desk.store.reading, desk.policy, desk.now).total.overdue
}

test('the metric counts what the list shows: whether a clock stands is for the rules, not for the state', () => {
  const hurried = contractEntry({
    ...{ number: '18/2026', organisation: 'ООО «Верфь»', domains: ['yard.example'], waitingStopsClock: false },
    people: [{ name: 'Анна Белова', address: 'belova@yard.example' }],
  })
  const fromYard = { name: 'Анна Белова', address: 'belova@yard.example' }
  desk = new TurnedDesk('2026-09-01T09:00', [contractEntry(), hurried], { waiting: { remindDays: 20, closeDays: 40 } })
  for (const n of [1, 2, 3, 4, 5, 6, 7]) {
    const yard = n === 4 ? { from: fromYard, returnPath: fromYard.address } : {}
    desk.mail(`2026-09-01T12:0${n}`, { subject: `Вопрос ${n}`, ...yard })
  }
  desk.engineer('2026-09-03T12:00', '!ждём\n1. Какая у вас версия?', { ticket: 2 })
  desk.engineer('2026-09-03T12:10', '!ждём\n1. Какая у вас версия?', { ticket: 4 })
  desk.engineer('2026-09-03T12:20', '!разработка 77', { ticket: 5 })
  desk.engineer('2026-09-03T12:30', 'Обновите каталог.', { ticket: 6 })
  desk.engineer('2026-09-03T12:40', '!закрыть\nОбновите каталог.', { ticket: 7 })
  expect(desk.deadline(1)).toBe('2026-09-15 18:00')
  desk.turnTo('2026-09-15T17:59')
  expect([metric(), listed()]).toEqual([0, []])
  desk.turnTo('2026-09-15T18:00')
  expect([metric(), listed()]).toEqual([4, [1, 3, 4, 5]])
  desk.mail('2026-09-16T12:00', { subject: 'Вопрос 8' })
  desk.engineer('2026-09-16T12:10', '!ждём\n1. Какая у вас версия?', { ticket: 1 })
  desk.turnTo('2026-09-16T12:11')
  // 1: asked after the deadline, which holds nothing any more; 4: a contract by which waiting stops no clock.
  expect(desk.ticket(1).state).toBe('waiting')
  expect([metric(), listed(), reported()]).toEqual([4, [1, 3, 4, 5], 4])
  desk.until('2026-09-17T10:30')
  expect(desk.morningOf(PYOTR.address)).toContain('просрочено 4, сегодня 0')
})

test('a list says of a clock that stands that it is suspended, never how much of a date that has passed is left', () => {
  desk = new TurnedDesk('2026-09-01T09:00')
  desk.mail('2026-09-01T12:00', { subject: 'Вопрос 1' })
  desk.engineer('2026-09-11T12:00', '!ждём\n1. Какая у вас версия?')
  desk.engineer('2026-09-16T12:00', '!очередь')
  expect(desk.deadline(1)).toBe('2026-09-15 18:00')
  const queue = desk.lastTo(PYOTR.address).text.replaceAll('\u00a0', ' ')
  expect(queue).toContain('SKPS-1  до 15.09, 18:00; приостановлен; ')
})
