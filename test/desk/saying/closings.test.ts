// A day that is worked around the clock ends at 24:00, and every letter, list and line of history says it so.
import { afterEach, expect, test } from 'vitest'
import { shortClosing } from '../../../src/cli/frame/printed.ts'
import { PYOTR } from '../../support/desk.ts'
import { at, CUSTOMER, contractEntry, TurnedDesk } from '../../support/turned-desk.ts'

let desk: TurnedDesk
afterEach(() => desk.close())

test('a deadline at midnight is «24:00» of the day that ends in the acknowledgement, the queue, the history and the count', () => {
  desk = new TurnedDesk('2026-04-27 11:00', [contractEntry({ aroundTheClock: true, minDays: 5, maxDays: 8 })])
  desk.mail('2026-04-27 12:00')
  expect(desk.deadline(1)).toBe('2026-05-06 00:00')
  expect(desk.lastTo(CUSTOMER).text).toContain('5\u00a0мая 2026\u00a0г. в\u00a024:00')
  desk.engineer('2026-04-27 12:10', '!очередь\n!взять\n!почему')
  const said = desk.post.map(({ outgoing }) => `${outgoing.text}${outgoing.html}`).join('\n')
  expect(said).toContain('05.05, 24:00')
  expect([...said.matchAll(/0?6 мая|06\.05/g)]).toEqual([])
  expect(desk.history(1).join('\n')).toContain('05.05.2026, 24:00')
  expect(desk.history(1).join('\n')).not.toMatch(/06\.05|, 00:00/)
  expect(shortClosing(desk.ticket(1).deadline, desk.policy)).toBe('2026-05-05 24:00')
})

test('a date agreed at midnight is said so too, and an arrival at midnight stays 00:00', () => {
  desk = new TurnedDesk('2026-04-27 11:00', [contractEntry({ aroundTheClock: true })], {
    engineers: [{ ...PYOTR, roles: ['engineer', 'lead'] }],
  })
  desk.mail('2026-04-28 00:00')
  desk.engineer('2026-04-28 00:01', '!срок 15.05.2026 письмо клиента от 27.04')
  expect(desk.ticket(1).deadline).toEqual(at('2026-05-16 00:00'))
  expect(desk.history(1).join('\n')).toContain('15.05.2026, 24:00')
  expect(desk.lastTo(CUSTOMER).text).toContain('24:00')
  expect(desk.lastTo(PYOTR.address).text).not.toContain('16.05')
  expect(shortClosing(at('2026-05-15 18:00'), desk.policy)).toBe('2026-05-15 18:00')
})
