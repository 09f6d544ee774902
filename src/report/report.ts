// The period's figures: what came, what was finished and how fast, what stands open, whose time it took, which dates were
// kept; and the statement that one contract's customer gets. Counted from tickets and their turns as plain arguments;
// knows neither books nor words.
import type { Figures, PeriodRecords, ReportRules, ReportTicket } from '../words/words.ts'
import { Counting, type Period } from './counting.ts'

export { Counting, type Period } from './counting.ts'
export { StatementCounting } from './statement.ts'

/** The figures of a period at one go. */
export function figuresOf<T extends ReportTicket>(
  period: Period,
  records: PeriodRecords<T>,
  rules: ReportRules<T>,
  contract: string | null = null,
): Figures {
  const counting = new Counting(period, records, rules, contract)
  for (const ticket of records.tickets) counting.add(ticket)
  return counting.figures()
}
