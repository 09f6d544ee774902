// A mark: the lines by which a mail client announces a quoted or forwarded mail. The shape that its readers share, and what
// they know of the mail in which they look.
import type { CutRule } from '../../letter.ts'

/** Lines `from` up to but without `to`, and whether it announces a forward. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly forward: boolean
  /** Own words that stand before the mark in its first line. */
  readonly before: string
  readonly rule: CutRule
  /** Only a mail client writes so. Else it counts in a mail that answers something. */
  readonly sure: boolean
}

/** What the head of a mail says about its text. */
export interface Circumstances {
  /** Whether the mail answers something; null when its head is not known. */
  readonly answers: boolean | null
  readonly subject: string
  /** Names of those to whom it is written: an attribution may begin with one of them. */
  readonly names: readonly string[]
  /** Who writes: his name may close the letter. */
  readonly author: string
  /** Lines that begin with `>` and quote nothing. */
  readonly unquoted: ReadonlySet<number>
}

/** A text of which nothing is known. */
export const UNKNOWN: Circumstances = { answers: null, subject: '', names: [], author: '', unquoted: new Set() }

/** How many quoted lines follow from an index on, blank ones in front left out; at most a handful are counted. */
export type QuotedFrom = (index: number) => number
