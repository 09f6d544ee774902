// The webhook of `alert`: what its address, its headers and its template may be. All of it may hold secrets: what is wrong is
// said without a value.
import { WAKE_FIELDS } from '../words/words.ts'
import type { ConfigFile } from './settings.ts'
import type { Mistake } from './shapes.ts'

type Given = NonNullable<ConfigFile['alert']['webhook']>

/** Headers that are ours or the connection's. */
const OWN_HEADERS =
  /^(?:host|connection|keep-alive|upgrade|expect|te|trailer|transfer-encoding|content-length|x-ticketd-.*)$/i

/** What is wrong with it beyond its shape. */
export function webhookChecks({ webhook }: ConfigFile['alert']): Mistake[] {
  if (webhook === undefined) return []
  return [...addressChecks(webhook), ...headerChecks(webhook), ...templateChecks(webhook)]
}

function addressChecks({ url }: Given): Mistake[] {
  const { protocol, hostname, username, password } = new URL(url)
  const path = 'alert.webhook.url'
  if (username !== '' || password !== '') {
    return [
      { path, what: 'holds a user or a password', right: 'give an Authorization header in alert.webhook.headers' },
    ]
  }
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return []
  const right = 'must begin with https://; http:// is for loopback hosts only'
  return [{ path, what: `begins with ${protocol}//, where alerts could be read`, right }]
}

/** Whether a host is this machine itself. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function headerChecks({ headers }: Given): Mistake[] {
  return Object.entries(headers).flatMap(([name, value]): Mistake[] => {
    const path = `alert.webhook.headers.${name.slice(0, 40)}`
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || OWN_HEADERS.test(name))
      return [{ path, what: 'is no header that may be given', right: 'must be a name like "Authorization"' }]
    if (/^[\x20-\x7e]*$/.test(value)) return []
    return [{ path, what: 'holds signs that no header can bear', right: 'must be one line of ASCII' }]
  })
}

function templateChecks({ template }: Given): Mistake[] {
  const named = [...JSON.stringify(template).matchAll(/\{\{(.*?)\}\}/g)].map(([, name]) => name ?? '')
  const unknown = [...new Set(named)].filter((name) => !WAKE_FIELDS.some((one) => one === name))
  if (unknown.length === 0) return []
  const right = `must be of ${WAKE_FIELDS.join(', ')}`
  return [{ path: 'alert.webhook.template', what: `names ${unknown.join(', ')}: no such field`, right }]
}
