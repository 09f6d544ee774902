// Who may look: the token in the Authorization header, or a cookie that was given for it. Compared in constant time; whoever
// gives ten wrong ones within a minute waits, the right one included, so that guessing tells nothing.
import { createHmac, timingSafeEqual } from 'node:crypto'

export type Verdict = 'right' | 'missing' | 'wrong' | 'too many'

export interface Guard {
  /** Judges a token, or none, that came from an address; a wrong one is counted. */
  token(given: string | null, remote: string, now: Date): Verdict
  /** Whether a cookie's value was given out for this token and has not run out. */
  cookie(value: string | null, now: Date): boolean
  /** A cookie's value for whoever gave the right token. */
  newCookie(now: Date): string
  /** Whole seconds until an address may try again. */
  rest(remote: string, now: Date): number
}

const MINUTE_MS = 60_000
const WRONG_A_MINUTE = 10
/** Of so many addresses wrong tokens are kept apart; what comes from more of them is counted together. */
const ADDRESSES = 10_000
export const COOKIE_SECONDS = 12 * 3600
const KNOWN = 'the others'

/** Guards what a token is set for. */
export function openGuard(token: string): Guard {
  const wrong = new Map<string, number[]>()
  const digest = (of: string, text: string): Buffer =>
    createHmac('sha256', token).update(`ticketd ${of} ${text}`).digest()
  const expected = digest('token', token)
  const keyOf = (remote: string): string => {
    const key = networkOf(remote)
    return wrong.has(key) || wrong.size < ADDRESSES ? key : KNOWN
  }
  const recent = (key: string, now: Date): number[] =>
    (wrong.get(key) ?? []).filter((at) => Math.abs(now.getTime() - at) < MINUTE_MS)
  const count = (key: string, now: Date): void => {
    for (const [other, at] of wrong) if (at.every((one) => now.getTime() - one >= MINUTE_MS)) wrong.delete(other)
    wrong.set(key, [...recent(key, now), now.getTime()])
  }
  return {
    token: (given, remote, now) => {
      if (given === null || given === '') return 'missing'
      const key = keyOf(remote)
      if (recent(key, now).length >= WRONG_A_MINUTE) return 'too many'
      if (timingSafeEqual(digest('token', given), expected)) return 'right'
      count(key, now)
      return 'wrong'
    },
    cookie: (value, now) => {
      const [until = '', sealed = ''] = (value ?? '').split('.')
      if (!/^\d{1,12}$/.test(until)) return false
      const given = Buffer.from(sealed, 'base64url')
      const right = digest('cookie', until)
      return given.length === right.length && timingSafeEqual(given, right) && Number(until) * 1000 > now.getTime()
    },
    newCookie: (now) => {
      const until = String(Math.floor(now.getTime() / 1000) + COOKIE_SECONDS)
      return `${until}.${digest('cookie', until).toString('base64url')}`
    },
    rest: (remote, now) => {
      const [first] = recent(keyOf(remote), now)
      return first === undefined ? 0 : Math.max(1, Math.ceil((first + MINUTE_MS - now.getTime()) / 1000))
    },
  }
}

/** The token of an Authorization header; null when there is none of its kind. */
export function bearerOf(header: string | null | undefined): string | null {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? null
}

/** An address as the network that one person may have: of IPv6 the first 64 bits. */
function networkOf(remote: string): string {
  if (!remote.includes(':') || remote.toLowerCase().startsWith('::ffff:')) return remote
  return remote.split(':').slice(0, 4).join(':')
}
