// What several connections have to write into the books at nearly the same moment shares one transaction, so one fsync.
// Marks of doubt and fates go together; whoever joined waits until the books have it.
import { setImmediate as breath, setTimeout as sleep } from 'node:timers/promises'
import { Trouble } from '../trouble.ts'
import type { Fate, Queue } from './queue.ts'

/** That a letter's bytes are about to leave. */
export interface Mark {
  readonly delivery: number
  readonly sha256: string
}

/** While other letters are in hand a group waits so many milliseconds for what they may have to write. */
const GATHER_MS = 2
const BOOKS_REST_MS = 1_000

interface Group {
  readonly marks: Mark[]
  readonly fates: Fate[]
  readonly marked: PromiseWithResolvers<void>
  readonly settled: PromiseWithResolvers<void>
}

export class Gatherer {
  readonly #queue: Queue
  readonly #clock: () => Date
  readonly #inHand: () => number
  #group: Group | null = null

  /** `inHand` says how many letters are under way: nobody waits for others where there are none. */
  constructor(queue: Queue, clock: () => Date, inHand: () => number) {
    this.#queue = queue
    this.#clock = clock
    this.#inHand = inHand
  }

  /** Commits the mark. Rejects when the books do not take it: then no byte of the letter may leave. */
  doubt(mark: Mark): Promise<void> {
    const group = this.#joined()
    group.marks.push(mark)
    return group.marked.promise
  }

  /** Commits the fate, however long the books refuse it, for it is true. */
  settle(fate: Fate): Promise<void> {
    const group = this.#joined()
    group.fates.push(fate)
    return group.settled.promise
  }

  #joined(): Group {
    if (this.#group !== null) return this.#group
    const group: Group = {
      marks: [],
      fates: [],
      marked: Promise.withResolvers(),
      settled: Promise.withResolvers(),
    }
    // A group of fates alone has nobody who waits for the marks, and the other way round.
    for (const { promise } of [group.marked, group.settled]) promise.catch(() => undefined)
    this.#group = group
    this.#written(group).then(group.settled.resolve, group.settled.reject)
    return group
  }

  async #written(group: Group): Promise<void> {
    await breath()
    if (group.marks.length + group.fates.length < this.#inHand()) await sleep(GATHER_MS)
    this.#group = null
    try {
      this.#queue.write(group.fates, group.marks, this.#clock())
      group.marked.resolve()
    } catch (error) {
      group.marked.reject(error)
      if (!isPassing(error)) throw error
      await this.#insist(group.fates)
    }
  }

  async #insist(fates: readonly Fate[]): Promise<void> {
    while (fates.length > 0) {
      try {
        this.#queue.write(fates, [], this.#clock())
        return
      } catch (error) {
        if (!isPassing(error)) throw error
        await sleep(BOOKS_REST_MS)
      }
    }
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof Trouble && !error.lasting
}
