// What an engineer asked for and was counted meanwhile goes to him by a letter of its own.
import { sameAddress } from '../../letter.ts'
import type { ReportWords } from '../../words/words.ts'
import type { Decision, Errand } from '../scene/decision.ts'
import { type EngineerSpec, toEngineer } from '../scene/drafts.ts'
import type { Policy } from '../ticket/policy.ts'
import type { ErrandFacts } from './facts.ts'

const NOT_COUNTED = {
  subject: { is: 'not counted' },
  words: {
    letter: 'message',
    goes: { to: 'commands' },
    heading: { is: 'not counted' },
    lines: [{ is: 'not counted means' }],
    quoted: null,
  },
} as const satisfies Pick<EngineerSpec, 'subject' | 'words'>

function wordsOf({ by }: Errand, { figures, previous }: ErrandFacts, policy: Policy): ReportWords {
  return { letter: 'report', goes: { to: 'commands' }, prefix: policy.support.ticketPrefix, figures, by, previous }
}

/** The decision on an errand with what was counted for it, null when that failed; whoever is no engineer any more is told nothing. */
export function decideOnErrand(errand: Errand, facts: ErrandFacts | null, policy: Policy, now: Date): Decision {
  const engineer = policy.engineers.find((one) => sameAddress(one.address, errand.engineer))
  const done = { kind: 'errand done', key: errand.key } as const
  const nothing = { filed: null, tickets: [], events: [], entries: [done] }
  if (engineer === undefined) return { ...nothing, because: 'a report for nobody: the engineer is gone', send: [] }
  const draft = toEngineer({ policy, cause: `errand ${errand.key}`, now }, null, engineer, {
    kind: 'digest',
    answerIs: 'commands',
    event: 'report',
    inReplyTo: errand.inReplyTo,
    ...(facts === null ? NOT_COUNTED : { words: wordsOf(errand, facts, policy) }),
  })
  const because = facts === null ? 'a report could not be counted' : 'a report that an engineer asked for'
  return { ...nothing, because, send: [draft] }
}
