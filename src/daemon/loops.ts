// The desk's loops: they start together, and when one of them ends or the signal comes, all end: what is in hand gets
// some seconds, then it is cut. Knows nothing of what the loops do.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'

/** What letters in hand get to come to their end once the desk stops, and then everything to close. */
const STOP_WITHIN_MS = 7_000
const CLOSE_WITHIN_MS = 1_000

export interface Together {
  readonly loops: readonly (() => Promise<void>)[]
  readonly close: () => Promise<void>
  readonly stopping: AbortController
  readonly log: Log
}

/** Runs the loops until the signal aborts or one of them breaks, then closes everything. Rejects as the loop did that broke. */
export async function runTogether({ loops, close, stopping, log }: Together): Promise<void> {
  const all = Promise.all(loops.map((loop) => endingAll(loop, stopping)))
  all.catch(() => undefined)
  try {
    await aborted(stopping.signal)
    // What does not come to its end is cut; the books make that safe.
    if (await isCut(all, STOP_WITHIN_MS)) log.warn({}, 'what was in hand did not come to its end in time and is cut')
  } finally {
    await isCut(close(), CLOSE_WITHIN_MS)
    log.info({}, 'the desk is closed')
  }
}

/** A loop that breaks takes the others with it; the books make that safe. */
async function endingAll(loop: () => Promise<void>, stopping: AbortController): Promise<void> {
  try {
    await loop()
  } finally {
    stopping.abort()
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Waits for work, but not longer than that. Rejects as the work does; leaves no timer that would hold the process. */
async function isCut(work: Promise<unknown>, ms: number): Promise<boolean> {
  const done = new AbortController()
  try {
    return await Promise.race([work.then(() => false), pause(ms, done.signal).then(() => true)])
  } finally {
    done.abort()
  }
}

/** Does something again and again, with a pause between, until the signal aborts. */
export async function everySoOften(work: () => void, ms: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    work()
    await pause(ms, signal)
  }
}

/** Resolves after some milliseconds, or at once when the signal aborts; leaves no listener behind. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
