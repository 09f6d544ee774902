// An engineer's words on their way: to the customer under the engineer's name, one letter for customer and
// participants, or as a note to colleagues. Makes the drafts; what was ordered is decided before.
import type { Address, Draft, PartOfLetter } from '../letter.ts'
import type { CustomerWords } from '../words.ts'
import { toCustomerWords } from './card.ts'
import { type CustomerSpec, toCustomer } from './drafts.ts'
import { contractNotice, criticalityNotice, declinedNotice, dueNotice } from './notices.ts'
import type { Policy } from './policy.ts'
import { REOPEN_DAYS, reopenBy, waitingDates } from './promise.ts'
import { newsDueAt } from './schedule.ts'
import { engineerAt, isOurs } from './sender.ts'
import type { Ticket } from './ticket.ts'
import type { Notice, Scene, Work } from './work.ts'

/** What an engineer says to a customer in one mail. */
export interface Saying {
  readonly text: string
  readonly attachments: readonly PartOfLetter[]
}

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
  const notices = work.notices.filter((notice) => frame === null || !carries(notice, frame))
  const letters = notices.map((notice) =>
    toCustomer(scene.pen, ticket, { kind: 'notice', auto: 'auto-generated', words: noticeWords(notice, work, ticket) }),
  )
  if (frame === null || saying === null) return letters
  const spec: CustomerSpec = {
    kind: 'answer',
    auto: 'no',
    words: frame,
    copies: copiesOf(ticket, scene.policy),
    attachments: saying.attachments,
    notBefore: heldUntil(scene),
  }
  return [named(toCustomer(scene.pen, ticket, spec), scene, ticket), ...letters]
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

function named(draft: Draft, scene: Scene, ticket: Ticket): Draft {
  const role = ticket.language === 'ru' ? 'техническая поддержка' : 'technical support'
  return { ...draft, from: { ...draft.from, name: `${scene.engineer.name} (${role})` } }
}

function carries(notice: Notice, frame: CustomerWords): boolean {
  return (
    (notice.kind === 'closed' && frame.letter === 'closed') ||
    (notice.kind === 'development' && frame.letter === 'development')
  )
}

/** The engineer's words in the frame that the commands ask for. */
function framed(work: Work, ticket: Ticket, saying: Saying): CustomerWords {
  const { policy, engineer, now } = work.scene
  const common = toCustomerWords(ticket, policy)
  const spoken = { text: saying.text, engineerName: engineer.name }
  if (work.speech === 'questions') {
    return {
      ...common,
      ...spoken,
      letter: 'questions',
      deadlineAt: ticket.deadline,
      clockStands: ticket.terms.waitingStopsClock,
      waitingFrom: now,
      ...waitingDates(now, policy),
      reopenDays: REOPEN_DAYS,
    }
  }
  const whole = work.notices.find((notice) => notice.kind === 'closed' || notice.kind === 'development')
  if (whole !== undefined && work.speech === null) {
    const words = noticeWords(whole, work, ticket)
    return words.letter === 'closed' || words.letter === 'development' ? { ...words, spoken } : words
  }
  const nature = work.speech === 'working' ? 'working' : 'answer'
  const closesAt = ticket.state === 'answered' ? waitingDates(now, policy).closesAt : null
  return {
    ...common,
    ...spoken,
    letter: 'answer',
    nature,
    deadlineAt: ticket.deadline,
    closesAt,
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
      }
    case 'development':
      return {
        ...common,
        letter: 'development',
        spoken: null,
        developmentAt: now,
        clockGoesOn: !ticket.terms.developmentStopsClock,
        contract: ticket.standing.kind === 'covered' ? ticket.standing.contract : null,
        deadlineAt: ticket.deadline,
        nextNewsAt: newsDueAt(now, policy),
      }
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
