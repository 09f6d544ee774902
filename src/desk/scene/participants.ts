// Who takes part in a ticket besides the one who asked: colleagues of the same contract, never a machine, an engineer or
// the desk itself. Others come in by an engineer's command only.
import { type Address, type Letter, sameAddress } from '../../letter.ts'
import { contractsNaming } from '../ticket/entitlement.ts'
import type { Policy } from '../ticket/policy.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { engineerAt, isOurs } from './sender.ts'

/** One mail may copy in hundreds: each answer would be as many deliveries. */
const MOST_BY_COPY = 10

/**
 * Participants with the letter's colleagues in Cc added, at most ten, when its sender may bring them in: not when the mail
 * server calls him forged, and as a newcomer, or where verdicts are given, only when it vouches for him.
 */
export function withColleagues(ticket: Ticket, letter: Letter, policy: Policy, newcomer: boolean): readonly Address[] {
  const { sender } = letter.verdict
  const mayBring = sender === 'pass' || (sender !== 'fail' && !newcomer)
  if (!mayBring || letter.fromMailboxes !== 1) return ticket.participants
  const joined = colleaguesIn(letter, ticket, policy).reduce(withOne(ticket), ticket.participants)
  return joined.slice(0, Math.max(MOST_BY_COPY, ticket.participants.length))
}

/** Colleagues in the letter's Cc who take no part: an engineer may add them. */
export function colleaguesLeftOut(ticket: Ticket, letter: Letter, policy: Policy): readonly string[] {
  const left = colleaguesIn(letter, ticket, policy).filter((one) => !isThere(ticket, ticket.participants, one))
  return [...new Set(left.map((one) => one.address.toLowerCase()))]
}

function colleaguesIn(letter: Letter, ticket: Ticket, policy: Policy): readonly Address[] {
  return letter.cc.filter((one) => isColleague(one.address, ticket, policy))
}

/** Participants with one more, unless he is there or is the customer. */
export function withParticipant(ticket: Ticket, person: Address): readonly Address[] {
  return withOne(ticket)(ticket.participants, person)
}

function withOne(ticket: Ticket): (known: readonly Address[], person: Address) => readonly Address[] {
  return (known, person) => (isThere(ticket, known, person) ? known : [...known, person])
}

function isThere({ customer }: Ticket, known: readonly Address[], person: Address): boolean {
  return [customer, ...known].some((one) => sameAddress(one.address, person.address))
}

function isColleague(address: string, ticket: Ticket, policy: Policy): boolean {
  if (engineerAt(address, policy) !== null || isOurs(address, policy)) return false
  const { standing } = ticket
  const under =
    standing.kind === 'covered' ? [standing.contract] : standing.kind === 'several' ? standing.contracts : []
  const own = contractsNaming(address, null, policy)
  return under.some((number) => own.includes(number))
}
