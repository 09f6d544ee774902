// The outbox's side of the books: what is due is claimed, what became of it is settled.
import type { Acceptance, DeliveryFailure } from '../letter.ts'
import type { Connection } from './file/sqlite.ts'
import {
  acceptancesToFile,
  claimDue,
  type Due,
  doubt,
  type Fate,
  failuresToJudge,
  type InHand,
  nextDueAt,
  settleFate,
} from './tables/deliveries.ts'

/** That a letter's bytes, known by their sha256, are about to leave. */
export interface DoubtMark {
  readonly delivery: number
  readonly sha256: string
}

/** The outbox's side of the books; each call is one transaction. */
export interface OutgoingQueue {
  claim(now: Date, limit: number, retryAt: (attempts: number) => Date): readonly Due[]
  markDoubt(marks: readonly DoubtMark[], now: Date): void
  settle(fates: readonly Fate[], now: Date): void
  /** Both in one transaction, so that what several deliveries have to write costs one fsync. */
  write(fates: readonly Fate[], marks: readonly DoubtMark[], now: Date): void
  nextDueAt(): Date | null
  /** Failures settled and not yet judged: what a crash left between the two. */
  failuresToJudge(): readonly DeliveryFailure[]
  /** Letters that hand the turn over, taken by the server and not yet drawn the consequences of. */
  acceptancesToFile(): readonly Acceptance[]
}

/** The queue over the books. */
export function queueOf(books: Connection): OutgoingQueue {
  const inHand: InHand = new Map()
  const write: OutgoingQueue['write'] = (fates, marks, now) => {
    books.transaction(() => {
      for (const fate of fates) settleFate(books, fate, now)
      for (const mark of marks) doubt(books, mark.delivery, mark.sha256, now)
    })
    for (const fate of fates) inHand.delete(fate.delivery)
  }
  return {
    claim: (now, limit, retryAt) => {
      // Nothing due is the usual answer, and needs no write lock.
      const next = nextDueAt(books)
      if (next === null || next > now) return []
      const claimed = books.transaction(() => claimDue(books, now, limit, retryAt, inHand))
      for (const due of claimed) inHand.set(due.delivery, now)
      return claimed
    },
    markDoubt: (marks, now) => write([], marks, now),
    settle: (fates, now) => write(fates, [], now),
    write,
    nextDueAt: () => nextDueAt(books),
    failuresToJudge: () => failuresToJudge(books),
    acceptancesToFile: () => acceptancesToFile(books),
  }
}
