// What the rules decided, as people read it: every sentence in it in words, all else as it is. For tests that compare text.
import type { Language } from '../../src/letter.ts'
import { say } from '../../src/wording/wording.ts'
import type { Sentence, Sentences } from '../../src/words/words.ts'

/** A value with its sentences turned to text. */
export type InWords<T> = T extends { readonly is: keyof Sentences }
  ? string
  : T extends Date | ReadonlyMap<unknown, unknown> | ((...args: never[]) => unknown)
    ? T
    : T extends object
      ? { [K in keyof T]: InWords<T[K]> }
      : T

/** The value in words, its moments by Moscow's wall. */
export function inWords<T>(value: T, language: Language = 'ru'): InWords<T> {
  return worded(value, language) as InWords<T>
}

function worded(value: unknown, language: Language): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Map) return value
  if (Array.isArray(value)) return value.map((one) => worded(one, language))
  if ('is' in value) return say(value as Sentence, language, 'Europe/Moscow')
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, worded(one, language)]))
}
