// What engineers see of a ticket. Skeleton: signatures that other rules stand on.
import type { CardWords, SupportWords, TicketLine } from '../words.ts'
import type { Policy } from './policy.ts'
import type { Ticket } from './ticket.ts'

export interface CardExtras {
  readonly earlier: readonly Ticket[]
  readonly earlierCount: number
  readonly acknowledgement: CardWords['acknowledgement']
  readonly warnings: readonly string[]
  readonly mentions: readonly number[]
}

export declare function cardOf(ticket: Ticket, policy: Policy, now: Date, extras: CardExtras): CardWords
export declare function lineOf(ticket: Ticket, policy: Policy, now: Date, note: string | null): TicketLine
export declare function supportWords(policy: Policy): SupportWords
/** Number, bare subject, the contract's form of address and the support's data: what every letter to a customer knows. */
export declare function toCustomerWords(
  ticket: Ticket,
  policy: Policy,
): {
  readonly number: string
  readonly subject: string
  readonly greeting: string | null
  readonly support: SupportWords
}
/** «Пётр Иванов» of an engineer's address, or null. */
export declare function engineerName(policy: Policy, address: string | null): string | null
