// How slow the machine is at this moment, and waits that allow for it. A wait is for a condition; its limit is there to
// end what hangs, and no test judges by it. What work costs is told in stretches, not in seconds.

/** What a look at the machine takes where the limits were chosen, on a processor of its own, in milliseconds. */
const USUAL_MS = 15
/** Stretches in a look: long enough that a busy machine interrupts it. */
const STRETCHES = 5
/** So much longer than it says a wait may last, even where nothing else runs: servers and disks are slow by themselves. */
const FLOOR = Number(process.env.TICKETD_TEST_PATIENCE ?? 8)
/** What every wait is for comes sooner than this on an idle machine. */
const WAIT_MS = 30_000
/** How often a wait looks again at the machine. */
const LOOK_MS = 1000

/** What a test gives the reader for one mail, in seconds: its limit is by the clock, and the mails are no test of that. */
export const READING_SECONDS = 1200

// Tests put false clocks in the place of these.
const now = performance.now.bind(performance)
const later = setTimeout

/** A fixed piece of work of the kind that the desk does: letters sought, counted and copied. */
function stretch(): number {
  let found = 0
  for (let n = 0; n < 12; n += 1) {
    const text = `${n} не открывается каталог, журнал <a@b.example> — 12:00;\n`.repeat(800)
    found += text.split('\n').filter((line) => /каталог.*<[^>]+>/.test(line)).length + text.toLowerCase().length
  }
  return found
}

function stretches(): void {
  for (let n = 0; n < STRETCHES; n += 1) stretch()
}

/** How many times slower than usual the machine works for us just now, never less than 1. */
export function slowness(): number {
  const began = now()
  stretches()
  return Math.max(1, (now() - began) / USUAL_MS)
}

/** Milliseconds of this thread's processor time for one stretch, here and now. */
export function stretchMs(): number {
  return costOf(stretches) / STRETCHES
}

/** What a piece of work costs, in milliseconds of this thread's processor time. */
export function costOf(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

/** Begins to measure what all threads of this process but this one cost; gives how many milliseconds it is so far. */
export function costBeside(): () => number {
  const [all, own] = [process.cpuUsage(), process.threadCpuUsage()]
  return () => {
    const [allSince, ownSince] = [process.cpuUsage(all), process.threadCpuUsage(own)]
    return (allSince.user + allSince.system - ownSince.user - ownSince.system) / 1000
  }
}

/**
 * What a piece of work costs, in stretches: processor time of this thread against that of a fixed piece of work
 * right before and right after it. Neither a slow processor nor a busy one makes it more.
 */
export function stretchesOf(work: () => unknown): number {
  const before = stretchMs()
  const cost = costOf(work)
  return (cost * 2) / (before + stretchMs())
}

/** Begins to wait; gives what tells when all patience is used up. The slower the machine is meanwhile, the longer it lasts. */
function patience(ms = WAIT_MS): () => boolean {
  let spent = 0
  let last = now()
  let lookedAt = last
  let slow = slowness()
  return () => {
    const at = now()
    // A stretch of waiting counts as the slower of its two ends.
    const before = slow
    if (at - lookedAt > LOOK_MS) {
      slow = slowness()
      lookedAt = at
    }
    spent += (at - last) / Math.max(before, slow)
    last = at
    return spent > ms * FLOOR
  }
}

/** Milliseconds for what takes no longer than `ms` on an idle machine, for those who want a number beforehand. */
export function patientMs(ms: number): number {
  return Math.ceil(ms * FLOOR * slowness())
}

/** Lets others go on for a moment, each time for longer: to look again and again costs them what they work with. */
function breather(): () => Promise<void> {
  let ms = 10
  return () => {
    ms = Math.min(100, ms * 1.3)
    return new Promise((resolve) => later(resolve, ms))
  }
}

/** Waits for a condition and gives what it found; fails with what it is waiting for. */
export async function until<T>(
  what: string | (() => string),
  look: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  ms = WAIT_MS,
): Promise<T> {
  const [isOver, breath] = [patience(ms), breather()]
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false && found !== null) return found
    if (isOver()) throw new Error(`waited in vain: ${typeof what === 'string' ? what : what()}`)
    await breath()
  }
}

/** Waits until an expectation holds; fails as its last attempt did. */
export async function eventually(expectation: () => unknown): Promise<void> {
  const [isOver, breath] = [patience(), breather()]
  for (;;) {
    try {
      await expectation()
      return
    } catch (error) {
      if (isOver()) throw error
    }
    await breath()
  }
}
