// A new ticket: who asks and under which contract, what is promised, what it may be about. A value with the events that
// say why; what is said of it to the customer and the engineers is opened.ts's.
import type { Address, TicketId } from '../../letter.ts'
import { guessCategory } from './category.ts'
import { mayDeclareCritical, type Suspicion, suspected } from './criticality.ts'
import { contractNumbered, contractOf, personAt, standingOf } from './entitlement.ts'
import { languageOf } from './language.ts'
import type { Contract, Policy } from './policy.ts'
import { promised, settle, termsOf } from './promise.ts'
import { withNumbers } from './their-number.ts'
import type { Standing, Ticket } from './ticket.ts'

/** A request as it came: a mail, a call, a forward. `text` is what the customer himself wrote or said. */
export interface Request {
  readonly customer: Address
  readonly customerPhone: string | null
  readonly subject: string
  readonly text: string
  readonly receivedAt: Date
  readonly channel: 'email' | 'phone'
  /** Address of the engineer who registered it, or null. */
  readonly registeredBy: string | null
  readonly importanceHigh: boolean
  /** Names of the files that came with it. */
  readonly files?: readonly string[]
  readonly thread: Ticket['thread']
  /** False for machines and what could not be read: nothing is guessed from their words. */
  readonly readable: boolean
}

/** The ticket that a request becomes, its dates counted and promised. `remembered` is the contract kept for the address. */
export function newTicket(
  id: TicketId,
  request: Request,
  remembered: string | null,
  policy: Policy,
  now: Date,
): Ticket {
  const { customer, receivedAt } = request
  const standing = standingOf(customer.address, remembered, policy, receivedAt)
  const contract = contractOf(standing, policy)
  const terms = termsOf(policy, standing, receivedAt)
  const ticket: Ticket = {
    id,
    subject: request.subject,
    state: 'new',
    ...guessed(request, contract, policy, now),
    channel: request.channel,
    registeredBy: request.registeredBy,
    language: languageOf(`${request.subject}\n${request.text}`, contract, policy),
    customer,
    customerPhone: request.customerPhone ?? personAt(customer.address, contract)?.phone ?? null,
    organisation: organisationOf(standing, policy),
    standing,
    participants: [],
    engineer: null,
    watchers: [],
    receivedAt,
    terms,
    counting: { from: receivedAt, minDays: terms.minDays, maxDays: terms.maxDays, agreedAt: null },
    intervals: [{ owner: 'us', from: receivedAt, to: null, because: 'opened' }],
    promises: [],
    clockStart: receivedAt,
    earliest: null,
    deadline: null,
    provisional: false,
    waitedSeconds: 0,
    answeredAt: null,
    closedAt: null,
    waitingSince: null,
    questions: null,
    developmentReference: null,
    reopened: 0,
    mergedInto: null,
    links: [],
    thread: request.thread,
    wakeAt: null,
  }
  const numbered = withNumbers(ticket, [request.subject, request.text, ...(request.files ?? [])])
  return promised(settle(numbered, policy, now), 'opened', policy, now)
}

/** What the words of a request let suppose: its criticality and its category. */
function guessed(
  request: Request,
  contract: Contract | null,
  policy: Policy,
  now: Date,
): Pick<
  Ticket,
  'criticality' | 'criticalGround' | 'criticalWhy' | 'criticalBy' | 'category' | 'categoryWhy' | 'alarm'
> {
  const guess = request.readable
    ? guessCategory(request.subject, request.text)
    : { category: 'unsorted' as const, why: null }
  const suspicion = request.readable
    ? suspected(request, policy, mayDeclareCritical(request.customer.address, contract))
    : null
  const alarm = suspicion === null ? {} : { alarm: { since: now, seenBy: null } }
  return { category: guess.category, categoryWhy: guess.why, criticalBy: null, ...suspicionFields(suspicion), ...alarm }
}

/** The fields of a ticket that a suspicion sets. */
export function suspicionFields(
  suspicion: Suspicion | null,
): Pick<Ticket, 'criticality' | 'criticalGround' | 'criticalWhy'> {
  return {
    criticality: suspicion === null ? 'normal' : 'suspected',
    criticalGround: suspicion?.ground ?? null,
    criticalWhy: suspicion?.words ?? null,
  }
}

function organisationOf(standing: Standing, policy: Policy): string | null {
  const numbers = standing.kind === 'several' ? standing.contracts : 'contract' in standing ? [standing.contract] : []
  const named = numbers
    .map((number) => contractNumbered(number, policy)?.organisation)
    .filter((one) => one !== undefined)
  return new Set(named).size === 1 ? (named[0] ?? null) : null
}
