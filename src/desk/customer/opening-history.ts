// The journal's rows of a new ticket: under which contract, what was promised, guessed, mentioned, and whether it was
// acknowledged. Each row says why.
import type { TicketId } from '../../letter.ts'
import { eventBy, eventOf } from '../scene/scene.ts'
import { categoryWord, closingWord, dayWord, groundWord, say } from '../ticket/phrases.ts'
import type { Policy } from '../ticket/policy.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket, TicketEvent } from '../ticket/ticket.ts'
import type { Judged } from './occasion.ts'

/** The rows in the order in which things are so. */
export function openingHistory(judged: Judged): readonly TicketEvent[] {
  const { scene, ticket, complaint } = judged
  const from = scene.letter.from?.address ?? ''
  return [
    eventBy(scene, ticket, 'opened', openedDetail(judged)),
    ...mentioned(judged),
    ...guesses(judged),
    ...(complaint === null ? [] : [eventOf(ticket, 'complaint', `«${complaint}»`)]),
    acknowledged(judged, from),
    ...(judged.mutes ? [eventOf(ticket, 'muted', from)] : []),
  ]
}

/** Why it stands as it does: the contract, and the promise with its rule. */
function openedDetail({ scene: { policy }, ticket }: Judged): string {
  const promise = ticket.promises.at(-1)
  const dates =
    promise === undefined
      ? say(policy, 'срок не установлен', 'no deadline')
      : `${say(policy, 'срок', 'deadline')} ${closingWord(policy, promise.deadlineAt)} (${promise.rule})`
  return `${standingWords(ticket, policy)}; ${dates}`
}

/** «договор № 17/2026 (по домену)». */
function standingWords({ standing }: Ticket, policy: Policy): string {
  switch (standing.kind) {
    case 'open':
      return say(policy, 'договоры не ведутся', 'no contracts are kept')
    case 'covered':
      return `${say(policy, 'договор №', 'contract')} ${standing.contract} (${foundWord(standing.by, policy)})`
    case 'several':
      return `${say(policy, 'несколько договоров', 'several contracts')}: ${standing.contracts.join(', ')}`
    case 'none':
      return say(policy, 'договор не найден', 'no contract')
    case 'expired':
      return `${say(policy, 'договор истёк', 'contract expired')}: ${standing.contract}`
    case 'not-yet':
      return `${say(policy, 'договор ещё не вступил в силу', 'contract not yet valid')}: ${standing.contract}`
  }
}

function foundWord(by: 'address' | 'domain' | 'remembered' | 'confirmed', policy: Policy): string {
  switch (by) {
    case 'address':
      return say(policy, 'по адресу', 'by address')
    case 'domain':
      return say(policy, 'по домену', 'by domain')
    case 'remembered':
      return say(policy, 'адрес запомнен', 'address remembered')
    case 'confirmed':
      return say(policy, 'подтверждён', 'confirmed')
  }
}

function mentioned({ scene: { policy }, ticket, occasion }: Judged): readonly TicketEvent[] {
  const named = (id: TicketId): string => printNumber(policy.support.ticketPrefix, id)
  const { mentions, former } = occasion
  const rows: TicketEvent[] = []
  if (mentions.length > 0) {
    const detail = { is: 'mentions', numbers: mentions.map(named), refused: occasion.notJoined } as const
    rows.push(eventOf(ticket, 'mentions', detail))
  }
  if (former !== null) {
    const closed = former.closedAt === null ? '' : ` ${dayWord(policy, former.closedAt)}`
    const ru = `продолжает ${named(former.id)}, закрытое${closed} больше 10 рабочих дней назад`
    const en = `continues ${named(former.id)}, closed${closed}, over 10 working days ago`
    rows.push(eventOf(ticket, 'linked', say(policy, ru, en)))
  }
  return rows
}

function guesses({ scene: { policy }, ticket }: Judged): readonly TicketEvent[] {
  const rows: TicketEvent[] = []
  if (ticket.category !== 'unsorted') {
    const word = categoryWord(policy, ticket.category)
    rows.push(eventOf(ticket, 'category', `${word}: «${ticket.categoryWhy ?? ''}»`))
  }
  if (ticket.criticality !== 'normal') {
    rows.push(eventOf(ticket, 'criticality', suspicionDetail(ticket, policy)), alertedRow(ticket, policy))
  }
  return rows
}

/** The row that says who was called: an alert lies in the outbox of the same transaction. */
export function alertedRow(ticket: Ticket, policy: Policy): TicketEvent {
  return eventOf(ticket, 'alerted', say(policy, 'срочное уведомление дежурным инженерам', 'duty engineers, at once'))
}

/** «предположительно высокая (доступ): «не могут войти»». */
export function suspicionDetail(ticket: Ticket, policy: Policy): string {
  const ground = groundWord(policy, ticket.criticalGround ?? 'other')
  return `${say(policy, 'предположительно высокая', 'high, suspected')} (${ground}): «${ticket.criticalWhy ?? ''}»`
}

function acknowledged({ ticket, withheld }: Judged, from: string): TicketEvent {
  if (withheld === null) return eventOf(ticket, 'acknowledged', from)
  return eventOf(ticket, 'withheld', { is: 'not acknowledged', because: withheld })
}
