// The sum of what tickets add: counts, and the values whose spread is asked for in the end.
import type { Fate, Measures, PeriodEvent } from '../words/words.ts'
import type { TicketShare } from './share.ts'
import { medianOf, spreadOf } from './spread.ts'

/** Figures in the making. */
export class Tally {
  readonly #balance = {
    ...{ openBefore: 0, came: 0, returned: 0, openAfter: 0 },
    ...{ processed: 0, refused: 0, notRequests: 0, merged: 0 },
  }
  readonly #turns = { us: 0, customer: 0, development: 0, contract: 0, gross: 0 }
  readonly #net: number[] = []
  readonly #gross: number[] = []
  readonly #deadlines = { kept: 0, of: 0 }
  readonly #first = { normal: newFirst(), high: newFirst() }
  readonly #counts = { overdue: 0, waiting: 0, reopened: 0, outOfTurn: 0 }
  readonly #help = { asked: 0, helped: 0, didNotHelp: 0, notSaid: 0 }
  readonly #events: Record<PeriodEvent['kind'], number> = { undelivered: 0, 'set aside': 0, 'not acknowledged': 0 }

  add(share: TicketShare): void {
    this.#addToBalance(share)
    const { processing, first } = share
    if (processing !== null) {
      this.#net.push(processing.net)
      this.#gross.push(processing.gross)
      for (const owner of OWNERS) this.#turns[owner] += processing.turns[owner]
    }
    this.#deadlines.kept += share.datesKept
    this.#deadlines.of += share.datesDue
    if (first !== null) addFirst(this.#first[first.high ? 'high' : 'normal'], first)
    this.#counts.overdue += Number(share.overdue)
    this.#counts.waiting += Number(share.waiting)
    this.#counts.reopened += share.reopened
    this.#counts.outOfTurn += share.outOfTurn
    if (share.help !== null) {
      this.#help.asked += 1
      this.#help[SAID[share.help]] += 1
    }
    for (const kind of share.events) this.#events[kind] += 1
  }

  #addToBalance({ openBefore, came, returned, openAfter, out }: TicketShare): void {
    const sum = this.#balance
    sum.openBefore += Number(openBefore)
    sum.came += Number(came)
    sum.returned += Number(returned)
    sum.openAfter += Number(openAfter)
    if (out !== null) sum[COLUMN[out]] += 1
  }

  /** Adds what another tally holds. */
  merge(other: Tally): void {
    addUp(this.#balance, other.#balance)
    addUp(this.#turns, other.#turns)
    addUp(this.#deadlines, other.#deadlines)
    addUp(this.#counts, other.#counts)
    addUp(this.#help, other.#help)
    addUp(this.#events, other.#events)
    for (const one of other.#net) this.#net.push(one)
    for (const one of other.#gross) this.#gross.push(one)
    for (const kind of FIRSTS) {
      this.#first[kind].of += other.#first[kind].of
      this.#first[kind].kept += other.#first[kind].kept
      for (const one of other.#first[kind].hours) this.#first[kind].hours.push(one)
    }
  }

  measures(): Measures {
    const [normal, high] = [firstOf(this.#first.normal), firstOf(this.#first.high)]
    return {
      balance: { ...this.#balance },
      ...{ overdue: this.#counts.overdue, waiting: this.#counts.waiting },
      processing: { requests: this.#net.length, net: spreadOf(this.#net), gross: spreadOf(this.#gross) },
      turns: { ...this.#turns },
      deadlines: { ...this.#deadlines },
      firstAnswer: { kept: normal.kept + high.kept, of: normal.of + high.of, normal, high },
      reopened: this.#counts.reopened,
      undelivered: this.#events.undelivered,
      setAside: this.#events['set aside'],
      notAcknowledged: this.#events['not acknowledged'],
      outOfTurn: this.#counts.outOfTurn,
      help: { ...this.#help },
    }
  }
}

const FIRSTS = ['normal', 'high'] as const

function addUp<T extends Record<keyof T, number>>(sum: T, more: T): void {
  for (const name of Object.keys(more) as (keyof T)[]) sum[name] = (sum[name] + more[name]) as T[keyof T]
}

const OWNERS = ['us', 'customer', 'development', 'contract', 'gross'] as const

const COLUMN = {
  processed: 'processed',
  refused: 'refused',
  'not a request': 'notRequests',
  merged: 'merged',
} as const satisfies Record<Fate, string>

const SAID = { helped: 'helped', 'did not help': 'didNotHelp', 'not said': 'notSaid' } as const

interface Firsts {
  kept: number
  of: number
  readonly hours: number[]
}

function newFirst(): Firsts {
  return { kept: 0, of: 0, hours: [] }
}

function addFirst(sum: Firsts, { within, hours }: NonNullable<TicketShare['first']>): void {
  sum.of += 1
  sum.kept += Number(within)
  if (hours !== null) sum.hours.push(hours)
}

function firstOf({ kept, of, hours }: Firsts): { kept: number; of: number; medianHours: number | null } {
  return { kept, of, medianHours: medianOf(hours) }
}
