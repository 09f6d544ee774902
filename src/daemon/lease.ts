// One desk at a time. Who holds the lease renews it; who has not renewed it in time has lost it, by his own monotonic clock
// alone: neither side ever compares clocks of two machines, so a wrong one moves nothing.
import { setTimeout as sleep } from 'node:timers/promises'
import type { LeasePlace, SeenLease } from '../inbox/inbox.ts'
import type { Log } from '../log.ts'
import { sentenceOf, Trouble } from '../trouble.ts'

/** A lease in hand. */
export interface Lease {
  /** Whether it holds at this very moment; false for ever once it was lost. */
  held(): boolean
  /** Throws lasting Trouble when it does not hold: nothing may be written or sent then. */
  demand(): void
  /** Aborts when it is lost. */
  readonly lost: AbortSignal
  /** Gives it back, so that another need not wait. */
  release(): Promise<void>
}

export interface LeaseOptions {
  readonly place: LeasePlace
  /** This machine's own id, 8 hexadecimal digits. */
  readonly holder: string
  /** How long a lease lasts that nobody renews, in milliseconds. */
  readonly ttlMs: number
  readonly log: Log
}

/** A lease lasts a little less to its holder than to who waits for it. */
const MARGIN = 0.8
const RENEWALS = 6

/** Takes the lease for a desk that starts. Throws lasting Trouble when another desk holds it, or was the desk since (`worker`). */
export async function takeOwnLease(options: LeaseOptions, worker: string | null): Promise<Lease> {
  const seen = await options.place.look()
  const isHeld = seen !== null && seen.holder !== options.holder && !seen.free
  const isBehind = worker !== null && worker !== options.holder
  if (isHeld || isBehind) {
    throw new Trouble(
      `another desk (${isHeld ? seen.holder : worker}) ${isHeld ? 'holds the lease' : 'worked last'}: its books are newer than these; "ticketd follow" waits for its turn and takes them over`,
      { lasting: true },
    )
  }
  const lease = await taken(options, seen)
  if (lease === null) throw new Trouble('another desk has taken the lease just now', { lasting: true })
  return lease
}

/** Waits until the lease is free or has not been renewed for its time, and takes it. Null when `signal` aborts first. `watching` is called at each look and says whether it may be taken. */
export async function takeFreeLease(
  options: LeaseOptions,
  signal: AbortSignal,
  watching: (seen: SeenLease | null) => boolean,
): Promise<Lease | null> {
  let last: { readonly beat: string; readonly since: number } | null = null
  while (!signal.aborted) {
    const seen = await looked(options)
    if (seen !== 'not to be seen') {
      const isReady = watching(seen)
      if (last === null || seen === null || last.beat !== seen.beat)
        last = { beat: seen?.beat ?? '', since: performance.now() }
      const isOver = performance.now() - last.since > options.ttlMs
      if (isReady && (seen === null || seen.free || seen.holder === options.holder || isOver)) {
        const lease = await taken(options, seen).catch(() => null)
        if (lease !== null) return lease
      }
    }
    await sleep(options.ttlMs / RENEWALS, undefined, { signal }).catch(() => undefined)
  }
  return null
}

/** What cannot be seen is no sign that nobody is there: who cannot see the lease waits. */
async function looked({ place, log }: LeaseOptions): Promise<SeenLease | null | 'not to be seen'> {
  try {
    return await place.look()
  } catch (error) {
    if (!(error instanceof Trouble) || error.lasting) throw error
    log.warn({ error }, 'the lease cannot be seen')
    return 'not to be seen'
  }
}

async function taken(options: LeaseOptions, seen: SeenLease | null): Promise<Lease | null> {
  const begun = performance.now()
  const now = await options.place.hold(options.holder, seen)
  return now.holder === options.holder && !now.free ? heldLease(options, now, begun) : null
}

function heldLease(options: LeaseOptions, first: SeenLease, begun: number): Lease {
  const { place, holder, ttlMs, log } = options
  const losing = new AbortController()
  const released = new AbortController()
  let seen = first
  let until = begun + ttlMs * MARGIN
  const held = (): boolean => {
    // A process that was stopped and wakes finds its time over before it does anything else.
    if (!losing.signal.aborted && performance.now() > until) lose('it was not renewed in time')
    return !losing.signal.aborted
  }
  const lose = (because: string): void => {
    if (losing.signal.aborted) return
    log.error({ because }, 'this desk has lost its lease and stops at once')
    losing.abort()
  }
  const renewing = async (): Promise<void> => {
    while (held() && !released.signal.aborted) {
      await sleep(ttlMs / RENEWALS, undefined, { signal: released.signal }).catch(() => undefined)
      if (released.signal.aborted || !held()) return
      const at = performance.now()
      try {
        const now = await place.hold(holder, seen)
        if (now.holder !== holder) lose('another desk has it')
        else {
          seen = now
          until = at + ttlMs * MARGIN
        }
      } catch (error) {
        log.warn({ because: sentenceOf(error) }, 'the lease could not be renewed')
      }
    }
  }
  void renewing()
  const watch = setInterval(held, 1000).unref()
  return {
    held,
    lost: losing.signal,
    demand() {
      if (!held())
        throw new Trouble('this desk has lost its lease', {
          lasting: true,
          code: 'failover.lost',
          facts: { code: 'LEASE' },
        })
    },
    async release() {
      clearInterval(watch)
      released.abort()
      if (held()) await place.free(holder, seen).catch(() => undefined)
      place.close()
    },
  }
}
