// Counting working time, as the regulation's "Counting working days" has it: sums of the local windows
// [opening, closing) of working days, each turned into instants by itself, so that a change of the clocks counts right.
import { type DayNumber, dayAt, wallInstant } from './localtime.ts'
import { type Calendar, dayKind } from './years.ts'

/** Opening hours on a calendar. Times HH:MM on the wall of `zone`; 24:00 is the end of the day. */
export interface WorkClock {
  readonly calendar: Calendar
  readonly zone: string
  readonly open: string
  readonly close: string
  readonly shortDayClose: string
  /** Every day counts, 00:00-24:00. */
  readonly aroundTheClock: boolean
}

/** A stretch of time, for example one of the customer's; `to` is null while it lasts. */
export interface Stretch {
  readonly from: Date
  readonly to: Date | null
}

/** A day's opening hours as instants in milliseconds; of a day off, the moments at which it would open and close. */
interface Window {
  readonly counts: boolean
  readonly open: number
  readonly close: number
}

const windowsByClock = new WeakMap<WorkClock, Map<DayNumber, Window>>()

function windowOf(clock: WorkClock, day: DayNumber): Window {
  const windows = windowsByClock.get(clock) ?? new Map<DayNumber, Window>()
  windowsByClock.set(clock, windows)
  const known = windows.get(day)
  if (known !== undefined) return known
  if (windows.size > 20_000) windows.clear()
  const made = madeWindow(clock, day)
  windows.set(day, made)
  return made
}

function madeWindow(clock: WorkClock, day: DayNumber): Window {
  const { zone } = clock
  if (clock.aroundTheClock) {
    return { counts: true, open: wallInstant(zone, day, 0), close: wallInstant(zone, day + 1, 0) }
  }
  const kind = dayKind(clock.calendar, day)
  const open = wallInstant(zone, day, minutesOf(clock.open))
  const close = wallInstant(zone, day, minutesOf(kind.short ? clock.shortDayClose : clock.close))
  return { counts: kind.works, open, close: Math.max(open, close) }
}

/** Minutes after midnight of HH:MM, 00:00 to 24:00. Throws a RangeError when it is no such time. */
export function minutesOf(time: string): number {
  const match = /^(\d{1,2}):(\d{2})$/.exec(time)
  const minutes = Number(match?.[1]) * 60 + Number(match?.[2])
  if (match === null || Number(match[2]) > 59 || minutes > 1440) throw new RangeError(`${time} is no time of day`)
  return minutes
}

/** Rule 1: the closing of the n-th working day after the day of arrival, which is day 0. For n = 0 the first closing from that day on. */
export function deadlineOf(arrival: Date, days: number, clock: WorkClock): Date {
  let day = dayAt(clock.zone, arrival.getTime())
  for (let left = days; left > 0; ) {
    day += 1
    if (windowOf(clock, day).counts) left -= 1
  }
  while (!windowOf(clock, day).counts) day += 1
  return new Date(windowOf(clock, day).close)
}

/** Rule 2: where the working-time clock starts: the arrival itself within opening hours, else the next opening. */
export function clockStart(arrival: Date, clock: WorkClock): Date {
  return isOpenAt(arrival, clock) ? arrival : nextOpening(arrival, clock)
}

/** Whether the instant lies in [opening, closing) of a working day. */
export function isOpenAt(at: Date, clock: WorkClock): boolean {
  const window = windowOf(clock, dayAt(clock.zone, at.getTime()))
  return window.counts && at.getTime() >= window.open && at.getTime() < window.close
}

/** The first opening at or after the instant. Around the clock it is the instant itself. */
export function nextOpening(at: Date, clock: WorkClock): Date {
  if (clock.aroundTheClock) return at
  let day = dayAt(clock.zone, at.getTime())
  for (let window = windowOf(clock, day); ; window = windowOf(clock, day)) {
    if (window.counts && window.open >= at.getTime() && window.open < window.close) return new Date(window.open)
    day += 1
  }
}

function elapsed(from: number, to: number, clock: WorkClock): number {
  if (to <= from) return 0
  if (clock.aroundTheClock) return to - from
  const last = dayAt(clock.zone, to)
  let sum = 0
  for (let day = dayAt(clock.zone, from); day <= last; day += 1) {
    const { counts, open, close } = windowOf(clock, day)
    if (counts) sum += Math.max(0, Math.min(to, close) - Math.max(from, open))
  }
  return sum
}

/** Rule 3: the working time between two instants in seconds; 0 when the second is not later. */
export function elapsedSeconds(from: Date, to: Date, clock: WorkClock): number {
  return elapsed(from.getTime(), to.getTime(), clock) / 1000
}

function added(from: number, work: number, clock: WorkClock): number {
  if (work <= 0 || clock.aroundTheClock) return from + Math.max(0, work)
  let left = work
  for (let day = dayAt(clock.zone, from); ; day += 1) {
    const { counts, open, close } = windowOf(clock, day)
    const start = Math.max(from, open)
    const room = counts ? Math.max(0, close - start) : 0
    if (room > 0 && left <= room) return start + left
    left -= room
  }
}

/** Rule 4: the earliest moment whose working time from `from` is so many seconds: `from` itself for 0, else never an opening. */
export function addWorking(from: Date, seconds: number, clock: WorkClock): Date {
  return new Date(added(from.getTime(), Math.round(seconds * 1000), clock))
}

/** The first closing of a working day at or after an instant. */
function closingFrom(at: number, clock: WorkClock): number {
  // From the millisecond before: midnight is the closing of the day before it where days last until 24:00.
  let day = dayAt(clock.zone, at - 1)
  for (let window = windowOf(clock, day); ; window = windowOf(clock, day)) {
    if (window.counts && window.close >= at) return window.close
    day += 1
  }
}

/** What the customer's time makes of a deadline: the date that holds, and the working seconds it was moved by. */
export interface Postponement {
  readonly deadline: Date
  readonly seconds: number
  /** Whether each stretch, in the order given, began before the deadline then in force was reached. */
  readonly counted: readonly boolean[]
}

/**
 * Rule 5: the deadline after the customer's ended time. Summed first, rounded once; a stretch that began when the
 * deadline in force had been reached moves nothing; one that has not ended counts not yet; less than the grace in all
 * moves nothing.
 */
export function postponement(
  deadline: Date,
  waits: readonly Stretch[],
  clock: WorkClock,
  graceSeconds = 0,
): Postponement {
  const counted = new Array<boolean>(waits.length).fill(false)
  const inOrder = waits.map((wait, index) => ({ ...wait, index })).sort((a, b) => a.from.getTime() - b.from.getTime())
  let sum = 0
  let inForce = deadline.getTime()
  for (const { from, to, index } of inOrder) {
    if (from.getTime() >= inForce) break
    counted[index] = true
    if (to === null) continue
    sum += elapsed(from.getTime(), to.getTime(), clock)
    if (sum > 0 && sum >= graceSeconds * 1000) inForce = closingFrom(added(deadline.getTime(), sum, clock), clock)
  }
  const seconds = sum >= graceSeconds * 1000 ? sum / 1000 : 0
  return { deadline: new Date(inForce), seconds, counted }
}

/** Rule 5, the date alone. */
export function postponed(deadline: Date, waits: readonly Stretch[], clock: WorkClock): Date {
  return postponement(deadline, waits, clock).deadline
}

/** The opening and closing of the local day on which an instant lies, or null on a day off. */
export function hoursOn(at: Date, clock: WorkClock): { readonly openAt: Date; readonly closeAt: Date } | null {
  const { counts, open, close } = windowOf(clock, dayAt(clock.zone, at.getTime()))
  return counts ? { openAt: new Date(open), closeAt: new Date(close) } : null
}

const hoursByClock = new WeakMap<WorkClock, number>()

/** Hours of an ordinary day, for words like «3 рабочих дня 2 часа». */
export function dayHours(clock: WorkClock): number {
  const known = hoursByClock.get(clock)
  if (known !== undefined) return known
  const hours = clock.aroundTheClock ? 24 : (minutesOf(clock.close) - minutesOf(clock.open)) / 60
  hoursByClock.set(clock, hours)
  return hours
}

/** The last local day of a stretch that ends at `to`: midnight belongs to the day that it ends. */
export function lastDayOf(from: Date, to: Date, zone: string): DayNumber {
  const first = dayAt(zone, from.getTime())
  return Math.max(first, dayAt(zone, to.getTime() - 1))
}
