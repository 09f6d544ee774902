// The rules as the tests of the desk ask them: what they decide, in words, so that a test compares what people read.
import { type Decision, decideOnFailure, decideOnLetter, decideOnTime } from '../../src/desk/desk.ts'
import { decideOnEngineer } from '../../src/desk/engineer/engineer.ts'
import { decideOnCalendar } from '../../src/desk/time/calendar-change.ts'
import { type InWords, inWords } from './in-words.ts'

/** A decision with its sentences in the desk's language. */
export type Decided = InWords<Decision>

export function decidedOnLetter(...asked: Parameters<typeof decideOnLetter>): Decided {
  return inWords(decideOnLetter(...asked), asked[2].language)
}

export function decidedOnEngineer(...asked: Parameters<typeof decideOnEngineer>): Decided {
  return inWords(decideOnEngineer(...asked), asked[3].language)
}

export function decidedOnFailure(...asked: Parameters<typeof decideOnFailure>): Decided {
  return inWords(decideOnFailure(...asked), asked[2].language)
}

export function decidedOnTime(...asked: Parameters<typeof decideOnTime>): Decided | undefined {
  const decision = decideOnTime(...asked)
  return decision && inWords(decision, asked[1].language)
}

export function decidedOnCalendar(...asked: Parameters<typeof decideOnCalendar>): Decided {
  return inWords(decideOnCalendar(...asked), asked[1].language)
}
