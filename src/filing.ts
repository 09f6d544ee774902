// The heart: one cause, one transaction. A letter, a moment or a failed delivery goes with its facts to a
// pure rule; the Decision and its cause are written together with what we say. No await from here on.
import {
  type AcceptanceFacts,
  type CalendarChange,
  type CalendarFacts,
  type CalendarYear,
  type Call,
  type Clues,
  changeOf,
  cluesIn,
  cluesOf,
  type Decision,
  decideOnAcceptance,
  decideOnCalendar,
  decideOnCall,
  decideOnErrand,
  decideOnFailure,
  decideOnLetter,
  decideOnSending,
  decideOnTime,
  decideOnWoken,
  type Errand,
  type ErrandFacts,
  type Facts,
  type FailureFacts,
  type HistoryRow,
  isInForce,
  type MomentFacts,
  type MomentPart,
  type Policy,
  type SeenMail,
  type TicketEvent,
  type Token,
  versionClash,
  type Woken,
} from './desk/desk.ts'
import type { Acceptance, DeliveryFailure, Letter, Outgoing } from './letter.ts'
import type { Draft, Statement } from './words/words.ts'

/** What may be done with the books inside a transaction; the store lends it. */
export interface Books {
  /** Whether this very letter is filed already; records its new place if so. */
  has(letter: Letter): boolean
  /** The mail that was sent with a token, for whoever answers it; null when it is not known. */
  seen(token: Token): SeenMail | null
  factsFor(letter: Letter, clues: Clues, now: Date): Facts
  momentFacts(now: Date): MomentFacts
  failureFacts(failure: DeliveryFailure): FailureFacts | undefined
  /** Undefined when nothing follows from it, or all has been drawn. */
  acceptanceFacts(acceptance: Acceptance): AcceptanceFacts | undefined
  calendarFacts(): CalendarFacts
  errand(key: string): Errand | undefined
  record(cause: Cause, decision: Decision, said: InWords, now: Date): void
}

/** What a decision is about: what came, what failed, or that time has passed. */
export type Cause =
  | { readonly kind: 'letter'; readonly letter: Letter }
  | { readonly kind: 'moment' }
  | { readonly kind: 'failure'; readonly failure: DeliveryFailure }
  | { readonly kind: 'acceptance'; readonly acceptance: Acceptance }
  | { readonly kind: 'calendar' }

/** What filing needs of the house. */
export interface Room {
  readonly policy: Policy
  clock(): Date
  transaction<T>(work: (books: Books) => T): T
  render(draft: Draft): Outgoing
  tell(event: TicketEvent): HistoryRow
}

/** What a decision says, in words: rows for the history, letters for the outbox. */
export interface InWords {
  readonly history: readonly HistoryRow[]
  readonly outgoing: readonly Outgoing[]
}

/** Files a letter once. A second call with the same letter changes nothing. */
export function fileLetter(letter: Letter, room: Room): Decision | undefined {
  const now = room.clock()
  return room.transaction((books) => {
    if (books.has(letter)) return undefined
    const clues = cluesIn(letter, room.policy, (token) => books.seen(token))
    const facts = books.factsFor(letter, clues, now)
    const decision = decideOnLetter(letter, facts, room.policy, now, clues)
    books.record({ kind: 'letter', letter }, decision, inWords(decision, room), now)
    return decision
  })
}

/** Files a call that an operator registers; `record` is the mail that is kept of it. */
export function fileCall(call: Call, record: Letter, room: Room): Decision {
  const now = room.clock()
  return room.transaction((books) => {
    const facts = books.factsFor(record, cluesOf(record), now)
    const decision = decideOnCall(call, record, facts, room.policy, now)
    books.record({ kind: 'letter', letter: record }, decision, inWords(decision, room), now)
    return decision
  })
}

/** Does what time alone brings: reminders, alerts, closings, the morning mail; with `only` a part of it. Undefined when nothing is due. */
export function fileMoment(room: Room, only?: MomentPart): Decision | undefined {
  const now = room.clock()
  return room.transaction((books) => {
    const facts = books.momentFacts(now)
    const decision = decideOnTime(facts, room.policy, now, only)
    if (decision === undefined) return undefined
    books.record({ kind: 'moment' }, decision, inWords(decision, room), now)
    return decision
  })
}

/** Answers what an engineer asked for with what was counted for it, null when that failed for good. Undefined when it has been answered. */
export function fileErrand(key: string, facts: ErrandFacts | null, room: Room): Decision | undefined {
  const now = room.clock()
  return room.transaction((books) => {
    const errand = books.errand(key)
    if (errand === undefined) return undefined
    const decision = decideOnErrand(errand, facts, room.policy, now)
    books.record({ kind: 'moment' }, decision, inWords(decision, room), now)
    return decision
  })
}

/** Queues a statement that an operator sends. */
export function fileStatement(statement: Statement, to: readonly string[], room: Room): Decision {
  const now = room.clock()
  const cause = `statement ${statement.about.contract} ${statement.from.toISOString()} sent ${now.toISOString()}`
  return room.transaction((books) => {
    const decision = decideOnSending(statement, to, { policy: room.policy, cause, now })
    books.record({ kind: 'moment' }, decision, inWords(decision, room), now)
    return decision
  })
}

/** Draws the consequences of a delivery that failed for good. */
export function fileFailure(failure: DeliveryFailure, room: Room): Decision | undefined {
  const now = room.clock()
  return room.transaction((books) => {
    const facts = books.failureFacts(failure)
    if (facts === undefined) return undefined
    const decision = decideOnFailure(failure, facts, room.policy, now)
    books.record({ kind: 'failure', failure }, decision, inWords(decision, room), now)
    return decision
  })
}

/** Draws the consequences of a letter that the server has taken: the customer's time begins. */
export function fileAccepted(acceptance: Acceptance, room: Room): Decision | undefined {
  const now = room.clock()
  return room.transaction((books) => {
    const facts = books.acceptanceFacts(acceptance)
    if (facts === undefined) return undefined
    const decision = decideOnAcceptance(acceptance, facts, room.policy, now)
    books.record({ kind: 'acceptance', acceptance }, decision, inWords(decision, room), now)
    return decision
  })
}

/** Writes down what became of an alert by webhook, and tells the leads when it woke nobody. */
export function fileWoken(woken: Woken, room: Room): Decision {
  const now = room.clock()
  return room.transaction((books) => {
    const decision = decideOnWoken(woken, room.policy, now)
    books.record({ kind: 'moment' }, decision, inWords(decision, room), now)
    return decision
  })
}

/** New years of the calendar, and how far one may go with them. */
export interface CalendarOrder {
  readonly years: readonly CalendarYear[]
  /** `look` writes nothing; `no later` writes nothing when a date would become later. */
  readonly mode: 'look' | 'no later' | 'any'
}

/** What became of the years, and what they do to the open tickets. */
export interface CalendarOutcome extends CalendarChange {
  readonly fate: 'looked at' | 'applied' | 'refused: later dates' | 'in force already'
  /** The year whose version names other data already; then nothing was written. */
  readonly clash: CalendarYear | null
}

/** Lays calendar years over those in force and moves the open tickets with them: all or nothing. */
export function fileCalendar(
  order: CalendarOrder,
  policyUnder: (applied: readonly unknown[]) => Policy,
  room: Omit<Room, 'policy'>,
): CalendarOutcome {
  const now = room.clock()
  return room.transaction((books) => {
    const { applied, open } = books.calendarFacts()
    const before = policyUnder(applied)
    const after = policyUnder([...applied, ...order.years])
    const change = changeOf(order.years, open, before, after, now)
    const clash = versionClash(order.years, before)
    const fate = fateOf(order, change, before)
    if (fate === 'applied' && clash === null) {
      const decision = decideOnCalendar(change, after, now)
      books.record({ kind: 'calendar' }, decision, inWords(decision, room), now)
    }
    return { ...change, fate, clash }
  })
}

function fateOf({ years, mode }: CalendarOrder, change: CalendarChange, before: Policy): CalendarOutcome['fate'] {
  if (years.every((one) => isInForce(one, before)) && change.moves.length === 0) return 'in force already'
  if (mode === 'look') return 'looked at'
  return mode === 'no later' && change.moves.some((one) => one.isLater) ? 'refused: later dates' : 'applied'
}

function inWords({ events, send }: Decision, room: Pick<Room, 'render' | 'tell'>): InWords {
  return { history: events.map(room.tell), outgoing: send.map(room.render) }
}
