// How far the official calendar reaches: said in the morning mail from 120 days on, in log and `check` from 30 on, a metric always.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { CALENDAR, officialHorizon, yearOfCalendar } from '../../src/calendar/calendar.ts'
import { applyCalendar } from '../../src/cli/calendar-apply.ts'
import { horizonWords, officialUntil, reasonsOf } from '../../src/daemon/health.ts'
import { LEAD, PYOTR } from '../support/desk.ts'
import { at, MOSCOW, TurnedDesk } from '../support/turned-desk.ts'

let desk: TurnedDesk
afterEach(() => desk.close())

const INBOX = { connected: true, trouble: null, code: null, unread: null, lastSweepAt: null, backlog: 0 }
const OUTBOX = { inHand: 0, trouble: null, lastSentAt: null }

function reasons(): readonly string[] {
  const none = { trouble: null, code: null }
  const all = reasonsOf(desk.store.reading, INBOX, OUTBOX, none, desk.now)
  return all.map(({ code, sentence }) => `${code}: ${sentence}`)
}

/** What log and `check` say of the calendar's end. */
function warning(): string | null {
  return horizonWords(officialHorizon(desk.policy.calendar, desk.now, MOSCOW))
}

function officialDays(): number {
  return officialHorizon(desk.policy.calendar, desk.now, MOSCOW).daysAhead
}

test.each([
  ['2026-09-01T12:00', 121, '2026-09-01', false],
  ['2026-09-02T12:00', 120, '2026-09-02', true],
])('at %s the official calendar reaches %i days', (moment, days, _day, warned) => {
  desk = new TurnedDesk('2026-08-31T12:00')
  desk.tick()
  desk.until(moment)
  expect(officialDays()).toBe(days)
  expect(reasons()).toEqual([])
  for (const mail of [desk.morningOf(PYOTR.address), desk.morningOf(LEAD.address, 'digest-lead')]) {
    expect(mail.includes('официальный заканчивается 31.12.2026')).toBe(warned)
  }
})

test('with thirty days left the desk is ready all the same, log and check warn, and no more when the next year has been applied', () => {
  desk = new TurnedDesk('2026-11-30T12:00')
  expect([officialDays(), reasons(), warning()]).toEqual([31, [], null])
  desk.turnTo('2026-12-01T12:00')
  expect(officialDays()).toBe(30)
  expect(reasons()).toEqual([])
  expect(warning()).toBe(
    'calendar: the official one ends 2026-12-31, in 30 days; apply the decreed year (ticketd calendar apply FILE)',
  )
  const file = join(desk.folder, '2027.json')
  writeFileSync(file, JSON.stringify({ ...yearOfCalendar(CALENDAR, 2027), status: 'official', version: '2027.1' }))
  const io = { out: () => {}, err: () => {}, stdin: (async function* () {})(), environment: {} }
  const wanted = { file, dryRun: false, yes: false, json: false, now: desk.now }
  expect(applyCalendar(wanted, { path: desk.configFile, named: true }, io)).toBe(0)
  desk.tick()
  expect([officialDays(), reasons(), warning()]).toEqual([395, [], null])
  const horizon = officialHorizon(desk.policy.calendar, desk.now, MOSCOW)
  expect(officialUntil(horizon, MOSCOW)).toEqual(at('2028-01-01T00:00'))
})

test('mail that has been due for half an hour is no readiness', () => {
  desk = new TurnedDesk('2026-05-18T12:00')
  desk.serverUp = false
  desk.mail('2026-05-18T12:00')
  desk.turnTo('2026-05-18T12:30')
  expect(reasons()).toEqual([])
  desk.turnTo('2026-05-18T12:31')
  expect(reasons()).toEqual(['outbox.waiting: mail has been due for half an hour'])
})
