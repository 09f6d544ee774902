// Queries by mail: queue, own tickets, one ticket with its history, search, why this date, help. Each answer is a mail of
// its own; a mail about one ticket can be answered to its customer.
import { type Language, sameAddress } from '../../letter.ts'
import type {
  AnswerGoes,
  CommandName,
  DigestWords,
  Draft,
  EngineerWords,
  HelpWords,
  Line,
  Sentence,
  TicketLine,
} from '../../words/words.ts'
import { COMMANDS } from '../command/command-table.ts'
import { periodBefore } from '../command/period.ts'
import { reportIn } from '../command/report-words.ts'
import { statementIn } from '../command/statement-words.ts'
import { lineOf, queueOrder } from '../saying/card.ts'
import { conversationOf, filesOf } from '../saying/conversation.ts'
import { answerGoes } from '../saying/showing.ts'
import { prefixesOf } from '../scene/clues.ts'
import type { Errand } from '../scene/decision.ts'
import { type EngineerSpec, toEngineer } from '../scene/drafts.ts'
import { type Effect, refused, type Step, type Work } from '../scene/work.ts'
import { contractNumbered } from '../ticket/entitlement.ts'
import type { Policy } from '../ticket/policy.ts'
import { makeToken, printNumber, readNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { whyThisDate } from '../ticket/why.ts'

/** A list that does not fit in a mail is cut here, with the count of the rest. */
const MOST_LINES = 100

function replied(work: Work, draft: Draft, said: Sentence): Step {
  if (work.replies.some((one) => one.id === draft.id)) return refused({ is: 'asked already' })
  return { work: { ...work, replies: [...work.replies, draft] }, outcome: [said] }
}

function reply(
  work: Work,
  ticket: Ticket | null,
  spec: Pick<EngineerSpec, 'event' | 'words' | 'answerIs' | 'attachments'> & { subject?: Line },
): Draft {
  const { scene } = work
  return toEngineer(scene.pen, ticket, scene.engineer, {
    kind: 'digest',
    inReplyTo: scene.letter.messageId,
    ...spec,
  })
}

function digest(
  heading: Line,
  lines: readonly Line[],
  sections: DigestWords['sections'],
  goes: AnswerGoes = { to: 'commands' },
): EngineerWords {
  return { letter: 'digest', goes, heading, lines, sections }
}

function section(heading: Line, tickets: readonly TicketLine[]): DigestWords['sections'][number] {
  return { heading, tickets: tickets.slice(0, MOST_LINES), lines: [], more: Math.max(0, tickets.length - MOST_LINES) }
}

/** Where the mail host delivers subaddresses: the address at which a mail opened anew answers the ticket's customer. */
function addressFor(work: Work, ticket: Ticket): string | null {
  const { policy, pen, engineer } = work.scene
  const { address, subaddress } = policy.support
  if (subaddress === '' || ticket.customer.address === '') return null
  const token = makeToken('answer', ticket.id, engineer.address, pen.cause, policy.secret)
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}${subaddress}${token}${address.slice(at)}`
}

/** One ticket of a list, with what was found in it, and how to answer it. */
function ticketLine(work: Work, ticket: Ticket, snippet: string | null): TicketLine {
  const { policy, now } = work.scene
  const address = addressFor(work, ticket)
  return lineOf(ticket, policy, now, address === null ? snippet : { is: 'answer at', snippet, address })
}

/** A list that can be answered by its lines; `empty` says that there are none. */
function list(
  heading: Sentence,
  tickets: readonly TicketLine[],
  empty: Sentence,
  more: readonly Sentence[] = [],
): EngineerWords {
  if (tickets.length === 0) return digest(heading, [empty, ...more], [])
  return digest(heading, [{ is: 'a ticket whole' }, ...more], [section('', tickets)], { to: 'named' })
}

const queue: Effect = (work) => {
  const { policy, proved, now } = work.scene
  const tickets = queueOrder(proved.queue(), policy, now).map((one) => ticketLine(work, one, null))
  const heading = { is: 'queue', tickets: tickets.length } as const
  const words = list(heading, tickets, { is: 'queue is empty' })
  const draft = reply(work, null, { event: 'queue', answerIs: 'commands', words, subject: heading })
  return replied(work, draft, { is: 'queue comes' })
}

const mine: Effect = (work) => {
  const { policy, proved, now, engineer } = work.scene
  const own = proved.queue().filter((one) => one.engineer !== null && sameAddress(one.engineer, engineer.address))
  const tickets = queueOrder(own, policy, now).map((one) => ticketLine(work, one, null))
  const heading = { is: 'your tickets', tickets: tickets.length } as const
  const words = list(heading, tickets, { is: 'you have none' })
  const draft = reply(work, null, { event: 'mine', answerIs: 'commands', words, subject: heading })
  return replied(work, draft, { is: 'list comes' })
}

/** More words than anybody looks for; each costs a look through the index. */
const MOST_WORDS = 20

/** The first words of a search, which stand for a text that was pasted whole. */
function firstWords(argument: string): string {
  let words = 0
  for (const { index } of argument.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (words === MOST_WORDS) return argument.slice(0, index).trimEnd()
    words += 1
  }
  return argument
}

const find: Effect = (work, argument) => {
  const { proved } = work.scene
  const sought = firstWords(argument)
  const tickets = proved
    .found(sought, readNumber(sought, prefixesOf(work.scene.policy)))
    .map(({ ticket, snippet }) => ticketLine(work, ticket, snippet))
  const heading = { is: 'found', words: sought, tickets: tickets.length } as const
  const cut: readonly Sentence[] = sought === argument ? [] : [{ is: 'sought by its first words', words: MOST_WORDS }]
  const words = list(heading, tickets, { is: 'nothing found' }, cut)
  const draft = reply(work, null, { event: 'find', answerIs: 'commands', words, subject: heading })
  return replied(work, draft, { is: 'found comes' })
}

/** The ticket that a query is about: the one named, else the one that the mail belongs to. */
function asked(work: Work, argument: string): Ticket | Step {
  const { policy, proved } = work.scene
  if (argument === '') return work.ticket ?? refused({ is: 'name the ticket' })
  const id = readNumber(argument, prefixesOf(policy))
  if (id === null) return refused({ is: 'no ticket number', written: argument })
  const ticket = work.ticket?.id === id ? work.ticket : proved.ticket(id)
  const number = printNumber(policy.support.ticketPrefix, id)
  return ticket ?? refused({ is: 'no such ticket', number })
}

const show: Effect = (work, argument) => {
  const ticket = asked(work, argument)
  if ('refusal' in ticket || 'work' in ticket) return ticket
  const { policy, now } = work.scene
  const number = printNumber(policy.support.ticketPrefix, ticket.id)
  const passed = work.scene.proved.passedOn(ticket.id)
  const words: EngineerWords = {
    letter: 'digest',
    goes: answerGoes(ticket, policy),
    heading: `${number} ${ticket.subject}`,
    lines: [],
    sections: [
      section('', [lineOf(ticket, policy, now, null)]),
      ...peopleOf(ticket),
      ...(passed.length > 0 ? conversationOf(passed, policy) : lastMail(work, ticket)),
      ...historyOf(work, ticket),
    ],
  }
  const answerIs = ticket.customer.address === '' ? 'note' : 'answer'
  return replied(work, reply(work, ticket, { event: 'show', answerIs, words, attachments: filesOf(passed, policy) }), {
    is: 'ticket comes',
    number,
  })
}

function written(heading: Line, lines: readonly Line[]): DigestWords['sections'] {
  return lines.length === 0 ? [] : [{ heading, tickets: [], lines, more: 0 }]
}

function peopleOf(ticket: Ticket): DigestWords['sections'] {
  const people = [ticket.customer, ...ticket.participants].map((one) =>
    one.name === '' ? one.address : `${one.name} <${one.address}>`,
  )
  const phone = ticket.customerPhone === null ? [] : [ticket.customerPhone]
  return written(
    { is: 'customer and participants' },
    [...people, ...phone].filter((one) => one !== ''),
  )
}

/** The customer's last letter, known for the ticket that this mail belongs to. */
function lastMail(work: Work, ticket: Ticket): DigestWords['sections'] {
  const { facts } = work.scene
  const last = facts.lastFromCustomer
  if (last === null || work.ticket?.id !== ticket.id) return []
  return written({ is: 'last mail', at: last.at }, last.text.trim().split('\n').slice(0, MOST_LINES))
}

/** The newest rows of the history, in the order in which things happened. */
function historyOf(work: Work, ticket: Ticket): DigestWords['sections'] {
  const rows = work.scene.proved.history(ticket.id).slice(-MOST_LINES)
  return written(
    { is: 'history' },
    rows.map((row): Sentence => ({ is: 'row of history', ...row })),
  )
}

const why: Effect = (work, argument) => {
  const ticket = asked(work, argument)
  if ('refusal' in ticket || 'work' in ticket) return ticket
  const { policy } = work.scene
  const number = printNumber(policy.support.ticketPrefix, ticket.id)
  const count = whyThisDate(ticket, policy)
  const words: EngineerWords = { letter: 'why', goes: { to: 'commands' }, number, count }
  const draft = reply(work, ticket, { event: 'why', answerIs: 'commands', words })
  return replied(work, draft, { is: 'count comes' })
}

/** A list that answers a command, a line each. */
export function listed(work: Work, event: string, heading: Sentence, lines: readonly Sentence[], said: Sentence): Step {
  const draft = reply(work, null, {
    event,
    answerIs: 'commands',
    words: digest(heading, [], written('', lines)),
    subject: heading,
  })
  return replied(work, draft, said)
}

/** Tickets in sections, as an answer to a command; each can be answered by its line. */
export interface TicketsListed {
  readonly event: string
  readonly heading: Sentence
  readonly lines: readonly Line[]
  readonly sections: readonly (readonly [heading: Sentence, tickets: readonly Ticket[]])[]
  readonly said: Sentence
}

/** A mail with tickets in it, a section each. */
export function ticketsListed(work: Work, { event, heading, lines, sections, said }: TicketsListed): Step {
  const shown = sections.filter(([, tickets]) => tickets.length > 0)
  const goes = shown.length > 0 ? ({ to: 'named' } as const) : ({ to: 'commands' } as const)
  const inSections = shown.map(([title, tickets]) =>
    section(
      title,
      tickets.map((one) => ticketLine(work, one, null)),
    ),
  )
  const words = digest(heading, lines, inSections, goes)
  return replied(work, reply(work, null, { event, answerIs: 'commands', words, subject: heading }), said)
}

const help: Effect = (work) => {
  const { policy } = work.scene
  const draft = reply(work, null, {
    event: 'help',
    answerIs: 'commands',
    words: { letter: 'help', commands: helpRows(policy.language) },
    subject: { is: 'commands of the desk' },
  })
  return replied(work, draft, { is: 'help comes' })
}

/** The table of commands as the help prints it: the names of one language first. */
function helpRows(language: Language): HelpWords['commands'] {
  return COMMANDS.map(({ name, ru, en, lead }) => {
    const names = language === 'ru' ? [...ru, ...en] : [...en, ...ru]
    return { name, names: names.map((one) => `!${one}`), lead }
  })
}

/** The figures are counted outside of this transaction: a year of them takes longer than a letter may wait. */
const report: Effect = (work, argument) => {
  const { policy, engineer, letter, now, pen } = work.scene
  const read = reportIn(argument, policy.zone, now)
  if (read === null) return refused({ is: 'which period', written: argument })
  const contract = read.contract === null ? null : contractMeant(read.contract, policy)
  if (read.contract !== null && contract === null) return unknownContract(work, read.contract)
  const asked = { ...read.period, contract }
  const errand: Errand = {
    kind: 'report',
    key: `${pen.cause} report ${argument}`,
    engineer: engineer.address,
    asked,
    by: read.by,
    previous: read.compare ? { ...periodBefore(read.period, policy.zone), contract } : null,
    inReplyTo: letter.messageId,
  }
  const entries = [...work.entries, { kind: 'errand', errand } as const]
  return { work: { ...work, entries }, outcome: [{ is: 'report comes' }] }
}

/** The contract's number as the file has it; null when there is none such. */
function contractMeant(number: string, { contracts }: Policy): string | null {
  const plain = number.toLowerCase()
  return contracts?.find((one) => one.number.toLowerCase() === plain)?.number ?? null
}

/** The statement of a contract, counted as a report is. */
const statement: Effect = (work, argument) => {
  const { policy, engineer, letter, now, pen } = work.scene
  const numbers = (policy.contracts ?? []).map((one) => one.number)
  const read = statementIn(argument, numbers, policy.zone, now)
  if (read === null) return unknownContract(work, argument)
  const { contract, period } = read
  if (period === null || period.from > now) return refused({ is: 'which month', written: argument })
  const errand: Errand = {
    kind: 'statement',
    key: `${pen.cause} statement ${argument}`,
    engineer: engineer.address,
    asked: { ...period, contract },
    sendsTo: contractNumbered(contract, policy)?.statement?.to ?? [],
    inReplyTo: letter.messageId,
  }
  const entries = [...work.entries, { kind: 'errand', errand } as const]
  return { work: { ...work, entries }, outcome: [{ is: 'statement comes' }] }
}

function unknownContract({ scene }: Work, number: string): Step {
  const contracts = (scene.policy.contracts ?? []).slice(0, MOST_LINES).map((one) => one.number)
  return refused({ is: 'no such contract', written: number, contracts })
}

/** The effects of this file by the table's names. */
export const QUERY_EFFECTS = { queue, mine, find, show, why, help, report, statement } as const satisfies Partial<
  Record<CommandName, Effect>
>

/** Commands that only ask. */
export function onlyAsks(name: CommandName | null): boolean {
  if (name === 'templates' || name === 'caller' || name === 'similar') return true
  return name !== null && Object.hasOwn(QUERY_EFFECTS, name)
}
