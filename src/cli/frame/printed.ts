// Tickets as the contract prints them: JSON fields in their order, and lines for people.
import { isoLocal } from '../../calendar/calendar.ts'
import { type Policy, printNumber, type Ticket } from '../../desk/desk.ts'
import type { ShownTicket } from '../../store/store.ts'

/** An instant in Moscow time with its offset, or null. */
export function moment(at: Date | null, policy: Policy): string | null {
  return at === null ? null : isoLocal(at, policy.zone)
}

/** The fields of `list --json`. */
export function ticketFields(ticket: Ticket, policy: Policy): Record<string, unknown> {
  const at = (instant: Date | null): string | null => moment(instant, policy)
  return {
    id: printNumber(policy.support.ticketPrefix, ticket.id),
    subject: ticket.subject,
    state: ticket.state,
    criticality: ticket.criticality,
    category: ticket.category,
    channel: ticket.channel,
    language: ticket.language,
    customer: {
      address: ticket.customer.address,
      name: ticket.customer.name,
      organisation: ticket.organisation,
      contract: ticket.standing.kind === 'covered' ? ticket.standing.contract : null,
    },
    participants: ticket.participants,
    engineer: ticket.engineer,
    receivedAt: at(ticket.receivedAt),
    clockStart: at(ticket.clockStart),
    earliest: at(ticket.earliest),
    deadline: at(ticket.deadline),
    answeredAt: at(ticket.answeredAt),
    closedAt: at(ticket.closedAt),
    waitingSince: at(ticket.waitingSince),
    waitedWorkingSeconds: ticket.waitedSeconds,
    provisional: ticket.provisional,
  }
}

/** The fields of `show --json`: those of the list, messages and history. */
export function shownFields(shown: ShownTicket, policy: Policy): Record<string, unknown> {
  return {
    ...ticketFields(shown.ticket, policy),
    messages: shown.messages.map((message) => ({
      n: message.n,
      direction: message.direction,
      kind: message.kind,
      from: message.from,
      to: message.to,
      at: moment(message.at, policy),
      messageId: message.messageId,
      text: message.text,
      attachments: message.attachments.map(({ name, type, bytes, sha256, inline }) => ({
        name,
        type,
        bytes,
        sha256,
        inline,
      })),
    })),
    history: shown.history.map((line) => ({
      at: moment(line.at, policy),
      who: line.who,
      what: line.what,
      detail: line.detail,
    })),
  }
}

/** 2026-05-07 18:00 in the desk's zone. */
export function shortMoment(at: Date | null, policy: Policy): string {
  return at === null ? '—' : isoLocal(at, policy.zone).slice(0, 16).replace('T', ' ')
}

/** The same of a closing, a deadline: midnight is 24:00 of the day that it ends. */
export function shortClosing(at: Date | null, policy: Policy): string {
  const shown = shortMoment(at, policy)
  if (at === null || !shown.endsWith(' 00:00')) return shown
  return `${shortMoment(new Date(at.getTime() - 1), policy).slice(0, 10)} 24:00`
}

/** A text from outside on one line of a terminal: no control characters, cut. */
export function oneLine(text: string, width: number): string {
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim()
  return plain.length > width ? `${plain.slice(0, width - 1)}…` : plain
}

/** One ticket on one line. */
export function ticketLine(ticket: Ticket, policy: Policy): string {
  const mark = ticket.criticality === 'normal' ? ' ' : '!'
  return [
    printNumber(policy.support.ticketPrefix, ticket.id).padEnd(10),
    mark,
    ticket.state.padEnd(11),
    shortClosing(ticket.deadline, policy).padEnd(16),
    oneLine(ticket.engineer ?? '—', 28).padEnd(28),
    oneLine(ticket.organisation ?? ticket.customer.address, 28).padEnd(28),
    oneLine(ticket.subject, 60),
  ].join(' ')
}
