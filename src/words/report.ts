// The letter that shows the figures of a period, as facts. `words.ts` is the face that hands it on.
import type { Counted, Cut, Figures, Measures } from './figures.ts'
import type { AnswerGoes } from './sentences/parts.ts'

/** The average processing time that the regulation names, in working days (R5). */
export const NORM_DAYS = { from: 2, to: 3 } as const

/** The figures as a letter; `goes` is null where nobody can answer: on a terminal, on a page. */
export interface ReportWords {
  readonly letter: 'report'
  readonly goes: AnswerGoes | null
  readonly prefix: string
  readonly figures: Figures
  /** The cut that is told whole; null: each in short. */
  readonly by: Cut | null
  /** The figures of the period before, to compare with. */
  readonly previous: (Counted & { readonly total: Measures }) | null
}
