// Canned answers: put into what an engineer writes, listed, and mailed in by a lead. A text goes out whole or not at all:
// a field without a value refuses the mail.
import { dayKey } from '../../calendar/calendar.ts'
import type { Language } from '../../letter.ts'
import type { CommandName, Sentence } from '../../words/words.ts'
import {
  answerAsked,
  type FieldValues,
  fieldNames,
  filledIn,
  plainAnswerName,
  unknownFields,
} from '../command/answer-words.ts'
import { toCustomerWords } from '../saying/card.ts'
import { type Effect, onTicket, refused, type Scene, type Step, type Work } from '../scene/work.ts'
import type { CannedAnswer } from '../ticket/canned.ts'
import { clockStands, deadlineAhead } from '../ticket/promise.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { listed } from './query.ts'

/** Those that leads have mailed in, then those of the folder, then the program's own: the first of a name holds. */
export function allAnswers(scene: Scene): readonly CannedAnswer[] {
  const all = [...scene.proved.answers(), ...scene.policy.answers]
  const names = all.map((one) => plainAnswerName(one.name))
  return all.filter((_, at) => names.indexOf(names[at] ?? '') === at)
}

const template = onTicket((work, ticket, argument) => {
  const { name, below } = answerAsked(argument)
  const all = allAnswers(work.scene)
  const key = plainAnswerName(name)
  const found = all.find((one) => plainAnswerName(one.name) === key) ?? known(work.scene, key)
  if (found === undefined) return refused({ is: 'no such canned answer', written: name, names: namesNear(all, ticket) })
  if (found.language !== null && found.language !== ticket.language) {
    return refused({ is: 'canned answer of another language', name: found.name, names: namesNear(all, ticket) })
  }
  const unknown = unknownFields(found.text)
  if (unknown.length > 0)
    return refused({ is: 'unknown fields', fields: unknown, known: fieldNames(work.scene.policy.language) })
  const filled = filledIn(found.text, valuesFor(work, ticket))
  if ('wanting' in filled) return refused({ is: 'fields without a value', name: found.name, fields: filled.wanting })
  return putIn(work, argument, below, filled.text, {
    is: 'canned answer is put in',
    name: found.name,
    text: filled.text,
  })
})

/** A piece of knowledge is put in as a canned answer is. */
function known({ proved }: Scene, key: string): CannedAnswer | undefined {
  const piece = proved.knowledge(key)
  return piece === null ? undefined : { name: piece.name, language: piece.language, text: piece.answer, from: 'mail' }
}

/** The names that this ticket's language has. */
function namesNear(all: readonly CannedAnswer[], { language }: Ticket): readonly string[] {
  return all.filter((one) => one.language === null || one.language === language).map((one) => one.name)
}

/** The text joins the engineer's own words; the order is done with, so that a held mail holds what will go out. */
function putIn(work: Work, argument: string, below: boolean, text: string, said: Sentence): Step {
  const { act } = work
  const own = act.body.trim()
  // Of two canned answers, the second greets no more.
  const [upper, lower] = below ? [own, text] : [text, own]
  const body = [upper, withoutSameGreeting(lower, upper)].filter((one) => one !== '').join('\n\n')
  const at = act.commands.findIndex((one) => one.name === 'template' && one.argument === argument)
  const commands = act.commands.filter((_, index) => index !== at)
  return { work: { ...work, act: { ...act, body, commands } }, outcome: [said] }
}

/** The text without its first line where the one above begins with the same and nothing follows it there. */
function withoutSameGreeting(lower: string, upper: string): string {
  const [greeting = '', next = '', ...rest] = lower.split('\n')
  const [first = '', second = ''] = upper.split('\n')
  const isSame = greeting !== '' && greeting === first && next === '' && second === '' && rest.length > 0
  return isSame ? rest.join('\n').trim() : lower
}

function valuesFor(work: Work, ticket: Ticket): FieldValues {
  const { policy, engineer, now } = work.scene
  const { number, subject, greeting } = toCustomerWords(ticket, policy)
  const { named, plain } = policy.greetings[ticket.language]
  const day = (at: Date | null): string | null => (at === null ? null : dayOf(at, policy.zone, ticket.language))
  const deadline = clockStands(ticket) ? null : deadlineAhead(ticket, now)
  return {
    greeting: greeting === null ? plain : named.replace('{{name}}', () => greeting),
    name: greeting,
    number,
    subject: orNull(subject),
    organisation: ticket.organisation,
    contract: ticket.standing.kind === 'covered' ? ticket.standing.contract : null,
    received: day(ticket.receivedAt),
    // A closing at midnight ends the day before.
    deadline: day(deadline === null ? null : new Date(deadline.getTime() - 1)),
    engineer: engineer.name,
    phone: orNull(policy.support.phone),
    reference: ticket.developmentReference,
  }
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text
}

/** 04.12.2026 in Russian; elsewhere the day as every country reads it. */
function dayOf(at: Date, zone: string, language: Language): string {
  const key = dayKey(at, zone)
  return language === 'ru' ? key.split('-').reverse().join('.') : key
}

const templates: Effect = (work) =>
  listed(
    work,
    'templates',
    { is: 'canned answers' },
    [
      ...allAnswers(work.scene).map(({ name, text }): Sentence => {
        const wrong = unknownFields(text)
        return { is: 'canned answer is', name, first: firstLine(text), wrong }
      }),
      ...piecesBeside(work.scene),
    ],
    { is: 'canned answers come' },
  )

function piecesBeside({ proved }: Scene): readonly Sentence[] {
  const pieces = proved.piecesKnown()
  return pieces === 0 ? [] : [{ is: 'pieces beside', pieces }]
}

/** The first line that says something: not the greeting alone. */
function firstLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.find((line) => line !== '' && !/^\{\{[^{}]*\}\}$/u.test(line))?.slice(0, 100) ?? ''
}

const MOST_SIGNS = 20_000
const MOST_OF_NAME = 60

/** A lead's mail becomes a canned answer; nothing of it goes to a customer. */
const newtemplate: Effect = (work, argument) => {
  const { act, scene } = work
  const text = act.body.trim()
  const former = allAnswers(scene).find((one) => plainAnswerName(one.name) === plainAnswerName(argument))
  if (argument.length > MOST_OF_NAME || answerAsked(argument).below) return refused({ is: 'no name for an answer' })
  if (text === '') return refused({ is: 'no text for an answer' })
  if (text.length > MOST_SIGNS) return refused({ is: 'answer is too long', most: MOST_SIGNS })
  const unknown = unknownFields(text)
  if (unknown.length > 0)
    return refused({ is: 'unknown fields', fields: unknown, known: fieldNames(work.scene.policy.language) })
  if (former?.from === 'folder') return refused({ is: 'answer is a file', name: former.name })
  if (known(scene, plainAnswerName(argument)) !== undefined)
    return refused({ is: 'knowledge has that name', name: argument })
  if (work.speech !== null) return refused({ is: 'contradicts another command' })
  const name = former?.from === 'mail' ? former.name : argument
  const entry = { kind: 'canned answer', name, text, by: scene.engineer.address } as const
  const kept: Act = { ...act, body: '', attachments: [], hasFiles: false }
  const said: Sentence = { is: 'canned answer is kept', name: argument, replaced: former !== undefined }
  return { work: { ...work, act: kept, entries: [...work.entries, entry] }, outcome: [said] }
}

type Act = Work['act']

/** The effects of this file by the table's names. */
export const ANSWER_EFFECTS = { template, templates, newtemplate } as const satisfies Partial<
  Record<CommandName, Effect>
>

/** Commands that make the text of the mail, or take it: they come before all that looks at it. */
export const MAKING_TEXT: ReadonlySet<CommandName> = new Set(['template', 'newtemplate'])
