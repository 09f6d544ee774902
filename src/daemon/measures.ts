// What is counted while the desk works: what became of letters, which rule held an acknowledgement back, how long filing,
// delivery and acknowledgement took. Looks on; what it counts changes nothing.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DeliveryOutcome, type Metrics, openMetrics } from '../board/board.ts'
import type { Decision } from '../desk/desk.ts'
import type { Due, Fate, Queue } from '../outbox/outbox.ts'
import type { Store } from '../store/store.ts'
import { codeOf } from '../words/words.ts'

export interface Measures {
  /** Null where nobody can ask for them: then nothing is counted, and the library is not loaded. */
  readonly metrics: Metrics | null
  /** The books' queue; what goes through it is counted. */
  readonly queue: Queue
  /** A letter has been filed, undefined when it was known already. */
  filed(decision: Decision | undefined, seconds: number): void
  setAside(seconds: number): void
}

/** Figures of a desk from now on, if somebody may ask for them. */
export async function openMeasures(
  { queue, reading }: Pick<Store, 'queue' | 'reading'>,
  isAsked: boolean,
): Promise<Measures> {
  if (!isAsked) return { metrics: null, queue, filed: () => undefined, setAside: () => undefined }
  const metrics = await openMetrics({ version: ownVersion(), node: process.versions.node })
  const receivedAt = ({ ticket }: Due['outgoing']): Date | undefined =>
    ticket === null ? undefined : reading.ticket(ticket)?.receivedAt
  return {
    metrics,
    queue: watched(queue, metrics, receivedAt),
    filed: (decision, seconds) => {
      metrics.filed(outcomeOf(decision), seconds)
      for (const reason of withheld(decision)) metrics.withheld(reason)
    },
    setAside: (seconds) => metrics.filed('set_aside', seconds),
  }
}

function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  return String(version)
}

function outcomeOf(decision: Decision | undefined): string {
  if (decision === undefined) return 'known'
  const role = decision.filed?.role ?? 'source'
  if (role === 'note' || role === 'source') return 'engineer'
  if (role !== 'customer') return role
  const opens = decision.events.some((one) => one.what === 'opened' && one.ticket === decision.filed?.ticket)
  return opens ? 'opened' : 'joined'
}

/** Codes of the rules that held an acknowledgement back. */
function withheld(decision: Decision | undefined): readonly string[] {
  return (decision?.events ?? []).flatMap(({ what, detail }) =>
    what === 'withheld' && typeof detail === 'object' && detail.is === 'not acknowledged'
      ? [codeOf(detail.because)]
      : [],
  )
}

type ReceivedAt = (outgoing: Due['outgoing']) => Date | undefined

function watched(queue: Queue, metrics: Metrics, receivedAt: ReceivedAt): Queue {
  const inHand = new Map<number, Due>()
  return {
    claim: (now, limit, retryAt) => {
      const due = queue.claim(now, limit, retryAt)
      for (const one of due) inHand.set(one.delivery, one)
      return due
    },
    write: (fates, marks, now) => {
      queue.write(fates, marks, now)
      for (const fate of fates) {
        const due = inHand.get(fate.delivery)
        inHand.delete(fate.delivery)
        if (due !== undefined) told(due, fate, now, metrics, receivedAt)
      }
    },
    nextDueAt: () => queue.nextDueAt(),
  }
}

const OUTCOMES: Readonly<Record<Fate['kind'], DeliveryOutcome | null>> = {
  ...{ sent: 'sent', postponed: 'postponed', doubtful: 'doubtful', failed: 'failed', held: 'held' },
  // An attempt that does not count.
  returned: null,
}

function told({ outgoing, queuedAt }: Due, { kind }: Fate, now: Date, metrics: Metrics, receivedAt: ReceivedAt): void {
  const outcome = OUTCOMES[kind]
  if (outcome === null) return
  const due = outgoing.notBefore ?? queuedAt
  metrics.delivered(outgoing.kind, outcome, secondsBetween(due, now))
  if (outcome !== 'sent' || outgoing.kind !== 'acknowledgement') return
  const came = receivedAt(outgoing)
  if (came !== undefined) metrics.acknowledged(secondsBetween(came, now))
}

/** Never below nothing: a clock may have been set back. */
function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, to.getTime() - from.getTime()) / 1000
}
