// An engineer's answer to a piece of knowledge that he was shown: kept as it stands or as he has put it right, shown again,
// or dropped. Only his word keeps it, and only without a name that the desk knows.
import type { Sentence } from '../../words/words.ts'
import { answerAsked, fieldNames, plainAnswerName, unknownFields } from '../command/answer-words.ts'
import { pieceIn, pieceQuoted, samePiece } from '../command/knowledge-words.ts'
import { allAnswers } from '../orders/answers.ts'
import type { Decision, Entry, KeptLetter } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import type { Act, Scene } from '../scene/work.ts'
import type { Knowledge } from '../ticket/canned.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { MOST_OF_NAME, MOST_OF_TEXT, shownPiece } from './knowledge-shown.ts'
import { namesLeft } from './names-left.ts'
import { carry } from './several.ts'

/** Kept, shown again or dropped; a mail that orders anything else is what it is, and the piece waits on. */
export function knowledgeAnswered(scene: Scene, kept: KeptLetter, own: Act): Decision {
  const { piece } = kept
  const body = own.body.trim()
  const [order, ...others] = own.commands.filter((one) => one.name !== 'send')
  if (piece === undefined || own.misplaced.length > 0 || others.length > 0) return carry(scene, own)
  if (order?.name === 'undo' && body === '')
    return told(scene, piece.name, { is: 'knowledge is dropped' }, [forget(kept)])
  if (order !== undefined && order.name !== 'know') return carry(scene, own)
  const keeps = own.commands.length > 0
  const inQuote = body === '' ? pieceQuoted(scene.letter.body) : null
  const edited = inQuote !== null && samePiece(inQuote, piece) ? null : inQuote
  if (!keeps && body === '' && edited === null) return carry(scene, own)
  const written = body === '' ? edited : pieceIn(body)
  if (body !== '' && written === null) return again(scene, kept, piece, [{ is: 'question and answer' }], body)
  const named = { ...piece, ...written, name: written?.name ?? piece.name }
  const next: Knowledge = { ...named, name: order === undefined || order.argument === '' ? named.name : order.argument }
  const problems = problemsOf(scene, next)
  // What was put right inside a quotation has passed a client that wraps lines: he sees it once more.
  if (!keeps || edited !== null || problems.length > 0) return again(scene, kept, next, problems)
  const text = [next.name, next.question, next.answer].join('\n')
  return namesLeft(text, ticketOf(scene, piece), scene).length > 0
    ? again(scene, kept, next, [{ is: 'knowledge is not kept' }])
    : keptNow(scene, kept, next)
}

function ticketOf({ proved }: Scene, { ticket }: Knowledge): Ticket | null {
  return ticket === null ? null : proved.ticket(ticket)
}

function problemsOf(scene: Scene, { name, question, answer }: Knowledge): readonly Sentence[] {
  const { policy } = scene
  const unknown = unknownFields(answer)
  const isTaken = allAnswers(scene).some((one) => plainAnswerName(one.name) === plainAnswerName(name))
  const isNamed = name !== '' && name.length <= MOST_OF_NAME && !answerAsked(name).below && !/[{}]/u.test(name)
  return [
    ...(isNamed ? [] : [{ is: 'no name for an answer' } as const]),
    ...(isTaken ? [{ is: 'canned answer has that name', name } as const] : []),
    ...(question === '' || answer === '' ? [{ is: 'question and answer' } as const] : []),
    ...(Math.max(question.length, answer.length) > MOST_OF_TEXT
      ? [{ is: 'answer is too long', most: MOST_OF_TEXT } as const]
      : []),
    ...(unknown.length === 0
      ? []
      : [{ is: 'unknown fields', fields: unknown, known: fieldNames(policy.language) } as const]),
  ]
}

function again(
  scene: Scene,
  kept: KeptLetter,
  piece: Knowledge,
  problems: readonly Sentence[],
  own: string | null = null,
): Decision {
  const { draft, entry } = shownPiece(scene, ticketOf(scene, piece), piece, problems, own)
  return {
    because: 'a piece of knowledge is shown again',
    filed: { ticket: null, role: 'source', shown: '' },
    tickets: [],
    events: [],
    send: [draft],
    entries: [forget(kept), entry],
  }
}

function keptNow(scene: Scene, kept: KeptLetter, piece: Knowledge): Decision {
  const { engineer, proved } = scene
  const key = plainAnswerName(piece.name)
  const entry: Entry = { kind: 'knowledge', key, piece, by: engineer.address }
  const said = { is: 'knowledge is kept', name: piece.name, replaced: proved.knowledge(key) !== null } as const
  return told(scene, piece.name, said, [forget(kept), entry])
}

function forget(kept: KeptLetter): Entry {
  return { kind: 'forget kept', key: kept.key }
}

function told(scene: Scene, name: string, heading: Sentence, entries: readonly Entry[]): Decision {
  const answer = toEngineer(scene.pen, null, scene.engineer, {
    kind: 'transcript',
    answerIs: 'commands',
    event: 'knowledge',
    inReplyTo: scene.letter.messageId,
    subject: { is: 'knowledge', name },
    words: { letter: 'message', goes: { to: 'commands' }, heading, lines: [], quoted: null },
  })
  return {
    because: `an engineer's word on a piece of knowledge: ${heading.is}`,
    filed: { ticket: null, role: 'source', shown: '' },
    tickets: [],
    events: [],
    send: [answer],
    entries,
  }
}
