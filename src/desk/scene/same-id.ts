// A Message-ID that another letter bore before (T16): somebody took it ahead of its owner, or a program gives one to all it
// sends. It is a letter of its own all the same; whoever reads its history or its card is told.

import type { Warning } from '../../words/words.ts'
import type { Policy } from '../ticket/policy.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Decision } from './decision.ts'
import type { LetterFacts } from './facts.ts'

/** What an engineer should know of the letter's Message-ID; null when no other letter has it. */
export function sameIdWarning({ sameId }: Pick<LetterFacts, 'sameId'>, policy: Policy): Warning | null {
  if (sameId === null) return null
  const number = sameId.ticket === null ? null : printNumber(policy.support.ticketPrefix, sameId.ticket)
  return { is: 'same Message-ID', number }
}

/** The decision with a row about it in the history of the ticket on which the letter is filed. */
export function withSameIdNoted(decision: Decision, facts: LetterFacts, policy: Policy): Decision {
  const detail = sameIdWarning(facts, policy)
  const ticket = decision.filed?.ticket ?? null
  if (detail === null || ticket === null) return decision
  return { ...decision, events: [...decision.events, { ticket, who: 'desk', what: 'same id', detail }] }
}
