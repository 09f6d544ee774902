// The room's face: sends what is due, postpones, gives up. Meets the rest of the house only in the queue on disk; a
// nudge is a hint. A claim is committed before anything is sent, a doubt at the server's 354, a fate after the reply.
import type { DeliveryFailure, Outgoing } from '../letter.ts'
import { type Complaint, type Log, openComplaint } from '../log.ts'
import { sentenceOf, Trouble } from '../trouble.ts'
import { addressFault } from './addresses.ts'
import type { Composed } from './composed.ts'
import type { Ended } from './ended.ts'
import { cleaned, fateOf, retryAt, returned, unsendable } from './fate.ts'
import { Gatherer, type Mark } from './gatherer.ts'
import { Lines } from './lines.ts'
import type { Due, Fate, Queue } from './queue.ts'
import { type OutboxTrouble, Server } from './server.ts'
import { compose, openLine, type Parts, type SmtpSettings } from './smtp.ts'

export { retryAt } from './fate.ts'
export type { Due, Fate, Queue } from './queue.ts'
export type { OutboxTrouble } from './server.ts'
export type { Parts, SignIn, SmtpSettings } from './smtp.ts'
export { type KnockFailure, knock, NotTaken, type Webhook } from './webhook.ts'

export interface OutboxOptions {
  readonly queue: Queue
  readonly smtp: SmtpSettings
  readonly maxConnections: number
  /** Letters a minute, 0 for no limit; counted in this process. */
  readonly ratePerMinute: number
  readonly parts: Parts
  /** By whose wall letters are dated; UTC where it is left out. */
  readonly zone?: string
  /** Draws the consequences of a delivery that has been settled as failed for good. */
  readonly failed: (failure: DeliveryFailure) => void
  /** Hears how large a letter the server takes, in bytes, whenever it says so; null: it names no limit. */
  readonly takes?: (bytes: number | null) => void
  /** Whether to connect once before the first letter, to hear it. */
  readonly asksFirst?: boolean
  /** Draws the consequences of letters that the server has taken and whose taking is waited for. */
  readonly accepted: () => void
  readonly clock: () => Date
  readonly log: Log
  readonly signal: AbortSignal
}

/** How the outbox fares. */
export interface OutboxState {
  readonly inHand: number
  readonly trouble: OutboxTrouble | null
  readonly lastSentAt: Date | null
}

export interface Outbox {
  /** Says that something may be due. Lost nudges only make a letter later. */
  nudge(): void
  /** Sends until the signal ends it; letters in hand are finished. Rejects only with a bug or when the books fail. */
  run(): Promise<void>
  state(): OutboxState
}

const IDLE_LINE_MS = 5_000
/** A connection that was free for longer may have been ended for that. */
const RESTED_MS = 1_000
const CLAIM_PAUSE_MS = 20
/** While letters are under way the queue is looked at so often without a nudge. */
const LOOK_MS = 500
const BOOKS_REST_MS = 5_000
const LONGEST_SLEEP_MS = 30_000
const MINUTE_MS = 60_000

/** An outbox over a queue and a server; nothing is sent before `run`. */
export function openOutbox(options: OutboxOptions): Outbox {
  return new Sender(options)
}

/** Signs in once, and asks whether a letter from an address to itself would be taken; sends none. Throws Trouble with the server's words when it would not. */
export async function trySmtp(settings: SmtpSettings, address: string | null): Promise<void> {
  const line = await openLine(settings)
  if ('ended' in line) throw new Trouble(cleaned(line.ended.text), { lasting: false })
  try {
    const ended = address === null ? null : await line.ask(address, address)
    if (ended !== null)
      throw new Trouble(`it takes no letter from ${address}: ${cleaned(ended.text)}`, { lasting: false })
  } finally {
    line.close()
  }
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

/** Stands for the delivery where there is none. */
const NO_LETTER = 0

/** A letter that goes back in front of the others: the connection, not the letter, is at its end. */
const AGAIN = 'again'

class Sender implements Outbox {
  readonly #options: OutboxOptions
  readonly #lines: Lines
  readonly #server: Server
  readonly #gather: Gatherer
  readonly #books: Complaint
  readonly #claimed: Due[] = []
  /** By the monotonic clock, as all that is waited for here: the wall's may be set back by days. */
  readonly #startedAt: number[] = []
  readonly #broken: unknown[] = []
  /** Letters whose fate is not in the books yet, and those of them that have or want a connection. */
  #inHand = 0
  #underWay = 0
  /** Deliveries under way of which the books do not know yet that their bytes leave. */
  readonly #unmarked = new Set<number>()
  /** The letter at which the server was last in trouble: another one tries next, should it be the letter. */
  #troubled: number | null = null
  #lastSentAt: Date | null = null
  #nudged = false
  #claimAgainAt = 0
  #ring: () => void = () => undefined

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#lines = new Lines(options.smtp)
    this.#server = new Server(options.log, options.maxConnections)
    this.#gather = new Gatherer(
      options.queue,
      options.clock,
      () => this.#underWay,
      // While more letters wait, each that is done makes room for one that will want a mark.
      () => (this.#claimed.length > 0 ? this.#underWay : this.#unmarked.size),
    )
    this.#books = openComplaint(options.log, 'the books take nothing; letters wait', 'the books take letters again')
  }

  nudge(): void {
    this.#nudged = true
    this.#ring()
  }

  state(): OutboxState {
    const { trouble, code } = this.#books
    const books = trouble === null ? null : { code: code ?? 'database.failing', sentence: trouble }
    return { inHand: this.#inHand, trouble: this.#server.trouble ?? books, lastSentAt: this.#lastSentAt }
  }

  async run(): Promise<void> {
    const { signal } = this.#options
    signal.addEventListener('abort', () => this.#ring(), { once: true })
    if (this.#options.asksFirst === true) await this.#ask()
    while (!signal.aborted && this.#broken.length === 0) {
      if (this.#server.rest() === 0) this.#startWhatIsDue()
      await this.#pause()
      this.#lines.closeIdle(IDLE_LINE_MS)
    }
    await this.#putBack('the desk stopped before it was begun')
    while (this.#inHand > 0) await this.#pause()
    this.#lines.closeAll()
    if (this.#broken.length > 0) throw this.#broken[0]
  }

  /** Hears what the server takes, and whether it takes anything at all, before there is a letter for it. */
  async #ask(): Promise<void> {
    const held = await this.#lines.take()
    if ('ended' in held) {
      this.#server.judge(NO_LETTER, '', held.ended, 0)
      return
    }
    this.#options.takes?.(held.line.takes)
    this.#lines.give(held.line, this.#server.perLine)
  }

  /** What was claimed and never begun is due again at once, in its old place, not after a step of backoff. */
  async #putBack(error: string): Promise<void> {
    const fates = this.#claimed.splice(0).map((due): Fate => {
      const { delivery, dueAt } = due
      return { delivery, kind: 'returned', dueAt, error }
    })
    await Promise.all(fates.map((fate) => this.#gather.settle(fate)))
  }

  #startWhatIsDue(): void {
    const { ratePerMinute, maxConnections } = this.#options
    while (this.#room() > 0) {
      const isTrying = this.#server.trouble !== null
      if (this.#claimed.length === 0 && this.#mayClaim()) {
        this.#claim(isTrying ? 2 : ratePerMinute === 0 ? maxConnections * 4 : this.#room())
      }
      const due = this.#next()
      if (due === undefined) return
      this.#start(due)
    }
  }

  /** The oldest; while the server is in trouble another than that at which the trouble began. */
  #next(): Due | undefined {
    if (this.#server.trouble === null) return this.#claimed.shift()
    const other = this.#claimed.findIndex((due) => due.delivery !== this.#troubled)
    return this.#claimed.splice(Math.max(0, other), 1)[0]
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
      this.#server.restFor(BOOKS_REST_MS)
    }
  }

  /** How many letters may start now. */
  #room(): number {
    if (this.#server.rest() > 0) return 0
    return Math.min(this.#free(), this.#allowed())
  }

  /** By connections, and by fates that the books have not taken. */
  #free(): number {
    const { maxConnections } = this.#options
    return Math.min(this.#server.connections() - this.#underWay, 3 * maxConnections - this.#inHand)
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
    this.#unmarked.add(due.delivery)
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
      this.#unmarked.delete(due.delivery)
      this.#ring()
    })
    if (fate === AGAIN) {
      this.#claimed.unshift(due)
      return
    }
    await this.#gather.settle(fate)
    this.#report(due, fate, Math.round(performance.now() - started))
    if (fate.kind === 'failed') this.#options.failed(fate.failure)
    if (fate.kind === 'sent' && due.awaited) this.#options.accepted()
  }

  async #attempt(due: Due): Promise<Fate | typeof AGAIN> {
    const fault = addressFault(due.recipient)
    if (fault !== null) return unsendable(due, `${due.recipient}: ${fault}`)
    const composed = await this.#composed(due)
    if ('delivery' in composed) return composed
    try {
      return await this.#handOver(due, composed)
    } finally {
      composed.release()
    }
  }

  /** An old connection that the server ends is no word on the letter: it goes over a new one at once. */
  async #handOver(due: Due, composed: Composed): Promise<Fate | typeof AGAIN> {
    const mark = { delivery: due.delivery, sha256: composed.sha256 }
    for (let held = await this.#lines.take(); ; held = await this.#lines.takeNew()) {
      if ('ended' in held) return this.#judged(due, held.ended)
      const { line, restedMs } = held
      const carried = line.letters
      if (carried === 0) this.#options.takes?.(line.takes)
      const attempt = await line.send(due.outgoing, due.recipient, composed, () => this.#marked(mark))
      this.#lines.give(line, this.#server.perLine)
      if (attempt.kind === 'sent') return this.#sent(due, attempt.response)
      const { ended } = attempt
      if (carried === 0 || ended.afterData || (ended.code !== null && ended.code !== 421))
        return this.#judged(due, ended)
      if (ended.code === 421 && restedMs < RESTED_MS) this.#server.tookPerLine(carried)
    }
  }

  async #marked(mark: Mark): Promise<void> {
    await this.#gather.doubt(mark)
    this.#unmarked.delete(mark.delivery)
  }

  #sent(due: Due, response: string): Fate {
    this.#server.works()
    this.#server.forget(due.delivery)
    this.#lastSentAt = this.#options.clock()
    return { delivery: due.delivery, kind: 'sent', response: cleaned(response) }
  }

  async #composed(due: Due): Promise<Composed | Fate> {
    try {
      const composed = await compose(due.outgoing, this.#options.parts, this.#options.zone)
      if (due.doubtSha256 === null || due.doubtSha256 === composed.sha256) return composed
      composed.release()
      return { delivery: due.delivery, kind: 'held', error: 'a repeat would differ from what was begun' }
    } catch (error) {
      if (error instanceof Trouble && error.lasting) return unsendable(due, error.message)
      return { delivery: due.delivery, kind: 'postponed', until: this.#later(due.attempts), error: sentenceOf(error) }
    }
  }

  /** What the end of an attempt means for its letter, and for the others. */
  #judged(due: Due, ended: Ended): Fate | typeof AGAIN {
    const now = this.#options.clock()
    if (ended.at === 'data' || ended.at === 'letter') this.#server.tookRecipient()
    switch (this.#server.judge(due.delivery, due.recipient, ended, this.#underWay - 1)) {
      case 'one connection too many':
        return AGAIN
      case 'the server': {
        this.#troubled = due.delivery
        const error = 'it waits for the SMTP server'
        this.#putBack(error).catch((broken: unknown) => this.#broken.push(broken))
        return returned(due, ended.text, now)
      }
      case 'once more':
        if (due.attempts > 1) return fateOf(due, ended, now, Math.random())
        return { delivery: due.delivery, kind: 'postponed', until: this.#later(1), error: cleaned(ended.text) }
      case 'the letter':
        return fateOf(due, ended, now, Math.random())
    }
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
    // What is wrong with the server is said once, and that a letter has to wait for its recipient's.
    else if (fate.kind === 'returned' || (fate.kind === 'postponed' && due.attempts > 1)) log.debug(fields, fate.kind)
    else if (fate.kind === 'postponed') log.info(fields, fate.kind)
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
    const rest = this.#server.rest()
    const due = this.#claimed.length > 0 ? 0 : (this.#options.queue.nextDueAt()?.getTime() ?? Infinity)
    const wait = Math.max(rest, due - this.#options.clock().getTime(), 100)
    return Math.min(wait, longest)
  }
}
