// What is no mistake in the contracts' file and still worth a word: nobody is served by it, or not those whom it names.
import type { Contract, Policy } from '../desk/desk.ts'
import { sameAddress } from '../letter.ts'

/** Whom the contracts are held against. */
type Desk = Pick<Policy, 'contracts' | 'engineers' | 'support'>

/** A sentence each; `today` is a day like 2026-11-30 where the desk is. */
export function remarksOnContracts({ contracts, engineers, support }: Desk, today: string): readonly string[] {
  if (contracts === null) return []
  if (contracts.length === 0) {
    return [
      'the contracts file names no contract: nobody is served, every acknowledgement asks for a contract; without the setting "contracts" everybody is',
    ]
  }
  const ofEngineers = engineers.flatMap((one) => [one.address, ...one.alsoWritesFrom])
  const ofDesk = [support.address, ...support.aliases]
  const people = contracts.flatMap(({ number, people }) => people.map(({ address }) => ({ number, address })))
  const among = (addresses: readonly string[]) =>
    people.filter(({ address }) => addresses.some((one) => sameAddress(one, address)))
  return [
    ...serving(contracts, today),
    ...among(ofEngineers).map(
      ({ number, address }) =>
        `contract ${number}: ${address} is an engineer's address too; mail from it is an engineer's and never a request under the contract`,
    ),
    ...among(ofDesk).map(
      ({ number, address }) => `contract ${number}: ${address} is the desk's own address; it asks for nothing`,
    ),
  ]
}

/** That no contract holds today. */
function serving(contracts: readonly Contract[], today: string): readonly string[] {
  if (contracts.some((one) => one.validFrom <= today && today <= one.validTo)) return []
  const ended = contracts.map((one) => one.validTo).filter((day) => day < today)
  const begin = contracts.map((one) => one.validFrom).filter((day) => day > today)
  const when = [
    ...(ended.length === 0 ? [] : [`the last one ended on ${ended.sort().at(-1)}`]),
    ...(begin.length === 0 ? [] : [`the next one begins on ${begin.sort()[0]}`]),
  ]
  return [`no contract holds today: ${when.join(', ')}; nobody is served, every acknowledgement asks for a contract`]
}
