// Commands carried out, one after the other, on a value: all of them, or none (desk by mail, engineer 4). Knows the
// order and the mistakes; what each command does stands in the orders-… files.
import type { CommandName, CommandOutcome } from '../../words/words.ts'
import { answerAsked } from '../command/answer-words.ts'
import { type CommandLine, wordOf } from '../command/command.ts'
import { type Command, commandOf, nearest, wordFor } from '../command/command-table.ts'
import { prefixesOf } from '../scene/clues.ts'
import { type Effect, refused, type Step, type Work } from '../scene/work.ts'
import { printNumber, readNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { ANSWER_EFFECTS, MAKING_TEXT } from './answers.ts'
import { CALLER_EFFECTS } from './caller.ts'
import { WEIGHT_EFFECTS } from './criticality.ts'
import { JOIN_EFFECTS } from './join.ts'
import { KNOWLEDGE_EFFECTS } from './knowledge.ts'
import { NEW_EFFECTS } from './new.ts'
import { PEOPLE_EFFECTS } from './people.ts'
import { PROMISE_EFFECTS } from './promise.ts'
import { onlyAsks, QUERY_EFFECTS } from './query.ts'
import { registered } from './registering.ts'
import { TICKET_EFFECTS } from './ticket.ts'

/** Every command of the table has its effect here; a missing one does not compile. */
const EFFECTS: Readonly<Record<CommandName, Effect>> = {
  ...TICKET_EFFECTS,
  ...WEIGHT_EFFECTS,
  ...PROMISE_EFFECTS,
  ...PEOPLE_EFFECTS,
  ...JOIN_EFFECTS,
  ...NEW_EFFECTS,
  ...QUERY_EFFECTS,
  ...ANSWER_EFFECTS,
  ...CALLER_EFFECTS,
  ...KNOWLEDGE_EFFECTS,
}

/** All done, with what each line did; or what is wrong, line by line. */
export type Carried =
  | { readonly work: Work; readonly done: readonly CommandOutcome[] }
  | { readonly problems: readonly CommandOutcome[] }

interface Tried {
  readonly at: number
  readonly command: CommandLine
  readonly step: Step
}

/** Lines that say what a new ticket is registered with; they are read first, wherever they stand. */
const REGISTERING: ReadonlySet<CommandName> = new Set(['new', 'phone', 'from', 'at'])

/** Carries out the commands of one mail in their order. All wrong lines are found at once; then nothing is done. */
export function carriedOut(start: Work, commands: readonly CommandLine[]): Carried {
  if (commands.length > MOST_COMMANDS) return { problems: [tooMany(commands)] }
  const lines = commands.map((command, at) => ({ command, at }))
  const registers = commands.some((one) => one.name === 'new')
  const isFirst = ({ name }: CommandLine): boolean =>
    name !== null && (MAKING_TEXT.has(name) || (registers && REGISTERING.has(name)))
  const first = tryAll(start, inOrderOfText(lines.filter((one) => isFirst(one.command))))
  const opened = registers ? openedFor(first) : first
  const all = tryAll(
    opened.work,
    lines.filter((one) => !isFirst(one.command)),
  )
  const tried = [...opened.tried, ...all.tried].sort((a, b) => a.at - b.at)
  if (tried.some(({ step }) => 'refusal' in step)) return { problems: tried.map(problemOf) }
  // What registers a ticket is said of that ticket, not of the one whose mail was answered.
  const ticketOf = (one: Tried): Ticket | null =>
    concernsTicket(one.command) ? (isFirst(one.command) ? opened.work : stepWork(one, all.work)).ticket : null
  const done = tried.map((one): CommandOutcome => {
    const ticket = ticketOf(one)
    const number = ticket === null ? null : printNumber(start.scene.policy.support.ticketPrefix, ticket.id)
    return { line: one.command.line, number, outcome: 'outcome' in one.step ? one.step.outcome : [] }
  })
  return { work: all.work, done }
}

/** Each canned answer goes above what is there: the last one first, so that they stand as they were ordered. */
function inOrderOfText(lines: readonly Pick<Tried, 'command' | 'at'>[]): readonly Pick<Tried, 'command' | 'at'>[] {
  const isAbove = ({ command }: Pick<Tried, 'command'>): boolean =>
    command.name === 'template' && !answerAsked(command.argument).below
  return [...lines.filter(isAbove).reverse(), ...lines.filter((one) => !isAbove(one))]
}

/** Leave, lists and the help are nobody's ticket, whatever mail they answer. */
function concernsTicket({ name }: CommandLine): boolean {
  return name !== 'away' && name !== 'back' && (name === 'why' || !onlyAsks(name))
}

function stepWork({ step }: Tried, otherwise: Work): Work {
  return 'work' in step ? step.work : otherwise
}

/** More lines than any person orders in one mail. */
const MOST_COMMANDS = 50

function tooMany(commands: readonly CommandLine[]): CommandOutcome {
  const why = { is: 'too many commands', most: MOST_COMMANDS, commands: commands.length } as const
  return { line: commands[0]?.line ?? '', outcome: [why] }
}

interface Attempt {
  readonly work: Work
  readonly tried: readonly Tried[]
}

function tryAll(start: Work, lines: readonly Pick<Tried, 'command' | 'at'>[]): Attempt {
  let work = start
  const tried: Tried[] = []
  for (const { command, at } of lines) {
    const step = carry(work, command)
    if (!('refusal' in step)) work = step.work
    tried.push({ at, command, step })
  }
  return { work, tried }
}

/** The ticket that !новое opens, when all of its lines are right; what is missing is said at that line. */
function openedFor(first: Attempt): Attempt {
  const line = first.tried.find((one) => one.command.name === 'new')
  if (line === undefined || first.tried.some(({ step }) => 'refusal' in step)) return first
  const step = registered(first.work)
  const tried = first.tried.map((one) => (one === line ? { ...one, step } : one))
  return { tried, work: 'refusal' in step ? first.work : step.work }
}

function problemOf({ command, step }: Tried): CommandOutcome {
  return { line: command.line, outcome: ['refusal' in step ? step.refusal : { is: 'right but not carried out' }] }
}

function carry(work: Work, line: CommandLine): Step {
  if (line.name === null) return unknown(line)
  const command = commandOf(line.name)
  return forbidden(work, command) ?? misargued(work, command, line.argument) ?? EFFECTS[line.name](work, line.argument)
}

function unknown(line: CommandLine): Step {
  const names = nearest(wordOf(line)).map((name) => `!${name}`)
  return refused(names.length === 0 ? { is: 'no such command' } : { is: 'did you mean', names })
}

/** Only a lead orders some things; a desk without leads lets everybody. */
function forbidden(work: Work, command: Command): Step | null {
  const leads = work.scene.policy.engineers.filter((one) => one.roles.includes('lead'))
  if (!command.lead || leads.length === 0 || work.scene.engineer.roles.includes('lead')) return null
  return refused({ is: 'leads only', leads: leads.map((one) => one.name) })
}

/** What is wrong with the presence of an argument, by the table alone. */
function misargued(work: Work, command: Command, argument: string): Step | null {
  const { argument: form } = command
  if (form === 'none' && argument !== '' && readNumber(argument, prefixesOf(work.scene.policy)) !== work.ticket?.id) {
    return refused(
      command.several
        ? { is: 'only tickets stand behind it', command: wordFor(command) }
        : { is: 'nothing stands behind it' },
    )
  }
  return form === 'needed' && argument === '' ? refused({ is: 'incomplete', command: wordFor(command) }) : null
}
