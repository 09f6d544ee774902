// A letter to an engineer that our own server does not take because of its files: it goes without them, which are named,
// and the history says so. An answer to it is what an answer to the whole letter would have been.
import { type DeliveryFailure, type OutgoingKind, sameAddress } from '../../letter.ts'
import type { AnswerGoes, Sentence } from '../../words/words.ts'
import { answerGoes } from '../saying/showing.ts'
import type { Decision } from '../scene/decision.ts'
import { type EngineerSpec, toEngineer } from '../scene/drafts.ts'
import type { FailureFacts } from '../scene/facts.ts'
import { eventOf } from '../scene/scene.ts'
import type { Policy } from '../ticket/policy.ts'
import { printNumber, readToken, type TokenKind } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** The same letter without its files; null when that is not what was wrong, or not what can be done. */
export function withoutFiles(
  failure: DeliveryFailure,
  { outgoing, ticket }: FailureFacts,
  policy: Policy,
  now: Date,
): Decision | null {
  const engineer = policy.engineers.find((one) => sameAddress(one.address, failure.recipient))
  const isForFiles = failure.lastingBecause === 'too large' && outgoing.attachments.length > 0
  if (!isForFiles || outgoing.audience !== 'engineer' || engineer === undefined || !isToEngineers(outgoing.kind))
    return null
  const pen = { policy, cause: `failure ${failure.outgoingId} ${failure.recipient}`, now }
  const token = readToken(outgoing.messageId, engineer.address, policy.secret)
  const answerIs = token?.kind ?? 'commands'
  const number = ticket === null ? null : printNumber(policy.support.ticketPrefix, ticket.id)
  const takes = failure.takes ?? null
  const files = outgoing.attachments.map(({ name, bytes }) => ({ name, bytes }))
  const draft = toEngineer(pen, ticket, engineer, {
    kind: outgoing.kind,
    answerIs,
    event: 'files-left-out',
    words: {
      letter: 'message',
      goes: goesOf(answerIs, ticket, policy),
      heading: { is: 'goes without files', number, takes },
      lines: [...files.map((file): Sentence => ({ is: 'file left out', ...file })), { is: 'files are kept', number }],
      quoted: outgoing.text,
    },
  })
  const detail: Sentence = { is: 'went without files', to: engineer.address, files: files.map((one) => one.name) }
  return {
    because: `a letter of the kind ${outgoing.kind} was too large for our server and goes without its files`,
    filed: null,
    tickets: [],
    events: ticket === null ? [] : [eventOf(ticket, 'files left out', detail)],
    send: [draft],
    entries: [],
  }
}

function isToEngineers(kind: OutgoingKind): kind is EngineerSpec['kind'] {
  return kind !== 'acknowledgement' && kind !== 'answer' && kind !== 'notice'
}

function goesOf(answerIs: TokenKind, ticket: Ticket | null, policy: Policy): AnswerGoes {
  if (answerIs === 'commands' || ticket === null) return { to: 'commands' }
  return answerIs === 'note' ? { to: 'engineers' } : answerGoes(ticket, policy)
}
