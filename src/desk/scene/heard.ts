// Who is heard. The kind of a mail decides what may be sent, never what is heard: whoever proves to be in the
// conversation is heard, unless his machine speaks.
import type { Letter } from '../../letter.ts'
import { survivor, takesPart } from './joining.ts'
import type { CustomerScene } from './scene.ts'

/** Why a mail is a machine's, whoever's name it bears; null when a person may have written it. */
export function machineBehind(letter: Letter): 'automatic' | 'calendar' | 'reaction' | null {
  if (letter.reaction !== null) return 'reaction'
  if (letter.answersInvitation) return 'calendar'
  return letter.byMachine === null ? null : 'automatic'
}

/** Whether a mail that looks like a list's or a robot's is a participant's answer to a letter of ours. */
export function isHeard({ letter, facts }: CustomerScene): boolean {
  const { from } = letter
  // «Прочитано: [SKPS-7] …»: a program's words in front of our number, at a click.
  if (letter.kind === 'receipt') return false
  if (machineBehind(letter) !== null || from === null || letter.fromMailboxes !== 1) return false
  if (letter.verdict.sender === 'fail') return false
  return facts.referred.some((one) => {
    const ticket = one.of === 'customer' ? null : survivor(one.ticket, facts.tickets)
    return ticket !== null && takesPart(ticket, from.address)
  })
}
