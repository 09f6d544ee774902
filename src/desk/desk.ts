// The rules' face: what a letter gives to go by, and what is decided on a letter, on a moment, on a failed delivery. Pure:
// facts in, decision out.

export type { CalendarYear } from '../calendar/calendar.ts'
export { unknownFields } from './command/answer-words.ts'
export type * from './command/command.ts'
export { type Period, periodBefore, periodIn } from './command/period.ts'
export { decideOnAcceptance } from './delivery/acceptance.ts'
export { decideOnFailure } from './delivery/failure.ts'
export { REWRITTEN } from './engineer/rewritten.ts'
export {
  type Call,
  type CallMistake,
  type CallWords,
  callIn,
  cluesOf,
  decideOnCall,
  rawCall,
  readCall,
  recordOfCall,
} from './orders/call.ts'
export { type CallerCard, callerCard, type KnownCaller } from './orders/caller.ts'
export type { SeenMail } from './quoted/own-text.ts'
export { lineOf, queueOrder } from './saying/card.ts'
export { decideOnSending } from './saying/statement.ts'
export { wakeWords } from './saying/waking.ts'
export { cluesIn } from './scene/clues.ts'
export type * from './scene/decision.ts'
export type * from './scene/facts.ts'
export type * from './ticket/canned.ts'
export { statementAbout } from './ticket/contract-terms.ts'
export type * from './ticket/policy.ts'
export { type CountedDate, clockFor, isOverdue, miscounted, settle, termsFor } from './ticket/promise.ts'
export { reportRules } from './ticket/reported.ts'
export type * from './ticket/tag.ts'
export { bareSubject, printNumber, readNumber } from './ticket/tag.ts'
export type * from './ticket/ticket.ts'
export { whyThisDate } from './ticket/why.ts'
export {
  type CalendarChange,
  changeOf,
  decideOnCalendar,
  isInForce,
  type Moved,
  movedBy,
  versionClash,
} from './time/calendar-change.ts'
export { decideOnErrand } from './time/errand.ts'
export type * from './time/facts.ts'
export { DAY_RULES, decideOnTime, restKeyOf } from './time/moments.ts'
export { decideOnWoken, type Woken } from './time/woken.ts'

import type { Letter } from '../letter.ts'
import { decideOnCustomer } from './customer/customer.ts'
import { decideOnRobot } from './customer/robot.ts'
import { decideOnUnreadable } from './customer/unreadable.ts'
import { decideOnEngineer } from './engineer/engineer.ts'
import { cluesIn } from './scene/clues.ts'
import type { Decision } from './scene/decision.ts'
import type { Clues, Facts } from './scene/facts.ts'
import { isHeard } from './scene/heard.ts'
import { withSameIdNoted } from './scene/same-id.ts'
import { type CustomerScene, sceneOf } from './scene/scene.ts'
import { senderOf } from './scene/sender.ts'
import type { Policy } from './ticket/policy.ts'

/** What is decided on a letter that has come: who speaks, and then that speaker's rules. */
export function decideOnLetter(
  letter: Letter,
  facts: Facts,
  policy: Policy,
  now: Date,
  clues: Clues = cluesIn(letter, policy),
): Decision {
  return withSameIdNoted(decideAs(sceneOf(letter, clues, facts, policy, now), facts), facts, policy)
}

function decideAs(scene: CustomerScene, facts: Facts): Decision {
  const sender = senderOf(scene.letter, scene.clues, scene.policy)
  switch (sender.kind) {
    case 'unreadable':
      return decideOnUnreadable(scene)
    case 'robot':
      return isHeard(scene) ? decideOnCustomer(scene) : decideOnRobot(scene, sender)
    case 'ourselves':
      return decideOnRobot(scene, sender)
    case 'engineer':
      return decideOnEngineer(scene.letter, scene.clues, facts, scene.policy, scene.now)
    case 'customer':
      return decideOnCustomer(scene)
  }
}
