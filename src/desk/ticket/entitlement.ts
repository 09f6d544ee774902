// Which contract covers a sender on a day (R1): by exact address, by the address a lead's !договор remembered, by domain.
// Says who may be served; terms and dates are counted in promise.ts.
import { dayKey } from '../../calendar/calendar.ts'
import { sameAddress } from '../../letter.ts'
import { indexOf } from './contract-index.ts'
import type { Contract, ContractPerson, Policy } from './policy.ts'
import type { Standing, Ticket } from './ticket.ts'

type FoundBy = 'address' | 'remembered' | 'domain'

/** How a sender stands on the day of `at`. Without a contracts file everybody is served: `open`. */
export function standingOf(address: string, remembered: string | null, policy: Policy, at: Date): Standing {
  if (policy.contracts === null) return { kind: 'open' }
  const day = dayKey(at, policy.zone)
  const levels = levelsOf(address, remembered, policy.contracts)
  for (const level of levels) {
    const covered = coveredOn(day, level.by, level.contracts, remembered)
    if (covered !== null) return covered
  }
  return uncovered(
    address,
    day,
    levels.flatMap((level) => level.contracts),
  )
}

/** Whether dates are promised on this standing; several contracts promise them, only which one is asked. */
export function isServed(standing: Standing): boolean {
  return standing.kind === 'open' || standing.kind === 'covered' || standing.kind === 'several'
}

/** Whether a lead has to name the contract: none is valid, or several are. */
export function needsLead(standing: Standing): boolean {
  return !isServed(standing) || standing.kind === 'several'
}

/** The one contract that a standing rests on or names; null for none, several, and a desk without contracts. */
export function contractOf(standing: Standing, policy: Policy): Contract | null {
  if (!('contract' in standing)) return null
  return contractNumbered(standing.contract, policy)
}

/** The contract with this number as its file gives it, or null. */
export function contractNumbered(number: string, policy: Policy): Contract | null {
  return policy.contracts === null ? null : indexOf(policy.contracts).numbered(number)
}

/** Numbers of all contracts that name an address or its domain, valid or not: who belongs to whom does not end with a date. */
export function contractsNaming(address: string, remembered: string | null, policy: Policy): readonly string[] {
  const levels = levelsOf(address, remembered, policy.contracts ?? [])
  return [...new Set(levels.flatMap((level) => level.contracts.map((one) => one.number)))]
}

/** Whether an address belongs to a contract that the ticket stands under. A ticket without one has no colleagues. */
export function sharesContract(ticket: Ticket, address: string, remembered: string | null, policy: Policy): boolean {
  const { standing } = ticket
  const under =
    standing.kind === 'covered' ? [standing.contract] : standing.kind === 'several' ? standing.contracts : []
  const own = contractsNaming(address, remembered, policy)
  return under.some((number) => own.includes(number))
}

/** The person of a contract's list with this address, or null. */
export function personAt(address: string, contract: Contract | null): ContractPerson | null {
  return contract?.people.find((person) => sameAddress(person.address, address)) ?? null
}

function levelsOf(
  address: string,
  remembered: string | null,
  contracts: readonly Contract[],
): readonly { readonly by: FoundBy; readonly contracts: readonly Contract[] }[] {
  const index = indexOf(contracts)
  const own = remembered === null ? null : index.numbered(remembered)
  return [
    { by: 'address', contracts: index.naming(address) },
    { by: 'remembered', contracts: own === null ? [] : [own] },
    { by: 'domain', contracts: index.ofDomain(address) },
  ]
}

/** What valid contracts of one level say; a remembered number settles a choice between several. */
function coveredOn(
  day: string,
  by: FoundBy,
  contracts: readonly Contract[],
  remembered: string | null,
): Standing | null {
  const valid = contracts.filter((one) => one.validFrom <= day && day <= one.validTo)
  const [first] = valid
  if (first === undefined) return null
  if (valid.length === 1) return { kind: 'covered', contract: first.number, by }
  const chosen = valid.find((one) => one.number === remembered)
  if (chosen !== undefined) return { kind: 'covered', contract: chosen.number, by: 'remembered' }
  return { kind: 'several', contracts: valid.map((one) => one.number) }
}

/** Nothing valid: the contract that ended last, else the one that begins first, else none. */
function uncovered(address: string, day: string, contracts: readonly Contract[]): Standing {
  const ended = contracts.filter((one) => one.validTo < day).sort((a, b) => (a.validTo < b.validTo ? 1 : -1))[0]
  const coming = contracts.filter((one) => one.validFrom > day).sort((a, b) => (a.validFrom > b.validFrom ? 1 : -1))[0]
  const named = ended ?? coming
  if (named === undefined) return { kind: 'none' }
  return {
    kind: named === ended ? 'expired' : 'not-yet',
    contract: named.number,
    listed: personAt(address, named) !== null,
  }
}
