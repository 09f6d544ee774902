// What a statement is asked for in an engineer's words: «15/24», «15/24 октябрь», «№ 15/24 за 2026-10». Without a month
// the last one that has ended is meant.
import { type Period, periodBefore, periodIn } from './period.ts'

export interface StatementAsked {
  readonly contract: string
  /** Null where the month is not clear. */
  readonly period: Period | null
}

/** The contract and the period; null where no contract of the list is named. Numbers may hold spaces: the longest that fits. */
export function statementIn(
  text: string,
  contracts: readonly string[],
  zone: string,
  now: Date,
): StatementAsked | null {
  const plain = text
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/^ ?(?:договор[ауе]?|contract)? ?(?:№|no\.?)? ?/iu, '')
    .trim()
  const fits = contracts.filter((one) => begins(plain, one)).sort((a, b) => b.length - a.length)
  const [contract] = fits
  if (contract === undefined) return null
  const month = plain.slice(contract.length).replace(/^[\s,;]+/, '')
  return { contract, period: month === '' ? lastMonth(zone, now) : periodIn(month, zone, now) }
}

function begins(text: string, number: string): boolean {
  const rest = text.slice(number.length)
  return text.toLowerCase().startsWith(number.toLowerCase()) && (rest === '' || /^[\s,;]/.test(rest))
}

/** The month before the running one. */
export function lastMonth(zone: string, now: Date): Period | null {
  const running = periodIn('месяц', zone, now)
  return running === null ? null : periodBefore(running, zone)
}
