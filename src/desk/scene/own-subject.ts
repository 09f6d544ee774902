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

/** The single word that a letter says; the subject's, where that is all that was written. */
export function wordSaid(letter: Letter, ticket: Ticket, policy: Policy): CustomerWord | null {
  const isEmpty = letter.reply.trim() === '' && letter.text.trim() === ''
  return customerWord(isEmpty ? { ...letter, reply: ownSubject(letter, ticket, policy) ?? '' } : letter)
}

function compared(text: string): string {
  return plainWords(text).replace(/\s+/g, ' ').trim()
}

function withoutNumbers(text: string, prefixes: readonly string[]): string {
  const any = prefixes.map((one) => one.replace(/[^\p{L}\p{N}]/gu, '')).join('|')
  return text.replace(new RegExp(`(?:${any})[\\s\\u00a0\\u2010-\\u2015-]*\\d+|[^\\p{L}\\p{N}]`, 'giu'), '')
}
