// What an engineer registers is acknowledged to the customer under a subject: it is guarded as an answer is.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outgoing } from '../../src/letter.ts'
import { ANNA, contractWith, PYOTR } from '../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../support/whole-desk.ts'

const CALLER = 'kapitan@yard.example'
let desk: WholeDesk
beforeEach(async () => {
  const yard = contractWith({
    number: '18/2026',
    organisation: 'ООО «Северная Верфь»',
    domains: ['yard.example'],
    people: [],
  })
  desk = openWholeDesk({ policy: { contracts: [contractWith(), yard] } })
  await desk.arrives(rawMail())
})
afterEach(() => desk.close())

function card(): Outgoing {
  const [found] = desk.to(PYOTR.address)
  if (found === undefined) throw new Error('no card')
  return found
}

test.each([
  ['another customer’s number', 'Как в SKPS-1, не открывается'],
  ['another customer’s name', 'То же, что у Иван Сидоров'],
  ['another customer’s organisation', 'АО «Завод» и Верфь: не открывается'],
  ['an engineer’s address', `Звонок, передать ${ANNA.address}`],
])('%s in its first line holds it', async (_, line) => {
  await desk.arrives(engineersAnswer(card(), PYOTR.address, `!новое\n!от ${CALLER}\n${line}\nПодробности ниже.`))
  expect(desk.to(CALLER)).toEqual([])
  expect(desk.to(PYOTR.address).at(-1)?.text).toContain('придержан')
  expect(desk.store.reading.tickets({})).toHaveLength(1)
  await desk.arrives(engineersAnswer(desk.to(PYOTR.address).at(-1) ?? card(), PYOTR.address, '!отправить'))
  expect(desk.to(CALLER).map((one) => one.kind)).toEqual(['acknowledgement'])
})

test('what is repeated of a call is guarded to its last line', async () => {
  await desk.arrives(engineersAnswer(card(), PYOTR.address, `!новое\n!от ${CALLER}\nНе печатается отчёт.\nСм. SKPS-1.`))
  expect(desk.to(CALLER)).toEqual([])
  expect(desk.to(PYOTR.address).at(-1)?.text).toContain('придержан')
})

test('an ordinary call is acknowledged at once, and what was recorded is repeated', async () => {
  await desk.arrives(
    engineersAnswer(card(), PYOTR.address, `!новое\n!от ${CALLER}\nНе печатается отчёт.\nПринтер HP в сети.`),
  )
  expect(desk.to(CALLER)[0]?.subject).toBe('[SKPS-2] Не печатается отчёт.')
  expect(desk.to(CALLER)[0]?.text).toContain('Принтер HP в сети.')
})
