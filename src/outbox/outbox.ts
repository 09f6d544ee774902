// The room's face: sends what is due, postpones, gives up. Meets the rest of the house only in the queue on disk; a
// nudge is a hint. A claim is committed before anything is sent, a doubt at the server's 354, a fate after the reply.
import type { DeliveryFailure, Outgoing } from '../letter.ts'
import { type Complaint, type Log, openComplaint } from '../log.ts'
import { sentenceOf, Trouble } from '../trouble.ts'
import { addressFault } from './addresses.ts'
import { cleaned, type Ended, fateOf, retryAt, unsendable } from './fate.ts'
import { Gatherer } from './gatherer.ts'
import { Lines } from './lines.ts'
import type { Due, Fate, Queue } from './queue.ts'
import { type Composed, compose, openLine, type Parts, type SmtpSettings } from './smtp.ts'

export type { Due, Fate, Queue } from './queue.ts'
export type { Parts, SignIn, SmtpSettings } from './smtp.ts'

export interface OutboxOptions {
  readonly queue: Queue
  readonly smtp: SmtpSettings
  readonly maxConnections: number
  /** Letters a minute, 0 for no limit; counted in this process. */
  readonly ratePerMinute: number
  readonly parts: Parts
  /** Draws the consequences of a delivery that has been settled as failed for good. */
  readonly failed: (failure: DeliveryFailure) => void
  readonly clock: () => Date
  readonly log: Log
  readonly signal: AbortSignal
}

export interface Outbox {
  /** Says that something may be due. Lost nudges only make a letter later. */
  nudge(): void
  /** Sends until the signal ends it; letters in hand are finished. Rejects only with a bug or when the books fail. */
  run(): Promise<void>
  state(): { readonly inHand: number; readonly trouble: string | null; readonly lastSentAt: Date | null }
}

/** How long to rest when the server cannot be reached, by failures in a row. */
const REST_MS = [1_000, 5_000, 15_000, 30_000, 60_000]
const IDLE_LINE_MS = 5_000
const CLAIM_PAUSE_MS = 20
/** While letters are under way the queue is looked at so often without a nudge. */
const LOOK_MS = 500
const BOOKS_REST_MS = 5_000
const LONGEST_SLEEP_MS = 30_000
const MINUTE_MS = 60_000

/** An outbox over a queue and a server; nothing is sent before `run`. */
export function openOutbox(options: OutboxOptions): Outbox {
  const lines = new Lines(options.smtp)
  return new Sender(options, lines)
}

/** Signs in once and closes; throws Trouble with the server's words when that fails. */
export async function trySmtp(settings: SmtpSettings): Promise<void> {
  const line = await openLine(settings)
  if ('ended' in line) throw new Trouble(cleaned(line.ended.text), { lasting: false })
  line.close()
}

const NO_PARTS: Parts = { take: () => Promise.reject(new Trouble('there are no files to take', { lasting: true })) }

/** Sends one letter without files, at once and to one recipient; throws Trouble with the server's words when it does not take it. */
export async function sendOnce(settings: SmtpSettings, outgoing: Outgoing, recipient: string): Promise<void> {
  const line = await openLine(settings)
  if ('ended' in line) throw new Trouble(cleaned(line.ended.text), { lasting: false })
  try {
    const attempt = await line.send(outgoing, recipient, await compose(outgoing, NO_PARTS), () => Promise.resolve())
    if (attempt.kind === 'ended') throw new Trouble(cleaned(attempt.ended.text), { lasting: false })
  } finally {
    line.close()
  }
}

class Sender implements Outbox {
  readonly #options: OutboxOptions
  readonly #lines: Lines
  readonly #gather: Gatherer
  readonly #books: Complaint
  readonly #claimed: Due[] = []
  /** By the monotonic clock, as all that is waited for here: the wall's may be set back by days. */
  readonly #startedAt: number[] = []
  readonly #broken: unknown[] = []
  /** Letters whose fate is not in the books yet, and those of them that have or want a connection. */
  #inHand = 0
  #underWay = 0
  #failuresInARow = 0
  #restUntil = 0
  #trouble: string | null = null
  #lastSentAt: Date | null = null
  #nudged = false
  #claimAgainAt = 0
  #ring: () => void = () => undefined

  constructor(options: OutboxOptions, lines: Lines) {
    this.#options = options
    this.#lines = lines
    this.#gather = new Gatherer(options.queue, options.clock, () => this.#underWay)
    this.#books = openComplaint(options.log, 'the books take nothing; letters wait', 'the books take letters again')
  }

  nudge(): void {
    this.#nudged = true
    this.#ring()
  }

  state(): ReturnType<Outbox['state']> {
    return { inHand: this.#inHand, trouble: this.#trouble ?? this.#books.trouble, lastSentAt: this.#lastSentAt }
  }

  async run(): Promise<void> {
    const { signal } = this.#options
    signal.addEventListener('abort', () => this.#ring(), { once: true })
    while (!signal.aborted && this.#broken.length === 0) {
      if (performance.now() >= this.#restUntil) this.#startWhatIsDue()
      await this.#pause()
      this.#lines.closeIdle(IDLE_LINE_MS)
    }
    await this.#putBack()
    while (this.#inHand > 0) await this.#pause()
    this.#lines.closeAll()
    if (this.#broken.length > 0) throw this.#broken[0]
  }

  /** What was claimed and never begun is due again at once, not after a step of backoff. */
  async #putBack(): Promise<void> {
    const until = this.#options.clock()
    const error = 'the desk stopped before it was begun'
    const fates = this.#claimed
      .splice(0)
      .map((due): Fate => ({ delivery: due.delivery, kind: 'postponed', until, error }))
    await Promise.all(fates.map((fate) => this.#gather.settle(fate)))
  }

  #startWhatIsDue(): void {
    const { ratePerMinute, maxConnections } = this.#options
    while (this.#room() > 0) {
      if (this.#claimed.length === 0 && this.#mayClaim()) {
        this.#claim(ratePerMinute === 0 ? maxConnections * 4 : this.#room())
      }
      const due = this.#claimed.shift()
      if (due === undefined) return
      this.#start(due)
    }
  }

  /** While letters are under way those that come meanwhile are claimed together: a claim is a transaction. */
  #mayClaim(): boolean {
    const now = performance.now()
    if (this.#underWay > 0 && now < this.#claimAgainAt) return false
    this.#claimAgainAt = now + CLAIM_PAUSE_MS
    this.#nudged = false
    return true
  }

  /** Books that take nothing for the moment (disk full, busy) are no reason to end: a rest, then again. */
  #claim(several: number): void {
    const { queue, clock } = this.#options
    try {
      this.#claimed.push(...queue.claim(clock(), several, (attempts) => this.#later(attempts)))
      this.#books.over()
    } catch (error) {
      if (!(error instanceof Trouble) || error.lasting) throw error
      this.#books.note(error)
      this.#restUntil = performance.now() + BOOKS_REST_MS
    }
  }

  /** How many letters may start now. */
  #room(): number {
    return Math.min(this.#free(), this.#allowed())
  }

  /** By connections, and by fates that the books have not taken. */
  #free(): number {
    const { maxConnections } = this.#options
    return Math.min(maxConnections - this.#underWay, 3 * maxConnections - this.#inHand)
  }

  /** By the rate. */
  #allowed(): number {
    const { ratePerMinute } = this.#options
    if (ratePerMinute === 0) return Number.POSITIVE_INFINITY
    const now = performance.now()
    while (this.#startedAt[0] !== undefined && this.#startedAt[0] < now - MINUTE_MS) this.#startedAt.shift()
    return ratePerMinute - this.#startedAt.length
  }

  #start(due: Due): void {
    this.#inHand += 1
    this.#underWay += 1
    if (this.#options.ratePerMinute > 0) this.#startedAt.push(performance.now())
    this.#deliver(due)
      .catch((error: unknown) => this.#broken.push(error))
      .finally(() => {
        this.#inHand -= 1
        this.#ring()
      })
  }

  /** One delivery from claim to fate. While its fate is being committed the next letter has its connection already. */
  async #deliver(due: Due): Promise<void> {
    const started = performance.now()
    const fate = await this.#attempt(due).finally(() => {
      this.#underWay -= 1
      this.#ring()
    })
    await this.#gather.settle(fate)
    this.#report(due, fate, Math.round(performance.now() - started))
    if (fate.kind === 'failed') this.#options.failed(fate.failure)
  }

  async #attempt(due: Due): Promise<Fate> {
    const fault = addressFault(due.recipient)
    if (fault !== null) return unsendable(due, fault)
    const composed = await this.#composed(due)
    if ('delivery' in composed) return composed
    try {
      return await this.#handOver(due, composed)
    } finally {
      composed.release()
    }
  }

  async #handOver(due: Due, composed: Composed): Promise<Fate> {
    const line = await this.#lines.take()
    if ('ended' in line) return this.#serverTrouble(due, line.ended)
    const mark = { delivery: due.delivery, sha256: composed.sha256 }
    const attempt = await line.send(due.outgoing, due.recipient, composed, () => this.#gather.doubt(mark))
    this.#lines.give(line)
    if (attempt.kind === 'ended') return this.#fateOf(due, attempt.ended)
    this.#serverWorks()
    this.#lastSentAt = this.#options.clock()
    return { delivery: due.delivery, kind: 'sent', response: cleaned(attempt.response) }
  }

  async #composed(due: Due): Promise<Composed | Fate> {
    try {
      const composed = await compose(due.outgoing, this.#options.parts)
      if (due.doubtSha256 === null || due.doubtSha256 === composed.sha256) return composed
      composed.release()
      return { delivery: due.delivery, kind: 'held', error: 'a repeat would differ from what was begun' }
    } catch (error) {
      if (error instanceof Trouble && error.lasting) return unsendable(due, error.message)
      return { delivery: due.delivery, kind: 'postponed', until: this.#later(due.attempts), error: sentenceOf(error) }
    }
  }

  #fateOf(due: Due, ended: Ended): Fate {
    const aboutServer = !ended.afterData && (ended.at === 'connect' || ended.at === 'login' || ended.at === 'sender')
    if (aboutServer) return this.#serverTrouble(due, ended)
    return fateOf(due, ended, this.#options.clock(), Math.random())
  }

  /** The server, not the letter, is to blame: all rests for a while, and the letter is due again right after. */
  #serverTrouble(due: Due, ended: Ended): Fate {
    const rest = REST_MS[Math.min(this.#failuresInARow, REST_MS.length - 1)] ?? 60_000
    this.#failuresInARow += 1
    this.#restUntil = performance.now() + rest
    this.#trouble = cleaned(ended.text)
    if (this.#failuresInARow === 1) {
      const fields = { code: ended.code, kind: ended.at, because: this.#trouble }
      this.#options.log.warn(fields, 'the SMTP server cannot be used; letters wait')
    }
    const now = this.#options.clock()
    const fate = fateOf(due, ended, now, Math.random())
    return fate.kind === 'postponed' ? { ...fate, until: new Date(now.getTime() + rest) } : fate
  }

  #serverWorks(): void {
    if (this.#trouble !== null) this.#options.log.info({}, 'the SMTP server takes letters again')
    this.#trouble = null
    this.#failuresInARow = 0
  }

  #later(attempts: number): Date {
    return retryAt(attempts, this.#options.clock(), Math.random())
  }

  #report(due: Due, fate: Fate, ms: number): void {
    const { log } = this.#options
    const error = fate.kind === 'failed' ? fate.failure.text : 'error' in fate ? fate.error : undefined
    const because = error === undefined ? {} : { because: error }
    const { ticket, kind } = due.outgoing
    const fields = { ticket, delivery: due.delivery, kind, attempts: due.attempts, ms, ...because }
    if (fate.kind === 'sent') log.info(fields, 'sent')
    // What is wrong with the server has been said once; each letter that waits for it need not say it again.
    else if (fate.kind === 'postponed' && this.#trouble !== null) log.debug(fields, fate.kind)
    else log.warn(fields, fate.kind)
  }

  /** Sleeps until a nudge, the end of a delivery, the next one that is due, or the signal. */
  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#sleepMs())
      this.#ring = () => {
        clearTimeout(timer)
        resolve()
      }
      if (this.#options.signal.aborted && this.#inHand === 0) this.#ring()
    })
  }

  #sleepMs(): number {
    const longest = this.#lines.idle > 0 ? IDLE_LINE_MS : LONGEST_SLEEP_MS
    if (this.#free() <= 0) return longest
    if (this.#allowed() <= 0) return Math.min(longest, (this.#startedAt[0] ?? 0) + MINUTE_MS + 1 - performance.now())
    if (this.#underWay > 0) return this.#nudged ? Math.max(1, this.#claimAgainAt - performance.now()) : LOOK_MS
    const rest = this.#restUntil - performance.now()
    const due = this.#claimed.length > 0 ? 0 : (this.#options.queue.nextDueAt()?.getTime() ?? Infinity)
    const wait = Math.max(rest, due - this.#options.clock().getTime(), 100)
    return Math.min(wait, longest)
  }
}
