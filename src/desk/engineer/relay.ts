// An engineer's words on their way: to the customer under the engineer's name, one letter for customer and
// participants, or as a note to colleagues. Makes the drafts; what was ordered is decided before.
import type { Address } from '../../letter.ts'
import type { AnswerWords, CustomerWords, Draft } from '../../words/words.ts'
import { toCustomerWords } from '../saying/card.ts'
import { contractNotice, criticalityNotice, declinedNotice, developmentNotice, dueNotice } from '../saying/notices.ts'
import { type CustomerSpec, toCustomer } from '../scene/drafts.ts'
import { asksIfHelped } from '../scene/help.ts'
import { isMachines } from '../scene/loop-guard.ts'
import { engineerAt, isOurs } from '../scene/sender.ts'
import type { Notice, Saying, Scene, Work } from '../scene/work.ts'
import { formerWait, OWNER_IN } from '../ticket/lifecycle.ts'
import type { Policy } from '../ticket/policy.ts'
import {
  asIfTaken,
  clockStands,
  deadlineAhead,
  REOPEN_DAYS,
  reopenBy,
  standingStretch,
  waitingDates,
  willStand,
  workedBetween,
} from '../ticket/promise.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** Whether what was written is for the customer: no command and no token has made it anything else. */
export function speaksToCustomer(work: Work, saying: Saying): boolean {
  if (saying.text.trim() === '' && (!work.act.hasFiles || work.act.commands.length > 0)) return false
  if (work.speech === 'working' || work.speech === 'questions') return true
  return work.speech === null && work.act.token?.kind !== 'note'
}

/** Everything that goes to the customer: the engineer's words with the first notice in one letter, other notices beside it. */
export function toTheCustomer(work: Work, ticket: Ticket, saying: Saying | null): readonly Draft[] {
  if (ticket.customer.address === '') return []
  const { scene } = work
  const frame = saying === null ? null : framed(work, ticket, saying)
  // Words of the engineer say themselves that the ticket is open again.
  const notices = work.notices.filter(
    (one) =>
      one !== frame?.carried &&
      (frame === null || one.kind !== 'reopened') &&
      (OWNER_IN[ticket.state] === 'us' || one.kind !== 'resumed'),
  )
  // A machine that has a ticket is not told of its turns; a person's own words go to whomever he writes to.
  const told = isMachines(ticket.customer.address, scene.policy) ? [] : notices
  const letters = told.map((notice) =>
    toCustomer(scene.pen, ticket, { kind: 'notice', auto: 'auto-generated', words: noticeWords(notice, work, ticket) }),
  )
  if (frame === null || saying === null) return letters
  const spec: CustomerSpec = {
    kind: 'answer',
    auto: 'no',
    words: frame.words,
    copies: copiesOf(ticket, scene.policy),
    attachments: saying.attachments,
    notBefore: heldUntil(scene),
    turns: ticket.onItsWay != null,
  }
  return [toCustomer(scene.pen, ticket, spec), ...letters]
}

/** Participants who get a copy: never an engineer, never the desk itself. */
export function copiesOf(ticket: Ticket, policy: Policy): readonly Address[] {
  return ticket.participants.filter((one) => engineerAt(one.address, policy) === null && !isOurs(one.address, policy))
}

/** When a person's letter leaves: after the time in which it can be taken back; null for at once. */
export function heldUntil(scene: Scene): Date | null {
  const seconds = scene.policy.relayHoldSeconds
  return seconds > 0 ? new Date(scene.now.getTime() + seconds * 1000) : null
}

/** The engineer's words in the frame that the commands ask for, and the notice that stands in the same letter. */
interface Framed {
  readonly words: CustomerWords
  readonly carried: Notice | null
}

function framed(work: Work, ticket: Ticket, saying: Saying): Framed {
  const spoken = { text: saying.text, engineerName: work.scene.engineer.name }
  if (work.speech === 'questions') return { words: questions(work, ticket, spoken), carried: null }
  const whole = work.speech === null ? work.notices.find(isWhole) : undefined
  if (whole !== undefined) return { words: wholeLetter(whole, work, ticket, spoken), carried: whole }
  const [carried = null] = work.notices
  const notice = carried === null ? null : noticeWords(carried, work, ticket)
  const words = answer(work, ticket, spoken)
  return notice !== null && isLine(notice) ? { words: { ...words, notice }, carried } : { words, carried: null }
}

/** A notice whose letter takes the engineer's words in. */
function isWhole(notice: Notice): boolean {
  return notice.kind === 'closed' || notice.kind === 'development' || notice.kind === 'declined'
}

/** A notice that is said in a line below an answer. */
function isLine(words: CustomerWords): words is NonNullable<AnswerWords['notice']> {
  return words.letter === 'criticality' || words.letter === 'contract-confirmed' || words.letter === 'due-moved'
}

type Spoken = Pick<AnswerWords, 'text' | 'engineerName'>

function wholeLetter(notice: Notice, work: Work, ticket: Ticket, spoken: Spoken): CustomerWords {
  const words = noticeWords(notice, work, ticket)
  if (words.letter === 'closed' || words.letter === 'development') return { ...words, spoken }
  return words.letter === 'declined'
    ? {
        ...words,
        spokenBy: spoken.engineerName,
        reason: words.reason === null ? spoken.text : `${closed(words.reason)}\n\n${spoken.text}`,
      }
    : words
}

/** A reason that text follows ends as a sentence does. */
function closed(reason: string): string {
  return /[.!?…]$/u.test(reason) ? reason : `${reason}.`
}

function questions(work: Work, ticket: Ticket, spoken: Spoken): CustomerWords {
  const { policy, now } = work.scene
  const goesOn = ticket.onItsWay?.goesOn === true ? formerWait(ticket) : null
  return {
    ...toCustomerWords(ticket, policy),
    ...spoken,
    letter: 'questions',
    // Of a wait that goes on as one the promise stands that was given in between.
    deadlineAt: later(work.before?.deadline ?? null, asIfTaken(ticket, policy, now).deadline),
    clockStands: willStand(ticket, now),
    waitingFrom: goesOn?.from ?? stoodSince(work.before) ?? now,
    ...(goesOn === null ? {} : { goesOnFrom: goesOn.from }),
    ...waitingDates(now, policy),
    reopenDays: REOPEN_DAYS,
  }
}

/** Since when the clock has stood already, for an answer given or questions asked before. */
function stoodSince(before: Ticket | null): Date | null {
  if (before?.state !== 'waiting' && before?.state !== 'answered') return null
  return standingStretch(before)?.from ?? null
}

function later(a: Date | null, b: Date | null): Date | null {
  return a !== null && b !== null && a > b ? a : b
}

function answer(work: Work, ticket: Ticket, spoken: Spoken): AnswerWords {
  const { policy, now } = work.scene
  return {
    ...toCustomerWords(ticket, policy),
    ...spoken,
    letter: 'answer',
    ...(ticket.fixedIn !== undefined && ticket.fixedIn !== work.before?.fixedIn ? { fixedIn: ticket.fixedIn } : {}),
    nature: work.speech === 'working' ? 'working' : 'answer',
    state: ticket.state,
    clockStands: ticket.onItsWay == null ? clockStands(ticket) : willStand(ticket, now),
    deadlineAt: deadlineAhead(ticket, now),
    closesAt: ticket.state === 'answered' ? waitingDates(now, policy).closesAt : null,
    reopenDays: REOPEN_DAYS,
  }
}

function noticeWords(notice: Notice, work: Work, ticket: Ticket): CustomerWords {
  const { policy, now } = work.scene
  const common = toCustomerWords(ticket, policy)
  switch (notice.kind) {
    case 'closed':
      return {
        ...common,
        letter: 'closed',
        by: 'engineer',
        spoken: null,
        receivedAt: ticket.receivedAt,
        closedAt: ticket.closedAt ?? now,
        askedAt: null,
        reopenBy: reopenBy(ticket.closedAt ?? now, policy),
        asksIfHelped: asksIfHelped(ticket, now),
      }
    case 'merged':
      return { ...common, letter: 'merged', into: notice.into, deadlineAt: notice.deadlineAt }
    case 'called':
      return {
        ...common,
        letter: 'called',
        answeredAt: now,
        engineerName: work.scene.engineer.name,
        closesAt: waitingDates(now, policy).closesAt,
        reopenDays: REOPEN_DAYS,
      }
    case 'reopened':
      return {
        ...common,
        letter: 'reopened',
        byEngineer: true,
        answeredAt: now,
        waitingFrom: null,
        waited: null,
        oldDeadlineAt: notice.oldDeadlineAt,
        deadlineAt: ticket.deadline,
      }
    case 'resumed':
      return {
        ...common,
        letter: 'resumed',
        byDevelopment: true,
        answeredAt: now,
        waitingFrom: notice.heldFrom,
        waited: workedBetween(notice.heldFrom, now, ticket, policy),
        oldDeadlineAt: notice.oldDeadlineAt,
        deadlineAt: ticket.deadline,
      }
    case 'development':
      return developmentNotice(work, ticket)
    case 'criticality':
      return criticalityNotice(notice, work, ticket)
    case 'contract':
      return contractNotice(work, ticket)
    case 'due':
      return dueNotice(notice, work, ticket)
    case 'declined':
      return declinedNotice(notice, work, ticket)
  }
}
