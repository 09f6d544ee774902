// A closing that is worth finding again: question and answer as a piece of knowledge, shown to its engineer. Nothing is kept
// of it before he has taken the names out and said so.
import type { Draft, Sentence } from '../../words/words.ts'
import { pieceText, withFieldForGreeting, withFieldForNumber, withoutGreeting } from '../command/knowledge-words.ts'
import { prefixesOf } from '../scene/clues.ts'
import type { Entry } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import { keep } from '../scene/kept.ts'
import type { Scene, Work } from '../scene/work.ts'
import type { Knowledge } from '../ticket/canned.ts'
import { bareSubject, printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { doubtfulIn, namesLeft } from './names-left.ts'

/** Longest name, and most of a question or an answer. */
export const MOST_OF_NAME = 60
export const MOST_OF_TEXT = 10_000

/** A piece that is shown, and the entry that keeps it until its engineer has said what becomes of it. */
export interface ShownPiece {
  readonly draft: Draft
  readonly entry: Entry
}

/** What a mail with !знание shows: the customer's first words, and what was answered: these words, else the last answer. */
export function closingShown(work: Work, ticket: Ticket, said: string | null): ShownPiece {
  const { scene } = work
  const order = work.act.commands.find((one) => one.name === 'know')
  const { language } = ticket
  const question = scene.proved.passedOn(ticket.id).find((one) => one.direction === 'in')?.text ?? ''
  const answer = said ?? scene.facts.lastAnswer?.text ?? ''
  const name = order === undefined || order.argument === '' ? ticket.subject : order.argument
  const number = printNumber(scene.policy.support.ticketPrefix, ticket.id)
  const piece: Knowledge = {
    name: bareSubject(name, prefixesOf(scene.policy)).slice(0, MOST_OF_NAME).trim(),
    question: withoutGreeting(question.slice(0, MOST_OF_TEXT)),
    answer: withFieldForNumber(withFieldForGreeting(answer.slice(0, MOST_OF_TEXT), language), number, language),
    language,
    ticket: ticket.id,
  }
  return shownPiece(scene, ticket, piece, [])
}

/** The piece with what is wrong with it, what names somebody and what may; `own` is a text that could not be read as one. */
export function shownPiece(
  scene: Scene,
  ticket: Ticket | null,
  piece: Knowledge,
  problems: readonly Sentence[],
  own: string | null = null,
): ShownPiece {
  const { policy, pen, engineer, letter } = scene
  const text = pieceText(piece, policy.language)
  const left = namesLeft(text, ticket, scene)
  const doubtful = doubtfulIn(text).filter((one) => !left.some(({ shown }) => shown === one))
  const number = piece.ticket === null ? '' : printNumber(policy.support.ticketPrefix, piece.ticket)
  const lines: readonly Sentence[] = [
    ...problems,
    ...left,
    ...(doubtful.length === 0 ? [] : [{ is: 'may be a name', shown: doubtful } as const]),
    left.length === 0 ? { is: 'keep it or not' } : { is: 'take the names out' },
  ]
  const draft = toEngineer(pen, null, engineer, {
    kind: 'transcript',
    answerIs: 'commands',
    event: 'knowledge',
    inReplyTo: letter.messageId,
    subject: { is: 'knowledge', name: piece.name },
    words: {
      letter: 'message',
      goes: { to: 'commands' },
      heading: { is: 'knowledge is shown', number },
      lines,
      quoted: text,
      ...(own === null ? {} : { own }),
    },
  })
  const entry = keep(scene, 'knowledge', draft, { token: null, ticket: piece.ticket, reply: '', parts: [], piece })
  return { draft, entry }
}
