// The one outgoing HTTP: an alert to the webhook of the configuration, over https or to loopback. No redirect is followed, no
// answer read, the time is bounded, and no sentence bears the address, which may be a secret itself.
import { createHmac } from 'node:crypto'
import { networkWords, Trouble } from '../trouble.ts'

/** Where alerts go, and how. */
export interface Webhook {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON; `{{field}}` in its texts is filled in. */
  readonly template: Readonly<Record<string, unknown>>
  /** Signs what is sent; null: it goes unsigned. */
  readonly secret: string | null
  readonly timeoutSeconds: number
}

/** Why an alert was not taken. */
export type KnockFailure =
  | { readonly is: 'webhook answered'; readonly status: number }
  | { readonly is: 'webhook redirects'; readonly status: number }
  | { readonly is: 'webhook is slow'; readonly seconds: number }
  | { readonly is: 'webhook not reached'; readonly why: string }

/** An alert was not taken; it may be tried again. */
export class NotTaken extends Trouble {
  readonly failure: KnockFailure
  constructor(failure: KnockFailure) {
    super(`the webhook ${inWords(failure)}`, { lasting: false, code: 'webhook.failing' })
    this.failure = failure
  }
}

function inWords(failure: KnockFailure): string {
  switch (failure.is) {
    case 'webhook answered':
      return `answered ${failure.status}`
    case 'webhook redirects':
      return `redirects (${failure.status}), which is not followed: give the address that it leads to`
    case 'webhook is slow':
      return `did not answer within ${failure.seconds} s`
    case 'webhook not reached':
      return `cannot be reached: ${failure.why}`
  }
}

/** Sends one alert; gives the status with which it was taken. Throws NotTaken, with what was got, when it was not. */
export async function knock(
  webhook: Webhook,
  words: Readonly<Record<string, string>>,
  now: Date,
  signal?: AbortSignal,
): Promise<number> {
  const body = JSON.stringify(filled(webhook.template, words))
  const late = AbortSignal.timeout(webhook.timeoutSeconds * 1000)
  let response: Response
  try {
    response = await fetch(webhook.url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/json', ...webhook.headers, ...signature(webhook.secret, body, now) },
      body,
      signal: signal === undefined ? late : AbortSignal.any([late, signal]),
    })
  } catch (error) {
    throw new NotTaken(
      late.aborted
        ? { is: 'webhook is slow', seconds: webhook.timeoutSeconds }
        : { is: 'webhook not reached', why: whyNot(error) },
    )
  }
  await response.body?.cancel().catch(() => undefined)
  const { status } = response
  if (status >= 300 && status < 400) throw new NotTaken({ is: 'webhook redirects', status })
  if (!response.ok) throw new NotTaken({ is: 'webhook answered', status })
  return status
}

/** The Fetch standard closes some ports to HTTP, 25 and 6000 among them. */
function whyNot(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof Error && cause.message === 'bad port') return 'HTTP may not go to that port'
  if (cause instanceof Error && 'code' in cause && /^(?:ERR_SSL_|EPROTO$)/.test(String(cause.code)))
    return 'TLS failed on that port: perhaps it takes plain HTTP only'
  return networkWords(error) ?? 'the connection failed'
}

/** HMAC-SHA256 over the time, a dot and the body: whoever knows the secret sees that it is ours, and how old it is. */
function signature(secret: string | null, body: string, now: Date): Readonly<Record<string, string>> {
  if (secret === null) return {}
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const signed = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return { 'X-Ticketd-Timestamp': timestamp, 'X-Ticketd-Signature': `sha256=${signed}` }
}

/** Values go into texts of JSON that is parsed already: none can become anything but text. */
function filled(template: unknown, words: Readonly<Record<string, string>>): unknown {
  if (typeof template === 'string') return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => words[name] ?? '')
  if (Array.isArray(template)) return template.map((one) => filled(one, words))
  if (typeof template !== 'object' || template === null) return template
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, filled(value, words)]))
}
