// A mail in an engineer's name that proves nothing: kept on no ticket, nothing done, nothing sent but one copy to the
// registered address, where an answer confirms it (engineer 7, decision 3).
import { codeOf, type Doubt, type Draft, type Sentence } from '../../words/words.ts'
import { readCommands } from '../command/command.ts'
import type { Decision } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import { keep } from '../scene/kept.ts'
import type { Scene } from '../scene/work.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** Copies to one engineer's registered address in an hour. */
const COPIES_PER_HOUR = 10

/** Keeps the mail and shows it to the engineer whom it names; beyond ten an hour it is recorded alone. */
export function unproved(scene: Scene, doubt: Doubt): Decision {
  const { letter, clues, facts } = scene
  const meant = facts.tickets.get(clues.token?.ticket ?? clues.numbers[0] ?? 0) ?? null
  const copy = copyOf(scene, meant, doubt)
  const isShown = facts.brakes.unprovedCopies < COPIES_PER_HOUR
  return {
    because: `an engineer's mail that proves nothing: ${codeOf(doubt)}`,
    filed: { ticket: null, role: 'unproved', shown: letter.reply },
    tickets: [],
    events: [],
    send: isShown ? [copy] : [],
    entries: isShown ? [keep(scene, 'unproved', copy, { ticket: meant?.id ?? null })] : [],
  }
}

/** What an answer makes of it: a mail without commands that answers nothing becomes a ticket of his own, never an answer. */
function confirmation({ letter, clues }: Scene): readonly Sentence[] {
  const isRequest = clues.token === null && readCommands(letter.reply).commands.length === 0
  return isRequest
    ? [{ is: 'register by an answer' }, { is: 'not sent to a customer' }]
    : [{ is: 'confirm by an answer' }]
}

/** Its token names the ticket, so that a confirmation is judged by that ticket's notes; the copy itself lies on none. */
function copyOf(scene: Scene, meant: Ticket | null, doubt: Doubt): Draft {
  const { letter } = scene
  const subject = letter.subject.slice(0, MOST_OF_A_SUBJECT)
  const copy = toEngineer(scene.pen, meant, scene.engineer, {
    kind: 'notification',
    answerIs: 'commands',
    event: 'unproved',
    subject: { is: 'not confirmed', subject },
    words: {
      letter: 'message',
      goes: { to: 'commands' },
      heading: { is: 'not carried out', because: doubt },
      lines: [
        { is: 'it came', at: letter.arrivedAt, subject: letter.subject },
        ...confirmation(scene),
        { is: 'do not answer' },
      ],
      quoted: letter.reply,
    },
  })
  return { ...copy, ticket: null }
}

/** More of it is shown below. */
const MOST_OF_A_SUBJECT = 183
