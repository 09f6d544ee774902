// `ticketd deadline`: what the regulation's clock makes of a moment of arrival, for people and for programs.

import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import {
  CALENDAR,
  type CalendarStatus,
  type CountedDay,
  clockStart,
  countedDays,
  deadlineOf,
  isoLocal,
  localParts,
  parseLocal,
  statusBetween,
} from '../calendar/calendar.ts'
import {
  type Clockwork,
  type Mistake,
  NOBODY,
  printMistake,
  type Reading,
  readConfig,
  readPolicy,
} from '../configuration/configuration.ts'
import { type Contract, clockFor, termsFor } from '../desk/desk.ts'
import { appliedYears } from '../store/store.ts'
import { readOptions } from './frame/arguments.ts'
import { type ConfigurationFile, EXIT, type Io, type Verb, wrongUsage } from './frame/verb.ts'

/** What the verb counts by: the configuration's clock and contracts, or the regulation's alone. */
interface Ground {
  readonly clockwork: Clockwork
  readonly contracts: readonly Contract[]
}

/** The regulation as published, for a desk without a configuration. */
const REGULATION: Ground = {
  clockwork: {
    terms: {
      minDays: 5,
      maxDays: 10,
      open: '10:00',
      close: '18:00',
      shortDayClose: '17:00',
      aroundTheClock: false,
      waitingStopsClock: true,
      developmentStopsClock: false,
      calendar: null,
    },
    zone: 'Europe/Moscow',
    calendar: CALENDAR,
    calendars: new Map(),
  },
  contracts: [],
}

const HELP = `ticketd deadline --received T [--contract N] [--json]
ticketd deadline --stdin [--contract N]

Start of the clock, earliest and latest date of an answer to a mail that arrived at T, and the days counted.
  --received T   ISO 8601; without an offset it is Moscow time: 2026-04-29T12:00
  --contract N   by the terms of this contract, from the configuration's contracts file
  --json         one JSON object in place of text
  --stdin        many times on standard input, a line each: T, or {"received": T, "contract": N};
                 one JSON line each; a line that is wrong gives {received, error} and exit status 1 at the end
Needs no configuration; one that is named by --config or $TICKETD_CONFIG gives clock, calendars and contracts.`

/** The verb's entry in the table. */
export const deadlineVerb: Verb = {
  name: 'deadline',
  help: HELP,
  run,
}

async function run(args: readonly string[], io: Io, file: ConfigurationFile): Promise<number> {
  const given = argumentsOf(args)
  if (typeof given === 'string') return wrongUsage(io, deadlineVerb, given)
  const ground = file.named || given.contract !== undefined ? groundFrom(file, io.environment) : { ok: REGULATION }
  if ('mistakes' in ground) return complain(io, ground.mistakes)
  const lazily = (): Reading<Ground> => (file.named ? ground : groundFrom(file, io.environment))
  if (given.stdin) return answerLines(io, ground.ok, given.contract, lazily)
  const answer = answerTo(given.received, given.contract, ground.ok)
  if ('error' in answer) {
    if (answer.isNoTime === true) return wrongUsage(io, deadlineVerb, `--received ${answer.error}`)
    io.err(`ticketd deadline: ${answer.error}`)
    return EXIT.failed
  }
  for (const line of given.json ? [JSON.stringify(printed(answer))] : textOf(answer)) io.out(line)
  return EXIT.done
}

interface Given {
  readonly received: string
  readonly contract: string | undefined
  readonly json: boolean
  readonly stdin: boolean
}

function argumentsOf(args: readonly string[]): Given | string {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const values = readOptions(args, { received: text, contract: text, json: flag, stdin: flag })
  if (typeof values === 'string') return values
  if (values.stdin && values.received !== undefined) return '--received and --stdin exclude each other'
  if (!values.stdin && values.received === undefined) return '--received T or --stdin is missing'
  return { received: values.received ?? '', contract: values.contract, json: values.json, stdin: values.stdin }
}

function complain(io: Io, mistakes: readonly Mistake[]): number {
  for (const mistake of mistakes) io.err(printMistake(mistake))
  return EXIT.configuration
}

function groundFrom(file: ConfigurationFile, environment: Io['environment']): Reading<Ground> {
  const config = readConfig(file.path, environment)
  if ('mistakes' in config) return config
  const policy = readPolicy(config.ok, file.path, NOBODY, appliedYears(config.ok.data.directory))
  return 'mistakes' in policy ? policy : { ok: { clockwork: policy.ok, contracts: policy.ok.contracts ?? [] } }
}

interface Answer {
  readonly received: Date
  readonly clockStart: Date
  readonly earliest: Date
  readonly deadline: Date
  readonly status: CalendarStatus
  readonly days: readonly CountedDay[]
  readonly minDays: number
  readonly maxDays: number
  readonly contract: string | null
  readonly zone: string
}

function noContract(number: string | undefined, contracts: Ground['contracts']): string {
  const where = contracts.length === 0 ? ': the configuration names no contracts' : ' in the contracts file'
  return `there is no contract ${number}${where}`
}

interface Refusal {
  readonly received: unknown
  readonly error: string
  readonly isNoTime?: true
}

function answerTo(text: string, number: string | undefined, ground: Ground): Answer | Refusal {
  const { clockwork, contracts } = ground
  const received = parseLocal(text, clockwork.zone)
  if (received === null)
    return { received: text, error: `${text || 'nothing'} is no ISO 8601 time like 2026-04-29T12:00`, isNoTime: true }
  const contract = number === undefined ? null : contracts.find((one) => one.number === number)
  if (contract === undefined) return { received: text, error: noContract(number, contracts) }
  const terms = termsFor(clockwork, contract, received)
  const clock = clockFor(terms, clockwork)
  const deadline = deadlineOf(received, terms.maxDays, clock)
  return {
    received,
    clockStart: clockStart(received, clock),
    earliest: deadlineOf(received, terms.minDays, clock),
    deadline,
    status: statusBetween(received, deadline, clock),
    days: countedDays(received, deadline, clock),
    minDays: terms.minDays,
    maxDays: terms.maxDays,
    contract: number ?? null,
    zone: clockwork.zone,
  }
}

/** The object of the contract: times with the zone's offset, days from the arrival to the deadline. */
function printed(answer: Answer): unknown {
  const at = (date: Date): string => isoLocal(date, answer.zone)
  return {
    received: at(answer.received),
    clockStart: at(answer.clockStart),
    earliest: at(answer.earliest),
    deadline: at(answer.deadline),
    calendar: answer.status,
    days: answer.days.map(({ date, kind, counts }) => ({ date, kind, counts })),
  }
}

async function answerLines(
  io: Io,
  ground: Ground,
  contract: string | undefined,
  withContracts: () => Reading<Ground>,
): Promise<number> {
  let status: number = EXIT.done
  let known: Reading<Ground> | undefined
  for await (const line of createInterface({ input: Readable.from(io.stdin), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    const asked = askedIn(line)
    const number = 'error' in asked ? undefined : (asked.contract ?? contract)
    if (number !== undefined && known === undefined) known = contract === undefined ? withContracts() : { ok: ground }
    const answer = 'error' in asked ? asked : answerLine(asked.received, number, ground, known)
    if ('error' in answer) status = EXIT.failed
    io.out(JSON.stringify('error' in answer ? { received: answer.received, error: answer.error } : printed(answer)))
  }
  return status
}

function answerLine(
  received: string,
  number: string | undefined,
  ground: Ground,
  known?: Reading<Ground>,
): Answer | Refusal {
  if (number === undefined || known === undefined) return answerTo(received, undefined, ground)
  if ('ok' in known) return answerTo(received, number, known.ok)
  return { received, error: `a contract needs the configuration: ${known.mistakes.map(printMistake).join(' | ')}` }
}

/** A line of standard input: a time, a JSON text of one, or an object with received and perhaps contract. */
function askedIn(line: string): { readonly received: string; readonly contract: string | undefined } | Refusal {
  const text = line.replace(/^\ufeff/, '').trim()
  if (!/^["{]/.test(text)) return { received: text, contract: undefined }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { received: text, error: 'the line is neither a time nor JSON' }
  }
  if (typeof json === 'string') return { received: json, contract: undefined }
  const { received, contract } = json as { received?: unknown; contract?: unknown }
  if (typeof received !== 'string') return { received: received ?? null, error: 'received is no text' }
  if (contract !== undefined && contract !== null && typeof contract !== 'string') {
    return { received, error: 'contract is no text' }
  }
  return { received, contract: contract ?? undefined }
}

const STATUS: Readonly<Record<CalendarStatus, string>> = {
  official: 'официальный',
  preliminary: 'предварительный',
  computed: 'расчётный (статья 112 ТК РФ)',
}
const KIND: Readonly<Record<CountedDay['kind'], string>> = {
  work: 'рабочий день',
  short: 'рабочий день, короче на час',
  'worked-saturday': 'рабочая суббота',
  weekend: 'выходной',
  holiday: 'праздник',
  transferred: 'выходной по переносу',
}
const WEEKDAY = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс']

function textOf(answer: Answer): readonly string[] {
  const { zone } = answer
  let n = 0
  return [
    `Поступило:            ${atText(answer.received, zone)}`,
    `Отсчёт времени:       ${atText(answer.clockStart, zone)}`,
    ...(answer.contract === null ? [] : [`По договору:          № ${answer.contract}`]),
    `${`${answer.minDays}-й рабочий день:`.padEnd(22)}${atText(answer.earliest, zone)}`,
    `${`${answer.maxDays}-й рабочий день:`.padEnd(22)}${atText(answer.deadline, zone)} — срок`,
    `Календарь:            ${STATUS[answer.status]}`,
    '',
    ...answer.days.map(({ date, kind, counts, ground }) => {
      if (counts) n += 1
      const weekday = WEEKDAY[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]
      return `  ${date} ${weekday}  ${(counts ? `${n}-й` : '—').padEnd(5)} ${KIND[kind]}${ground === null ? '' : ` (${ground})`}`
    }),
  ]
}

function atText(at: Date, zone: string): string {
  const { weekday, hour, minute, day, month, year } = localParts(at, zone)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${two(day)}.${two(month)}.${year} (${WEEKDAY[weekday - 1]}) ${two(hour)}:${two(minute)}`
}
