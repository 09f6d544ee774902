// What was asked for and has been counted meanwhile goes out by letters of its own: a report to the engineer who asked, a
// statement to him or to the leads, who may send it on.
import { sameAddress } from '../../letter.ts'
import type { ReportWords, Statement } from '../../words/words.ts'
import { shownStatement } from '../saying/statement.ts'
import type { Decision, Errand, ReportErrand, StatementErrand } from '../scene/decision.ts'
import { type EngineerSpec, type Pen, toEngineer } from '../scene/drafts.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
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

/** The decision on an errand with what was counted for it, null when that failed; whoever is no engineer any more is told nothing. */
export function decideOnErrand(errand: Errand, facts: ErrandFacts | null, policy: Policy, now: Date): Decision {
  const pen: Pen = { policy, cause: `errand ${errand.key}`, now }
  const readers = readersOf(errand, policy)
  const done = { kind: 'errand done', key: errand.key } as const
  const nothing = { filed: null, tickets: [], events: [], send: [], entries: [done] }
  if (readers.length === 0) return { ...nothing, because: `a ${errand.kind} for nobody: the engineer is gone` }
  if (facts === null) {
    const send = readers.map((one) => toEngineer(pen, null, one, { ...ANSWER, ...about(errand), ...NOT_COUNTED }))
    return { ...nothing, because: `a ${errand.kind} could not be counted`, send }
  }
  if (errand.kind === 'statement' && facts.kind === 'statement') {
    const shown = readers.map((one) => shownTo(one, errand, facts.statement, pen))
    const entries = [done, ...shown.flatMap((one) => one.entries)]
    return { ...nothing, because: 'a statement is shown', send: shown.map((one) => one.draft), entries }
  }
  if (errand.kind !== 'report' || facts.kind !== 'report') throw new RangeError('counted something else than asked')
  const words = reportWords(errand, facts, policy)
  const send = readers.map((one) => toEngineer(pen, null, one, { ...ANSWER, ...about(errand), words }))
  return { ...nothing, because: 'a report that an engineer asked for', send }
}

const ANSWER = { kind: 'digest', answerIs: 'commands' } as const satisfies Partial<EngineerSpec>

function about({ kind, inReplyTo }: Errand): Pick<EngineerSpec, 'event' | 'inReplyTo'> {
  return { event: kind, inReplyTo }
}

/** Who asked; for the end of a month the leads. */
function readersOf({ engineer }: Errand, { engineers }: Policy): readonly Engineer[] {
  if (engineer === null) return engineers.filter((one) => one.roles.includes('lead'))
  return engineers.filter((one) => sameAddress(one.address, engineer))
}

function shownTo(
  reader: Engineer,
  errand: StatementErrand,
  statement: Statement,
  pen: Pen,
): ReturnType<typeof shownStatement> {
  const spec = { once: `statement sent ${errand.key}`, inReplyTo: errand.inReplyTo }
  return shownStatement(reader, statement, errand.sendsTo, spec, pen)
}

function reportWords(
  { by }: ReportErrand,
  { figures, previous }: Extract<ErrandFacts, { kind: 'report' }>,
  policy: Policy,
): ReportWords {
  return { letter: 'report', goes: { to: 'commands' }, prefix: policy.support.ticketPrefix, figures, by, previous }
}
