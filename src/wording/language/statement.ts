// The statement's words in a language: for its closed choices, its headings and the clauses that it rests on.
import type { StatementOutcome } from '../../words/words.ts'

export interface StatementPhrases {
  readonly title: string
  /** «договор № 15/24, ООО «Ромашка»» */
  contract(number: string, organisation: string): string
  running(at: string): string
  readonly columns: {
    readonly number: string
    readonly subject: string
    readonly came: string
    readonly promised: string
    readonly processed: string
    readonly customer: string
    readonly outcome: string
  }
  outcome(
    outcome: StatementOutcome,
    values: { readonly late: string; readonly development: boolean; readonly into: string },
  ): string
  readonly high: string
  readonly nothing: string
  readonly notYet: string
  readonly none: string
  readonly figures: {
    readonly openBefore: string
    readonly came: string
    readonly returned: string
    readonly processed: string
    readonly refused: string
    readonly merged: string
    readonly openAfter: string
    readonly high: string
    readonly deadlines: string
    readonly mean: string
    readonly customer: string
  }
  readonly figuresTitle: string
  /** «2,4 рабочего дня (регламент: в среднем 2–3)» */
  mean(days: string, norm: string): string
  days(days: string): string
  readonly clausesTitle: string
  clauses(terms: {
    readonly days: string
    readonly hours: string
    readonly everyDay: boolean
    readonly own: boolean
    readonly waitingStopsClock: boolean
  }): readonly string[]
  made(at: string): string
  /** Of the mail to an engineer: what !отправить does. */
  sends(to: string): string
}
