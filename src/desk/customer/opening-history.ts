// The journal's rows of a new ticket: under which contract, what was promised, guessed, mentioned, and whether it was
// acknowledged. Each row says why.
import { domainOf, type TicketId } from '../../letter.ts'
import type { Sentence } from '../../words/words.ts'
import { rotaLine } from '../saying/card.ts'
import { rotaEvents } from '../scene/giving.ts'
import { eventBy, eventOf } from '../scene/scene.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket, TicketEvent } from '../ticket/ticket.ts'
import type { Judged } from './occasion.ts'

/** The rows in the order in which things are so. */
export function openingHistory(judged: Judged): readonly TicketEvent[] {
  const { scene, ticket, complaint } = judged
  const from = scene.letter.from?.address ?? ''
  return [
    eventBy(scene, ticket, 'opened', openedDetail(ticket)),
    ...mentioned(judged),
    ...guesses(judged),
    ...(complaint === null ? [] : [eventOf(ticket, 'complaint', { is: 'somebody said', text: complaint })]),
    ...rotaEvents(ticket, rotaLine(ticket, scene.policy)),
    acknowledged(judged, from),
    ...(judged.mutes ? [eventOf(ticket, 'muted', from)] : []),
    ...(judged.mutesDomain ? [eventOf(ticket, 'muted', `@${domainOf(from)}`)] : []),
  ]
}

/** Why it stands as it does: the contract, and the promise with its rule. */
function openedDetail({ standing, promises }: Ticket): Sentence {
  return { is: 'opened under', standing, promise: promises.at(-1) ?? null }
}

function mentioned({ scene: { policy }, ticket, occasion }: Judged): readonly TicketEvent[] {
  const named = (id: TicketId): string => printNumber(policy.support.ticketPrefix, id)
  const { mentions, former, notJoined } = occasion
  const rows: TicketEvent[] = []
  if (mentions.length > 0) {
    rows.push(eventOf(ticket, 'mentions', { is: 'mentions', numbers: mentions.map(named), refused: notJoined }))
  }
  if (former !== null) {
    const detail = { is: 'continues', number: named(former.id), closedAt: former.closedAt } as const
    rows.push(eventOf(ticket, 'linked', detail))
  }
  return rows
}

function guesses({ ticket }: Judged): readonly TicketEvent[] {
  const { category, categoryWhy, criticality } = ticket
  const rows: TicketEvent[] = []
  if (category !== 'unsorted') {
    rows.push(eventOf(ticket, 'category', { is: 'category guessed', category, word: categoryWhy ?? '' }))
  }
  if (criticality !== 'normal') rows.push(eventOf(ticket, 'criticality', suspicionDetail(ticket)), alertedRow(ticket))
  return rows
}

/** The row that says who was called: an alert lies in the outbox of the same transaction. */
export function alertedRow(ticket: Ticket): TicketEvent {
  return eventOf(ticket, 'alerted', { is: 'duty alerted' })
}

/** «предположительно высокая (доступ): «не могут войти»». */
export function suspicionDetail({ criticalGround, criticalWhy }: Ticket): Sentence {
  return { is: 'criticality suspected', ground: criticalGround ?? 'other', words: criticalWhy ?? '' }
}

function acknowledged({ ticket, withheld }: Judged, from: string): TicketEvent {
  if (withheld === null) return eventOf(ticket, 'acknowledged', from)
  return eventOf(ticket, 'withheld', { is: 'not acknowledged', because: withheld })
}
