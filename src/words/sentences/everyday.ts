// What a team asks of the desk every day: orders on several tickets at once.
import type { Nothing } from '../../letter.ts'

/** Several tickets in one order. */
export interface SeveralSentences {
  'too many tickets': { readonly most: number; readonly tickets: number }
  'no text for several': Nothing
}

/** All that is said of them. */
export interface EverydaySentences extends SeveralSentences {}
