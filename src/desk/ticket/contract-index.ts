// Contracts by what they are asked for: a number, a person's address, a domain. Made once for each reading of the
// contracts' file, so that two thousand contracts cost a letter what two do.
import { domainOf } from '../../letter.ts'
import type { Contract } from './policy.ts'

/** Where contracts are found; each list stands in the file's order. */
export interface ContractIndex {
  numbered(number: string): Contract | null
  /** Those that list a person with this address. */
  naming(address: string): readonly Contract[]
  /** Those that have this address's domain. */
  ofDomain(address: string): readonly Contract[]
}

const made = new WeakMap<readonly Contract[], ContractIndex>()

/** The index over contracts; the same list gives the same index. */
export function indexOf(contracts: readonly Contract[]): ContractIndex {
  const known = made.get(contracts)
  if (known !== undefined) return known
  const index = newIndex(contracts)
  made.set(contracts, index)
  return index
}

function newIndex(contracts: readonly Contract[]): ContractIndex {
  const numbers = grouped(contracts, (one) => [one.number])
  const addresses = grouped(contracts, (one) => one.people.map((person) => keyOf(person.address)))
  const domains = grouped(contracts, (one) => one.domains.map((own) => domainOf(`@${own}`)))
  return {
    numbered: (number) => numbers.get(number)?.[0] ?? null,
    naming: (address) => addresses.get(keyOf(address)) ?? [],
    ofDomain: (address) => domains.get(domainOf(address)) ?? [],
  }
}

/** Each contract once under each of its keys. */
function grouped(
  contracts: readonly Contract[],
  keysOf: (contract: Contract) => readonly string[],
): ReadonlyMap<string, readonly Contract[]> {
  const all = new Map<string, Contract[]>()
  for (const contract of contracts) {
    for (const key of new Set(keysOf(contract))) {
      const list = all.get(key)
      if (key !== '' && list === undefined) all.set(key, [contract])
      else list?.push(contract)
    }
  }
  return all
}

/** Two addresses that `sameAddress` takes for one have one key. */
function keyOf(address: string): string {
  const lower = address.toLowerCase()
  const domain = domainOf(address)
  return domain === '' ? lower : `${lower.slice(0, lower.lastIndexOf('@'))}@${domain}`
}
