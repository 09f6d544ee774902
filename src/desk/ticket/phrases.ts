// The rules' own few words to engineers, in the desk's language: names of states and services, and the shape of an
// outcome. Letters to customers are worded elsewhere.
import { type LocalParts, localParts } from '../../calendar/calendar.ts'
import type { Category, CriticalGround } from '../../words/words.ts'
import type { Policy } from './policy.ts'
import { printNumber } from './tag.ts'
import type { State } from './ticket.ts'

/** The sentence of the desk's language. */
export function say(policy: Pick<Policy, 'language'>, ru: string, en: string): string {
  return policy.language === 'ru' ? ru : en
}

const STATES: Readonly<Record<State, readonly [string, string]>> = {
  new: ['зарегистрировано', 'registered'],
  open: ['в работе', 'in work'],
  answered: ['дан ответ', 'answered'],
  waiting: ['ожидает ответа клиента', 'waiting for the customer'],
  development: ['передано в разработку', 'handed to development'],
  closed: ['закрыто', 'closed'],
  declined: ['отклонено', 'declined'],
}

/** «в работе». */
export function stateWord(policy: Pick<Policy, 'language'>, state: State): string {
  return say(policy, ...STATES[state])
}

const CATEGORIES: Readonly<Record<Category, readonly [string, string]>> = {
  operation: ['обеспечение работоспособности', 'keeping it working'],
  errors: ['ошибки и сбои', 'errors and failures'],
  administration: ['администрирование', 'administration'],
  consultation: ['консультация и инструктаж', 'consultation and instruction'],
  data: ['обработка данных', 'processing of data'],
  unsorted: ['не определена', 'not sorted'],
}

/** «консультация и инструктаж». */
export function categoryWord(policy: Policy, category: Category): string {
  return say(policy, ...CATEGORIES[category])
}

const GROUNDS: Readonly<Record<CriticalGround, readonly [string, string]>> = {
  service: ['сервис', 'service'],
  access: ['доступ', 'access'],
  other: ['иное', 'other'],
}

/** «доступ». */
export function groundWord(policy: Policy, ground: CriticalGround): string {
  return say(policy, ...GROUNDS[ground])
}

/** «SKPS-12: исполнитель: не назначен → Пётр Иванов»: one line of a transcript. */
export function outcome(policy: Policy, ticket: number, text: string): string {
  return `${printNumber(policy.support.ticketPrefix, ticket)}: ${text}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

type Day = Pick<LocalParts, 'year' | 'month' | 'day'>

function dayOf(policy: Pick<Policy, 'language'>, { year, month, day }: Day): string {
  return say(policy, `${two(day)}.${two(month)}.${year}`, `${day} ${MONTHS[month - 1] ?? ''} ${year}`)
}

/** «04.12.2026, 18:00», “4 December 2026, 18:00” on the wall of the desk's zone. */
export function momentWord(policy: Policy, at: Date): string {
  const parts = localParts(at, policy.zone)
  return `${dayOf(policy, parts)}, ${two(parts.hour)}:${two(parts.minute)}`
}

/** The same of a closing, a deadline: midnight is 24:00 of the day that it ends. */
export function closingWord(policy: Policy, at: Date): string {
  const { hour, minute } = localParts(at, policy.zone)
  return hour + minute > 0 ? momentWord(policy, at) : `${dayWord(policy, new Date(at.getTime() - 1))}, 24:00`
}

/** «04.12.2026», “4 December 2026” on the wall of the desk's zone. */
export function dayWord(policy: Policy, at: Date): string {
  return dayOf(policy, localParts(at, policy.zone))
}

/** The same of a day YYYY-MM-DD. */
export function dayOnWord(policy: Pick<Policy, 'language'>, on: string): string {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  return dayOf(policy, { year, month, day })
}
