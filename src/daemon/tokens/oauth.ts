// Access tokens for servers that want OAuth 2.0 in place of a password (RFC 6749 sections 4.4 and 6). One provider a
// server; a token is asked for again a minute before it ends.
import type { Secret } from '../../configuration/configuration.ts'
import { Trouble } from '../../trouble.ts'

type OAuth = Extract<Secret, { kind: 'oauth2' }>

/** Gives a valid access token, another one than was refused. */
export type TokenProvider = (refused?: string) => Promise<string>

/** Where a refresh token is kept that took the place of the configured one (RFC 6749 section 6): the former may be void at once. */
export interface RefreshTokens {
  latest(configured: string): string
  keep(configured: string, latest: string): void
}

const FORGETFUL: RefreshTokens = { latest: (configured) => configured, keep: () => undefined }

/** A provider of its own; Trouble (passing) when the token server gives none. */
export function tokenProvider(
  settings: OAuth,
  fetcher: typeof fetch = fetch,
  refreshTokens: RefreshTokens = FORGETFUL,
): TokenProvider {
  const held = { token: '', until: 0 }
  let asking: Promise<Granted> | null = null
  const configured = settings.refreshToken
  const granted = async (): Promise<Granted> => {
    const refreshToken = configured === null ? null : refreshTokens.latest(configured)
    const answer = await asked({ ...settings, refreshToken }, fetcher)
    if (configured !== null && answer.refreshToken !== null) refreshTokens.keep(configured, answer.refreshToken)
    return answer
  }
  return async (refused) => {
    if (held.token !== '' && held.token !== refused && performance.now() < held.until) return held.token
    // Two servers may ask at the same moment, and a refresh token is good for one answer.
    asking ??= granted().finally(() => {
      asking = null
    })
    const { token, seconds } = await asking
    held.token = token
    held.until = performance.now() + Math.max(0, seconds - 60) * 1000
    return held.token
  }
}

interface Granted {
  readonly token: string
  readonly seconds: number
  readonly refreshToken: string | null
}

async function asked(settings: OAuth, fetcher: typeof fetch): Promise<Granted> {
  const form = new URLSearchParams({
    grant_type: settings.refreshToken === null ? 'client_credentials' : 'refresh_token',
    client_id: settings.clientId,
  })
  if (settings.clientSecret !== null) form.set('client_secret', settings.clientSecret)
  if (settings.refreshToken !== null) form.set('refresh_token', settings.refreshToken)
  if (settings.scope !== null) form.set('scope', settings.scope)
  try {
    const response = await fetcher(settings.tokenUrl, {
      method: 'POST',
      body: form,
      signal: AbortSignal.timeout(30_000),
    })
    const answer: unknown = await response.json()
    const field = (name: string): unknown =>
      typeof answer === 'object' && answer !== null ? Reflect.get(answer, name) : undefined
    const [token, seconds, refresh] = [field('access_token'), field('expires_in'), field('refresh_token')]
    if (typeof token !== 'string') {
      // RFC 6749 section 5.2: a short code such as invalid_grant.
      const code = /^[\w.-]{1,60}$/.exec(String(field('error') ?? ''))?.[0] ?? 'no access token'
      throw new Error(`it answered ${response.status}, ${code}`)
    }
    const refreshToken = typeof refresh === 'string' && refresh !== settings.refreshToken ? refresh : null
    return { token, seconds: Number(seconds) || 300, refreshToken }
  } catch (error) {
    throw new Trouble('the token server gave no access token', {
      lasting: false,
      code: 'oauth.unreachable',
      cause: error,
    })
  }
}
