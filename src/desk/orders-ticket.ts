// What the everyday commands do to a ticket: whose it is, its state, its criticality and service.
import { sameAddress } from '../letter.ts'
import { categoryNamed, engineersNamed, groundIn } from './arguments.ts'
import type { CommandName } from './command-table.ts'
import { finished, moved } from './lifecycle.ts'
import { categoryWord, dayWord, groundWord, outcome, say } from './phrases.ts'
import type { Engineer, Policy } from './policy.ts'
import { printNumber } from './tag.ts'
import type { Ticket } from './ticket.ts'
import {
  changed,
  type Effect,
  followedBy,
  noted,
  onTicket,
  refused,
  type Step,
  spoken,
  turned,
  unchanged,
  type Work,
} from './work.ts'

/** The ticket in an engineer's hands; a new one is in work from now on. */
export function takenBy(ticket: Ticket, engineer: Engineer, now: Date): Ticket {
  return moved({ ...ticket, engineer: engineer.address }, 'take', now, 'взято в работу')
}

function nameOf(policy: Policy, address: string | null): string {
  const nobody = say(policy, 'никто', 'nobody')
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
  const back = dayWord(policy, until)
  const away = say(
    policy,
    `${engineer.name} отсутствует, на месте с ${back}`,
    `${engineer.name} is away, back on ${back}`,
  )
  return { work: step.work, outcome: [...step.outcome, away] }
})

const drop = onTicket((work, ticket) => {
  if (ticket.engineer === null) return unchanged(work, 'обращение и так ничьё', 'nobody has the ticket')
  const { policy, now } = work.scene
  const next = moved({ ...ticket, engineer: null }, 'release', now, 'освобождено')
  const line = `${nameOf(policy, ticket.engineer)} → ${nameOf(policy, null)}`
  return changed(work, next, 'dropped', `исполнитель: ${line}`, `engineer: ${line}`)
})

const note: Effect = (work) => spoken(work, 'note')

const working = onTicket((work, ticket) =>
  finished(ticket.state)
    ? refused(work, 'обращение закрыто; сначала !открыть', 'the ticket is closed; !reopen it first')
    : followedBy(spoken(work, 'working'), (next) =>
        turned(next, ticket, 'working', 'interim', 'промежуточное сообщение'),
      ),
)

const close = onTicket((work, ticket) => {
  if (finished(ticket.state)) {
    const on = ticket.closedAt === null ? '' : ` ${dayWord(work.scene.policy, ticket.closedAt)}`
    return refused(work, `обращение уже закрыто${on}`, `the ticket is closed already${on && `,${on}`}`)
  }
  return turned({ ...work, notices: [...work.notices, { kind: 'closed' }] }, ticket, 'close', 'close', 'закрыл инженер')
})

const reopen = onTicket((work, ticket) => {
  if (ticket.mergedInto !== null) {
    const into = printNumber(work.scene.policy.support.ticketPrefix, ticket.mergedInto)
    return refused(work, `обращение объединено с ${into}`, `the ticket is merged into ${into}`)
  }
  if (!finished(ticket.state)) return unchanged(work, 'обращение не закрыто', 'the ticket is not closed')
  return turned(work, ticket, 'reopen', 'reopen', 'открыл инженер')
})

/** Without a letter to the customer: what was no request, and spam. */
function quietly(command: CommandName, move: 'close' | 'decline', because: string): Effect {
  return onTicket((work, ticket) =>
    finished(ticket.state)
      ? refused(work, 'обращение уже закрыто', 'the ticket is closed already')
      : followedBy(spoken(work, 'note'), (next) => turned(next, ticket, command, move, because)),
  )
}

const dev = onTicket((work, ticket, argument) => {
  if (finished(ticket.state))
    return refused(work, 'обращение закрыто; сначала !открыть', 'the ticket is closed; !reopen it first')
  const reference = argument === '' ? ticket.developmentReference : argument
  const notices = [...work.notices, { kind: 'development' } as const]
  const step = turned(
    { ...work, notices },
    { ...ticket, developmentReference: reference },
    'dev',
    'develop',
    'передано в разработку',
  )
  return argument === ''
    ? step
    : followedBy(step, (next) => says(next, ticket, 'development', `ссылка: ${argument}`, `reference: ${argument}`))
})

const undev = onTicket((work, ticket) =>
  ticket.state === 'development'
    ? turned(work, ticket, 'undev', 'return', 'забрано из разработки')
    : unchanged(work, 'обращение не в разработке', 'the ticket is not in development'),
)

function says(work: Work, ticket: Ticket, what: string, ru: string, en: string): Step {
  const text = say(work.scene.policy, ru, en)
  return { work: noted(work, ticket.id, what, text), outcome: [text] }
}

const category = onTicket((work, ticket, argument) => {
  const { policy } = work.scene
  const named = categoryNamed(argument)
  if (named === null) {
    return refused(
      work,
      'нет такой услуги: 1 работоспособность, 2 ошибки, 3 администрирование, 4 консультация, 5 данные',
      'no such service: 1 operation, 2 errors, 3 administration, 4 consultation, 5 data',
    )
  }
  if (named === ticket.category) return unchanged(work, 'категория уже такая', 'the category is that already')
  const line = `${categoryWord(policy, ticket.category)} → ${categoryWord(policy, named)}`
  const next = { ...ticket, category: named, categoryWhy: null }
  return changed(work, next, 'category', `категория: ${line}`, `category: ${line}`)
})

const critical = onTicket((work, ticket, argument) => {
  const { policy, engineer } = work.scene
  const read = groundIn(argument)
  if (read === null || (read.ground === 'other' && read.reason === '')) {
    return refused(
      work,
      'назовите основание: !критично сервис, !критично доступ или !критично иное ПРИЧИНА',
      'name the ground: !critical service, !critical access or !critical other REASON',
    )
  }
  if (ticket.criticality === 'high' && ticket.criticalGround === read.ground) {
    return unchanged(work, 'критичность уже высокая', 'the criticality is high already')
  }
  const next: Ticket = {
    ...ticket,
    criticality: 'high',
    criticalGround: read.ground,
    criticalWhy: read.reason === '' ? ticket.criticalWhy : read.reason,
    criticalBy: engineer.address,
  }
  const notices = [...work.notices, { kind: 'criticality', confirmed: true, reason: read.reason || null } as const]
  const ground = groundWord(policy, read.ground)
  const step = changed(
    { ...work, notices },
    next,
    'criticality',
    `критичность: высокая, ${ground}`,
    `criticality: high, ${ground}`,
  )
  return followedBy(step, (after) => overtaking(after, ticket))
})

/** Who stood before it in the queue and does so no more, with the working order of deadlines (R20). */
function overtaking(work: Work, ticket: Ticket): Step {
  const { facts, policy } = work.scene
  const overtaken = facts.queue.filter(
    (one) =>
      one.id !== ticket.id &&
      one.criticality !== 'high' &&
      (one.state === 'new' || one.state === 'open') &&
      (one.deadline?.getTime() ?? Number.POSITIVE_INFINITY) <= (ticket.deadline?.getTime() ?? Number.POSITIVE_INFINITY),
  )
  if (overtaken.length === 0) return { work, outcome: [] }
  const numbers = overtaken.map((one) => printNumber(policy.support.ticketPrefix, one.id)).join(', ')
  return says(work, ticket, 'overtaken', `обогнало: ${numbers}`, `overtook: ${numbers}`)
}

const normal = onTicket((work, ticket, argument) => {
  if (ticket.criticality === 'normal')
    return unchanged(work, 'критичность уже обычная', 'the criticality is ordinary already')
  const next: Ticket = {
    ...ticket,
    criticality: 'normal',
    criticalGround: null,
    criticalWhy: argument || null,
    criticalBy: null,
  }
  const notices = [...work.notices, { kind: 'criticality', confirmed: false, reason: argument || null } as const]
  return changed({ ...work, notices }, next, 'criticality', 'критичность: обычная', 'criticality: ordinary')
})

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
  category,
  critical,
  normal,
  notarequest: quietly('notarequest', 'close', 'не обращение'),
  spam: quietly('spam', 'decline', 'спам'),
} as const satisfies Partial<Record<CommandName, Effect>>
