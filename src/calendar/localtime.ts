// The wall clock of a zone: instants to local dates and back. The only file that knows luxon; it asks luxon for
// the offsets of a zone and remembers them by the day, so that counting thousands of deadlines stays cheap.
import { DateTime, Settings } from 'luxon'

// An invalid DateTime compares false both ways: a deadline on it would never come.
Settings.throwOnInvalid = true

/** Days since 1970-01-01 on some wall calendar. */
export type DayNumber = number

const MINUTE = 60_000
/** A day of 24 hours in milliseconds. */
export const DAY = 86_400_000

/** An instant as the clock on the wall of a zone shows it. `weekday` is 1 for Monday to 7 for Sunday. */
export interface LocalParts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly weekday: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** Offsets in milliseconds by UTC day; null where the offset changes within the day. */
const offsetsByZone = new Map<string, Map<DayNumber, number | null>>()

/** Whether the name is a time zone that this machine knows. */
export function isZone(zone: string): boolean {
  try {
    return DateTime.fromMillis(0, { zone }).isValid
  } catch {
    return false
  }
}

function askedOffset(zone: string, at: number): number {
  return DateTime.fromMillis(at, { zone }).offset * MINUTE
}

/** How far the zone's wall is ahead of UTC at an instant, in milliseconds. Throws for an unknown zone. */
function offsetAt(zone: string, at: number): number {
  const offsets = offsetsByZone.get(zone) ?? new Map<DayNumber, number | null>()
  offsetsByZone.set(zone, offsets)
  const day = Math.floor(at / DAY)
  const known = offsets.get(day)
  if (known !== undefined) return known ?? askedOffset(zone, at)
  const first = askedOffset(zone, day * DAY)
  const last = askedOffset(zone, (day + 1) * DAY - 1)
  if (offsets.size > 20_000) offsets.clear()
  offsets.set(day, first === last ? first : null)
  return first === last ? first : askedOffset(zone, at)
}

/** The local day on which an instant lies. */
export function dayAt(zone: string, at: number): DayNumber {
  return Math.floor((at + offsetAt(zone, at)) / DAY)
}

/**
 * The instant at which the wall shows `wall` (milliseconds as if it were UTC). A time that happens twice is taken
 * the first time, one that the clocks leap over is moved on by the leap (as RFC 5545 section 3.3.5 has it).
 */
export function instantOf(zone: string, wall: number): number {
  const before = offsetAt(zone, wall - DAY)
  const after = offsetAt(zone, wall + DAY)
  if (offsetAt(zone, wall - before) === before) return wall - before
  if (offsetAt(zone, wall - after) === after) return wall - after
  return wall - before
}

/** The instant of `minutes` after local midnight on the wall; 1440 is the next midnight. */
export function wallInstant(zone: string, day: DayNumber, minutes: number): number {
  return instantOf(zone, day * DAY + minutes * MINUTE)
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** YYYY-MM-DD. */
export function keyOf(day: DayNumber): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/** The day of a YYYY-MM-DD, or null when there is no such day. */
export function dayOf(key: string): DayNumber | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(key)) return null
  const at = Date.parse(`${key}T00:00:00Z`)
  return Number.isNaN(at) || keyOf(at / DAY) !== key ? null : at / DAY
}

/** The day of a date; months from 1. */
export function dayFrom(year: number, month: number, day: number): DayNumber {
  return Math.round(Date.UTC(year, month - 1, day) / DAY)
}

/** What the wall of the zone shows at an instant. */
export function localParts(at: Date, zone: string): LocalParts {
  const wall = new Date(at.getTime() + offsetAt(zone, at.getTime()))
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    weekday: weekdayOf(Math.floor(wall.getTime() / DAY)),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
  }
}

/** `2026-05-07T18:00:00+03:00`: whole seconds, with the zone's offset. */
export function isoLocal(at: Date, zone: string): string {
  const offset = offsetAt(zone, at.getTime())
  const wall = new Date(at.getTime() + offset).toISOString().slice(0, 19)
  const minutes = Math.round(Math.abs(offset) / MINUTE)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/

/** Reads an ISO 8601 time; without an offset it is on the wall of `zone`, without a time midnight. Null when it is none. */
export function parseLocal(text: string, zone: string): Date | null {
  const [, date, hour = '00', minute = '00', second = '00', fraction = '', offset] = ISO.exec(text.trim()) ?? []
  const day = date === undefined ? null : dayOf(date)
  if (day === null) return null
  const [h, m, s] = [Number(hour), Number(minute), Number(second)]
  const late = h > 24 || (h === 24 && m + s + Number(fraction) > 0)
  if (late || m > 59 || s > 59) return null
  const wall = day * DAY + (h * 60 + m) * MINUTE + s * 1000 + Math.floor(Number(`0.${fraction || '0'}`) * 1000)
  if (offset === undefined) return new Date(instantOf(zone, wall))
  const ahead = offsetIn(offset)
  return ahead === null ? null : new Date(wall - ahead)
}

function offsetIn(text: string): number | null {
  if (text.toUpperCase() === 'Z') return 0
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(3).replace(':', '') || '0')
  if (hours > 23 || minutes > 59) return null
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE
}

/** The local day of an instant as YYYY-MM-DD. */
export function dayKey(at: Date, zone: string): string {
  return keyOf(dayAt(zone, at.getTime()))
}

/** The instant at which a day (YYYY-MM-DD) begins in the zone. Throws a RangeError when there is no such day. */
export function startOfDay(key: string, zone: string): Date {
  return new Date(wallInstant(zone, dayNumber(key), 0))
}

/** The day so many calendar days later (earlier when negative). */
export function addDays(key: string, days: number): string {
  return keyOf(dayNumber(key) + days)
}

/** The earlier of two instants. */
export function earlierOf(a: Date, b: Date): Date {
  return new Date(Math.min(a.getTime(), b.getTime()))
}

/** The later of two instants. */
export function laterOf(a: Date, b: Date): Date {
  return new Date(Math.max(a.getTime(), b.getTime()))
}

/** Calendar days from one day to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

function dayNumber(key: string): DayNumber {
  const day = dayOf(key)
  if (day === null) throw new RangeError(`there is no day ${key}`)
  return day
}
