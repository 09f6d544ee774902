import { expect, test, vi } from 'vitest'
import { tokenProvider } from '../../src/daemon/tokens/oauth.ts'

const settings = {
  kind: 'oauth2',
  tokenUrl: 'https://login.example.ru/token',
  clientId: 'desk',
  clientSecret: 'a-secret',
  scope: 'imap',
  refreshToken: null,
} as const

function answering(status: number, body: unknown): typeof fetch {
  return vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status })))
}

test('a token is asked for once while it holds', async () => {
  const fetcher = answering(200, { access_token: 'granted', expires_in: 3600 })
  const token = tokenProvider(settings, fetcher)
  expect([await token(), await token()]).toEqual(['granted', 'granted'])
  expect(fetcher).toHaveBeenCalledTimes(1)
})

test('a refusal is told with its short code and without its description, which may hold anything', async () => {
  const token = tokenProvider(settings, answering(400, { error: 'invalid_grant', error_description: 'for a-secret' }))
  await expect(token()).rejects.toMatchObject({
    message: 'the token server gave no access token',
    lasting: false,
    cause: { message: 'it answered 400, invalid_grant' },
  })
})
