// A lease that is not renewed in time is lost by the holder's own clock, whatever he finds when he looks.
import { afterEach, expect, test, vi } from 'vitest'
import { type Lease, takeOwnLease } from '../../src/daemon/lease.ts'
import type { LeasePlace, SeenLease } from '../../src/inbox/inbox.ts'
import { silent } from '../../src/log.ts'

const HOLDER = '0000000a'

/** A place in memory, where nobody else is. */
function place(): LeasePlace {
  let seen: SeenLease | null = null
  return {
    look: () => Promise.resolve(seen),
    hold: (holder) => {
      seen = { holder, beat: '1', free: false } as SeenLease
      return Promise.resolve(seen)
    },
    free: () => Promise.resolve(),
    close: () => undefined,
  } as LeasePlace
}

let lease: Lease
afterEach(async () => {
  vi.restoreAllMocks()
  await lease.release()
})

/** A lease of half an hour, so that nobody renews it while the test lasts; the clock is a dial. */
async function leaseHeld(): Promise<(milliseconds: number) => void> {
  const begun = 1_000_000
  const clock = vi.spyOn(performance, 'now').mockReturnValue(begun)
  lease = await takeOwnLease({ place: place(), holder: HOLDER, ttlMs: 1_800_000, log: silent }, null)
  return (milliseconds) => void clock.mockReturnValue(begun + milliseconds)
}

test('it holds for four fifths of its time, so that its holder stops before another begins', async () => {
  const turnTo = await leaseHeld()
  turnTo(1_439_000)
  expect(lease.held()).toBe(true)
  turnTo(1_441_000)
  expect(lease.held()).toBe(false)
  expect(lease.lost.aborted).toBe(true)
})

test('a process that was stopped and wakes finds it lost before it does anything else, and for ever', async () => {
  const turnTo = await leaseHeld()
  turnTo(1_900_000)
  expect(() => lease.demand()).toThrow('lost its lease')
  turnTo(0)
  expect(lease.held()).toBe(false)
})
