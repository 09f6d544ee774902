// A mark: the lines by which a mail client announces a quoted or forwarded mail. The shape that its readers share.

/** Lines `from` up to but without `to`, and whether it announces a forward. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly forward: boolean
  /** Own words that stand before the mark in its first line. */
  readonly before: string
}

/** How many quoted lines follow from an index on, blank ones in front left out; at most a handful are counted. */
export type QuotedFrom = (index: number) => number
