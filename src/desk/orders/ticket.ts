// What the everyday commands do to a ticket: whose it is and where it stands.
import { addDays, dayKey } from '../../calendar/calendar.ts'
import { sameAddress } from '../../letter.ts'
import type { CommandName, EventName } from '../../words/words.ts'
import { engineersNamed } from '../command/arguments.ts'
import { prefixesOf } from '../scene/clues.ts'
import { askedIfHelped, mayAskIfHelped } from '../scene/help.ts'
import {
  changed,
  type Effect,
  followedBy,
  onTicket,
  recorded,
  refused,
  type Step,
  spoken,
  turned,
  unchanged,
  type Work,
} from '../scene/work.ts'
import { finished, moved } from '../ticket/lifecycle.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
import { countedAnew, promised, settle, standingStretch } from '../ticket/promise.ts'
import { bareSubject, printNumber } from '../ticket/tag.ts'
import type { Ticket, TurnReason } from '../ticket/ticket.ts'

/** The ticket in an engineer's hands; a new one is in work from now on. */
export function takenBy(ticket: Ticket, engineer: Engineer, now: Date): Ticket {
  const { byRota: _, ...rest } = ticket
  return moved({ ...rest, engineer: engineer.address }, 'take', now, 'taken')
}

function nameOf(policy: Policy, address: string | null): string | null {
  if (address === null) return null
  return policy.engineers.find((one) => sameAddress(one.address, address))?.name ?? null
}

function handed(work: Work, ticket: Ticket, engineer: Engineer, what: EventName): Step {
  const { policy, now } = work.scene
  const said = { is: 'engineer changed', from: nameOf(policy, ticket.engineer), to: engineer.name } as const
  return changed(work, takenBy(ticket, engineer, now), what, said)
}

const take = onTicket((work, ticket) => {
  const { engineer } = work.scene
  if (ticket.engineer !== null && sameAddress(ticket.engineer, engineer.address)) {
    return unchanged(work, { is: 'yours already' })
  }
  return handed(work, ticket, engineer, 'taken')
})

const assign = onTicket((work, ticket, argument) => {
  const { policy } = work.scene
  const fits = engineersNamed(argument, policy)
  const [engineer, second] = fits
  if (engineer === undefined) {
    return refused({ is: 'no such engineer', written: argument, engineers: policy.engineers.map((one) => one.name) })
  }
  if (second !== undefined) return refused({ is: 'several engineers fit', engineers: fits.map((one) => one.name) })
  if (ticket.engineer !== null && sameAddress(ticket.engineer, engineer.address)) {
    return unchanged(work, { is: 'has it already', engineer: engineer.name })
  }
  const until = work.scene.facts.away.get(engineer.address.toLowerCase())
  const step = handed(work, ticket, engineer, 'assigned')
  if ('refusal' in step || until === undefined || until <= work.scene.now) return step
  const lastOn = addDays(dayKey(until, policy.zone), -1)
  const away = { is: 'engineer is away', engineer: engineer.name, lastOn } as const
  return { work: step.work, outcome: [...step.outcome, away] }
})

const drop = onTicket((work, ticket) => {
  if (ticket.engineer === null) return unchanged(work, { is: 'nobody has it' })
  const { policy, now } = work.scene
  const { byRota: _, ...rest } = ticket
  const next = moved({ ...rest, engineer: null }, 'release', now, 'dropped')
  const from = nameOf(policy, ticket.engineer)
  return changed(work, next, 'dropped', { is: 'engineer changed', from, to: null })
})

const note: Effect = (work) => spoken(work, 'note')

const working = onTicket((work, ticket) =>
  finished(ticket.state)
    ? refused({ is: 'closed, reopen first' })
    : followedBy(spoken(work, 'working'), (next) =>
        asInterim(next, turned(next, ticket, 'working', 'interim', 'interim')),
      ),
)

/** Interim news changes no state, but that the first to write takes the ticket. */
function asInterim(before: Work, step: Step): Step {
  if ('refusal' in step || step.work.ticket === null) return step
  const { state } = step.work.ticket
  const said = { is: 'interim news', state: state === 'new' ? 'open' : state } as const
  return { work: { ...step.work, events: before.events }, outcome: [said] }
}

const close = onTicket((work, ticket) => {
  if (finished(ticket.state)) return refused({ is: 'closed already', on: ticket.closedAt })
  const { policy, now } = work.scene
  const asked = mayAskIfHelped(ticket, policy) ? askedIfHelped(ticket, now) : ticket
  return turned({ ...work, notices: [...work.notices, { kind: 'closed' }] }, asked, 'close', 'close', 'closed')
})

const reopen = onTicket((work, ticket) => {
  if (ticket.mergedInto !== null) {
    const into = printNumber(work.scene.policy.support.ticketPrefix, ticket.mergedInto)
    return refused({ is: 'is merged', into })
  }
  if (!finished(ticket.state)) return unchanged(work, { is: 'not closed' })
  return followedBy(turned(work, ticket, 'reopen', 'reopen', 'engineer reopened'), promisedAnew)
})

/** Working days that a ticket is promised from its reopening, when the old date has passed; else that date stands. */
const REOPENED_DAYS = 5

/** The customer knows the old date: one that is not the same any more is promised and told (R4). */
function promisedAnew(work: Work): Step {
  const { policy, now } = work.scene
  const { ticket } = work
  if (ticket === null || ticket.deadline === null) return { work, outcome: [] }
  const stands = ticket.deadline > now
  const counted = stands ? ticket : countedAnew(ticket, now, Math.min(REOPENED_DAYS, ticket.terms.maxDays))
  const known = ticket.promises.at(-1)?.deadlineAt ?? ticket.deadline
  const anew = settle(counted, policy, now)
  if (anew.deadline === null || anew.deadline.getTime() === known.getTime()) return { work, outcome: [] }
  const notices = [...work.notices, { kind: 'reopened', oldDeadlineAt: known } as const]
  const next = promised(anew, 'reopened', policy, now)
  return changed({ ...work, notices }, next, 'deadline', { is: 'new deadline', at: anew.deadline })
}

/** Without a letter to the customer: what was no request, and spam. */
function quietly(command: CommandName, move: 'close' | 'decline', because: TurnReason): Effect {
  return onTicket((work, ticket) =>
    finished(ticket.state)
      ? refused({ is: 'closed already', on: null })
      : followedBy(spoken(work, 'note'), (next) => turned(next, ticket, command, move, because)),
  )
}

const dev = onTicket((work, ticket, argument) => {
  if (finished(ticket.state)) return refused({ is: 'closed, reopen first' })
  if (ticket.state === 'development') return referenced(work, ticket, argument)
  const reference = argument === '' ? ticket.developmentReference : argument
  const notices = [...work.notices, { kind: 'development' } as const]
  const step = turned(
    { ...work, notices },
    { ...ticket, developmentReference: reference },
    'dev',
    'develop',
    'to development',
  )
  return argument === ''
    ? step
    : followedBy(step, (next) =>
        recorded(next, ticket, 'development', { is: 'development reference', reference: argument }),
      )
})

/** In development already: a new reference, if one is given, and no second notice. */
function referenced(work: Work, ticket: Ticket, reference: string): Step {
  if (reference === '' || reference === ticket.developmentReference) {
    return unchanged(work, { is: 'in development already' })
  }
  const next = { ...ticket, developmentReference: reference }
  return changed(work, next, 'development', { is: 'development reference', reference })
}

const undev = onTicket((work, ticket) =>
  ticket.state === 'development'
    ? followedBy(turned(work, ticket, 'undev', 'return', 'from development'), runsAgain)
    : unchanged(work, { is: 'not in development' }),
)

/** Where development held the clock, the date that has moved is promised and told; a text of the same mail is an answer, or says it. */
function runsAgain(work: Work): Step {
  const { before, ticket } = work
  const { policy, now } = work.scene
  const held = before === null ? null : standingStretch(before)
  const known = ticket?.promises.at(-1)?.deadlineAt ?? null
  if (ticket === null || held === null || known === null || work.act.body.trim() !== '') return { work, outcome: [] }
  const counted = settle(ticket, policy, now)
  if (counted.deadline === null || counted.deadline.getTime() === known.getTime()) return { work, outcome: [] }
  const notices = [...work.notices, { kind: 'resumed', oldDeadlineAt: known, heldFrom: held.from } as const]
  const next = promised(counted, 'resumed', policy, now)
  return changed({ ...work, notices }, next, 'deadline', { is: 'new deadline', at: counted.deadline })
}

/** Longer ones are cut in the subjects of letters. */
const MOST_SUBJECT = 100

const subject = onTicket((work, ticket, argument) => {
  const to = bareSubject(argument, prefixesOf(work.scene.policy))
  if (to === '') return refused({ is: 'no subject' })
  if (to.length > MOST_SUBJECT) return refused({ is: 'subject too long', most: MOST_SUBJECT })
  if (to === ticket.subject && ticket.titled) return unchanged(work, { is: 'subject already' })
  return changed(work, { ...ticket, subject: to, titled: true }, 'subject', {
    is: 'subject changed',
    from: ticket.subject,
    to,
  })
})

/** A mail that orders a fix is carried out apart, for many tickets at once; nothing else may stand beside it. */
const fixed: Effect = () => refused({ is: 'not with a fix' })

/** The effects of this file by the table's names. */
export const TICKET_EFFECTS = {
  take,
  assign,
  drop,
  note,
  working,
  close,
  reopen,
  dev,
  undev,
  subject,
  fixed,
  notarequest: quietly('notarequest', 'close', 'not a request'),
  spam: quietly('spam', 'decline', 'spam'),
} as const satisfies Partial<Record<CommandName, Effect>>
