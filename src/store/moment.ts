// What the rules are told when time passes. Most of it is asked for once a day, so it is read when it is asked for.
import type { MomentFacts } from '../desk/desk.ts'
import type { TicketId } from '../letter.ts'
import { retiredCount } from './erasing/retire.ts'
import { before, DAY } from './file/columns.ts'
import type { Connection } from './file/sqlite.ts'
import { automaticLastHour, automaticTo, undeliveredLetters } from './tables/deliveries.ts'
import { engineersAway, hasHappened, lastHappened, mutedUntil, unprovedUnshown } from './tables/entries.ts'
import { complaintsOpen, lastDetail } from './tables/journal.ts'
import {
  balanceFrom,
  type FromCustomer,
  lastFromCustomer,
  lettersSetAside,
  openingFiles,
  setAsideUntold,
} from './tables/letters.ts'
import { lastToCustomer } from './tables/outgoing.ts'
import { putOffUntold } from './tables/put-off.ts'
import { unreadFolders } from './tables/settings.ts'
import { closedUnsorted, ticketsDue, unfinishedTickets } from './tables/tickets.ts'

const DUE = 100
const UNSORTED_DAYS = 30

/** Where a day begins that people speak of; the daemon knows the zone. */
export type StartOfDay = (instant: Date) => Date

/** The facts of a moment. `startOfDay` says what yesterday is; `reportOn` counts a period, where somebody can. */
export function momentFacts(
  books: Connection,
  now: Date,
  startOfDay: StartOfDay,
  reportOn: MomentFacts['reportOn'] | undefined,
): MomentFacts {
  return {
    due: ticketsDue(books, now, DUE),
    done: { has: (key) => hasHappened(books, key) },
    lastFromCustomer: new AskedLate<FromCustomer>((ticket) => lastFromCustomer(books, ticket)),
    lastToCustomer: new AskedLate<Date>((ticket) => lastToCustomer(books, ticket)),
    get open() {
      return unfinishedTickets(books)
    },
    get closedUnsorted() {
      return closedUnsorted(books, before(now, UNSORTED_DAYS * DAY))
    },
    get away() {
      return engineersAway(books, now)
    },
    get balance() {
      return balance(books, now, startOfDay)
    },
    get undelivered() {
      return undeliveredLetters(books, before(now, UNSORTED_DAYS * DAY))
    },
    get setAside() {
      return lettersSetAside(books)
    },
    get putOffUntold() {
      return putOffUntold(books)
    },
    get setAsideUntold() {
      return setAsideUntold(books)
    },
    get unshown() {
      return unprovedUnshown(books, now)
    },
    get complaints() {
      return complaintsOpen(books)
    },
    get retired() {
      const found = retiredCount(books)
      return found === null || new Date(found.at) < before(now, DAY) ? null : found
    },
    get unreadFolders() {
      return unreadFolders(books)
    },
    brakesOf: (address) => ({
      acknowledgementsToSender: automaticTo(books, address, 'acknowledgement', now),
      automaticToContracts: automaticLastHour(books, 1, now),
      mutedUntil: mutedUntil(books, address, now),
    }),
    openingFiles: (ticket) => openingFiles(books, ticket),
    overtaken: new AskedLate<string>((ticket) => lastDetail(books, ticket, 'overtaken')),
    ...(reportOn === undefined ? {} : { reportOn }),
  }
}

const MORNING = 'morning:'

/** The days from the last morning mail's own, which it did not count, up to today. */
function balance(books: Connection, now: Date, startOfDay: StartOfDay): MomentFacts['balance'] {
  const today = startOfDay(now)
  const last = lastHappened(books, MORNING)?.slice(MORNING.length)
  // Noon in UTC lies in the day that is meant, wherever the desk stands.
  const from = last === undefined ? null : startOfDay(new Date(`${last}T12:00:00Z`))
  const since = from !== null && from < today ? from : startOfDay(before(today, DAY / 2))
  return { from: since, ...balanceFrom(books, since, today) }
}

/** A map whose values are looked up when they are asked for; only `get` and `has` know them. */
class AskedLate<T> extends Map<TicketId, T> {
  readonly #look: (ticket: TicketId) => T | null

  constructor(look: (ticket: TicketId) => T | null) {
    super()
    this.#look = look
  }

  override get(ticket: TicketId): T | undefined {
    return this.#look(ticket) ?? undefined
  }

  override has(ticket: TicketId): boolean {
    return this.get(ticket) !== undefined
  }
}
