// Time's turn, and what follows from failed and from awaited deliveries: one cause a transaction. A bug in a rule stops nobody: what it
// stumbles over is looked at alone, each attempt counted before it is made, and put off at the third; the rest goes on.
import { DAY_RULES, type DayRule, type MomentPart, restKeyOf } from '../desk/desk.ts'
import { fileAccepted, fileFailure, fileMoment, type Room } from '../filing.ts'
import type { Acceptance, DeliveryFailure } from '../letter.ts'
import { type Complaint, type Log, openComplaint } from '../log.ts'
import type { Store, Stumbled } from '../store/store.ts'
import { sentenceOf, Trouble } from '../trouble.ts'

const MOST_MOMENTS = 1000
const MOST_STUMBLES = 3

export interface Time {
  /** Does what is due. Rejects nothing: throws only what must end the desk. */
  tick(): void
  /** Draws a failure's consequences; books that take nothing now are asked again with the next tick. */
  judge(failure: DeliveryFailure): void
  /** Draws what follows from the letters that the server has taken; so, too. */
  accept(): void
  /** Why the books do not take what time brings. */
  readonly complaint: Complaint
}

export interface TimeOptions {
  readonly room: Room
  readonly store: Store
  readonly log: Log
  /** Called after something may have been written. */
  readonly done: () => void
}

/** The whole of the first tick, which counts as stumbled over until it has come to its end: a rule may end the process. */
const FIRST: Stumbled = { kind: 'turn' }

type Part = Exclude<Stumbled, { readonly kind: 'turn' }>

/** Time over the books. */
export function openTime({ room, store, log, done }: TimeOptions): Time {
  const complaint = openComplaint(log, 'time waits for the books', 'the books take again what time brings')
  return new Turns(room, store, log, done, complaint)
}

class Turns implements Time {
  readonly #room: Room
  readonly #store: Store
  readonly #log: Log
  readonly #done: () => void
  readonly complaint: Complaint
  /** Whether the next turn looks at each part alone. */
  #careful: boolean | null = null
  /** Attempts that are counted and not yet ended. */
  readonly #begun = new Map<string, number>()

  constructor(room: Room, store: Store, log: Log, done: () => void, complaint: Complaint) {
    this.#room = room
    this.#store = store
    this.#log = log
    this.#done = done
    this.complaint = complaint
  }

  tick(): void {
    this.#orLater(() => {
      this.#beginFirst()
      for (const failure of this.#store.queue.failuresToJudge()) this.#judge(failure)
      this.#acceptAll()
      // Until the gap after a restored copy is filled, nobody is reminded of what may have been answered in it.
      if (this.#store.settings.gapSince() === null) this.#moments()
      this.#endFirst()
      this.complaint.over()
    })
    this.#done()
  }

  judge(failure: DeliveryFailure): void {
    this.#orLater(() => this.#judge(failure))
    this.#done()
  }

  accept(): void {
    this.#orLater(() => this.#acceptAll())
    this.#done()
  }

  /** Books that take nothing now are asked again with the next tick. */
  #orLater(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Trouble) || error.lasting) throw error
      this.complaint.note(error)
    }
  }

  /** A process that died in its first turn looks at each part alone the next time. */
  #beginFirst(): void {
    if (this.#careful !== null) return
    this.#careful = this.#store.stumblesOver(FIRST) > 0
    this.#store.stumbleOver(FIRST)
  }

  #endFirst(): void {
    if (this.#store.stumblesOver(FIRST) > 0) this.#store.forgetStumbles(FIRST)
  }

  #moments(): void {
    if (this.#careful !== true) {
      try {
        this.#allAtOnce()
        return
      } catch (error) {
        if (endsTheDesk(error)) throw error
        this.#log.error({ error }, 'time stumbled: each of its parts is looked at alone')
      }
    }
    this.#careful = false
    this.#oneByOne()
  }

  #allAtOnce(): void {
    for (let n = 0; n < MOST_MOMENTS; n += 1) {
      const decision = fileMoment(this.#room)
      if (decision === undefined) break
      this.#log.info({ ticket: decision.tickets[0]?.id ?? null, because: decision.because }, 'time passed')
    }
  }

  #oneByOne(): void {
    const now = this.#room.clock()
    const tickets = this.#store.ticketsDue(now).map((ticket): MomentPart => ({ ticket }))
    // Those who put off and set aside speak last: they tell of what was put off just now.
    const rules = Object.keys(DAY_RULES).map((rule): MomentPart => ({ rule: rule as DayRule }))
    for (const part of [...tickets, ...rules]) {
      const restKey = 'rule' in part ? restKeyOf(part.rule, this.#room.policy, now) : null
      this.#counted({ kind: 'moment', part, restKey }, () => {
        const decision = fileMoment(this.#room, part)
        if (decision === undefined) return
        this.#log.info({ ticket: decision.tickets[0]?.id ?? null, because: decision.because }, 'time passed')
      })
    }
  }

  #judge(failure: DeliveryFailure): void {
    this.#counted({ kind: 'failure', failure }, () => {
      const decision = fileFailure(failure, this.#room)
      if (decision === undefined) return
      this.#log.warn({ because: decision.because, code: failure.code }, 'a delivery failed for good')
    })
  }

  /** The customer's time begins with what the server has taken. */
  #acceptAll(): void {
    for (const acceptance of this.#store.queue.acceptancesToFile()) this.#accept(acceptance)
  }

  #accept(acceptance: Acceptance): void {
    this.#counted({ kind: 'acceptance', acceptance }, () => {
      const decision = fileAccepted(acceptance, this.#room)
      if (decision !== undefined) this.#log.debug({ because: decision.because }, 'accepted')
    })
  }

  /** An attempt that is counted before it is made, so that even a death of the process is. */
  #counted(one: Part, work: () => void): void {
    const attempt = this.#begin(one)
    if (attempt > MOST_STUMBLES) {
      this.#putOff(one, 'the desk died over it')
      return
    }
    try {
      work()
      this.#store.forgetStumbles(one)
      this.#begun.delete(nameOf(one))
    } catch (error) {
      if (endsTheDesk(error)) throw error
      this.#begun.delete(nameOf(one))
      const ticket = one.kind === 'moment' && 'ticket' in one.part ? one.part.ticket : null
      this.#log.error({ ticket, kind: kindOf(one), attempts: attempt, error }, 'a rule stumbled')
      if (attempt >= MOST_STUMBLES) this.#putOff(one, sentenceOf(error))
    }
  }

  /** Trouble that passes does not end an attempt, so waiting counts nothing. */
  #begin(one: Part): number {
    const name = nameOf(one)
    const attempt = this.#begun.get(name) ?? this.#store.stumblesOver(one) + 1
    if (!this.#begun.has(name)) this.#store.stumbleOver(one)
    this.#begun.set(name, attempt)
    return attempt
  }

  #putOff(one: Part, why: string): void {
    const ticket = this.#store.putOff(one, why, this.#room.clock(), this.#room.policy.language)
    this.#log.error({ ticket, kind: kindOf(one), because: why }, 'put off')
  }
}

function nameOf(one: Part): string {
  if (one.kind === 'moment') return JSON.stringify(one.part)
  const { outgoingId, recipient } = one.kind === 'failure' ? one.failure : one.acceptance
  return JSON.stringify([one.kind, outgoingId, recipient])
}

function kindOf(one: Part): string {
  if (one.kind !== 'moment') return one.kind
  return 'ticket' in one.part ? 'moment' : one.part.rule
}

/** Trouble that passes is waited for; the books' own, and a lost lease, end the desk; all else is a bug over one cause. */
function endsTheDesk(error: unknown): boolean {
  if (!(error instanceof Trouble)) return false
  return !error.lasting || error.code?.startsWith('database.') === true || error.code === 'failover.lost'
}
