// A bounce of an engineer's answer: an undelivered answer is no answer. Tied to it by our own Message-ID or by its own
// bounce address; without either a bounce proves nothing (RFC 3464; mail.md 3). What follows from it is failure.ts's.
import { type BouncedRecipient, type DeliveryFailure, type Letter, sameAddress } from '../../letter.ts'
import type { Decision } from '../scene/decision.ts'
import type { LaterAnswer, SentAnswer } from '../scene/facts.ts'
import { survivor } from '../scene/joining.ts'
import { type CustomerScene, eventBy, shownText } from '../scene/scene.ts'
import { decisionOnUndelivered } from './failure.ts'

/** The decision on a bounce that says an answer of ours was not delivered for good; null for any other mail. */
export function undelivered(scene: CustomerScene): Decision | null {
  const { letter, facts, pen } = scene
  const answer = facts.bounced
  const ticket = answer?.ticket == null ? null : survivor(answer.ticket, facts.tickets)
  if (letter.kind !== 'bounce' || answer === null || ticket === null || !isPersonsAnswer(answer)) return null
  const failed = failedIn(letter)
  if (failed === null) return null
  const recipient = whoMissedIt(failed, answer, ticket.customer.address)
  const failure = failureOf(answer, recipient, failed, letter)
  const decision = decisionOnUndelivered({ ticket, answer, failure, later: laterThan(answer, scene) }, pen)
  return {
    ...decision,
    because: `a bounce: ${decision.because}`,
    filed: { ticket: ticket.id, role: 'bounce', shown: shownText(letter) },
    events: [eventBy(scene, ticket, 'bounce', `<${answer.messageId}>`), ...decision.events],
  }
}

/** Only what a person wrote and what has really left can come back; what was taken back or failed is settled already. */
function isPersonsAnswer(answer: SentAnswer): boolean {
  return answer.kind === 'answer' && answer.state !== 'withdrawn' && answer.state !== 'failed'
}

/** The recipient that failed for good, the first; a bounce that names none is read as a failure. A delayed one has not failed. */
function failedIn({ bounce }: Letter): readonly BouncedRecipient[] | null {
  if (bounce === null) return null
  const failed = bounce.recipients.filter((one) => one.action === 'failed')
  return bounce.recipients.length > 0 && failed.length === 0 ? null : failed
}

/**
 * The address of ours that missed it. A name that we did not write to is where the customer's own mail goes on to, so it is
 * the customer who missed it.
 */
function whoMissedIt(failed: readonly BouncedRecipient[], answer: SentAnswer, customer: string): string {
  const ours = (address: string): string | undefined => answer.recipients.find((one) => sameAddress(one, address))
  const named = failed.map((one) => ours(one.address) ?? customer)
  return named.find((one) => sameAddress(one, customer)) ?? named[0] ?? customer
}

function failureOf(
  answer: SentAnswer,
  recipient: string,
  failed: readonly BouncedRecipient[],
  letter: Letter,
): DeliveryFailure {
  const said = failed.find((one) => sameAddress(one.address, recipient)) ?? failed[0]
  const text = said?.diagnostic ?? firstLine(letter.text) ?? letter.subject
  return {
    outgoingId: answer.outgoingId,
    recipient,
    code: codeIn(text),
    status: said?.status ?? null,
    text: said !== undefined && !sameAddress(said.address, recipient) ? `${said.address}: ${text}` : text,
    lastingBecause: 'bounced',
  }
}

function codeIn(text: string): number | null {
  const code = /(?:^|[^\d.])([45]\d\d)(?=[ -])/.exec(text)?.[1]
  return code === undefined ? null : Number(code)
}

function firstLine(text: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '')
}

/** The later answer by which the customer was answered after all. */
function laterThan(answer: SentAnswer, { facts: { lastAnswer } }: CustomerScene): LaterAnswer | null {
  if (lastAnswer === null || lastAnswer.filedAt <= answer.filedAt) return null
  if (lastAnswer.state === 'failed' || lastAnswer.state === 'withdrawn') return null
  return { filedAt: lastAnswer.filedAt, acceptedAt: lastAnswer.acceptedAt ?? null }
}
