// A year of a desk as chance has it, by the desk's own rules on real books: mails and calls at all hours, questions and
// silence, development, refusals, spam, merges, criticality put up and taken back, answers that do not arrive, closed
// requests that come back. The same seed gives the same year.
import { isoLocal } from '../../src/calendar/calendar.ts'
import type { Letter } from '../../src/letter.ts'
import { ANNA, PYOTR } from '../support/desk.ts'
import { contractEntry, MOSCOW, TurnedDesk } from '../support/turned-desk.ts'

/** Chance that can be repeated (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Three contracts, one of them around the clock and one whose clock no question stops; and people of none. */
export const CONTRACTS = [
  contractEntry(),
  contractEntry({
    ...{ number: '18/2026', organisation: 'ООО «Верфь»', domains: ['yard.example'], aroundTheClock: true, maxDays: 7 },
    people: [{ name: 'Анна Белова', address: 'belova@yard.example' }],
  }),
  contractEntry({
    ...{ number: '19/2026', organisation: 'ООО «Депо»', domains: ['depot.example'], waitingStopsClock: false },
    people: [{ name: 'Олег Немов', address: 'nemov@depot.example' }],
  }),
]
const CUSTOMERS = ['i.sidorov@plant.example', 'p.orlova@plant.example', 'belova@yard.example', 'nemov@depot.example']
/** Of no contract; once a lead has named one, the address is remembered. */
const STRANGERS = 40
const SUBJECTS = ['Не открывается каталог', 'Как настроить печать?', 'Ошибка 5 при входе', 'Выгрузка данных']

export interface GeneratedYear {
  readonly desk: TurnedDesk
  close(): void
}

interface Act {
  readonly at: Date
  readonly run: () => void
}

class Year {
  readonly desk: TurnedDesk
  readonly #chance: () => number
  readonly #acts: Act[] = []

  constructor(seed: number) {
    this.#chance = chanceOf(seed)
    const engineers = [
      { ...PYOTR, roles: ['engineer', 'duty', 'lead'] },
      { ...ANNA, roles: ['engineer'] },
    ]
    this.desk = new TurnedDesk('2026-01-12 09:00', CONTRACTS, { engineers, askWhetherItHelped: true })
  }

  play(days: number): void {
    for (let day = 0; day < days; day += 1) {
      const midnight = new Date('2026-01-12T00:00:00+03:00').getTime() + day * 86_400_000
      const many = Math.floor(this.#chance() * 2.1)
      for (let n = 0; n < many; n += 1) this.#plan(new Date(midnight + this.#below(1440) * 60_000), () => this.#comes())
    }
    for (let act = this.#next(); act !== undefined; act = this.#next()) {
      if (act.at > this.desk.now) this.desk.until(wall(act.at), 1440)
      act.run()
    }
  }

  #next(): Act | undefined {
    this.#acts.sort((a, b) => b.at.getTime() - a.at.getTime())
    const act = this.#acts.pop()
    return act === undefined || act.at > new Date('2026-12-28T12:00:00+03:00') ? undefined : act
  }

  #plan(at: Date, run: () => void): void {
    this.#acts.push({ at: at < this.desk.now ? this.desk.now : at, run })
  }

  #below(most: number): number {
    return Math.floor(this.#chance() * most)
  }

  /** So many hours from now, more or less. */
  #later(hours: number): Date {
    return new Date(this.desk.now.getTime() + Math.ceil(hours * 60 * (0.2 + 1.6 * this.#chance())) * 60_000)
  }

  #one<T>(all: readonly T[]): T {
    const found = all[this.#below(all.length)]
    if (found === undefined) throw new Error('nothing to choose from')
    return found
  }

  #comes(): void {
    const calls = this.#chance() < 0.12 && this.desk.post.length > 0
    const decision = calls ? this.#calls() : this.#mail()
    const id = decision.tickets.at(-1)?.id
    if (id !== undefined) this.#plan(this.#later(this.#one([1, 4, 12, 60])), () => this.#worked(id))
  }

  #mail(): ReturnType<TurnedDesk['mail']> {
    const stranger = `stranger${this.#below(STRANGERS)}@elsewhere.example`
    const address = this.#one([...CUSTOMERS, stranger])
    const text = this.#chance() < 0.1 ? 'Никто не может войти, доступ пропал.' : `${this.#one(SUBJECTS)}, помогите.`
    const from = { name: address.split('@')[0] ?? '', address }
    return this.desk.mail(wall(this.desk.now), {
      from,
      returnPath: address,
      subject: this.#one(SUBJECTS),
      reply: text,
      text,
    })
  }

  #calls(): ReturnType<TurnedDesk['mail']> {
    const order = `!новое\n!телефон 8 495 111-22-33\n!от ${this.#one(CUSTOMERS)}\nЗвонили: ${this.#one(SUBJECTS)}.`
    return this.#writes(order, undefined)
  }

  /** An engineer answers a card; nothing happens where he has none. */
  #writes(text: string, ticket: number | undefined): ReturnType<TurnedDesk['mail']> {
    const now = wall(this.desk.now)
    for (const who of this.#chance() < 0.5 ? [PYOTR, ANNA] : [ANNA, PYOTR]) {
      if (this.#hasCard(who.address, ticket))
        return this.desk.engineer(now, text, { who, ...(ticket ? { ticket } : {}) })
    }
    return { because: '', filed: null, tickets: [], events: [], send: [], entries: [] }
  }

  #hasCard(address: string, ticket: number | undefined): boolean {
    return this.desk.post.some(
      ({ outgoing: { recipients, kind, ticket: of } }) =>
        recipients.includes(address) &&
        kind === 'notification' &&
        of !== null &&
        (ticket === undefined || of === ticket),
    )
  }

  #worked(id: number): void {
    const { state, standing } = this.desk.ticket(id)
    if (state === 'closed' || state === 'declined') return
    if (standing.kind === 'none') {
      this.#writes(this.#one(['!договор 17/2026', '!договор 17/2026', '!отклонить договора нет', '!спам']), id)
      this.#plan(this.#later(8), () => this.#worked(id))
      return
    }
    const other = this.desk.store.reading.tickets({ state: 'open' }).find((one) => one.id !== id)
    const text = this.#one([
      'Обновите каталог.',
      'Перезапустите службу.\n\nСделайте копию.',
      'Исправлено в версии 4.3.',
      'Установите обновление.',
      'Проверьте ещё раз.',
      '!закрыть\nГотово, исправлено.',
      '!ждём\nКакая у вас версия?',
      '!ждём\nПришлите журнал.',
      '!разработка DEV-3',
      '!изразработки',
      '!взять',
      '!закрыть\nСделано.',
      '!закрыть\nРешено по телефону.',
      '!вработе\nРазбираемся.',
      '!критично доступ не могут войти',
      '!некритично',
      this.#one(['!необращение', '!спам', '!вне это не входит', `!объединить с ${other?.id ?? 1}`]),
      `!категория ${1 + this.#below(5)}`,
    ])
    const { address } = this.desk.ticket(id).customer
    if (this.#chance() < 0.06) this.desk.refusing.add(address)
    this.#writes(text, id)
    this.desk.refusing.delete(address)
    this.#goesOn(id)
  }

  #goesOn(id: number): void {
    const { state, customer } = this.desk.ticket(id)
    if (state === 'closed' && this.#chance() < 0.15) this.#plan(this.#later(50), () => this.#opensAgain(id))
    else if (['answered', 'waiting', 'closed'].includes(state) && customer.address !== '' && this.#chance() < 0.6) {
      this.#plan(this.#later(this.#one([3, 30, 120])), () => this.#customerWrites(id))
    } else if (state !== 'closed' && state !== 'declined')
      this.#plan(this.#later(this.#one([6, 40])), () => this.#worked(id))
  }

  #opensAgain(id: number): void {
    this.#writes('!открыть', id)
    this.#plan(this.#later(20), () => this.#worked(id))
  }

  #customerWrites(id: number): void {
    const { customer, mergedInto } = this.desk.ticket(id)
    const last = this.desk.post.findLast(
      ({ outgoing }) => outgoing.ticket === id && outgoing.recipients.includes(customer.address),
    )
    if (mergedInto !== null || last === undefined) return
    const reply = this.#one(['Не помогло.', 'Помогло.', 'Версия 4.2.', 'Решено', 'Спасибо!', 'Журнал приложу завтра.'])
    const fields: Partial<Letter> = {
      from: { name: '', address: customer.address },
      returnPath: customer.address,
      ...{ inReplyTo: last.outgoing.messageId, references: [last.outgoing.messageId] },
      ...{ subject: `Re: ${last.outgoing.subject}`, reply, text: reply },
    }
    this.desk.mail(wall(this.desk.now), fields)
    this.#plan(this.#later(this.#one([2, 20, 100])), () => this.#worked(id))
  }
}

function wall(at: Date): string {
  return isoLocal(at, MOSCOW).slice(0, 16).replace('T', ' ')
}

/** Plays the year. The desk is the caller's to close. */
export function generatedYear(seed: number, days = 345): TurnedDesk {
  const year = new Year(seed)
  year.play(days)
  return year.desk
}
