// The acknowledgement (desk by mail, customer 1): what was understood, the dates, their ground. Whether it may be sent is
// the loop guard's; its sentences are the wording's.
import { clockStart, isOpenAt, nextOpening } from '../../calendar/calendar.ts'
import type { Language, Letter, TicketId } from '../../letter.ts'
import type { AcknowledgementWords, Draft, NoContractWords } from '../../words/words.ts'
import { type Pen, toCustomer } from '../scene/drafts.ts'
import { fileName } from '../scene/file-names.ts'
import { contractNumbered } from '../ticket/entitlement.ts'
import type { Policy } from '../ticket/policy.ts'
import { clockFor, datesPromised, groundOf, phoneClock } from '../ticket/promise.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { toCustomerWords } from './card.ts'

/**
 * The acknowledgement of a new ticket. `alertedAt` only when an alert to the duty engineers lies in the same decision;
 * `former` is the ticket that it continues.
 */
export function acknowledgementOf(
  pen: Pen,
  ticket: Ticket,
  received: Received,
  alertedAt: Date | null,
  former: TicketId | null = null,
): Draft {
  const words = datedWords(ticket, received, alertedAt, pen) ?? contractWords(ticket, received, alertedAt, pen.policy)
  const continues = former === null ? {} : { continues: printNumber(pen.policy.support.ticketPrefix, former) }
  const asks = words.letter === 'acknowledgement-no-contract'
  return toCustomer(pen, ticket, {
    kind: 'acknowledgement',
    auto: 'auto-replied',
    words: { ...words, ...continues },
    turns: asks,
  })
}

/** What came with a mail's text. */
export type Received = Pick<AcknowledgementWords, 'attachments' | 'pictures' | 'recorded'>

/** The files of a mail, and how many pictures stand in its text, as the customer is told of them. */
export function receivedWith(letter: Pick<Letter, 'attachments'>, language: Language): Received {
  const attachments = letter.attachments.flatMap((file, at) =>
    isPicture(file) ? [] : [{ name: fileName(file, at + 1, language), bytes: file.bytes, refused: null }],
  )
  return { attachments, pictures: letter.attachments.filter(isPicture).length }
}

function isPicture({ inline, type }: Letter['attachments'][number]): boolean {
  return inline && type.startsWith('image/')
}

function datedWords(ticket: Ticket, received: Received, alertedAt: Date | null, pen: Pen): AcknowledgementWords | null {
  const { policy } = pen
  const { standing, terms, receivedAt } = ticket
  const dates = datesPromised(ticket)
  const ground = groundOf(ticket, policy)
  if (dates === null || ground === null) return null
  const clock = clockFor(terms, policy)
  return {
    letter: 'acknowledgement',
    ...toCustomerWords(ticket, policy),
    channel: ticket.channel,
    receivedAt,
    inHours: isOpenAt(receivedAt, clock),
    clockStartAt: clockStart(receivedAt, clock),
    phoneOpensAt: phoneOpensAt(policy, pen.now),
    ...received,
    contract: standing.kind === 'covered' ? standing.contract : null,
    contractsToChoose: standing.kind === 'several' ? standing.contracts : [],
    category: ticket.category,
    critical: ticket.criticality === 'suspected' ? { ground: ticket.criticalGround ?? 'other', alertedAt } : null,
    dates,
    ground,
  }
}

/** Without a valid contract no date is promised; a contract that is not valid is named only to an address it lists (R1). */
function contractWords(ticket: Ticket, received: Received, alertedAt: Date | null, policy: Policy): NoContractWords {
  const { standing } = ticket
  const named = 'listed' in standing && standing.listed ? contractNumbered(standing.contract, policy) : null
  return {
    letter: 'acknowledgement-no-contract',
    ...toCustomerWords(ticket, policy),
    channel: ticket.channel,
    receivedAt: ticket.receivedAt,
    from: ticket.customer.address,
    ...received,
    ...(alertedAt === null ? {} : { alertedAt }),
    because: named === null || !('listed' in standing) ? 'none' : standing.kind,
    contract: named?.number ?? null,
    validTo: named?.validTo ?? null,
    validFrom: named?.validFrom ?? null,
  }
}

/** When the telephone answers next, or null when it answers now (R14: its own hours, on short days too). */
function phoneOpensAt(policy: Policy, now: Date): Date | null {
  const clock = phoneClock(policy)
  return isOpenAt(now, clock) ? null : nextOpening(now, clock)
}
