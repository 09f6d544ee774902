// Amazon SES publishes bounces as JSON through SNS topics. The headers say that a mail is such a notification; the JSON
// holds the same fields as RFC 3464.
import type { BouncedRecipient } from '../../letter.ts'
import { firstOf, type Opened } from '../mime/parts.ts'

/** Recipients that a notification of a topic names; none when the mail is no such notification. */
export function toldByTopic(opened: Opened): readonly BouncedRecipient[] {
  if (firstOf(opened.fields, 'x-amz-sns-message-id') === null) return []
  const notice = firstObject(opened.text)
  const bounce = recordOf(notice.bounce)
  const permanent = bounce.bounceType === 'Permanent'
  const delivery = recordOf(notice.delivery)
  return [
    ...listOf(bounce.bouncedRecipients).map((one) => recipientOf(recordOf(one), permanent)),
    ...listOf(delivery.recipients)
      .filter((one) => typeof one === 'string')
      .map((address) => delivered(address, textOf(delivery.smtpResponse))),
  ]
}

/** The first line that is a JSON object; lines may have been wrapped, so all text up to the signature is tried too. */
function firstObject(text: string): Readonly<Record<string, unknown>> {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (start < 0 || end < start || end - start > 300_000) return {}
  const whole = text.slice(start, end + 1)
  for (const candidate of [whole.split('\n')[0] ?? '', whole.replaceAll(/!?\r?\n\s?/gu, '')]) {
    const read = parsed(candidate)
    if (read !== null) return read
  }
  return {}
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return recordOf(JSON.parse(text))
  } catch {
    // Not JSON: then it is not a notification that we know.
    return null
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, 1000) : []
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function recipientOf(one: Readonly<Record<string, unknown>>, permanent: boolean): BouncedRecipient {
  const status = /^[245]\.\d{1,3}\.\d{1,3}$/u.exec(textOf(one.status) ?? '')?.[0] ?? null
  const action = one.action === 'delayed' ? 'delayed' : 'failed'
  const diagnostic = textOf(one.diagnosticCode)?.replace(/^\s{0,4}smtp\s?;\s{0,4}/iu, '') ?? null
  const lasting = status === null ? permanent : status.startsWith('5')
  return {
    address: textOf(one.emailAddress) ?? '',
    action,
    status,
    diagnostic,
    permanent: action === 'failed' && lasting,
  }
}

function delivered(address: string, diagnostic: string | null): BouncedRecipient {
  return { address, action: 'delivered', status: null, diagnostic, permanent: false }
}
