// An attempt to file is counted in the books before it is made, so that a letter which throws, or kills the process,
// is set aside at the third stumble and never stops the mailbox.
import type { Letter } from '../letter.ts'
import { sentenceOf, Trouble } from '../trouble.ts'
import type { ArrivalBooks, Filing, InboxLog } from './needs.ts'

const MOST_STUMBLES = 3

export interface Attempts {
  /** Counts the first attempt of many letters in one commit. A letter that was attempted before is counted alone, when its turn comes. */
  beginTogether(letters: readonly Letter[]): void
  /** Files a letter, or sets it aside. `stumbled`: it threw and is to be tried again. Throws passing Trouble only. */
  file(letter: Letter): 'filed' | 'set aside' | 'stumbled'
}

/** Attempts over the books; `begun` lives as long as the process. */
export function openAttempts(books: ArrivalBooks, filing: Filing, log: InboxLog): Attempts {
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
    file(letter) {
      const attempt = begin(letter.sha256)
      const ended = fileAt(attempt, letter, filing, log)
      begun.delete(letter.sha256)
      return ended
    },
  }
}

function fileAt(attempt: number, letter: Letter, filing: Filing, log: InboxLog): 'filed' | 'set aside' | 'stumbled' {
  if (attempt > MOST_STUMBLES) return setAside(letter, 'the desk died while filing it', filing, log)
  try {
    filing.file(letter)
    return 'filed'
  } catch (error) {
    if (error instanceof Trouble && !error.lasting) throw error
    log.error({ letter: letter.sha256.slice(0, 12), attempts: attempt, error }, 'a letter stumbled while it was filed')
    return attempt < MOST_STUMBLES ? 'stumbled' : setAside(letter, sentenceOf(error), filing, log)
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
