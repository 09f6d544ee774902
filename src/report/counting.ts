// Figures in the making: tickets are added one after the other, so that whoever reads a year may pause between them.
import type {
  Cut,
  EventLine,
  Figures,
  Group,
  LateLine,
  OutOfTurnLine,
  PeriodEvent,
  PeriodRecords,
  ReopenedLine,
  ReportRules,
  ReportTicket,
  StateWord,
} from '../words/words.ts'
import { lifeOf, type Span, spanOf, stateAfter } from './life.ts'
import { contractOf, lateLine, nameOf, outOfTurnLines, reopenedLines } from './lists.ts'
import { LoadTally } from './load.ts'
import { shareOf } from './share.ts'
import { Tally } from './tally.ts'

/** A period [from, to). */
export interface Period {
  readonly from: Date
  readonly to: Date
}

type CutKeys = Readonly<Record<Cut, string | null>>

/** The order of closed choices; what is not in it comes by how much there is of it. */
const ORDER: Readonly<Partial<Record<Cut, readonly string[]>>> = {
  category: ['operation', 'errors', 'administration', 'consultation', 'data', 'unsorted'],
  channel: ['email', 'phone'],
  criticality: ['high', 'suspected', 'normal'],
}
const STATES: readonly StateWord[] = ['new', 'open', 'waiting', 'development', 'answered']

/** Figures in the making: every ticket of the records is added once. */
export class Counting<T extends ReportTicket> {
  readonly #period: Period
  readonly #span: Span
  readonly #records: PeriodRecords<T>
  readonly #rules: ReportRules<T>
  readonly #contract: string | null
  readonly #events: ReadonlyMap<number, readonly PeriodEvent[]>
  /** By what all cuts say of a ticket together: most tickets share theirs with others, and each is added once only. */
  readonly #kinds = new Map<string, { readonly keys: CutKeys; readonly tally: Tally }>()
  readonly #states = new Map<StateWord, number>()
  readonly #late: LateLine[] = []
  readonly #outOfTurn: OutOfTurnLine[] = []
  readonly #reopened: ReopenedLine[] = []
  readonly #eventLines: EventLine[] = []
  readonly #load = new LoadTally()

  constructor(period: Period, records: PeriodRecords<T>, rules: ReportRules<T>, contract: string | null) {
    this.#period = period
    this.#span = spanOf(period, rules.now)
    this.#records = records
    this.#rules = rules
    this.#contract = contract
    this.#events = Map.groupBy(records.events, (one) => one.ticket)
  }

  add(ticket: T): void {
    const [span, rules] = [this.#span, this.#rules]
    const life = lifeOf(ticket, span, rules)
    const events = this.#events.get(ticket.id) ?? []
    const share = shareOf(life, events, span, rules)
    this.#tallyOf(ticket).add(share)
    if (life.openAfter) this.#count(stateAfter(life, rules))
    if (life.came) this.#load.add(ticket, rules)
    if (share.reopened > 0) this.#reopened.push(...reopenedLines(life, span))
    if (share.outOfTurn > 0) this.#outOfTurn.push(...outOfTurnLines(ticket, span, this.#records, rules))
    if (events.length > 0) this.#eventLines.push(...events.map((one) => ({ ...one, subject: ticket.subject })))
    if (share.overdue || share.datesDue > share.datesKept) this.#addLate(life)
  }

  #addLate(life: ReturnType<typeof lifeOf<T>>): void {
    const line = lateLine(life, this.#span, this.#rules)
    if (line !== null) this.#late.push(line)
  }

  #tallyOf(ticket: T): Tally {
    const { category, channel, criticality } = ticket
    const [contract, engineer] = [contractOf(ticket), nameOf(ticket.engineer, this.#rules)]
    const kind = `${category}\n${channel}\n${criticality}\n${contract ?? '\t'}\n${engineer ?? '\t'}`
    const known = this.#kinds.get(kind)
    if (known !== undefined) return known.tally
    const tally = new Tally()
    this.#kinds.set(kind, { keys: { category, channel, criticality, contract, engineer }, tally })
    return tally
  }

  /** The sums of those that have a key in common. */
  #merged(keyOf: (keys: CutKeys) => string | null): ReadonlyMap<string | null, Tally> {
    const sums = new Map<string | null, Tally>()
    for (const { keys, tally } of this.#kinds.values()) {
      const sum = sums.get(keyOf(keys)) ?? new Tally()
      sum.merge(tally)
      sums.set(keyOf(keys), sum)
    }
    return sums
  }

  #count(state: StateWord): void {
    this.#states.set(state, (this.#states.get(state) ?? 0) + 1)
  }

  figures(): Figures {
    return {
      ...this.#period,
      until: this.#span.until,
      contract: this.#contract,
      norms: {
        firstAnswerHours: this.#rules.firstAnswerHours,
        criticalFirstAnswerHours: this.#rules.criticalFirstAnswerHours,
      },
      total:
        this.#merged(() => null)
          .get(null)
          ?.measures() ?? new Tally().measures(),
      by: {
        category: this.#groups('category'),
        contract: this.#groups('contract'),
        engineer: this.#groups('engineer'),
        channel: this.#groups('channel'),
        criticality: this.#groups('criticality'),
      },
      states: STATES.flatMap((state) => {
        const open = this.#states.get(state) ?? 0
        return open === 0 ? [] : [{ state, open }]
      }),
      late: this.#late.toSorted((a, b) => a.deadlineAt.getTime() - b.deadlineAt.getTime() || a.ticket - b.ticket),
      outOfTurn: this.#outOfTurn.toSorted(inTime),
      reopened: this.#reopened.toSorted(inTime),
      events: this.#eventLines.toSorted(inTime),
      load: this.#load.load(),
      mail: this.#records.mail,
    }
  }

  /** A part for each key that has anything to count, in the choice's own order, else the fullest first; the one without a key last. */
  #groups(cut: Cut): readonly Group[] {
    const order = ORDER[cut]
    const groups = [...this.#merged((keys) => keys[cut])].map(([key, tally]) => ({ key, ...tally.measures() }))
    const rank = (group: Group): number => (order === undefined ? -weightOf(group) : order.indexOf(group.key ?? ''))
    return groups
      .filter((group) => weightOf(group) > 0)
      .sort((a, b) => Number(a.key === null) - Number(b.key === null) || rank(a) - rank(b) || byKey(a, b))
  }
}

function weightOf({ balance, deadlines, undelivered, setAside, notAcknowledged }: Group): number {
  const { openBefore, came, returned } = balance
  return openBefore + came + returned + deadlines.of + undelivered + setAside + notAcknowledged
}

/** By code point: the same on every machine. */
function byKey(a: Group, b: Group): number {
  return (a.key ?? '') < (b.key ?? '') ? -1 : 1
}

function inTime(
  a: { readonly at: Date; readonly ticket: number },
  b: { readonly at: Date; readonly ticket: number },
): number {
  return a.at.getTime() - b.at.getTime() || a.ticket - b.ticket
}
