// Who vouches for the sender: the mail server's own Authentication-Results (RFC 8601), and where it says nothing that
// binds, our own check of DKIM. Nobody else is believed; a mail that names several senders proves nothing.
import { domainOf, type Mail, type Verdict, type VerdictReason } from '../../letter.ts'
import { type AuthResults, type MethodResult, readAuthResults, receivedBy } from './auth-results.ts'
import { checkDkim, type Resolver } from './dkim.ts'

/** Whose word counts. */
export interface Trust {
  /** The authserv-ids under which the mailbox host writes its verdicts; none: nobody's verdict counts. */
  readonly authservIds: readonly string[]
  /** The hosts whose Received lines are ours; empty: the authservIds. */
  readonly receivedBy: readonly string[]
  /** True for a sender who gives orders (an engineer): only his exact domain proves him, and his proof is waited for. */
  readonly isEngineer?: ((address: string) => boolean) | undefined
}

/** How senders are judged. */
export interface JudgeOptions extends Trust {
  readonly verifyDkim: boolean
  /** Replaces DNS in tests. */
  readonly resolver?: Resolver
}

/** How often a proof that DNS cannot give is asked for again before the sender counts as unknown. */
const MOST_TRIES = 5

/** A judge of kept mails. `later`: DNS does not answer, the mail is to be judged again; `tries` counts how often it was. */
export function openJudge(
  trust: JudgeOptions,
): (mail: Mail, file: string, tries: number) => Promise<Verdict | 'later'> {
  return async (mail, file, tries) => {
    const said = judgeSender(mail, trust)
    if (said.sender === 'pass' || said.sender === 'fail' || !trust.verifyDkim || !hasOneSender(mail)) return said
    const from = mail.from?.address ?? ''
    const proof = await checkDkim(file, domainOf(from), trust.resolver)
    if (proof.kind === 'pass' && (proof.exact || !trust.isEngineer?.(from))) {
      return { sender: 'pass', because: { is: 'dkim passed', domain: proof.domain } }
    }
    if (proof.kind === 'no answer') {
      if (trust.isEngineer?.(from) === true && tries < MOST_TRIES) return 'later'
      return { sender: 'unknown', because: { is: 'no answer of DNS' } }
    }
    const because: VerdictReason =
      proof.kind === 'pass' ? { is: 'signed by another domain', domain: proof.domain } : proof.because
    return { sender: 'none', because }
  }
}

/** What the mailbox host itself found. Forged lines below the point where the mail came in from outside do not count. */
export function judgeSender(mail: Pick<Mail, 'from' | 'fromMailboxes' | 'trace'>, trust: Trust): Verdict {
  if (trust.authservIds.length === 0) return { sender: 'unknown', because: { is: 'nobody is trusted' } }
  const lines = countingLines(mail.trace, trust)
  if (lines.length === 0) return { sender: 'unknown', because: { is: 'no verdict' } }
  if (!hasOneSender(mail)) return { sender: 'none', because: { is: 'not one sender', senders: mail.fromMailboxes } }
  const from = mail.from?.address ?? ''
  return byDmarc(lines, domainOf(from)) ?? byDkim(lines, domainOf(from), trust.isEngineer?.(from) === true)
}

function hasOneSender(mail: Pick<Mail, 'from' | 'fromMailboxes'>): boolean {
  return mail.from !== null && mail.fromMailboxes === 1 && domainOf(mail.from.address) !== ''
}

/** From the top down to the first Received that is not ours, the verdicts under our own name (RFC 8601 section 5). */
function countingLines(trace: Mail['trace'], trust: Trust): readonly AuthResults[] {
  const ids = new Set(trust.authservIds.map((id) => id.toLowerCase()))
  const hosts = new Set(trust.receivedBy.length === 0 ? ids : trust.receivedBy.map((host) => host.toLowerCase()))
  const lines: AuthResults[] = []
  for (const { name, value } of trace) {
    const field = name.toLowerCase()
    if (field === 'received' && !hosts.has(receivedBy(value) ?? '')) break
    const read = field === 'authentication-results' ? readAuthResults(value) : null
    if (read !== null && ids.has(read.id)) lines.push(read)
  }
  return lines
}

/** Any fail wins; a pass counts only from the topmost line that speaks of DMARC, and only for the sender's exact domain. */
function byDmarc(lines: readonly AuthResults[], domain: string): Verdict | null {
  if (results(lines, 'dmarc').some((one) => one.result === 'fail'))
    return { sender: 'fail', because: { is: 'dmarc', result: 'fail', domain } }
  const top = topmost(lines, 'dmarc')
  const passes =
    top.length > 0 && top.every((one) => one.result === 'pass' && one.properties.get('header.from') === domain)
  return passes ? { sender: 'pass', because: { is: 'dmarc', result: 'pass', domain } } : null
}

/** Without a verdict by DMARC a signature of the sender's domain is proof; SPF alone can only speak against him. */
function byDkim(lines: readonly AuthResults[], domain: string, mustBeExact: boolean): Verdict {
  const dmarc = topmost(lines, 'dmarc')
  const broken = new Set(results(lines, 'dkim').flatMap((one) => (one.result === 'fail' ? signerOf(one) : [])))
  const signers = topmost(lines, 'dkim').flatMap((one) => (one.result === 'pass' ? signerOf(one) : []))
  const signer = signers.find((one) => !broken.has(one) && (mustBeExact ? one === domain : isAligned(one, domain)))
  if (signer !== undefined && dmarc.every((one) => one.result !== 'pass')) {
    return { sender: 'pass', because: { is: 'dkim passed', domain: signer } }
  }
  if (signers.length === 0 && results(lines, 'spf').some((one) => one.result === 'fail')) {
    return { sender: 'fail', because: { is: 'spf failed, unsigned' } }
  }
  return { sender: 'none', because: { is: 'no proof', domain } }
}

function results(lines: readonly AuthResults[], method: string): readonly MethodResult[] {
  return lines.flatMap((line) => line.results.filter((one) => one.method === method))
}

function topmost(lines: readonly AuthResults[], method: string): readonly MethodResult[] {
  const line = lines.find((one) => one.results.some((result) => result.method === method))
  return line === undefined ? [] : results([line], method)
}

function signerOf(result: MethodResult): readonly string[] {
  const domain = result.properties.get('header.d') ?? domainOf(result.properties.get('header.i') ?? '')
  return domain === '' ? [] : [domain]
}

/** The same domain, or one inside the other, as DMARC's relaxed alignment has it for most names. */
export function isAligned(signer: string, domain: string): boolean {
  const inside = (inner: string, outer: string): boolean => outer.includes('.') && inner.endsWith(`.${outer}`)
  return signer === domain || inside(signer, domain) || inside(domain, signer)
}
