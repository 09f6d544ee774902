// What a rule is told of a letter: everything in the books that bears on it. What is asked for seldom or costs much
// is read when it is asked for, inside the same transaction.
import type {
  AcceptanceFacts,
  Clues,
  EngineerFacts,
  Facts,
  FailureFacts,
  KeptLetter,
  LastFromCustomer,
  Notes,
  Referred,
  SentAnswer,
  Ticket,
} from '../desk/desk.ts'
import { type Acceptance, type DeliveryFailure, domainOf, type Letter, sameAddress, type TicketId } from '../letter.ts'
import { before, HOUR } from './file/columns.ts'
import type { Connection } from './file/sqlite.ts'
import { alike } from './tables/alike.ts'
import { cannedAnswers } from './tables/answers.ts'
import {
  acceptedLetter,
  acknowledgementsToDomain,
  automaticLastHour,
  automaticTo,
  isJudged,
  secondsAfterAutomatic,
} from './tables/deliveries.ts'
import {
  engineersAway,
  hasHappened,
  keptLetter,
  keptOfLetter,
  mutedUntil,
  rememberedContract,
  unprovedCopies,
} from './tables/entries.ts'
import { historyOf } from './tables/journal.ts'
import { knowledgeCount, knowledgeNamed } from './tables/knowledge.ts'
import {
  customersLetter,
  customersLetters,
  delaysOf,
  isRepeat,
  lastFromCustomer,
  notesOf,
  quicknessOf,
  sameIdLetter,
  sameWords,
} from './tables/letters.ts'
import { passedOn } from './tables/messages.ts'
import {
  colleagueAnswer,
  lastAnswer,
  laterAnswer,
  mailOfToken,
  ourLetters,
  outgoingById,
  sentAnswer,
  sentAnswerByMessageId,
} from './tables/outgoing.ts'
import { phones, ticketsWithPhone } from './tables/phones.ts'
import { search } from './tables/search.ts'
import {
  countOfCustomer,
  loadOfEngineers,
  nextNumber,
  openedLastHour,
  ticketById,
  ticketsOfCustomer,
  ticketsWithMerged,
  unfinishedTickets,
} from './tables/tickets.ts'

const FOUND = 20
/** Tickets linked to one whose notes its answers are compared with: what was split off says the same to the same people. */
const LINKED = 20

/** The facts that bear on a letter. What only an engineer's orders need is read when a rule asks for it. */
export function letterFacts(books: Connection, letter: Letter, clues: Clues, now: Date): Facts {
  const referred = referredBy(books, clues.messageIds)
  const tokenMail = clues.token === null ? undefined : mailOfToken(books, clues.token.text)
  const kept = keptBy(books, clues, tokenMail?.causeSha256 ?? null, now)
  const bounced = bouncedBy(books, letter, clues, now)
  const tickets = ticketsWithMerged(books, ticketsNamed(clues, referred, kept, bounced))
  const survivor = (id: TicketId | null | undefined): TicketId | null => followed(tickets, id)
  const own = survivor(clues.token?.ticket ?? kept?.ticket)
  const named = [...referred.map((one) => one.ticket), bounced?.ticket, ...clues.numbers].map(survivor)
  const matched = own ?? mostLikely(named, tickets, clues.sender ?? '')
  return {
    nextNumber: nextNumber(books),
    referred,
    bounced,
    delays: bounced?.ticket == null ? [] : delaysOf(books, bounced.ticket, bounced.messageId),
    tickets,
    ...senderFacts(books, letter, clues, now),
    sameId: sameIdLetter(books, letter),
    lastFromCustomer: matched === null ? null : lastFromCustomer(books, matched),
    lastAnswer: matched === null ? null : lastAnswer(books, matched, now),
    load: () => loadOfEngineers(books),
    alike: (subject, text, own) => alike(books, subject, text, own),
    away: engineersAway(books, now),
    claim:
      clues.engineer === null
        ? null
        : {
            repeats: isRepeat(books, letter),
            done: { has: (key) => hasHappened(books, key) },
            tokenSentAt: tokenMail?.at ?? null,
            shown: shownBy(books, kept === null ? tokenMail : mailOfKept(books, kept)),
            kept,
            unprovedCopies: unprovedCopies(books, clues.engineer.address, now),
            passedOn: () => (clues.token?.ticket == null ? [] : passedOn(books, clues.token.ticket)),
          },
    proved: engineerFacts(books, clues, own === null ? null : (tickets.get(own) ?? null)),
  }
}

/** The mail that a kept letter answered: one that corrects its commands still means what that one showed. */
function mailOfKept(books: Connection, { token }: KeptLetter): ReturnType<typeof mailOfToken> {
  return token === null ? undefined : mailOfToken(books, token.text)
}

function shownBy(books: Connection, mail: ReturnType<typeof mailOfToken>): LastFromCustomer | null {
  return mail?.causeSha256 == null ? null : customersLetter(books, mail.causeSha256)
}

/** What a proved engineer's mail may be told; `own` is the ticket that it answers. */
function engineerFacts(books: Connection, clues: Clues, own: Ticket | null): EngineerFacts {
  return {
    notes: () => notesToldOf(books, own),
    colleagueAnswer: () => (own === null ? null : colleagueAnswer(books, own.id, clues.token?.engineer ?? '')),
    ticket: (id) => ticketById(books, id) ?? null,
    phones: () => phones(books),
    calledFrom: (numbers) => ticketsWithPhone(books, numbers),
    ofCustomer: (address) => ticketsOfCustomer(books, address),
    answers: () => cannedAnswers(books),
    knowledge: (key) => knowledgeNamed(books, key),
    piecesKnown: () => knowledgeCount(books),
    queue: () => unfinishedTickets(books),
    found: (words, named) => search(books, words, FOUND, named),
    ofCustomers: (addresses, names) => ofCustomers(books, addresses, names),
    history: (ticket) => historyOf(books, ticket),
    passedOn: (ticket) => passedOn(books, ticket),
  }
}

/** Enough to know whose address or name it is; many tickets of one person say no more. */
const NAMED = 10

function ofCustomers(books: Connection, addresses: readonly string[], names: readonly string[]): readonly Ticket[] {
  const byName = names.flatMap((name) => search(books, name, NAMED).map((one) => one.ticket))
  return [...addresses.flatMap((one) => ticketsOfCustomer(books, one).slice(0, 1)), ...byName]
}

function notesToldOf(books: Connection, own: Ticket | null): Notes {
  const told = own === null ? [] : [own.id, ...own.links.slice(0, LINKED)]
  const notes = told.map((ticket) => notesOf(books, ticket))
  return { texts: notes.flatMap((one) => one.texts), parts: notes.flatMap((one) => one.parts) }
}

/** The known ones of the ids, in their order; our own mail before a customer's letter with the same id. */
function referredBy(books: Connection, messageIds: readonly string[]): readonly Referred[] {
  if (messageIds.length === 0) return []
  const ours = ourLetters(books, messageIds)
  const customers = customersLetters(books, messageIds)
  return [...new Set(messageIds)].flatMap((messageId): readonly Referred[] => {
    const our = ours.get(messageId)
    if (our !== undefined) return [our]
    const tickets = customers.get(messageId) ?? []
    return tickets.map((ticket) => ({ messageId, ticket, of: 'customer', outgoingId: null }))
  })
}

/** The kept letter that the answered mail shows: by its token, else the letter that caused that mail. */
function keptBy(books: Connection, clues: Clues, causeSha256: string | null, now: Date): KeptLetter | null {
  if (clues.token === null) return null
  const byToken = keptLetter(books, clues.token.text, now)
  return byToken ?? (causeSha256 === null ? null : keptOfLetter(books, causeSha256, clues.token.engineer, now))
}

const BOUNCE_MARK = /\bb-([0-9a-f]{32})@/i

/** The letter of ours that a bounce names: by its Message-ID, by the mark in its envelope sender, by its References. */
function bouncedBy(books: Connection, letter: Letter, clues: Clues, now: Date): SentAnswer | null {
  if (letter.kind !== 'bounce') return null
  const original = letter.bounce?.originalMessageId ?? null
  for (const messageId of original === null ? clues.messageIds : [original]) {
    const answer = sentAnswerByMessageId(books, messageId, now)
    if (answer !== null) return answer
  }
  for (const address of [...letter.deliveredTo, ...letter.to.map((one) => one.address)]) {
    const id = BOUNCE_MARK.exec(address)?.[1]
    const answer = id === undefined ? null : sentAnswer(books, id.toLowerCase(), now)
    if (answer !== null) return answer
  }
  return null
}

function ticketsNamed(
  clues: Clues,
  referred: readonly Referred[],
  kept: KeptLetter | null,
  bounced: SentAnswer | null,
): ReadonlySet<TicketId> {
  const named = [
    clues.token?.ticket,
    ...referred.map((one) => one.ticket),
    ...clues.numbers,
    kept?.ticket,
    bounced?.ticket,
  ]
  return new Set(named.filter((id) => id !== null && id !== undefined))
}

/** The ticket that a number leads to after all merges. */
function followed(tickets: Facts['tickets'], id: TicketId | null | undefined): TicketId | null {
  let ticket = id === null || id === undefined ? undefined : tickets.get(id)
  for (const seen = new Set<TicketId>(); ticket !== undefined && ticket.mergedInto !== null; ) {
    if (seen.has(ticket.id)) break
    seen.add(ticket.id)
    ticket = tickets.get(ticket.mergedInto) ?? undefined
  }
  return ticket?.id ?? null
}

function senderFacts(
  books: Connection,
  letter: Letter,
  clues: Clues,
  now: Date,
): Pick<Facts, 'earlier' | 'earlierCount' | 'rememberedContract' | 'brakes'> {
  const sender = clues.sender ?? ''
  const earlier = ticketsOfCustomer(books, sender)
  const opened = openedLastHour(books, sender, letter.verdict.sender === 'fail', now)
  const domain = domainOf(sender)
  const print = clues.print ?? null
  return {
    earlier,
    earlierCount: earlier.length < 20 ? earlier.length : countOfCustomer(books, sender),
    rememberedContract: rememberedContract(books, sender),
    brakes: {
      acknowledgementsToSender: automaticTo(books, sender, 'acknowledgement', now),
      noticesToSender: automaticTo(books, sender, 'notice', now),
      automaticLastHour: automaticLastHour(books, 0, now),
      automaticToContracts: automaticLastHour(books, 1, now),
      acknowledgementsToDomain: domain === '' ? 0 : acknowledgementsToDomain(books, domain, now),
      sameWords: domain === '' || print === null ? 0 : sameWords(books, print, domain, before(now, HOUR)),
      domainMutedUntil: domain === '' ? null : mutedUntil(books, `@${domain}`, now),
      newTicketsFromSender: opened.count,
      floodTicket: opened.newest,
      quickness: quicknessOf(books, sender),
      secondsAfterAutomatic: secondsAfterAutomatic(books, sender, letter.arrivedAt),
      mutedUntil: mutedUntil(books, sender, now),
      told: { has: (key) => hasHappened(books, key) },
    },
  }
}

/** The first named ticket that the sender has a part in, else the first: whether he may join it the rules decide. */
function mostLikely(named: readonly (TicketId | null)[], tickets: Facts['tickets'], sender: string): TicketId | null {
  const ids = named.filter((id) => id !== null)
  const takesPart = (id: TicketId): boolean => {
    const ticket = tickets.get(id)
    const people = ticket === undefined ? [] : [ticket.customer, ...ticket.participants]
    return people.some((one) => sameAddress(one.address, sender))
  }
  return ids.find(takesPart) ?? ids[0] ?? null
}

/** The facts that bear on a letter that the server has taken; undefined when nothing follows from it. */
export function acceptanceFacts(books: Connection, acceptance: Acceptance): AcceptanceFacts | undefined {
  const letter = acceptedLetter(books, acceptance)
  if (letter === undefined) return undefined
  return { ...letter, ticket: letter.ticket === null ? null : (ticketById(books, letter.ticket) ?? null) }
}

/** The facts that bear on a failed delivery; undefined when it is not ours or has been judged already. */
export function failureFacts(books: Connection, failure: DeliveryFailure): FailureFacts | undefined {
  const outgoing = outgoingById(books, failure.outgoingId)
  if (outgoing === undefined || isJudged(books, failure)) return undefined
  // What was merged is told of, and reopened, as the ticket that goes on.
  const tickets = ticketsWithMerged(books, outgoing.ticket === null ? [] : [outgoing.ticket])
  const ticket = tickets.get(followed(tickets, outgoing.ticket) ?? 0)
  const answer = outgoing.kind === 'answer' ? sentAnswer(books, outgoing.id) : null
  return {
    outgoing,
    answer,
    laterAnswer: answer === null ? null : laterAnswer(books, answer),
    ticket: ticket ?? null,
    language: outgoing.language,
  }
}
