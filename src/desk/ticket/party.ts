// Whether two tickets are the business of one party: the same person, the same contract, or one organisation's domain.
// Only such tickets are made one: whoever gets an answer was to get it.
import { domainOf, sameAddress } from '../../letter.ts'
import type { Policy } from './policy.ts'
import type { Standing, Ticket } from './ticket.ts'

type Party = Pick<Ticket, 'customer' | 'standing'>

/** Whether the customers of two tickets are one party; a caller without an address is nobody's. */
export function sameParty(a: Party, b: Party, policy: Pick<Policy, 'publicDomains'>): boolean {
  const [one, other] = [a.customer.address, b.customer.address]
  if (one === '' || other === '') return false
  if (sameAddress(one, other)) return true
  const contracts = contractsOf(a.standing)
  if (contractsOf(b.standing).some((number) => contracts.includes(number))) return true
  const domain = domainOf(one)
  return domain !== '' && domain === domainOf(other) && policy.publicDomains?.has(domain) !== true
}

/** Several are a question that a lead has yet to answer: they prove nothing. */
function contractsOf(standing: Standing): readonly string[] {
  return standing.kind === 'covered' ? [standing.contract] : []
}
