// Setting a letter aside: it broke the desk, so no rule and no template touches it. It becomes a plain ticket with the
// raw mail named, and people find it in the list, in the morning mail and among the figures.
import type { Policy, Ticket } from '../desk/desk.ts'
import type { Language, Letter, TicketId } from '../letter.ts'
import type { Connection } from './file/sqlite.ts'
import { addEvent } from './tables/journal.ts'
import { insertLetter, knownLetter, ticketOfLetter } from './tables/letters.ts'
import { forgetStumbles, recordPlace } from './tables/places.ts'
import { nextNumber, putTicket } from './tables/tickets.ts'

/** What holds of a letter that nobody has judged: the house's terms and its language. */
export type House = Pick<Policy, 'terms' | 'language'>

/** Files a letter without judging it, on the house's terms; gives its ticket. A letter that is filed already stays where it is. */
export function setAside(books: Connection, letter: Letter, why: string, now: Date, house: House): TicketId | null {
  const known = knownLetter(books, letter)
  forgetStumbles(books, letter.sha256)
  if (known !== undefined) {
    if (letter.place !== null) recordPlace(books, known, letter.place)
    return ticketOfLetter(books, known)
  }
  const ticket = plainTicket(nextNumber(books), letter, house)
  putTicket(books, ticket, now)
  const because = `set aside: ${why}`
  const filed = { ticket: ticket.id, role: 'customer', shown: letter.reply } as const
  const row = insertLetter(
    books,
    letter,
    { filed, because, opened: true, secondsAfterAutomatic: null, setAsideWhy: why, print: null },
    now,
  )
  if (letter.place !== null) recordPlace(books, row, letter.place)
  const detail = detailOf(letter, why, house.language)
  addEvent(books, { ticket: ticket.id, who: 'desk', what: 'set aside', detail }, { because, letter: row }, now)
  return ticket.id
}

/** The sentence of the history; `why` is the program's own and stays as it is, for those who mend the program. */
function detailOf(letter: Letter, why: string, language: Language): string {
  return language === 'ru'
    ? `письмо не удалось обработать (для разработчика: ${why}); исходное письмо хранится как ${letter.sha256}`
    : `the mail could not be filed (for the developer: ${why}); the raw mail is kept as ${letter.sha256}`
}

function plainTicket(id: TicketId, letter: Letter, { terms, language }: House): Ticket {
  return {
    ...{ id, subject: letter.subject, state: 'new', criticality: 'normal', criticalGround: null, criticalWhy: null },
    ...{ criticalBy: null, category: 'unsorted', categoryWhy: null, channel: 'email', registeredBy: null },
    ...{ language, customer: letter.from ?? { name: '', address: '' }, customerPhone: null },
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
