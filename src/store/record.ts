// Writing a decision down with its cause: the letter, the tickets' new images, the journal, what we say, the rest.
// All inside the caller's transaction: it stands whole or not at all.
import type { Clues, Decision, Entry, HistoryRow } from '../desk/desk.ts'
import type { Acceptance, Defect, DeliveryFailure, Letter, Outgoing } from '../letter.ts'
import { Trouble } from '../trouble.ts'
import { json } from './file/columns.ts'
import type { Connection } from './file/sqlite.ts'
import { keepAnswer } from './tables/answers.ts'
import { applyYear } from './tables/calendar-years.ts'
import { markJudged, secondsAfterAutomatic } from './tables/deliveries.ts'
import { forgetKept, happenOnce, keep, mute, rememberContract, setAway } from './tables/entries.ts'
import { addErrand, finishErrand } from './tables/errands.ts'
import { addEvent } from './tables/journal.ts'
import { keepKnowledge } from './tables/knowledge.ts'
import { insertLetter, moveLetters } from './tables/letters.ts'
import { insertOutgoing, moveOutgoing, type Origin, withdraw } from './tables/outgoing.ts'
import { forgetStumbles, recordPlace } from './tables/places.ts'
import { indexLetter, indexOutgoing } from './tables/search.ts'
import { nextNumber, putTicket } from './tables/tickets.ts'
import { addWake } from './tables/wakes.ts'

/** What brought the decision about. */
export type Cause =
  | { readonly kind: 'letter'; readonly letter: Letter }
  | { readonly kind: 'moment' }
  | { readonly kind: 'failure'; readonly failure: DeliveryFailure }
  | { readonly kind: 'acceptance'; readonly acceptance: Acceptance }
  | { readonly kind: 'calendar' }

/** What a decision says, in words: rows for the history, letters for the outbox. */
export interface InWords {
  readonly history: readonly HistoryRow[]
  readonly outgoing: readonly Outgoing[]
}

/** Writes a decision with its cause. `clues` are those that the letter's facts were asked by, if they were. */
export function recordDecision(
  books: Connection,
  cause: Cause,
  decision: Decision,
  said: InWords,
  now: Date,
  clues: Clues | null,
): void {
  const next = nextNumber(books)
  for (const ticket of decision.tickets) putTicket(books, ticket, now)
  const origin = recordCause(books, cause, decision, next, now, clues)
  for (const event of said.history) {
    addEvent(books, event, { because: decision.because, letter: origin.letter }, now)
  }
  if (cause.kind === 'letter' && cause.letter.foundAgain && decision.filed?.ticket != null) {
    const event = { ticket: decision.filed.ticket, who: 'desk', what: 'found again', detail: '' } as const
    addEvent(books, event, { because: decision.because, letter: origin.letter }, now)
  }
  for (const entry of decision.entries) recordEntry(books, entry, now)
  for (const one of said.outgoing) indexOutgoing(books, insertOutgoing(books, one, origin, now), one)
}

const OF_NOBODY: Origin = { letter: null, engineer: null, sentBefore: false }

function recordCause(
  books: Connection,
  cause: Cause,
  decision: Decision,
  next: number,
  now: Date,
  clues: Clues | null,
): Origin {
  switch (cause.kind) {
    case 'letter':
      return {
        letter: recordLetter(books, cause.letter, decision, next, now, clues?.print ?? null),
        sentBefore: cause.letter.foundAgain === true,
        engineer: clues?.token?.engineer ?? clues?.engineer?.address ?? cause.letter.from?.address ?? null,
      }
    case 'failure':
      markJudged(books, cause.failure, now)
      return OF_NOBODY
    case 'acceptance':
      markJudged(books, cause.acceptance, now)
      return OF_NOBODY
    case 'moment':
    case 'calendar':
      return OF_NOBODY
  }
}

/** A letter that was set aside without a word of the reader. */
const UNREAD: Defect = { is: 'reader failed', error: '' }

function recordLetter(
  books: Connection,
  letter: Letter,
  decision: Decision,
  next: number,
  now: Date,
  print: string | null,
): number {
  const { filed } = decision
  if (filed === null) throw new Trouble('a decision on a letter does not say where it is filed', { lasting: true })
  const sender = letter.from?.address ?? null
  const row = insertLetter(
    books,
    letter,
    {
      filed,
      because: decision.because,
      opened: filed.ticket !== null && filed.ticket >= next,
      secondsAfterAutomatic: sender === null ? null : secondsAfterAutomatic(books, sender, letter.arrivedAt),
      setAsideWhy: letter.setAside ? json(letter.defects[0] ?? UNREAD) : null,
      print,
    },
    now,
  )
  if (letter.place !== null) recordPlace(books, row, letter.place)
  forgetStumbles(books, letter.sha256)
  // What an engineer's mail became is looked for as that: an answer of ours, a note, a ticket.
  if (filed.role !== 'unproved' && filed.role !== 'source') indexLetter(books, row, letter)
  return row
}

function recordEntry(books: Connection, entry: Entry, now: Date): void {
  switch (entry.kind) {
    case 'mute':
      mute(books, entry.address, entry.until)
      break
    case 'remember contract':
      rememberContract(books, entry.address, entry.contract, now)
      break
    case 'keep':
      keep(books, entry.letter, now)
      break
    case 'forget kept':
      forgetKept(books, entry.key, now)
      break
    case 'withdraw':
      withdraw(books, entry.outgoingId, now)
      break
    case 'away':
      setAway(books, entry.engineer, entry.until)
      break
    case 'once':
      happenOnce(books, entry.key, now)
      break
    case 'errand':
      addErrand(books, entry.errand, now)
      break
    case 'errand done':
      finishErrand(books, entry.key, now)
      break
    case 'wake':
      addWake(books, entry.ticket, entry.because, now)
      break
    case 'canned answer':
      keepAnswer(books, entry, now)
      break
    case 'knowledge':
      keepKnowledge(books, entry, now)
      break
    case 'calendar year':
      applyYear(books, entry.year, now)
      break
    case 'move messages':
      moveLetters(books, entry.from, entry.to, entry.messageId ?? null)
      moveOutgoing(books, entry.from, entry.to, entry.messageId ?? null)
  }
}
