// Queries by mail: queue, own tickets, one ticket with its history, search, why this date, help. Each answer is a mail of
// its own; a mail about one ticket can be answered to its customer.
import { sameAddress } from '../../letter.ts'
import type { AnswerGoes, DigestWords, Draft, EngineerWords, TicketLine } from '../../words/words.ts'
import { COMMANDS, type CommandName } from '../command/command-table.ts'
import { periodBefore } from '../command/period.ts'
import { reportIn } from '../command/report-words.ts'
import { lineOf, queueOrder } from '../saying/card.ts'
import { conversationOf, filesOf } from '../saying/conversation.ts'
import { answerGoes } from '../saying/showing.ts'
import { prefixesOf } from '../scene/clues.ts'
import type { Errand } from '../scene/decision.ts'
import { type EngineerSpec, toEngineer } from '../scene/drafts.ts'
import { type Effect, refused, type Step, type Work } from '../scene/work.ts'
import { eventLine, whoWord } from '../ticket/event-words.ts'
import { momentWord, say } from '../ticket/phrases.ts'
import type { Policy } from '../ticket/policy.ts'
import { makeToken, printNumber, readNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { whyThisDate } from '../ticket/why.ts'

/** A list that does not fit in a mail is cut here, with the count of the rest. */
const MOST_LINES = 100

function replied(work: Work, draft: Draft, ru: string, en: string): Step {
  if (work.replies.some((one) => one.id === draft.id)) {
    return refused(work, 'такой запрос в этом письме уже есть', 'this mail asks that already')
  }
  return { work: { ...work, replies: [...work.replies, draft] }, outcome: [say(work.scene.policy, ru, en)] }
}

function reply(
  work: Work,
  ticket: Ticket | null,
  spec: Pick<EngineerSpec, 'event' | 'words' | 'answerIs' | 'attachments'> & { subject?: string },
): Draft {
  const { scene } = work
  return toEngineer(scene.pen, ticket, scene.engineer, {
    kind: 'digest',
    inReplyTo: scene.letter.messageId,
    ...spec,
  })
}

function digest(
  heading: string,
  lines: readonly string[],
  sections: DigestWords['sections'],
  goes: AnswerGoes = { to: 'commands' },
): EngineerWords {
  return { letter: 'digest', goes, heading, lines, sections }
}

function section(heading: string, tickets: readonly TicketLine[]): DigestWords['sections'][number] {
  return { heading, tickets: tickets.slice(0, MOST_LINES), lines: [], more: Math.max(0, tickets.length - MOST_LINES) }
}

/** Where the mail host delivers subaddresses: the address at which a mail opened anew answers the ticket's customer. */
function addressFor(work: Work, ticket: Ticket): string | null {
  const { policy, pen, engineer } = work.scene
  const { address, subaddress } = policy.support
  if (subaddress === '' || ticket.customer.address === '') return null
  const token = makeToken('answer', ticket.id, engineer.address, pen.cause, policy.secret)
  const at = address.lastIndexOf('@')
  return `${say(policy, 'ответить', 'answer')}: ${address.slice(0, at)}${subaddress}${token}${address.slice(at)}`
}

/** One ticket of a list, with what was found in it, and how to answer it. */
function listed(work: Work, ticket: Ticket, snippet: string | null): TicketLine {
  const { policy, now } = work.scene
  const note = [snippet, addressFor(work, ticket)].filter((part) => part !== null).join('; ')
  return lineOf(ticket, policy, now, note === '' ? null : note)
}

/** A list that can be answered by its lines; `ru` and `en` say that it is empty. */
function list(heading: string, work: Work, tickets: readonly TicketLine[], ru: string, en: string): EngineerWords {
  const { policy } = work.scene
  if (tickets.length === 0) return digest(heading, [say(policy, ru, en)], [])
  const line = say(policy, 'Обращение целиком, с перепиской: !показать N', 'A ticket whole, with its mail: !show N')
  return digest(heading, [line], [section('', tickets)], { to: 'named' })
}

const queue: Effect = (work) => {
  const { policy, facts, now } = work.scene
  const tickets = queueOrder(facts.queue, policy, now).map((one) => listed(work, one, null))
  const heading = say(policy, `Очередь: ${tickets.length}`, `Queue: ${tickets.length}`)
  const words = list(heading, work, tickets, 'Незакрытых обращений нет.', 'No ticket is open.')
  const draft = reply(work, null, { event: 'queue', answerIs: 'commands', words, subject: heading })
  return replied(work, draft, 'очередь отправлена письмом', 'the queue comes by mail')
}

const mine: Effect = (work) => {
  const { policy, facts, now, engineer } = work.scene
  const own = facts.queue.filter((one) => one.engineer !== null && sameAddress(one.engineer, engineer.address))
  const tickets = queueOrder(own, policy, now).map((one) => listed(work, one, null))
  const heading = say(policy, `Ваши обращения: ${tickets.length}`, `Your tickets: ${tickets.length}`)
  const words = list(heading, work, tickets, 'Ваших обращений нет.', 'You have none.')
  const draft = reply(work, null, { event: 'mine', answerIs: 'commands', words, subject: heading })
  return replied(work, draft, 'список отправлен письмом', 'the list comes by mail')
}

const find: Effect = (work, argument) => {
  const { policy, facts } = work.scene
  const tickets = facts.found.map(({ ticket, snippet }) => listed(work, ticket, snippet))
  const heading = say(
    policy,
    `Найдено по словам «${argument}»: ${tickets.length}`,
    `Found for “${argument}”: ${tickets.length}`,
  )
  const words = list(heading, work, tickets, 'Ничего не нашлось.', 'Nothing was found.')
  const draft = reply(work, null, { event: 'find', answerIs: 'commands', words, subject: heading })
  return replied(work, draft, 'найденное отправлено письмом', 'what was found comes by mail')
}

/** The ticket that a query is about: the one named, else the one that the mail belongs to. */
function asked(work: Work, argument: string): Ticket | Step {
  const { policy, facts } = work.scene
  if (argument === '') {
    return (
      work.ticket ?? refused(work, 'назовите обращение. Пример: !показать 12', 'name the ticket. Example: !show 12')
    )
  }
  const id = readNumber(argument, prefixesOf(policy))
  if (id === null) return refused(work, `«${argument}» — не номер обращения`, `“${argument}” is no ticket number`)
  const ticket = work.ticket?.id === id ? work.ticket : facts.tickets.get(id)
  const number = printNumber(policy.support.ticketPrefix, id)
  return ticket ?? refused(work, `обращения ${number} нет`, `there is no ticket ${number}`)
}

const show: Effect = (work, argument) => {
  const ticket = asked(work, argument)
  if ('refusal' in ticket || 'work' in ticket) return ticket
  const { policy, now } = work.scene
  const number = printNumber(policy.support.ticketPrefix, ticket.id)
  const passed = work.scene.facts.passedOn?.(ticket.id) ?? []
  const words: EngineerWords = {
    letter: 'digest',
    goes: answerGoes(ticket, policy),
    heading: `${number} ${ticket.subject}`,
    lines: [],
    sections: [
      section('', [lineOf(ticket, policy, now, null)]),
      ...peopleOf(work, ticket),
      ...(passed.length > 0 ? conversationOf(passed, policy) : lastMail(work, ticket)),
      ...historyOf(work, ticket),
    ],
  }
  const answerIs = ticket.customer.address === '' ? 'note' : 'answer'
  return replied(
    work,
    reply(work, ticket, { event: 'show', answerIs, words, attachments: filesOf(passed, policy) }),
    `${number} отправлено письмом`,
    `${number} comes by mail`,
  )
}

function written(heading: string, lines: readonly string[]): DigestWords['sections'] {
  return lines.length === 0 ? [] : [{ heading, tickets: [], lines, more: 0 }]
}

function peopleOf(work: Work, ticket: Ticket): DigestWords['sections'] {
  const { policy } = work.scene
  const people = [ticket.customer, ...ticket.participants].map((one) =>
    one.name === '' ? one.address : `${one.name} <${one.address}>`,
  )
  const phone = ticket.customerPhone === null ? [] : [ticket.customerPhone]
  return written(
    say(policy, 'Клиент и участники', 'Customer and participants'),
    [...people, ...phone].filter((one) => one !== ''),
  )
}

/** The customer's last letter, known for the ticket that this mail belongs to. */
function lastMail(work: Work, ticket: Ticket): DigestWords['sections'] {
  const { facts, policy } = work.scene
  const last = facts.lastFromCustomer
  if (last === null || work.ticket?.id !== ticket.id) return []
  const heading = say(policy, 'Последнее письмо клиента', "The customer's last mail")
  return written(`${heading}, ${momentWord(policy, last.at)}`, last.text.trim().split('\n').slice(0, MOST_LINES))
}

/** The newest rows of the history, in the order in which things happened. */
function historyOf(work: Work, ticket: Ticket): DigestWords['sections'] {
  const { facts, policy } = work.scene
  const rows = (facts.history.get(ticket.id) ?? []).slice(-MOST_LINES)
  const lines = rows.map(
    ({ at, who, what, detail }) =>
      `${momentWord(policy, at)}  ${whoWord(policy, who)}: ${eventLine(policy, what, detail)}`,
  )
  return written(say(policy, 'История', 'History'), lines)
}

const why: Effect = (work, argument) => {
  const ticket = asked(work, argument)
  if ('refusal' in ticket || 'work' in ticket) return ticket
  const { policy } = work.scene
  const number = printNumber(policy.support.ticketPrefix, ticket.id)
  const count = whyThisDate(ticket, policy)
  const words: EngineerWords = { letter: 'why', goes: { to: 'commands' }, number, count }
  const draft = reply(work, ticket, { event: 'why', answerIs: 'commands', words })
  return replied(work, draft, 'расчёт отправлен письмом', 'the count comes by mail')
}

const help: Effect = (work) => {
  const { policy } = work.scene
  const draft = reply(work, null, {
    event: 'help',
    answerIs: 'commands',
    words: { letter: 'help', commands: helpRows(policy.language) },
    subject: say(policy, 'Команды службы поддержки', 'Commands of the desk'),
  })
  return replied(work, draft, 'список команд отправлен письмом', 'the list of commands comes by mail')
}

/** The table of commands as the help and the README print it. */
export function helpRows(language: 'ru' | 'en'): readonly {
  readonly names: readonly string[]
  readonly usage: string
  readonly does: string
  readonly lead: boolean
}[] {
  const at = language === 'ru' ? 0 : 1
  return COMMANDS.map((command) => {
    const own = language === 'ru' ? command.ru : command.en
    const other = language === 'ru' ? command.en : command.ru
    return {
      names: [...own, ...other].map((name) => `!${name}`),
      usage: command.argument[at],
      does: command.does[at],
      lead: command.lead,
    }
  })
}

/** The figures are counted outside of this transaction: a year of them takes longer than a letter may wait. */
const report: Effect = (work, argument) => {
  const { policy, engineer, letter, now, pen } = work.scene
  const read = reportIn(argument, policy.zone, now)
  if (read === null) {
    return refused(
      work,
      `непонятно, за какой период: «${argument}». Примеры: !отчёт неделя, !отчёт 2 квартал, !отчёт октябрь по договорам, !отчёт 01.10.2026-31.10.2026`,
      `which period is not clear: “${argument}”. Examples: !report week, !report Q2, !report october by contract, !report 01.10.2026-31.10.2026`,
    )
  }
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
  const line = say(policy, 'отчёт придёт отдельным письмом', 'the report comes by a mail of its own')
  return { work: { ...work, entries: [...work.entries, { kind: 'errand', errand }] }, outcome: [line] }
}

/** The contract's number as the file has it; null when there is none such. */
function contractMeant(number: string, { contracts }: Policy): string | null {
  const plain = number.toLowerCase()
  return contracts?.find((one) => one.number.toLowerCase() === plain)?.number ?? null
}

function unknownContract(work: Work, number: string): Step {
  const numbers = (work.scene.policy.contracts ?? []).slice(0, MOST_LINES).map((one) => one.number)
  const all = numbers.length === 0 ? '—' : numbers.join(', ')
  return refused(
    work,
    `договора «${number}» нет. Договоры: ${all}`,
    `there is no contract “${number}”. Contracts: ${all}`,
  )
}

/** The effects of this file by the table's names. */
export const QUERY_EFFECTS = { queue, mine, find, show, why, help, report } as const satisfies Partial<
  Record<CommandName, Effect>
>

/** Commands that only ask. */
export function onlyAsks(name: CommandName | null): boolean {
  return name !== null && Object.hasOwn(QUERY_EFFECTS, name)
}
