// One fix answers all tickets of one cause: those linked to each other, and those with the same development reference. Each
// customer gets a letter of his own in his own thread, after a preview that names them all; nobody learns of the others.
import type { TicketId } from '../../letter.ts'
import type { CommandOutcome, Draft, Sentence } from '../../words/words.ts'
import type { CommandLine } from '../command/command.ts'
import { type FixAsked, fixIn } from '../command/fix-words.ts'
import { carriedOut } from '../orders/orders.ts'
import { prefixesOf } from '../scene/clues.ts'
import type { Decision } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import { keep, rewritten } from '../scene/kept.ts'
import { type Act, noted, type Saying, type Scene, type Work } from '../scene/work.ts'
import { finished } from '../ticket/lifecycle.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { done, misplacedProblem, mistaken, NOT_DONE, startOf, withoutDoubles } from './carrying.ts'
import { elsewhere } from './elsewhere.ts'
import { holdOf } from './holding.ts'

/** More tickets than one fix has ever answered; and what is looked through to find them. */
const MOST = 100
const LOOKED_AT = 500

/** Whom a fix answers, and whom not. */
interface Concerned {
  readonly targets: readonly Ticket[]
  readonly skipped: readonly Skipped[]
}

type Skipped = Extract<Sentence, { readonly is: 'fix skips' }>

/** !исправлено: shows whom it would answer; once confirmed, answers those who were shown and nobody else. */
export function fix(scene: Scene, act: Act): Decision {
  const start = startOf(scene, act)
  const asked = askedOf(start)
  if (!('version' in asked)) return mistaken(start, asked)
  const { ticket } = start
  if (ticket === null) return mistaken(start, fixProblem(act, { is: 'belongs to no ticket' }))
  const { targets, skipped } = concerned(start, ticket, asked)
  const none: Sentence = { is: 'fix answers nobody', version: asked.version, skipped }
  if (targets.length === 0) return mistaken(start, fixProblem(act, none))
  if (targets.length > MOST)
    return mistaken(start, fixProblem(act, { is: 'too many tickets', most: MOST, tickets: targets.length }))
  const works = targets.map((one) => writtenTo(start, one, targets, asked))
  const problems = works.flatMap((one) => ('problem' in one ? [one.problem] : []))
  if (problems.length > 0) return mistaken(start, problems)
  const written = works.flatMap((one) => ('work' in one ? [one] : []))
  return act.insists && act.fixes !== undefined
    ? sent(start, asked, written, skipped)
    : previewed(start, asked, written, skipped)
}

function fixLine({ commands }: Act): string {
  return commands.find((one) => one.name === 'fixed')?.line ?? ''
}

function fixProblem(act: Act, why: Sentence): readonly CommandOutcome[] {
  return [{ line: fixLine(act), outcome: [why] }]
}

/** The version, when the mail orders nothing else and says what was fixed. */
function askedOf({ act, scene }: Work): FixAsked | readonly CommandOutcome[] {
  const [order, second] = act.commands.filter((one) => one.name === 'fixed')
  const asked = order === undefined ? null : fixIn(order.argument, prefixesOf(scene.policy))
  const others = act.commands.filter((one) => one.name !== 'fixed' && one.name !== 'template')
  const wrong = [
    ...others.map((one): CommandOutcome => ({ line: one.line, outcome: [{ is: 'not with a fix' }] })),
    ...act.misplaced.map(misplacedProblem),
    ...(second === undefined ? [] : [{ line: second.line, outcome: [{ is: 'contradicts another command' } as const] }]),
  ]
  const isSilent = act.body.trim() === '' && !act.commands.some((one) => one.name === 'template')
  if (asked === null) return [{ line: order?.line ?? '', outcome: [{ is: 'which version' }] }, ...wrong]
  if (isSilent) return [...fixProblem(act, { is: 'fix without text' }), ...wrong]
  return wrong.length > 0 ? [{ line: order?.line ?? '', outcome: [NOT_DONE] }, ...wrong] : asked
}

/** The unfinished tickets of one cause; without those that have heard of this version, or can't be written to. */
function concerned({ scene, act }: Work, own: Ticket, { version, without }: FixAsked): Concerned {
  const number = (one: Pick<Ticket, 'id'>): string => printNumber(scene.policy.support.ticketPrefix, one.id)
  const group = ofOneCause(scene, own).filter((one) => !without.includes(one.id))
  const why = (one: Ticket): Skipped | null => {
    if (one.fixedIn?.toLowerCase() === version.toLowerCase())
      return { is: 'fix skips', number: number(one), why: 'told' }
    if (one.customer.address === '') return { is: 'fix skips', number: number(one), why: 'no address' }
    return act.fixes === undefined || act.fixes.includes(one.id)
      ? null
      : { is: 'fix skips', number: number(one), why: 'not shown' }
  }
  const lost = (act.fixes ?? []).filter((id) => !group.some((one) => one.id === id))
  return {
    targets: group.filter((one) => why(one) === null),
    skipped: [
      ...group.flatMap((one) => why(one) ?? []),
      ...lost.map((id): Skipped => ({ is: 'fix skips', number: number({ id }), why: 'finished' })),
    ],
  }
}

/** Everything that links lead to, and what bears the same reference; the mail's own ticket first. */
function ofOneCause({ proved }: Scene, own: Ticket): readonly Ticket[] {
  const found = new Map<TicketId, Ticket>()
  const reference = own.developmentReference?.toLowerCase() ?? null
  const same =
    reference === null ? [] : proved.queue().filter((one) => one.developmentReference?.toLowerCase() === reference)
  const wanted = [own.id, ...same.map((one) => one.id)]
  for (let id = wanted.shift(); id !== undefined && found.size < LOOKED_AT; id = wanted.shift()) {
    const ticket = found.has(id) ? null : id === own.id ? own : proved.ticket(id)
    if (ticket === null) continue
    found.set(id, ticket)
    wanted.push(...ticket.links, ...(ticket.mergedInto === null ? [] : [ticket.mergedInto]))
  }
  return [...found.values()].filter((one) => !finished(one.state))
}

interface Written {
  readonly work: Work
  readonly saying: Saying
}

/** One customer's letter: the text filled for him, and looked through for what belongs to the others. */
function writtenTo(
  start: Work,
  ticket: Ticket,
  targets: readonly Ticket[],
  { version }: FixAsked,
): Written | { readonly problem: CommandOutcome } {
  const { scene, act } = start
  const number = printNumber(scene.policy.support.ticketPrefix, ticket.id)
  const commands = act.commands.filter((one) => one.name === 'template')
  const there = ticket.id === start.ticket?.id ? scene : elsewhere(scene, ticket.id)
  const others = new Map([...there.facts.tickets, ...targets.map((one) => [one.id, one] as const)])
  const token = act.token === null ? null : { ...act.token, kind: 'answer' as const, ticket: ticket.id }
  const own: Act = { ...act, token, ticket: ticket.id, commands, seenAt: null, insists: false }
  const begun = startOf({ ...there, facts: { ...there.facts, tickets: others } }, own)
  const carried = carriedOut({ ...begun, ticket: { ...ticket, fixedIn: version } }, commands)
  if ('problems' in carried) {
    const outcome = carried.problems.flatMap((one) => one.outcome)
    return { problem: { line: carried.problems[0]?.line ?? fixLine(act), number, outcome } }
  }
  const { work } = carried
  const saying: Saying = { text: work.act.body.trim(), attachments: act.attachments }
  const hold = holdOf(work, saying)
  if (hold !== null) return { problem: { line: fixLine(act), number, outcome: hold.reasons } }
  return { work: noted(work, ticket.id, 'fixed', { is: 'fixed in', version }), saying }
}

/** Nothing is done yet: the mail that comes back names everybody, and waits for !отправить. */
function previewed(
  start: Work,
  { version }: FixAsked,
  written: readonly Written[],
  skipped: readonly Sentence[],
): Decision {
  const { scene, act, before } = start
  const lines = [...written.map((one) => goesTo(one, scene)), ...skipped, { is: 'send the fix or not' } as const]
  const shown = told(
    start,
    { is: 'fix is shown', version, tickets: written.length },
    lines,
    written[0]?.saying.text ?? null,
  )
  const kept = keep(scene, 'fix', shown, {
    ...{ token: act.token, ticket: act.ticket, seenAt: act.seenAt, reply: rewritten(act), parts: act.attachments },
    attachedTexts: act.attachedTexts,
    fixes: written.flatMap((one) => one.work.ticket?.id ?? []),
  })
  return {
    because: `a fix for ${written.length} tickets: shown first`,
    filed: { ticket: before?.id ?? null, role: 'source', shown: '' },
    tickets: [],
    events: [],
    send: [shown],
    entries: [...start.entries, kept],
  }
}

function goesTo({ work }: Written, { policy }: Scene): Sentence {
  const ticket = work.ticket
  return {
    is: 'fix goes to',
    number: ticket === null ? '' : printNumber(policy.support.ticketPrefix, ticket.id),
    person: ticket === null ? '' : ticket.customer.name || ticket.customer.address,
    organisation: ticket?.organisation ?? null,
    subject: ticket?.subject ?? '',
  }
}

/** Each letter by itself, each history its own; one mail to its author says whom it went to. */
function sent(start: Work, { version }: FixAsked, written: readonly Written[], skipped: readonly Sentence[]): Decision {
  const parts = written.map(({ work, saying }) => done(work, saying, []))
  const lines = [...written.map((one) => goesTo(one, start.scene)), ...skipped]
  const report = told(start, { is: 'fix is sent', version, tickets: written.length }, lines, null)
  return {
    because: `a fix for ${written.length} tickets: sent`,
    filed: { ticket: start.before?.id ?? null, role: 'source', shown: '' },
    tickets: parts.flatMap((one) => one.tickets),
    events: parts.flatMap((one) => one.events),
    send: [...parts.flatMap((one) => one.send), report],
    entries: withoutDoubles([...start.entries, ...parts.flatMap((one) => one.entries)]),
  }
}

function told({ scene, before }: Work, heading: Sentence, lines: readonly Sentence[], quoted: string | null): Draft {
  return toEngineer(scene.pen, before, scene.engineer, {
    kind: 'transcript',
    answerIs: 'commands',
    event: 'fixed',
    inReplyTo: scene.letter.messageId,
    words: { letter: 'message', goes: { to: 'commands' }, heading, lines, quoted },
  })
}

/** Whether a mail orders a fix. */
export function ordersFix(commands: readonly CommandLine[]): boolean {
  return commands.some((one) => one.name === 'fixed')
}
