// How an attempt ended that did not end in 250: nodemailer's errors in our words. Knows no library: reads the fields that
// its errors bear.
import { networkWords } from '../trouble.ts'

/** How an attempt ended. */
export interface Ended {
  /** Whether the server had said 354 and we had begun to send. */
  readonly afterData: boolean
  /** The reply code that ended it, or null: a cut, a timeout, silence. */
  readonly code: number | null
  /** Where it ended. */
  readonly at: 'connect' | 'tls' | 'login' | 'sender' | 'recipient' | 'data' | 'letter'
  /** The server's own line, or what happened to the connection. */
  readonly text: string
  /** The bytes of a letter that the server takes at most, when the letter was larger and it names them. */
  readonly takes?: number | null
  /** Names the reason for machines where place and code do not. */
  readonly reason?: string
}

const PLACES: readonly (readonly [RegExp, Ended['at']])[] = [
  [/^AUTH/i, 'login'],
  [/^MAIL FROM/i, 'sender'],
  [/^RCPT TO/i, 'recipient'],
  [/^DATA/i, 'data'],
]

/** nodemailer's error in our words. */
export function endedBy(error: unknown, begun: boolean): Ended {
  const code = fieldOf(error, 'responseCode')
  const response = fieldOf(error, 'response')
  const place = placeOf(error)
  const hasReply = typeof response === 'string' && response !== '' && place !== 'tls'
  const text = hasReply ? response : (networkWords(error) ?? plain(error))
  // RFC 1870 section 6.1: at MAIL a 552 is about the size of this letter, not about the sender.
  const tooLarge = code === 552 || /^Message size larger/.test(text)
  return {
    afterData: begun,
    code: typeof code === 'number' && place !== 'tls' ? code : tooLarge ? 552 : null,
    at: tooLarge || begun ? 'letter' : place,
    text,
  }
}

function placeOf(error: unknown): Ended['at'] {
  const command = String(fieldOf(error, 'command') ?? '')
  const place = PLACES.find(([pattern]) => pattern.test(command))?.[1]
  if (place !== undefined) return place
  const code = String(fieldOf(error, 'code') ?? '')
  return code === 'ETLS' || /^(?:ERR_SSL|ERR_TLS|CERT_|EPROTO$)|SELF_SIGNED|UNABLE_TO_/.test(code) ? 'tls' : 'connect'
}

function plain(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function fieldOf(error: unknown, name: string): unknown {
  return error instanceof Error ? Reflect.get(error, name) : undefined
}

/** Whether it is the letter's size that the server refuses (RFC 1870 section 6, RFC 3463 X.3.4); a full mailbox has the same reply code. */
export function isTooLarge({ code, text }: Ended): boolean {
  const status = statusIn(text)
  if (status !== null) return status === '5.3.4'
  return code === 552 && /\b(?:size|large|big|long)/i.test(text)
}

/** The enhanced status code (RFC 3463) in a server's line, null when there is none. */
export function statusIn(text: string): string | null {
  return /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text)?.[1] ?? null
}
