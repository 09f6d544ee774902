// A quarter of a desk as chance has it: what is done is written into a log beside the books, each line as it was done.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CALENDAR, isoLocal, yearOfCalendar } from '../../../src/calendar/calendar.ts'
import { applyCalendar } from '../../../src/cli/calendar-apply.ts'
import { PYOTR } from '../../support/desk.ts'
import { contractEntry, MOSCOW, TurnedDesk } from '../../support/turned-desk.ts'
import {
  closing,
  closingsBetween,
  dayAfter,
  deadlineOf,
  type Happened,
  HOUSE,
  silentSince,
  type Terms,
  turnsOf,
  worked,
} from './model.ts'

const STARTS = ['2026-01-12', '2026-04-13', '2026-06-01', '2026-10-12', '2026-12-14', '2027-01-25'] as const
const CUSTOMERS = [
  'i.sidorov@plant.example',
  'o.petrova@plant.example',
  'belova@yard.example',
  'melnik@mill.example',
  'docker@dock.example',
  'miner@mine.example',
]
/** Contracts with terms of their own: as the file has them, and as the model counts. */
const OWN: Readonly<Record<string, readonly [entry: Record<string, unknown>, terms: Terms]>> = {
  'mill.example': [
    { number: '19', minDays: 3, maxDays: 7, open: '09:00', close: '17:30', waitingStopsClock: false },
    { days: 7, open: 540, close: 1050, isEveryDay: false, waitsCount: false },
  ],
  'dock.example': [
    { number: '20', minDays: 2, maxDays: 4, aroundTheClock: true },
    { days: 4, open: 0, close: 1440, isEveryDay: true, waitsCount: true },
  ],
  'mine.example': [
    { number: '21', maxDays: 15, open: '08:00', close: '20:00' },
    { days: 15, open: 480, close: 1200, isEveryDay: false, waitsCount: true },
  ],
}

/** A ticket of the quarter: what happened to it, and what of it has not come about yet. */
export interface Played {
  readonly id: number
  readonly customer: string
  readonly terms: Terms
  readonly log: Happened[]
  /** The days off by which it was counted when it was closed: no decree moves a finished ticket. */
  off: ReadonlySet<string> | null
  /** A letter that waits for the server. */
  pending: { readonly what: 'asked' | 'answered'; readonly filed: number; readonly goesOn: boolean } | null
  isClosed: boolean
  isMerged: boolean
}

export interface Quarter {
  readonly desk: TurnedDesk
  readonly tickets: readonly Played[]
  /** Days that an amended calendar has taken away. */
  readonly off: ReadonlySet<string>
  readonly now: number
  /** What came about besides what the tickets' logs say. */
  readonly happened: readonly string[]
}

/** Plays a quarter; `seen` hears of every step. The desk is the caller's to close. */
export function played(chance: () => number, steps: number, seen: (quarter: Quarter) => void): Quarter {
  const game = new Game(chance)
  for (let n = 0; n < steps; n += 1) {
    game.step()
    seen(game)
  }
  return game
}

class Game implements Quarter {
  readonly desk: TurnedDesk
  readonly tickets: Played[] = []
  off: ReadonlySet<string> = new Set()
  readonly happened: string[] = []
  readonly #chance: () => number
  now: number

  constructor(chance: () => number) {
    this.#chance = chance
    const start = this.#one(STARTS)
    const engineers = [{ ...PYOTR, roles: ['engineer', 'duty', 'lead'] }]
    const validTo = '2027-12-31'
    const contracts = [
      contractEntry({ validTo }),
      contractEntry({ number: '18', organisation: 'ООО «Верфь»', domains: ['yard.example'], people: [], validTo }),
      ...Object.entries(OWN).map(([domain, [entry]]) =>
        contractEntry({ organisation: domain, domains: [domain], people: [], validTo, ...entry }),
      ),
    ]
    this.desk = new TurnedDesk(`${start} 09:00`, contracts, { engineers })
    this.now = this.desk.now.getTime() / 60_000
    this.#comes()
  }

  step(): void {
    const before = this.now
    // Now and then nobody does anything for weeks.
    const days = this.#chance() < 0.08 ? 28 : 4
    this.now += 1 + Math.floor(this.#chance() ** (days > 4 ? 1 : 3) * days * 1440)
    for (const at of closingsBetween(before, this.now, this.off)) this.#passes(at)
    this.desk.now = new Date(this.now * 60_000)
    if (!this.desk.serverUp && this.#chance() < 0.5) this.#serverReturns()
    else this.#act()
  }

  /** A closing of the house passes: whoever was silent for ten working days is closed by it. */
  #passes(at: number): void {
    this.desk.now = new Date(at * 60_000)
    this.desk.tick()
    for (const ticket of this.tickets) {
      const since = ticket.isClosed || ticket.isMerged || ticket.pending !== null ? null : silentSince(ticket.log)
      if (since === null || closing(since, 10, this.off) > at) continue
      ticket.log.push({ what: 'closed', at })
      this.#closed(ticket)
      this.happened.push('closed by silence')
    }
  }

  #closed(ticket: Played): void {
    ticket.isClosed = true
    ticket.off = this.off
  }

  /** A decree takes a working day away, once a quarter. */
  #amends(): void {
    const [day, isWorking] = dayAfter(this.now, 2 + Math.floor(this.#chance() * 25), this.off)
    if (!isWorking || this.off.size > 0) return
    const year = yearOfCalendar(CALENDAR, Number(day.slice(0, 4)))
    const days = [...year.days, { on: day, kind: 'transferred', ground: 'постановление' }]
    const file = join(this.desk.folder, 'decree.json')
    writeFileSync(file, JSON.stringify({ ...year, version: `${year.version}.decree`, days }))
    const said: string[] = []
    const tell = (line: string): void => void said.push(line)
    async function* nothing(): AsyncGenerator<string> {}
    const io = { out: tell, err: tell, stdin: nothing(), environment: {} }
    const order = { file, dryRun: false, yes: true, json: false, now: this.desk.now }
    const status = applyCalendar(order, { path: this.desk.configFile, named: true }, io)
    if (status !== 0) throw new Error(said.join('\n'))
    this.off = new Set([day])
    this.happened.push('calendar amended')
    this.desk.deliver()
  }

  #act(): void {
    if (this.#chance() < 0.05) this.#amends()
    const open = this.tickets.filter((one) => !one.isMerged)
    const ticket = open.length < 3 && this.#chance() < 0.25 ? undefined : this.#one(open)
    if (this.#chance() < 0.08) this.desk.serverUp = false
    const kind = this.#chance()
    if (ticket === undefined) this.#comes()
    else if (!ticket.isClosed) this.#work(ticket, kind)
    else if (kind < 0.5) this.#writes(ticket)
  }

  #work(ticket: Played, kind: number): void {
    if (kind < 0.3) this.#writes(ticket)
    else if (kind < 0.5) this.#sends(ticket, 'asked')
    else if (kind < 0.62) this.#sends(ticket, 'answered')
    else if (kind < 0.7) this.#goesOn(ticket)
    else if (kind < 0.76) this.#orders(ticket, '!разработка', 'to development')
    else if (kind < 0.82) this.#orders(ticket, '!изразработки', 'from development')
    else if (kind < 0.87) this.#orders(ticket, '!звонок\nОбъяснил по телефону.', 'called')
    else if (kind < 0.92) this.#orders(ticket, '!закрыть', 'closed')
    else if (kind < 0.95) this.#merges(ticket)
    else if (this.#hasCard(ticket)) this.#engineer(ticket, '!отпуск 31.12.2027')
  }

  #one<T>(all: readonly T[]): T {
    const found = all[Math.floor(this.#chance() * all.length)]
    if (found === undefined) throw new Error('nothing to choose from')
    return found
  }

  #comes(): void {
    const customer = this.#one(CUSTOMERS)
    const [from, text] = [{ name: '', address: customer }, 'Печать не настроена, помогите.']
    const decision = this.desk.mail(this.#wall(), { from, returnPath: customer, subject: 'Печать', reply: text, text })
    const id = decision.tickets.at(-1)?.id ?? 0
    const log: Happened[] = [{ what: 'came', at: this.now }]
    const terms = OWN[customer.slice(customer.indexOf('@') + 1)]?.[1] ?? HOUSE
    if (terms !== HOUSE) this.happened.push('on terms of its own')
    this.tickets.push({ id, customer, terms, log, off: null, pending: null, isClosed: false, isMerged: false })
  }

  #wall(): string {
    return isoLocal(new Date(this.now * 60_000), MOSCOW)
      .slice(0, 16)
      .replace('T', ' ')
  }

  #engineer({ id }: Played, text: string): void {
    // A card waits in the outbox while the server is away: the engineer has none to answer.
    this.desk.engineer(this.#wall(), text, { ticket: id })
  }

  #hasCard({ id }: Played): boolean {
    return this.desk.post.some(({ outgoing }) => outgoing.ticket === id && outgoing.kind === 'notification')
  }

  #writes(ticket: Played): void {
    const from = { name: '', address: ticket.customer }
    const last = this.desk.post.findLast(
      ({ outgoing }) => outgoing.ticket === ticket.id && outgoing.audience === 'customer',
    )
    if (last === undefined) return
    const { messageId, subject } = last.outgoing
    if (ticket.isClosed && this.now > closing(this.#closedAt(ticket), 10, this.off)) return
    const reply = this.#one(['Версия 4.2, журнал приложен.', 'Не помогло.', 'Проверили, то же самое.'])
    this.desk.mail(this.#wall(), {
      ...{ from, returnPath: ticket.customer, inReplyTo: messageId, references: [messageId] },
      ...{ subject: `Re: ${subject}`, reply, text: reply },
    })
    ticket.log.push({ what: 'wrote', at: this.now })
    if (ticket.isClosed) this.happened.push('opened again')
    ticket.isClosed = false
    ticket.off = null
    // What was on its way hands nothing over any more; by filing it the engineer has taken the ticket back from development.
    if (ticket.pending !== null && turnsOf(ticket.log).at(-1)?.whose === 'development') {
      ticket.log.push({ what: 'from development', at: this.now })
    }
    ticket.pending = null
  }

  #closedAt({ log }: Played): number {
    const last = log.findLast((one) => one.what === 'closed')
    return last?.what === 'closed' ? last.at : this.now
  }

  #sends(ticket: Played, what: 'asked' | 'answered', text = 'Какая у вас версия?'): void {
    if (!this.#hasCard(ticket)) return
    this.#engineer(ticket, what === 'asked' ? `!ждём\n${text}` : 'Установите обновление.')
    ticket.pending = { what, filed: this.now, goesOn: false }
    this.#settle()
  }

  /** Only where it may be ordered; that the desk refuses elsewhere is told by the books, which stay as they are. */
  #goesOn(ticket: Played): void {
    if (!this.#hasCard(ticket)) return
    this.#engineer(ticket, '!ждём прежнее\nНе хватает журнала.')
    const [wait, ours] = turnsOf(ticket.log).slice(-2)
    const isAsked = wait?.whose === 'customer' && wait.why === 'asked' && wait.to !== null
    const isOurs = ours?.whose === 'us' && ours.why === 'wrote' && ours.to === null && ours.from === wait?.to
    const isSoon =
      isAsked &&
      isOurs &&
      worked(wait.to ?? 0, this.now, this.off, ticket.terms) < ticket.terms.close - ticket.terms.open
    if (!isSoon || this.now >= deadlineOf(ticket.log, this.off, ticket.terms) || ticket.pending !== null) return
    ticket.pending = { what: 'asked', filed: this.now, goesOn: true }
    this.#settle()
  }

  #orders(ticket: Played, text: string, what: 'to development' | 'from development' | 'called' | 'closed'): void {
    const isThere = turnsOf(ticket.log).at(-1)?.whose === 'development'
    if (!this.#hasCard(ticket) || isThere !== (what === 'from development')) return
    this.#engineer(ticket, text)
    // Whoever has filed questions or an answer has taken the ticket back already: it is refused.
    if (what === 'from development' && ticket.pending !== null) return
    ticket.log.push({ what, at: this.now })
    if (what === 'closed') this.#closed(ticket)
    ticket.pending = null
  }

  #merges(ticket: Played): void {
    const other = this.tickets.find((one) => one !== ticket && !one.isMerged && !one.isClosed)
    if (other === undefined || !this.#hasCard(ticket)) return
    this.#engineer(ticket, `!объединить с ${other.id}`)
    const isOneParty = ticket.customer.split('@')[1] === other.customer.split('@')[1]
    ticket.isMerged = isOneParty
  }

  #serverReturns(): void {
    this.desk.serverUp = true
    this.desk.deliver()
    this.#settle()
  }

  /** The server has taken what waited. */
  #settle(): void {
    if (!this.desk.serverUp) return
    for (const ticket of this.tickets) {
      const { pending } = ticket
      if (pending === null) continue
      const { what, filed, goesOn } = pending
      ticket.log.push(what === 'asked' ? { what, filed, taken: this.now, goesOn } : { what, filed, taken: this.now })
      ticket.pending = null
    }
  }
}
