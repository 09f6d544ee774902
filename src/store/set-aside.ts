// Setting a letter aside: it broke the desk, so no rule and no template touches it. It becomes a plain ticket with the
// raw mail named, and people find it in the list, in the morning mail and among the figures.
import type { Terms, Ticket } from '../desk/desk.ts'
import type { Letter, TicketId } from '../letter.ts'
import { addEvent } from './journal.ts'
import { insertLetter, knownLetter, ticketOfLetter } from './letters.ts'
import { forgetStumbles, recordPlace } from './places.ts'
import type { Connection } from './sqlite.ts'
import { nextNumber, putTicket } from './tickets.ts'

/** Files a letter without judging it, on the house's terms; gives its ticket. A letter that is filed already stays where it is. */
export function setAside(books: Connection, letter: Letter, why: string, now: Date, terms: Terms): TicketId | null {
  const known = knownLetter(books, letter)
  forgetStumbles(books, letter.sha256)
  if (known !== undefined) {
    if (letter.place !== null) recordPlace(books, known, letter.place)
    return ticketOfLetter(books, known)
  }
  const ticket = plainTicket(nextNumber(books), letter, terms)
  putTicket(books, ticket, now)
  const because = `set aside: ${why}`
  const filed = { ticket: ticket.id, role: 'customer', shown: letter.reply } as const
  const row = insertLetter(
    books,
    letter,
    { filed, because, opened: true, secondsAfterAutomatic: null, setAsideWhy: why },
    now,
  )
  if (letter.place !== null) recordPlace(books, row, letter.place)
  const detail = `${why}; the raw mail is kept as ${letter.sha256}`
  addEvent(books, { ticket: ticket.id, who: 'desk', what: 'set aside', detail }, { because, letter: row }, now)
  return ticket.id
}

function plainTicket(id: TicketId, letter: Letter, terms: Terms): Ticket {
  return {
    ...{ id, subject: letter.subject, state: 'new', criticality: 'normal', criticalGround: null, criticalWhy: null },
    ...{ criticalBy: null, category: 'unsorted', categoryWhy: null, channel: 'email', registeredBy: null },
    ...{ language: 'ru', customer: letter.from ?? { name: '', address: '' }, customerPhone: null },
    ...{ organisation: null, standing: { kind: 'none' }, participants: [], engineer: null, watchers: [], terms },
    receivedAt: letter.arrivedAt,
    counting: { from: letter.arrivedAt, minDays: terms.minDays, maxDays: terms.maxDays, agreedAt: null },
    intervals: [{ owner: 'us', from: letter.arrivedAt, to: null, because: 'opened' }],
    promises: [],
    clockStart: letter.arrivedAt,
    ...{ earliest: null, deadline: null, provisional: true, waitedSeconds: 0, answeredAt: null, closedAt: null },
    ...{ waitingSince: null, questions: null, developmentReference: null, reopened: 0, mergedInto: null, links: [] },
    thread: { lastMessageId: letter.messageId, references: letter.references, subject: letter.subject },
    // Time has nothing to say about it: what broke the desk once must not break every tick.
    wakeAt: null,
  }
}
