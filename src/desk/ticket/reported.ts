// What the report's figures are counted by: the tickets' own terms, the house's targets, and what the codes of turns and
// endings mean.
import { isOpenAt } from '../../calendar/calendar.ts'
import { sameAddress } from '../../letter.ts'
import type { Fate, ReportRules, ReportTurn } from '../../words/words.ts'
import type { Policy } from './policy.ts'
import { clockFor, stopsClock, workedBetween } from './promise.ts'
import type { ReportedTicket } from './ticket.ts'

/** What a report is counted by now. */
export function reportRules(policy: Policy, now: Date): ReportRules<ReportedTicket> {
  return {
    worked: (ticket, from, to) => workedBetween(from, to, ticket, policy),
    stopsClock,
    ownerOf: (turn) => (turn.because === 'contract awaited' ? 'contract' : turn.owner),
    isQuestion,
    fateOf,
    isOpenAt: (ticket, at) => isOpenAt(at, clockFor(ticket.terms, policy)),
    firstAnswerHours: policy.firstAnswerHours,
    criticalFirstAnswerHours: policy.critical.firstAnswerHours,
    engineerName: namesOf(policy),
    zone: policy.zone,
    now,
  }
}

/** Of a turn that lasts the state tells; of one that has ended the code of how it began, an answer where it is unknown. */
function isQuestion(turn: ReportTurn, { state }: Pick<ReportedTicket, 'state'>): boolean {
  if (turn.to === null && (state === 'waiting' || state === 'answered')) return state === 'waiting'
  return turn.because === 'asked' || turn.because === 'contract awaited'
}

/** Older books do not say why a ticket ended: there the state alone tells. */
function fateOf({ mergedInto, state, ending }: ReportedTicket): Fate {
  if (mergedInto !== null) return 'merged'
  if (ending === 'spam' || ending === 'not a request') return 'not a request'
  return state === 'declined' ? 'refused' : 'processed'
}

function namesOf(policy: Policy): (address: string) => string | null {
  const known = new Map<string, string | null>()
  return (address) => {
    const name = known.get(address)
    if (name !== undefined) return name
    const found = policy.engineers.find((one) => sameAddress(one.address, address))?.name ?? null
    known.set(address, found)
    return found
  }
}
