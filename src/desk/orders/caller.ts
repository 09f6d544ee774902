// Who calls: by the contracts and by former calls, with his open and his last tickets. For engineers and operators, while
// the caller is on the line; changes nothing.
import { dayKey } from '../../calendar/calendar.ts'
import { sameAddress } from '../../letter.ts'
import type { CommandName, Sentence } from '../../words/words.ts'
import { sameExtension, sameLine, type Telephone, telephoneIn } from '../command/telephone.ts'
import { queueOrder } from '../saying/card.ts'
import { type Effect, refused } from '../scene/work.ts'
import { finished } from '../ticket/lifecycle.ts'
import type { Contract, Policy } from '../ticket/policy.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { ticketsListed } from './query.ts'

/** What the books are asked about a caller. */
export interface CallerBooks {
  /** Every number that a ticket bears, as it was written, each once. */
  phones(): readonly string[]
  /** Tickets that bear one of these, newest first. */
  calledFrom(phones: readonly string[]): readonly Ticket[]
  /** A customer's tickets, newest first. */
  ofCustomer(address: string): readonly Ticket[]
}

/** Somebody whom a contract names with this number. */
export interface KnownCaller {
  readonly name: string
  readonly address: string
  readonly phone: string
  readonly organisation: string
  readonly contract: string
  readonly validTo: string
  readonly valid: boolean
  /** His extension is another than the one that was asked for. */
  readonly elsewhere: boolean
}

/** All that is known of a number. */
export interface CallerCard {
  readonly people: readonly KnownCaller[]
  /** In the queue's order. */
  readonly open: readonly Ticket[]
  /** Finished ones, the newest first. */
  readonly last: readonly Ticket[]
}

const MOST_PEOPLE = 20
const MOST_OPEN = 20
const MOST_LAST = 10

/** The card of a number; null for what is no telephone number. */
export function callerCard(number: string, books: CallerBooks, policy: Policy, now: Date): CallerCard | null {
  const asked = telephoneIn(number)
  if (asked === null) return null
  const people = (policy.contracts ?? []).flatMap((one) => peopleOf(one, asked, policy, now))
  const near = people.filter((one) => !one.elsewhere)
  const phones = books.phones().filter((one) => reaches(one, asked))
  const addresses = new Set(near.map((one) => one.address.toLowerCase()))
  const tickets = [...books.calledFrom(phones), ...[...addresses].flatMap((one) => books.ofCustomer(one))]
  const each = [...new Map(tickets.map((one) => [one.id, one])).values()].sort((a, b) => b.id - a.id)
  return {
    people: [...near, ...people.filter((one) => one.elsewhere)].slice(0, MOST_PEOPLE),
    open: queueOrder(
      each.filter((one) => !finished(one.state)),
      policy,
      now,
    ).slice(0, MOST_OPEN),
    last: each.filter((one) => finished(one.state)).slice(0, MOST_LAST),
  }
}

function reaches(written: string, asked: Telephone): boolean {
  const other = telephoneIn(written)
  return other !== null && sameLine(other, asked) && sameExtension(other, asked)
}

function peopleOf(contract: Contract, asked: Telephone, policy: Policy, now: Date): readonly KnownCaller[] {
  const { number, organisation, validFrom, validTo } = contract
  const today = dayKey(now, policy.zone)
  return contract.people.flatMap(({ name, address, phone }) => {
    const theirs = phone === null ? null : telephoneIn(phone)
    if (phone === null || theirs === null || !sameLine(theirs, asked)) return []
    const valid = validFrom <= today && today <= validTo
    const elsewhere = !sameExtension(theirs, asked)
    return [{ name, address, phone, organisation, contract: number, validTo, valid, elsewhere }]
  })
}

/** !звонил НОМЕР. */
const caller: Effect = (work, argument) => {
  const { proved, policy, now } = work.scene
  const card = callerCard(argument, proved, policy, now)
  if (card === null) return refused({ is: 'no telephone', written: argument })
  const callers = namedByCalls(card)
  const nobody: readonly Sentence[] =
    card.people.length + card.open.length + card.last.length === 0 ? [{ is: 'number of nobody', number: argument }] : []
  return ticketsListed(work, {
    event: 'caller',
    heading: { is: 'who calls', number: argument },
    lines: [...nobody, ...card.people.map((one): Sentence => ({ is: 'caller by contract', ...one })), ...callers],
    sections: [
      [{ is: 'his open tickets' }, card.open],
      [{ is: 'his last tickets' }, card.last],
    ],
    said: { is: 'card of the caller comes' },
  })
}

/** Who was written down for the number at former calls, and stands in no contract with it; each once. */
function namedByCalls({ people, open, last }: CallerCard): readonly Sentence[] {
  const customers = [...open, ...last].map((one) => one.customer)
  const strangers = customers.filter(
    (one) =>
      (one.name !== '' || one.address !== '') && !people.some((other) => sameAddress(other.address, one.address)),
  )
  const each = new Map(strangers.map((one) => [`${one.name} ${one.address}`.toLowerCase(), one]))
  return [...each.values()]
    .slice(0, MOST_PEOPLE)
    .map(({ name, address }): Sentence => ({ is: 'caller by former calls', name, address }))
}

/** The effects of this file by the table's names. */
export const CALLER_EFFECTS = { caller } as const satisfies Partial<Record<CommandName, Effect>>
