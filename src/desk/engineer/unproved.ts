// A mail in an engineer's name that proves nothing: kept on no ticket, nothing done, nothing sent but one copy to the
// registered address, where a word confirms it. What comes beyond ten an hour is told in a list.
import { codeOf, type Doubt, type Draft, type Sentence } from '../../words/words.ts'
import { readCommands } from '../command/command.ts'
import type { Decision, KeptLetter } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import { keep } from '../scene/kept.ts'
import type { ClaimedScene, Scene } from '../scene/work.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** Copies to one engineer's registered address in an hour. */
const COPIES_PER_HOUR = 10

/** Keeps the mail and shows it to the engineer whom it names; the tenth of an hour says that the rest come as a list. */
export function unproved(scene: ClaimedScene, doubt: Doubt): Decision {
  const { letter, clues, facts, claim } = scene
  const meant = facts.tickets.get(clues.token?.ticket ?? clues.numbers[0] ?? 0) ?? null
  const before = claim.unprovedCopies
  const isTenth = before === COPIES_PER_HOUR - 1
  const copy = copyOf(
    scene,
    meant,
    { is: 'not carried out', because: doubt },
    isTenth ? [{ is: 'the rest as a list' }] : [],
  )
  const isShown = before < COPIES_PER_HOUR
  return {
    because: `an engineer's mail that proves nothing: ${codeOf(doubt)}`,
    filed: { ticket: null, role: 'unproved', shown: letter.reply },
    tickets: [],
    events: [],
    send: isShown ? [copy] : [],
    entries: [keep(scene, isShown ? 'unproved' : 'unproved unshown', copy, { ticket: meant?.id ?? null })],
  }
}

/** The copy once more, for an answer that neither confirmed nor disowned it; `scene` is that of the kept mail. */
export function shownAgain(scene: Scene, kept: KeptLetter): Decision {
  const meant = kept.ticket === null ? null : scene.proved.ticket(kept.ticket)
  const copy = copyOf(scene, meant, { is: 'not confirmed by your answer' }, [])
  const { token, ticket, seenAt, reply, parts } = kept
  const again = {
    token,
    ticket,
    reply,
    ...(seenAt === undefined ? {} : { seenAt }),
    ...(parts === undefined ? {} : { parts }),
  }
  return {
    because: 'neither a confirmation nor a denial: asked again',
    filed: { ticket: null, role: 'source', shown: '' },
    tickets: [],
    events: [],
    send: [copy],
    entries: [{ kind: 'forget kept', key: kept.key }, keep(scene, 'unproved', copy, again)],
  }
}

/** What an answer makes of it: a mail without commands that answers nothing becomes a ticket of his own, never an answer. */
function confirmation({ letter, clues }: ClaimedScene): readonly Sentence[] {
  const isRequest = clues.token === null && readCommands(letter.reply).commands.length === 0
  return isRequest
    ? [{ is: 'register by an answer' }, { is: 'not sent to a customer' }]
    : [{ is: 'confirm by an answer' }]
}

/** Its token names the ticket, so that a confirmation is judged by that ticket's notes; the copy itself lies on none. */
function copyOf(scene: ClaimedScene, meant: Ticket | null, heading: Sentence, more: readonly Sentence[]): Draft {
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
      heading,
      lines: [
        { is: 'it came', at: letter.arrivedAt, subject: letter.subject },
        ...confirmation(scene),
        { is: 'do not answer' },
        ...more,
      ],
      quoted: letter.reply,
    },
  })
  return { ...copy, ticket: null }
}

/** More of it is shown below. */
const MOST_OF_A_SUBJECT = 183
