// Dates that would move under the rules of now: told of beside everything else, at the start and whenever rules come anew.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CALENDAR, yearOfCalendar } from '../../src/calendar/calendar.ts'
import { type Drift, openDrift } from '../../src/daemon/drift.ts'
import { type Log, silent } from '../../src/log.ts'
import { TurnedDesk } from '../support/turned-desk.ts'

let desk: TurnedDesk
let warned: (readonly [unknown, string])[]

beforeEach(() => {
  desk = new TurnedDesk('2026-05-01T12:00')
  warned = []
  for (const at of ['2026-05-05T12:00', '2026-05-06T12:00', '2026-05-07T12:00']) desk.mail(at)
})
afterEach(() => desk.close())

function drift(directory = join(desk.folder, 'data'), signal = new AbortController().signal): Drift {
  const log: Log = { ...silent, warn: (fields, message) => warned.push([fields, message]) }
  return openDrift({ directory, room: desk.room, log, signal })
}

/** Another May comes with the configuration. */
function decreed(): void {
  const year = yearOfCalendar(CALENDAR, 2026)
  const free = { on: '2026-05-08', kind: 'transferred', ground: 'постановление' }
  const days = [...year.days.filter((day) => day.on !== free.on), free]
  writeFileSync(join(desk.folder, 'may.json'), JSON.stringify({ ...year, version: '2026.2', days }))
  desk.configure({ clock: { calendars: ['may.json'] } })
  expect(desk.reload()).toEqual([])
}

test('nothing is said while no date would move', async () => {
  const look = drift()
  look.look()
  await look.idle()
  expect(warned).toEqual([])
})

test('the open tickets whose dates would move are counted, and looked at again when rules come anew', async () => {
  const look = drift()
  look.look()
  decreed()
  look.look()
  await look.idle()
  const told = 'open tickets have another deadline now: "ticketd calendar apply" moves them'
  expect(warned.at(-1)).toEqual([{ count: 3 }, told])
})

test('books that cannot be read are said, and stop nothing', async () => {
  const look = drift(join(desk.folder, 'elsewhere'))
  look.look()
  await look.idle()
  expect(warned.map(([, message]) => message)).toEqual(['whether dates would move could not be looked up'])
})

test('a desk that stops waits for no look', async () => {
  const look = drift(undefined, AbortSignal.abort())
  look.look()
  await look.idle()
  expect(warned).toEqual([])
})
