// Text that cannot go where it is meant to: from a mail that takes commands only, to a customer without an address, or
// with files that are too big. Says what would be right.
import type { Defect } from '../../letter.ts'
import type { CommandOutcome } from '../../words/words.ts'
import type { Saying, Work } from '../scene/work.ts'
import { say } from '../ticket/phrases.ts'
import { speaksToCustomer } from './relay.ts'

/** What is wrong with the text of the mail, shown by its first line; null when nothing is. */
export function textProblem(work: Work, saying: Saying): CommandOutcome | null {
  const why = emptyProblem(work, saying) ?? (speaksToCustomer(work, saying) ? customerProblem(work, saying) : null)
  return why === null ? null : { line: saying.text.split('\n')[0]?.slice(0, 78) ?? '', outcome: [why] }
}

/** A command of which the mark alone was typed is no text for a customer. */
const SAYS_NOTHING = /^[!?.\s]*$/

/** Of such a mail the reader has not seen the words. */
const UNREAD: readonly Defect['is'][] = ['encrypted', 'S/MIME unreadable']

function emptyProblem(work: Work, saying: Saying): string | null {
  const { policy } = work.scene
  const { commands } = work.act
  const isEmpty = SAYS_NOTHING.test(saying.text) && !work.act.hasFiles
  if (work.scene.letter.defects.some((one) => UNREAD.includes(one.is))) {
    return say(
      policy,
      'письмо зашифровано, и прочитать его нельзя: отправьте его без шифрования',
      'the mail is encrypted and cannot be read: send it in clear',
    )
  }
  if (commands.length === 0 && work.act.done.length === 0 && isEmpty) {
    return say(policy, 'в письме нет ни текста, ни команд', 'the mail holds neither text nor commands')
  }
  const noted = commands.some((one) => one.name === 'note')
  if (isEmpty && noted) return say(policy, '!заметка: нет текста', '!note: there is no text')
  if (isEmpty && work.speech === 'working') {
    return say(policy, '!вработе: нет текста, клиенту нечего отправить', '!working: there is no text to send')
  }
  return saying.text !== '' && work.ticket === null && work.speech !== 'opening' ? noTicket(work) : null
}

function noTicket(work: Work): string {
  return say(
    work.scene.policy,
    'письмо не относится к обращению, и текст некому отправить: поставьте первой строкой номер обращения (одно в письме), ответьте на письмо обращения или добавьте !новое',
    'the mail belongs to no ticket and its text to nobody: put the number of one ticket on the first line, answer a mail of the ticket, or add !new',
  )
}

function customerProblem(work: Work, saying: Saying): string | null {
  const { policy } = work.scene
  if (work.ticket === null) return noTicket(work)
  if (work.act.token?.kind !== 'answer' && !work.act.insists) {
    return say(
      policy,
      'это письмо примет только команды. Отправить текст клиенту — ответьте !отправить; для инженеров — !заметка',
      'this mail takes commands only. To send the text to the customer, answer !send; to engineers: !note',
    )
  }
  if (work.ticket.customer.address === '') {
    return say(
      policy,
      'у клиента нет адреса: ответьте по телефону и запишите это командой !звонок',
      'the customer has no address: answer by telephone and record it with !phone',
    )
  }
  const bytes = saying.attachments.reduce((sum, one) => sum + one.bytes, 0)
  const limit = policy.brakes.relayBytes
  if (limit > 0 && bytes > limit) {
    const size = (count: number): number => Math.ceil(count / 1_048_576)
    return say(
      policy,
      `вложения слишком велики: ${size(bytes)} МБ, отправить можно ${size(limit)} МБ`,
      `the attachments are too big: ${size(bytes)} MB, ${size(limit)} MB can be sent`,
    )
  }
  return null
}
