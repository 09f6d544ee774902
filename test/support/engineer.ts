// An engineer's mail as the rules are given it, and what is decided on it: for the tests of commands and answers.

import { cluesIn } from '../../src/desk/scene/clues.ts'
import type { Facts } from '../../src/desk/scene/facts.ts'
import type { Engineer, Policy } from '../../src/desk/ticket/policy.ts'
import type { TokenKind } from '../../src/desk/ticket/tag.ts'
import type { Ticket } from '../../src/desk/ticket/ticket.ts'
import type { Letter } from '../../src/letter.ts'
import type { Draft } from '../../src/words/words.ts'
import { type Decided, decidedOnEngineer } from './decide.ts'
import { factsWith, letterFrom, NOW, PYOTR, policyWith, ticketWith, tokenIdFor } from './desk.ts'
import type { InWords } from './in-words.ts'

export interface Sent {
  readonly by?: Engineer
  /** What the mail answers; null: nothing of ours. */
  readonly answers?: TokenKind | null
  readonly ticket?: Ticket | null
  readonly letter?: Partial<Letter>
  readonly facts?: Parameters<typeof factsWith>[0]
  readonly policy?: Policy
  readonly now?: Date
}

/** An engineer's mail: his own words in answer to a mail of the desk. */
export function mailOf(text: string, sent: Sent = {}): Letter {
  const { by = PYOTR, answers = 'answer', policy = policyWith() } = sent
  const ticket = sent.ticket === undefined ? ticketWith() : sent.ticket
  return letterFrom({
    from: { name: by.name, address: by.address },
    subject: 'Re: [SKPS-12] Не открывается каталог',
    messageId: `${Buffer.from(text).toString('hex').slice(0, 24)}@vendor.example`,
    inReplyTo: answers === null ? null : tokenIdFor(by, ticket?.id ?? null, answers, policy),
    text,
    reply: text,
    ...sent.letter,
  })
}

/** What is decided on such a mail. The ticket stands in the books unless the facts say otherwise. */
export function decided(text: string, sent: Sent = {}): Decided {
  const { policy = policyWith(), now = NOW } = sent
  const ticket = sent.ticket === undefined ? ticketWith() : sent.ticket
  const letter = mailOf(text, sent)
  const facts: Facts = factsWith({ tickets: ticket === null ? [] : [ticket], ...sent.facts })
  return decidedOnEngineer(letter, cluesIn(letter, policy), facts, policy, now)
}

/** What goes to customers. */
export function toCustomers(decision: Decided): readonly InWords<Draft>[] {
  return decision.send.filter((one) => one.audience === 'customer')
}

/** What goes to this engineer. */
export function mailTo(decision: Decided, engineer: Engineer): readonly InWords<Draft>[] {
  return decision.send.filter((one) => one.recipients.includes(engineer.address))
}

/** The lines of the transcript, or of the mail about a mistake, as a person reads them. */
export function reportOf(decision: Decided): readonly string[] {
  return decision.send.flatMap(({ words }) => {
    if (words.letter !== 'transcript' && words.letter !== 'command-error') return []
    const outcomes = words.letter === 'transcript' ? words.done : words.problems
    return outcomes.flatMap(({ line, number = null, outcome }) => [
      `> ${line}`,
      ...outcome.map((said) => (number === null ? said : `${number}: ${said}`)),
    ])
  })
}

/** The new image of a ticket. */
export function imageOf(decision: Decided, id = 12): Ticket | undefined {
  return decision.tickets.find((one) => one.id === id)
}
