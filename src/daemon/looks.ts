// What the pages of the board show of queue and tickets, read through a connection that cannot write. Runs beside the
// desk, in a thread of its own.
import { isOverdue, lineOf, type Policy, queueOrder, type State, type Ticket, whyThisDate } from '../desk/desk.ts'
import type { TicketId } from '../letter.ts'
import type { Message, Reading, ShownTicket, TicketFilter } from '../store/store.ts'
import type { BoardChoices, BoardLine, BoardMessage, QueueAsked, QueuePage, TicketPage, Turn } from '../words/words.ts'

/** What a look needs of the books. */
export type Books = Pick<Reading, 'queued' | 'unfinished' | 'finished' | 'search' | 'figures' | 'overdue' | 'show'>

const PAGE = 50
/** So many unfinished tickets are put into the queue's order together; of more, each page by itself. */
const SORTED_TOGETHER = 2000
const STRETCH = 200
const MOST_FOUND = 200
/** Behind so many pages nobody looks; who does gets the last. */
const MOST_PAGES = 2000

/** The queue as it is asked for. */
export function lookAtQueue(asked: QueueAsked, books: Books, policy: Policy, now: Date): QueuePage {
  const { tickets: open } = books.figures(now)
  const count = Object.values(open).reduce((sum, one) => sum + one, 0)
  const page = Math.min(Math.max(1, asked.page), MOST_PAGES)
  const from = (page - 1) * PAGE
  const found = listed(asked, books, policy, now, { from, count })
  return {
    page: 'queue',
    asked: { ...asked, page },
    choices: choicesOf(policy),
    lines: found.slice(0, PAGE).map((ticket) => boardLine(ticket, policy, now)),
    more: found.length > PAGE,
    open,
    overdue: books.overdue(now, isOverdue),
    at: now,
  }
}

/** The engineers and contracts of the configuration. */
export function choicesOf({ engineers, contracts }: Policy): BoardChoices {
  return {
    engineers: engineers.map(({ address, name }) => ({ address, name })),
    contracts: (contracts ?? []).map(({ number, organisation }) => ({ number, organisation: organisation ?? '' })),
  }
}

/** One page of tickets and one ticket more, where there is one. */
function listed(
  asked: QueueAsked,
  books: Books,
  policy: Policy,
  now: Date,
  { from, count }: { readonly from: number; readonly count: number },
): readonly Ticket[] {
  const fits = (ticket: Ticket): boolean => isAskedFor(ticket, asked, now)
  const filter = filterOf(asked, now)
  if (asked.words.trim() !== '') {
    const found = books.search(asked.words, MOST_FOUND).map(({ ticket }) => ticket)
    return found.filter(fits).slice(from, from + PAGE + 1)
  }
  if (asked.state === 'closed' || asked.state === 'declined')
    return books.finished(filter, null, from + PAGE + 1).slice(from)
  if (count <= SORTED_TOGETHER)
    return queueOrder(books.unfinished(filter).filter(fits), policy, now).slice(from, from + PAGE + 1)
  const found = asked.overdue ? overdueIn(books, filter, fits, from) : books.queued(filter, from, PAGE + 1)
  return [...queueOrder(found.slice(0, PAGE), policy, now), ...found.slice(PAGE)]
}

/** Whether a ticket is overdue only the rules can say: stretch by stretch, until the page is full. */
function overdueIn(
  books: Books,
  filter: TicketFilter,
  fits: (ticket: Ticket) => boolean,
  from: number,
): readonly Ticket[] {
  const found: Ticket[] = []
  for (let at = 0; found.length <= from + PAGE; at += STRETCH) {
    const stretch = books.queued(filter, at, STRETCH)
    found.push(...stretch.filter(fits))
    if (stretch.length < STRETCH) break
  }
  return found.slice(from, from + PAGE + 1)
}

const TURN_STATES: Readonly<Record<Turn, readonly State[]>> = {
  us: ['new', 'open'],
  customer: ['waiting', 'answered'],
  development: ['development'],
}

function filterOf({ turn, overdue, state, engineer, contract, category }: QueueAsked, now: Date): TicketFilter {
  return {
    ...(state === '' ? {} : { state }),
    ...(turn === '' ? {} : { states: TURN_STATES[turn] }),
    ...(overdue ? { overdueAt: now } : {}),
    ...(engineer === '' || engineer === 'nobody' ? {} : { engineers: [engineer] }),
    ...(engineer === 'nobody' ? { unassigned: true } : {}),
    ...(contract === '' ? {} : { contract }),
    ...(category === '' ? {} : { category }),
  }
}

/** The same of a ticket in hand: what a search has found, and what only the rules can say. */
function isAskedFor(ticket: Ticket, asked: QueueAsked, now: Date): boolean {
  const { turn, overdue, state, engineer, contract, category } = asked
  const own = ticket.engineer?.toLowerCase() ?? 'nobody'
  return (
    (state === '' || ticket.state === state) &&
    (turn === '' || TURN_STATES[turn].includes(ticket.state)) &&
    (!overdue || isOverdue(ticket, now)) &&
    (engineer === '' || own === engineer.toLowerCase()) &&
    (contract === '' || contractOf(ticket) === contract) &&
    (category === '' || ticket.category === category)
  )
}

function contractOf({ standing }: Ticket): string | null {
  return standing.kind === 'covered' ? standing.contract : null
}

function boardLine(ticket: Ticket, policy: Policy, now: Date): BoardLine {
  const line = lineOf(ticket, policy, now, null)
  const turn = ticket.intervals.at(-1)
  return {
    ticket: ticket.id,
    number: line.number,
    subject: line.subject,
    customer: line.customer,
    organisation: ticket.organisation,
    contract: contractOf(ticket),
    ...{ state: ticket.state, criticality: ticket.criticality, category: ticket.category },
    turn: turn === undefined || turn.to !== null ? null : turn.owner,
    receivedAt: ticket.receivedAt,
    ...{ deadlineAt: ticket.deadline, left: line.timeLeft, clockStands: line.clockStands },
    engineer: line.engineerName,
    mailto: mailtoOf(line.number, policy),
  }
}

/** A mail with the one command that brings the card: the reader's own client sends it, and answers the card then. */
function mailtoOf(number: string, { support, language }: Policy): string {
  const command = language === 'ru' ? '!показать' : '!show'
  const query = `subject=${encodeURIComponent(number)}&body=${encodeURIComponent(`${command} ${number}`)}`
  return `mailto:${encodeURIComponent(support.address).replace('%40', '@')}?${query}`
}

/** One ticket with all that its page shows; undefined when there is none of that number. */
export function lookAtTicket(id: TicketId, books: Books, policy: Policy, now: Date): TicketPage | undefined {
  const shown = books.show(id)
  return shown === undefined ? undefined : ticketPage(shown, policy, now)
}

function ticketPage({ ticket, messages, history }: ShownTicket, policy: Policy, now: Date): TicketPage {
  const line = boardLine(ticket, policy, now)
  const named = (other: TicketId): string => line.number.replace(/\d+$/, String(other))
  const merged = ticket.mergedInto
  return {
    page: 'ticket',
    line,
    people: { customer: ticket.customer, phone: ticket.customerPhone, participants: ticket.participants },
    channel: ticket.channel,
    ...{ earliestAt: ticket.earliest, answeredAt: ticket.answeredAt, closedAt: ticket.closedAt },
    ...{ provisional: ticket.provisional, criticalWhy: ticket.criticalWhy },
    developmentReference: ticket.developmentReference,
    linked: [
      ...(merged === null ? [] : [{ number: named(merged), how: 'merged into' } as const]),
      ...ticket.links.map((other) => ({ number: named(other), how: 'linked' }) as const),
    ],
    messages: messages.map(messageOf),
    history: history.map(({ at, who, what, detail }) => ({ at, who, what, detail })),
    count: whyThisDate(ticket, policy),
    at: now,
  }
}

function messageOf(message: Message): BoardMessage {
  const { n, direction, kind, from, to, cc, at, text, attachments, sha256, deliveries } = message
  return {
    ...{ n, direction, kind, from, to, cc, at, text, deliveries },
    mayHaveHtml: sha256 !== null && direction === 'in',
    files: attachments.map(({ name, type, bytes }, place) => ({
      ...{ n: place + 1, name, type, bytes },
      picture: isPicture(type, bytes),
    })),
  }
}

/** Pictures that a browser shows, that hold no script and are no download. */
export function isPicture(type: string, bytes: number): boolean {
  return bytes <= MOST_PICTURE_BYTES && ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(type)
}

const MOST_PICTURE_BYTES = 10_485_760
