// Lives of tickets as the desk's own rules make them, on real books: what is multiplied into books of any size. Words that
// will be other ones in each copy stand here as slots.

import { PYOTR } from '../../support/desk.ts'
import { contractEntry, TurnedDesk } from '../../support/turned-desk.ts'

/** The customer of every life; his copies have other names. */
export const PERSON = { name: 'Имяков Имя', address: 'person0@org0.example' }
export const STRANGER = { name: 'Чужаков Чужак', address: 'stranger0@away0.example' }
export const CONTRACT = { number: 'K-0000', organisation: 'ООО «Организация»', domain: 'org0.example' }
/** Where the lives begin. */
const BEGIN = '2026-06-01 10:00'
const DAY_MINUTES = 1440

/** Slots of so many pieces of text: `ЪЪА00 ЪЪА01 …`; each stands for some words. Cyrillic, for a letter in Latin ones is English. */
function slots(letter: string, pieces: number): string {
  return Array.from({ length: pieces }, (_, n) => `ЪЪ${letter}${String(n).padStart(2, '0')}`).join(' ')
}

/** A desk whose tickets have lived; the caller closes it. */
export interface Lived {
  readonly desk: TurnedDesk
  /** Ends with the last tick: what is open is open then. */
  readonly endsAt: Date
}

type Life = (desk: TurnedDesk, id: number, next: (days: number, hours?: number) => string) => void

const answered: Life = (desk, id, next) => {
  desk.engineer(next(1, 2), slots('Б', 6), { ticket: id })
}
const asked: Life = (desk, id, next) => {
  desk.engineer(next(0, 3), `!ждём\n${slots('Б', 3)}`, { ticket: id })
}
const told: Life = (desk, _id, next) => {
  desk.customerAnswers(next(1), slots('В', 5), PERSON.address)
}
const noted: Life = (desk, id, next) => {
  desk.engineer(next(0, 1), `!заметка\n${slots('Н', 4)}`, { ticket: id })
}
const closed: Life = (desk, id, next) => {
  desk.engineer(next(1), `!закрыть\n${slots('Д', 4)}`, { ticket: id })
}
const developed: Life = (desk, id, next) => {
  desk.engineer(next(0, 4), '!разработка DEV-7', { ticket: id })
}
const taken: Life = (desk, id, next) => {
  desk.engineer(next(0, 1), '!взять', { ticket: id })
}
const thanks: Life = (desk, _id, next) => {
  desk.customerAnswers(next(0, 5), 'Спасибо!', PERSON.address)
}
const spam: Life = (desk, id, next) => {
  desk.engineer(next(0, 2), '!спам', { ticket: id })
}
const outside: Life = (desk, id, next) => {
  desk.engineer(next(1), '!вне это не входит', { ticket: id })
}
const refused: Life = (desk, id, next) => {
  desk.engineer(next(1), '!отклонить договора нет', { ticket: id })
}

/** What happens to finished tickets, the commonest first; with how many of a hundred live so. */
const FINISHED: readonly (readonly [number, readonly Life[]])[] = [
  [56, [closed]],
  [10, [answered, thanks, closed]],
  [8, [taken, noted, closed]],
  [6, [asked, told, closed]],
  [2, [answered, told, answered, told, asked, told, noted, answered, told, closed]],
  [2, [noted, developed, noted, closed]],
  [8, [spam]],
  [2, [outside]],
]
/** And to those that are open. */
const OPEN: readonly (readonly [number, readonly Life[]])[] = [
  [30, []],
  [30, [taken]],
  [15, [taken, asked]],
  [15, [answered]],
  [10, [noted, developed]],
]

/** Which tickets of the desk are of which kind. */
export interface Kinds {
  /** Ticket numbers with their weight. */
  readonly finished: readonly (readonly [number, number])[]
  readonly open: readonly (readonly [number, number])[]
}

/** Plays all lives, one after the other. */
export function playedLives(): Lived & Kinds {
  const desk = new TurnedDesk(BEGIN, [ourContract()], {
    engineers: [{ name: PYOTR.name, address: PYOTR.address, roles: ['engineer', 'duty', 'lead'] }],
  })
  const finished = FINISHED.map(([weight, life]) => [played(desk, life, PERSON), weight] as const)
  const strangers = [refused, spam].map((one) => [played(desk, [one], STRANGER), 3] as const)
  desk.until(wall(desk, 21), DAY_MINUTES)
  const open = OPEN.map(([weight, life]) => [played(desk, life, PERSON), weight] as const)
  desk.tick()
  return { desk, endsAt: desk.now, finished: [...finished, ...strangers], open }
}

function ourContract(): Record<string, unknown> {
  const { number, organisation, domain } = CONTRACT
  return contractEntry({
    ...{ number, organisation, domains: [domain], people: [PERSON] },
    ...{ validFrom: '2010-01-01', validTo: '2039-12-31' },
  })
}

function played(desk: TurnedDesk, life: readonly Life[], from: typeof PERSON): number {
  const decision = desk.mail(wall(desk, 0, 1), {
    from,
    returnPath: from.address,
    subject: slots('С', 1),
    reply: slots('А', 10),
    text: slots('А', 10),
  })
  const id = decision.filed?.ticket
  if (id == null) throw new Error('a life begins with a ticket')
  for (const step of life) step(desk, id, (days, hours = 0) => wall(desk, days, hours))
  return id
}

/** A moment so long from now, as TurnedDesk reads it. */
function wall(desk: TurnedDesk, days: number, hours = 0): string {
  return new Date(desk.now.getTime() + days * 86_400_000 + hours * 3_600_000 + 3 * 3_600_000)
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ')
}
