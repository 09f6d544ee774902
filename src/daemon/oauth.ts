// Access tokens for servers that want OAuth 2.0 in place of a password (RFC 6749 sections 4.4 and 6). One provider a
// server; a token is asked for again a minute before it ends.
import type { Secret } from '../configuration/configuration.ts'
import { Trouble } from '../trouble.ts'

type OAuth = Extract<Secret, { kind: 'oauth2' }>

/** Gives a valid access token, another one than was refused; Trouble (passing) when the token server does not. */
export function tokenProvider(settings: OAuth, fetcher: typeof fetch = fetch): (refused?: string) => Promise<string> {
  const held = { token: '', until: 0 }
  return async (refused) => {
    if (held.token !== '' && held.token !== refused && performance.now() < held.until) return held.token
    const granted = await asked(settings, fetcher)
    held.token = granted.token
    held.until = performance.now() + Math.max(0, granted.seconds - 60) * 1000
    return held.token
  }
}

async function asked(settings: OAuth, fetcher: typeof fetch): Promise<{ token: string; seconds: number }> {
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
    const [token, seconds] = [field('access_token'), field('expires_in')]
    if (typeof token !== 'string') {
      // RFC 6749 section 5.2: a short code such as invalid_grant.
      const code = /^[\w.-]{1,60}$/.exec(String(field('error') ?? ''))?.[0] ?? 'no access token'
      throw new Error(`it answered ${response.status}, ${code}`)
    }
    return { token, seconds: Number(seconds) || 300 }
  } catch (error) {
    throw new Trouble('the token server gave no access token', {
      lasting: false,
      code: 'oauth.unreachable',
      cause: error,
    })
  }
}
