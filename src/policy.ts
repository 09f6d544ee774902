// Configuration, contracts, calendars and the books' own secret -> what the rules may know. All or nothing: with one
// mistake in it the policy before stays in force (SIGHUP).
import { CALENDAR, type Calendar, isCalendarYear, readCalendarYear, withYears } from './calendar/calendar.ts'
import { type Config, type Mistake, type Reading, readJson } from './config.ts'
import { readContracts } from './contracts.ts'
import type { Contract, Policy } from './desk/desk.ts'

/** What the books add: the key that signs, and our mark against loops. */
export interface Identity {
  readonly secret: string
  readonly installId: string
}

/** Reads what the configuration names and puts it together; every mistake at once. */
export function readPolicy(config: Config, identity: Identity): Reading<Policy> {
  const contracts: Reading<readonly Contract[] | null> =
    config.contracts === undefined ? { ok: null } : readContracts(config.contracts)
  const calendar = readCalendars(config.clock.calendars)
  const own = ownCalendars('ok' in contracts ? (contracts.ok ?? []) : [], config)
  const mistakes = [contracts, calendar, own].flatMap((one) => ('mistakes' in one ? one.mistakes : []))
  if ('mistakes' in contracts || 'mistakes' in calendar || 'mistakes' in own) return { mistakes }
  return { ok: policyOf(config, identity, contracts.ok, calendar.ok, own.ok) }
}

function policyOf(
  config: Config,
  identity: Identity,
  contracts: readonly Contract[] | null,
  calendar: Calendar,
  calendars: ReadonlyMap<string, Calendar>,
): Policy {
  const { clock, limits, trust } = config
  return {
    support: config.support,
    engineers: config.engineers,
    contracts,
    terms: {
      minDays: clock.minDays,
      maxDays: clock.maxDays,
      open: clock.open,
      close: clock.close,
      shortDayClose: clock.shortDayClose,
      aroundTheClock: false,
      waitingStopsClock: true,
      developmentStopsClock: clock.developmentStopsClock,
      calendar: null,
    },
    zone: clock.timezone,
    calendar,
    calendars,
    firstAnswerHours: clock.firstAnswerHours,
    critical: config.critical,
    waiting: config.waiting,
    relayHoldSeconds: config.relayHoldSeconds,
    verdictsExpected: trust.authservIds.length > 0 || trust.verifyDkim,
    brakes: limits,
    language: config.language,
    ...identity,
  }
}

/** The built-in years with those of the files in place of them; later files win. */
function readCalendars(files: readonly string[]): Reading<Calendar> {
  const read = files.map((file) => ({ file, json: readJson(file, 'give a calendar file in "clock.calendars"') }))
  const mistakes: Mistake[] = []
  let calendar = CALENDAR
  for (const { file, json } of read) {
    if ('mistakes' in json) {
      mistakes.push(...json.mistakes)
      continue
    }
    const year = readCalendarYear(json.ok)
    if (isCalendarYear(year)) calendar = withYears(calendar, [year])
    else mistakes.push(...year.map((one) => ({ ...one, path: `${file} ${one.path}` })))
  }
  return mistakes.length > 0 ? { mistakes } : { ok: calendar }
}

/** Calendars that contracts name for themselves (R16): a file beside the contracts file. */
function ownCalendars(contracts: readonly Contract[], config: Config): Reading<ReadonlyMap<string, Calendar>> {
  const terms = contracts.flatMap((one) => [one.terms, ...one.amendments.map((each) => each.terms)])
  const names = [...new Set(terms.map((one) => one.calendar).filter((name) => name !== undefined && name !== null))]
  const found = new Map<string, Calendar>()
  const mistakes: Mistake[] = []
  for (const name of names) {
    const calendar = readCalendars([new URL(name, `file://${config.contracts}`).pathname])
    if ('mistakes' in calendar) mistakes.push(...calendar.mistakes)
    else found.set(name, calendar.ok)
  }
  return mistakes.length > 0 ? { mistakes } : { ok: found }
}
