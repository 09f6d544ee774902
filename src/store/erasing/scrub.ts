// Text without a person's traces: every word of his by which he is known is replaced, in plain columns and in JSON.
import { GONE } from '../tables/erased.ts'

/** Takes a person's traces out of a text. */
export type Scrub = (text: string) => string

/** A scrub for these words, whatever their case; longer ones go first, so that none leaves a part of another behind. */
export function scrubOf(words: readonly string[]): Scrub {
  const longestFirst = [...new Set(words)].filter((one) => one.length > 0).sort((a, b) => b.length - a.length)
  if (longestFirst.length === 0) return (text) => text
  const pattern = new RegExp(longestFirst.map(literal).join('|'), 'giu')
  return (text) => text.replace(pattern, GONE)
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}

/** JSON with every text in it scrubbed. A list of people loses whoever bears a trace: an address that is none would be worse. */
export function scrubbedJson(text: string, scrub: Scrub): string {
  const value: unknown = JSON.parse(text)
  const clean = scrubbed(value, scrub)
  return JSON.stringify(clean)
}

function scrubbed(value: unknown, scrub: Scrub): unknown {
  if (typeof value === 'string') return scrub(value)
  if (Array.isArray(value)) return value.filter((one) => !isPersonOf(one, scrub)).map((one) => scrubbed(one, scrub))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, scrubbed(one, scrub)]))
}

/** An entry of a list that is him: his bare address, or an object with it. */
function isPersonOf(one: unknown, scrub: Scrub): boolean {
  const address = typeof one === 'string' && one.includes('@') ? one : addressOf(one)
  return address !== null && scrub(address) !== address
}

function addressOf(one: unknown): string | null {
  if (typeof one !== 'object' || one === null || !('address' in one)) return null
  return typeof one.address === 'string' ? one.address : null
}
