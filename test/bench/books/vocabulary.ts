// Words as letters have them: few that stand everywhere, many that stand seldom.
import { stemsOf } from '../../../src/store/file/stem.ts'

/** Chance that can be repeated (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const WORDS = 40_000
const SYLLABLES =
  'ба ве го до ек жи зо из ка ло ми на об по ра се ту ук фа хо це чи шо ща эк юр ян ст пр кр тр гл вы за до от пе ре со ни ки ли'.split(
    ' ',
  )
const ENDINGS = ['', 'а', 'у', 'ом', 'ы', 'ов', 'ами', 'ый', 'ого', 'ть', 'ит', 'ал', 'ение', 'ости', 'ка']
const PIECES = 30_000
const WORDS_OF_A_PIECE = 8

/** Some words that stand in the place of one slot, and what the index holds of them. */
export interface Piece {
  readonly text: string
  readonly stems: readonly string[]
}

/** Pieces of text of Zipf's words, always the same. */
export function pieces(seed = 5): readonly Piece[] {
  const next = chanceOf(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T
  const words = Array.from({ length: WORDS }, () => {
    const syllables = Array.from({ length: 2 + Math.floor(next() * 3) }, () => pick(SYLLABLES)).join('')
    return syllables + pick(ENDINGS)
  })
  const sums: number[] = []
  let sum = 0
  for (let rank = 1; rank <= WORDS; rank += 1) {
    sum += 1 / (rank + 3) ** 1.05
    sums.push(sum)
  }
  const word = (): string => words[rankOf(sums, next() * sum)] ?? ''
  return Array.from({ length: PIECES }, () => {
    const some = Array.from({ length: WORDS_OF_A_PIECE }, word)
    return { text: some.join(' '), stems: [...new Set(some.flatMap(stemsOf))] }
  })
}

function rankOf(sums: readonly number[], at: number): number {
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}
