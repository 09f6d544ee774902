// What !исправлено is given: a version, and tickets that it leaves out: «4.2», «версия 4.2.1 кроме 14, 15».
import type { TicketId } from '../../letter.ts'
import { readNumber } from '../ticket/tag.ts'

/** A version in which something is fixed, and whom that does not concern. */
export interface FixAsked {
  readonly version: string
  readonly without: readonly TicketId[]
}

const MOST_SIGNS = 60

/** Null where there is no version, or what stands behind «кроме» are no numbers. */
export function fixIn(argument: string, prefixes: readonly string[]): FixAsked | null {
  const [given = '', ...rest] = argument.split(/(?:^|[\s,;])(?:кроме|except|without)\s/iu)
  const version = given.replace(/^(?:в\s+)?(?:верси[яию]\p{L}{0,2}|version)\s+/iu, '').trim()
  if (version === '' || version.length > MOST_SIGNS || !/[\p{L}\p{N}]/u.test(version) || rest.length > 1) return null
  const words = (rest[0] ?? '').split(/[\s,;]+/u).filter((word) => !/^(?:и|and|)$/iu.test(word))
  const without = words.map((word) => readNumber(word, prefixes))
  return without.some((id) => id === null) ? null : { version, without: without.filter((id) => id !== null) }
}
