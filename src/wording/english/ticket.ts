// English: what a ticket is and what is promised on it.
import type { KeptRule, StandingWord, TicketAreaSentences } from '../../words/words.ts'
import type { Catalogue, Sayer } from '../language/catalogue.ts'

export const TICKET: Catalogue<TicketAreaSentences> = {
  'opened under': ({ standing, promise }, sayer) =>
    `${standingWords(standing)}; ${promise === null ? 'no deadline' : `deadline ${sayer.closing(promise.deadlineAt)} (${ruleWords(promise.rule, sayer)})`}`,
  'promise given': ({ deadlineAt, rule }, sayer) => `${sayer.closing(deadlineAt)}; ${ruleWords(rule, sayer)}`,
  'promise moved by the calendar': ({ from, to, rule }, sayer) =>
    `${sayer.closing(from)} → ${sayer.closing(to)}: the calendar has changed; ${ruleWords(rule, sayer)}`,
  continues: ({ number, closedAt }, { day }) =>
    `continues ${number}, closed${closedAt === null ? '' : ` ${day(closedAt)}`}, over 10 working days ago`,
  'category guessed': ({ category, word }, sayer) => `${sayer.category(category)}: «${word}»`,
  'criticality suspected': ({ ground, words }, sayer) => `high, suspected (${sayer.ground(ground)}): «${words}»`,
  'duty alerted': 'duty engineers, at once',
  'somebody said': ({ text }) => `«${text}»`,
  'own terms': ({ days, everyDay, hours, ownCalendar, waitingRuns, developmentStops }) =>
    [
      days && `${everyDay ? 'days' : 'working days'}: ${span(days.min, days.max)}`,
      everyDay && 'around the clock, every day',
      hours && `hours ${hours.join('–')} (MSK)`,
      ownCalendar && "the contract's own calendar",
      waitingRuns && 'waiting for an answer does not stop the time',
      developmentStops && 'the work of development stops the time',
    ]
      .filter((part) => part)
      .join(', '),
}

/** “contract 17/2026 (by domain)”. */
function standingWords(standing: StandingWord): string {
  switch (standing.kind) {
    case 'open':
      return 'no contracts are kept'
    case 'covered':
      return `contract ${standing.contract} (${FOUND[standing.by]})`
    case 'several':
      return `several contracts: ${standing.contracts.join(', ')}`
    case 'none':
      return 'no contract'
    case 'expired':
      return `contract expired: ${standing.contract}`
    case 'not-yet':
      return `contract not yet valid: ${standing.contract}`
  }
}

const FOUND = {
  address: 'by address',
  domain: 'by domain',
  remembered: 'address remembered',
  confirmed: 'confirmed',
} as const

/** “R15: 5–10 working days after 16 November 2026, 12:00; hours 10:00–18:00, until 17:00 on short days”. */
function ruleWords(rule: KeptRule, { moment, closing, working, count }: Sayer): string {
  if (typeof rule === 'string') return rule
  const { agreedAt, from, minDays, maxDays, hours, waited } = rule
  const days = minDays === maxDays ? count(maxDays, 'workingDay') : `${minDays}–${count(maxDays, 'workingDay')}`
  return [
    agreedAt === null ? `R15: ${days} after ${moment(from)}` : `R16: agreed ${closing(agreedAt)}`,
    hours === null ? 'around the clock' : `hours ${hours[0]}–${hours[1]}, until ${hours[2]} on short days`,
    ...(waited === null ? [] : [`R4: moved by ${working(waited)} of waiting`]),
  ].join('; ')
}

function span(min: number, max: number): string {
  return min === max ? `${max}` : `${min}–${max}`
}
