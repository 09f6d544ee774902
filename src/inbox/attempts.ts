// An attempt to file is counted in the books before it is made, so that a letter which throws, or kills the process,
// is set aside at the third stumble and never stops the mailbox. Letters at their first attempt share a commit.
import type { Letter } from '../letter.ts'
import { sentenceOf, Trouble } from '../trouble.ts'
import type { ArrivalBooks, Filed, Filing, InboxLog } from './needs.ts'

const MOST_STUMBLES = 3

/** What came of an attempt. `stumbled`: the letter threw and is to be tried again. */
export type Attempted = 'filed' | 'set aside' | 'stumbled'

export interface Attempts {
  /** Counts the first attempt of many letters in one commit. A letter that was attempted before is counted alone, when its turn comes. */
  beginTogether(letters: readonly Letter[]): void
  /**
   * Files the first of the letters, or sets it aside; those behind it that never stumbled go with it. Gives what came of
   * each that was attempted, at least one. Throws passing Trouble only: then none is filed.
   */
  file(letters: readonly Letter[]): readonly Attempted[]
}

/** Where attempts are counted. */
type Counts = Pick<ArrivalBooks, 'stumblesOf' | 'stumble'>

/** Attempts over the books; `begun` lives as long as the process. */
export function openAttempts(books: Counts, filing: Filing, log: InboxLog): Attempts {
  // Attempts that are counted and not yet ended. Trouble that passes does not end one, so waiting counts nothing.
  const begun = new Map<string, number>()

  const begin = (sha256: string): number => {
    const counted = begun.get(sha256)
    if (counted !== undefined) return counted
    const before = books.stumblesOf(sha256)
    books.stumble([sha256])
    begun.set(sha256, before + 1)
    return before + 1
  }
  return {
    beginTogether(letters) {
      const all = new Set(letters.map((letter) => letter.sha256))
      const fresh = [...all].filter((sha256) => !begun.has(sha256) && books.stumblesOf(sha256) === 0)
      if (fresh.length === 0) return
      books.stumble(fresh)
      for (const sha256 of fresh) begun.set(sha256, 1)
    },
    file(letters) {
      const [first] = letters
      if (first === undefined) return []
      const attempt = begin(first.sha256)
      const group = attempt === 1 ? neverStumbled(letters, begun) : [first]
      const ended = attempted(group, attempt, filing, log)
      for (const letter of group.slice(0, ended.length)) begun.delete(letter.sha256)
      return ended
    },
  }
}

/** The letters up to one that stumbled before or has the bytes of another: that one is attempted by itself. */
function neverStumbled(letters: readonly Letter[], begun: ReadonlyMap<string, number>): readonly Letter[] {
  const all = new Set<string>()
  const other = letters.findIndex(({ sha256 }) => begun.get(sha256) !== 1 || all.size === all.add(sha256).size)
  return other < 0 ? letters : letters.slice(0, other)
}

function attempted(letters: readonly Letter[], attempt: number, filing: Filing, log: InboxLog): readonly Attempted[] {
  const [first] = letters
  if (first !== undefined && attempt > MOST_STUMBLES)
    return [setAside(first, 'the desk died while filing it', filing, log)]
  const fates = filed(letters, filing)
  return letters.slice(0, fates.length).map((letter, n) => {
    const fate = fates[n] ?? 'filed'
    if (fate === 'filed') return fate
    const error = fate.threw
    log.error({ letter: letter.sha256.slice(0, 12), attempts: attempt, error }, 'a letter stumbled while it was filed')
    return attempt < MOST_STUMBLES ? 'stumbled' : setAside(letter, sentenceOf(error), filing, log)
  })
}

/** A commit that fails for good is nobody's fault until it has been tried with each alone. */
function filed(letters: readonly Letter[], filing: Filing): readonly Filed[] {
  try {
    return filing.file(letters)
  } catch (error) {
    if (error instanceof Trouble && !error.lasting) throw error
    return letters.length > 1 ? filed(letters.slice(0, 1), filing) : [{ threw: error }]
  }
}

function setAside(letter: Letter, why: string, filing: Filing, log: InboxLog): 'set aside' | 'stumbled' {
  try {
    filing.setAside(letter, why)
    return 'set aside'
  } catch (error) {
    if (error instanceof Trouble && !error.lasting) throw error
    log.error(
      { letter: letter.sha256.slice(0, 12), error },
      'a letter cannot even be set aside; it stays in the mailbox',
    )
    return 'stumbled'
  }
}
