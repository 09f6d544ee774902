// Who of the contracts' people and organisations a text names. Their names are brought to words once for each reading
// of the contracts' file; a text is then walked once, however many contracts there are.
import type { Contract } from '../ticket/policy.ts'
import { words } from './compared-words.ts'

/** A name in a text, as words, or an address; and whose. */
export interface Named {
  readonly shown: string
  readonly contract: string
}

interface Names {
  /** Names by their first word. */
  readonly names: ReadonlyMap<string, readonly Named[]>
  /** Addresses by their domain, in lower case. */
  readonly addresses: ReadonlyMap<string, readonly Named[]>
  readonly longestDomain: number
}

const made = new WeakMap<readonly Contract[], Names>()

/** Shorter names stand by accident in other words' places. */
const SHORTEST = 6

/** The names of people and organisations that stand in a text, given as words, each once. */
export function namesIn(said: readonly string[], contracts: readonly Contract[]): readonly Named[] {
  const { names } = namesOf(contracts)
  const found = new Set<Named>()
  said.forEach((word, at) => {
    for (const one of names.get(word) ?? []) {
      if (one.shown.split(' ').every((part, n) => said[at + n] === part)) found.add(one)
    }
  })
  return [...found]
}

/** The addresses of people that stand in a text, given in lower case, each once. */
export function addressesIn(lower: string, contracts: readonly Contract[]): readonly Named[] {
  const { addresses, longestDomain } = namesOf(contracts)
  const found = new Set<Named>()
  for (let at = lower.indexOf('@'); at >= 0; at = lower.indexOf('@', at + 1)) {
    for (let end = at + 2; end <= Math.min(lower.length, at + 1 + longestDomain); end += 1) {
      for (const one of addresses.get(lower.slice(at + 1, end)) ?? []) {
        if (lower.startsWith(one.shown.toLowerCase(), end - one.shown.length)) found.add(one)
      }
    }
  }
  return [...found]
}

function namesOf(contracts: readonly Contract[]): Names {
  const known = made.get(contracts)
  if (known !== undefined) return known
  const names = new Map<string, Named[]>()
  const addresses = new Map<string, Named[]>()
  for (const { number, organisation, people } of contracts) {
    for (const name of [organisation, ...people.map((person) => person.name)]) {
      const plain = words(name)
      const shown = plain.join(' ')
      if (shown.length >= SHORTEST) put(names, plain[0] ?? '', { shown, contract: number })
    }
    for (const { address } of people) put(addresses, domainIn(address), { shown: address, contract: number })
  }
  const longestDomain = Math.max(0, ...[...addresses.keys()].map((domain) => domain.length))
  const all = { names, addresses, longestDomain }
  made.set(contracts, all)
  return all
}

function put(all: Map<string, Named[]>, key: string, one: Named): void {
  const list = all.get(key)
  if (list === undefined) all.set(key, [one])
  else list.push(one)
}

/** As it is written: a domain in Cyrillic is looked for in Cyrillic. */
function domainIn(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
