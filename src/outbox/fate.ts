// What an attempt's end means: sent, later, in doubt or over. Pure; libraries.md's numbered findings and RFC 5321
// sections 4.2.1 and 4.5.4.1 decide. The server's words are kept cut and cleaned.
import type { DeliveryFailure } from '../letter.ts'
import { type Ended, isTooLarge, statusIn } from './ended.ts'
import type { Due, Fate } from './queue.ts'

const DAY = 86_400_000
/** RFC 5321 section 4.5.4.1: give up after four to five days. */
export const GIVE_UP_AFTER = 5 * DAY
/** The first is longer than the minute that greylisting asks for at least. */
const STEPS_IN_MINUTES = [1, 2, 5, 10, 20, 40, 60, 90, 120]

/** When to try again after so many attempts; `chance` in [0, 1) makes it up to a fifth later, never sooner. */
export function retryAt(attempts: number, now: Date, chance: number): Date {
  const minutes = STEPS_IN_MINUTES[Math.min(Math.max(attempts, 1), STEPS_IN_MINUTES.length) - 1] ?? 1
  return new Date(now.getTime() + minutes * 60_000 * (1.02 + 0.2 * chance))
}

/** The fate of a delivery after an attempt that did not end in 250 and is the letter's own. */
export function fateOf(due: Due, ended: Ended, now: Date, chance: number): Fate {
  const later = retryAt(due.attempts, now, chance)
  const error = cleaned(ended.text)
  if (ended.afterData && ended.code === null) {
    return { delivery: due.delivery, kind: 'doubtful', until: later, error }
  }
  if (refusesTheLetter(ended)) return failed(due, ended, isTooLarge(ended) ? 'too large' : 'refused')
  if (later.getTime() - due.queuedAt.getTime() > GIVE_UP_AFTER) return failed(due, ended, 'expired')
  return { delivery: due.delivery, kind: 'postponed', until: later, error, afterData: ended.afterData }
}

/** The fate of a delivery that the server did not take because of itself: due as it was. What no person wrote is of no use after days. */
export function returned(due: Due, why: string, now: Date): Fate {
  const isStale = now.getTime() - due.queuedAt.getTime() > GIVE_UP_AFTER
  const { kind } = due.outgoing
  if (isStale && (kind === 'acknowledgement' || kind === 'notice')) {
    return failed(due, { afterData: false, code: null, at: 'connect', text: why }, 'expired')
  }
  return { delivery: due.delivery, kind: 'returned', dueAt: due.dueAt, error: cleaned(why) }
}

/** A letter that no server could take: said without trying. */
export function unsendable(due: Due, why: string): Fate {
  return failed(due, { afterData: false, code: null, at: 'letter', text: why }, 'unsendable')
}

function refusesTheLetter(ended: Ended): boolean {
  return ended.code !== null && ended.code >= 500
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
      status: statusIn(text),
      text,
      lastingBecause,
      ...(ended.takes == null ? {} : { takes: ended.takes }),
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
