// OAuth 2.0 in earnest: Dovecot's own oauth2 passdb asks our introspection endpoint about each token, for IMAP and, through
// SASL, for Postfix. Tokens expire while the desk idles, are revoked, cannot be had, or come late.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { configureDesk, type DeskAtLab, ended, runDesk, type SpokenDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'

/** A token endpoint (RFC 6749) with its introspection (RFC 7662). */
interface TokenServer {
  readonly url: string
  readonly introspection: string
  readonly granted: string[]
  /** Tokens that count no more, whatever was said of their end. */
  readonly revoked: Set<string>
  /** Answers that a slow server has not given yet. */
  readonly held: (() => void)[]
  expiresIn: number
  weather: 'fair' | 'down' | 'slow'
  refreshToken: string
  close(): void
}

async function startTokenServer(email: string): Promise<TokenServer> {
  const granted: string[] = []
  const revoked = new Set<string>()
  const held: (() => void)[] = []
  const state = { expiresIn: 3600, weather: 'fair' as TokenServer['weather'], refreshToken: 'refresh-0' }
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    if (url.pathname === '/introspect') {
      const token = url.searchParams.get('token') ?? ''
      return answer(200, { active: granted.includes(token) && !revoked.has(token), email })
    }
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(pieces).toString('utf8'))
      if (state.weather === 'down') return answer(503, { error: 'temporarily_unavailable' })
      if (form.get('grant_type') !== 'refresh_token' || form.get('refresh_token') !== state.refreshToken)
        return answer(400, { error: 'invalid_grant' })
      const token = `token-${granted.length + 1}`
      granted.push(token)
      // A server may hand out another refresh token with each answer (RFC 6749 section 6); the former one is void then.
      state.refreshToken = `refresh-${granted.length}`
      const said = { access_token: token, expires_in: state.expiresIn, refresh_token: state.refreshToken }
      if (state.weather === 'slow') held.push(() => answer(200, said))
      else answer(200, said)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/token`,
    introspection: `http://127.0.0.1:${port}/introspect?token=`,
    granted,
    revoked,
    held,
    get expiresIn() {
      return state.expiresIn
    },
    set expiresIn(seconds) {
      state.expiresIn = seconds
    },
    get weather() {
      return state.weather
    },
    set weather(is) {
      state.weather = is
    },
    get refreshToken() {
      return state.refreshToken
    },
    set refreshToken(is) {
      state.refreshToken = is
    },
    close: () => server.close(),
  }
}

describe.skipIf(!labAvailable()).each(['xoauth2', 'xoauth2 oauthbearer'])(
  'a desk that signs in by %s',
  (mechanisms) => {
    let lab: Lab
    let tokens: TokenServer
    let spoken: SpokenDesk | null = null
    let count = 0

    beforeAll(async () => {
      tokens = await startTokenServer('support@example.test')
      lab = await startLab({ oauth2: { introspection: tokens.introspection, mechanisms } })
    })
    afterEach(async () => {
      if (spoken !== null) await ended(spoken.process, 'SIGTERM')
      spoken = null
      tokens.weather = 'fair'
      tokens.expiresIn = 3600
    })
    afterAll(async () => {
      await lab.stop()
      tokens.close()
    })

    function configured(): DeskAtLab {
      const oauth2 = {
        tokenUrl: tokens.url,
        clientId: 'desk',
        clientSecret: 'geheim',
        refreshToken: tokens.refreshToken,
      }
      const user = lab.address('support')
      return configureDesk(lab, {
        mailbox: { password: undefined, oauth2, user },
        smtp: {
          port: lab.ports.submission,
          security: 'starttls',
          tls: { caFile: lab.caFile },
          user,
          oauth2: { ...oauth2 },
        },
      })
    }

    async function answered(): Promise<void> {
      count += 1
      const address = `person${count}@elsewhere.test`
      const raw = `From: ${address}\r\nTo: ${lab.address('support')}\r\nSubject: question ${count}\r\nMessage-ID: <${mechanisms.length}.${count}@elsewhere.test>\r\n\r\nIt does not open.\r\n`
      await lab.send(raw, { from: address, to: lab.address('support') })
      const wanted = `To: ${address}`
      let found = false
      await until(`the acknowledgement of question ${count} is there`, async () => {
        found ||= (await lab.mailbox('sink')).some((mail) => mail.source.includes(wanted))
        return found
      })
    }

    test('files and answers, asks for one token for both servers, and shows none in its log', async () => {
      const before = tokens.granted.length
      spoken = runDesk(configured())
      await answered()
      await answered()
      expect(tokens.granted.length).toBe(before + 1)
      expect(spoken.log()).not.toMatch(/token-\d|refresh-\d|geheim/)
    })

    test('goes on when its token has expired while it idled and the server ends the connection', async () => {
      tokens.expiresIn = 61
      spoken = runDesk(configured())
      await answered()
      const before = tokens.granted.length
      for (const token of tokens.granted) tokens.revoked.add(token)
      await lab.stopDovecot()
      await lab.startDovecot()
      await answered()
      expect(tokens.granted.length).toBeGreaterThan(before)
    })

    test('asks for another token when one is revoked before its end', async () => {
      spoken = runDesk(configured())
      await answered()
      for (const token of tokens.granted) tokens.revoked.add(token)
      await lab.stopDovecot()
      await lab.startDovecot()
      await answered()
    })

    test('goes on after a restart with the refresh token that took the place of the configured one', async () => {
      const desk = configured()
      spoken = runDesk(desk)
      await answered()
      await ended(spoken.process, 'SIGTERM')
      spoken = runDesk(desk)
      await answered()
      expect(spoken.log()).not.toContain('the token server gave no access token')
    })

    test('waits while no token can be had, says that it is the token server, and goes on when there is one', async () => {
      tokens.weather = 'down'
      const desk = runDesk(configured())
      spoken = desk
      await until('it says so', () => desk.log().includes('the token server gave no access token'))
      expect(desk.log()).toContain('it answered 503, temporarily_unavailable')
      tokens.weather = 'slow'
      await until('it asks again', () => tokens.held.length > 0)
      tokens.weather = 'fair'
      for (const answer of tokens.held.splice(0)) answer()
      await answered()
    })
  },
)
