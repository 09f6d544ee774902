// Letters that broke the desk and were set aside by no rule: the leads are told at once, by a mail that carries nothing
// of the letter's own words, so that what broke the rules cannot break this one.
import type { Sentence, WhySetAside } from '../../words/words.ts'
import { toEngineer } from '../scene/drafts.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
import { printNumber } from '../ticket/tag.ts'
import type { SetAside, SetAsideFacts, TimeFacts } from './facts.ts'
import type { InTime } from './in-time.ts'

/** One mail to each lead about all letters of which nobody has been told yet, or undefined when there are none. */
export function setAsideAlert(facts: SetAsideFacts, policy: Policy, now: Date): InTime | undefined {
  const untold = facts.setAsideUntold
  const [first] = untold
  if (first === undefined) return undefined
  const keys = untold.map(({ ticket }) => `set-aside:${ticket}`)
  const numbers = untold.map(({ ticket }) => printNumber(policy.support.ticketPrefix, ticket))
  const pen = { policy, cause: `moment ${keys.join(' ')}`, now }
  const heading = { is: 'set aside', number: numbers[0] ?? '', more: numbers.length - 1 } as const
  return {
    because: [`told of what was set aside: ${numbers.join(', ')}`],
    events: [],
    send: leadsThere(facts, policy, now).map((lead) =>
      toEngineer(pen, null, lead, {
        kind: 'alert',
        answerIs: 'commands',
        event: 'set-aside',
        subject: heading,
        words: {
          letter: 'message',
          goes: { to: 'commands' },
          heading,
          lines: linesOf(untold, numbers),
          quoted: null,
        },
        urgent: true,
      }),
    ),
    keys,
  }
}

function linesOf(
  untold: NonNullable<SetAsideFacts['setAsideUntold']>,
  numbers: readonly string[],
): readonly Sentence[] {
  return [
    { is: 'set aside means' },
    ...untold.map(({ why }, n): Sentence => ({ is: 'one set aside', number: numbers[n] ?? '', why: whySetAside(why) })),
    { is: 'what to do with it' },
  ]
}

/** What the inbox notes of a letter whose filing ended the program. */
const DIED = 'the desk died while filing it'

/** Why a letter was set aside, for engineers; an error's own words stay as they are. */
export function whySetAside(why: SetAside['why']): WhySetAside {
  if (typeof why !== 'string') return why
  if (why.trim() === '') return { is: 'no reason is known' }
  return why === DIED ? { is: 'died while filing' } : { is: 'fault of the program', error: why }
}

/** The leads who are there; all of them when none is, everybody when there is none. */
export function leadsThere(facts: Pick<TimeFacts, 'away'>, policy: Policy, now: Date): readonly Engineer[] {
  const leads = policy.engineers.filter((one) => one.roles.includes('lead'))
  const there = leads.filter((one) => (facts.away.get(one.address.toLowerCase()) ?? now) <= now)
  if (there.length > 0) return there
  return leads.length > 0 ? leads : policy.engineers
}
