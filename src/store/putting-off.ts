// Putting off what the program stumbled over three times, by no rule and no template: a ticket's moment rests until
// something happens to the ticket, a failure or an acceptance is left without consequences, a rule of the day rests for the day.
import type { MomentPart } from '../desk/desk.ts'
import type { Acceptance, DeliveryFailure, Language, TicketId } from '../letter.ts'
import { at } from './file/columns.ts'
import type { Connection } from './file/sqlite.ts'
import { markJudged } from './tables/deliveries.ts'
import { happenOnce } from './tables/entries.ts'
import { addEvent } from './tables/journal.ts'
import { outgoingById } from './tables/outgoing.ts'
import { forgetStumbles } from './tables/places.ts'
import { notePutOff } from './tables/put-off.ts'

/** What is stumbled over. A rule of the day rests by a `once` key; a whole turn of time is only counted. */
export type Stumbled =
  | { readonly kind: 'turn' }
  | { readonly kind: 'moment'; readonly part: MomentPart; readonly restKey: string | null }
  | { readonly kind: 'failure'; readonly failure: DeliveryFailure }
  | { readonly kind: 'acceptance'; readonly acceptance: Acceptance }

/** How often something was begun and not ended is counted under this name. */
export function stumbleKey(one: Stumbled): string {
  if (one.kind === 'turn') return 'turn'
  if (one.kind !== 'moment')
    return `${one.kind} ${deliveryOf(one).outgoingId} ${deliveryOf(one).recipient.toLowerCase()}`
  return 'ticket' in one.part ? `moment ${one.part.ticket}` : `moment ${one.part.rule}`
}

/** Puts it off; gives the ticket that it is about. `why` is the error's own sentence. */
export function putOff(
  books: Connection,
  one: Exclude<Stumbled, { readonly kind: 'turn' }>,
  why: string,
  now: Date,
  language: Language,
): TicketId | null {
  forgetStumbles(books, stumbleKey(one))
  const ticket = rested(books, one, now)
  notePutOff(books, one.kind === 'moment' ? whatOf(one.part) : one.kind, ticket, why, now)
  if (ticket === null) return null
  const detail = language === 'ru' ? `ошибка программы (для разработчика: ${why})` : `a fault of the program: ${why}`
  const event = { ticket, who: 'desk', what: 'put off', detail } as const
  addEvent(books, event, { because: `put off: ${why}`, letter: null }, now)
  return ticket
}

type OfDelivery = Extract<Stumbled, { readonly kind: 'failure' | 'acceptance' }>

function deliveryOf(one: OfDelivery): { readonly outgoingId: string; readonly recipient: string } {
  return one.kind === 'failure' ? one.failure : one.acceptance
}

function whatOf(part: MomentPart) {
  return 'ticket' in part ? 'moment' : part.rule
}

function rested(books: Connection, one: Exclude<Stumbled, { readonly kind: 'turn' }>, now: Date): TicketId | null {
  if (one.kind !== 'moment') {
    markJudged(books, deliveryOf(one), now)
    return outgoingById(books, deliveryOf(one).outgoingId)?.ticket ?? null
  }
  if ('ticket' in one.part) {
    books.run(`UPDATE tickets SET wake_at = NULL, changed_at = :now WHERE id = :ticket`, {
      ticket: one.part.ticket,
      now: at(now),
    })
    return one.part.ticket
  }
  if (one.restKey !== null) happenOnce(books, one.restKey, now)
  return null
}
