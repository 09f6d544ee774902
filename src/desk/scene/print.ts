// The print of a letter's words: what two machines say to each other again and again differs in numbers only.
import { createHash } from 'node:crypto'
import type { Letter } from '../../letter.ts'

/** Shorter words are anybody's: «Добрый день», «см. вложение». */
const LEAST_SIGNS = 40
const MOST_SIGNS = 4000

/** Equal for letters that say the same but for numbers and tags in brackets; null for those that say too little. */
export function printOf({ reply }: Pick<Letter, 'reply'>): string | null {
  const words = reply
    .slice(0, MOST_SIGNS)
    .toLowerCase()
    .replace(/\[[^\]\n]{1,60}\]/g, ' ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
  return words.length < LEAST_SIGNS ? null : createHash('sha256').update(words).digest('hex').slice(0, 24)
}
