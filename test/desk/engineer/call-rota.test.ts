// A call that an operator registers at the command line goes to whom the rota names, as a mail does.
import { expect, test } from 'vitest'
import { decideOnCall } from '../../../src/desk/desk.ts'
import { recordOfCall } from '../../../src/desk/orders/call.ts'
import { ANNA, contractWith, factsWith, NOW, PYOTR, policyWith } from '../../support/desk.ts'
import { inWords } from '../../support/in-words.ts'

const ROW = { days: [], hours: null, categories: [], contracts: [], engineers: [ANNA.address, PYOTR.address] }
const policy = policyWith({ contracts: [contractWith()], rota: { rows: [ROW], duty: [] } })

function decided(text: string, facts: Parameters<typeof factsWith>[0] = {}) {
  const call = {
    customer: { name: 'Иван Сидоров', address: 'i.sidorov@plant.example' },
    ...{ phone: '8 495 111-22-33', subject: 'Ведомость', text, receivedAt: NOW },
  }
  const letter = recordOfCall(call, { sha256: 'a'.repeat(64), bytes: 100 })
  return inWords(decideOnCall(call, letter, factsWith(facts), policy, NOW), 'ru')
}

test('the one with the fewest open tickets gets it, he alone gets the card, and the history says why', () => {
  const decision = decided('Не печатается ведомость.', { load: () => new Map([[ANNA.address.toLowerCase(), 2]]) })
  expect(decision.tickets).toMatchObject([
    { state: 'open', engineer: PYOTR.address, byRota: { row: 1, open: 0, of: 2 } },
  ])
  const cards = decision.send.filter((one) => one.words.letter === 'card')
  expect(cards.map((one) => one.recipients)).toEqual([[PYOTR.address]])
  expect(JSON.stringify(cards[0]?.words)).toContain('строка 1 графика')
  expect(decision.events.map((one) => one.what)).toEqual(['opened', 'assigned'])
})

test('what looks critical stays nobody’s, and so does a call while everybody of the row is away', () => {
  expect(decided('Никто не может войти, сервис не работает!').tickets).toMatchObject([{ state: 'new', engineer: null }])
  const until = new Date(NOW.getTime() + 86_400_000)
  const away = new Map([ANNA, PYOTR].map((one) => [one.address.toLowerCase(), until] as const))
  expect(decided('Не печатается ведомость.', { away }).tickets).toMatchObject([{ state: 'new', engineer: null }])
})
