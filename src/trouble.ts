// The one error of the desk. Every edge (IMAP, SMTP, SQLite, the disk, a template) translates its
// library's errors into it once, in our words; the loops know only its two kinds.

/** Passing: back off and try again. Lasting: set the letter aside and tell a person. */
export class Trouble extends Error {
  override readonly name = 'Trouble'
  readonly lasting: boolean
  /** Names the reason for machines, the same in every release: `mailbox.unreachable`. Null: nobody tells such apart. */
  readonly code: string | null
  /** What a log may carry beside the sentence: short codes, never addresses, bodies or secrets. */
  readonly facts: Readonly<Record<string, string | number>>

  /** `what` says what happened in our words; `cause` keeps the library's error. */
  constructor(
    what: string,
    options: {
      lasting: boolean
      cause?: unknown
      code?: string
      facts?: Readonly<Record<string, string | number>>
    },
  ) {
    super(what, options.cause === undefined ? undefined : { cause: options.cause })
    this.lasting = options.lasting
    this.code = options.code ?? null
    this.facts = options.facts ?? {}
  }
}

/** The sentence of any thrown value, for a log line or a person. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

const UNREAD: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
}

/** Why the system gives no file, in words, by the `code` of its error. */
export function whyUnread(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return UNREAD[code] ?? `cannot be read${code === '' ? '' : ` (${code})`}`
}
