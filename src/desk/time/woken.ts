// What became of an alert by webhook: taken, not taken at the first try, or given up. It stands in the ticket's history; that
// nobody was woken the leads are told at once, by mail: the webhook cannot say it.
import type { Sentence, WakeReason, WebhookFailure } from '../../words/words.ts'
import type { Decision } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import { eventOf } from '../scene/scene.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** An alert and what became of it. */
export interface Woken {
  readonly ticket: Ticket
  readonly because: WakeReason
  readonly askedAt: Date
  readonly outcome:
    | { readonly is: 'taken' }
    | { readonly is: 'not taken' | 'given up'; readonly failure: WebhookFailure }
}

/** The decision on it: a row of history, and a mail to the leads when it woke nobody. */
export function decideOnWoken({ ticket, because, askedAt, outcome }: Woken, policy: Policy, now: Date): Decision {
  const detail: Sentence =
    outcome.is === 'taken'
      ? { is: 'webhook took it' }
      : { is: 'webhook failed', failure: outcome.failure, over: outcome.is === 'given up' }
  const pen = { policy, cause: `wake ${ticket.id} ${askedAt.toISOString()} ${outcome.is}`, now }
  const heading: Sentence = { is: 'nobody woken', number: printNumber(policy.support.ticketPrefix, ticket.id), because }
  const send =
    outcome.is === 'taken'
      ? []
      : toldOf(policy).map((one) =>
          toEngineer(pen, ticket, one, {
            kind: 'alert',
            answerIs: 'commands',
            event: 'webhook',
            subject: heading,
            words: {
              letter: 'message',
              goes: { to: 'commands' },
              heading,
              lines: [detail, { is: outcome.is === 'given up' ? 'webhook given up' : 'webhook tried again' }],
              quoted: null,
            },
            urgent: true,
          }),
        )
  return {
    because: `an alert by webhook: ${outcome.is}`,
    filed: null,
    tickets: [],
    events: [eventOf(ticket, 'alerted', detail)],
    send,
    entries: [],
  }
}

/** The leads; a desk without any tells whoever is on duty, or everybody. */
function toldOf({ engineers }: Policy): readonly Engineer[] {
  const leads = engineers.filter((one) => one.roles.includes('lead'))
  const duty = engineers.filter((one) => one.roles.includes('duty'))
  return leads.length > 0 ? leads : duty.length > 0 ? duty : engineers
}
