// What a sender wrote into the subject of a letter that joins a ticket. Some write nothing else: on a telephone the subject
// is the first line.
import type { Letter } from '../../letter.ts'
import { plainWords } from '../ticket/plain-words.ts'
import type { Policy } from '../ticket/policy.ts'
import { bareSubject } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { prefixesOf } from './clues.ts'
import { type CustomerWord, customerWord } from './customer-words.ts'

/** The subject without marks and numbers, or null when it is the ticket's, whole, cut or with a gateway's mark before it. */
export function ownSubject(letter: Letter, ticket: Ticket, policy: Policy): string | null {
  const prefixes = prefixesOf(policy)
  const own = bareSubject(letter.subject, prefixes)
  if (compared(withoutNumbers(own, prefixes)) === '') return null
  const said = compared(own).replace(/…$/, '')
  const known = [ticket.subject, ticket.thread.subject].map((one) => compared(bareSubject(one, prefixes)))
  return known.some((one) => one !== '' && (said.includes(one) || one.startsWith(said))) ? null : own
}

/** All that a sender says by a letter that joins: his own subject, then his own text. */
export function ownWords(letter: Letter, ticket: Ticket, policy: Policy): string {
  const subject = ownSubject(letter, ticket, policy)
  return subject === null ? letter.reply : `${subject}\n${letter.reply}`
}

/** The single word that a letter says; the subject's, where that is all that was written. A subject of its own says more. */
export function wordSaid(letter: Letter, ticket: Ticket, policy: Policy): CustomerWord | null {
  const subject = ownSubject(letter, ticket, policy)
  const ofSubject = customerWord({ ...letter, reply: subject ?? '' })
  if (letter.reply.trim() === '' && letter.text.trim() === '') return ofSubject
  const word = customerWord(letter)
  const isNew = subject !== null && !isAnswer(letter.subject) && !namesOnly(subject, policy)
  return !isNew || word === ofSubject ? word : null
}

/** Whether a client has marked a subject as an answer's. */
export function isAnswer(subject: string): boolean {
  return ANSWERS.test(subject)
}

/** His program wrote it, whatever the subject is called there. */
const ANSWERS = /^\s*(?:re|отв|ответ|на|aw|sv|vs)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]/iu
const NAMING = new Set(
  'по о об на нашему моему вопрос вопросу обращение обращению обращения обращении заявка заявке заявки запрос запросу письмо письму тикет тикету номер about on my our the request ticket question number'.split(
    ' ',
  ),
)

/** Whether a subject only names the ticket: «По обращению № SKPS-12». */
function namesOnly(subject: string, policy: Policy): boolean {
  const prefixes = prefixesOf(policy).map((one) => compared(one))
  const words = compared(subject).split(/[^\p{L}\p{N}]+/u)
  return words.every((word) => NAMING.has(word) || prefixes.includes(word) || /^\d*$/.test(word))
}

function compared(text: string): string {
  return plainWords(text).replace(/\s+/g, ' ').trim()
}

function withoutNumbers(text: string, prefixes: readonly string[]): string {
  const any = prefixes.map((one) => one.replace(/[^\p{L}\p{N}]/gu, '')).join('|')
  return text.replace(new RegExp(`(?:${any})[\\s\\u00a0\\u2010-\\u2015-]*\\d+|[^\\p{L}\\p{N}]`, 'giu'), '')
}
