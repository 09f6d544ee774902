// One act of an engineer, carried out whole: commands run on a value, text checked and guarded, then everything written
// at once. A mistake or a hold leaves nothing done and keeps the mail.
import type { CommandName, CommandOutcome } from '../../words/words.ts'
import type { Orders } from '../command/command.ts'
import { newsOfOwner, told } from '../orders/colleagues.ts'
import { carriedOut } from '../orders/orders.ts'
import { onlyAsks } from '../orders/query.ts'
import { announced, announcedSplit, recordOf } from '../orders/registering.ts'
import { takenBy } from '../orders/ticket.ts'
import { rotaLine } from '../saying/card.ts'
import type { Decision, Entry } from '../scene/decision.ts'
import { sentBy } from '../scene/drafts.ts'
import { givenByRota, rotaEvents } from '../scene/giving.ts'
import { takesPart } from '../scene/joining.ts'
import { keep, rewritten } from '../scene/kept.ts'
import { type Act, noted, type Saying, type Scene, type Work } from '../scene/work.ts'
import { finished, OWNER_IN, sentOff } from '../ticket/lifecycle.ts'
import { clockStands, promised, settle } from '../ticket/promise.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { held, holdOf } from './holding.ts'
import { closingShown, type ShownPiece } from './knowledge-shown.ts'
import { speaksToCustomer, toTheCustomer } from './relay.ts'
import { textProblem } from './text-problem.ts'
import { commandError, type Fate, transcript, wroteSince } from './transcript.ts'

/** Said of right commands beside a text that cannot go. */
export const NOT_DONE = { is: 'right, but not with this text' } as const

/** Carries out an act on the ticket that it belongs to: all of it, or nothing with the reason sent back. */
export function carryOne(scene: Scene, act: Act): Decision {
  const start = startOf(scene, act)
  const carried = carriedOut(start, act.commands)
  const misplaced = act.misplaced.map(misplacedProblem)
  if ('problems' in carried) return mistaken(start, [...carried.problems, ...misplaced])
  const { work } = carried
  const saying: Saying = { text: work.act.body.trim(), attachments: work.act.attachments }
  const problem = textProblem(work, saying)
  if (misplaced.length > 0 || problem !== null) {
    const lacking = act.commands.find((one) => lacksText(one.name, problem))?.line
    const lines = carried.done.map(({ line }) =>
      line === lacking && problem !== null ? { ...problem, line } : { line, outcome: [NOT_DONE] },
    )
    return mistaken(start, [...lines, ...misplaced, ...(problem === null || lacking !== undefined ? [] : [problem])])
  }
  const hold = act.insists ? null : holdOf(work, saying)
  return hold === null ? done(work, saying, [...act.done, ...carried.done]) : held(work, hold)
}

/** Whether it is this command that wants a text where there is none: the complaint stands below its line. */
function lacksText(name: CommandName | null, problem: CommandOutcome | null): boolean {
  const [said] = problem?.outcome ?? []
  const why = typeof said === 'object' ? said.is : null
  return (name === 'working' && why === 'news without text') || (name === 'note' && why === 'note without text')
}

/** What the commands of an act begin with. */
export function startOf(scene: Scene, act: Act): Work {
  const ticket = survivorOf(scene, act.ticket)
  return {
    scene,
    act,
    before: ticket,
    ticket,
    others: [],
    events: [],
    entries: act.forget === null ? [] : [{ kind: 'forget kept', key: act.forget }],
    speech: null,
    turn: null,
    notices: [],
    replies: [],
    registration: null,
    opened: null,
  }
}

/**
 * The ticket itself, or the one that it was merged into where the one to whom an answer was to go gets it there too. Older
 * books hold merges across parties: an answer goes where its card said.
 */
function survivorOf(scene: Scene, id: number | null): Ticket | null {
  const own = id === null ? null : scene.proved.ticket(id)
  let ticket = own
  for (let steps = 0; steps < 20 && ticket !== null && ticket.mergedInto !== null; steps += 1) {
    ticket = scene.proved.ticket(ticket.mergedInto) ?? ticket
  }
  if (own === null || ticket === null || ticket === own) return ticket
  const hears = own.customer.address === '' || takesPart(ticket, own.customer.address)
  return hears && ticket.customer.address !== '' ? ticket : own
}

/** A command below the text. */
export function misplacedProblem({ at, line, how }: Orders['misplaced'][number]): CommandOutcome {
  if (how === 'in subject') return { line, outcome: [{ is: 'command in the subject' }] }
  if (how === undefined) return { line, outcome: [{ is: 'command below text', at }] }
  return { line, outcome: [{ is: how === 'behind text' ? 'command behind text' : 'command without mark', at }] }
}

/** Nothing is done; the mail that comes back says what is wrong and keeps text and files. */
export function mistaken(start: Work, problems: readonly CommandOutcome[]): Decision {
  const { scene, act, before } = start
  const answer = commandError(scene, before, problems, act)
  const kept = keep(scene, 'mistake', answer, {
    token: act.token,
    ticket: act.ticket,
    seenAt: act.seenAt,
    ...(act.forget === null ? {} : { reply: rewritten(act) }),
    parts: act.attachments,
    attachedTexts: act.attachedTexts,
  })
  return {
    because: 'a mistake in the commands: nothing is done',
    filed: { ticket: before?.id ?? null, role: 'source', shown: '' },
    tickets: [],
    events: [],
    send: [answer],
    entries: [kept],
  }
}

/** Everything at once: the ticket's new image, what the customer gets, what colleagues hear, the transcript. */
export function done(work: Work, saying: Saying, lines: readonly CommandOutcome[]): Decision {
  const speaks = speaksToCustomer(work, saying)
  const fate = fateOf(work, saying, speaks)
  const after = settled(fate === 'opening' ? givenOut(work) : withText(work, saying, speaks, fate))
  const { ticket } = after
  const send =
    ticket === null
      ? []
      : [
          // A ticket is acknowledged before anything else is said of it.
          ...(fate === 'opening' ? announced(after, ticket) : []),
          ...toTheCustomer(after, ticket, speaks ? saying : null),
          ...(speaks ? told(after, ticket, 'answer', saying) : []),
          ...(fate === 'call' ? told(after, ticket, 'call', saying) : []),
          ...(fate === 'note' ? told(after, ticket, 'note', saying) : []),
          ...newsOfOwner(after, ticket),
          ...announcedSplit(after),
        ]
  const piece = knownFrom(after, saying, fate)
  // A mail that only asks is answered by what it asked for.
  const isAnswered =
    fate === 'none' && after.act.commands.every((one) => onlyAsks(one.name)) && after.act.done.length === 0
  const hasNews = lines.length > 0 || (fate === 'relayed' && ticket !== null && wroteSince(after, ticket) !== null)
  const report = !hasNews || isAnswered ? [] : [transcript(after, ticket, lines, fate, saying)]
  return {
    because: becauseOf(after, fate),
    filed: {
      ticket: ticket?.id ?? null,
      role: roleOf(fate),
      shown: fate === 'opening' ? recordOf(after) : saying.text,
    },
    tickets: changedTickets(after).map((one) => sentBy(one, send)),
    events: after.events,
    send: [...send, ...after.replies, ...report, ...piece.map((one) => one.draft)],
    entries: withoutDoubles([...after.entries, ...piece.map((one) => one.entry)]),
  }
}

/** The piece of knowledge that !знание asks for. */
function knownFrom(work: Work, saying: Saying, fate: Fate): readonly ShownPiece[] {
  const { ticket, act } = work
  if (ticket === null || !act.commands.some((one) => one.name === 'know')) return []
  return [closingShown(work, ticket, fate === 'relayed' || fate === 'call' ? saying.text : null)]
}

function fateOf(work: Work, saying: Saying, speaks: boolean): Fate {
  if (speaks) return 'relayed'
  if (work.speech === 'opening') return 'opening'
  if (saying.text === '' && (!work.act.hasFiles || work.act.commands.length > 0)) return 'none'
  return work.speech === 'call' ? 'call' : 'note'
}

function roleOf(fate: Fate): 'source' | 'note' | 'customer' {
  if (fate === 'note' || fate === 'call') return 'note'
  return fate === 'opening' ? 'customer' : 'source'
}

function becauseOf(work: Work, fate: Fate): string {
  const names = work.act.commands.map((one) => one.name).join(', ')
  const text = {
    none: 'no text',
    relayed: 'text to the customer',
    note: 'a note',
    call: 'a call',
    opening: 'a new ticket',
  }
  return `an engineer's mail: ${text[fate]}${names === '' ? '' : `; commands ${names}`}`
}

/** What is registered goes to whom the rota names, unless a command of the same mail has settled whose it is. */
function givenOut(work: Work): Work {
  const { ticket, scene } = work
  if (ticket === null) return work
  const given = givenByRota(ticket, scene.facts, scene.policy, scene.now)
  return { ...work, ticket: given, events: [...work.events, ...rotaEvents(given, rotaLine(given, scene.policy))] }
}

/** What the text does to the ticket: the first to answer takes it, an answer is an answer. */
function withText(work: Work, saying: Saying, speaks: boolean, fate: Fate): Work {
  const { ticket, scene } = work
  if (ticket === null) return work
  if (fate === 'note') return noted(work, ticket.id, 'note', '')
  if (fate !== 'call' && !speaks) return work
  const owned = ticket.engineer === null ? takenBy(ticket, scene.engineer, scene.now) : ticket
  const first = ticket.engineer === null ? noted(work, ticket.id, 'taken', scene.engineer.name) : work
  if (fate === 'call') {
    return noted({ ...first, ticket: answeredNow(owned, scene.now) }, ticket.id, 'answered', { is: 'by telephone' })
  }
  if (work.speech === 'working') return noted({ ...first, ticket: owned }, ticket.id, 'interim', '')
  const plain = work.speech === null && !work.notices.some((one) => one.kind === 'closed' || one.kind === 'development')
  const next = plain ? sentOff(owned, 'answer', scene.now, 'answered') : owned
  const asked = work.speech === 'questions' ? { ...next, questions: saying.text } : next
  const what = work.speech === 'questions' ? 'asked' : 'answered'
  return noted({ ...first, ticket: answeredNow(asked, scene.now) }, ticket.id, what, recipients(ticket))
}

function answeredNow(ticket: Ticket, now: Date): Ticket {
  return { ...ticket, answeredAt: ticket.answeredAt ?? now }
}

function recipients(ticket: Ticket): string {
  return [ticket.customer, ...ticket.participants].map((one) => one.address).join(', ')
}

/** Dates are counted anew where something changed; what only was asked about stays as it is. */
function settled(work: Work): Work {
  const { policy, now } = work.scene
  const isSame = work.ticket === null || work.ticket === work.before
  return {
    ...work,
    ticket: isSame || work.ticket === null ? work.ticket : asNamed(work, settle(work.ticket, policy, now)),
    others: work.others.map((one) => settle(one, policy, now)),
  }
}

/** Handing over and interim news name the date in force: where it is not the one promised before, they promise it. */
function asNamed({ notices, speech, scene }: Work, ticket: Ticket): Ticket {
  const names = speech === 'working' || notices.some((one) => one.kind === 'development')
  const runs = OWNER_IN[ticket.state] !== 'customer' && !finished(ticket.state) && !clockStands(ticket)
  const known = ticket.promises.at(-1)?.deadlineAt.getTime()
  const isAhead = ticket.deadline !== null && ticket.deadline > scene.now
  const isMoved = known !== undefined && isAhead && ticket.deadline?.getTime() !== known
  return names && runs && isMoved ? promised(ticket, 'resumed', scene.policy, scene.now) : ticket
}

/** The new images that a work leaves. */
export function changedTickets(work: Work): readonly Ticket[] {
  const own = work.ticket === null || work.ticket === work.before ? [] : [work.ticket]
  return [...own, ...work.others, ...(work.opened === null ? [] : [work.opened])]
}

/** A kept letter is forgotten once, whoever asked for it. */
export function withoutDoubles(entries: readonly Entry[]): readonly Entry[] {
  const keys = entries.map((one) => JSON.stringify(one))
  return entries.filter((_, at) => keys.indexOf(keys[at] ?? '') === at)
}
