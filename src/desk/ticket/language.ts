// In which language a customer is answered. Fixed when the ticket opens.
import type { Language } from '../../letter.ts'
import type { Contract, Policy } from './policy.ts'

/** The contract's; else English for 20 Latin letters or more and no Cyrillic in subject and own text; else the house's. */
export function languageOf(written: string, contract: Contract | null, policy: Policy): Language {
  if (contract?.language) return contract.language
  const latin = written.match(/\p{Script=Latin}/gu)?.length ?? 0
  return latin >= 20 && !/\p{Script=Cyrillic}/u.test(written) ? 'en' : policy.language
}
