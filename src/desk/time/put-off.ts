// What the program stumbled over three times and put off: the leads are told at once, by a mail that asks nothing of the
// tickets, so that what broke a rule cannot break this one.
import type { Sentence } from '../../words/words.ts'
import { toEngineer } from '../scene/drafts.ts'
import type { Policy } from '../ticket/policy.ts'
import { printNumber } from '../ticket/tag.ts'
import type { PutOff, PutOffFacts } from './facts.ts'
import type { InTime } from './in-time.ts'
import { leadsThere } from './set-aside.ts'

/** One mail to each lead about all of which nobody has been told yet, or undefined when there is nothing. */
export function putOffAlert(facts: PutOffFacts, policy: Policy, now: Date): InTime | undefined {
  const untold = facts.putOffUntold
  if (untold.length === 0) return undefined
  const keys = untold.map(({ number }) => `put-off:${number}`)
  const pen = { policy, cause: `moment ${keys.join(' ')}`, now }
  const heading: Sentence = { is: 'put off', count: untold.length }
  const lines: readonly Sentence[] = [
    { is: 'put off means' },
    ...untold.map((one) => lineOf(one, policy)),
    { is: 'what to do with what was put off' },
  ]
  return {
    because: [`told of what was put off: ${untold.map((one) => one.what).join(', ')}`],
    events: [],
    send: leadsThere(facts, policy, now).map((lead) =>
      toEngineer(pen, null, lead, {
        kind: 'alert',
        answerIs: 'commands',
        event: 'put-off',
        subject: heading,
        words: { letter: 'message', goes: { to: 'commands' }, heading, lines, quoted: null },
        urgent: true,
      }),
    ),
    keys,
  }
}

function lineOf({ what, ticket, why }: PutOff, policy: Policy): Sentence {
  const number = ticket === null ? null : printNumber(policy.support.ticketPrefix, ticket)
  return { is: 'one put off', what, number, error: why }
}
