// One act of an engineer on several tickets: each ticket's commands run on a value of their own, and all of them are done,
// or none (issue 17.3). A transcript a ticket; no text goes with such an order, since it would be unclear to whom.
import type { TicketId } from '../../letter.ts'
import type { CommandOutcome, Sentence } from '../../words/words.ts'
import type { CommandLine } from '../command/command.ts'
import { type Meant, meantBy } from '../command/several.ts'
import { type Carried, carriedOut } from '../orders/orders.ts'
import { prefixesOf } from '../scene/clues.ts'
import type { Decision } from '../scene/decision.ts'
import type { Act, Scene, Work } from '../scene/work.ts'
import { printNumber } from '../ticket/tag.ts'
import {
  carryOne,
  changedTickets,
  done,
  misplacedProblem,
  mistaken,
  NOT_DONE,
  startOf,
  withoutDoubles,
} from './carrying.ts'
import { startOn } from './elsewhere.ts'
import { fix, ordersFix } from './fixed.ts'
import { held, holdOf } from './holding.ts'
import { textProblem } from './text-problem.ts'

/** More tickets than anybody looks through before one order. */
const MOST_TICKETS = 50

const SILENT = { text: '', attachments: [] } as const

/** Carries out an act: all of it, on every ticket that its commands name, or nothing with the reason sent back. */
export function carry(scene: Scene, act: Act): Decision {
  if (ordersFix(act.commands)) return fix(scene, act)
  const start = startOf(scene, act)
  const own = start.ticket?.id ?? null
  const meant = act.commands.map((one) => meantBy(one, prefixesOf(scene.policy)))
  const isOwn = meant.every(({ tickets }) => tickets.every((id) => id === own))
  if (isOwn) return carryOne(scene, { ...act, commands: meant.map((one) => one.command) })
  const problem = tooMany(meant) ?? unknown(scene, meant)
  if (problem !== null) return mistaken(start, problem)
  return together(start, shared(meant, own))
}

/** What is ordered of each ticket, in the order of the mail; null is the mail's own, or none. */
type Shares = ReadonlyMap<TicketId | null, readonly CommandLine[]>

function shared(meant: readonly Meant[], own: TicketId | null): Shares {
  const shares = new Map<TicketId | null, CommandLine[]>()
  for (const { command, tickets } of meant) {
    for (const id of tickets.length === 0 ? [null] : tickets) {
      const key = id === own ? null : id
      shares.set(key, [...(shares.get(key) ?? []), command])
    }
  }
  return shares
}

function tooMany(meant: readonly Meant[]): readonly CommandOutcome[] | null {
  const tickets = new Set(meant.flatMap((one) => one.tickets)).size
  const line = meant.find((one) => one.tickets.length > 0)?.command.line ?? ''
  return tickets > MOST_TICKETS ? [{ line, outcome: [{ is: 'too many tickets', most: MOST_TICKETS, tickets }] }] : null
}

/** Numbers that no ticket bears, or one that has gone into another: said at the line that names them. */
function unknown({ proved, policy }: Scene, meant: readonly Meant[]): readonly CommandOutcome[] | null {
  const print = (id: TicketId): string => printNumber(policy.support.ticketPrefix, id)
  const wrong = (id: TicketId): Sentence | null => {
    const ticket = proved.ticket(id)
    if (ticket === null) return { is: 'no such ticket', number: print(id) }
    if (ticket.mergedInto === null) return null
    return { is: 'merged, name the other', number: print(id), into: print(ticket.mergedInto) }
  }
  const outcomes = meant.map(({ command, tickets }): CommandOutcome & { readonly isWrong: boolean } => {
    const found = tickets.flatMap((id) => wrong(id) ?? [])
    const right: Sentence = { is: 'right but not carried out' }
    return { line: command.line, outcome: found.length > 0 ? found : [right], isWrong: found.length > 0 }
  })
  return outcomes.some((one) => one.isWrong) ? outcomes : null
}

interface Tried {
  readonly start: Work
  readonly carried: Carried
}

/** All shares tried; then everything at once, or nothing. */
function together(start: Work, shares: Shares): Decision {
  const tried = [...shares].map(([id, commands]): Tried => {
    const begun = id === null ? startOf(start.scene, { ...start.act, commands }) : startOn(start, id, commands)
    return { start: begun, carried: carriedOut(begun, commands) }
  })
  const problems = problemsOf(start, tried)
  if (problems.length > 0) return mistaken(start, problems)
  const works = tried.flatMap(({ carried }) => ('work' in carried ? [carried] : []))
  const hold = start.act.insists ? undefined : works.map(({ work }) => holdOf(work, SILENT)).find((one) => one !== null)
  if (hold !== undefined && hold !== null) return held(start, hold)
  return asOne(
    start,
    works.map(({ work, done: lines }) => done(work, SILENT, lines)),
  )
}

/** What is wrong with any of it: a command, two orders on one ticket, a text beside them. */
function problemsOf(start: Work, tried: readonly Tried[]): readonly CommandOutcome[] {
  const { act } = start
  const misplaced = act.misplaced.map(misplacedProblem)
  const wrong = tried.some(({ carried }) => 'problems' in carried)
  const lines = tried.flatMap((one) => linesOf(one, wrong ? { is: 'right but not carried out' } : NOT_DONE))
  const twice = wrong ? [] : changedTwice(start, tried)
  const text = textWith(start, tried)
  return wrong || twice.length > 0 || misplaced.length > 0 || text !== null
    ? [...lines, ...twice, ...misplaced, ...(text === null ? [] : [text])]
    : []
}

/** A text, or files without one: of several tickets it belongs to none. */
function textWith(start: Work, tried: readonly Tried[]): CommandOutcome | null {
  const own = tried.flatMap(({ start: { ticket }, carried }) =>
    'work' in carried && ticket?.id === start.ticket?.id ? [carried.work.act] : [],
  )
  const [act = start.act] = own
  const problem = textProblem(start, { text: act.body.trim(), attachments: act.attachments })
  if (problem !== null && problem.line !== '') return problem
  if (act.body.trim() === '' && act.attachments.length === 0) return null
  return { line: act.body.trim().split('\n')[0]?.slice(0, 78) ?? '', outcome: [{ is: 'no text for several' }] }
}

function linesOf({ start, carried }: Tried, fine: Sentence): readonly CommandOutcome[] {
  const number = start.ticket === null ? null : printNumber(start.scene.policy.support.ticketPrefix, start.ticket.id)
  if ('problems' in carried) return carried.problems.map((one) => ({ ...one, number }))
  return carried.done.map(({ line }) => ({ line, number, outcome: [fine] }))
}

/** Tickets that two shares would change, each with an image of its own: one of them would be lost. */
function changedTwice(start: Work, tried: readonly Tried[]): readonly CommandOutcome[] {
  const changed = tried.flatMap(({ carried }) =>
    'work' in carried ? changedTickets(carried.work).map((one) => one.id) : [],
  )
  const twice = [...new Set(changed.filter((id, at) => changed.indexOf(id) !== at))]
  return twice.map((id) => ({
    line: '',
    number: printNumber(start.scene.policy.support.ticketPrefix, id),
    outcome: [{ is: 'contradicts another command' }],
  }))
}

function asOne(start: Work, parts: readonly Decision[]): Decision {
  const own = parts.find((one) => one.filed?.ticket === start.ticket?.id)
  return {
    because: [...new Set(parts.map((one) => one.because))].join('; '),
    filed: own?.filed ?? { ticket: start.ticket?.id ?? null, role: 'source', shown: '' },
    tickets: parts.flatMap((one) => one.tickets),
    events: parts.flatMap((one) => one.events),
    send: parts.flatMap((one) => one.send),
    entries: withoutDoubles(parts.flatMap((one) => one.entries)),
  }
}
