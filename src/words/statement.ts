// The statement of a contract: a month's requests and figures, as facts that its customer may read. No engineer, no note,
// nobody else's anything is among them. `words.ts` is the face that hands them on.
import type { TicketId } from '../letter.ts'
import type { Counted, Share } from './figures.ts'
import type { Category, WorkingTime } from './sentences/parts.ts'

/** How a request stands at the month's end, beside its date. */
export type StatementOutcome =
  | 'in time'
  | 'late'
  | 'processed'
  | 'in work'
  | 'in development'
  | 'waiting'
  | 'overdue'
  | 'refused'
  | 'merged'

export interface StatementLine {
  readonly ticket: TicketId
  readonly subject: string
  readonly category: Category
  /** High criticality that an engineer has confirmed (R20). */
  readonly high: boolean
  readonly receivedAt: Date
  /** The date in force; null where none is promised. */
  readonly promisedAt: Date | null
  /** The last answer, while the request stands answered or finished. */
  readonly processedAt: Date | null
  /** Working time of the customer's turns up to the answer, which the processing time does not hold (R4). */
  readonly customer: WorkingTime
  readonly outcome: StatementOutcome
  /** Behind the date, of our working time; null where it is not late. */
  readonly late: WorkingTime | null
  /** Whether most of the time behind the date was development's (R19). */
  readonly lateInDevelopment: boolean
  /** Of a merged one, the request that goes on, where it is one of this contract. */
  readonly mergedInto: TicketId | null
}

/** Whose the statement is and by which terms; of the contracts' file and the house. */
export interface StatementAbout {
  readonly contract: string
  readonly organisation: string | null
  /** Name, address and telephone of the support service. */
  readonly support: { readonly name: string; readonly address: string; readonly phone: string }
  readonly prefix: string
  readonly terms: {
    readonly minDays: number
    readonly maxDays: number
    readonly open: string
    readonly close: string
    readonly everyDay: boolean
    /** Whether they differ from the regulation's (R16). */
    readonly own: boolean
    readonly waitingStopsClock: boolean
  }
}

export interface Statement extends Counted {
  readonly madeAt: Date
  readonly about: StatementAbout
  readonly lines: readonly StatementLine[]
  readonly figures: {
    readonly openBefore: number
    readonly came: number
    readonly processed: number
    readonly refused: number
    readonly merged: number
    readonly openAfter: number
    readonly returned: number
    readonly high: number
    readonly deadlines: Share
    /** Mean processing time in working days without the customer's turns, and the mean of those turns; null without any. */
    readonly meanDays: number | null
    readonly meanCustomerDays: number | null
  }
}

/** The statement as a letter: to engineers, who may send it on, and to the customer. */
export interface StatementWords {
  readonly letter: 'statement'
  readonly statement: Statement
  /** For engineers: who gets it by !отправить, none where nobody is named; null in the customer's own letter and on a terminal. */
  readonly sendsTo: readonly string[] | null
}
