// What several connections have to write into the books at nearly the same moment shares one transaction, so one fsync.
// A mark of doubt is waited for: no byte of its letter leaves before. A fate is not, so it rides with the next marks.
import { setTimeout as sleep } from 'node:timers/promises'
import { Trouble } from '../trouble.ts'
import type { Fate, Queue } from './queue.ts'

/** That a letter's bytes are about to leave. */
export interface Mark {
  readonly delivery: number
  readonly sha256: string
}

/** So many milliseconds a mark waits for those of other letters that want one, and a fate for marks with which it may ride. */
const MARK_WAITS_MS = 8
const FATE_WAITS_MS = 50
const BOOKS_REST_MS = 1_000

interface Group {
  readonly marks: Mark[]
  readonly fates: Fate[]
  readonly marked: PromiseWithResolvers<void>
  readonly settled: PromiseWithResolvers<void>
  /** When it is written, in the time of performance.now(). */
  due: number
  timer: NodeJS.Timeout | NodeJS.Immediate | null
}

export class Gatherer {
  readonly #queue: Queue
  readonly #clock: () => Date
  readonly #underWay: () => number
  readonly #unmarked: () => number
  #group: Group | null = null

  /**
   * `underWay` says how many letters have a connection, `unmarked` how many marks are still to come soon: nobody waits for
   * others where there are none.
   */
  constructor(queue: Queue, clock: () => Date, underWay: () => number, unmarked: () => number) {
    this.#queue = queue
    this.#clock = clock
    this.#underWay = underWay
    this.#unmarked = unmarked
  }

  /** Commits the mark. Rejects when the books do not take it: then no byte of the letter may leave. */
  doubt(mark: Mark): Promise<void> {
    const group = this.#joined()
    group.marks.push(mark)
    this.#writeWithin(group, group.marks.length >= this.#unmarked() ? 0 : MARK_WAITS_MS)
    return group.marked.promise
  }

  /** Commits the fate, however long the books refuse it, for it is true. */
  settle(fate: Fate): Promise<void> {
    const group = this.#joined()
    group.fates.push(fate)
    this.#writeWithin(group, this.#underWay() === 0 ? 0 : FATE_WAITS_MS)
    return group.settled.promise
  }

  #joined(): Group {
    if (this.#group !== null) return this.#group
    const group: Group = {
      marks: [],
      fates: [],
      marked: Promise.withResolvers(),
      settled: Promise.withResolvers(),
      due: Number.POSITIVE_INFINITY,
      timer: null,
    }
    // A group of fates alone has nobody who waits for the marks, and the other way round.
    for (const { promise } of [group.marked, group.settled]) promise.catch(() => undefined)
    this.#group = group
    return group
  }

  /** Whoever joins can only bring the moment nearer. */
  #writeWithin(group: Group, ms: number): void {
    const due = performance.now() + ms
    if (due >= group.due) return
    group.due = due
    if (group.timer !== null) clearTimeout(group.timer as NodeJS.Timeout)
    const write = (): void => {
      this.#group = null
      this.#written(group).then(group.settled.resolve, group.settled.reject)
    }
    group.timer = ms === 0 ? setImmediate(write) : setTimeout(write, ms)
  }

  async #written(group: Group): Promise<void> {
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
