// Russian: what a ticket is and what is promised on it.
import type { KeptRule, StandingWord, TicketAreaSentences } from '../../words/words.ts'
import type { Catalogue, Sayer } from '../language/catalogue.ts'

export const TICKET: Catalogue<TicketAreaSentences> = {
  'opened under': ({ standing, promise }, sayer) =>
    `${standingWords(standing)}; ${promise === null ? 'срок не установлен' : `срок ${sayer.closing(promise.deadlineAt)} (${ruleWords(promise.rule, sayer)})`}`,
  'promise given': ({ deadlineAt, rule }, sayer) => `${sayer.closing(deadlineAt)}; ${ruleWords(rule, sayer)}`,
  'promise moved by the calendar': ({ from, to, rule }, sayer) =>
    `${sayer.closing(from)} → ${sayer.closing(to)}: изменился календарь; ${ruleWords(rule, sayer)}`,
  continues: ({ number, closedAt }, { day }) =>
    `продолжает ${number}, закрытое${closedAt === null ? '' : ` ${day(closedAt)}`} больше 10 рабочих дней назад`,
  'category guessed': ({ category, word }, sayer) => `${sayer.category(category)}: «${word}»`,
  'criticality suspected': ({ ground, words }, sayer) =>
    `предположительно высокая (${sayer.ground(ground)}): «${words}»`,
  'duty alerted': 'срочное уведомление дежурным инженерам',
  'somebody said': ({ text }) => `«${text}»`,
  'own terms': ({ days, everyDay, hours, ownCalendar, waitingRuns, developmentStops }) =>
    [
      days && `${everyDay ? 'дней' : 'рабочих дней'}: ${span(days.min, days.max)}`,
      everyDay && 'круглосуточно, без выходных',
      hours && `часы работы ${hours.join('–')} (МСК)`,
      ownCalendar && 'календарь договора',
      waitingRuns && 'ожидание ответа срок не приостанавливает',
      developmentStops && 'работа отдела разработки срок приостанавливает',
    ]
      .filter((part) => part)
      .join(', '),
}

/** «договор № 17/2026 (по домену)». */
function standingWords(standing: StandingWord): string {
  switch (standing.kind) {
    case 'open':
      return 'договоры не ведутся'
    case 'covered':
      return `договор № ${standing.contract} (${FOUND[standing.by]})`
    case 'several':
      return `несколько договоров: ${standing.contracts.join(', ')}`
    case 'none':
      return 'договор не найден'
    case 'expired':
      return `договор истёк: ${standing.contract}`
    case 'not-yet':
      return `договор ещё не вступил в силу: ${standing.contract}`
  }
}

const FOUND = {
  address: 'по адресу',
  domain: 'по домену',
  remembered: 'адрес запомнен',
  confirmed: 'подтверждён',
} as const

/** «R15: 5–10 рабочих дней после 16.11.2026, 12:00; часы 10:00–18:00, в короткий день до 17:00». */
function ruleWords(rule: KeptRule, { moment, closing, working, count }: Sayer): string {
  if (typeof rule === 'string') return rule
  const { agreedAt, from, minDays, maxDays, hours, waited } = rule
  const days = minDays === maxDays ? count(maxDays, 'workingDay') : `${minDays}–${count(maxDays, 'workingDay')}`
  return [
    agreedAt === null ? `R15: ${days} после ${moment(from)}` : `R16: согласован ${closing(agreedAt)}`,
    hours === null ? 'круглосуточно' : `часы ${hours[0]}–${hours[1]}, в короткий день до ${hours[2]}`,
    ...(waited === null ? [] : [`R4: сдвинут на ${working(waited)} ожидания`]),
  ].join('; ')
}

function span(min: number, max: number): string {
  return min === max ? `${max}` : `${min}–${max}`
}
