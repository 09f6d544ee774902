// Reads kept mail in a worker thread with limits of time and memory, so that no mail can stop the desk. The face of the
// parsing files for the command line and the daemon, which hands it to inbox and outbox.
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Defect, Mail } from '../letter.ts'
import { Trouble } from '../trouble.ts'
import type { Answer, Job, Said } from './read-worker.ts'

export interface ReaderLimits {
  /** A larger mail is read only by its head and first text. */
  readonly messageBytes: number
  /** Seconds of processor time for one mail, 30 unless told; by the clock it may be ten times as many. */
  readonly seconds?: number
  /** Megabytes of JavaScript heap for the worker, 160 unless told. */
  readonly memoryMb?: number
}

export interface Reader {
  /** Takes a kept mail apart. A bad mail gives a Mail with `setAside`; rejects with a passing Trouble when disk or worker fail. */
  read(file: string): Promise<Mail>
  /**
   * Writes the decoded bytes of a part, by its number, into another file; none for a number that the mail has not. Rejects
   * with Trouble: passing when disk or worker fail, lasting when the mail cannot be taken apart again.
   */
  unpack(file: string, part: number, to: string): Promise<void>
  /** Ends the worker; jobs under way reject with a passing Trouble. */
  close(): Promise<void>
}

/** How the worker came to its end with a job in hand. */
type Death = 'too slow' | 'crashed'

interface Pending {
  readonly job: Job
  readonly settle: (outcome: Answer | Death | 'closed') => void
}

/** Crashes after which a mail is set aside. */
const MOST_CRASHES = 3
/** So many jobs the worker holds at once: it must not wait for the main thread between two mails. */
const MOST_GIVEN = 8
/** A worker that has not loaded by then is started anew, and the next one gets twice as long, up to so many. */
const START_SECONDS = 30
const MOST_SLOW_STARTS = 5
/** So many times its limit a mail may take by the clock, where the machine leaves the worker little time. */
const MOST_WAITS = 10

/** Opens a reader; its worker starts with the first mail. */
export function openReader(limits: ReaderLimits): Reader {
  const desk = new WorkerDesk(limits)
  return {
    read: (file) => readWhole(desk, file, limits),
    unpack: (file, part, to) => unpackPart(desk, file, part, to),
    close: () => desk.close(),
  }
}

async function readWhole(desk: WorkerDesk, file: string, limits: ReaderLimits): Promise<Mail> {
  const answer = await insist(desk, { kind: 'read', file, messageBytes: limits.messageBytes })
  if (answer.kind === 'mail') return answer.mail
  const why: Defect = answer.kind === 'stumbled' ? answer.what : { is: 'reader failed', error: answer.kind }
  const scanned = await insist(desk, { kind: 'scan', file, why })
  if (scanned.kind === 'mail') return scanned.mail
  throw new Trouble('a mail could be read neither whole nor by its head', { lasting: false })
}

async function unpackPart(desk: WorkerDesk, file: string, part: number, to: string): Promise<void> {
  const answer = await insist(desk, { kind: 'unpack', file, part, to })
  if (answer.kind !== 'unpacked')
    throw new Trouble('a file of a kept letter could not be read again', { lasting: true })
}

/** Gives a job again after a crash; a job that is too slow is not tried twice. Throws Trouble when the disk fails. */
async function insist(desk: WorkerDesk, job: Job): Promise<Answer> {
  for (let crashes = 0; crashes < MOST_CRASHES; crashes++) {
    const outcome = await desk.give(job)
    if (outcome === 'closed') throw new Trouble('the reader of mail has been closed', { lasting: false })
    if (outcome === 'too slow') return { kind: 'stumbled', what: { is: 'took too long' } }
    if (outcome === 'crashed') continue
    if (outcome.kind === 'disk') {
      throw new Trouble('a kept mail could not be read from disk', { lasting: false, facts: { code: outcome.code } })
    }
    return outcome
  }
  return { kind: 'stumbled', what: { is: 'stopped the reader' } }
}

/** One worker and the queue before it. */
class WorkerDesk {
  readonly #limits: ReaderLimits
  readonly #queue: Pending[] = []
  /** What the worker has been given, in its order: it works on the first. */
  readonly #given: Pending[] = []
  #worker: Worker | null = null
  #ready = false
  /** Processor time of the worker when it came to its first job, in milliseconds. */
  #spentMs = 0
  #slowStarts = 0
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(limits: ReaderLimits) {
    this.#limits = limits
  }

  give(job: Job): Promise<Answer | Death | 'closed'> {
    if (this.#closed) return Promise.resolve('closed')
    return new Promise((settle) => {
      this.#queue.push({ job, settle })
      this.#next()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    const worker = this.#worker
    this.#worker = null
    clearTimeout(this.#timer)
    for (const pending of [...this.#given.splice(0), ...this.#queue.splice(0)]) pending.settle('closed')
    await worker?.terminate()
  }

  /** Gives the worker what is waiting, so that it finds its next job without waiting for us. */
  #next(): void {
    if (this.#queue.length > 0 && this.#worker === null) this.#start()
    const worker = this.#worker
    if (worker === null || !this.#ready) return
    while (this.#given.length < MOST_GIVEN) {
      const pending = this.#queue.shift()
      if (pending === undefined) break
      this.#given.push(pending)
      if (this.#given.length === 1) this.#watch(worker)
      worker.postMessage(pending.job)
    }
    // An idle reader must not keep the process alive.
    if (this.#given.length === 0) worker.unref()
  }

  /** The time of the first job runs from here. */
  #watch(worker: Worker, waits = 1): void {
    worker.ref()
    clearTimeout(this.#timer)
    const limitMs = (this.#limits.seconds ?? 30) * 1000
    this.#timer = setTimeout(() => void this.#late(worker, limitMs, waits), limitMs)
  }

  /** Time is up by the clock; that a busy machine left the worker none of it is no fault of the mail's. */
  async #late(worker: Worker, limitMs: number, waits: number): Promise<void> {
    const first = this.#given[0]
    const spentMs = await spentBy(worker, limitMs)
    // It may have answered while it was asked.
    if (this.#worker !== worker || this.#given[0] !== first) return
    if (waits >= MOST_WAITS || spentMs - this.#spentMs >= limitMs) this.#end('too slow')
    else this.#watch(worker, waits + 1)
  }

  #start(): void {
    const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
      resourceLimits: {
        maxOldGenerationSizeMb: this.#limits.memoryMb ?? 160,
        maxYoungGenerationSizeMb: 4,
        stackSizeMb: 4,
      },
      stdout: false,
    })
    this.#worker = worker
    this.#ready = false
    this.#timer = setTimeout(() => this.#startsTooSlowly(), this.#startMs())
    worker.on('message', (said: Said) => this.#hear(worker, said))
    const died = (): void => {
      if (this.#worker === worker) this.#end('crashed')
    }
    worker.on('error', died)
    worker.on('messageerror', died)
    worker.on('exit', died)
  }

  #hear(worker: Worker, { answer, spentMs }: Said): void {
    if (this.#worker !== worker) return
    clearTimeout(this.#timer)
    this.#spentMs = spentMs
    if (answer.kind === 'ready') {
      this.#ready = true
      this.#slowStarts = 0
    } else {
      const done = this.#given.shift()
      if (this.#given.length > 0) this.#watch(worker)
      done?.settle(answer)
    }
    this.#next()
  }

  #startMs(): number {
    return START_SECONDS * 1000 * 2 ** Math.min(this.#slowStarts, MOST_SLOW_STARTS)
  }

  /** No mail is blamed for it before a worker that had a quarter of an hour has not loaded either. */
  #startsTooSlowly(): void {
    this.#slowStarts += 1
    if (this.#slowStarts > MOST_SLOW_STARTS) this.#end('crashed')
    else this.#startAnew()
  }

  #startAnew(): void {
    this.#dismiss()
    this.#next()
  }

  #dismiss(): void {
    const worker = this.#worker
    this.#worker = null
    clearTimeout(this.#timer)
    worker?.terminate().catch(() => undefined)
  }

  /** The worker is gone or is made to go. Its first job is the culprit; the others were not begun and go to a new one. */
  #end(death: Death): void {
    this.#dismiss()
    // A worker that never came to its first job was killed by what waits first.
    const culprit = this.#given.shift() ?? this.#queue.shift()
    this.#queue.unshift(...this.#given.splice(0))
    culprit?.settle(death)
    this.#next()
  }
}

/** Processor time that a worker has had since it began, in milliseconds; beyond all limits when it cannot be told. */
async function spentBy(worker: Worker, withinMs: number): Promise<number> {
  // Node.js 22 cannot tell.
  if (typeof worker.cpuUsage !== 'function') return Number.POSITIVE_INFINITY
  const told = worker.cpuUsage().then(
    ({ user, system }) => (user + system) / 1000,
    () => Number.POSITIVE_INFINITY,
  )
  return Promise.race([told, sleep(withinMs, Number.POSITIVE_INFINITY, { ref: false })])
}
