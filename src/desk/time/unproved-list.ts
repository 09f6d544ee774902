// Unproved mails in an engineer's name beyond ten an hour: he gets one list an hour with their subjects, and confirms one of
// them by its number. Nothing vanishes.
import { sameAddress } from '../../letter.ts'
import type { Sentence } from '../../words/words.ts'
import type { KeptLetter } from '../scene/decision.ts'
import { type Pen, toEngineer } from '../scene/drafts.ts'
import { keptSince, keptUntil, keyOf } from '../scene/kept.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
import type { UnprovedFacts } from './facts.ts'
import type { InTime } from './in-time.ts'

const AFTER_MS = 3_600_000
const MOST_LISTED = 50

/** One list to each engineer whose oldest mail has waited an hour; undefined when there is none. */
export function unprovedLists(facts: UnprovedFacts, policy: Policy, now: Date): InTime | undefined {
  const waiting = facts.unshown
  const due = policy.engineers.flatMap((engineer) => {
    const his = waiting.filter((one) => sameAddress(one.engineer, engineer.address))
    const [oldest] = his
    const isDue = oldest !== undefined && now.getTime() - keptSince(oldest).getTime() >= AFTER_MS
    return isDue ? [{ engineer, listed: his.slice(0, MOST_LISTED) }] : []
  })
  if (due.length === 0) return undefined
  const parts = due.map(({ engineer, listed }) => partOf(engineer, listed, policy, now))
  return {
    because: due.map(({ engineer, listed }) => `told ${engineer.address} of ${listed.length} unproved mails`),
    events: [],
    send: parts.map((one) => one.draft),
    keys: [],
    entries: parts.flatMap((one) => one.entries),
  }
}

function partOf(engineer: Engineer, listed: readonly KeptLetter[], policy: Policy, now: Date) {
  const pen: Pen = { policy, cause: `moment unproved ${listed[0]?.key ?? ''}`, now }
  const heading: Sentence = { is: 'unproved mails', mails: listed.length }
  const draft = toEngineer(pen, null, engineer, {
    kind: 'notification',
    answerIs: 'commands',
    event: 'unproved',
    subject: heading,
    words: {
      letter: 'message',
      goes: { to: 'commands' },
      heading,
      lines: [
        ...listed.map(
          (one, at): Sentence => ({ is: 'unproved mail', n: at + 1, at: keptSince(one), subject: one.subject }),
        ),
        { is: 'confirm by number' },
      ],
      quoted: null,
    },
  })
  const kept: KeptLetter = {
    ...{ key: keyOf(draft), because: 'unproved list', engineer: engineer.address, ticket: null, token: null },
    ...{ letterSha256: '', messageId: null, reply: '', attachments: [], subject: '', listed },
    until: keptUntil(now),
  }
  const forgotten = listed.map((one) => ({ kind: 'forget kept' as const, key: one.key }))
  return { draft, entries: [{ kind: 'keep' as const, letter: kept }, ...forgotten] }
}
