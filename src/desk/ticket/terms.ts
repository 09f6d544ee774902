// Which terms hold for whom on which day (R15, R16), and the clocks that count by them. Terms are the house's unless a
// contract, or an amendment of it, says otherwise.
import { type Calendar, dayKey, deadlineOf, minutesOf, type WorkClock } from '../../calendar/calendar.ts'
import type { OwnTerms } from '../../words/words.ts'
import { contractNumbered } from './entitlement.ts'
import type { Contract, Policy } from './policy.ts'
import type { Standing, Terms } from './ticket.ts'

/** All that counting needs of the settings. */
export type ClockPolicy = Pick<Policy, 'terms' | 'zone' | 'calendar' | 'calendars'>

interface Clocks {
  readonly byTerms: WeakMap<Terms, WorkClock>
  readonly byWords: Map<string, WorkClock>
}

const clocks = new WeakMap<ClockPolicy, Clocks>()

/** The clock that counts by these terms. The same terms give the same object, so that what it has counted stays known. */
export function clockFor(terms: Terms, policy: ClockPolicy): WorkClock {
  const known = clocks.get(policy) ?? { byTerms: new WeakMap(), byWords: new Map() }
  clocks.set(policy, known)
  const clock = known.byTerms.get(terms) ?? clockByWords(terms, policy, known.byWords)
  known.byTerms.set(terms, clock)
  return clock
}

function clockByWords(terms: Terms, policy: ClockPolicy, known: Map<string, WorkClock>): WorkClock {
  const { open, close, shortDayClose, aroundTheClock, calendar } = terms
  const key = `${open} ${close} ${shortDayClose} ${aroundTheClock} ${calendar ?? ''}`
  const clock = known.get(key) ?? {
    calendar: calendarOf(terms, policy),
    zone: policy.zone,
    open,
    close,
    shortDayClose,
    aroundTheClock,
  }
  known.set(key, clock)
  return clock
}

/** The house's own clock: by it the desk's people are reminded and customers waited for, whatever a contract says. */
export function houseClock(policy: ClockPolicy): WorkClock {
  return clockFor(policy.terms, policy)
}

/** When the telephone is answered: its published hours, on short days too (R14). */
export function phoneClock(policy: Policy): WorkClock {
  const [open, close] = policy.support.phoneHours
  return clockFor({ ...policy.terms, open, close, shortDayClose: close, aroundTheClock: false }, policy)
}

function calendarOf(terms: Terms, policy: ClockPolicy): Calendar {
  return (terms.calendar === null ? undefined : policy.calendars.get(terms.calendar)) ?? policy.calendar
}

/** The terms of a contract on the day of `on`, amendments included; the house's for null. */
export function termsFor(policy: ClockPolicy, contract: Contract | null, on: Date): Terms {
  if (contract === null) return policy.terms
  const day = dayKey(on, policy.zone)
  const inForce = [...contract.amendments].filter(({ from }) => from <= day).sort((a, b) => (a.from < b.from ? -1 : 1))
  const amended: Partial<Terms> = Object.assign({}, contract.terms, ...inForce.map(({ terms }) => terms))
  return withShortDay({ ...policy.terms, ...amended }, amended, policy.terms)
}

/** A contract's own hours without a word on short days: those close as much earlier as the house's do (Labour Code art. 95). */
function withShortDay(merged: Terms, own: Partial<Terms>, house: Terms): Terms {
  // A contract that names only fewer days than the house's first date has one date.
  const terms = { ...merged, minDays: Math.min(merged.minDays, merged.maxDays) }
  if (own.shortDayClose !== undefined || own.close === undefined) return terms
  const shorter = minutesOf(house.close) - minutesOf(house.shortDayClose)
  const close = Math.max(minutesOf(terms.open), minutesOf(terms.close) - shorter)
  const two = (n: number): string => String(n).padStart(2, '0')
  return { ...terms, shortDayClose: `${two(Math.floor(close / 60))}:${two(close % 60)}` }
}

/** The terms that a standing gives on a day. While a contract is to be chosen from several, those with the latest date hold. */
export function termsOf(policy: Policy, standing: Standing, on: Date): Terms {
  switch (standing.kind) {
    case 'open':
    case 'none':
    case 'expired':
    case 'not-yet':
      return policy.terms
    case 'covered':
      return termsFor(policy, contractNumbered(standing.contract, policy), on)
    case 'several':
      return longest(
        policy,
        standing.contracts.map((number) => termsFor(policy, contractNumbered(number, policy), on)),
        on,
      )
  }
}

function longest(policy: Policy, choices: readonly Terms[], on: Date): Terms {
  const endOf = (terms: Terms): number => deadlineOf(on, terms.maxDays, clockFor(terms, policy)).getTime()
  return choices.reduce((best, terms) => (endOf(terms) > endOf(best) ? terms : best), choices[0] ?? policy.terms)
}

/** What differs from the house's terms, for the acknowledgement; null when nothing does. */
export function ownTermsOf(terms: Terms, policy: Policy): OwnTerms | null {
  const house = policy.terms
  const { minDays: min, maxDays: max, open, close, aroundTheClock } = terms
  const said: OwnTerms = {
    is: 'own terms',
    days: min === house.minDays && max === house.maxDays ? null : { min, max },
    everyDay: aroundTheClock,
    hours: aroundTheClock || (open === house.open && close === house.close) ? null : [open, close],
    ownCalendar: terms.calendar !== null,
    waitingRuns: !terms.waitingStopsClock && house.waitingStopsClock,
    developmentStops: terms.developmentStopsClock && !house.developmentStopsClock,
  }
  const { is: _, ...differences } = said
  return Object.values(differences).some((one) => one) ? said : null
}
