// Instants, counts, sizes and lists as a person reads them. The words of a language are in its Tongue; wall-clock time
// comes from the calendar.
import { localParts } from '../../calendar/calendar.ts'
import type { WorkingTime } from '../../words/words.ts'

/** An instant on the wall of the desk's zone. `weekday` is 1 for Monday. */
export interface Wall {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly weekday: number
  readonly time: string
}

/** What is counted in letters; each language has its forms. */
export type Noun =
  | 'workingDay'
  | 'day'
  | 'hour'
  | 'minute'
  | 'file'
  | 'picture'
  | 'mail'
  | 'ticket'
  | 'host'
  | 'character'
  | 'line'

/** How a language writes dates and counts. */
export interface Script {
  /** 27 ноября 2026 г. */
  date(wall: Wall): string
  /** 27 ноября 2026 г. (пятница) */
  day(wall: Wall): string
  /** пятница */
  weekday(wall: Wall): string
  /** 27 ноября 2026 г. в 12:04 (МСК) */
  at(wall: Wall, zone: string): string
  /** 27 ноября 2026 г., 18:00 (МСК) */
  by(wall: Wall, zone: string): string
  /** 27.11, 18:00 */
  short(wall: Wall): string
  /** 27.11.2026 */
  shortDay(wall: Wall): string
  /** ноябрь 2026 г. */
  month(wall: Wall): string
  /** 1–8 января 2027 г. */
  dates(first: Wall, last: Wall): string
  /** «МСК» for the regulation's zone, else the zone's own name. */
  zoneLabel(zone: string): string
  readonly nouns: Readonly<Record<Noun, readonly string[]>>
  /** Which form of the noun stands with this whole number. */
  form(n: number): number
  readonly seconds: string
  readonly units: readonly [string, string, string, string]
  readonly decimalPoint: string
}

/** How a language writes moments, days and counts; every moment by the clocks of one zone. */
export interface Format {
  date(at: Date): string
  day(at: Date): string
  at(at: Date): string
  /** Of a closing: «27 ноября 2026 г., 18:00 (МСК)»; midnight is 24:00 of the day that ends, as in `lastDay` and `expires`. */
  by(at: Date): string
  lastDay(at: Date): string
  expires(at: Date): string
  time(at: Date): string
  short(at: Date): string
  /** Of a closing: «05.05, 24:00». */
  shortBy(at: Date): string
  shortDay(at: Date): string
  /** «05.05.2026, 12:04» */
  moment(at: Date): string
  /** Of a closing: «05.05.2026, 24:00». */
  momentBy(at: Date): string
  month(at: Date): string
  /** Of a day YYYY-MM-DD. */
  dateOn(on: string): string
  dayOn(on: string): string
  shortDayOn(on: string): string
  weekday(on: string): string
  /** Neighbouring days YYYY-MM-DD as one span: «1–8 января 2027 г.». */
  span(firstOn: string, lastOn: string): string
  /** «5 рабочих дней» */
  count(n: number, noun: Noun): string
  /** «5–10 рабочих дней», «10 рабочих дней» */
  range(low: number, high: number, noun: Noun): string
  working(time: WorkingTime): string
  size(bytes: number): string
  /** «60 с» */
  seconds(n: number): string
  list(words: readonly string[]): string
  readonly zoneLabel: string
}

/** Dates of a zone and counts in the words of a language. */
export function openFormat(script: Script, zone: string): Format {
  const wall = wallClock(zone)
  const closing = (at: Date): Wall => closingWall(at, wall)
  const label = script.zoneLabel(zone)
  const count = (n: number, noun: Noun): string => `${n}\u00a0${script.nouns[noun][script.form(n)] ?? ''}`
  return {
    date: (at) => script.date(wall(at)),
    day: (at) => script.day(wall(at)),
    at: (at) => script.at(wall(at), label),
    by: (at) => script.by(closing(at), label),
    lastDay: (at) => script.day(closing(at)),
    expires: (at) => script.at(closing(at), label),
    time: (at) => wall(at).time,
    short: (at) => script.short(wall(at)),
    shortBy: (at) => script.short(closing(at)),
    shortDay: (at) => script.shortDay(wall(at)),
    moment: (at) => momentOf(wall(at), script),
    month: (at) => script.month(wall(at)),
    momentBy: (at) => momentOf(closing(at), script),
    dateOn: (on) => script.date(wallOf(on)),
    dayOn: (on) => script.day(wallOf(on)),
    shortDayOn: (on) => script.shortDay(wallOf(on)),
    weekday: (on) => script.weekday(wallOf(on)),
    span: (firstOn, lastOn) => script.dates(wallOf(firstOn), wallOf(lastOn)),
    count,
    range: (low, high, noun) => (low === high ? count(high, noun) : `${low}–${count(high, noun)}`),
    working: (time) => workingTime(time, count),
    size: (bytes) => sizeOf(bytes, script),
    seconds: (n) => `${n}\u00a0${script.seconds}`,
    list: (words) => words.join(', '),
    zoneLabel: label,
  }
}

function momentOf(wall: Wall, script: Script): string {
  return `${script.shortDay(wall)}, ${wall.time}`
}

/** Days, hours and minutes, each where it is not zero: what is counted is told whole. Negative time counts as none. */
function workingTime({ seconds, dayHours }: WorkingTime, count: Format['count']): string {
  const minutes = Math.max(0, Math.floor(seconds / 60))
  const days = Math.floor(minutes / (dayHours * 60))
  const hours = Math.floor((minutes - days * dayHours * 60) / 60)
  const rest = minutes - days * dayHours * 60 - hours * 60
  const parts = [
    days > 0 ? count(days, dayHours >= 24 ? 'day' : 'workingDay') : '',
    hours > 0 ? count(hours, 'hour') : '',
    rest > 0 || days + hours === 0 ? count(rest, 'minute') : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** Sizes in steps of 1024, one decimal below ten. */
function sizeOf(bytes: number, script: Script): string {
  const step = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : bytes < 1024 ** 3 ? 2 : 3
  const value = bytes / 1024 ** step
  const figure = step > 0 && value < 9.95 ? value.toFixed(1).replace('.0', '') : String(Math.round(value))
  return `${figure.replace('.', script.decimalPoint)}\u00a0${script.units[step] ?? ''}`
}

/** A day YYYY-MM-DD has no hour and no zone. */
function wallOf(on: string): Wall {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return { year, month, day, weekday: weekday === 0 ? 7 : weekday, time: '' }
}

/** A day that is worked around the clock closes at 24:00, not at the next day's 00:00. */
function closingWall(at: Date, wall: (at: Date) => Wall): Wall {
  const shown = wall(at)
  return shown.time === '00:00' ? { ...wall(new Date(at.getTime() - 1)), time: '24:00' } : shown
}

/** What the clock on the wall of the zone shows. */
function wallClock(zone: string): (at: Date) => Wall {
  const two = (n: number): string => String(n).padStart(2, '0')
  return (at) => {
    const { hour, minute, ...day } = localParts(at, zone)
    return { ...day, time: `${two(hour)}:${two(minute)}` }
  }
}
