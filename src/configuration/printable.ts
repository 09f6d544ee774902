// The configuration in force as it may be shown: what stands in the file, the defaults and the environment together, each
// secret struck out.
import type { Config, Secret } from './config.ts'

const HIDDEN = '(hidden)'

/** The settings as JSON for a person; every secret that is set reads "(hidden)". */
export function printable(config: Config): Readonly<Record<string, unknown>> {
  const { mailbox, smtp, http, alert, ...rest } = config
  const { secret: toMailbox, ...ofMailbox } = mailbox
  const { secret: toSmtp, ...ofSmtp } = smtp
  return {
    ...rest,
    mailbox: { ...ofMailbox, ...struckOut(toMailbox) },
    smtp: { ...ofSmtp, ...(toSmtp === null ? {} : struckOut(toSmtp)) },
    http: http === null ? null : { ...http, token: http.token === null ? null : HIDDEN },
    alert: { webhook: alert.webhook === null ? null : webhookStruckOut(alert.webhook) },
  }
}

/** Its address may hold a token, as Telegram's does, and so may its headers: of both no more is shown than where and which. */
function webhookStruckOut(webhook: NonNullable<Config['alert']['webhook']>): Readonly<Record<string, unknown>> {
  const headers = Object.fromEntries(Object.keys(webhook.headers).map((name) => [name, HIDDEN]))
  const url = `${new URL(webhook.url).origin}/${HIDDEN}`
  return { ...webhook, url, headers, secret: webhook.secret === null ? null : HIDDEN }
}

function struckOut(secret: Secret): Readonly<Record<string, unknown>> {
  if (secret.kind === 'password') return { password: HIDDEN }
  const { kind: _, clientSecret, refreshToken, ...plain } = secret
  return {
    oauth2: {
      ...plain,
      clientSecret: clientSecret === null ? null : HIDDEN,
      refreshToken: refreshToken === null ? null : HIDDEN,
    },
  }
}
