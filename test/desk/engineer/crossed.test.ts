// An answer and a customer's mail that cross: the engineer is shown it while he can still think again.
import { afterEach, describe, expect, test } from 'vitest'
import { PYOTR } from '../../support/desk.ts'
import { CUSTOMER, contractEntry, TurnedDesk } from '../../support/turned-desk.ts'

let desk: TurnedDesk
afterEach(() => desk.close())

function opened(relayHoldSeconds: number): void {
  desk = new TurnedDesk('2026-01-28 11:00', [contractEntry()], { relayHoldSeconds })
  desk.mail('2026-01-28 12:00')
}
const card = (): string =>
  (
    desk.lettersTo(PYOTR.address).findLast(({ outgoing }) => outgoing.kind === 'notification')?.outgoing.text ?? ''
  ).replace(/\s+/g, ' ')
const report = (): string =>
  (
    desk.lettersTo(PYOTR.address).findLast(({ outgoing }) => outgoing.kind === 'transcript')?.outgoing.text ?? ''
  ).replace(/\s+/g, ' ')

describe('the card of a mail that comes while our answer is still here', () => {
  test('says so and how to take it back; taken back, it never goes', () => {
    opened(300)
    desk.engineer('2026-01-28 13:00', 'Установите обновление.')
    desk.customerAnswers('2026-01-28 13:02', 'Обновление уже стоит.')
    expect(card()).toMatch(
      /ответ от 28\.01\.2026, 13:00 написан до этого письма и ещё не ушёл; отозвать его: !отозвать/i,
    )
    desk.engineer('2026-01-28 13:03', '!отозвать')
    desk.until('2026-01-28 13:30', 1)
    expect(desk.sentTo(CUSTOMER).filter((one) => one.includes(' answer '))).toEqual([])
    expect(desk.ticket(1).state).toBe('open')
  })

  test('says so of one that the server has not taken, which cannot be taken back any more', () => {
    opened(0)
    desk.serverUp = false
    desk.engineer('2026-01-28 13:00', 'Установите обновление.')
    desk.customerAnswers('2026-01-28 13:02', 'Обновление уже стоит.')
    desk.serverUp = true
    desk.until('2026-01-28 13:10', 1)
    expect(card()).toMatch(/ещё не ушёл(?!; отозвать)/)
    expect(desk.ticket(1).state).toBe('open')
  })

  test('says nothing where the answer has gone', () => {
    opened(0)
    desk.engineer('2026-01-28 13:00', 'Установите обновление.')
    desk.customerAnswers('2026-01-28 13:02', 'Обновление уже стоит.')
    expect(card()).toContain('Обновление уже стоит.')
    expect(card()).not.toContain('ещё не ушёл')
  })
})

describe('an answer that goes out later than a mail which its engineer has not answered', () => {
  const WROTE = 'клиент написал после того письма, на которое вы ответили: 28.01.2026, 13:20'
  const answersHeld = (at: string): void => {
    const held = desk.lastTo(PYOTR.address)
    const to = { inReplyTo: held.messageId, references: [held.messageId] }
    desk.engineer(at, '!отправить', { fields: to })
  }

  test('held and sent all the same: the transcript names the mail between', () => {
    opened(0)
    desk.engineer('2026-01-28 13:00', '!заметка\nПароль стенда: qwerty123')
    desk.engineer('2026-01-28 13:10', 'Войдите: qwerty123')
    const held = desk.lastTo(PYOTR.address)
    desk.customerAnswers('2026-01-28 13:20', 'Мы уже вошли сами.')
    desk.engineer('2026-01-28 13:30', '!отправить', {
      fields: { inReplyTo: held.messageId, references: [held.messageId] },
    })
    expect(report()).toContain(WROTE)
  })

  test('without any command, to an older card: it goes, and its engineer hears of the mail that he may not have seen', () => {
    opened(0)
    const first = desk.lastTo(PYOTR.address)
    desk.customerAnswers('2026-01-28 13:20', 'Мы уже вошли сами.')
    const to = { inReplyTo: first.messageId, references: [first.messageId] }
    desk.engineer('2026-01-28 13:30', 'Установите обновление.', { fields: to })
    expect(report()).toContain(WROTE)
    expect(report()).not.toContain('Команды выполнены')
    expect(desk.sentTo(CUSTOMER).filter((one) => one.includes(' answer '))).toHaveLength(1)
  })

  test('without any command, to the newest card: nothing is said', () => {
    opened(0)
    desk.customerAnswers('2026-01-28 13:20', 'Мы уже вошли сами.')
    desk.engineer('2026-01-28 13:30', 'Установите обновление.')
    expect(report()).toBe('')
  })

  test('nothing came between: nothing is said', () => {
    opened(0)
    desk.engineer('2026-01-28 13:00', '!заметка\nПароль стенда: qwerty123')
    desk.engineer('2026-01-28 13:10', 'Войдите: qwerty123')
    answersHeld('2026-01-28 13:30')
    expect(report()).toContain('отправляется клиенту')
    expect(report()).not.toContain('клиент написал')
  })

  test('an answer with commands to the newest card says nothing either', () => {
    opened(0)
    desk.engineer('2026-01-28 13:00', 'Установите обновление.')
    desk.customerAnswers('2026-01-28 13:20', 'Уже стоит.')
    desk.engineer('2026-01-28 13:30', '!взять\nТогда пришлите журнал.')
    expect(report()).toContain('отправляется клиенту')
    expect(report()).not.toContain('клиент написал')
  })
})
