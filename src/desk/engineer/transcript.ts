// What the desk answers to an engineer's commands: what was done, or what is wrong and what would be right.
import type { CommandErrorWords, CommandOutcome, Draft, Line, Sentence, TranscriptWords } from '../../words/words.ts'
import { readCommands } from '../command/command.ts'
import { acknowledgesSplit } from '../orders/registering.ts'
import { engineerName } from '../saying/card.ts'
import { answerGoes } from '../saying/showing.ts'
import { toEngineer } from '../scene/drafts.ts'
import { keptUntil } from '../scene/kept.ts'
import { isMachines } from '../scene/loop-guard.ts'
import type { Act, Saying, Scene, Work } from '../scene/work.ts'
import { finished } from '../ticket/lifecycle.ts'
import { clockStands, willStand } from '../ticket/promise.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { copiesOf, heldUntil } from './relay.ts'

/** What became of the text, as far as a transcript must say it. */
export type Fate = 'none' | 'relayed' | 'note' | 'call' | 'opening'

/** The transcript of commands that were carried out. */
export function transcript(
  work: Work,
  ticket: Ticket | null,
  done: readonly CommandOutcome[],
  fate: Fate,
  saying: Saying,
): Draft {
  const { scene } = work
  const takesText = ticket !== null && goesOnFrom(work, ticket, fate)
  const words: TranscriptWords = {
    letter: 'transcript',
    ...(takesText ? { goes: answerGoes(ticket, scene.policy) } : {}),
    done,
    textFate: textFate(work, ticket, fate),
    attachments:
      fate === 'none' ? [] : saying.attachments.map((one) => ({ name: one.name, bytes: one.bytes, refused: null })),
    leftOut: leftOut(scene, fate, saying),
    now:
      ticket === null
        ? null
        : {
            number: printNumber(scene.policy.support.ticketPrefix, ticket.id),
            state: ticket.state,
            engineerName: engineerName(scene.policy, ticket.engineer),
            deadlineAt: finished(ticket.state) ? null : ticket.deadline,
            clockStands: clockStands(ticket),
            clockWillStand: !clockStands(ticket) && ticket.onItsWay != null && willStand(ticket, scene.now),
          },
  }
  return toEngineer(scene.pen, ticket, scene.engineer, {
    kind: 'transcript',
    answerIs: takesText ? 'answer' : 'commands',
    event: 'transcript',
    inReplyTo: scene.letter.messageId,
    words,
  })
}

/** People answer the last mail of a thread: that of an open ticket goes to its customer, unless it reports what he must not read. */
function goesOnFrom({ scene, act }: Work, ticket: Ticket, fate: Fate): boolean {
  const { address } = ticket.customer
  const isOpen = !finished(ticket.state) && address !== '' && !isMachines(address, scene.policy)
  return isOpen && (fate === 'none' || fate === 'relayed' || fate === 'opening') && act.token?.kind !== 'note'
}

function textFate(work: Work, ticket: Ticket | null, fate: Fate): Line {
  switch (fate) {
    case 'none':
      return noneFate(work, ticket)
    case 'note':
      return { is: 'recorded as a note' }
    case 'call':
      return { is: 'recorded as a call', told: isTold(work, ticket) }
    case 'opening':
      return { is: "became the ticket's text" }
    case 'relayed':
      return relayedFate(work, ticket)
  }
}

function isTold({ notices, scene }: Work, ticket: Ticket | null): boolean {
  const address = ticket?.customer.address ?? ''
  return address !== '' && !isMachines(address, scene.policy) && notices.some((one) => one.kind === 'called')
}

/** Commands alone send no answer; what the customer is told of because of them is named. */
function noneFate(work: Work, ticket: Ticket | null): Sentence {
  const { opened, notices } = work
  const { policy } = work.scene
  if (opened !== null && acknowledgesSplit(work)) {
    return { is: 'commands only, acknowledged', number: printNumber(policy.support.ticketPrefix, opened.id) }
  }
  const address = ticket?.customer.address ?? ''
  if (address === '' || isMachines(address, policy) || notices.length === 0) return { is: 'commands only' }
  return { is: 'commands only, told', of: notices.map((one) => one.kind) }
}

function relayedFate(work: Work, ticket: Ticket | null): Line {
  if (ticket === null) return ''
  const { scene } = work
  const wroteAt = wroteSince(work, ticket)
  const copies = copiesOf(ticket, scene.policy).map((one) => one.address)
  return {
    is: 'goes to the customer',
    ...ticket.customer,
    copies,
    at: heldUntil(scene),
    ...(wroteAt === null ? {} : { wroteAt }),
  }
}

/** When the customer wrote after the mail that is answered, and nobody of us after him; a held answer may have waited long. */
export function wroteSince({ scene: { facts }, act: { seenAt } }: Work, ticket: Ticket): Date | null {
  const last = facts.lastFromCustomer
  if (seenAt === null || last === null || last.ticket !== ticket.id || last.at <= seenAt) return null
  return facts.lastAnswer !== null && facts.lastAnswer.filedAt > last.at ? null : last.at
}

/** What of the mail went nowhere. */
function leftOut({ letter }: Scene, fate: Fate, saying: Saying): readonly Sentence[] {
  const count = (text: string): number => (text.trim() === '' ? 0 : text.trim().split('\n').length)
  if (fate === 'none') {
    const files = saying.attachments.filter((one) => one.letterSha256 === letter.sha256).length
    // A notice of confidentiality is known by custom only: that it was taken for one is said.
    const noticed = letter.cuts.some((cut) => cut.rule === 'disclaimer') ? count(letter.signature) : 0
    return [
      ...(files > 0 ? [{ is: 'files left out', files } as const] : []),
      ...(noticed > 0 ? [{ is: 'signature left out', lines: noticed } as const] : []),
    ]
  }
  const greeting = fate === 'relayed' ? readCommands(letter.reply).greeting : ''
  const [signature, quote] = [count(letter.signature), count(letter.quoted)]
  return [
    ...(greeting === '' ? [] : [{ is: 'greeting left out' } as const]),
    ...(signature > 0 ? [{ is: 'signature left out', lines: signature } as const] : []),
    ...(quote > 0 ? [{ is: 'quote left out', lines: quote } as const] : []),
  ]
}

/** What is wrong, line by line; text and files are kept until then. */
export function commandError(
  scene: Scene,
  ticket: Ticket | null,
  problems: readonly CommandOutcome[],
  act: Act,
): Draft {
  const words: CommandErrorWords = {
    letter: 'command-error',
    problems,
    keptUntil: keptUntil(scene.now),
    attachmentsCount: act.attachments.length,
    text: act.body,
  }
  return toEngineer(scene.pen, ticket, scene.engineer, {
    kind: 'transcript',
    answerIs: 'commands',
    event: 'command-error',
    inReplyTo: scene.letter.messageId,
    words,
  })
}
