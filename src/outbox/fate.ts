// What an attempt's end means: sent, later, in doubt or over. Pure; libraries.md's numbered findings and RFC 5321
// sections 4.2.1 and 4.5.4.1 decide. The server's words are kept cut and cleaned.
import type { DeliveryFailure } from '../letter.ts'
import type { Due, Fate } from './queue.ts'

/** How an attempt ended, in our words. */
export interface Ended {
  /** Whether the server had said 354 and we had begun to send. */
  readonly afterData: boolean
  /** The reply code that ended it, or null: a cut, a timeout, silence. */
  readonly code: number | null
  /** Where it ended. */
  readonly at: 'connect' | 'login' | 'sender' | 'recipient' | 'data' | 'letter'
  /** The server's own line, or what happened to the connection. */
  readonly text: string
}

const DAY = 86_400_000
/** RFC 5321 section 4.5.4.1: give up after four to five days. */
export const GIVE_UP_AFTER = 5 * DAY
const STEPS_IN_MINUTES = [1, 3, 8, 20, 40, 60, 90, 120]

/** When to try again after so many attempts; `chance` in [0, 1) spreads it by a fifth to either side. */
export function retryAt(attempts: number, now: Date, chance: number): Date {
  const minutes = STEPS_IN_MINUTES[Math.min(attempts, STEPS_IN_MINUTES.length) - 1] ?? 1
  return new Date(now.getTime() + minutes * 60_000 * (0.8 + 0.4 * chance))
}

/** The fate of a delivery after an attempt that did not end in 250. */
export function fateOf(due: Due, ended: Ended, now: Date, chance: number): Fate {
  const later = retryAt(due.attempts, now, chance)
  const error = cleaned(ended.text)
  if (ended.afterData && ended.code === null) {
    const isPersons = due.outgoing.kind === 'answer'
    return { delivery: due.delivery, kind: 'doubtful', until: isPersons ? later : null, error }
  }
  if (refusesTheLetter(ended)) return failed(due, ended, 'refused')
  if (later.getTime() - due.queuedAt.getTime() > GIVE_UP_AFTER) return failed(due, ended, 'expired')
  return { delivery: due.delivery, kind: 'postponed', until: later, error }
}

/** A letter that no server could take: said without trying. */
export function unsendable(due: Due, why: string): Fate {
  return failed(due, { afterData: false, code: null, at: 'letter', text: why }, 'unsendable')
}

/** A 5xx to the recipient or to the letter is about them; at the greeting, the login or the sender it is about the server. */
function refusesTheLetter(ended: Ended): boolean {
  if (ended.code === null || ended.code < 500) return false
  return ended.at === 'recipient' || ended.at === 'data' || ended.at === 'letter'
}

function failed(due: Due, ended: Ended, lastingBecause: DeliveryFailure['lastingBecause']): Fate {
  const text = cleaned(ended.text)
  return {
    delivery: due.delivery,
    kind: 'failed',
    failure: {
      outgoingId: due.outgoing.id,
      recipient: due.recipient,
      code: ended.code,
      status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(text)?.[0] ?? null,
      text,
      lastingBecause,
    },
  }
}

/** A server's line as people may read it: one line, at most 200 characters, control characters shown. */
export function cleaned(text: string): string {
  const line = text
    .replace(/\r?\n/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .trim()
  return line.length > 200 ? `${line.slice(0, 199)}…` : line
}
