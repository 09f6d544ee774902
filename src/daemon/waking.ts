// Alerts to the webhook: beside the letters, which wait for none of them. One at a time; one that is not taken is tried again
// as mail is, while there is a reason for it, a day at most.
import { type Policy, type Woken, wakeWords } from '../desk/desk.ts'
import { type Complaint, type Log, openComplaint } from '../log.ts'
import { type KnockFailure, knock, NotTaken, retryAt, type Webhook } from '../outbox/outbox.ts'
import type { Store } from '../store/store.ts'
import { sentenceOf, Trouble } from '../trouble.ts'

/** After a day the morning mail has told of it. */
const GIVE_UP_AFTER_MS = 86_400_000

export interface Waking {
  /** There may be somebody to wake. */
  nudge(): void
  /** Resolves when no alert is under way. */
  idle(): Promise<void>
}

export interface WakingOptions {
  readonly store: Pick<Store, 'wakes'>
  /** What holds now: a reload may bring another webhook, or take it away. */
  readonly room: { readonly policy: Policy; readonly config: { readonly alert: { readonly webhook: Webhook | null } } }
  readonly clock: () => Date
  /** What became of an alert: taken, not taken at the first try, given up. */
  readonly tell: (woken: Woken) => void
  readonly log: Log
  readonly signal: AbortSignal
}

type Wake = NonNullable<ReturnType<Store['wakes']['claim']>>

/** Opens it; nothing is sent before the first nudge. */
export function openWaking(options: WakingOptions): Waking {
  const { log, signal } = options
  const complaint = openComplaint(log, 'an alert waits', 'the webhook takes alerts again')
  let running: Promise<void> | null = null
  let again = false
  const turn = async (): Promise<void> => {
    for (let wake = next(options); wake !== undefined; wake = next(options)) {
      await tried(wake, options, complaint)
    }
  }
  const nudge = (): void => {
    again = running !== null
    if (again || signal.aborted) return
    running = turn()
      .catch((error: unknown) => log.error({ because: sentenceOf(error) }, 'alerts cannot be taken from the books'))
      .finally(() => {
        running = null
        if (again) nudge()
      })
  }
  return {
    nudge,
    idle: async () => {
      while (running !== null) await running
    },
  }
}

function next({ store, clock, signal }: WakingOptions): Wake | undefined {
  if (signal.aborted) return undefined
  const now = clock()
  return store.wakes.claim(now, (attempts) => retryAt(attempts, now, Math.random()))
}

async function tried(wake: Wake, options: WakingOptions, complaint: Complaint): Promise<void> {
  const { store, room, clock, tell, log, signal } = options
  const { webhook } = room.config.alert
  const ticket = wake.ticket.id
  const words = wakeWords(wake.ticket, wake.because, room.policy)
  if (webhook === null || words === null) {
    log.info(
      { ticket, because: webhook === null ? 'there is no webhook' : 'it wakes nobody any more' },
      'alert dropped',
    )
    store.wakes.settle(wake)
    return
  }
  try {
    const status = await knock(webhook, words, clock(), signal)
    store.wakes.settle(wake)
    tell({ ...wake, outcome: { is: 'taken' } })
    complaint.over()
    log.info({ ticket, because: wake.because, code: String(status) }, 'alert sent')
  } catch (error) {
    if (!(error instanceof Trouble) || error.lasting) throw error
    if (signal.aborted) return
    complaint.note(error)
    const failure = failureIn(error)
    if (clock().getTime() - wake.askedAt.getTime() < GIVE_UP_AFTER_MS) {
      if (wake.attempts === 1) tell({ ...wake, outcome: { is: 'not taken', failure } })
      return
    }
    log.error({ ticket, because: error.message }, 'alert given up: nobody was woken by it')
    store.wakes.settle(wake)
    tell({ ...wake, outcome: { is: 'given up', failure } })
  }
}

function failureIn(error: Trouble): KnockFailure {
  return error instanceof NotTaken ? error.failure : { is: 'webhook not reached', why: error.message }
}
