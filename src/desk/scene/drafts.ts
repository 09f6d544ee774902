// Envelopes of what the desk says: who gets it, in whose thread, with which identity. Every id is an HMAC over
// the cause, so the same cause always makes the same letter. Says nothing itself.
import {
  type Address,
  type AutoSubmitted,
  domainOf,
  type OutgoingKind,
  type PartOfLetter,
  sameAddress,
} from '../../letter.ts'
import type { CustomerWords, Draft, EngineerWords, Line } from '../../words/words.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
import { makeToken, printNumber, signed, type TokenKind, taggedSubject } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** What all drafts of one cause share. `cause` names it: "letter SHA256", "moment KEY", "failure ID RECIPIENT". */
export interface Pen {
  readonly policy: Policy
  readonly cause: string
  readonly now: Date
}

/** What a letter to a customer is made of. */
export interface CustomerSpec {
  readonly kind: Extract<OutgoingKind, 'acknowledgement' | 'answer' | 'notice'>
  readonly auto: AutoSubmitted
  readonly words: CustomerWords
  /** Participants who get it too; none for what no person wrote. */
  readonly copies?: readonly Address[]
  readonly attachments?: readonly PartOfLetter[]
  readonly notBefore?: Date | null
  /** Its acceptance hands the turn to the customer. */
  readonly turns?: boolean
}

/** The ticket that knows which of these letters hands the turn over; unchanged when none does. */
export function sentBy(ticket: Ticket, drafts: readonly Draft[]): Ticket {
  const draft = drafts.find((one) => one.turns === true && one.ticket === ticket.id)
  if (draft === undefined) return ticket
  const because = draft.kind === 'acknowledgement' ? 'contract awaited' : 'answered'
  const way = ticket.onItsWay ?? { filedAt: draft.date, because }
  return { ...ticket, onItsWay: { ...way, outgoingId: draft.id } }
}

/** A letter to the ticket's customer in his own thread. The caller makes sure that the customer has an address. */
export function toCustomer(pen: Pen, ticket: Ticket, spec: CustomerSpec): Draft {
  const { support } = pen.policy
  const copies = (spec.copies ?? []).filter((copy) => !sameAddress(copy.address, ticket.customer.address))
  const id = signed(pen.policy.secret, pen.cause, spec.kind, spec.words.letter, ticket.id, ticket.customer.address)
  const parent = ticket.thread.lastMessageId
  return {
    id,
    ticket: ticket.id,
    kind: spec.kind,
    audience: 'customer',
    language: ticket.language,
    from: { name: support.name, address: support.address },
    to: [ticket.customer],
    cc: copies,
    replyTo: null,
    envelopeFrom: bounceAddress(pen.policy, id),
    recipients: [ticket.customer, ...copies].map((one) => one.address),
    messageId: `t.${ticket.id}.${id}@${domainOf(support.address)}`,
    inReplyTo: parent,
    references: parent === null ? [] : shortened([...ticket.thread.references.filter((one) => one !== parent), parent]),
    date: pen.now,
    autoSubmitted: spec.auto,
    headers: [
      {
        name: 'X-Ticket-ID',
        value: printNumber(support.ticketPrefix, ticket.id),
      },
      ownMark(pen.policy),
    ],
    attachments: spec.attachments ?? [],
    notBefore: spec.notBefore ?? null,
    ...(spec.turns === true ? { turns: true } : {}),
    subject: customerSubject(ticket, pen.policy),
    words: spec.words,
  }
}

/** What a mail to an engineer is made of. */
export interface EngineerSpec {
  readonly kind: Extract<OutgoingKind, 'notification' | 'note' | 'transcript' | 'alert' | 'digest'>
  /** What an answer to this mail will be. */
  readonly answerIs: TokenKind
  /** X-Ticket-Event, for the engineers' filters: new, customer, answer, note, taken, transcript, alert, digest … */
  readonly event: string
  readonly words: EngineerWords
  /** Subject of a mail that is about no ticket, or that must not look like the ticket's thread. */
  readonly subject?: Line
  /** The engineer's own mail that this one answers. */
  readonly inReplyTo?: string | null
  readonly attachments?: readonly PartOfLetter[]
  readonly urgent?: true
}

/** A mail to one engineer, in his own thread of the ticket; its Message-ID is the token that an answer comes back with. */
export function toEngineer(pen: Pen, ticket: Ticket | null, engineer: Engineer, spec: EngineerSpec): Draft {
  const { policy } = pen
  const { support } = policy
  const domain = domainOf(support.address)
  const id = signed(policy.secret, pen.cause, spec.kind, spec.event, ticket?.id ?? 0, engineer.address.toLowerCase())
  const token = makeToken(spec.answerIs, ticket?.id ?? null, engineer.address, id, policy.secret)
  const root =
    ticket && `r.${ticket.id}.${signed(policy.secret, 'thread', ticket.id, engineer.address.toLowerCase())}@${domain}`
  const parent = spec.inReplyTo ?? root
  const [name = '', host = ''] = [support.address.slice(0, support.address.lastIndexOf('@')), domain]
  return {
    id,
    ticket: ticket?.id ?? null,
    kind: spec.kind,
    audience: 'engineer',
    language: policy.language,
    from: { name: support.name, address: support.address },
    to: [{ name: engineer.name, address: engineer.address }],
    cc: [],
    replyTo: support.subaddress === '' ? null : `${name}${support.subaddress}${token}@${host}`,
    envelopeFrom: bounceAddress(policy, id),
    recipients: [engineer.address],
    messageId: `${token}@${domain}`,
    inReplyTo: parent,
    // Where a server replaces our Message-ID the token comes back in the References, which mail programs copy.
    references: [root, `w.${token}@${domain}`, spec.inReplyTo].filter((one) => one !== null && one !== undefined),
    date: pen.now,
    autoSubmitted: spec.kind === 'transcript' ? 'auto-replied' : 'auto-generated',
    headers: [
      ...(ticket === null
        ? []
        : [
            {
              name: 'X-Ticket-ID',
              value: printNumber(support.ticketPrefix, ticket.id),
            },
            { name: 'X-Ticket-State', value: ticket.state },
            { name: 'X-Ticket-Criticality', value: ticket.criticality },
          ]),
      { name: 'X-Ticket-Event', value: spec.event },
      ownMark(policy),
      ...(spec.urgent ? [{ name: 'Importance', value: 'high' }] : []),
    ],
    attachments: spec.attachments ?? [],
    notBefore: null,
    subject: spec.subject ?? (ticket === null ? support.name : customerSubject(ticket, policy)),
    words: spec.words,
  }
}

/** The mark by which a letter of ours that comes back is known. Under X-Loop Evolution takes each card for a mailing list's. */
export function ownMark({ installId }: Pick<Policy, 'installId'>): { readonly name: string; readonly value: string } {
  return { name: 'X-Ticket-Loop', value: installId }
}

/** Who hears what happens on a ticket: its engineer and the watchers, or everybody with that role while nobody has it. */
export function hearing(
  ticket: Ticket,
  policy: Policy,
  away: ReadonlyMap<string, Date>,
  now: Date,
): readonly Engineer[] {
  const present = (one: Engineer): boolean => (away.get(one.address.toLowerCase()) ?? now) <= now
  const owner = policy.engineers.find((one) => ticket.engineer !== null && sameAddress(one.address, ticket.engineer))
  if (owner !== undefined && present(owner)) {
    return policy.engineers.filter((one) => one === owner || ticket.watchers.some((w) => sameAddress(w, one.address)))
  }
  const everybody = policy.engineers.filter((one) => one.roles.includes('engineer') || one === owner)
  const there = everybody.filter(present)
  if (there.length > 0) return there
  // A request that nobody hears of is the worst of all: where nobody has the role, all hear it.
  return everybody.length > 0 ? everybody : policy.engineers
}

/** `[SKPS-12] subject`, as every letter to the customer bears it. */
export function customerSubject(ticket: Ticket, policy: Policy): string {
  const { ticketPrefix, ticketPrefixAliases } = policy.support
  const subject = ticket.titled ? ticket.subject : ticket.thread.subject || ticket.subject
  return taggedSubject(subject, ticket.id, ticketPrefix, ticketPrefixAliases)
}

/** RFC 5322 section 3.6.4 names no limit; twenty ids keep the field far below 998 octets a line. */
function shortened(ids: readonly string[]): readonly string[] {
  return ids.length <= 20 ? ids : [...ids.slice(0, 3), ...ids.slice(-16)]
}

/** The envelope sender: the support address, with a mark of its own only where the host delivers subaddresses. */
function bounceAddress(policy: Policy, id: string): string {
  const { address, subaddress } = policy.support
  if (subaddress === '') return address
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}${subaddress}b-${id}${address.slice(at)}`
}
