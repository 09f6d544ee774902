// What the outbox needs of the books. All calls are synchronous and each is one transaction; the outbox gathers
// several deliveries into one call so that they share an fsync.
import type { DeliveryFailure, Outgoing } from '../letter.ts'

/** One delivery: one letter to one recipient. */
export interface Due {
  readonly delivery: number
  readonly outgoing: Outgoing
  readonly recipient: string
  /** Attempts including this one. */
  readonly attempts: number
  readonly queuedAt: Date
  /** When it was due before it was claimed. */
  readonly dueAt: Date
  /** sha256 of the bytes that a former attempt began to send, or null: a repeat must have the same. */
  readonly doubtSha256: string | null
  /** Its acceptance is a cause of its own. */
  readonly awaited: boolean
}

/** What became of an attempt. */
export type Fate =
  | {
      readonly delivery: number
      readonly kind: 'sent'
      readonly response: string
    }
  | {
      readonly delivery: number
      readonly kind: 'postponed'
      readonly until: Date
      readonly error: string
      /** The server refused it after the 354: of this attempt there is no doubt. */
      readonly afterData?: boolean
    }
  /** The attempt does not count: the server took nothing, or the desk stopped before it was begun. Due as before. */
  | {
      readonly delivery: number
      readonly kind: 'returned'
      readonly dueAt: Date
      readonly error: string
    }
  /** Cut after the 354: due again at `until`, the desk's own letter to a customer once more and later. */
  | {
      readonly delivery: number
      readonly kind: 'doubtful'
      readonly until: Date
      readonly error: string
    }
  /** For good; `failure` is what the rules judge. */
  | {
      readonly delivery: number
      readonly kind: 'failed'
      readonly failure: DeliveryFailure
    }
  /** A repeat would differ from what was begun: a person decides. */
  | {
      readonly delivery: number
      readonly kind: 'held'
      readonly error: string
    }

export interface Queue {
  /**
   * Claims up to `limit` deliveries that are due: attempts + 1, next attempt at `retryAt(attempts)`, committed before
   * anything is sent. A letter in doubt is due again, with the same bytes. Oldest first; answers before automatic mail.
   */
  claim(now: Date, limit: number, retryAt: (attempts: number) => Date): readonly Due[]
  /** Commits what became of attempts, and that the server has said 354 to others: from here on a cut is a doubt. */
  write(
    fates: readonly Fate[],
    marks: readonly { readonly delivery: number; readonly sha256: string }[],
    now: Date,
  ): void
  /** When the next delivery is due, or null. */
  nextDueAt(): Date | null
}
