// Who takes part in a ticket besides the one who asked: colleagues of the same contract, never a machine, an engineer or
// the desk itself. Others come in by an engineer's command only.
import { type Address, type Letter, sameAddress } from '../../letter.ts'
import { contractsNaming } from '../ticket/entitlement.ts'
import type { Policy } from '../ticket/policy.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { engineerAt, isOurs } from './sender.ts'

/** Participants with the letter's colleagues in Cc added, if the mail server does not call its sender forged. */
export function withColleagues(ticket: Ticket, letter: Letter, policy: Policy): readonly Address[] {
  if (letter.verdict.sender === 'fail' || letter.fromMailboxes !== 1) return ticket.participants
  const colleagues = letter.cc.filter((one) => isColleague(one.address, ticket, policy))
  return colleagues.reduce(withOne(ticket), ticket.participants)
}

/** Participants with one more, unless he is there or is the customer. */
export function withParticipant(ticket: Ticket, person: Address): readonly Address[] {
  return withOne(ticket)(ticket.participants, person)
}

function withOne(ticket: Ticket): (known: readonly Address[], person: Address) => readonly Address[] {
  return (known, person) =>
    [ticket.customer, ...known].some((one) => sameAddress(one.address, person.address)) ? known : [...known, person]
}

function isColleague(address: string, ticket: Ticket, policy: Policy): boolean {
  if (engineerAt(address, policy) !== null || isOurs(address, policy)) return false
  const { standing } = ticket
  const under =
    standing.kind === 'covered' ? [standing.contract] : standing.kind === 'several' ? standing.contracts : []
  const own = contractsNaming(address, null, policy)
  return under.some((number) => own.includes(number))
}
