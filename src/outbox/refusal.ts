// Whom a server's refusal is about: us, who may not send through it, or the recipient. A server asks everything at RCPT
// (Postfix' smtpd_delay_reject), so the command alone does not say; the enhanced code and the words do. Pure.
import { type Ended, statusIn } from './ended.ts'

/** Of whom a refusal speaks. `unclear`: the same one for two recipients at once speaks of us. */
export type About = 'us' | 'recipient' | 'unclear'

/** RFC 3463, RFC 7504 and what Exchange adds: the sender's address, his rights, his credentials. */
const STATUS_OF_US = new Set([
  '5.1.7',
  '5.1.8',
  '4.1.7',
  '4.1.8',
  '5.7.3',
  '5.7.8',
  '5.7.9',
  '5.7.11',
  '5.7.57',
  '5.7.60',
])
const STATUS_OF_RECIPIENT = /^[45]\.(?:1\.(?:[1-6]|9|10)|2\.\d+|4\.\d+|6\.\d+)$/

const WORDS_OF_US = [
  /\bsender (?:address )?(?:rejected|refused|denied)\b/i,
  /\bnot owned by (?:the )?(?:user|authenticated)/i,
  /\bnot logged in\b|\bauthenticat(?:e|ion) (?:is )?(?:required|first)\b|\bmust (?:first )?(?:authenticate|log ?in|issue a starttls)\b/i,
  /\brelay(?:ing)? (?:access )?(?:is )?(?:denied|prohibited|not (?:permitted|allowed|supported))\b|\b(?:unable|not permitted|not allowed|do(?:es)? not) to? ?relay\b/i,
  /\bclient host\b.{0,200}\b(?:rejected|blocked|denied)\b|\byour (?:ip|host|server|address)\b.{0,80}\b(?:block|reject|den|list)/i,
  /\bhelo (?:command )?rejected\b|\bclient was not authenticated\b/i,
  /\b(?:not (?:allowed|permitted|authori[sz]ed)|does not have permissions?) to send\b|\bsendasdenied\b|\bsend(?:ing)? as\b.{0,40}\b(?:denied|not allowed)/i,
  /\b(?:sending|submission|message|outbound) (?:rate |size )?(?:limit|quota)\b.{0,60}\b(?:exceeded|reached)\b|\b(?:daily|hourly) (?:user )?sending (?:limit|quota)\b|\btoo many (?:messages|mails|emails) (?:sent|from)\b/i,
]
const WORDS_OF_RECIPIENT =
  /\brecipient (?:address )?rejected\b|\b(?:user|recipient|mailbox|address)\b.{0,40}\b(?:unknown|not found|does not exist|unavailable|disabled|full)\b|\b(?:unknown|no such|invalid) (?:user|recipient|mailbox|address)\b/i

/** Whom a refusal for good or for now is about. */
export function aboutWhom({ text }: Pick<Ended, 'text'>): About {
  const status = statusIn(text)
  if (status !== null && STATUS_OF_US.has(status)) return 'us'
  if (WORDS_OF_US.some((pattern) => pattern.test(text))) return 'us'
  if (status !== null && STATUS_OF_RECIPIENT.test(status)) return 'recipient'
  return WORDS_OF_RECIPIENT.test(text) ? 'recipient' : 'unclear'
}

/** What two refusals of the same kind have in common: without addresses and numbers. */
export function kindOfRefusal({ code, text }: Pick<Ended, 'code' | 'text'>): string {
  const plain = text
    .replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '@')
    .replace(/\d+/g, '0')
    .toLowerCase()
  return `${code ?? ''} ${plain.slice(0, 120)}`
}
