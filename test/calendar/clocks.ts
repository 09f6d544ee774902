// Clocks and times for the calendar's tests: the house's, a contract's, and such in zones that change their clocks.
import { CALENDAR, isoLocal, parseLocal, type WorkClock } from '../../src/calendar/calendar.ts'

export const MOSCOW = 'Europe/Moscow'

export const HOUSE: WorkClock = {
  calendar: CALENDAR,
  zone: MOSCOW,
  open: '10:00',
  close: '18:00',
  shortDayClose: '17:00',
  aroundTheClock: false,
}

export const ROUND: WorkClock = { ...HOUSE, aroundTheClock: true }

export function clockIn(zone: string, fields: Partial<WorkClock> = {}): WorkClock {
  return { ...HOUSE, zone, ...fields }
}

/** An instant by the wall of a zone, Moscow's if left out. */
export function at(text: string, zone = MOSCOW): Date {
  const read = parseLocal(text, zone)
  if (read === null) throw new Error(`no time: ${text}`)
  return read
}

/** What the wall shows, to the minute. */
export function wall(date: Date, zone = MOSCOW): string {
  return isoLocal(date, zone).slice(0, 16)
}
