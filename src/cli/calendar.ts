// `ticketd calendar`: a year as it holds, a file of calendar data judged before anybody relies on it, and one applied.
import { CALENDAR, type CalendarYear, daysOfYear, missingHolidays, yearOfCalendar } from '../calendar/calendar.ts'
import { NOBODY, printMistake, readCalendarFile, readConfig, readPolicy } from '../configuration/configuration.ts'
import { appliedYears } from '../store/store.ts'
import { applyCalendar } from './calendar-apply.ts'
import { readArguments } from './frame/arguments.ts'
import { type ConfigurationFile, EXIT, type Io, type Verb, wrongUsage } from './frame/verb.ts'

const HELP = `ticketd calendar show YEAR [--json]   the year's days off, short and worked days with their grounds
ticketd calendar check FILE           every mistake in a file of calendar data
ticketd calendar apply [FILE] [--dry-run] [--yes] [--json]   the years in the file hold from now on

show takes the configuration's calendar files and the applied years in when a configuration is named; a year without data
is computed from article 112 of the Labour Code. check ends with status 1 when the file has mistakes, and remarks on what
is odd in it.
A year is written as show --json prints it; workingDays may be left out, and is checked where it stands.
apply lists the open tickets whose deadline moves, then moves them: each with an entry in its history and one letter to
its customer. The years are kept in the books, above the configuration's files; a running daemon counts by them at once.
Without FILE it does the same for tickets whose deadline is another one under a new program or configuration.
  --dry-run  only lists
  --yes      takes later dates too; without it a file that makes any date later is refused, status 1`

/** The verb's entry in the table. */
export const calendarVerb: Verb = {
  name: 'calendar',
  help: HELP,
  run,
}

async function run(args: readonly string[], io: Io, file: ConfigurationFile): Promise<number> {
  const flag = { type: 'boolean', default: false } as const
  const given = readArguments(args, { json: flag, 'dry-run': flag, yes: flag })
  if (typeof given === 'string') return wrongUsage(io, calendarVerb, given)
  const [what, about, ...rest] = given.positionals
  const { json, yes, 'dry-run': dryRun } = given.values
  const usage = 'give "show YEAR", "check FILE" or "apply FILE"'
  if (rest.length > 0) return wrongUsage(io, calendarVerb, usage)
  if (what === 'apply') return applyCalendar({ file: about ?? null, dryRun, yes, json, now: new Date() }, file, io)
  if (about === undefined) return wrongUsage(io, calendarVerb, usage)
  if (what === 'show') return show(about, json, io, file)
  if (yes || dryRun) return wrongUsage(io, calendarVerb, '--yes and --dry-run belong to "apply"')
  if (what === 'check') return check(about, io)
  return wrongUsage(io, calendarVerb, `there is no "calendar ${what}"`)
}

function show(text: string, json: boolean, io: Io, file: ConfigurationFile): number {
  if (!/^(19|20|21)\d\d$/.test(text)) return wrongUsage(io, calendarVerb, `${text} is no year`)
  const policy = file.named ? policyFrom(file, io) : undefined
  if (policy !== undefined && 'mistakes' in policy) {
    for (const mistake of policy.mistakes) io.err(printMistake(mistake))
    return EXIT.configuration
  }
  const calendar = policy?.ok.calendar ?? CALENDAR
  const year = yearOfCalendar(calendar, Number(text))
  const working = daysOfYear(calendar, year.year).filter((day) => day.counts).length
  if (json) io.out(JSON.stringify({ ...year, workingDays: working }))
  else for (const line of textOf(year, working)) io.out(line)
  return EXIT.done
}

function policyFrom(file: ConfigurationFile, io: Io): ReturnType<typeof readPolicy> {
  const config = readConfig(file.path, io.environment)
  if ('mistakes' in config) return config
  return readPolicy(config.ok, file.path, NOBODY, appliedYears(config.ok.data.directory))
}

const STATUS = { official: 'официальный', preliminary: 'предварительный', computed: 'расчётный' } as const
const KIND = {
  holiday: 'праздник',
  transferred: 'выходной по переносу',
  'worked-saturday': 'рабочая суббота',
  short: 'короткий день',
  'worked-short-saturday': 'рабочая суббота, короткий день',
} as const
const WEEKDAYS = ['вс', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб']

function textOf(year: CalendarYear, working: number): readonly string[] {
  return [
    `${year.year}: ${STATUS[year.status]}, версия ${year.version}`,
    `Основание: ${year.ground}`,
    `Рабочих дней: ${working}`,
    '',
    ...year.days.map(({ on, kind, ground }) => {
      const weekday = WEEKDAYS[new Date(`${on}T00:00:00Z`).getUTCDay()]
      return `  ${on} ${weekday}  ${KIND[kind]} — ${ground}`
    }),
  ]
}

function check(file: string, io: Io): number {
  const read = readCalendarFile(file)
  if ('mistakes' in read) {
    for (const mistake of read.mistakes) io.err(printMistake(mistake))
    return EXIT.failed
  }
  for (const year of read.ok) {
    for (const { on, name } of missingHolidays(year)) {
      io.err(`${file}: remark: ${on} (${name}) is a holiday by article 112 and is no day off in this file`)
    }
    const calendar = { years: new Map([[year.year, year]]) }
    const working = daysOfYear(calendar, year.year).filter((day) => day.counts).length
    io.out(`${year.year}: ${STATUS[year.status]}, версия ${year.version}; рабочих дней ${working}; ошибок нет`)
  }
  return EXIT.done
}
