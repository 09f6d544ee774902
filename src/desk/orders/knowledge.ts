// What was asked before: !знание marks a closing to be found again, !похожее finds solved tickets and pieces of knowledge.
// What is alike is shown to engineers and goes nowhere by itself.
import type { CommandName, Line, Sentence } from '../../words/words.ts'
import { prefixesOf } from '../scene/clues.ts'
import { type Effect, onTicket, refused, type Work } from '../scene/work.ts'
import { type Alike, type Knowledge, NOTHING_ALIKE } from '../ticket/canned.ts'
import { printNumber, readNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { ticketsListed } from './query.ts'

/** Shown when all else is done: see knowledge-shown.ts. */
const know = onTicket((work) => {
  const isAnswered = work.act.body.trim() !== '' || work.scene.facts.lastAnswer !== null
  return isAnswered ? { work, outcome: [{ is: 'knowledge comes' }] } : refused({ is: 'no answer to know' })
})

/** !похожее: what is like the ticket, like another one, or like these words. */
const similar: Effect = (work, argument) => {
  const { proved, policy } = work.scene
  const id = argument === '' ? (work.ticket?.id ?? null) : readNumber(argument, prefixesOf(policy))
  if (argument === '' && id === null) return refused({ is: 'name the ticket' })
  const ticket = id === null ? null : work.ticket?.id === id ? work.ticket : proved.ticket(id)
  const number = id === null ? null : printNumber(policy.support.ticketPrefix, id)
  if (number !== null && ticket === null) return refused({ is: 'no such ticket', number })
  const alike = alikeTo(work, ticket, argument)
  const none: readonly Sentence[] = alike.tickets.length + alike.knowledge.length === 0 ? [{ is: 'nothing alike' }] : []
  return ticketsListed(work, {
    event: 'similar',
    heading: { is: 'alike', to: number ?? argument },
    lines: [...none, ...alike.knowledge.flatMap(linesOfPiece)],
    sections: [[{ is: 'solved before' }, alike.tickets]],
    said: { is: 'alike comes' },
  })
}

function alikeTo({ scene }: Work, ticket: Ticket | null, words: string): Alike {
  const { facts, proved } = scene
  if (ticket === null) return facts.alike?.(words, '', null) ?? NOTHING_ALIKE
  const first = proved.passedOn(ticket.id).find((one) => one.direction === 'in')
  return facts.alike?.(ticket.subject, first?.text ?? '', ticket.id) ?? NOTHING_ALIKE
}

function linesOfPiece({ name, question, answer }: Knowledge): readonly Line[] {
  const [asked = '', ...more] = linesIn(question)
  const [answered = '', ...rest] = linesIn(answer)
  return [
    { is: 'a piece of knowledge', name },
    ...[{ is: 'its question', first: asked } as const, ...more],
    ...[{ is: 'its answer', first: answered } as const, ...rest],
  ]
}

function linesIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}

/** The effects of this file by the table's names. */
export const KNOWLEDGE_EFFECTS = { know, similar } as const satisfies Partial<Record<CommandName, Effect>>
