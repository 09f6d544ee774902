// Who speaks: a mail that could not be read, ourselves, a machine, an engineer, or a customer. Claims only; what an
// engineer's claim is worth is decided in engineer.ts, what a customer may join in joining.ts.
import { domainOf, type Letter, sameAddress } from '../../letter.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
import type { Clues } from './facts.ts'

/** Who speaks, and by what it is known. */
export type Sender =
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'ourselves'; readonly because: string }
  | { readonly kind: 'robot'; readonly because: string }
  | { readonly kind: 'engineer'; readonly engineer: Engineer }
  | { readonly kind: 'customer' }

/** Who sent the letter, the first that fits: unreadable, ourselves, an engineer (or his own machine), another machine, else a customer. */
export function senderOf(letter: Letter, clues: Clues, policy: Policy): Sender {
  if (letter.setAside) return { kind: 'unreadable' }
  const ours = oursBecause(letter, policy)
  if (ours !== null) return { kind: 'ourselves', because: ours }
  // A subject that begins like a bounce's is no bounce where the mail answers one of ours.
  const isBounce = letter.kind === 'bounce' && (clues.token === null || letter.byMachine !== null)
  if (clues.engineer !== null && !isBounce) return { kind: 'engineer', engineer: clues.engineer }
  const invites = letter.kind === 'calendar' && !letter.answersInvitation
  if ((letter.kind !== 'mail' && !invites) || letter.reaction !== null) {
    return { kind: 'robot', because: `${letter.kind}: ${letter.why[0]?.is ?? 'its headers say so'}` }
  }
  return { kind: 'customer' }
}

/** Why the letter is one of our own that came back, or null (T7: own addresses, own mark). */
export function oursBecause(letter: Letter, policy: Policy): string | null {
  if (letter.from !== null && isOurs(letter.from.address, policy)) return 'From is an address of the desk'
  if (letter.loopMarks.includes(policy.installId)) return 'X-Ticket-Loop is the mark of this desk'
  return null
}

/** Whether an address is the desk's: the support address, an alias, or either with a subaddress (support+X@…). */
export function isOurs(address: string, policy: Policy): boolean {
  const plain = withoutSubaddress(address)
  return [policy.support.address, ...policy.support.aliases].some(
    (own) => sameAddress(own, address) || sameAddress(own, plain),
  )
}

/** The engineer whom an address belongs to, by his registered address or one he also writes from; null for others. */
export function engineerAt(address: string, policy: Policy): Engineer | null {
  return (
    policy.engineers.find((one) => [one.address, ...one.alsoWritesFrom].some((own) => sameAddress(own, address))) ??
    null
  )
}

/** Whether To, Cc or Delivered-To names an address of the desk (RFC 3834 section 2; mail.md 1.9). */
export function addressedToUs(letter: Letter, policy: Policy): boolean {
  const named = [...letter.to, ...letter.cc].map((one) => one.address)
  return [...named, ...letter.deliveredTo].some((address) => isOurs(address, policy))
}

function withoutSubaddress(address: string): string {
  const local = address.slice(0, Math.max(0, address.lastIndexOf('@')))
  return `${local.split('+')[0] ?? ''}@${domainOf(address)}`
}
