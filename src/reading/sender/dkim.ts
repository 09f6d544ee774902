// Our own check of DKIM, and of DMARC as far as DKIM decides it: over IMAP nobody knows the sending host, so SPF cannot be
// asked and a missing signature proves nothing either way. The only file that knows mailauth.
import { createReadStream } from 'node:fs'
import type { authenticate as Authenticate } from 'mailauth'
import type { VerdictReason } from '../../letter.ts'
import { sentenceOf } from '../../trouble.ts'

/** Looks up DNS records; `rrtype` is TXT. Rejects with an error whose `code` is ENOTFOUND or ENODATA when there is none. */
export type Resolver = (domain: string, rrtype: string) => Promise<string[][]>

/** What the signatures of a mail prove about its sender. */
export type Proof =
  /** `exact`: the signer is the very domain of the sender, not one akin to it. */
  | { readonly kind: 'pass'; readonly domain: string; readonly exact: boolean }
  | { readonly kind: 'none'; readonly because: VerdictReason }
  | { readonly kind: 'no answer' }

/** Header fields that a signature seldom covers twice: the second of them could say anything (RFC 6376 section 8.15). */
const AT_MOST_ONCE = ['from', 'to', 'cc', 'subject', 'date', 'message-id', 'content-type', 'in-reply-to', 'references']

/** Checks the signatures of a kept mail against the domain of its sender as we read it. Never throws. */
export async function checkDkim(file: string, senderDomain: string, resolver?: Resolver): Promise<Proof> {
  const stream = createReadStream(file)
  try {
    // Loaded on demand: it costs 40 MB, and most desks leave the check to their mail server.
    const { authenticate } = await import('mailauth')
    const found = await authenticate(stream, {
      ...(resolver === undefined ? {} : { resolver }),
      mta: 'localhost',
      disableArc: true,
      disableBimi: true,
      rejectRsaSha1: true,
      minBitLength: 1024,
    })
    return proofIn(found, senderDomain)
  } catch (error) {
    return { kind: 'none', because: { is: 'signatures uncheckable', error: sentenceOf(error) } }
  } finally {
    stream.destroy()
  }
}

type Found = Awaited<ReturnType<typeof Authenticate>>

function proofIn(found: Found, senderDomain: string): Proof {
  const { dkim, dmarc } = found
  const reader = whyHeadIsNoProof(dkim, senderDomain)
  if (reader !== null) return { kind: 'none', because: reader }
  const signers = dkim.results.flatMap((one) => (isSound(one) ? [one] : []))
  const exact = signers.find((one) => one.signingDomain?.toLowerCase() === senderDomain)
  if (exact !== undefined) return { kind: 'pass', domain: senderDomain, exact: true }
  const policy = dmarc === false || dmarc === undefined ? 'none' : dmarc.status.result
  const akin = signers.find((one) => one.status.aligned)?.signingDomain?.toLowerCase()
  if (akin !== undefined && (policy === 'pass' || policy === 'none'))
    return { kind: 'pass', domain: akin, exact: false }
  if (dkim.results.some((one) => one.status.result === 'temperror') || policy === 'temperror')
    return { kind: 'no answer' }
  const results = dkim.results.map((one) => one.status.result).join(', ')
  return { kind: 'none', because: results === '' ? { is: 'unsigned' } : { is: 'dkim results', results } }
}

/** A mail whose head can be read in two ways proves nothing: one reader may see the signer, the other the forger. */
function whyHeadIsNoProof(dkim: Found['dkim'], senderDomain: string): VerdictReason | null {
  const [sender, ...others] = dkim.headerFrom
  if (dkim.fromFields !== 1 || sender === undefined || others.length > 0) return { is: 'sender named twice' }
  const signedDomain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase()
  if (signedDomain !== senderDomain) return { is: 'sender reads differently' }
  const names = dkim.headers?.parsed.map((field) => field.key.toLowerCase()) ?? []
  const repeated = AT_MOST_ONCE.find((name) => names.filter((one) => one === name).length > 1)
  return repeated === undefined ? null : { is: 'header twice', name: repeated }
}

/** Passed, over the whole body, by a key that is not declared a trial. */
function isSound({ status }: Found['dkim']['results'][number]): boolean {
  return status.result === 'pass' && !status.underSized && status.testing !== true
}
