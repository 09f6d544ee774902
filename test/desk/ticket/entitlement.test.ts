// Which contract covers whom on which day (R1): exact address before domain, days whole in Moscow.
import { describe, expect, test } from 'vitest'
import { contractsNaming, standingOf } from '../../../src/desk/ticket/entitlement.ts'
import type { Contract } from '../../../src/desk/ticket/policy.ts'
import { contractWith, policyWith } from '../../support/desk.ts'

const person = (address: string) => [{ name: '', address, phone: null, greeting: null, mayDeclareCritical: false }]
const PLANT = contractWith()
const BY_DOMAIN = contractWith({ number: 'D', people: [], domains: ['Institute.example'] })
const OLD = contractWith({
  number: 'OLD',
  people: person('a@old.example'),
  domains: ['old.example'],
  validFrom: '2025-01-01',
  validTo: '2025-12-31',
})
const COMING = contractWith({
  number: 'NEW',
  people: [],
  domains: ['new.example'],
  validFrom: '2027-01-01',
  validTo: '2027-12-31',
})
const TWIN = contractWith({ number: 'TWIN', people: [], domains: ['institute.example'] })
const DAY = new Date('2026-11-18T09:00:00Z')

function standing(address: string, contracts: readonly Contract[], remembered: string | null = null, at = DAY) {
  return standingOf(address, remembered, policyWith({ contracts }), at)
}

test('a desk without a contracts file serves everybody', () => {
  expect(standingOf('x@any.example', null, policyWith(), DAY)).toEqual({ kind: 'open' })
})

test.each([
  ['an exact address', 'I.Sidorov@Plant.example', [PLANT], { kind: 'covered', contract: '17/2026', by: 'address' }],
  ['a domain in any case', 'x@institute.example', [BY_DOMAIN], { kind: 'covered', contract: 'D', by: 'domain' }],
  ['a subdomain is another domain', 'x@mail.institute.example', [BY_DOMAIN], { kind: 'none' }],
  [
    'an address before a domain',
    'i.sidorov@plant.example',
    [contractWith({ number: 'X', people: [] }), PLANT],
    { kind: 'covered', contract: '17/2026', by: 'address' },
  ],
  [
    'two contracts of one domain',
    'x@institute.example',
    [BY_DOMAIN, TWIN],
    { kind: 'several', contracts: ['D', 'TWIN'] },
  ],
  ['nobody', 'x@nobody.example', [PLANT], { kind: 'none' }],
  ['an expired one, listed', 'a@old.example', [OLD], { kind: 'expired', contract: 'OLD', listed: true }],
  ['an expired one, by domain', 'b@old.example', [OLD], { kind: 'expired', contract: 'OLD', listed: false }],
  ['one that is not yet valid', 'x@new.example', [COMING], { kind: 'not-yet', contract: 'NEW', listed: false }],
  [
    'a valid domain after an expired address',
    'a@old.example',
    [OLD, contractWith({ number: 'NOW', people: [], domains: ['old.example'] })],
    { kind: 'covered', contract: 'NOW', by: 'domain' },
  ],
] as const)('%s: %s', (_what, address, contracts, expected) => {
  expect(standing(address, contracts)).toEqual(expected)
})

describe('an address that a lead has tied to a contract', () => {
  test('is covered by it', () => {
    expect(standing('x@mail.example', [PLANT], '17/2026')).toEqual({
      kind: 'covered',
      contract: '17/2026',
      by: 'remembered',
    })
  })

  test('is no longer asked which of two it is', () => {
    expect(standing('x@institute.example', [BY_DOMAIN, TWIN], 'TWIN')).toMatchObject({ contract: 'TWIN' })
  })

  test('loses it with the contract', () => {
    expect(standing('x@mail.example', [OLD], 'OLD')).toEqual({ kind: 'expired', contract: 'OLD', listed: false })
  })
})

test.each([
  ['2025-12-31T20:59:59Z', 'covered'],
  ['2025-12-31T21:00:00Z', 'expired'],
  ['2024-12-31T20:59:59Z', 'not-yet'],
  ['2024-12-31T21:00:00Z', 'covered'],
])('at %s in Moscow the contract of 2025 is %s', (at, kind) => {
  expect(standing('a@old.example', [OLD], null, new Date(at)).kind).toBe(kind)
})

test('who belongs to a contract does not end with it', () => {
  expect(contractsNaming('b@old.example', null, policyWith({ contracts: [OLD] }))).toEqual(['OLD'])
})

test('with two thousand contracts a letter looks at as few of them as with two', () => {
  const looksOf = (count: number): number => {
    let looks = 0
    const contracts = Array.from({ length: count }, (_, n) => {
      const domain = `org${n}.example`
      const contract = contractWith({ number: `K-${n}`, domains: [domain], people: person(`p@${domain}`) })
      return new Proxy(contract, {
        get: (target, name, self): unknown => {
          looks += 1
          return Reflect.get(target, name, self)
        },
      })
    })
    expect(standing('p@org1.example', contracts)).toMatchObject({ kind: 'covered', contract: 'K-1', by: 'address' })
    looks = 0
    expect(standing('x@org1.example', contracts)).toMatchObject({ kind: 'covered', contract: 'K-1', by: 'domain' })
    expect(contractsNaming('p@org1.example', 'K-0', policyWith({ contracts }))).toEqual(['K-1', 'K-0'])
    return looks
  }
  expect(looksOf(2000)).toBe(looksOf(2))
})
