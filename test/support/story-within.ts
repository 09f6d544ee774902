// Whether what the books show holds what a story expects of it: fields that are not named are no matter.
import { matches } from './story-letter.ts'

/** Throws unless `found` holds all of `expected`: objects by their fields, lists one by one, `history` and `messages` in that order with gaps. */
export function demandWithin(found: unknown, expected: unknown, path: string): void {
  const wrong = missing(found, expected, path)
  if (wrong !== null) throw new Error(`${wrong}\n--- found\n${JSON.stringify(found, null, 1)}`)
}

function missing(found: unknown, expected: unknown, path: string): string | null {
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return `${path} is no list`
    if (/history$|messages$/.test(path)) return missingInOrder(found, expected, path)
    if (found.length !== expected.length) return `${path} has ${found.length}, expected ${expected.length}`
    return firstOf(expected.map((one, at) => missing(found[at], one, `${path}[${at}]`)))
  }
  if (isObject(expected)) {
    if (!isObject(found)) return `${path} is ${String(found)}`
    return firstOf(Object.entries(expected).map(([key, value]) => missing(found[key], value, `${path}.${key}`)))
  }
  const fits = typeof expected === 'string' ? typeof found === 'string' && matches(found, expected) : found === expected
  return fits ? null : `${path} is ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`
}

function missingInOrder(found: readonly unknown[], expected: readonly unknown[], path: string): string | null {
  let from = 0
  for (const one of expected) {
    const at = found.findIndex((other, index) => index >= from && missing(other, one, path) === null)
    if (at < 0) return `${path} has no ${JSON.stringify(one)}, or not in that order`
    from = at + 1
  }
  return null
}

function firstOf(list: readonly (string | null)[]): string | null {
  return list.find((one) => one !== null) ?? null
}

/** Whether a value of JSON is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
