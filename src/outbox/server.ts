// What is known of the SMTP server beside each letter: whether it works, how long to let it rest, how many connections
// and letters a connection it takes. An outage counts against the server; no letter pays for it.
import type { Log } from '../log.ts'
import type { Ended } from './ended.ts'
import { cleaned } from './fate.ts'
import { aboutWhom, kindOfRefusal } from './refusal.ts'

/** How long to rest when the server cannot be used, by failures in a row. */
const REST_MS = [1_000, 5_000, 15_000, 30_000, 60_000]
/** A refused sender or relay is mended by a person. */
const REFUSED_REST_MS = [5_000, 60_000]
/** After so many letters, and so long, the server is asked whether it takes a connection more. */
const CREEP_LETTERS = 50
const CREEP_MS = 10 * 60_000
/** Two ends of connections so close together are one outage. */
const OUTAGE_MS = 60_000

/** Why no letter leaves now. */
export interface OutboxTrouble {
  readonly code: string
  readonly sentence: string
}

/** What an attempt's end is to be taken for. */
export type Blame = 'the letter' | 'the server' | 'one connection too many' | 'once more'

export class Server {
  readonly #log: Log
  readonly #most: number
  #limit: number
  #perLine = Number.POSITIVE_INFINITY
  #failures = 0
  #restUntil = 0
  #trouble: OutboxTrouble | null = null
  #accepted = 0
  #limitedAt = 0
  #limitIsTold = true
  #acceptedThen = 0
  /** Letters that had trouble before anybody knew whose it is, and how many letters had been accepted then. */
  readonly #doubts = new Map<number, number>()
  /** Refusals since the last recipient was taken, by kind: whom they named. */
  readonly #refused = new Map<string, Set<string>>()

  constructor(log: Log, maxConnections: number) {
    this.#log = log
    this.#most = maxConnections
    this.#limit = maxConnections
  }

  get trouble(): OutboxTrouble | null {
    return this.#trouble
  }

  /** So many letters a connection takes. */
  get perLine(): number {
    return this.#perLine
  }

  /** How many letters may be under way: while the server is in trouble, one that tries. */
  connections(): number {
    if (this.#trouble !== null) return 1
    const now = performance.now()
    const mayCreep = this.#accepted - this.#acceptedThen >= CREEP_LETTERS && now - this.#limitedAt >= CREEP_MS
    if (this.#limit < this.#most && mayCreep) this.#limitTo(this.#limit + 1)
    return this.#limit
  }

  /** Milliseconds until the next try; 0 when it may be now. */
  rest(): number {
    return Math.max(0, this.#restUntil - performance.now())
  }

  /** Lets everything rest for a while for a reason of our own. */
  restFor(ms: number): void {
    this.#restUntil = Math.max(this.#restUntil, performance.now() + ms)
  }

  /** The server has taken a recipient: refusals before were about theirs. */
  tookRecipient(): void {
    this.#refused.clear()
  }

  /** A letter got its 250. */
  works(): void {
    if (this.#trouble !== null) this.#log.info({}, 'the SMTP server takes letters again')
    this.#trouble = null
    this.#failures = 0
    this.#accepted += 1
    this.#refused.clear()
    if (!this.#limitIsTold && this.#limit < this.#most)
      this.#log.info({ count: this.#limit }, 'the SMTP server takes so many connections at once')
    this.#limitIsTold = true
  }

  /** An old connection was ended with a 421 after so many letters, though it had not rested: the server counts. */
  tookPerLine(letters: number): void {
    if (letters >= this.#perLine) return
    this.#perLine = letters
    this.#log.info({ count: letters }, 'the SMTP server takes so many letters a connection')
  }

  /** Nothing is asked of this letter any more. */
  forget(delivery: number): void {
    this.#doubts.delete(delivery)
  }

  /** Judges how the attempt for a letter ended; `others` says how many letters are under way beside it. */
  judge(delivery: number, recipient: string, ended: Ended, others: number): Blame {
    if (ended.afterData || ended.at === 'letter') return 'the letter'
    if (ended.at === 'connect' && others > 0 && this.#trouble === null && (ended.code ?? 0) < 500) {
      this.#limitTo(Math.max(1, others))
      return 'one connection too many'
    }
    const about = this.#about(recipient, ended)
    if (about === 'letter') return 'the letter'
    if (about === 'unclear') return 'once more'
    // The server took others since this very letter had its trouble: it is the letter after all.
    const then = this.#doubts.get(delivery)
    if (then !== undefined && this.#accepted > then) return 'the letter'
    this.#doubts.set(delivery, this.#accepted)
    this.#fail(ended)
    return 'the server'
  }

  #about(recipient: string, ended: Ended): 'server' | 'letter' | 'unclear' {
    const { at, code } = ended
    if (at === 'connect' || at === 'tls' || at === 'login' || at === 'sender') return 'server'
    const whom = aboutWhom(ended)
    if (whom === 'us') return 'server'
    if (at !== 'recipient' || code === null || code < 500 || whom === 'recipient') return 'letter'
    const kind = kindOfRefusal(ended)
    const named = this.#refused.get(kind) ?? new Set<string>()
    this.#refused.set(kind, named.add(recipient.toLowerCase()))
    return named.size > 1 ? 'server' : 'unclear'
  }

  #fail(ended: Ended): void {
    const first = this.#trouble === null
    const trouble = troubleOf(ended)
    this.restFor(restOf(trouble.code, this.#failures))
    this.#failures += 1
    this.#trouble = trouble
    // Connections that broke one after the other were no word on how many the server takes.
    const isOutage = trouble.code === 'outbox.unreachable' || trouble.code === 'outbox.busy'
    if (isOutage && performance.now() - this.#limitedAt < OUTAGE_MS) this.#limit = this.#most
    if (!first) return
    const fields = { reason: trouble.code, code: ended.code, kind: ended.at, because: trouble.sentence }
    this.#log.warn(fields, 'the SMTP server cannot be used; letters wait')
  }

  #limitTo(connections: number): void {
    this.#limit = connections
    this.#limitIsTold = false
    this.#limitedAt = performance.now()
    this.#acceptedThen = this.#accepted
  }
}

/** A refused user or password is asked about once a minute from the first on: some servers lock out who asks. */
function restOf(code: string, failures: number): number {
  if (code === 'outbox.password' || code === 'outbox.token' || code === 'outbox.mechanism') return 60_000
  const steps = code === 'outbox.refused' ? REFUSED_REST_MS : REST_MS
  return steps[Math.min(failures, steps.length - 1)] ?? 60_000
}

function troubleOf(ended: Ended): OutboxTrouble {
  return { code: codeOf(ended), sentence: cleaned(ended.text) }
}

function codeOf({ at, code, reason }: Ended): string {
  if (reason !== undefined) return reason
  if (at === 'tls') return 'outbox.tls'
  if (at === 'login' && code !== null && code >= 500) return 'outbox.password'
  if (code === null) return 'outbox.unreachable'
  return code < 500 ? 'outbox.busy' : 'outbox.refused'
}
