// What is wrong when a server and we do not come to speak TLS with each other: in our words and with what to change, where the
// library speaks of versions, packets and chains.
import { sentenceOf } from '../trouble.ts'

/** A server's part of the configuration, as far as it bears on TLS. */
export interface Reached {
  /** `mailbox` or `smtp`: where the settings stand. */
  readonly room: 'mailbox' | 'smtp'
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
}

const NOT_TLS =
  /does not begin with TLS|wrong version number|packet length too long|unexpected message|http request|EPROTO|record layer/i
const UNTRUSTED =
  /nobody whom this machine trusts|SELF_SIGNED_CERT|self[- ]signed|UNABLE_TO_VERIFY_LEAF|UNABLE_TO_GET_ISSUER|unable to (?:get local issuer|verify the first)/i
const EXPIRED = /CERT_HAS_EXPIRED|certificate has expired|CERT_NOT_YET_VALID/i
const OTHER_NAME = /ERR_TLS_CERT_ALTNAME_INVALID|altnames|does not match certificate/i
const NO_STARTTLS = /STARTTLS/i
const SILENT = /greeting|timed? ?out|ETIMEDOUT|ECONNRESET|Unexpected close|Connection closed/i

/** The sentence for a failure that TLS explains; null for any other. */
export function tlsWords(error: unknown, { room, port, security }: Reached): string | null {
  const said = saidBy(error)
  if (security === 'tls' && NOT_TLS.test(said))
    return `port ${port} does not begin with TLS; perhaps ${room}.security "starttls"`
  if (UNTRUSTED.test(said))
    return `nobody whom this machine trusts vouches for the server's certificate; name the authority's file in ${room}.tls.caFile (the system's own store is not read)`
  if (EXPIRED.test(said))
    return "the server's certificate is not valid today: renew it there, or set this machine's clock"
  if (OTHER_NAME.test(said)) return `the server's certificate bears another name than ${room}.host`
  if (security === 'starttls' && NO_STARTTLS.test(said))
    return `the server on port ${port} offers no STARTTLS; perhaps ${room}.security "tls" with port ${room === 'mailbox' ? 993 : 465}`
  if (security === 'starttls' && SILENT.test(said))
    return `the server on port ${port} says nothing in plain words; perhaps it begins with TLS: ${room}.security "tls"`
  return null
}

/** All that an error and its causes say, with their codes. */
function saidBy(error: unknown): string {
  const words: string[] = []
  for (let one: unknown = error, n = 0; one !== undefined && one !== null && n < 5; n += 1) {
    words.push(sentenceOf(one))
    if (!(one instanceof Error)) break
    if ('code' in one) words.push(String(one.code))
    if ('responseText' in one) words.push(String(one.responseText))
    one = one.cause
  }
  return words.join(' ')
}
