// The rules' own few words to engineers, in the desk's language: names of states and services, and the shape of an
// outcome. Letters to customers are worded elsewhere.
import { type LocalParts, localParts } from '../calendar/calendar.ts'
import type { Category, CriticalGround } from '../words.ts'
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

/** «SKPS-12: исполнитель: никто → Пётр Иванов»: one line of a transcript. */
export function outcome(policy: Policy, ticket: number, text: string): string {
  return `${printNumber(policy.support.ticketPrefix, ticket)}: ${text}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function dayOf(parts: LocalParts): string {
  return `${two(parts.day)}.${two(parts.month)}.${parts.year}`
}

/** «04.12.2026, 18:00» on the wall of the desk's zone. */
export function momentWord(policy: Policy, at: Date): string {
  const parts = localParts(at, policy.zone)
  return `${dayOf(parts)}, ${two(parts.hour)}:${two(parts.minute)}`
}

/** «04.12.2026» on the wall of the desk's zone. */
export function dayWord(policy: Policy, at: Date): string {
  return dayOf(localParts(at, policy.zone))
}

/** DD.MM.YYYY of YYYY-MM-DD. */
export function russianDay(key: string): string {
  return key.split('-').reverse().join('.')
}
