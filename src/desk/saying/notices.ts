// What a customer is told because of a command on criticality, contract, date or refusal: facts for the wording.
import type {
  ContractConfirmedWords,
  CriticalityWords,
  DeclinedWords,
  DevelopmentWords,
  DueMovedWords,
} from '../../words/words.ts'
import type { Notice, Work } from '../scene/work.ts'
import { clockStands, datesPromised, deadlineAhead, groundOf, workingTime } from '../ticket/promise.ts'
import { ownTermsOf } from '../ticket/terms.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { engineerName, toCustomerWords } from './card.ts'

type Of<K extends Notice['kind']> = Extract<Notice, { kind: K }>

/** The engineer's decision on criticality (R20). */
export function criticalityNotice(notice: Of<'criticality'>, work: Work, ticket: Ticket): CriticalityWords {
  return {
    ...toCustomerWords(ticket, work.scene.policy),
    letter: 'criticality',
    confirmed: notice.confirmed,
    wasHigh: work.before?.criticality === 'high',
    ground: ticket.criticalGround,
    reason: notice.reason,
    engineerName: engineerName(work.scene.policy, ticket.engineer),
    deadlineAt: deadlineAhead(ticket, work.scene.now),
    ownDays: ownTermsOf(ticket.terms, work.scene.policy)?.days != null,
  }
}

/** Handed over to development (R19). When news are due from us is our own norm and no promise. */
export function developmentNotice(work: Work, ticket: Ticket): DevelopmentWords {
  const { policy, now } = work.scene
  const stands = ticket.deadline !== null && clockStands(ticket)
  const runsUntil = stands ? null : deadlineAhead(ticket, now)
  return {
    ...toCustomerWords(ticket, policy),
    letter: 'development',
    spoken: null,
    developmentAt: now,
    clockGoesOn: !stands,
    contract: ticket.standing.kind === 'covered' ? ticket.standing.contract : null,
    deadlineAt: runsUntil,
  }
}

/** The contract is confirmed: the dates, counted from the arrival, and the time that did not count (R1). */
export function contractNotice(work: Work, ticket: Ticket): ContractConfirmedWords {
  const { policy } = work.scene
  return {
    ...toCustomerWords(ticket, policy),
    letter: 'contract-confirmed',
    contract: ticket.standing.kind === 'covered' ? ticket.standing.contract : '',
    dates: datesPromised(ticket) ?? {
      minDays: 0,
      maxDays: 0,
      earliestAt: ticket.receivedAt,
      deadlineAt: ticket.receivedAt,
      everyDay: false,
    },
    ownTerms: groundOf(ticket, policy)?.ownTerms ?? null,
    waited: ticket.waitedSeconds > 0 ? workingTime(ticket.waitedSeconds, ticket, policy) : null,
  }
}

/** A date agreed apart (R16). */
export function dueNotice(notice: Of<'due'>, work: Work, ticket: Ticket): DueMovedWords {
  return {
    ...toCustomerWords(ticket, work.scene.policy),
    letter: 'due-moved',
    oldDeadlineAt: notice.oldDeadlineAt,
    deadlineAt: ticket.deadline ?? work.scene.now,
    reason: notice.reason,
  }
}

/** Declined, with the lead's own reason (R1, R2). */
export function declinedNotice(notice: Of<'declined'>, work: Work, ticket: Ticket): DeclinedWords {
  return {
    ...toCustomerWords(ticket, work.scene.policy),
    letter: 'declined',
    because: notice.because,
    reason: notice.reason === '' ? null : notice.reason,
  }
}
