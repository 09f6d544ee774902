// `ticketd caller`: who that is, from contracts and books alike.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { recordMoment } from '../store/books.ts'
import { configuration, type Ran, ticketd } from '../support/cli.ts'
import { ticketWith } from '../support/desk.ts'

const desk = configuration({ contracts: 'contracts.json' })
const CONTRACTS = [
  {
    ...{ number: '17/2026', organisation: 'АО «Завод»', domains: ['plant.example'] },
    people: [{ name: 'Иван Сидоров', address: 'i.sidorov@plant.example', phone: '8 (812) 333-44-55 доб. 12' }],
    ...{ validFrom: '2020-01-01', validTo: '2020-12-31' },
  },
]

beforeAll(() => {
  writeFileSync(join(desk.directory, 'contracts.json'), JSON.stringify(CONTRACTS))
  mkdirSync(desk.books)
  const store = openStore(desk.books)
  const tickets = [
    ticketWith({ id: 1, customer: { name: 'Иван Сидоров', address: 'i.sidorov@plant.example' }, customerPhone: null }),
    ticketWith({ id: 2, customer: { name: 'Вахта', address: '' }, customerPhone: '+7 812 3334455' }),
    ticketWith({
      id: 3,
      customer: { name: 'Другой', address: 'other@mill.example' },
      customerPhone: '8 499 111-22-33',
    }),
  ]
  recordMoment(store, { tickets })
  store.close()
})
afterAll(() => rmSync(desk.directory, { recursive: true }))

function asked(...args: string[]): Promise<Ran> {
  return ticketd(['caller', '--config', desk.file, ...args])
}

describe('ticketd caller', () => {
  test('knows a number in any writing, with the contract, its end, and the tickets of contract and calls', async () => {
    const { status, out } = await asked('+7 (812) 333 44 55 ext. 12')
    expect(status).toBe(0)
    expect(out).toMatch(/Иван Сидоров <i\.sidorov@plant\.example>, АО «Завод», contract 17\/2026 NOT VALID today/)
    expect(out).toContain('SKPS-1')
    expect(out).toContain('SKPS-2')
    expect(out).not.toContain('SKPS-3')
  })

  test('prints the same as JSON', async () => {
    const card = JSON.parse((await asked('8 499 1112233', '--json')).out)
    expect(card.people).toEqual([])
    expect(card.open.map((one: { id: string }) => one.id)).toEqual(['SKPS-3'])
  })

  test('says so of a number of nobody, and of what is no number', async () => {
    const nobody = await asked('8 800 555-35-35')
    expect([nobody.status, nobody.out]).toEqual([0, ''])
    expect(nobody.err).toContain('no contract and no former call')
    expect((await asked('завтра')).status).toBe(2)
    expect((await asked()).status).toBe(2)
  })
})
