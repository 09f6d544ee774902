// The report for programs: JSON with every figure, CSV with one figure a line.
import { isoLocal } from '../../calendar/calendar.ts'
import { type Policy, printNumber } from '../../desk/desk.ts'
import { type Figures, type Measures, NORM_DAYS, type ReportWords } from '../../words/words.ts'

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain }

/** Every figure; instants in the desk's zone with their offset, tickets by their printed numbers. */
export function reportJson({ figures, by, previous }: ReportWords, policy: Policy): Plain {
  const { by: groups, ...rest } = figures
  const cuts = Object.entries(groups).filter(([cut]) => by === null || cut === by)
  return plain({ ...rest, by: Object.fromEntries(cuts), normDays: NORM_DAYS, previous }, policy)
}

function plain(value: unknown, policy: Policy, name = ''): Plain {
  if (value instanceof Date) return isoLocal(value, policy.zone)
  if (name === 'ticket' && typeof value === 'number') return printNumber(policy.support.ticketPrefix, value)
  if (Array.isArray(value)) return value.map((one) => plain(one, policy))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner, policy, key)]))
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** Comma-separated (RFC 4180) with a header; figures with a point, nothing where there is nothing to count. */
export function reportCsv({ figures, by, previous }: ReportWords, policy: Policy): readonly string[] {
  const { from, to, until, contract, total, load, mail } = figures
  const moments = Object.entries({ from, to, until }).map(([name, at]) => `${name},,${isoLocal(at, policy.zone)}`)
  return [
    'figure,key,value',
    ...moments,
    `contract,,${quoted(contract ?? '')}`,
    ...measureRows('', '', total),
    ...(previous === null ? [] : measureRows('previous.', '', previous.total)),
    ...Object.entries(figures.by).flatMap(([cut, groups]) =>
      by === null || by === cut
        ? groups.flatMap(({ key, ...measures }) => measureRows(`${cut}.`, key ?? '', measures))
        : [],
    ),
    ...figures.states.map(({ state, open }) => `openAfter,${state},${open}`),
    ...listRows(figures, policy),
    ...load.hours.flatMap((day, at) => day.map((count, hour) => `load.${at + 1},${hour},${count}`)),
    ...flat('mail', '', mail),
  ]
}

function measureRows(prefix: string, key: string, measures: Measures): readonly string[] {
  return Object.entries(measures).flatMap(([name, value]) => flat(`${prefix}${name}`, key, value))
}

function flat(name: string, key: string, value: unknown): readonly string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([part, inner]) => flat(`${name}.${part}`, key, inner))
  }
  return [`${name},${quoted(key)},${value === null ? '' : String(value)}`]
}

function listRows({ late, outOfTurn, reopened, events }: Figures, policy: Policy): readonly string[] {
  const number = (ticket: number): string => printNumber(policy.support.ticketPrefix, ticket)
  return [
    ...late.map((one) => `late.days,${number(one.ticket)},${days(one.over.seconds, one.over.dayHours)}`),
    ...late.map((one) => `late.why,${number(one.ticket)},${one.why}`),
    ...outOfTurn.map((one) => `outOfTurn.overtook,${number(one.ticket)},${one.overtook.length}`),
    ...reopened.map((one) => `reopened.by,${number(one.ticket)},${one.by}`),
    ...events.map((one) => `${one.kind},${number(one.ticket)},${isoLocal(one.at, policy.zone)}`),
  ]
}

function days(seconds: number, dayHours: number): number {
  return Math.round((100 * seconds) / (dayHours * 3600)) / 100
}

/** A spreadsheet takes a field that begins like a formula for one; an apostrophe in front keeps it text. */
export function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
