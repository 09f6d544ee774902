// Values in order: mean, median, ninth tenth.
import type { Spread } from '../words/words.ts'

/** The spread of some values, to two decimals. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) return { mean: null, median: null, p90: null }
  const sorted = Float64Array.from(values).sort()
  return {
    mean: rounded(sorted.reduce((sum, one) => sum + one, 0) / sorted.length),
    median: rounded(middle(sorted)),
    p90: rounded(sorted[Math.ceil(0.9 * sorted.length) - 1] ?? 0),
  }
}

/** The median, or null of nothing. */
export function medianOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : rounded(middle(Float64Array.from(values).sort()))
}

function middle(sorted: Float64Array): number {
  const at = (sorted.length - 1) / 2
  return ((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at)] ?? 0)) / 2
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
