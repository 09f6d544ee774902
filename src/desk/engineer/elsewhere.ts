// The beginning of what an engineer's mail orders on a ticket that it does not belong to: with that ticket's own last mail.
import type { TicketId } from '../../letter.ts'
import type { CommandLine } from '../command/command.ts'
import type { LastFromCustomer } from '../scene/facts.ts'
import type { Act, Scene, Work } from '../scene/work.ts'
import { startOf } from './carrying.ts'

/** The commands of one ticket that the mail does not belong to: with its own last mail, and no thread of the customer's. */
export function startOn({ scene, act }: Work, id: TicketId, commands: readonly CommandLine[]): Work {
  const proved = { ...scene.proved, notes: () => ({ texts: [], parts: [] }), colleagueAnswer: () => null }
  const token = act.token === null ? null : { ...act.token, kind: 'commands' as const, ticket: id }
  const own: Act = { ...act, token, ticket: id, commands, body: '', hasFiles: false, attachments: [], seenAt: null }
  return startOf({ ...elsewhere(scene, id), proved }, own)
}

/** The scene with what is known of that ticket in the place of the mail's own. */
export function elsewhere(scene: Scene, id: TicketId): Scene {
  const facts = { ...scene.facts, lastFromCustomer: lastMail(scene, id), lastAnswer: null }
  return { ...scene, facts, claim: { ...scene.claim, shown: null } }
}

function lastMail({ proved }: Scene, id: TicketId): LastFromCustomer | null {
  const mail = proved.passedOn(id).findLast((one) => one.direction === 'in')
  return mail === undefined ? null : { ticket: id, at: mail.at, text: mail.text, messageId: mail.messageId }
}
