// A call that an operator registers at the command line: the same ticket, the same acknowledgement and the same cards as
// !новая by mail. Its record is kept as a mail of our own making, so that the books are still made of kept mail alone.
import { type Address, type Letter, sameAddress } from '../../letter.ts'
import type { Sentence } from '../../words/words.ts'
import { addressIn, momentIn, phoneIn } from '../command/arguments.ts'
import { rotaLine } from '../saying/card.ts'
import { prefixesOf } from '../scene/clues.ts'
import type { Decision } from '../scene/decision.ts'
import { sentBy } from '../scene/drafts.ts'
import type { Clues, LetterFacts } from '../scene/facts.ts'
import { givenByRota, rotaEvents } from '../scene/giving.ts'
import { sceneOf } from '../scene/scene.ts'
import { engineerAt, isOurs } from '../scene/sender.ts'
import { newTicket } from '../ticket/opening.ts'
import type { Policy } from '../ticket/policy.ts'
import { bareSubject } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { announcing } from './registering.ts'

/** A call as it was taken. The customer's address is '' when only his telephone or his name is known. */
export interface Call {
  readonly customer: Address
  readonly phone: string | null
  readonly subject: string
  readonly text: string
  readonly receivedAt: Date
}

/** What the operator typed. */
export interface CallWords {
  readonly phone: string | undefined
  readonly from: string | undefined
  readonly subject: string | undefined
  readonly text: string
  readonly at: string | undefined
}

/** What is wrong with the words, for the verb that took them to say. */
export type CallMistake =
  | { readonly is: 'no telephone number'; readonly phone: string }
  | { readonly is: 'nobody named' }
  | { readonly is: 'neither address nor name' | 'address of the desk or an engineer'; readonly from: string }
  | { readonly is: 'no time' | 'time to come' | 'time long past'; readonly at: string }
  | { readonly is: 'no text' }

/** The call that the words describe, or every mistake in them. */
export function readCall(words: CallWords, policy: Policy, now: Date): Call | readonly CallMistake[] {
  const phone = words.phone === undefined ? null : phoneIn(words.phone)
  const customer = words.from === undefined ? { name: '', address: '' } : callerIn(words.from, policy)
  const receivedAt = words.at === undefined ? now : momentIn(words.at, policy.zone, now)
  const text = words.text.trim()
  const mistakes: readonly CallMistake[] = [
    ...(words.phone !== undefined && phone === null
      ? [{ is: 'no telephone number', phone: words.phone } as const]
      : []),
    ...('is' in customer ? [customer] : []),
    ...(words.phone === undefined && words.from === undefined ? [{ is: 'nobody named' } as const] : []),
    ...mistakesOfTime(words.at ?? '', receivedAt, now),
    ...(text === '' ? [{ is: 'no text' } as const] : []),
  ]
  if (mistakes.length > 0 || 'is' in customer || receivedAt === null) return mistakes
  return { customer, phone, subject: subjectOf(words.subject, text, policy), text, receivedAt }
}

function mistakesOfTime(at: string, receivedAt: Date | null, now: Date): readonly CallMistake[] {
  if (receivedAt === null) return [{ is: 'no time', at }]
  if (receivedAt > now) return [{ is: 'time to come', at }]
  return isLongPast(receivedAt, now) ? [{ is: 'time long past', at }] : []
}

const TEN_YEARS_MS = 3653 * 86_400_000

/** More than ten years ago nobody called who is registered today: the year is mistyped. */
export function isLongPast(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() > TEN_YEARS_MS
}

/** An address as written; else a name, with the address if exactly one person of the contracts bears it. */
function callerIn(from: string, policy: Policy): Address | CallMistake {
  const plain = from.replace(/[\u0000-\u001f\u007f-\u009f<>]+/g, ' ').trim()
  const address = addressIn(from)
  if (address === null && (plain === '' || from.includes('@'))) return { is: 'neither address nor name', from }
  if (address === null) return personNamed(plain, policy) ?? { name: plain, address: '' }
  if (isOurs(address.address, policy) || engineerAt(address.address, policy) !== null) {
    return { is: 'address of the desk or an engineer', from }
  }
  return address
}

function personNamed(name: string, policy: Policy): Address | null {
  const folded = (text: string): string => text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim()
  const people = (policy.contracts ?? [])
    .flatMap((one) => one.people)
    .filter((one) => folded(one.name) === folded(name))
  const [first] = people
  const isOne = first !== undefined && people.every((one) => sameAddress(one.address, first.address))
  return isOne ? { name: first.name, address: first.address } : null
}

/** Without a subject the first line of the text stands for it, as it does by mail. */
function subjectOf(subject: string | undefined, text: string, policy: Policy): string {
  const given = bareSubject((subject ?? '').replace(/\s+/g, ' '), prefixesOf(policy)).trim()
  return given === '' ? (text.split('\n')[0]?.trim().slice(0, 100) ?? '') : given
}

/** What is decided on a call; `letter` is its record, as `recordOfCall` makes it. */
export function decideOnCall(call: Call, letter: Letter, facts: LetterFacts, policy: Policy, now: Date): Decision {
  const scene = sceneOf(letter, cluesOf(letter), facts, policy, now)
  const opened = newTicket(facts.nextNumber, requestOf(call), facts.rememberedContract, policy, now)
  const ticket = givenByRota(opened, facts, policy, now)
  const send = announcing(scene, ticket, letter)
  const isAcknowledged = send.some((one) => one.kind === 'acknowledgement')
  return {
    because: `a call registered at the command line; ${isAcknowledged ? 'acknowledged' : 'nobody to acknowledge it to'}`,
    filed: { ticket: ticket.id, role: 'customer', shown: call.text },
    tickets: [sentBy(ticket, send)],
    events: [
      { ticket: ticket.id, who: 'desk', what: 'opened', detail: openedDetail(call, ticket) },
      ...rotaEvents(ticket, rotaLine(ticket, policy)),
    ],
    send,
    entries: [],
  }
}

function requestOf(call: Call): Parameters<typeof newTicket>[1] {
  return {
    ...{ customer: call.customer, customerPhone: call.phone, subject: call.subject, text: call.text },
    ...{ receivedAt: call.receivedAt, channel: 'phone', registeredBy: null, importanceHigh: false, readable: true },
    thread: { lastMessageId: null, references: [], subject: call.subject },
  }
}

function openedDetail(call: Call, ticket: Ticket): Sentence {
  const who = [call.customer.name, call.customer.address, call.phone ?? ''].filter((part) => part !== '').join(', ')
  return { is: 'call registered', person: who, at: call.receivedAt, deadlineAt: ticket.deadline }
}

/** What the books are asked for a call: all about the caller, nothing else. */
export function cluesOf(letter: Letter): Clues {
  return {
    ...{ token: null, isRewritten: false, named: null, own: null, messageIds: [], numbers: [] },
    ...{ sender: letter.from?.address ?? null, engineer: null },
  }
}

/** The record of a call as the books know letters; `raw` is what was kept of `rawCall`. */
export function recordOfCall(call: Call, raw: { readonly sha256: string; readonly bytes: number }): Letter {
  return {
    ...{ bytes: raw.bytes, sha256: raw.sha256, contentHash: raw.sha256 },
    ...{ from: call.customer, fromMailboxes: call.customer.address === '' ? 0 : 1, to: [], cc: [], replyTo: [] },
    ...{ deliveredTo: [], returnPath: null, subject: call.subject, date: call.receivedAt, messageId: null },
    ...{ inReplyTo: null, references: [], text: call.text, body: call.text },
    ...{ reply: call.text, quoted: '', signature: '', cuts: [] },
    ...{ html: false, safeHtml: null, attachments: [], kind: 'mail', mayAcknowledge: true, why: [] },
    ...{ byMachine: null, answersInvitation: false, reaction: null },
    ...{ bounce: null, forwarded: null, importanceHigh: false, loopMarks: [], receivedHops: 0, defects: [] },
    ...{ setAside: false, trace: [], place: null, arrivedAt: call.receivedAt },
    verdict: { sender: 'unknown', because: { is: 'taken by telephone' } },
  }
}

/** The call that `rawCall` wrote down; null for any other mail. */
export function callIn(raw: string): Call | null {
  const [head = '', body = ''] = raw.split(/\r\n\r\n/)
  if (!/^X-Ticketd-Call: registered=/m.test(head)) return null
  const field = (name: string): string | null => {
    const value = new RegExp(`^${name}: ((?:.*)(?:\\r\\n .*)*)`, 'm').exec(head)?.[1]
    return value === undefined ? null : decoded(value)
  }
  const from = field('From')
  const [, name = '', address = ''] = /^(.*?) ?<([^<>]*)>$/.exec(from ?? '') ?? []
  return {
    customer: { name: from === null ? (field('X-Ticketd-Caller') ?? '') : name, address },
    phone: field('X-Ticketd-Phone'),
    subject: field('Subject') ?? '',
    text: Buffer.from(body, 'base64').toString('utf8'),
    receivedAt: new Date(field('Date') ?? ''),
  }
}

/** The encoded words of `encoded` as text again: what folds them is no part of it (RFC 2047 section 6.2). */
function decoded(value: string): string {
  return value
    .replace(/\?=\r\n =\?/g, '?==?')
    .replace(/=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=/g, (_, word: string) => Buffer.from(word, 'base64').toString('utf8'))
}

/** The call as a mail (RFC 5322), to be kept beside those that came: its bytes differ from those of any other call. */
export function rawCall(call: Call, policy: Policy, now: Date): string {
  const { name, address } = call.customer
  const who = name === '' ? '' : `${encoded(name)} `
  const body = Buffer.from(call.text, 'utf8').toString('base64').replace(/.{76}/g, '$&\r\n')
  return [
    ...(address === '' ? [] : [`From: ${who}<${address}>`]),
    `To: <${policy.support.address}>`,
    `Date: ${call.receivedAt.toUTCString().replace('GMT', '+0000')}`,
    `Subject: ${encoded(call.subject)}`,
    `X-Ticketd-Call: registered=${now.toISOString()}`,
    ...(address === '' && name !== '' ? [`X-Ticketd-Caller: ${encoded(name)}`] : []),
    ...(call.phone === null ? [] : [`X-Ticketd-Phone: ${encoded(call.phone)}`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    body,
    '',
  ].join('\r\n')
}

/** RFC 2047 section 2: words of at most 75 characters, none cut within a character. */
function encoded(text: string): string {
  const pieces = text.match(/[\s\S]{1,10}/gu) ?? []
  return pieces.map((piece) => `=?utf-8?B?${Buffer.from(piece, 'utf8').toString('base64')}?=`).join('\r\n ')
}
