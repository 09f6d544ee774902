// The one error of the desk. Every edge (IMAP, SMTP, SQLite, the disk, a template) translates its
// library's errors into it once, in our words; the loops know only its two kinds.

/** Passing: back off and try again. Lasting: set the letter aside and tell a person. */
export class Trouble extends Error {
  override readonly name = 'Trouble'
  readonly lasting: boolean
  /** What a log may carry beside the sentence: short codes, never addresses, bodies or secrets. */
  readonly facts: Readonly<Record<string, string | number>>

  /** `what` says what happened in our words; `cause` keeps the library's error. */
  constructor(
    what: string,
    options: {
      lasting: boolean
      cause?: unknown
      facts?: Readonly<Record<string, string | number>>
    },
  ) {
    super(what, options.cause === undefined ? undefined : { cause: options.cause })
    this.lasting = options.lasting
    this.facts = options.facts ?? {}
  }
}

/** The sentence of any thrown value, for a log line or a person. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
