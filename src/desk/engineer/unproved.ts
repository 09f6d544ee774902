// A mail in an engineer's name that proves nothing: kept on no ticket, nothing done, nothing sent but one copy to the
// registered address, where an answer confirms it (engineer 7, decision 3).
import type { Draft } from '../../words/words.ts'
import { readCommands } from '../command/command.ts'
import type { Decision } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import { keep } from '../scene/kept.ts'
import type { Doubt } from '../scene/proof.ts'
import type { Scene } from '../scene/work.ts'
import { momentWord, say } from '../ticket/phrases.ts'
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
    because: `an engineer's mail that proves nothing: ${doubt.en}`,
    filed: { ticket: null, role: 'unproved', shown: letter.reply },
    tickets: [],
    events: [],
    send: isShown ? [copy] : [],
    entries: isShown ? [keep(scene, 'unproved', copy, { ticket: meant?.id ?? null })] : [],
  }
}

/** What an answer makes of it: a mail without commands that answers nothing becomes a ticket of his own, never an answer. */
function confirmation({ letter, clues, policy }: Scene): readonly string[] {
  const isRequest = clues.token === null && readCommands(letter.reply).commands.length === 0
  if (!isRequest) {
    return [
      say(
        policy,
        'Если его написали вы, ответьте на это письмо, текст не нужен: письмо будет исполнено.',
        'If you wrote it, answer this mail, no text needed: it will be carried out.',
      ),
    ]
  }
  return [
    say(
      policy,
      'Если это ваше собственное обращение, ответьте на это письмо, текст не нужен: оно будет зарегистрировано от вашего имени.',
      'If it is a request of your own, answer this mail, no text needed: it will be registered in your name.',
    ),
    say(
      policy,
      'Если это ответ клиенту, он ему не отправлен: ответьте на письмо службы по этому обращению.',
      "If it is an answer to a customer, it has not been sent: answer the desk's mail about that ticket.",
    ),
  ]
}

/** Its token names the ticket, so that a confirmation is judged by that ticket's notes; the copy itself lies on none. */
function copyOf(scene: Scene, meant: Ticket | null, doubt: Doubt): Draft {
  const { letter, policy } = scene
  const came = momentWord(policy, letter.arrivedAt)
  const copy = toEngineer(scene.pen, meant, scene.engineer, {
    kind: 'notification',
    answerIs: 'commands',
    event: 'unproved',
    subject: say(policy, `Не подтверждено: ${letter.subject}`, `Not confirmed: ${letter.subject}`).slice(0, 200),
    words: {
      letter: 'message',
      goes: { to: 'commands' },
      heading: say(
        policy,
        `Письмо от вашего имени не исполнено: ${doubt.ru}.`,
        `A mail in your name has not been carried out: ${doubt.en}.`,
      ),
      lines: [
        say(policy, `Пришло ${came}, тема: ${letter.subject}`, `It came ${came}, subject: ${letter.subject}`),
        ...confirmation(scene),
        say(
          policy,
          'Если его написали не вы, не отвечайте: ничего не произойдёт.',
          'If you did not, do not answer: nothing will happen.',
        ),
      ],
      quoted: letter.reply,
    },
  })
  return { ...copy, ticket: null }
}
