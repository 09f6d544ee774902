// What the commands of one mail act on and what they leave behind. A value: each command returns a new one, so that a
// mistake in the last line leaves nothing of the first (all or nothing).
import type { Address, AttachedText, PartOfLetter, TicketId } from '../../letter.ts'
import type { CommandName, CommandOutcome, Draft, EventName, Sentence } from '../../words/words.ts'
import type { CommandLine, Orders } from '../command/command.ts'
import { type Move, moved, sentOff } from '../ticket/lifecycle.ts'
import type { Engineer } from '../ticket/policy.ts'
import type { Token } from '../ticket/tag.ts'
import type { Ticket, TicketEvent, TurnReason } from '../ticket/ticket.ts'
import type { Entry } from './decision.ts'
import type { ClaimFacts, EngineerFacts } from './facts.ts'
import type { CustomerScene } from './scene.ts'

/** A mail in an engineer's name, which nothing has proved yet. */
export interface ClaimedScene extends CustomerScene {
  readonly engineer: Engineer
  readonly claim: ClaimFacts
}

/** The mail of a proved engineer and all that it is judged by; the same for every command in it. */
export interface Scene extends ClaimedScene {
  readonly proved: EngineerFacts
}

/** What one mail of an engineer orders, wherever its pieces come from: itself, or a kept letter that it completes. */
export interface Act {
  /** What it answers; decides what the text is. Null: a mail of its own that has been confirmed. */
  readonly token: Token | null
  readonly ticket: TicketId | null
  readonly commands: readonly CommandLine[]
  readonly body: string
  /** Whether a file is there that is no picture in the text: enough for an answer without words. */
  readonly hasFiles: boolean
  /** Known commands below the text. */
  readonly misplaced: Orders['misplaced']
  readonly attachments: readonly PartOfLetter[]
  /** What stands in those that are text. */
  readonly attachedTexts: readonly AttachedText[]
  /** When the mail that it answers was sent. */
  readonly seenAt: Date | null
  /** What holds it back has been shown to the engineer, who wants it sent all the same. */
  readonly insists: boolean
  /** The kept letter that is settled with it. */
  readonly forget: string | null
  /** Tickets that a fix was shown to go to; it goes to no others. */
  readonly fixes?: readonly TicketId[] | undefined
  /** Lines that brought it about and are done with it: !отправить. */
  readonly done: readonly CommandOutcome[]
}

/** What an engineer says to a customer in one mail. */
export interface Saying {
  readonly text: string
  readonly attachments: readonly PartOfLetter[]
}

/** What becomes of the text when a command says so. */
export type Speech = 'working' | 'questions' | 'note' | 'call' | 'opening'

/** What a customer is told of because of a command. */
export type Notice =
  | { readonly kind: 'closed' }
  /** Its number has gone into another of the same party. */
  | { readonly kind: 'merged'; readonly into: string; readonly deadlineAt: Date | null }
  /** The answer was given by telephone. */
  | { readonly kind: 'called' }
  /** Opened again by an engineer, with another date than the customer knows. */
  | { readonly kind: 'reopened'; readonly oldDeadlineAt: Date | null }
  | { readonly kind: 'development' }
  /** Back from a development that held the clock, with another date than the customer knows. */
  | { readonly kind: 'resumed'; readonly oldDeadlineAt: Date; readonly heldFrom: Date }
  | { readonly kind: 'criticality'; readonly confirmed: boolean; readonly reason: string | null }
  | { readonly kind: 'contract' }
  | { readonly kind: 'due'; readonly oldDeadlineAt: Date | null; readonly reason: string }
  | { readonly kind: 'declined'; readonly because: 'no-contract' | 'outside-list'; readonly reason: string }

/** What a call or a forward is registered with: !новая and the lines that go with it. */
export interface Registration {
  readonly phone: string | null
  readonly from: Address | null
  readonly at: Date | null
}

/** What the commands of a mail have done so far. */
export interface Work {
  readonly scene: Scene
  readonly act: Act
  /** As the books have it. */
  readonly before: Ticket | null
  /** As it will be. */
  readonly ticket: Ticket | null
  readonly others: readonly Ticket[]
  readonly events: readonly TicketEvent[]
  readonly entries: readonly Entry[]
  readonly speech: Speech | null
  /** The command that moved the ticket; two different ones contradict each other. */
  readonly turn: CommandName | null
  readonly notices: readonly Notice[]
  /** Answers to queries, and other mail of the commands themselves. */
  readonly replies: readonly Draft[]
  readonly registration: Registration | null
  /** A ticket that the commands open: the one that !разделить makes. */
  readonly opened: Ticket | null
}

/** What a command did, in lines for the transcript; or why it could not. */
export type Step = { readonly work: Work; readonly outcome: readonly Sentence[] } | { readonly refusal: Sentence }

/** What a command does: `argument` stands behind its name. */
export type Effect = (work: Work, argument: string) => Step

/** A command that cannot be carried out, and why. */
export function refused(refusal: Sentence): Step {
  return { refusal }
}

/** A command that did nothing, because all is so already. */
export function unchanged(work: Work, said: Sentence): Step {
  return { work, outcome: [said] }
}

/** The journal's name for an engineer. */
export function signedBy(engineer: Engineer): string {
  return `${engineer.name} <${engineer.address}>`
}

/** The work with one more event on a ticket. */
export function noted(work: Work, ticket: TicketId, what: EventName, detail: Sentence | string): Work {
  const event = { ticket, who: signedBy(work.scene.engineer), what, detail }
  return { ...work, events: [...work.events, event] }
}

/** The work with its ticket replaced; the sentence is the event's that says why, and the transcript's line. */
export function changed(work: Work, ticket: Ticket, what: EventName, said: Sentence): Step {
  return { work: noted({ ...work, ticket }, ticket.id, what, said), outcome: [said] }
}

/** One more event on a ticket that does not change it, with the line for the transcript. */
export function recorded(work: Work, ticket: Ticket, what: EventName, said: Sentence): Step {
  return { work: noted(work, ticket.id, what, said), outcome: [said] }
}

/** The ticket's move at this moment, with event and line; a second, other move in one mail is refused. */
export function turned(work: Work, ticket: Ticket, command: CommandName, move: Move, because: TurnReason): Step {
  if (work.turn !== null && work.turn !== command) return refused({ is: 'contradicts another command' })
  const { now } = work.scene
  const next = move === 'ask' ? sentOff(ticket, move, now, because) : moved(ticket, move, now, because)
  // Opening again, or taking back from development, goes well before another move.
  const turn = command === 'reopen' || command === 'undev' ? work.turn : command
  return changed({ ...work, turn }, next, 'state', { is: 'state changed', from: ticket.state, to: next.state })
}

/** Says what becomes of the text; refuses when another command has said otherwise, or the thread is the engineers'. */
export function spoken(work: Work, speech: Speech): Step {
  if (work.speech !== null && work.speech !== speech) return refused({ is: 'contradicts another command' })
  const toCustomer = speech === 'working' || speech === 'questions'
  if (toCustomer && work.act.token?.kind === 'note') return refused({ is: 'note answers a note' })
  return { work: { ...work, speech }, outcome: [] }
}

/** An effect on the ticket that the mail belongs to; refused where there is none. */
export function onTicket(effect: (work: Work, ticket: Ticket, argument: string) => Step): Effect {
  return (work, argument) =>
    work.ticket === null ? refused({ is: 'belongs to no ticket' }) : effect(work, work.ticket, argument)
}

/** The next effect on what the first one left; a refusal stays one. */
export function followedBy(step: Step, next: (work: Work) => Step): Step {
  if ('refusal' in step) return step
  const after = next(step.work)
  return 'refusal' in after ? after : { work: after.work, outcome: [...step.outcome, ...after.outcome] }
}
