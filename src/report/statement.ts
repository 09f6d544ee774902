// The statement of a contract, counted together with its figures: a line for each request that lived in the month. Takes
// from a ticket only what its customer may read.
import type {
  PeriodRecords,
  ReportRules,
  ReportTicket,
  Statement,
  StatementAbout,
  StatementLine,
  StatementOutcome,
  WorkingTime,
} from '../words/words.ts'
import { Counting, type Period } from './counting.ts'
import { isNoRequest, isOverdue } from './dates.ts'
import { type Life, lifeOf, lived, type Span, spanOf } from './life.ts'
import { contractOf } from './lists.ts'
import { upToResult } from './share.ts'

/** A statement in the making: every ticket of the contract's records is added once. */
export class StatementCounting<T extends ReportTicket> {
  readonly #period: Period
  readonly #span: Span
  readonly #about: StatementAbout
  readonly #records: PeriodRecords<T>
  readonly #rules: ReportRules<T>
  readonly #counting: Counting<T>
  readonly #lines: StatementLine[] = []

  constructor(period: Period, about: StatementAbout, records: PeriodRecords<T>, rules: ReportRules<T>) {
    this.#period = period
    this.#span = spanOf(period, rules.now)
    this.#about = about
    this.#records = records
    this.#rules = rules
    this.#counting = new Counting(period, records, rules, about.contract)
  }

  /** A ticket of another contract is none of this one's business, whoever brings it. */
  add(ticket: T): void {
    if (contractOf(ticket) !== this.#about.contract) return
    this.#counting.add(ticket)
    const life = lifeOf(ticket, this.#span, this.#rules)
    if (lived(life) && !isNoRequest(ticket, this.#rules)) this.#lines.push(this.#lineOf(life))
  }

  #lineOf(life: Life<T>): StatementLine {
    const { ticket } = life
    const result = resultOf(life, this.#rules)
    const outcome = outcomeOf(life, result, this.#span, this.#rules)
    const late = outcome === 'late' || outcome === 'overdue' ? lateness(life, this.#span, this.#rules) : null
    return {
      ...{ ticket: ticket.id, subject: ticket.subject, category: ticket.category },
      high: ticket.criticality === 'high',
      ...{ receivedAt: ticket.receivedAt, promisedAt: ticket.deadline, processedAt: result },
      customer: customersTime(life, result, this.#span, this.#rules),
      outcome,
      late: late?.time ?? null,
      lateInDevelopment: late?.inDevelopment ?? false,
      mergedInto: this.#ownNumber(ticket.mergedInto),
    }
  }

  /** The number of another request, where it is one of this contract. */
  #ownNumber(id: number | null): number | null {
    const other = id === null ? undefined : this.#records.ticket(id)
    return other !== undefined && contractOf(other) === this.#about.contract ? other.id : null
  }

  statement(): Statement {
    const { balance, deadlines, processing } = this.#counting.figures().total
    const { openBefore, came, returned, processed, refused, merged, openAfter } = balance
    const [net, gross] = [processing.net.mean, processing.gross.mean]
    return {
      ...this.#period,
      until: this.#span.until,
      madeAt: this.#rules.now,
      about: this.#about,
      lines: this.#lines.toSorted((a, b) => a.ticket - b.ticket),
      figures: {
        ...{ openBefore, came, returned, processed, refused, merged, openAfter },
        high: this.#lines.filter((one) => one.high).length,
        deadlines,
        meanDays: net,
        meanCustomerDays: net === null || gross === null ? null : Math.round((gross - net) * 100) / 100,
      },
    }
  }
}

/** When the last answer was given, while it stands: the end of the last turn that was not the customer's. */
function resultOf<T extends ReportTicket>(
  { ticket, turns, last, openAfter }: Life<T>,
  rules: ReportRules<T>,
): Date | null {
  const stands = !openAfter || (last?.owner === 'customer' && !rules.isQuestion(last, ticket))
  return stands ? (upToResult(turns).at(-1)?.to ?? last?.to ?? null) : null
}

function outcomeOf<T extends ReportTicket>(
  { ticket, last, out, openAfter }: Life<T>,
  result: Date | null,
  span: Span,
  rules: ReportRules<T>,
): StatementOutcome {
  if (out === 'merged' || out === 'refused') return out
  if (result !== null) {
    if (ticket.deadline === null) return 'processed'
    return result <= ticket.deadline ? 'in time' : 'late'
  }
  if (openAfter && isOverdue(ticket, last, span, rules)) return 'overdue'
  if (last?.owner === 'development') return 'in development'
  return last?.owner === 'customer' ? 'waiting' : 'in work'
}

/** The customer's turns up to the answer, or up to now where there is none. */
function customersTime<T extends ReportTicket>(
  { ticket, turns }: Life<T>,
  result: Date | null,
  span: Span,
  rules: ReportRules<T>,
): WorkingTime {
  const own = (result === null ? turns : upToResult(turns)).filter((one) => one.owner === 'customer')
  const seconds = own.reduce(
    (sum, { from, to }) => sum + rules.worked(ticket, from, to === null || to > span.until ? span.until : to).seconds,
    0,
  )
  return { ...rules.worked(ticket, span.from, span.from), seconds }
}

/** Working time of ours and of development behind the date, and whose most of it was. */
function lateness<T extends ReportTicket>(
  { ticket, turns }: Life<T>,
  span: Span,
  rules: ReportRules<T>,
): { readonly time: WorkingTime; readonly inDevelopment: boolean } {
  const deadline = ticket.deadline ?? span.until
  const behind = turns
    .filter((one) => one.owner !== 'customer' && (one.to === null || one.to > deadline))
    .map(({ owner, from, to }) => {
      const until = to === null || to > span.until ? span.until : to
      return { owner, ...rules.worked(ticket, from < deadline ? deadline : from, until) }
    })
  const sum = (all: readonly WorkingTime[]): number => all.reduce((seconds, one) => seconds + one.seconds, 0)
  const [seconds, development] = [sum(behind), sum(behind.filter((one) => one.owner === 'development'))]
  return { time: { ...rules.worked(ticket, deadline, deadline), seconds }, inDevelopment: development * 2 > seconds }
}
