// A Message-ID that another letter bore before (T16): somebody took it ahead of its owner, or a program gives one to all it
// sends. It is a letter of its own all the same; whoever reads its history or its card is told.

import { say } from '../ticket/phrases.ts'
import type { Policy } from '../ticket/policy.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Decision, Facts } from './decision.ts'

/** What an engineer should know of the letter's Message-ID; null when no other letter has it. */
export function sameIdWords({ sameId }: Pick<Facts, 'sameId'>, policy: Policy): string | null {
  if (sameId === undefined || sameId === null) return null
  const on = sameId.ticket === null ? '' : ` (${printNumber(policy.support.ticketPrefix, sameId.ticket)})`
  return say(
    policy,
    `тот же Message-ID был у другого письма${on}; это письмо не копия`,
    `another letter${on} had the same Message-ID; this one is no copy`,
  )
}

/** The decision with a row about it in the history of the ticket on which the letter is filed. */
export function withSameIdNoted(decision: Decision, facts: Facts, policy: Policy): Decision {
  const detail = sameIdWords(facts, policy)
  const ticket = decision.filed?.ticket ?? null
  if (detail === null || ticket === null) return decision
  return { ...decision, events: [...decision.events, { ticket, who: 'desk', what: 'same id', detail }] }
}
