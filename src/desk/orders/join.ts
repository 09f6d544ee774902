// Tickets that are one, two, or related: merge, split, link. History stands on both sides; of these the customer hears only that
// his last mail has become a ticket of its own.
import { sameAddress } from '../../letter.ts'
import type { CommandName, Draft, Sentence } from '../../words/words.ts'
import { isIn } from '../command/arguments.ts'
import { ticketOf } from '../command/command.ts'
import { answerGoes } from '../saying/showing.ts'
import { prefixesOf } from '../scene/clues.ts'
import { toEngineer } from '../scene/drafts.ts'
import { changed, type Effect, noted, onTicket, refused, type Step, unchanged, type Work } from '../scene/work.ts'
import { finished, moved } from '../ticket/lifecycle.ts'
import { newTicket } from '../ticket/opening.ts'
import { settle } from '../ticket/promise.ts'
import { bareSubject, printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { others } from './colleagues.ts'

function numberOf(work: Work, ticket: Pick<Ticket, 'id'>): string {
  return printNumber(work.scene.policy.support.ticketPrefix, ticket.id)
}

/** The other ticket that an argument names, as it stands after the commands before; or the refusal. */
function otherTicket(work: Work, ticket: Ticket, name: 'merge' | 'link', argument: string): Ticket | Step {
  const id = ticketOf({ line: '', name, argument }, prefixesOf(work.scene.policy))
  if (id === null) return refused({ is: 'no ticket number', written: argument })
  const found = work.others.find((one) => one.id === id) ?? work.scene.proved.ticket(id)
  const number = numberOf(work, { id })
  if (found === null) return refused({ is: 'no such ticket', number })
  if (found.id === ticket.id) return refused({ is: 'same ticket' })
  if (found.mergedInto !== null) {
    return refused({ is: 'merged, name the other', number, into: numberOf(work, { id: found.mergedInto }) })
  }
  return found
}

function withOther(work: Work, other: Ticket): Work {
  return { ...work, others: [...work.others.filter((one) => one.id !== other.id), other] }
}

const merge = onTicket((work, ticket, argument) => {
  const target = otherTicket(work, ticket, 'merge', argument)
  if ('refusal' in target || 'work' in target) return target
  if (finished(target.state)) return refused({ is: 'closed target', number: numberOf(work, target) })
  const { policy, now } = work.scene
  const mine = ticket.state === 'closed' ? ticket : moved(ticket, 'close', now, 'merged')
  const gone = { ...mine, mergedInto: target.id, links: withLink(mine, target) }
  const survivor = settle(withPeople(target, ticket), policy, now)
  const [from, into] = [numberOf(work, ticket), numberOf(work, target)]
  const left = noted(withOther(work, survivor), target.id, 'merged', { is: 'joined by', number: from })
  const entries = [...left.entries, { kind: 'move messages', from: ticket.id, to: target.id } as const]
  const replies = [...left.replies, ...newsOfMerge(work, survivor, ticket)]
  const step = turnedTo({ ...left, entries, replies }, gone, into)
  return 'refusal' in step ? step : { work: step.work, outcome: [...step.outcome, ...strangersLine(target, ticket)] }
})

/** Whoever has the ticket that survives hears what has come to it, with the customer's last words. */
function newsOfMerge({ scene }: Work, survivor: Ticket, gone: Ticket): readonly Draft[] {
  if (survivor.engineer === null) return []
  const { policy, pen, facts } = scene
  const [into = '', from = ''] = [survivor, gone].map((one) => printNumber(policy.support.ticketPrefix, one.id))
  return others(survivor, scene).map((engineer) =>
    toEngineer(pen, survivor, engineer, {
      kind: 'notification',
      answerIs: survivor.customer.address === '' ? 'note' : 'answer',
      event: 'merged',
      words: {
        letter: 'message',
        goes: answerGoes(survivor, policy),
        heading: { is: 'news of a merge', number: from, into },
        lines: [gone.subject, { is: 'all its mail of', number: into }],
        quoted: facts.lastFromCustomer?.text ?? null,
      },
    }),
  )
}

function turnedTo(work: Work, ticket: Ticket, into: string): Step {
  if (work.turn !== null) return refused({ is: 'contradicts another command' })
  return changed({ ...work, turn: 'merge' }, ticket, 'merged', { is: 'merged into', into })
}

function withLink(ticket: Ticket, other: Ticket): Ticket['links'] {
  return ticket.links.includes(other.id) ? ticket.links : [...ticket.links, other.id]
}

/** Whether two tickets are the business of one customer: nobody else's people are put together by a merge. */
function sameParty(a: Ticket, b: Ticket): boolean {
  if (a.customer.address !== '' && sameAddress(a.customer.address, b.customer.address)) return true
  return a.standing.kind === 'covered' && b.standing.kind === 'covered' && a.standing.contract === b.standing.contract
}

/** The survivor with the people of the other, as far as they are of the same party. */
function withPeople(target: Ticket, ticket: Ticket): Ticket {
  const watchers = [...new Set([...target.watchers, ...ticket.watchers])]
  if (!sameParty(target, ticket)) return { ...target, watchers }
  const coming = [ticket.customer, ...ticket.participants].filter(
    (one) =>
      one.address !== '' &&
      !sameAddress(one.address, target.customer.address) &&
      !isIn(target.participants, one.address),
  )
  return { ...target, watchers, participants: [...target.participants, ...coming] }
}

function strangersLine(target: Ticket, ticket: Ticket): readonly Sentence[] {
  if (sameParty(target, ticket) || ticket.customer.address === '') return []
  return [{ is: 'of another party', address: ticket.customer.address }]
}

const link = onTicket((work, ticket, argument) => {
  const other = otherTicket(work, ticket, 'link', argument)
  if ('refusal' in other || 'work' in other) return other
  const [mine, theirs] = [numberOf(work, ticket), numberOf(work, other)]
  if (ticket.links.includes(other.id)) return unchanged(work, { is: 'linked already', number: theirs })
  const linked = withOther(work, { ...other, links: withLink(other, ticket) })
  const both = noted(linked, other.id, 'linked', { is: 'linked to', number: mine })
  const next = { ...ticket, links: withLink(ticket, other) }
  return changed(both, next, 'linked', { is: 'linked to', number: theirs })
})

/** The subject under which that mail came, without marks and numbers; the ticket's where it has none. */
function ownSubject({ scene: { proved, policy } }: Work, messageId: string, ticket: Ticket): string {
  const mail = proved.passedOn(ticket.id).find((one) => one.direction === 'in' && one.messageId === messageId)
  return bareSubject(mail?.subject ?? '', prefixesOf(policy)) || ticket.subject
}

/** The customer's last mail becomes a ticket of its own, received when that mail came. */
const split = onTicket((work, ticket) => {
  const { facts, policy, now } = work.scene
  const last = facts.lastFromCustomer
  if (last === null || last.messageId === null || last.at.getTime() <= ticket.receivedAt.getTime()) {
    return refused({ is: 'nothing to split' })
  }
  if (work.opened !== null) return refused({ is: 'split already' })
  const subject = ownSubject(work, last.messageId, ticket)
  const request = {
    customer: ticket.customer,
    customerPhone: ticket.customerPhone,
    subject,
    text: last.text,
    receivedAt: last.at,
    channel: 'email' as const,
    registeredBy: null,
    importanceHigh: false,
    thread: { lastMessageId: last.messageId, references: ticket.thread.references, subject },
    readable: true,
  }
  const contract = ticket.standing.kind === 'covered' ? ticket.standing.contract : null
  const fresh = newTicket(facts.nextNumber, request, contract, policy, now)
  const opened: Ticket = {
    ...fresh,
    standing: ticket.standing,
    participants: ticket.participants,
    engineer: null,
    links: [ticket.id],
  }
  const [mine, theirs] = [numberOf(work, ticket), numberOf(work, opened)]
  const said = noted({ ...work, opened }, opened.id, 'opened', { is: 'split off from', number: mine })
  const entry = { kind: 'move messages', from: ticket.id, to: opened.id, messageId: last.messageId } as const
  const next = { ...ticket, links: withLink(ticket, opened) }
  return changed({ ...said, entries: [...said.entries, entry] }, next, 'split', { is: 'split off as', number: theirs })
})

/** The effects of this file by the table's names. */
export const JOIN_EFFECTS = { merge, split, link } as const satisfies Partial<Record<CommandName, Effect>>
