// The report's words in a language: for its closed choices and for values that stand together. Counts and dates come
// formatted.
import type { Cut, DateFate, LateLine, PeriodEvent, ReopenedLine, TimeOwner } from '../../words/words.ts'

/** The words of a report in a language. */
export interface ReportPhrases {
  /** «по договорам» */
  readonly cuts: Readonly<Record<Cut, string>>
  /** «Договор»: in front of one part of a cut. */
  readonly cut: Readonly<Record<Cut, string>>
  readonly channels: Readonly<Record<'email' | 'phone', string>>
  readonly owners: Readonly<Record<TimeOwner, string>>
  /** The sum of the owners' time. */
  readonly together: string
  readonly weekdays: readonly string[]
  /** «12 (было 9)» */
  was(now: string, before: string): string
  /** «17 из 20 (85 %)» */
  share(kept: string, of: string, percent: string): string
  readonly nothing: string
  spread(mean: string, median: string, p90: string): string
  /** «9 + 14 = 10 + 3 + 10» */
  balance(sum: string, holds: boolean): string
  hours(hours: number, minutes: number): string
  /** The median of first answers. */
  firstAnswer(share: string, median: string, norm: string, clock: 'working' | 'wall'): string
  compared(period: string): string
  readonly lateNow: Readonly<Record<LateLine['now'], string>>
  why(why: LateLine['why'], since: string, reference: string): string
  /** `over` is '' when it is less than a minute. */
  overBy(by: string, over: string): string
  raised(at: string, ground: string, why: string, by: string): string
  overtook(number: string, by: string, date: string): string
  readonly overtookNobody: string
  date(fate: DateFate, by: string): string
  reopened(at: string, by: ReopenedLine['by']): string
  readonly events: Readonly<Record<PeriodEvent['kind'], string>>
  more(n: number): string
  /** One part of a cut in short. */
  group(values: GroupWords): string
}

/** What one part of a cut says. */
export interface GroupWords {
  readonly came: string
  readonly processed: string
  readonly open: string
  readonly overdue: string
  readonly mean: string
  readonly kept: string
}
