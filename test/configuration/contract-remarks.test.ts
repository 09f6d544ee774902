// What `check` says of contracts under which nobody, or the wrong one, is served.
import { expect, test } from 'vitest'
import { remarksOnContracts } from '../../src/configuration/configuration.ts'
import type { Contract } from '../../src/desk/desk.ts'
import { contractWith, PYOTR, policyWith } from '../support/desk.ts'

const TODAY = '2026-11-18'
const over = (validTo: string) => contractWith({ number: validTo, validFrom: '2020-01-01', validTo })
const ofPerson = (address: string) =>
  contractWith({ people: [{ name: 'Иван', address, phone: null, greeting: null, mayDeclareCritical: false }] })

test.each<[what: string, contracts: readonly Contract[] | null, said: readonly string[]]>([
  ['no file', null, []],
  ['one that holds and names its own people', [contractWith()], []],
  ['none at all', [], ['names no contract: nobody is served']],
  [
    'all over',
    [over('2020-12-31'), over('2021-06-30'), over('2021-01-31')],
    ['the last one ended on 2021-06-30; nobody'],
  ],
  ['one that ends today', [over(TODAY)], []],
  ['one that ended yesterday', [over('2026-11-17')], ['the last one ended on 2026-11-17;']],
  [
    'none begun',
    [contractWith({ validFrom: '2026-11-19' })],
    ['no contract holds today: the next one begins on 2026-11-19;'],
  ],
  [
    'a gap between two',
    [over('2026-11-17'), contractWith({ validFrom: '2027-01-01', validTo: '2027-12-31' })],
    ['ended on 2026-11-17, the next one begins on 2027-01-01;'],
  ],
  ['one that holds beside one that is over', [contractWith(), over('2020-12-31')], []],
  ['an engineer in other letters', [ofPerson(PYOTR.address.toUpperCase())], ['is an engineer']],
  ['an engineer’s other address', [ofPerson('pyotr@home.example')], ['pyotr@home.example is an engineer']],
  ['the desk itself', [ofPerson('support@vendor.example')], ['support@vendor.example is the desk']],
  ['a namesake elsewhere', [ofPerson('p.ivanov@plant.example')], []],
])('%s', (_, contracts, said) => {
  const engineers = [{ ...PYOTR, alsoWritesFrom: ['pyotr@home.example'] }]
  const remarks = remarksOnContracts(policyWith({ contracts, engineers }), TODAY)
  expect(remarks).toHaveLength(said.length)
  for (const [at, one] of said.entries()) expect(remarks[at]).toContain(one)
})
