// What machines that have a ticket are told (nothing that no person wrote), and what an engineer's words of a search may hold.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outgoing } from '../../src/letter.ts'
import { ANNA, PYOTR } from '../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../support/whole-desk.ts'

let desk: WholeDesk
beforeEach(() => {
  desk = openWholeDesk()
})
afterEach(() => desk.close())

function lastTo(address: string): Outgoing {
  const found = desk.to(address).findLast((one) => one.ticket !== null)
  if (found === undefined) throw new Error(`nothing for ${address}`)
  return found
}

test.each(['no-reply@shop.example', 'MAILER-DAEMON@mx.example', 'owner-users@lists.example'])(
  '%s gets an engineer’s own words and no reminder, no closing, no moved date',
  async (machine) => {
    await desk.arrives(rawMail({ from: machine }))
    expect(desk.to(machine)).toEqual([])
    await desk.arrives(engineersAnswer(lastTo(PYOTR.address), PYOTR.address, '!ждём\n1. Какая версия?'))
    expect(desk.to(machine).map((one) => one.kind)).toEqual(['answer'])
    for (let day = 0; day < 40; day += 1) {
      desk.turn(86_400)
      desk.tick()
    }
    expect(desk.store.reading.ticket(1)?.state).toBe('closed')
    await desk.arrives(engineersAnswer(lastTo(PYOTR.address), PYOTR.address, '!открыть'))
    await desk.arrives(engineersAnswer(lastTo(PYOTR.address), PYOTR.address, '!разработка 7'))
    await desk.arrives(engineersAnswer(lastTo(PYOTR.address), PYOTR.address, '!закрыть'))
    expect(desk.to(machine).map((one) => one.kind)).toEqual(['answer'])
  },
)

test('a person in the same place is reminded and told', async () => {
  await desk.arrives(rawMail({ from: 'person@plant.example' }))
  await desk.arrives(engineersAnswer(lastTo(PYOTR.address), PYOTR.address, '!ждём\n1. Какая версия?'))
  for (let day = 0; day < 40; day += 1) {
    desk.turn(86_400)
    desk.tick()
  }
  expect(desk.to('person@plant.example').map((one) => one.kind)).toEqual([
    'acknowledgement',
    'answer',
    'notice',
    'notice',
  ])
})

test.each([
  '"',
  "'",
  '*',
  '%',
  'a OR b',
  'NOT x',
  'NEAR(a b)',
  'text : x',
  '{a b}:c',
  '^a',
  'a AND',
  '-каталог',
  "'; DROP TABLE tickets; --",
  '"незакрытая',
  '()',
  '\\',
  'каталог*',
  'я'.repeat(5000),
  '\u0000',
  '👍',
])('!найти %j is a search and nothing else', async (words) => {
  await desk.arrives(rawMail({}))
  await desk.arrives(engineersAnswer(lastTo(ANNA.address), ANNA.address, `!найти ${words}`))
  expect(desk.store.reading.tickets({})).toHaveLength(1)
  expect(desk.store.integrity()).toBe('ok')
  expect(['transcript', 'digest']).toContain(desk.to(ANNA.address).at(-1)?.kind)
})
