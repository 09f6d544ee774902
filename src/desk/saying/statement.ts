// A contract's statement on its way: to engineers who asked for it or have to say that it may go, and to the customer.
import { domainOf } from '../../letter.ts'
import type { Draft, Statement } from '../../words/words.ts'
import type { Decision, Entry, KeptLetter } from '../scene/decision.ts'
import { ownMark, type Pen, toEngineer } from '../scene/drafts.ts'
import { keyOf } from '../scene/kept.ts'
import { contractNumbered } from '../ticket/entitlement.ts'
import type { Engineer } from '../ticket/policy.ts'
import { signed } from '../ticket/tag.ts'

/** How long a statement waits for a lead's word. */
const KEEP_DAYS = 45

/** A statement that waits for a lead's !отправить, as it is kept: exactly what he has seen goes out. */
export interface WaitingStatement {
  /** Sent once, whichever lead says so. */
  readonly once: string
  readonly to: readonly string[]
  readonly statement: Statement
}

/** The statement shown to an engineer; a lead may send it to `to`, where somebody is named. */
export function shownStatement(
  engineer: Engineer,
  statement: Statement,
  to: readonly string[],
  spec: { readonly once: string; readonly inReplyTo: string | null },
  pen: Pen,
): { readonly draft: Draft; readonly entries: readonly Entry[] } {
  const sendsTo = engineer.roles.includes('lead') ? to : []
  const draft = toEngineer(pen, null, engineer, {
    kind: 'digest',
    answerIs: 'commands',
    event: 'statement',
    inReplyTo: spec.inReplyTo,
    words: { letter: 'statement', statement, sendsTo },
  })
  const waiting: WaitingStatement = { once: spec.once, to, statement }
  return {
    draft,
    entries: sendsTo.length === 0 ? [] : [{ kind: 'keep', letter: keptStatement(draft, engineer, waiting, pen) }],
  }
}

function keptStatement(draft: Draft, engineer: Engineer, waiting: WaitingStatement, { now }: Pen): KeptLetter {
  return {
    ...{ key: keyOf(draft), because: 'statement', engineer: engineer.address, ticket: null, token: null },
    ...{ letterSha256: '', messageId: null, reply: '', attachments: [], subject: '' },
    until: new Date(now.getTime() + KEEP_DAYS * 86_400_000),
    statement: JSON.stringify(waiting),
  }
}

/** What `shownStatement` kept. Its subjects are people's words, so only what is known to be an instant becomes one. */
export function waitingStatement(kept: KeptLetter): WaitingStatement {
  const read = JSON.parse(kept.statement ?? '{}', (name, value: unknown) =>
    typeof value === 'string' && INSTANTS.has(name) ? new Date(value) : value,
  )
  return read as WaitingStatement
}

const INSTANTS = new Set(['from', 'to', 'until', 'madeAt', 'receivedAt', 'promisedAt', 'processedAt'])

/** The statement to its customer, one letter to all who get it; no ticket's thread, and nobody's name under it. */
export function statementToCustomer(statement: Statement, to: readonly string[], pen: Pen): Draft {
  const { policy, cause, now } = pen
  const { support } = policy
  const { contract } = statement.about
  const id = signed(policy.secret, cause, 'statement', contract, to.join(' ').toLowerCase())
  return {
    id,
    ticket: null,
    kind: 'notice',
    audience: 'customer',
    language: contractNumbered(contract, policy)?.language ?? policy.language,
    from: { name: support.name, address: support.address },
    to: to.map((address) => ({ name: '', address })),
    cc: [],
    replyTo: null,
    envelopeFrom: support.address,
    recipients: to,
    messageId: `t.0.${id}@${domainOf(support.address)}`,
    inReplyTo: null,
    references: [],
    date: now,
    autoSubmitted: 'auto-generated',
    headers: [ownMark(policy)],
    attachments: [],
    notBefore: null,
    subject: '',
    words: { letter: 'statement', statement, sendsTo: null },
  }
}

/** An operator sends a statement. */
export function decideOnSending(statement: Statement, to: readonly string[], pen: Pen): Decision {
  const nothing = { filed: null, tickets: [], events: [], entries: [] }
  return { ...nothing, because: 'an operator sends a statement', send: [statementToCustomer(statement, to, pen)] }
}
