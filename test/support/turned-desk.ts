// The desk on real books, real templates and a real configuration, filed in the daemon's own room, with a clock that the
// test turns: months pass in a second. What goes out is delivered at once and kept to be looked at.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isoLocal, parseLocal } from '../../src/calendar/calendar.ts'
import { readConfig } from '../../src/configuration/configuration.ts'
import { figuresNow, type LiveRoom, openRoom } from '../../src/daemon/daemon.ts'
import { countAdrift } from '../../src/daemon/drift.ts'
import type { Decision, Policy, Ticket } from '../../src/desk/desk.ts'
import { fileAccepted, fileFailure, fileLetter, fileMoment } from '../../src/filing.ts'
import { type Letter, type Outgoing, sameAddress } from '../../src/letter.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { errandsDone } from './counting.ts'
import { LEAD, letterFrom, PYOTR } from './desk.ts'

export const MOSCOW = 'Europe/Moscow'
export const CUSTOMER = 'i.sidorov@plant.example'

/** An instant by Moscow's wall. */
export function at(text: string): Date {
  const read = parseLocal(text, MOSCOW)
  if (read === null) throw new Error(`no time: ${text}`)
  return read
}

/** One letter that left the desk. */
export interface Sent {
  readonly at: string
  readonly outgoing: Outgoing
}

/** A contract as the file gives it, of the plant, valid through 2026. */
export function contractEntry(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    number: '17/2026',
    organisation: 'АО «Завод»',
    domains: ['plant.example'],
    people: [{ name: 'Иван Сидоров', address: CUSTOMER }],
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    ...fields,
  }
}

export class TurnedDesk {
  readonly folder = mkdtempSync(join(tmpdir(), 'ticketd-turned-'))
  readonly configFile = join(this.folder, 'config.json')
  now: Date
  post: Sent[] = []
  /** Addresses that their server refuses for good. */
  readonly refusing = new Set<string>()
  /** While false nothing leaves the outbox. */
  serverUp = true
  #store: Store
  #room: LiveRoom
  #mails = 0

  /** `settings` replace those of the configuration; `contracts` are the contracts' file. */
  constructor(start: string, contracts: readonly unknown[] | null = null, settings: Record<string, unknown> = {}) {
    this.now = at(start)
    if (contracts !== null) this.writeContracts(contracts)
    this.#write(contracts !== null, settings)
    ;[this.#store, this.#room] = this.#opened()
  }

  get store(): Store {
    return this.#store
  }

  get room(): LiveRoom {
    return this.#room
  }

  get policy(): Policy {
    return this.#room.policy
  }

  writeContracts(contracts: readonly unknown[]): void {
    writeFileSync(join(this.folder, 'contracts.json'), JSON.stringify(contracts))
  }

  /** Settings of the configuration file, for the next start or reload. */
  configure(settings: Record<string, unknown>): void {
    this.#write(existsSync(join(this.folder, 'contracts.json')), settings)
  }

  /** Open tickets whose deadline is another one under the calendar that holds now. */
  adrift(): Promise<number> {
    return countAdrift(this.#store.reading, this.#room)
  }

  /** SIGHUP; gives the mistakes. */
  reload(): ReturnType<LiveRoom['reload']> {
    return this.#room.reload()
  }

  /** The daemon dies and comes back. */
  restart(): void {
    this.#store.close()
    ;[this.#store, this.#room] = this.#opened()
  }

  close(): void {
    this.#store.close()
    rmSync(this.folder, { recursive: true })
  }

  turnTo(text: string): void {
    this.now = at(text)
  }

  /** A customer's mail arrives at a moment. */
  mail(text: string, fields: Partial<Letter> = {}): Decision {
    this.turnTo(text)
    return this.#filed({ messageId: `m${++this.#mails}@plant.example`, ...fields })
  }

  /** The customer answers the last mail that he got. */
  customerAnswers(text: string, reply: string, from: string = CUSTOMER): Decision {
    const last = this.lastTo(from)
    const thread = { inReplyTo: last.messageId, references: [last.messageId], subject: `Re: ${last.subject}` }
    return this.mail(text, { ...thread, from: { name: 'Иван Сидоров', address: from }, reply, text: reply })
  }

  /** An engineer answers the last mail that he got, of a ticket if one is named. */
  engineer(
    text: string,
    reply: string,
    options: { ticket?: number; who?: typeof PYOTR; fields?: Partial<Letter> } = {},
  ): Decision {
    this.turnTo(text)
    const who = options.who ?? PYOTR
    const card = this.#lastOf(
      ({ outgoing }) =>
        outgoing.recipients.includes(who.address) &&
        outgoing.audience === 'engineer' &&
        outgoing.ticket !== null &&
        (options.ticket === undefined || outgoing.ticket === options.ticket) &&
        outgoing.kind === 'notification',
    )
    return this.#filed({
      messageId: `e${++this.#mails}@vendor.example`,
      from: { name: who.name, address: who.address },
      returnPath: who.address,
      inReplyTo: card.messageId,
      references: [card.messageId],
      subject: `Re: ${card.subject}`,
      reply,
      text: reply,
      ...options.fields,
    })
  }

  #filed(fields: Partial<Letter>): Decision {
    const decision = fileLetter(letterFrom({ arrivedAt: this.now, date: this.now, ...fields }), this.#room)
    if (decision === undefined) throw new Error('the letter is known already')
    errandsDone(this.#store, this.#room)
    this.deliver()
    return decision
  }

  /** The server refuses the last answer for good. */
  refuse(outgoing: Outgoing, words = '550 5.1.1 user unknown'): void {
    const recipient = outgoing.recipients[0] ?? ''
    const failure = { outgoingId: outgoing.id, recipient, code: 550, status: '5.1.1', text: words }
    fileFailure({ ...failure, lastingBecause: 'refused' }, this.#room)
    this.deliver()
  }

  /** A tick now: all that is due by the books. */
  tick(): void {
    let turns = 0
    while (fileMoment(this.#room) !== undefined) {
      turns += 1
      if (turns > 50) throw new Error('time never comes to an end')
    }
    errandsDone(this.#store, this.#room)
    this.deliver()
  }

  /** Ticks up to and at a moment, each so many minutes. */
  until(text: string, minutes = 30): void {
    for (const end = at(text); this.now < end; this.now = new Date(this.now.getTime() + minutes * 60_000)) this.tick()
    this.turnTo(text)
    this.tick()
  }

  deliver(): void {
    if (!this.serverUp) return
    const due = this.#store.queue.claim(this.now, 500, () => new Date(this.now.getTime() + 60_000))
    const [refused, taken] = [true, false].map((is) => due.filter((one) => this.refusing.has(one.recipient) === is))
    const sent = (taken ?? []).map(({ delivery }) => ({ delivery, kind: 'sent' as const, response: '250 ok' }))
    this.#store.queue.settle(sent, this.now)
    for (const acceptance of this.#store.queue.acceptancesToFile()) fileAccepted(acceptance, this.#room)
    for (const { delivery, outgoing, recipient } of refused ?? []) this.#refused(delivery, outgoing.id, recipient)
    for (const { outgoing } of taken ?? []) this.post.push({ at: isoLocal(this.now, MOSCOW).slice(0, 16), outgoing })
  }

  #refused(delivery: number, outgoingId: string, recipient: string): void {
    const told = { outgoingId, recipient, code: 550, status: '5.1.1', text: '550 5.1.1 user unknown' }
    const failure = { ...told, lastingBecause: 'refused' as const }
    this.#store.queue.settle([{ delivery, kind: 'failed', failure }], this.now)
    fileFailure(failure, this.#room)
    this.deliver()
  }

  /** What went to an address since the post was last emptied: moment, kind and subject; without morning mails. */
  sentTo(address: string): readonly string[] {
    return this.lettersTo(address)
      .filter(({ outgoing }) => outgoing.kind !== 'digest')
      .map((one) => `${one.at} ${one.outgoing.kind} ${one.outgoing.subject}`)
  }

  lettersTo(address: string): readonly Sent[] {
    return this.post.filter(({ outgoing }) => outgoing.recipients.some((one) => sameAddress(one, address)))
  }

  lastTo(address: string): Outgoing {
    return this.#lastOf(({ outgoing }) => outgoing.recipients.some((one) => sameAddress(one, address)))
  }

  /** The last morning mail to an engineer. */
  morningOf(address: string, event = 'digest'): string {
    return this.#lastOf(
      ({ outgoing }) =>
        outgoing.recipients.includes(address) &&
        outgoing.headers.some(({ name, value }) => name === 'X-Ticket-Event' && value === event),
    ).text
  }

  #lastOf(fits: (one: Sent) => boolean): Outgoing {
    const found = this.post.filter(fits).at(-1)
    if (found === undefined) throw new Error('no such letter went out')
    return found.outgoing
  }

  ticket(id: number): Ticket {
    const found = this.#store.reading.ticket(id)
    if (found === undefined) throw new Error(`no ticket ${id}`)
    return found
  }

  /** «2026-05-15 18:00» of a ticket's deadline, or null. */
  deadline(id: number): string | null {
    const { deadline } = this.ticket(id)
    return deadline === null ? null : isoLocal(deadline, MOSCOW).slice(0, 16).replace('T', ' ')
  }

  /** The ticket's history as people read it, without moments. */
  history(id: number): readonly string[] {
    return (this.#store.reading.show(id)?.history ?? []).map((one) => `${one.what}: ${one.detail}`)
  }

  #write(hasContracts: boolean, settings: Record<string, unknown>): void {
    const engineers = [PYOTR, LEAD].map(({ name, address, roles }) => ({ name, address, roles }))
    const config = {
      support: { address: 'support@vendor.example', name: 'Техническая поддержка', phone: '8 (495) 000-00-00' },
      mailbox: { host: '127.0.0.1', port: 143, security: 'none', user: 'u', password: 'p' },
      smtp: { host: '127.0.0.1', port: 25, security: 'none' },
      engineers,
      relayHoldSeconds: 0,
      data: { directory: 'data' },
      ...(hasContracts ? { contracts: 'contracts.json' } : {}),
      ...settings,
    }
    writeFileSync(this.configFile, JSON.stringify(config))
  }

  #opened(): [Store, LiveRoom] {
    const config = readConfig(this.configFile, {})
    if ('mistakes' in config) throw new Error(JSON.stringify(config.mistakes))
    const store = openStore(config.ok.data.directory, {
      figures: (asked) => figuresNow(asked, this.#store.reading, this.#room.policy, this.now),
    })
    const from = { config: config.ok, configFile: this.configFile, environment: {} }
    return [store, openRoom(from, store, () => this.now)]
  }
}
