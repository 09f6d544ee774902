// The rules' face. Skeleton.

export { lineOf, queueOrder } from './card.ts'
export type * from './command.ts'
export type * from './decision.ts'
export type * from './policy.ts'
export { clockFor, settle, termsFor, whyLines, whyThisDate } from './promise.ts'
export type * from './tag.ts'
export type * from './ticket.ts'

import type { DeliveryFailure, Letter } from '../letter.ts'
import type { Clues, Decision, Facts, FailureFacts, MomentFacts } from './decision.ts'
import type { Policy } from './policy.ts'

export declare function cluesIn(letter: Letter, policy: Policy): Clues
export declare function decideOnLetter(letter: Letter, facts: Facts, policy: Policy, now: Date): Decision
export declare function decideOnTime(facts: MomentFacts, policy: Policy, now: Date): Decision | undefined
export declare function decideOnFailure(
  failure: DeliveryFailure,
  facts: FailureFacts,
  policy: Policy,
  now: Date,
): Decision
