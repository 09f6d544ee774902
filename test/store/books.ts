// Books in a temporary folder for the tests of the store, and the values that they are given.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clues, Decision, Entry, Filed, HistoryRow, Ticket } from '../../src/desk/desk.ts'
import type { Letter, Mailbox, Outgoing, Place } from '../../src/letter.ts'
import { type InWords, openStore, type Store, type StoreOptions } from '../../src/store/store.ts'
import { cluesWith, letterFrom, ticketWith } from '../support/desk.ts'

export const T0 = new Date('2026-11-18T09:00:05Z')

/** An instant so many seconds after the tests' first. */
export function later(seconds: number): Date {
  return new Date(T0.getTime() + seconds * 1000)
}

/** A data directory of its own, and how to be rid of it. */
export function temporary(): { readonly directory: string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'ticketd-store-'))
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) }
}

/** Runs a piece of work on new books and removes them. */
export function onNewBooks<T>(work: (store: Store, directory: string) => T, options: StoreOptions = {}): T {
  const { directory, remove } = temporary()
  const store = openStore(directory, options)
  try {
    return work(store, directory)
  } finally {
    store.close()
    remove()
  }
}

/** 64 hexadecimal digits that follow from a text. */
export function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A customer's letter number `n`, with its own bytes, content, Message-ID and place. */
export function letter(n: number, fields: Partial<Letter> = {}): Letter {
  return letterFrom({
    messageId: `m${n}@plant.example`,
    sha256: sha(`bytes ${n}`),
    contentHash: sha(`content ${n}`),
    place: placeOf(n),
    ...fields,
  })
}

/** The support mailbox of the tests, as it is numbered. */
export const INBOX: Mailbox = { host: 'imap.vendor.example', user: 'support', folder: 'INBOX', uidValidity: '77' }

/** Where letter number `n` lies. */
export function placeOf(n: number, fields: Partial<Place> = {}): Place {
  return { ...INBOX, uid: n, bytes: 1000 + n, arrivedAt: T0, ...fields }
}

/** A letter of ours; its id follows from `name`. */
export function outgoing(name: string, fields: Partial<Outgoing> = {}): Outgoing {
  const id = sha(name).slice(0, 32)
  return {
    id,
    ticket: 1,
    kind: 'acknowledgement',
    audience: 'customer',
    language: 'ru',
    from: { name: 'Техническая поддержка', address: 'support@vendor.example' },
    to: [{ name: 'Иван Сидоров', address: 'i.sidorov@plant.example' }],
    cc: [],
    replyTo: null,
    envelopeFrom: 'support@vendor.example',
    recipients: ['i.sidorov@plant.example'],
    messageId: `t.1.${id}@vendor.example`,
    inReplyTo: 'm1@plant.example',
    references: ['m1@plant.example'],
    date: T0,
    autoSubmitted: fields.kind === 'answer' ? 'no' : 'auto-replied',
    headers: [{ name: 'X-Ticket-ID', value: 'SKPS-1' }],
    attachments: [],
    notBefore: null,
    subject: '[SKPS-1] Не открывается каталог',
    text: 'Обращение зарегистрировано.',
    html: '<p>Обращение зарегистрировано.</p>',
    ...fields,
  }
}

export interface Filing {
  readonly letter?: Letter
  readonly filed?: Partial<Filed>
  readonly tickets?: readonly Ticket[]
  readonly events?: readonly HistoryRow[]
  readonly entries?: readonly Entry[]
  readonly outgoing?: readonly Outgoing[]
  readonly clues?: Partial<Clues>
  readonly now?: Date
}

export function decision(filing: Filing): Decision {
  const opened = filing.tickets?.[0]?.id ?? null
  return {
    because: 'a rule of the tests',
    filed: { ticket: opened, role: 'customer', shown: filing.letter?.reply ?? '', ...filing.filed },
    tickets: filing.tickets ?? [],
    events: filing.events ?? [],
    send: [],
    entries: filing.entries ?? [],
  }
}

function inWords({ events = [], outgoing = [] }: Filing): InWords {
  return { history: events, outgoing }
}

/** A decision that says nothing. */
export const NO_WORDS: InWords = { history: [], outgoing: [] }

/** Files a letter as the tests say. */
export function file(store: Store, filing: Filing & { readonly letter: Letter }): void {
  const now = filing.now ?? T0
  store.transaction((books) => {
    books.factsFor(filing.letter, cluesWith(filing.clues), now)
    books.record({ kind: 'letter', letter: filing.letter }, decision(filing), inWords(filing), now)
  })
}

/** Files letter `n` as a new ticket with that number and an acknowledgement. */
export function open(store: Store, n: number, filing: Filing = {}): void {
  const one = filing.letter ?? letter(n)
  file(store, {
    letter: one,
    tickets: [ticketWith({ id: n, customer: one.from ?? { name: '', address: '' } })],
    events: [{ ticket: n, who: 'desk', what: 'opened', detail: 'new' }],
    outgoing: [outgoing(`ack ${n}`, { ticket: n, recipients: [one.from?.address ?? 'nobody@plant.example'] })],
    ...filing,
  })
}

/** Records what no letter caused. */
export function recordMoment(store: Store, filing: Filing): void {
  const now = filing.now ?? T0
  store.transaction((books) => {
    books.record({ kind: 'moment' }, { ...decision(filing), filed: null }, inWords(filing), now)
  })
}
