// Which ticket a letter belongs to (decision 6, T1): it must name one, by a Message-ID or a number in the subject, and come
// from somebody who takes part in it or is of the same contract, and not be called forged. Anything else stands alone.
import { type Letter, sameAddress, type TicketId } from '../../letter.ts'
import type { Clue, JoinRule, Refusal } from '../../words/words.ts'
import { sharesContract } from '../ticket/entitlement.ts'
import type { Policy } from '../ticket/policy.ts'
import { reopenBy } from '../ticket/promise.ts'
import { bracketedIn, printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { prefixesOf } from './clues.ts'
import type { Clues, LetterFacts } from './facts.ts'
import { isAnswer, wordSaid } from './own-subject.ts'

/** How a letter names a ticket, and which. */
export interface Candidate {
  readonly ticket: Ticket
  /** What stood there. */
  readonly clue: Clue
  /** By a Message-ID that we know: 128 bits that nobody guesses. */
  readonly proved: boolean
  /** A bare number in a new mail, which may be the product's own: it names the ticket and joins nothing. */
  readonly onlyMentioned: boolean
}

/** Where a letter belongs, and by what rule; or why nowhere. */
export type Belonging =
  | {
      readonly kind: 'joins'
      readonly ticket: Ticket
      readonly rule: JoinRule
      /** Of the same contract, and no participant until now. */
      readonly newcomer: boolean
      /** Other tickets that the letter names. */
      readonly mentions: readonly TicketId[]
    }
  | {
      readonly kind: 'stands alone'
      readonly mentions: readonly TicketId[]
      /** The sender's own ticket that was closed too long ago to be reopened. */
      readonly former: Ticket | null
      /** The first ticket that it names and may not join. */
      readonly refused: { readonly ticket: TicketId; readonly as: Refusal } | null
      readonly because: string
    }

/** Every ticket that the letter names, strongest first, each once; merged ones stand for those they became part of. */
export function candidatesOf(letter: Letter, clues: Clues, facts: LetterFacts, policy: Policy): readonly Candidate[] {
  const numberOf = (id: TicketId): string => printNumber(policy.support.ticketPrefix, id)
  const meant = meantBy(letter, policy)
  const named = [
    ...facts.referred.map(({ messageId, ticket }) => ({ id: ticket, clue: clueOf(letter, messageId), proved: true })),
    ...(facts.bounced?.ticket == null ? [] : [{ id: facts.bounced.ticket, clue: BOUNCED, proved: true }]),
    ...clues.numbers.map((id) => ({ id, clue: { by: 'subject', named: numberOf(id) } as const, proved: false })),
  ]
  const seen = new Set<TicketId>()
  return named.flatMap(({ id, clue, proved }) => {
    const ticket = survivor(id, facts.tickets)
    if (ticket === null || seen.has(ticket.id)) return []
    seen.add(ticket.id)
    const onlyMentioned = !proved && !meant(id, ticket)
    return [{ ticket, clue: { ...clue, merged: ticket.id === id ? null : numberOf(id) }, proved, onlyMentioned }]
  })
}

/**
 * Whether a number in the subject is meant for this letter: in brackets, in an answer, or beside a single word that asks
 * nothing new. «СКПС 3 не запускается» is a new mail about the product.
 */
function meantBy(letter: Letter, policy: Policy): (id: TicketId, ticket: Ticket) => boolean {
  const prefixes = prefixesOf(policy)
  const answers = letter.inReplyTo !== null || letter.references.length > 0 || isAnswer(letter.subject)
  const bracketed = bracketedIn(letter.subject, prefixes)
  return (id, ticket) => answers || bracketed.includes(id) || asksNothingNew(letter, ticket, policy)
}

type Named = Omit<Clue, 'merged'>
const BOUNCED: Named = { by: 'bounce', named: null }

/** Where a customer's letter belongs. */
export function belongingOf(letter: Letter, clues: Clues, facts: LetterFacts, policy: Policy): Belonging {
  const candidates = candidatesOf(letter, clues, facts, policy)
  const judged = candidates.map((one) => ({ ...one, as: admittedAs(letter, one.ticket, facts, policy) }))
  const others = (own: Ticket | null): readonly TicketId[] =>
    candidates.filter(({ ticket }) => ticket !== own).map(({ ticket }) => ticket.id)
  const alone = { kind: 'stands alone', former: null, refused: null, because: 'names no ticket' } as const
  for (const { as, ticket, clue, onlyMentioned } of judged) {
    if (isRefusal(as) || onlyMentioned) continue
    if (closedTooLong(ticket, letter, policy) && !asksNothingNew(letter, ticket, policy)) {
      return { ...alone, mentions: others(ticket), former: ticket, because: `${ticket.id} is closed too long` }
    }
    return { kind: 'joins', ticket, rule: { clue, as }, newcomer: as === 'colleague', mentions: others(ticket) }
  }
  const [first] = judged.filter((one) => !one.onlyMentioned)
  if (first === undefined || !isRefusal(first.as)) return { ...alone, mentions: others(null) }
  const refused = { ticket: first.ticket.id, as: first.as }
  return { ...alone, mentions: others(null), refused, because: `not admitted to ${refused.ticket}: ${refused.as}` }
}

function isRefusal(as: Admission): as is Refusal {
  return as !== 'participant' && as !== 'colleague'
}

type Admission = 'participant' | 'colleague' | Refusal

/** What the sender is to a ticket; the last three keep him out. */
export function admittedAs(letter: Letter, ticket: Ticket, facts: LetterFacts, policy: Policy): Admission {
  if (letter.verdict.sender === 'fail') return 'forged'
  if (letter.from === null || letter.fromMailboxes !== 1) return 'no single sender'
  const { address } = letter.from
  if (takesPart(ticket, address)) return 'participant'
  return sharesContract(ticket, address, facts.rememberedContract, policy) ? 'colleague' : 'stranger'
}

/** Whether an address is the customer's or a participant's. */
export function takesPart(ticket: Ticket, address: string): boolean {
  return [ticket.customer, ...ticket.participants].some(
    (one) => one.address !== '' && sameAddress(one.address, address),
  )
}

/** The ticket that a number stands for after all merges; null for one that the books did not give. */
export function survivor(id: TicketId, tickets: LetterFacts['tickets']): Ticket | null {
  let ticket = tickets.get(id)
  for (let step = 0; step < 20 && ticket !== undefined && ticket.mergedInto !== null; step += 1) {
    ticket = tickets.get(ticket.mergedInto) ?? ticket
  }
  return ticket ?? null
}

/** Closed, and the letter came after the tenth working day: it opens a new ticket that names the old one. */
function closedTooLong(ticket: Ticket, letter: Letter, policy: Policy): boolean {
  return ticket.state === 'closed' && ticket.closedAt !== null && letter.arrivedAt > reopenBy(ticket.closedAt, policy)
}

/** «Спасибо» and «решено» open nothing and «статус» asks of what was, however long ago it was closed. */
function asksNothingNew(letter: Letter, ticket: Ticket, policy: Policy): boolean {
  const word = wordSaid(letter, ticket, policy)
  return word !== null && word !== 'unresolved'
}

function clueOf(letter: Letter, messageId: string): Named {
  const named = `<${messageId}>`
  if (letter.bounce?.originalMessageId === messageId) return { by: 'bounce', named }
  return { by: letter.references.includes(messageId) ? 'References' : 'In-Reply-To', named }
}
