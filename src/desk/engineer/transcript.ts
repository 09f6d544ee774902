// What the desk answers to an engineer's commands: what was done, or what is wrong and what would be right.
import type { CommandErrorWords, CommandOutcome, Draft, TranscriptWords } from '../../words/words.ts'
import { readCommands } from '../command/command.ts'
import { engineerName } from '../saying/card.ts'
import { toEngineer } from '../scene/drafts.ts'
import { keptUntil } from '../scene/kept.ts'
import type { Act, Notice, Saying, Scene, Work } from '../scene/work.ts'
import { finished } from '../ticket/lifecycle.ts'
import { momentWord, say } from '../ticket/phrases.ts'
import { clockStands } from '../ticket/promise.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { copiesOf, heldUntil } from './relay.ts'

/** What became of the text, as far as a transcript must say it. */
export type Fate = 'none' | 'relayed' | 'note' | 'call' | 'opening'

/** The transcript of commands that were carried out. */
export function transcript(
  work: Work,
  ticket: Ticket | null,
  done: readonly CommandOutcome[],
  fate: Fate,
  saying: Saying,
): Draft {
  const { scene } = work
  const words: TranscriptWords = {
    letter: 'transcript',
    done,
    textFate: textFate(work, ticket, fate),
    attachments:
      fate === 'none' ? [] : saying.attachments.map((one) => ({ name: one.name, bytes: one.bytes, refused: null })),
    leftOut: leftOut(scene, fate, saying),
    now:
      ticket === null
        ? null
        : {
            number: printNumber(scene.policy.support.ticketPrefix, ticket.id),
            state: ticket.state,
            engineerName: engineerName(scene.policy, ticket.engineer),
            deadlineAt: finished(ticket.state) ? null : ticket.deadline,
            clockStands: clockStands(ticket),
          },
  }
  return toEngineer(scene.pen, ticket, scene.engineer, {
    kind: 'transcript',
    answerIs: 'commands',
    event: 'transcript',
    inReplyTo: scene.letter.messageId,
    words,
  })
}

function textFate(work: Work, ticket: Ticket | null, fate: Fate): string {
  const { scene } = work
  const { policy } = scene
  switch (fate) {
    case 'none':
      return noneFate(work, ticket)
    case 'note':
      return say(policy, 'записан как внутренняя заметка', 'recorded as a note for engineers')
    case 'call':
      return say(policy, 'записан как ответ по телефону', 'recorded as an answer by telephone')
    case 'opening':
      return say(policy, 'стал текстом обращения', "became the ticket's text")
    case 'relayed':
      return relayedFate(scene, ticket)
  }
}

/** Commands alone send no answer; what the customer is told of because of them is named (decision 8). */
function noneFate({ scene: { policy }, notices, opened }: Work, ticket: Ticket | null): string {
  if (opened !== null && opened.customer.address !== '') {
    const number = printNumber(policy.support.ticketPrefix, opened.id)
    return say(
      policy,
      `нет, в письме были только команды; клиенту отправлено подтверждение ${number}`,
      `none, the mail held commands only; the customer gets the acknowledgement of ${number}`,
    )
  }
  if (ticket === null || ticket.customer.address === '' || notices.length === 0) {
    return say(
      policy,
      'нет, в письме были только команды; клиенту ничего не отправлено',
      'none, the mail held commands only, nothing of it went to the customer',
    )
  }
  const told = [...new Set(notices.map((one) => say(policy, ...TOLD[one.kind])))].join(', ')
  return say(
    policy,
    `нет, в письме были только команды; клиенту отправлено уведомление ${told}`,
    `none, the mail held commands only; the customer is told ${told}`,
  )
}

const TOLD: Readonly<Record<Notice['kind'], readonly [string, string]>> = {
  closed: ['о закрытии', 'of the closing'],
  reopened: ['о новом сроке', 'of the new date'],
  resumed: ['о новом сроке', 'of the new date'],
  development: ['о передаче в разработку', 'of the hand-over to development'],
  criticality: ['об уровне критичности', 'of the criticality'],
  contract: ['о договоре и сроке', 'of the contract and the dates'],
  due: ['о новом сроке', 'of the new date'],
  declined: ['об отказе', 'that it is declined'],
}

function relayedFate(scene: Scene, ticket: Ticket | null): string {
  const { policy } = scene
  if (ticket === null) return ''
  const copies = copiesOf(ticket, policy).map((one) => one.address)
  const copy = copies.length === 0 ? '' : say(policy, `, копия: ${copies.join(', ')}`, `, copy: ${copies.join(', ')}`)
  const to = `${ticket.customer.name === '' ? '' : `${ticket.customer.name} `}<${ticket.customer.address}>${copy}`
  const until = heldUntil(scene)
  if (until === null) return say(policy, `отправляется клиенту: ${to}`, `goes to the customer: ${to}`)
  const at = momentWord(policy, until)
  return say(
    policy,
    `уйдёт ${at} клиенту: ${to}; до этого его можно отозвать: !отозвать`,
    `goes at ${at} to the customer: ${to}; until then it can be taken back: !undo`,
  )
}

/** What of the mail went nowhere, each in a few words. */
function leftOut(scene: Scene, fate: Fate, saying: Saying): readonly string[] {
  const { letter, policy } = scene
  const lines = (text: string): number => (text.trim() === '' ? 0 : text.trim().split('\n').length)
  const signature = fate === 'none' ? 0 : lines(letter.signature)
  const quote = fate === 'none' ? 0 : lines(letter.quoted)
  const files = fate === 'none' ? saying.attachments.filter((one) => one.letterSha256 === letter.sha256).length : 0
  const greeting = fate === 'relayed' ? readCommands(letter.reply).greeting : ''
  return [
    ...(greeting === '' ? [] : [say(policy, 'приветствие перед командами', 'the greeting above the commands')]),
    ...(signature > 0
      ? [say(policy, `ваша подпись (строк: ${signature})`, `your signature (${signature} lines)`)]
      : []),
    ...(quote > 0 ? [say(policy, `цитата (строк: ${quote})`, `the quote (${quote} lines)`)] : []),
    ...(files > 0
      ? [say(policy, `вложения (${files}): текста в письме нет`, `attachments (${files}): there is no text`)]
      : []),
  ]
}

/** What is wrong, line by line; text and files are kept until then. */
export function commandError(
  scene: Scene,
  ticket: Ticket | null,
  problems: readonly CommandOutcome[],
  act: Act,
): Draft {
  const words: CommandErrorWords = {
    letter: 'command-error',
    problems,
    keptUntil: keptUntil(scene.now),
    attachmentsCount: act.attachments.length,
    text: act.body,
  }
  return toEngineer(scene.pen, ticket, scene.engineer, {
    kind: 'transcript',
    answerIs: 'commands',
    event: 'command-error',
    inReplyTo: scene.letter.messageId,
    words,
  })
}
