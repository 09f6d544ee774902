// Text that cannot go where it is meant to: from a mail that takes commands only, to a customer without an address, or
// with files that are too big. Says what would be right.
import type { Defect } from '../../letter.ts'
import type { CommandName, CommandOutcome, TextProblem } from '../../words/words.ts'
import { COMMANDS } from '../command/command-table.ts'
import { ticketsIn } from '../command/several.ts'
import { prefixesOf } from '../scene/clues.ts'
import type { Saying, Work } from '../scene/work.ts'
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

function emptyProblem(work: Work, saying: Saying): TextProblem | null {
  const { commands } = work.act
  const isEmpty = SAYS_NOTHING.test(saying.text) && !work.act.hasFiles
  if (work.scene.letter.defects.some((one) => UNREAD.includes(one.is))) return { is: 'mail is encrypted' }
  if (commands.length === 0 && work.act.done.length === 0 && isEmpty) return { is: 'mail is empty' }
  if (isEmpty && commands.some((one) => one.name === 'note')) return { is: 'note without text' }
  if (isEmpty && work.speech === 'working') return { is: 'news without text' }
  if (isListBelow(work, saying)) return { is: 'numbers below the command' }
  const isForNobody = saying.text !== '' && work.ticket === null && work.speech !== 'opening'
  return isForNobody ? { is: 'text for nobody' } : null
}

/** Numbers of tickets below an order that may name several: they were meant for its line, not for the customer. */
function isListBelow({ act, scene }: Work, { text }: Saying): boolean {
  const takesList = act.commands.some((one) => one.name !== null && LISTS.has(one.name))
  const [first = ''] = text.trim().split('\n')
  return takesList && ticketsIn(first, prefixesOf(scene.policy)) !== null
}

const LISTS: ReadonlySet<CommandName> = new Set(COMMANDS.filter((one) => one.several).map((one) => one.name))

function customerProblem(work: Work, saying: Saying): TextProblem | null {
  if (work.ticket === null) return { is: 'text for nobody' }
  if (work.act.token?.kind !== 'answer' && !work.act.insists) return { is: 'takes commands only' }
  if (work.ticket.customer.address === '') return { is: 'customer without address' }
  const bytes = saying.attachments.reduce((sum, one) => sum + one.bytes, 0)
  const limit = work.scene.policy.brakes.relayBytes
  return limit > 0 && bytes > limit
    ? { is: 'files too big', megabytes: inMegabytes(bytes), most: inMegabytes(limit) }
    : null
}

function inMegabytes(bytes: number): number {
  return Math.ceil(bytes / 1_048_576)
}
