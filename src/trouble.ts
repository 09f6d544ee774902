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

const UNTRUSTED = "nobody whom this machine trusts has signed the server's certificate"

/** What errors of the network and of TLS are known by, code or words, and what they mean; the first that fits. */
const NETWORK: readonly (readonly [RegExp, string])[] = [
  [
    /wrong version number|packet length too long|http request/i,
    'that port does not begin with TLS: perhaps it wants "starttls"',
  ],
  [/CERT_HAS_EXPIRED|certificate has expired/, "the server's certificate has expired"],
  [/CERT_NOT_YET_VALID|certificate is not yet valid/, "the server's certificate is not valid yet"],
  [/SELF_SIGNED_CERT|self-signed certificate|UNABLE_TO_(?:VERIFY|GET)|unable to (?:verify|get)/, UNTRUSTED],
  [/ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate/, "the server's certificate is for another name"],
  [/STARTTLS/, 'the server offers no STARTTLS, and without TLS nothing is sent to it'],
  [/ECONNREFUSED/, 'nothing answers on that port'],
  [/ECONNRESET|EPIPE/, 'the connection was broken off'],
  [/ENOTFOUND/, 'there is no host of that name'],
  [/EDNS|EAI_AGAIN|ESERVFAIL/, 'the name of the host cannot be looked up'],
  [/EHOSTUNREACH|ENETUNREACH/, 'there is no way to that host'],
  [/ETIMEDOUT|GREETING_TIMEOUT|CONNECT_TIMEOUT/, 'the server does not answer'],
]

/** What the network or TLS complains of, in words that name no library; null when it is nothing that is known. */
export function networkWords(error: unknown): string | null {
  for (let one = error; one instanceof Error; one = one.cause) {
    const codes = ['code', 'originalCode'].map((name) => Reflect.get(one as object, name))
    const said = [...codes, one.message].join(' ')
    const words = NETWORK.find(([sign]) => sign.test(said))?.[1]
    if (words !== undefined) return words
  }
  return null
}

const UNWRITTEN: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EROFS: 'the file system is read-only',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
}

/** Why the disk takes no file, in words, by the `code` of its error; else what the error says. */
export function whyUnwritten(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return UNWRITTEN[code] ?? sentenceOf(error)
}

const UNMADE: Readonly<Record<string, string>> = {
  ...UNWRITTEN,
  EEXIST: 'there is a file in its place or above it',
  ENOTDIR: 'there is a file in its place or above it',
  ENAMETOOLONG: 'a name in it is too long',
  ENOENT: 'it is no place for files',
}

/** Why the system makes no folder, in words, by the `code` of its error. */
export function whyUnmade(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return UNMADE[code] ?? `the system says ${code === '' ? String(error) : code}`
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
