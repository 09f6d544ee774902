// Tickets that are one, two, or related: merge, split, link. History stands on both sides; of these a customer hears that his
// number has gone into another, or that his last mail has become a ticket of its own.
import { type Address, sameAddress } from '../../letter.ts'
import type { CommandName, Draft } from '../../words/words.ts'
import { isIn } from '../command/arguments.ts'
import { ticketOf } from '../command/command.ts'
import { othersIn } from '../command/several.ts'
import { answerGoes } from '../saying/showing.ts'
import { prefixesOf } from '../scene/clues.ts'
import { toEngineer } from '../scene/drafts.ts'
import {
  changed,
  type Effect,
  followedBy,
  type Notice,
  noted,
  onTicket,
  refused,
  type Step,
  unchanged,
  type Work,
} from '../scene/work.ts'
import { finished, moved, OWNER_IN } from '../ticket/lifecycle.ts'
import { newTicket } from '../ticket/opening.ts'
import { sameParty } from '../ticket/party.ts'
import type { Policy } from '../ticket/policy.ts'
import { agreedOn, clockStands, deadlineAhead, promised, settle, waitsOf } from '../ticket/promise.ts'
import { bareSubject, printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { others } from './colleagues.ts'
import { isSplitOff, mailToSplit } from './split-mail.ts'

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
  if (ticket.customer.address !== '' && !sameParty(target, ticket, policy)) {
    return refused({ is: 'of another party', number: numberOf(work, target), id: target.id })
  }
  const mine = ticket.state === 'closed' ? ticket : moved(ticket, 'close', now, 'merged')
  const gone = { ...mine, mergedInto: target.id, links: withLink(mine, target) }
  const survivor = withSoonerDate(settle(withPeople(target, ticket), policy, now), ticket, policy, now)
  const [from, into] = [numberOf(work, ticket), numberOf(work, target)]
  const left = noted(withOther(work, survivor), target.id, 'merged', { is: 'joined by', number: from })
  const entries = [...left.entries, { kind: 'move messages', from: ticket.id, to: target.id } as const]
  const replies = [...left.replies, ...newsOfMerge(work, survivor, ticket)]
  const notices = finished(ticket.state) ? left.notices : [...left.notices, mergedNotice(survivor, into, now)]
  return turnedTo({ ...left, entries, replies, notices }, gone, into)
})

function mergedNotice(survivor: Ticket, into: string, now: Date): Notice {
  const runs = OWNER_IN[survivor.state] === 'us' && !clockStands(survivor)
  return { kind: 'merged', into, deadlineAt: runs ? deadlineAhead(survivor, now) : null }
}

/** A date that its customer was promised holds for the ticket that survives: it is not put off by a merge. */
function withSoonerDate(survivor: Ticket, gone: Ticket, policy: Policy, now: Date): Ticket {
  const promise = gone.deadline
  const runs = OWNER_IN[gone.state] === 'us' && !clockStands(gone)
  if (promise === null || survivor.deadline === null || !runs) return survivor
  if (promise <= now || promise >= survivor.deadline) return survivor
  const counted =
    waitsOf(gone).length === 0 ? { ...survivor, counting: gone.counting } : agreedOn(survivor, promise, now)
  return promised(settle(counted, policy, now), 'resumed', policy, now)
}

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

/** The survivor with the people of the other. */
function withPeople(target: Ticket, ticket: Ticket): Ticket {
  const watchers = [...new Set([...target.watchers, ...ticket.watchers])]
  const coming = [ticket.customer, ...ticket.participants].filter(
    (one) =>
      one.address !== '' &&
      !sameAddress(one.address, target.customer.address) &&
      !isIn(target.participants, one.address),
  )
  return { ...target, watchers, participants: [...target.participants, ...coming] }
}

/** !связать 14, 15: each of them with the mail's own. */
const link: Effect = (work, argument) => {
  const ids = othersIn(argument, prefixesOf(work.scene.policy)) ?? []
  if (ids.length < 2) return linkOne(work, argument)
  const [first, ...others] = ids.map(String)
  return others.reduce((step, id) => followedBy(step, (next) => linkOne(next, id)), linkOne(work, first ?? ''))
}

const linkOne = onTicket((work, ticket, argument) => {
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

/** A mail of the customer's becomes a ticket of its own, received when that mail came. */
const split = onTicket((work, ticket) => {
  const { facts, policy, now } = work.scene
  if (isSplitOff(work.scene, ticket)) return refused({ is: 'split already' })
  const last = mailToSplit(work, ticket)
  if (last === null || last.messageId === null) return refused({ is: 'nothing to split' })
  if (work.opened !== null) return refused({ is: 'split already' })
  const subject = ownSubject(work, last.messageId, ticket)
  const [author, others] = authorOf(last.sender ?? null, ticket)
  const request = {
    customer: author,
    customerPhone: author === ticket.customer ? ticket.customerPhone : null,
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
    participants: others,
    engineer: null,
    links: [ticket.id],
  }
  const [mine, theirs] = [numberOf(work, ticket), numberOf(work, opened)]
  const said = noted({ ...work, opened }, opened.id, 'opened', { is: 'split off from', number: mine })
  const entry = { kind: 'move messages', from: ticket.id, to: opened.id, messageId: last.messageId } as const
  const next = { ...ticket, links: withLink(ticket, opened) }
  return changed({ ...said, entries: [...said.entries, entry] }, next, 'split', {
    is: 'split off as',
    number: theirs,
    at: last.at,
  })
})

/** Who wrote the mail that is split off: his is the new ticket; and the others of the old one. */
function authorOf(sender: string | null, ticket: Ticket): readonly [Address, readonly Address[]] {
  const isAuthor = (one: Address): boolean => sender !== null && sameAddress(one.address, sender)
  const author = [ticket.customer, ...ticket.participants].find(isAuthor)
  if (author === undefined || author === ticket.customer) return [ticket.customer, ticket.participants]
  const people = [ticket.customer, ...ticket.participants].filter((one) => one !== author && one.address !== '')
  return [author, people]
}

/** The effects of this file by the table's names. */
export const JOIN_EFFECTS = { merge, split, link } as const satisfies Partial<Record<CommandName, Effect>>
