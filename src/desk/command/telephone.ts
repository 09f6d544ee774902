// Telephone numbers as people write them: 8, +7 or neither in front, brackets, spaces, an extension behind. Two writings of
// one number are known as the same.

/** A number as it is compared: its digits without the country's 7 or the trunk's 8, and the extension. */
export interface Telephone {
  readonly main: string
  readonly extension: string | null
}

const EXTENSION = /(?:доб\p{L}{0,8}|вн\p{L}{0,10}|ext\p{L}{0,6}|[x#,;])[\s.:]{0,3}(\d{1,6})\D{0,3}$/iu
const MOST_SIGNS = 60
/** So many digits at the end are a number within a town. */
const LOCAL = 7

/** Null for what is no telephone number. */
export function telephoneIn(text: string): Telephone | null {
  if (text.length > MOST_SIGNS) return null
  const extension = EXTENSION.exec(text)
  const digits = (extension === null ? text : text.slice(0, extension.index)).replace(/\D/g, '')
  if (digits.length < 5 || digits.length > 15) return null
  const main = digits.length === 11 && /^[78]/.test(digits) ? digits.slice(1) : digits
  return { main, extension: extension?.[1] ?? null }
}

/** Whether both reach the same line; a number within a town is the end of the whole one. */
export function sameLine(a: Telephone, b: Telephone): boolean {
  const [shorter, longer] = a.main.length <= b.main.length ? [a.main, b.main] : [b.main, a.main]
  return shorter === longer || (shorter.length >= LOCAL && shorter.length < 10 && longer.endsWith(shorter))
}

/** Whether both reach the same person: where one names an extension, the other names the same or none. */
export function sameExtension(a: Telephone, b: Telephone): boolean {
  return a.extension === null || b.extension === null || a.extension === b.extension
}
