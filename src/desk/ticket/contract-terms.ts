// What a contract's statement says of the contract itself: whose it is, and the terms that held at the period's end.
import type { StatementAbout } from '../../words/words.ts'
import { contractNumbered } from './entitlement.ts'
import type { Policy } from './policy.ts'
import { termsFor } from './terms.ts'

/** The contract with the terms of an instant; of one that stands in no file any more the house's. */
export function statementAbout(number: string, at: Date, policy: Policy): StatementAbout {
  const contract = contractNumbered(number, policy)
  const terms = termsFor(policy, contract, at)
  const { name, address, phone, ticketPrefix } = policy.support
  const named = ['minDays', 'maxDays', 'open', 'close', 'aroundTheClock'] as const
  return {
    contract: number,
    organisation: contract?.organisation ?? null,
    support: { name, address, phone },
    prefix: ticketPrefix,
    terms: {
      ...{ minDays: terms.minDays, maxDays: terms.maxDays, open: terms.open, close: terms.close },
      ...{ everyDay: terms.aroundTheClock, waitingStopsClock: terms.waitingStopsClock },
      own: named.some((one) => terms[one] !== policy.terms[one]),
    },
  }
}
