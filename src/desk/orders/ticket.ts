// What the everyday commands do to a ticket: whose it is and where it stands.
import { addDays, dayKey } from '../../calendar/calendar.ts'
import { sameAddress } from '../../letter.ts'
import { engineersNamed } from '../command/arguments.ts'
import type { CommandName } from '../command/command-table.ts'
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
import { closingWord, dayOnWord, dayWord, outcome, say, stateWord } from '../ticket/phrases.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
import { countedAnew, promised, settle, standingStretch } from '../ticket/promise.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket, TurnReason } from '../ticket/ticket.ts'

/** The ticket in an engineer's hands; a new one is in work from now on. */
export function takenBy(ticket: Ticket, engineer: Engineer, now: Date): Ticket {
  return moved({ ...ticket, engineer: engineer.address }, 'take', now, 'taken')
}

function nameOf(policy: Policy, address: string | null): string {
  const nobody = say(policy, 'не назначен', 'nobody')
  if (address === null) return nobody
  return policy.engineers.find((one) => sameAddress(one.address, address))?.name ?? nobody
}

function handed(work: Work, ticket: Ticket, engineer: Engineer, what: string): Step {
  const { policy, now } = work.scene
  const line = `${nameOf(policy, ticket.engineer)} → ${engineer.name}`
  return changed(work, takenBy(ticket, engineer, now), what, `исполнитель: ${line}`, `engineer: ${line}`)
}

const take = onTicket((work, ticket) => {
  const { engineer } = work.scene
  if (ticket.engineer !== null && sameAddress(ticket.engineer, engineer.address)) {
    return unchanged(work, 'обращение уже ваше', 'the ticket is yours already')
  }
  return handed(work, ticket, engineer, 'taken')
})

const assign = onTicket((work, ticket, argument) => {
  const { policy } = work.scene
  const fits = engineersNamed(argument, policy)
  const [engineer, second] = fits
  if (engineer === undefined) {
    const names = policy.engineers.map((one) => one.name).join(', ')
    return refused(
      work,
      `нет инженера «${argument}». Инженеры: ${names}`,
      `no engineer “${argument}”. Engineers: ${names}`,
    )
  }
  if (second !== undefined) {
    const names = fits.map((one) => one.name).join(', ')
    return refused(work, `подходят несколько: ${names}. Уточните имя`, `several fit: ${names}. Name one`)
  }
  if (ticket.engineer !== null && sameAddress(ticket.engineer, engineer.address)) {
    return unchanged(work, `обращение уже ведёт ${engineer.name}`, `${engineer.name} has it already`)
  }
  const until = work.scene.facts.away.get(engineer.address.toLowerCase())
  const step = handed(work, ticket, engineer, 'assigned')
  if ('refusal' in step || until === undefined || until <= work.scene.now) return step
  const last = dayOnWord(policy, addDays(dayKey(until, policy.zone), -1))
  const away = say(
    policy,
    `${engineer.name} отсутствует по ${last} включительно`,
    `${engineer.name} is away up to and including ${last}`,
  )
  return { work: step.work, outcome: [...step.outcome, away] }
})

const drop = onTicket((work, ticket) => {
  if (ticket.engineer === null) return unchanged(work, 'обращение и так ничьё', 'nobody has the ticket')
  const { policy, now } = work.scene
  const next = moved({ ...ticket, engineer: null }, 'release', now, 'dropped')
  const line = `${nameOf(policy, ticket.engineer)} → ${nameOf(policy, null)}`
  return changed(work, next, 'dropped', `исполнитель: ${line}`, `engineer: ${line}`)
})

const note: Effect = (work) => spoken(work, 'note')

const working = onTicket((work, ticket) =>
  finished(ticket.state)
    ? refused(work, 'обращение закрыто; сначала !открыть', 'the ticket is closed; !reopen it first')
    : followedBy(spoken(work, 'working'), (next) =>
        asInterim(next, turned(next, ticket, 'working', 'interim', 'interim')),
      ),
)

/** Interim news changes no state, but that the first to write takes the ticket. */
function asInterim(before: Work, step: Step): Step {
  if ('refusal' in step || step.work.ticket === null) return step
  const { policy } = before.scene
  const { state } = step.work.ticket
  const stays = stateWord(policy, state === 'new' ? 'open' : state)
  const line = say(policy, `промежуточное сообщение; состояние: ${stays}`, `interim news; state: ${stays}`)
  return { work: { ...step.work, events: before.events }, outcome: [line] }
}

const close = onTicket((work, ticket) => {
  if (finished(ticket.state)) {
    const on = ticket.closedAt === null ? '' : ` ${dayWord(work.scene.policy, ticket.closedAt)}`
    return refused(work, `обращение уже закрыто${on}`, `the ticket is closed already${on && `,${on}`}`)
  }
  return turned({ ...work, notices: [...work.notices, { kind: 'closed' }] }, ticket, 'close', 'close', 'closed')
})

const reopen = onTicket((work, ticket) => {
  if (ticket.mergedInto !== null) {
    const into = printNumber(work.scene.policy.support.ticketPrefix, ticket.mergedInto)
    return refused(work, `обращение объединено с ${into}`, `the ticket is merged into ${into}`)
  }
  if (!finished(ticket.state)) return unchanged(work, 'обращение не закрыто', 'the ticket is not closed')
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
  const until = closingWord(policy, anew.deadline)
  const notices = [...work.notices, { kind: 'reopened', oldDeadlineAt: known } as const]
  const next = promised(anew, 'reopened', policy, now)
  return changed({ ...work, notices }, next, 'deadline', `новый срок: ${until}`, `new deadline: ${until}`)
}

/** Without a letter to the customer: what was no request, and spam. */
function quietly(command: CommandName, move: 'close' | 'decline', because: TurnReason): Effect {
  return onTicket((work, ticket) =>
    finished(ticket.state)
      ? refused(work, 'обращение уже закрыто', 'the ticket is closed already')
      : followedBy(spoken(work, 'note'), (next) => turned(next, ticket, command, move, because)),
  )
}

const dev = onTicket((work, ticket, argument) => {
  if (finished(ticket.state))
    return refused(work, 'обращение закрыто; сначала !открыть', 'the ticket is closed; !reopen it first')
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
    : followedBy(step, (next) => recorded(next, ticket, 'development', `ссылка: ${argument}`, `reference: ${argument}`))
})

/** In development already: a new reference, if one is given, and no second notice. */
function referenced(work: Work, ticket: Ticket, reference: string): Step {
  if (reference === '' || reference === ticket.developmentReference) {
    return unchanged(work, 'обращение уже в разработке', 'the ticket is in development already')
  }
  const next = { ...ticket, developmentReference: reference }
  return changed(work, next, 'development', `ссылка: ${reference}`, `reference: ${reference}`)
}

const undev = onTicket((work, ticket) =>
  ticket.state === 'development'
    ? followedBy(turned(work, ticket, 'undev', 'return', 'from development'), runsAgain)
    : unchanged(work, 'обращение не в разработке', 'the ticket is not in development'),
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
  const until = closingWord(policy, counted.deadline)
  const notices = [...work.notices, { kind: 'resumed', oldDeadlineAt: known, heldFrom: held.from } as const]
  const next = promised(counted, 'resumed', policy, now)
  return changed({ ...work, notices }, next, 'deadline', `новый срок: ${until}`, `new deadline: ${until}`)
}

/** The line that names the ticket, as the transcript prints it. */
export function outcomeLines(policy: Policy, ticket: Ticket | null, lines: readonly string[]): readonly string[] {
  return ticket === null ? lines : lines.map((line) => outcome(policy, ticket.id, line))
}

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
  notarequest: quietly('notarequest', 'close', 'not a request'),
  spam: quietly('spam', 'decline', 'spam'),
} as const satisfies Partial<Record<CommandName, Effect>>
