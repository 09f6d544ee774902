// How values stand in columns: instants as UTC ISO text, lists as JSON, booleans as 0 and 1.

/** An instant as it stands in the books. */
export function at(instant: Date): string {
  return instant.toISOString()
}

/** The same of an instant that may not be there. */
export function atOrNull(instant: Date | null): string | null {
  return instant === null ? null : instant.toISOString()
}

/** The instant of a text that `at` wrote; a year's figures read a million of them, so its digits are taken as they stand. */
export function instant(text: string): Date {
  if (text.length !== 24) return new Date(text)
  const pair = (from: number): number => text.charCodeAt(from) * 10 + text.charCodeAt(from + 1) - ZEROS
  const milliseconds = pair(20) * 10 + text.charCodeAt(22) - 48
  const [year, month, day] = [pair(0) * 100 + pair(2), pair(5) - 1, pair(8)]
  return new Date(Date.UTC(year, month, day, pair(11), pair(14), pair(17), milliseconds))
}

/** Two digits of 48. */
const ZEROS = 528

/** The same of a column that may be empty. */
export function instantOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}

/** A list or a small value as JSON text. */
export function json(value: unknown): string {
  return JSON.stringify(value)
}

/** What `json` wrote; instants in it are still text. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** What `json` wrote, every string that reads as an instant made one. Only for values that hold no person's text. */
export function fromJsonWithInstants<T>(text: string): T {
  return JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'string' && ISO.test(value) ? new Date(value) : value,
  ) as T
}

/** An address in the form in which addresses are looked up. */
export function keyOf(address: string): string {
  return address.toLowerCase()
}

/**
 * A text parameter that the planner does not look at. Beside ORDER BY … LIMIT a bare one (and a bare one as LIMIT) makes
 * SQLite prepare the whole statement anew for every value, which costs more than the query.
 */
export function unseen(name: string): string {
  return `(:${name} || '')`
}

/** An instant so many milliseconds before another. */
export function before(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() - milliseconds)
}

export const SECOND = 1000
export const HOUR = 3600 * SECOND
export const DAY = 24 * HOUR
