// The clock of a ticket, written a second time and in another way: a log of what happened becomes turns, turns and a list of
// opening hours become dates. Knows nothing of the rules under test; the calendar is the regulation's page, typed in.

/** What happened to one ticket, each at a minute since 1970. */
export type Happened =
  | { readonly what: 'came'; readonly at: number }
  /** A letter that hands the turn over, when the server took it; `goesOn` names the former wait as its own. */
  | { readonly what: 'asked'; readonly filed: number; readonly taken: number; readonly goesOn: boolean }
  | { readonly what: 'answered'; readonly filed: number; readonly taken: number }
  | { readonly what: 'called'; readonly at: number }
  | { readonly what: 'wrote'; readonly at: number }
  | { readonly what: 'to development' | 'from development' | 'closed'; readonly at: number }

/** On what terms a ticket is counted: hours in minutes of the local day. Every day counts where `isEveryDay`. */
export interface Terms {
  readonly days: number
  readonly open: number
  readonly close: number
  readonly isEveryDay: boolean
  /** Whether his waits move the date. */
  readonly waitsCount: boolean
}

/** The regulation's own. */
export const HOUSE: Terms = { days: 10, open: 600, close: 1080, isEveryDay: false, waitsCount: true }

export interface Turn {
  readonly whose: 'us' | 'customer' | 'development'
  readonly why: Happened['what']
  readonly from: number
  to: number | null
}

const DAY = 1440
/** Moscow is three hours ahead of UTC all year. */
const AHEAD = 180

const OFF = new Set(
  `2025-12-31 2026-01-01 2026-01-02 2026-01-03 2026-01-04 2026-01-05 2026-01-06 2026-01-07 2026-01-08 2026-01-09 2026-02-23 2026-03-09
  2026-05-01 2026-05-11 2026-06-12 2026-11-04 2026-12-31 2027-01-01 2027-01-02 2027-01-03 2027-01-04 2027-01-05 2027-01-06 2027-01-07
  2027-01-08 2027-02-22 2027-02-23 2027-03-08 2027-05-03 2027-05-10 2027-06-14 2027-11-04 2027-11-05 2027-12-31`.split(
    /\s+/,
  ),
)
const SHORT = new Set(
  '2026-04-30 2026-05-08 2026-06-11 2026-11-03 2027-02-20 2027-04-30 2027-06-11 2027-11-03'.split(' '),
)
const WORKED = new Set(['2027-02-20'])

/** The minutes [open, close) of a local day, or null on a day off. `off` are days that an amended calendar has taken away. */
function hours(day: number, off: ReadonlySet<string>, terms: Terms): readonly [number, number] | null {
  if (terms.isEveryDay) return [day * DAY - AHEAD, (day + 1) * DAY - AHEAD]
  const key = new Date(day * DAY * 60_000).toISOString().slice(0, 10)
  const weekday = new Date(day * DAY * 60_000).getUTCDay()
  if (off.has(key) || OFF.has(key) || ((weekday === 0 || weekday === 6) && !WORKED.has(key))) return null
  const start = day * DAY - AHEAD
  return [start + terms.open, start + terms.close - (SHORT.has(key) ? 60 : 0)]
}

/** The key of a local day so many days after the day of a moment, and whether it is an ordinary working day. */
export function dayAfter(at: number, days: number, off: ReadonlySet<string>): readonly [string, boolean] {
  const day = localDay(at) + days
  const key = new Date(day * DAY * 60_000).toISOString().slice(0, 10)
  return [key, hours(day, off, HOUSE) !== null && !SHORT.has(key) && !WORKED.has(key)]
}

/** The house's closings from one moment to another. */
export function closingsBetween(from: number, to: number, off: ReadonlySet<string>): readonly number[] {
  const found: number[] = []
  for (let day = localDay(from); day <= localDay(to); day += 1) {
    const at = hours(day, off, HOUSE)?.[1]
    if (at !== undefined && at > from && at <= to) found.push(at)
  }
  return found
}

const localDay = (at: number): number => Math.floor((at + AHEAD) / DAY)

/** Working minutes between two moments, day by day. */
export function worked(from: number, to: number, off: ReadonlySet<string>, terms: Terms): number {
  let sum = 0
  for (let day = localDay(from); day <= localDay(to); day += 1) {
    const open = hours(day, off, terms)
    if (open !== null) sum += Math.max(0, Math.min(to, open[1]) - Math.max(from, open[0]))
  }
  return sum
}

/** The closing of the n-th working day after the day of a moment. */
export function closing(from: number, n: number, off: ReadonlySet<string>, terms: Terms = HOUSE): number {
  for (let day = localDay(from) + 1, left = n; ; day += 1) {
    const open = hours(day, off, terms)
    if (open !== null) left -= 1
    if (open !== null && left === 0) return open[1]
  }
}

/** The closing of the day on which so many working minutes after a moment are used up. */
function later(from: number, minutes: number, off: ReadonlySet<string>, terms: Terms): number {
  for (let day = localDay(from), left = minutes; ; day += 1) {
    const open = hours(day, off, terms)
    if (open === null) continue
    left -= Math.max(0, open[1] - Math.max(from, open[0]))
    if (left <= 0) return open[1]
  }
}

/** Whose time it was: one turn after the other, none of no length. */
export function turnsOf(log: readonly Happened[]): readonly Turn[] {
  const turns: Turn[] = []
  const end = (at: number): void => {
    const last = turns.at(-1)
    if (last !== undefined && last.to === null) last.to = Math.max(at, last.from)
  }
  const begin = (whose: Turn['whose'], why: Turn['why'], at: number): void => {
    const last = turns.at(-1)
    if (last !== undefined && last.to === null && last.whose === whose) return
    end(at)
    turns.push({ whose, why, from: at, to: null })
  }
  for (const one of log) {
    switch (one.what) {
      case 'came':
        begin('us', 'came', one.at)
        break
      case 'asked':
        if (one.goesOn) asOneWait(turns, one.filed)
        begin('customer', 'asked', one.taken)
        break
      case 'answered':
        begin('customer', 'answered', one.taken)
        break
      case 'called':
        begin('customer', 'called', one.at)
        break
      case 'wrote':
        if (turns.at(-1)?.to != null || turns.at(-1)?.whose === 'customer') begin('us', 'wrote', one.at)
        break
      case 'to development':
        begin('development', one.what, one.at)
        break
      case 'from development':
        begin('us', one.what, one.at)
        break
      case 'closed':
        end(one.at)
    }
  }
  return turns.filter((one) => one.to === null || one.to > one.from)
}

/** His turn and ours since his answer are one wait of his, up to the filing of the questions that go on. */
function asOneWait(turns: Turn[], filed: number): void {
  turns.pop()
  const wait = turns.at(-1)
  if (wait !== undefined) wait.to = filed
  turns.push({ whose: 'us', why: 'wrote', from: filed, to: null })
}

/** The moment from which a silence of his is counted, or null where it is not his turn: of the last letter that the server took. */
export function silentSince(log: readonly Happened[]): number | null {
  const turn = turnsOf(log).at(-1)
  if (turn === undefined || turn.to !== null || turn.whose !== 'customer') return null
  const last = log.findLast((one) => one.what === 'asked' || one.what === 'answered' || one.what === 'called')
  if (last === undefined) return null
  return Math.max(turn.from, last.what === 'asked' || last.what === 'answered' ? last.taken : last.at)
}

/** From when the dates count, and so many days: anew from the letter that opens a closed ticket. */
export function countedFrom(log: readonly Happened[], terms: Terms): readonly [number, number] {
  let from = 0
  let days = terms.days
  let isClosed = false
  for (const one of log) {
    if (one.what === 'came') from = one.at
    if (one.what === 'closed') isClosed = true
    if (one.what === 'wrote' && isClosed) {
      ;[from, days, isClosed] = [one.at, Math.min(5, terms.days), false]
    }
  }
  return [from, days]
}

/** Rule 5: his waits that began before the date in force was reached, summed, moved once; under an hour in all nothing moves. */
export function deadlineOf(log: readonly Happened[], off: ReadonlySet<string>, terms: Terms): number {
  const [from, days] = countedFrom(log, terms)
  const base = closing(from, days, off, terms)
  if (!terms.waitsCount) return base
  let sum = 0
  let date = base
  for (const turn of turnsOf(log)) {
    if (turn.whose !== 'customer' || (turn.to !== null && turn.to <= from)) continue
    if (Math.max(turn.from, from) >= date) break
    if (turn.to === null) continue
    sum += worked(Math.max(turn.from, from), turn.to, off, terms)
    if (sum >= 60) date = later(base, sum, off, terms)
  }
  return date
}

/** Whether of all that has handed the turn over before a moment the last was questions. */
function isAskedAt(log: readonly Happened[], date: number): boolean {
  const before = log.filter((one) => one.what === 'asked' || one.what === 'answered' || one.what === 'called')
  const moment = (one: Happened): number => (one.what === 'asked' || one.what === 'answered' ? one.taken : one.at)
  return before.findLast((one) => moment(one) < date)?.what === 'asked'
}

/** What became of the date by then: nothing yet, kept or missed. */
export function fate(log: readonly Happened[], date: number, now: number, terms: Terms): 'to come' | 'kept' | 'missed' {
  if (date > now) return 'to come'
  const turn = turnsOf(log).find((one) => one.from < date && (one.to === null || one.to > date))
  if (turn === undefined) return 'kept'
  if (turn.whose !== 'customer') return 'missed'
  // Where his time stops nothing, what stood at the date tells: questions are no answer.
  if (!terms.waitsCount) return isAskedAt(log, date) ? 'missed' : 'kept'
  // An answer stands, or his time stops the clock.
  return turn.to === null || turn.to > now ? 'to come' : turn.why === 'asked' ? 'missed' : 'kept'
}
