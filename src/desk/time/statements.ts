// The month's statements of contracts that name who gets them: on the first working day of the month, or on the contract's
// own, the leads are shown each; it goes out by the word of one of them.
import { addDays, dayKey, dayOn } from '../../calendar/calendar.ts'
import type { Period } from '../command/period.ts'
import { lastMonth } from '../command/statement-words.ts'
import type { Entry } from '../scene/decision.ts'
import type { Contract, Policy } from '../ticket/policy.ts'
import { isMorning } from '../ticket/schedule.ts'
import type { MomentFacts } from './facts.ts'
import type { InTime } from './in-time.ts'

/** Stands in the books since the desk first looked: months before that are not made up for. */
const BEGUN = 'statement:begun'

/** The statements that are due now, or undefined. */
export function statementsDue(facts: MomentFacts, policy: Policy, now: Date): InTime | undefined {
  const month = lastMonth(policy.zone, now)
  if (month === null || !isMorning(policy, now)) return undefined
  const due = (policy.contracts ?? []).filter((one) => isDue(one, month, policy, now))
  const keys = due.map((one) => keyOf(one, month, policy)).filter((key) => !facts.done.has(key))
  if (!facts.done.has(BEGUN)) return { because: [], events: [], send: [], keys: [BEGUN, ...keys] }
  if (keys.length === 0) return undefined
  const fresh = due.filter((one) => keys.includes(keyOf(one, month, policy)))
  return {
    because: fresh.map((one) => `the statement of contract ${one.number} is due`),
    events: [],
    send: [],
    keys,
    entries: fresh.map((one) => errandOf(one, month, policy)),
  }
}

function keyOf(contract: Contract, month: Period, policy: Policy): string {
  return `statement:${contract.number}:${dayKey(month.from, policy.zone).slice(0, 7)}`
}

/** Whether somebody gets it, the contract was in force in that month, and its day of this month has come. */
function isDue({ statement, validFrom, validTo }: Contract, month: Period, policy: Policy, now: Date): boolean {
  if (statement == null) return false
  const [first, last] = [dayKey(month.from, policy.zone), dayKey(new Date(month.to.getTime() - 1), policy.zone)]
  if (validFrom > last || validTo < first) return false
  return dayKey(now, policy.zone) >= firstWorkingDay(addDays(dayKey(month.to, policy.zone), statement.day - 1), policy)
}

function firstWorkingDay(from: string, policy: Policy): string {
  return dayOn(policy.calendar, from).counts ? from : firstWorkingDay(addDays(from, 1), policy)
}

function errandOf(contract: Contract, month: Period, policy: Policy): Entry {
  const key = keyOf(contract, month, policy)
  const asked = { from: month.from, to: month.to, contract: contract.number }
  const sendsTo = contract.statement?.to ?? []
  return { kind: 'errand', errand: { kind: 'statement', key, engineer: null, asked, sendsTo, inReplyTo: null } }
}
