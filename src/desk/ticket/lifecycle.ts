// The table of states and moves, and the intervals that follow from it: whose turn it is is a consequence of the
// state, never set apart. A ticket's state changes here and nowhere else.
import type { Interval, OnItsWay, State, Ticket, TurnReason } from './ticket.ts'

/** What moves a ticket from state to state. */
export type Move =
  | 'take'
  | 'release'
  | 'answer'
  | 'interim'
  | 'ask'
  | 'develop'
  | 'return'
  | 'close'
  | 'decline'
  | 'reopen'
  | 'customer writes'
  | 'customer resolves'
  | 'silence'
  | 'undelivered'

/** Where each move leads from each state; a move that changes nothing leads to the same state. */
export const LIFECYCLE = {
  new: {
    take: 'open',
    release: 'new',
    answer: 'answered',
    interim: 'open',
    ask: 'waiting',
    develop: 'development',
    return: 'new',
    close: 'closed',
    decline: 'declined',
    reopen: 'new',
    'customer writes': 'new',
    'customer resolves': 'closed',
    silence: 'new',
    undelivered: 'new',
  },
  open: {
    take: 'open',
    release: 'new',
    answer: 'answered',
    interim: 'open',
    ask: 'waiting',
    develop: 'development',
    return: 'open',
    close: 'closed',
    decline: 'declined',
    reopen: 'open',
    'customer writes': 'open',
    'customer resolves': 'closed',
    silence: 'open',
    undelivered: 'open',
  },
  waiting: {
    take: 'waiting',
    release: 'waiting',
    answer: 'answered',
    interim: 'waiting',
    ask: 'waiting',
    develop: 'development',
    return: 'waiting',
    close: 'closed',
    decline: 'declined',
    reopen: 'open',
    'customer writes': 'open',
    'customer resolves': 'closed',
    silence: 'closed',
    undelivered: 'open',
  },
  development: {
    take: 'development',
    release: 'development',
    answer: 'answered',
    interim: 'development',
    ask: 'waiting',
    develop: 'development',
    return: 'open',
    close: 'closed',
    decline: 'declined',
    reopen: 'open',
    'customer writes': 'development',
    'customer resolves': 'closed',
    silence: 'development',
    undelivered: 'development',
  },
  answered: {
    take: 'answered',
    release: 'answered',
    answer: 'answered',
    interim: 'answered',
    ask: 'waiting',
    develop: 'development',
    return: 'answered',
    close: 'closed',
    decline: 'declined',
    reopen: 'open',
    'customer writes': 'open',
    'customer resolves': 'closed',
    silence: 'closed',
    undelivered: 'open',
  },
  closed: {
    take: 'closed',
    release: 'closed',
    answer: 'closed',
    interim: 'closed',
    ask: 'closed',
    develop: 'closed',
    return: 'closed',
    close: 'closed',
    decline: 'closed',
    reopen: 'open',
    'customer writes': 'open',
    'customer resolves': 'closed',
    silence: 'closed',
    undelivered: 'open',
  },
  declined: {
    take: 'declined',
    release: 'declined',
    answer: 'declined',
    interim: 'declined',
    ask: 'declined',
    develop: 'declined',
    return: 'declined',
    close: 'declined',
    decline: 'declined',
    reopen: 'open',
    'customer writes': 'declined',
    'customer resolves': 'declined',
    silence: 'declined',
    undelivered: 'declined',
  },
} as const satisfies Record<State, Record<Move, State>>

/** Whose time runs in a state; null when the ticket is finished. */
export const OWNER_IN: Readonly<Record<State, Interval['owner'] | null>> = {
  new: 'us',
  open: 'us',
  waiting: 'customer',
  development: 'development',
  answered: 'customer',
  closed: null,
  declined: null,
}

/** Whether nothing is to be done on it any more. */
export function finished(state: State): boolean {
  return OWNER_IN[state] === null
}

/** The ticket after a move at an instant. Its derived dates are not yet recounted: see `settle`. */
export function moved(ticket: Ticket, move: Move, at: Date, because: TurnReason): Ticket {
  const next: State = LIFECYCLE[ticket.state][move]
  // A ticket without an engineer is not in work yet.
  const state: State = next === 'open' && ticket.engineer === null ? 'new' : next
  if (state === ticket.state) return ticket
  return {
    ...ticket,
    state,
    intervals: handedOver(apart(ticket, at, because), OWNER_IN[state], at, because),
    closedAt: finished(state) ? at : null,
    ending: finished(state) ? because : undefined,
    waitingSince: state === 'waiting' ? at : null,
    ...(ticket.onItsWay == null ? {} : { onItsWay: null }),
  }
}

/**
 * The ticket after an answer or questions that are on their way: the state is told, the turn stays until the server has
 * accepted the letter. Nobody's outage is the customer's time.
 */
export function sentOff(ticket: Ticket, move: 'answer' | 'ask', at: Date, because: TurnReason): Ticket {
  const next = moved(ticket, move, at, because)
  if (finished(next.state)) return next
  return { ...next, intervals: ticket.intervals, onItsWay: { outgoingId: null, filedAt: at, because } }
}

/** The ticket after a letter of the customer's: whatever he was waited for, his turn ends with it. */
export function customerWrote(ticket: Ticket, at: Date, because: TurnReason): Ticket {
  const next = moved(ticket, 'customer writes', at, because)
  const owner = OWNER_IN[next.state]
  const ends = !finished(next.state) && owner !== 'customer'
  return ends ? { ...next, intervals: handedOver(next.intervals, owner, at, because), onItsWay: null } : next
}

/**
 * The wait for answers to questions that the customer's last letter has ended, when nothing but our turn has come since:
 * a ticket that was closed in between is counted anew.
 */
export function formerWait(
  ticket: Pick<Ticket, 'intervals' | 'questions'>,
): { readonly from: Date; readonly to: Date } | null {
  const [before, last] = ticket.intervals.slice(-2)
  const isAsked = ticket.questions !== null && before?.owner === 'customer' && before.because === 'asked'
  if (!isAsked || before.to === null || last?.owner !== 'us' || last.to !== null) return null
  if (before.to.getTime() !== last.from.getTime()) return null
  return { from: before.from, to: before.to }
}

/**
 * The turn of a letter that was on its way is the customer's from the moment of its acceptance. A wait that goes on as one
 * counts our turn since his answer as his, up to the filing: what the way took is nobody's fault of his.
 */
export function acceptedAt(ticket: Ticket, way: OnItsWay, at: Date): Ticket {
  const from = at < way.filedAt ? way.filedAt : at
  const former = way.goesOn === true ? formerWait(ticket) : null
  const intervals =
    former === null
      ? ticket.intervals
      : [
          ...ticket.intervals.slice(0, -2),
          { owner: 'customer' as const, from: former.from, to: way.filedAt, because: 'asked' },
          { owner: 'us' as const, from: way.filedAt, to: null, because: 'asked' },
        ]
  return {
    ...ticket,
    intervals: handedOver(apart({ ...ticket, intervals }, from, way.because), 'customer', from, way.because),
    waitingSince: ticket.state === 'waiting' ? from : ticket.waitingSince,
    answeredAt: ticket.answeredAt?.getTime() === way.filedAt.getTime() ? from : ticket.answeredAt,
    onItsWay: null,
  }
}

/**
 * An answer that follows questions, and questions that follow an answer, begin a turn of their own where his time stops no
 * clock: only what stood at the deadline tells whether it was kept. Elsewhere they are one wait.
 */
function apart(
  { intervals, terms }: Pick<Ticket, 'intervals' | 'terms'>,
  at: Date,
  because: string,
): readonly Interval[] {
  const last = intervals.at(-1)
  if (terms.waitingStopsClock || last === undefined || last.to !== null || at <= last.from) return intervals
  const isOther = HANDS_OVER.has(last.because) && HANDS_OVER.has(because) && isAsked(last.because) !== isAsked(because)
  return isOther ? [...intervals.slice(0, -1), { ...last, to: at }] : intervals
}

const HANDS_OVER: ReadonlySet<string> = new Set(['asked', 'answered', 'answered by telephone'] satisfies TurnReason[])

function isAsked(because: string): boolean {
  return because === 'asked'
}

/** Intervals after the turn has passed to `owner` (null: to nobody). The open one is closed, never before it began. */
export function handedOver(
  intervals: readonly Interval[],
  owner: Interval['owner'] | null,
  at: Date,
  because: string,
): readonly Interval[] {
  const last = intervals.at(-1)
  if (last !== undefined && last.to === null && last.owner === owner) return intervals
  const closed = intervals.map((interval) =>
    interval.to === null ? { ...interval, to: at < interval.from ? interval.from : at } : interval,
  )
  return owner === null ? closed : [...closed, { owner, from: at, to: null, because }]
}
