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
function hours(day: number, off: ReadonlySet<string>): readonly [number, number] | null {
  const key = new Date(day * DAY * 60_000).toISOString().slice(0, 10)
  const weekday = new Date(day * DAY * 60_000).getUTCDay()
  if (off.has(key) || OFF.has(key) || ((weekday === 0 || weekday === 6) && !WORKED.has(key))) return null
  const start = day * DAY - AHEAD
  return [start + 600, start + (SHORT.has(key) ? 1020 : 1080)]
}

const localDay = (at: number): number => Math.floor((at + AHEAD) / DAY)

/** Working minutes between two moments, day by day. */
export function worked(from: number, to: number, off: ReadonlySet<string>): number {
  let sum = 0
  for (let day = localDay(from); day <= localDay(to); day += 1) {
    const open = hours(day, off)
    if (open !== null) sum += Math.max(0, Math.min(to, open[1]) - Math.max(from, open[0]))
  }
  return sum
}

/** The closing of the n-th working day after the day of a moment. */
export function closing(from: number, n: number, off: ReadonlySet<string>): number {
  for (let day = localDay(from) + 1, left = n; ; day += 1) {
    const open = hours(day, off)
    if (open !== null) left -= 1
    if (open !== null && left === 0) return open[1]
  }
}

/** The closing of the day on which so many working minutes after a moment are used up. */
function later(from: number, minutes: number, off: ReadonlySet<string>): number {
  for (let day = localDay(from), left = minutes; ; day += 1) {
    const open = hours(day, off)
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

/** From when the dates count, and so many days: anew from the letter that opens a closed ticket. */
export function countedFrom(log: readonly Happened[]): readonly [number, number] {
  let from = 0
  let days = 10
  let isClosed = false
  for (const one of log) {
    if (one.what === 'came') from = one.at
    if (one.what === 'closed') isClosed = true
    if (one.what === 'wrote' && isClosed) {
      ;[from, days, isClosed] = [one.at, 5, false]
    }
  }
  return [from, days]
}

/** Rule 5: his waits that began before the date in force was reached, summed, moved once; under an hour in all nothing moves. */
export function deadlineOf(log: readonly Happened[], off: ReadonlySet<string>): number {
  const [from, days] = countedFrom(log)
  const base = closing(from, days, off)
  let sum = 0
  let date = base
  for (const turn of turnsOf(log)) {
    if (turn.whose !== 'customer' || (turn.to !== null && turn.to <= from)) continue
    if (Math.max(turn.from, from) >= date) break
    if (turn.to === null) continue
    sum += worked(Math.max(turn.from, from), turn.to, off)
    if (sum >= 60) date = later(base, sum, off)
  }
  return date
}

/** What became of the date by then: nothing yet, kept or missed. */
export function fate(log: readonly Happened[], date: number, now: number): 'to come' | 'kept' | 'missed' {
  if (date > now) return 'to come'
  const turn = turnsOf(log).find((one) => one.from < date && (one.to === null || one.to > date))
  if (turn === undefined) return 'kept'
  if (turn.whose !== 'customer') return 'missed'
  // An answer stands, or his time stops the clock.
  return turn.to === null || turn.to > now ? 'to come' : turn.why === 'asked' ? 'missed' : 'kept'
}
