// The servers as the configuration names them, and one look whether they let us in.
import type { Config, Secret } from '../configuration/configuration.ts'
import type { MailboxSettings } from '../inbox/inbox.ts'
import type { SmtpSettings } from '../outbox/outbox.ts'
import type { WakeWords } from '../words/words.ts'
import { type TokenProvider, tokenProvider } from './tokens/oauth.ts'
import { openRefreshTokens } from './tokens/refresh-tokens.ts'

/** The support mailbox as the configuration names it. */
export function mailboxSettings(config: Config): MailboxSettings {
  const { secret, tls, ...rest } = config.mailbox
  const proof = secret.kind === 'password' ? { password: secret.password } : { token: providerOf(secret, config) }
  return { ...rest, caFile: tls.caFile, secret: proof }
}

/** Signs in to the mailbox once and gives remarks on it; throws Trouble when that fails. */
export async function checkMailbox(config: Config): Promise<readonly string[]> {
  const { tryMailbox } = await import('../inbox/inbox.ts')
  return tryMailbox(mailboxSettings(config))
}

/** Signs in to the SMTP server once and asks whether it would take a letter from the support address; throws Trouble when it would not. */
export async function checkSmtp(config: Config): Promise<void> {
  const { trySmtp } = await import('../outbox/outbox.ts')
  return trySmtp(smtpSettings(config), config.support.address)
}

const TRIAL: WakeWords = { event: 'test', number: 'TEST', criticality: '', ground: '', deadline: '', answerBy: '' }

/** Sends one alert whose event is "test"; gives the status with which it was taken, null where there is no webhook. Throws Trouble when it was not. */
export async function checkWebhook({ alert }: Config, now: Date): Promise<number | null> {
  if (alert.webhook === null) return null
  const { knock } = await import('../outbox/outbox.ts')
  return knock(alert.webhook, TRIAL, now)
}

/** The server that takes our letters. */
export function smtpSettings(config: Config): SmtpSettings {
  const { host, port, security, tls, user, secret } = config.smtp
  return {
    host,
    port,
    security,
    caFile: tls.caFile ?? null,
    name: config.support.address.slice(config.support.address.lastIndexOf('@') + 1),
    signIn: secret === null ? null : signInOf(user ?? config.support.address, secret, config),
  }
}

function signInOf(user: string, secret: Secret, config: Config): NonNullable<SmtpSettings['signIn']> {
  if (secret.kind === 'password') return () => Promise.resolve({ user, password: secret.password })
  const token = providerOf(secret, config)
  return async (refused) => ({ user, accessToken: await token(refused) })
}

const providers = new Map<string, TokenProvider>()

/** Mailbox and SMTP often bear the same account: then they share the tokens, and the refresh token that a server may change. */
function providerOf(secret: Extract<Secret, { kind: 'oauth2' }>, { data }: Config): TokenProvider {
  const key = JSON.stringify([secret, data.directory])
  const known = providers.get(key)
  if (known !== undefined) return known
  const made = tokenProvider(secret, fetch, openRefreshTokens(data.directory))
  providers.set(key, made)
  return made
}
