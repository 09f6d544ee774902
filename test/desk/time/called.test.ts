// An answer by telephone stands as long as the letter about it says, whatever was answered or asked before the call.
import { afterEach, describe, expect, test } from 'vitest'
import { isoLocal } from '../../../src/calendar/calendar.ts'
import { CUSTOMER, contractEntry, MOSCOW, TurnedDesk } from '../../support/turned-desk.ts'

let desk: TurnedDesk
afterEach(() => desk.close())

describe('a request that is answered by telephone closes by silence on the day that the letter names', () => {
  test.each([
    ['after an answer by mail', 'Установите обновление.'],
    ['after questions', '!ждём\nКакая у вас версия?'],
    ['after another call', '!звонок\nОбъяснил по телефону.'],
    ['first of all', null],
  ])('%s', (_, first) => {
    desk = new TurnedDesk('2026-01-27 12:00', [contractEntry()])
    desk.mail('2026-01-28 12:00')
    if (first !== null) desk.engineer('2026-01-28 13:00', first)
    desk.until('2026-02-02 12:00', 360)
    desk.engineer('2026-02-02 12:00', '!звонок\nЕщё раз объяснил по телефону.')
    expect(desk.lastTo(CUSTOMER).text).toMatch(/16\sфевраля/)
    desk.until('2026-02-16 17:59', 360)
    expect(desk.ticket(1).state).toBe('answered')
    desk.until('2026-02-16 18:10', 5)
    expect(desk.ticket(1).state).toBe('closed')
    expect(isoLocal(desk.ticket(1).closedAt ?? desk.now, MOSCOW).slice(0, 10)).toBe('2026-02-16')
  })

  test('an answer after the call says anew until when', () => {
    desk = new TurnedDesk('2026-01-27 12:00', [contractEntry()])
    desk.mail('2026-01-28 12:00')
    desk.engineer('2026-01-28 13:00', '!звонок\nОбъяснил по телефону.')
    desk.engineer('2026-02-02 12:00', 'И письмом: установите обновление.')
    expect(desk.lastTo(CUSTOMER).text).toMatch(/16\sфевраля/)
    desk.until('2026-02-16 17:59', 360)
    expect(desk.ticket(1).state).toBe('answered')
  })
})
