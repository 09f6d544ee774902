// What an engineer decides of a ticket's weight and kind: criticality on the regulation's grounds (R20), with who was
// overtaken, and the service that it belongs to (R8-R12).
import { sameAddress } from '../../letter.ts'
import type { CommandName, OutOfTurn } from '../../words/words.ts'
import { categoryNamed, groundIn } from '../command/arguments.ts'
import { queueOrder } from '../saying/card.ts'
import {
  changed,
  type Effect,
  followedBy,
  onTicket,
  recorded,
  refused,
  type Step,
  unchanged,
  type Work,
} from '../scene/work.ts'
import { calling, calls, callsSince } from '../ticket/alarm.ts'
import { finished } from '../ticket/lifecycle.ts'
import type { Policy } from '../ticket/policy.ts'
import { workedBetween } from '../ticket/promise.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'

const category = onTicket((work, ticket, argument) => {
  const named = categoryNamed(argument)
  if (named === null) return refused({ is: 'no such service' })
  if (named === ticket.category) return unchanged(work, { is: 'category already' })
  const next = { ...ticket, category: named, categoryWhy: null }
  return changed(work, next, 'category', { is: 'category changed', from: ticket.category, to: named })
})

const critical = onTicket((work, ticket, argument) => {
  const { engineer, now, policy } = work.scene
  if (finished(ticket.state)) return refused({ is: 'ticket is closed' })
  const read = groundIn(argument)
  if (read === null || (read.ground === 'other' && read.reason === '')) {
    return refused({ is: 'name the ground' })
  }
  if (ticket.criticality === 'high' && ticket.criticalGround === read.ground) {
    return unchanged(work, { is: 'critical already' })
  }
  const next: Ticket = {
    ...calling(ticket, now),
    criticality: 'high',
    criticalGround: read.ground,
    criticalWhy: read.reason === '' ? ticket.criticalWhy : read.reason,
    criticalBy: engineer.address,
  }
  const notices = [...work.notices, { kind: 'criticality', confirmed: true, reason: read.reason || null } as const]
  const overtaken = overtakenBy(work, ticket)
  const entry = { at: now, by: engineer.address, ground: read.ground, why: next.criticalWhy, overtook: overtaken }
  const wake = { kind: 'wake', ticket: ticket.id, because: 'confirmed' } as const
  const wakes = policy.wakes === true
  const step = changed(
    { ...work, notices, entries: wakes ? [...work.entries, wake] : work.entries },
    { ...next, outOfTurn: [...(ticket.outOfTurn ?? []), entry] },
    'criticality',
    { is: 'critical now', ground: read.ground },
  )
  return followedBy(step, (after) => overtaking(after, ticket, overtaken))
})

/** Whose turn would have come first, had it stayed an ordinary one in the queue, and by how much its date comes earlier (R20). */
function overtakenBy(work: Work, ticket: Ticket): OutOfTurn['overtook'] {
  const { proved, policy, now } = work.scene
  const others = proved
    .queue()
    .filter(
      (one) => one.id !== ticket.id && one.criticality === 'normal' && (one.state === 'new' || one.state === 'open'),
    )
  const line = queueOrder([...others, { ...ticket, criticality: 'normal' }], policy, now)
  const overtaken = line.slice(
    0,
    line.findIndex((one) => one.id === ticket.id),
  )
  return overtaken.map((one) => ({ ticket: one.id, seconds: secondsEarlier(one, ticket, policy) }))
}

function secondsEarlier(one: Ticket, ticket: Ticket, policy: Policy): number {
  if (one.deadline === null || ticket.deadline === null) return 0
  return workedBetween(one.deadline, ticket.deadline, ticket, policy).seconds
}

/** The row of the history that names whom it overtook. */
function overtaking(work: Work, ticket: Ticket, overtaken: OutOfTurn['overtook']): Step {
  if (overtaken.length === 0) return { work, outcome: [] }
  const { ticketPrefix } = work.scene.policy.support
  const tickets = overtaken.map((one) => ({
    number: printNumber(ticketPrefix, one.ticket),
    hours: Math.round(one.seconds / 3600),
  }))
  return recorded(work, ticket, 'overtaken', { is: 'overtook', tickets })
}

const normal = onTicket((work, ticket, argument) => {
  if (finished(ticket.state)) return refused({ is: 'ticket is closed' })
  if (ticket.criticality === 'normal') return unchanged(work, { is: 'ordinary already' })
  const next: Ticket = {
    ...ticket,
    criticality: 'normal',
    criticalGround: null,
    criticalWhy: argument || null,
    criticalBy: null,
  }
  const notices = [...work.notices, { kind: 'criticality', confirmed: false, reason: argument || null } as const]
  return changed({ ...work, notices }, next, 'criticality', { is: 'ordinary now' })
})

/** Silences the alerts of a critical ticket without taking it. */
const seen = onTicket((work, ticket) => {
  const { engineer, policy } = work.scene
  const by = ticket.alarm?.seenBy ?? null
  if (by !== null) {
    const name = policy.engineers.find((one) => sameAddress(one.address, by))?.name ?? by
    return unchanged(work, { is: 'alert seen already', engineer: name })
  }
  if (!calls(ticket)) return unchanged(work, { is: 'no alert to silence' })
  const next: Ticket = { ...ticket, alarm: { since: callsSince(ticket), seenBy: engineer.address } }
  return changed(work, next, 'seen', { is: 'alert seen', engineer: engineer.name })
})

/** The effects of this file by the table's names. */
export const WEIGHT_EFFECTS = { category, critical, normal, seen } as const satisfies Partial<
  Record<CommandName, Effect>
>
