// Whether an automatic mail may answer a letter: RFC 3834, the verdict on its sender (T11) and the brakes of the books
//. Each rule is a function; engineers read on the card which one spoke (R13).
import { domainOf, type Letter } from '../../letter.ts'
import type { Withheld } from '../../words/words.ts'
import type { Policy } from '../ticket/policy.ts'
import type { BrakeFacts } from './brake-facts.ts'
import { addressedToUs, isOurs } from './sender.ts'

/** What a rule of this guard is told. `stranger`: under no contract; who is under one is answered whatever the To line says. */
export interface Asked {
  readonly letter: Letter
  readonly brakes: BrakeFacts
  readonly policy: Policy
  readonly now: Date
  readonly stranger: boolean
  /** The ticket is under a contract: haste alone never silences him, and strangers use up nothing of his. */
  readonly covered: boolean
  /** Nobody has heard of the address before. */
  readonly newcomer: boolean
  /** A number of ours that the subject repeats though the sender has no part in that ticket; null when it repeats none. */
  readonly echoes: string | null
  readonly occasion: 'opening' | 'joining'
}

type Rule = (asked: Asked) => Withheld | null

/** An automatic mail of ours this recently before a letter makes the letter quick. */
export const QUICK_SECONDS = 120
/** How long automatic mail to an address rests once it is muted. */
export const MUTE_HOURS = 24
/** RFC 5321 section 6.3: a mail that has passed so many hosts goes in circles. */
const MOST_HOPS = 50
const HOUR = 3_600_000

const nobodyToAnswer: Rule = ({ letter }) =>
  letter.from === null || !letter.from.address.includes('@') ? { is: 'sender without address' } : null

const headersForbid: Rule = ({ letter }) =>
  letter.mayAcknowledge ? null : { is: 'headers forbid an answer', why: letter.why }

const nullSender: Rule = ({ letter }) => (letter.returnPath === '' ? { is: 'empty return path' } : null)

/** RFC 2142 roles and the usual names of machines (mail.md 1.7), in From and in Return-Path. */
const MACHINE =
  /^(?:mailer-daemon|postmaster|abuse|hostmaster|no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?(?:[-+=].*)?|.*-bounces?(?:[-+=].*)?|owner-.*|.*-owner|.*-request|listserv|majordomo|root|daemon|nobody)$/i

/** Whether an address names a machine, a role or the desk itself: nothing that no person wrote ever goes there. */
export function isMachines(address: string, policy: Policy): boolean {
  return MACHINE.test(localPart(address)) || isOurs(address, policy)
}

const machinesAddress: Rule = ({ letter }) => {
  const named = [letter.from?.address ?? '', letter.returnPath ?? '']
    .map(localPart)
    .find((local) => MACHINE.test(local))
  return named === undefined ? null : { is: "machine's address", local: named }
}

const ourOwnAddress: Rule = ({ letter, policy }) =>
  letter.returnPath !== null && isOurs(letter.returnPath, policy) ? { is: 'our own return path' } : null

const goesInCircles: Rule = ({ letter }) =>
  letter.receivedHops > MOST_HOPS ? { is: 'goes in circles', hops: letter.receivedHops } : null

const forged: Rule = ({ letter: { verdict } }) =>
  verdict.sender === 'fail' ? { is: 'sender forged', because: verdict.because } : null

/** T11's strict mode: strangers must be vouched for where the mail server does give verdicts. */
const unvouchedStranger: Rule = ({ letter: { verdict }, stranger, policy }) =>
  stranger && policy.verdictsExpected && verdict.sender === 'none'
    ? { is: 'stranger not vouched for', because: verdict.because }
    : null

const notAddressedToUs: Rule = ({ letter, stranger, policy }) =>
  stranger && !addressedToUs(letter, policy) ? { is: 'not addressed to us' } : null

const tooOld: Rule = ({ letter, policy, now }) => {
  const hours = (now.getTime() - letter.arrivedAt.getTime()) / HOUR
  const most = policy.brakes.ackMaxAgeHours
  return most > 0 && hours > most ? { is: 'came too long ago', hours: Math.floor(hours), most } : null
}

const muted: Rule = ({ brakes, now }) =>
  brakes.mutedUntil !== null && brakes.mutedUntil > now ? { is: 'address muted', until: brakes.mutedUntil } : null

/** Letters that open a ticket are counted apart from those that only go on with one: «статус» asked again and again. */
const enoughForSender: Rule = ({ brakes, policy, occasion }) => {
  const most = policy.brakes.acksPerSenderPerDay
  const opens = occasion === 'opening'
  const sent = opens ? brakes.acknowledgementsToSender : brakes.noticesToSender
  if (most <= 0 || sent < most) return null
  return { is: opens ? 'enough acknowledgements' : 'enough notices', sent }
}

/** Strangers and contracts have a purse each. */
const enoughInAll: Rule = ({ brakes, policy, covered }) => {
  const most = policy.brakes.automaticPerHour
  const sent = covered ? (brakes.automaticToContracts ?? 0) : brakes.automaticLastHour
  return most > 0 && sent >= most ? { is: 'enough automatic mail', sent } : null
}

const domainMuted: Rule = ({ brakes, now, stranger }) => {
  const until = brakes.domainMutedUntil ?? null
  return stranger && until !== null && until > now ? { is: 'domain muted', until } : null
}

/** Another desk answers ours from a fresh address each time: its domain stays the same. Where everybody is served nobody is a stranger, and a house may write as one. */
const enoughForDomain: Rule = ({ letter, brakes, policy, stranger }) => {
  const most = policy.brakes.strangersPerDomainPerHour ?? 0
  const sent = brakes.acknowledgementsToDomain ?? 0
  return stranger && policy.contracts !== null && most > 0 && sent >= most
    ? { is: 'enough for the domain', domain: domainOf(letter.from?.address ?? ''), sent }
    : null
}

/** Our own number comes back from somebody who cannot have it from us: a machine repeats our acknowledgement's subject. */
const echoesOurNumber: Rule = ({ echoes, stranger, occasion }) =>
  stranger && occasion === 'opening' && echoes !== null ? { is: 'echoes our number', number: echoes } : null

/** So many letters of an hour from one domain that say the same, this one included, are a machine's. */
const SAME_WORDS = 3

function saysTheSame({ brakes }: Asked): boolean {
  return (brakes.sameWords ?? 0) + 1 >= SAME_WORDS
}

/** Where everybody is served it takes as many as strangers may write, each from an address never heard of: people of one house do not write that. */
function domainSaysTheSame({ brakes, policy, stranger, newcomer }: Asked): boolean {
  const most = policy.brakes.strangersPerDomainPerHour ?? 0
  if (!stranger || most <= 0) return false
  const times = (brakes.sameWords ?? 0) + 1
  return policy.contracts === null ? newcomer && times >= most : times >= SAME_WORDS
}

const repeatsWords: Rule = (asked) =>
  asked.occasion === 'opening' && domainSaysTheSame(asked)
    ? { is: 'says the same', times: (asked.brakes.sameWords ?? 0) + 1 }
    : null

/** The third guard: this very letter makes the sender one who answers our robot too fast. */
const answersTooFast: Rule = (asked) =>
  mutes(asked) ? { is: 'answered too fast', times: asked.policy.brakes.quickMailsBeforeMute } : null

const RULES: readonly Rule[] = [
  nobodyToAnswer,
  headersForbid,
  nullSender,
  machinesAddress,
  ourOwnAddress,
  goesInCircles,
  forged,
  unvouchedStranger,
  notAddressedToUs,
  tooOld,
  muted,
  domainMuted,
  echoesOurNumber,
  answersTooFast,
  repeatsWords,
  enoughForSender,
  enoughForDomain,
  enoughInAll,
]

/** What passes by itself: a customer under contract gets what was withheld for it when it has passed. */
const BRAKES: ReadonlySet<Withheld['is']> = new Set([
  'address muted',
  'answered too fast',
  'enough acknowledgements',
  'enough automatic mail',
])

/** Whether it is a brake that withholds, and not the letter itself. */
export function isBrake({ is }: Withheld): boolean {
  return BRAKES.has(is)
}

/** Why no automatic mail may answer the letter: the first rule that forbids it; null when none does. */
export function withheldBecause(asked: Asked): Withheld | null {
  for (const rule of RULES) {
    const because = rule(asked)
    if (because !== null) return because
  }
  return null
}

/** Whether a letter that opens a ticket completes the row of quick ones, so that its sender is muted; under a contract only when they say the same too. */
export function mutes(asked: Asked): boolean {
  const { letter, brakes, policy, now, occasion, covered } = asked
  const row = policy.brakes.quickMailsBeforeMute
  if (row <= 0 || occasion !== 'opening' || letter.verdict.sender === 'fail') return false
  if (covered && !saysTheSame(asked)) return false
  // Once is enough: a flood must not tell the leads with each of its mails.
  if (brakes.mutedUntil !== null && brakes.mutedUntil > now) return false
  const quickness = [brakes.secondsAfterAutomatic, ...brakes.quickness].slice(0, row)
  return quickness.length === row && quickness.every((seconds) => seconds !== null && seconds <= QUICK_SECONDS)
}

/** Whether a letter that opens a ticket completes the row of an hour that say the same, so that strangers of its domain are muted. Not a domain where everybody has a mailbox. */
export function mutesDomain(asked: Asked): boolean {
  const { letter, brakes, policy, now, occasion } = asked
  const domain = domainOf(letter.from?.address ?? '')
  if (occasion !== 'opening' || domain === '' || letter.verdict.sender === 'fail') return false
  if ((brakes.domainMutedUntil ?? now) > now || policy.publicDomains?.has(domain) === true) return false
  return domainSaysTheSame(asked)
}

/** Until when automatic mail to a muted address rests. */
export function muteUntil(now: Date): Date {
  return new Date(now.getTime() + MUTE_HOURS * HOUR)
}

/** Whether the sender has opened as many tickets this hour as he may; the rest go into one (T9). */
export function floods(brakes: BrakeFacts, policy: Policy): boolean {
  const most = policy.brakes.newTicketsPerSenderPerHour
  return most > 0 && brakes.newTicketsFromSender >= most && brakes.floodTicket !== null
}

/** Whether the ticket that is being opened is the last before the flood brake. */
export function lastBeforeFlood(brakes: BrakeFacts, policy: Policy): boolean {
  const most = policy.brakes.newTicketsPerSenderPerHour
  return most > 0 && brakes.newTicketsFromSender === most - 1
}

function localPart(address: string): string {
  return domainOf(address) === '' ? address : address.slice(0, address.lastIndexOf('@'))
}
