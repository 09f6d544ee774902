// The rules' face: what a letter gives to go by, and what is decided on a letter, on a moment, on a failed delivery. Pure:
// facts in, decision out.

export type { CalendarYear } from '../calendar/calendar.ts'
export {
  type CalendarChange,
  changeOf,
  decideOnCalendar,
  isInForce,
  type Moved,
  versionClash,
} from './calendar-change.ts'
export { type Call, type CallWords, cluesOf, decideOnCall, rawCall, readCall, recordOfCall } from './call.ts'
export { lineOf, queueOrder } from './card.ts'
export { cluesIn } from './clues.ts'
export type * from './command.ts'
export type * from './decision.ts'
export { eventLine, eventWord } from './event-words.ts'
export { decideOnFailure } from './failure.ts'
export { decideOnTime } from './moments.ts'
export { helpRows, reportRules } from './orders-query.ts'
export { type Period, periodIn } from './period.ts'
export { stateWord } from './phrases.ts'
export type * from './policy.ts'
export { clockFor, isOverdue, settle, termsFor } from './promise.ts'
export { defectSaid, ruleSaid, verdictSaid } from './rules-said.ts'
export type * from './tag.ts'
export { bareSubject, printNumber, readNumber } from './tag.ts'
export type * from './ticket.ts'
export { whyThisDate } from './why.ts'

import type { Letter } from '../letter.ts'
import { cluesIn } from './clues.ts'
import { decideOnCustomer } from './customer.ts'
import type { Decision, Facts } from './decision.ts'
import { decideOnEngineer } from './engineer.ts'
import type { Policy } from './policy.ts'
import { decideOnRobot } from './robot.ts'
import { withSameIdNoted } from './same-id.ts'
import { type CustomerScene, sceneOf } from './scene.ts'
import { senderOf } from './sender.ts'
import { decideOnUnreadable } from './unreadable.ts'

/** What is decided on a letter that has come: who speaks, and then that speaker's rules. */
export function decideOnLetter(letter: Letter, facts: Facts, policy: Policy, now: Date): Decision {
  const clues = cluesIn(letter, policy)
  return withSameIdNoted(decideAs(sceneOf(letter, clues, facts, policy, now)), facts, policy)
}

function decideAs(scene: CustomerScene): Decision {
  const sender = senderOf(scene.letter, scene.clues, scene.policy)
  switch (sender.kind) {
    case 'unreadable':
      return decideOnUnreadable(scene)
    case 'ourselves':
    case 'robot':
      return decideOnRobot(scene, sender)
    case 'engineer':
      return decideOnEngineer(scene.letter, scene.clues, scene.facts, scene.policy, scene.now)
    case 'customer':
      return decideOnCustomer(scene)
  }
}
