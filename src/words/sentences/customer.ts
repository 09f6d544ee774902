// A customer's letter: where it belongs, what it opened, what was said of it.
import type { Said } from '../../letter.ts'
import type { Withheld } from './guard.ts'

/** Why a letter that names a ticket may not join it. */
export type Refusal = 'forged' | 'no single sender' | 'stranger'

export interface OpeningSentences {
  'not joined': { readonly number: string; readonly ticket: number; readonly as: Refusal }
  'not acknowledged': { readonly because: Withheld }
  /** In the history: the tickets that a letter names, and why it joined none. */
  mentions: { readonly numbers: readonly string[]; readonly refused: NotJoined | null }
}

export type NotJoined = Said<Pick<OpeningSentences, 'not joined'>>

export interface CustomerSentences extends OpeningSentences {}
