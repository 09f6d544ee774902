// Registering what did not come by itself: a call, or a mail forwarded on a customer's behalf; and on a ticket, an answer
// that was given by telephone. Collects who, when and by which number; the ticket is opened when all lines are read.

import type { CommandName, Sentence } from '../../words/words.ts'
import { addressIn, momentIn, phoneIn } from '../command/arguments.ts'
import { engineerAt, isOurs } from '../scene/sender.ts'
import {
  type Effect,
  followedBy,
  type Registration,
  refused,
  type Step,
  spoken,
  turned,
  type Work,
} from '../scene/work.ts'
import { finished, handedOver } from '../ticket/lifecycle.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { isLongPast } from './call.ts'

const EMPTY: Registration = { phone: null, from: null, at: null }

function registering(work: Work, fields: Partial<Registration>, said: Sentence): Step {
  const registration = { ...(work.registration ?? EMPTY), ...fields }
  return { work: { ...work, registration }, outcome: [said] }
}

/** Whether the mail registers something new: !новое stands anywhere in it. */
function isRegistration(work: Work): boolean {
  return work.act.commands.some((one) => one.name === 'new')
}

const fresh: Effect = (work) => {
  const { letter } = work.scene
  if (work.act.body.trim() === '' && letter.forwarded === null) {
    return refused({ is: 'no text to register' })
  }
  return followedBy(spoken(work, 'opening'), (next) => ({
    work: { ...next, registration: next.registration ?? EMPTY },
    outcome: [],
  }))
}

const phone: Effect = (work, argument) => {
  if (!isRegistration(work)) return calledBack(work, argument)
  const number = phoneIn(argument)
  if (number === null) return refused({ is: 'no telephone', written: argument })
  return registering(work, { phone: number }, { is: 'telephone is', number })
}

/** On a ticket: the answer was given by telephone, the text is its record. */
function calledBack(work: Work, argument: string): Step {
  if (work.ticket === null) return refused({ is: 'to register a call' })
  if (argument !== '') return refused({ is: 'no number on a ticket' })
  if (work.act.body.trim() === '') return refused({ is: 'what was said' })
  if (finished(work.ticket.state)) return spoken(work, 'call')
  const { ticket } = work
  const told = { ...work, notices: [...work.notices, { kind: 'called' } as const] }
  return followedBy(spoken(told, 'call'), (next) =>
    turned(next, calledNow(ticket, work.scene.now), 'phone', 'answer', 'answered by telephone'),
  )
}

/** The call stands as an answer from now on, whatever was answered before. */
function calledNow(ticket: Ticket, now: Date): Ticket {
  return { ...answeredOnTheWay(ticket, now), calledAt: now }
}

/** An answer that the server has not taken yet hands nothing over any more: the turn is the customer's from the call on. */
function answeredOnTheWay(ticket: Ticket, now: Date): Ticket {
  if (ticket.state !== 'answered' || ticket.onItsWay == null) return ticket
  return {
    ...ticket,
    intervals: handedOver(ticket.intervals, 'customer', now, 'answered by telephone'),
    onItsWay: null,
  }
}

const from: Effect = (work, argument) => {
  if (!isRegistration(work)) return refused({ is: 'only with new' })
  const address = addressIn(argument)
  const { policy } = work.scene
  if (address === null) return refused({ is: 'no address', written: argument })
  if (isOurs(address.address, policy) || engineerAt(address.address, policy) !== null) {
    return refused({ is: 'not a customer' })
  }
  const written = address.name === '' ? address.address : `${address.name} <${address.address}>`
  return registering(work, { from: address }, { is: 'customer is', person: written })
}

const at: Effect = (work, argument) => {
  if (!isRegistration(work)) return refused({ is: 'only with new' })
  const { policy, now } = work.scene
  const moment = momentIn(argument, policy.zone, now)
  if (moment === null) return refused({ is: 'no such time', written: argument })
  if (moment > now) return refused({ is: 'time to come' })
  if (isLongPast(moment, now)) return refused({ is: 'time long past', written: argument })
  return registering(work, { at: moment }, { is: 'received at', at: moment })
}

/** The effects of this file by the table's names. */
export const NEW_EFFECTS = { new: fresh, phone, from, at } as const satisfies Partial<Record<CommandName, Effect>>
