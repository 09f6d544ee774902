// When we must answer. Skeleton: signatures that other rules stand on.
import type { Policy } from './policy.ts'
import type { Ticket } from './ticket.ts'

/** Recounts all that is derived: deadline, earliest, provisional, waitedSeconds, wakeAt. Every rule ends with it. */
export declare function settle(ticket: Ticket, policy: Policy, now: Date): Ticket
