// The figures of a generated year against SQL that was written from the regulation and the page on figures alone: it knows
// no rule, no turn of the code, only the columns of the books and a table of opening hours. Each month, each quarter and
// the whole year, each cut, and the periods' balances one after the other.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import year2026 from '../../src/calendar/2026.json' with { type: 'json' }
import year2027 from '../../src/calendar/2027.json' with { type: 'json' }
import { figuresNow } from '../../src/daemon/daemon.ts'
import type { Figures, Measures } from '../../src/words/words.ts'
import type { TurnedDesk } from '../support/turned-desk.ts'
import { generatedYear } from './generated-year.ts'

const SEED = Number(process.env.YEAR_SEED ?? 7)
let desk: TurnedDesk
let books: Database.Database

beforeAll(() => {
  desk = generatedYear(SEED)
  books = new Database(join(desk.folder, 'data/ticketd.db'))
  books.exec(`ATTACH DATABASE ':memory:' AS hours`)
  books.exec('CREATE TABLE hours.windows (clock TEXT, opens INTEGER, closes INTEGER)')
  const insert = books.prepare('INSERT INTO hours.windows VALUES (?, ?, ?)')
  for (const [clock, opens, closes] of windows()) insert.run(clock, opens, closes)
})
afterAll(() => {
  books.close()
  desk.close()
})

/** Opening hours of the house and of a contract around the clock, in seconds; Moscow has stood at +03:00 since 2014. */
function windows(): readonly (readonly [string, number, number])[] {
  const kinds = new Map([...year2026.days, ...year2027.days].map((day) => [day.on, day.kind]))
  return Array.from({ length: 460 }, (_, n) => new Date(Date.UTC(2025, 11, 1 + n))).flatMap((day) => {
    const on = day.toISOString().slice(0, 10)
    const kind = kinds.get(on)
    const weekend = day.getUTCDay() === 0 || day.getUTCDay() === 6
    const off = kind === 'holiday' || kind === 'transferred' || (weekend && !String(kind).includes('work'))
    const midnight = day.getTime() / 1000 - 3 * 3600
    const short = String(kind).includes('short')
    return [
      ['around', midnight, midnight + 86_400] as const,
      ...(off ? [] : [['house', midnight + 10 * 3600, midnight + (short ? 17 : 18) * 3600] as const]),
    ]
  })
}

interface Span {
  readonly name: string
  readonly from: string
  readonly to: string
}

const MONTHS: readonly Span[] = Array.from({ length: 12 }, (_, n) => span(`2026-${two(n + 1)}`, 2026, n, 1))
const QUARTERS: readonly Span[] = Array.from({ length: 4 }, (_, n) => span(`quarter ${n + 1}`, 2026, n * 3, 3))
const YEAR = span('the year', 2026, 0, 12)

function two(n: number): string {
  return String(n).padStart(2, '0')
}

/** Whole months of Moscow as UTC text. */
function span(name: string, year: number, month: number, months: number): Span {
  const at = (m: number): string => new Date(Date.UTC(year, m, 1) - 3 * 3_600_000).toISOString()
  return { name, from: at(month), to: at(month + months) }
}

/**
 * One row a ticket, by SQL alone. `turns` are the rows of its intervals; `until` is the last moment counted, `now` the
 * moment of asking. A ticket is open in a moment that one of its turns covers.
 */
const LIVES = `
WITH turns AS (
  SELECT tickets.id AS id, turn.key AS n,
    json_extract(turn.value, '$.owner') AS owner, json_extract(turn.value, '$.because') AS because,
    json_extract(turn.value, '$.from') AS began, json_extract(turn.value, '$.to') AS ended,
    CASE WHEN json_extract(terms, '$.aroundTheClock') THEN 'around' ELSE 'house' END AS clock,
    json_extract(terms, '$.waitingStopsClock') AS stops
  FROM tickets, json_each(tickets.intervals) AS turn
  WHERE json_extract(turn.value, '$.from') < :end),
worked AS (
  SELECT id, n, owner, because, (
    SELECT coalesce(sum(min(closes, unixepoch(ended)) - max(opens, unixepoch(began))), 0) FROM hours.windows
    WHERE windows.clock = turns.clock AND closes > unixepoch(began) AND opens < unixepoch(ended)) AS seconds
  FROM turns WHERE ended IS NOT NULL),
sums AS (
  SELECT id,
    sum(seconds) AS gross,
    sum(CASE WHEN owner <> 'customer' THEN seconds ELSE 0 END) AS net,
    sum(CASE WHEN owner = 'us' THEN seconds ELSE 0 END) AS us,
    sum(CASE WHEN owner = 'development' THEN seconds ELSE 0 END) AS development,
    sum(CASE WHEN owner = 'customer' AND because = 'contract awaited' THEN seconds ELSE 0 END) AS contract,
    sum(CASE WHEN owner = 'customer' AND because <> 'contract awaited' THEN seconds ELSE 0 END) AS customer
  FROM worked
  WHERE n <= (SELECT max(n) FROM turns AS last WHERE last.id = worked.id AND last.owner <> 'customer')
  GROUP BY id),
dates AS (
  SELECT id, deadline AS due, 0 AS former FROM tickets WHERE deadline IS NOT NULL
  UNION ALL
  SELECT tickets.id, json_extract(before.value, '$.deadlineAt'), 1
  FROM tickets, json_each(tickets.promises) AS anew
    JOIN json_each(tickets.promises) AS before ON before.key = anew.key - 1
  WHERE json_extract(anew.value, '$.because') = 'reopened'
    AND json_extract(before.value, '$.deadlineAt') <= json_extract(anew.value, '$.at')),
at_date AS (
  SELECT dates.id, dates.due, dates.former, turns.owner, turns.because, turns.ended, turns.stops
  FROM dates JOIN tickets USING (id) LEFT JOIN turns ON turns.id = dates.id AND turns.began < dates.due
    AND (turns.ended IS NULL OR turns.ended > dates.due)
  WHERE dates.due > :from AND dates.due <= :until AND NOT (turns.id IS NULL AND merged_into IS NOT NULL)),
fell AS (
  SELECT id, count(*) AS due,
    sum(CASE WHEN owner IS NULL THEN 1 WHEN owner = 'customer' AND because NOT IN ('asked', 'contract awaited') THEN 1 ELSE 0 END) AS kept
  FROM at_date
  WHERE NOT (owner = 'customer' AND stops AND (former OR ended IS NULL OR ended >= :end)) OR owner IS NULL
  GROUP BY id),
lives AS (
  SELECT tickets.*,
    CASE WHEN json_extract(standing, '$.kind') = 'covered' THEN contract END AS served,
    EXISTS (SELECT 1 FROM turns WHERE turns.id = tickets.id AND began < :from AND (ended IS NULL OR ended >= :from)) AS open_before,
    received_at >= :from AND received_at < :end AS came,
    EXISTS (SELECT 1 FROM turns WHERE turns.id = tickets.id AND began < :end AND (ended IS NULL OR ended >= :end)) AS open_after,
    (SELECT count(*) FROM turns AS later JOIN turns AS former ON former.id = later.id AND former.n = later.n - 1
      WHERE later.id = tickets.id AND former.ended < later.began AND later.began >= :from) AS reopened_here,
    (SELECT max(ended) FROM turns WHERE turns.id = tickets.id) AS last_end,
    (SELECT owner FROM turns WHERE turns.id = tickets.id ORDER BY n DESC LIMIT 1) AS last_owner,
    (SELECT because FROM turns WHERE turns.id = tickets.id ORDER BY n DESC LIMIT 1) AS last_because,
    (SELECT began FROM turns WHERE turns.id = tickets.id ORDER BY n DESC LIMIT 1) AS last_began,
    (SELECT ended FROM turns WHERE turns.id = tickets.id ORDER BY n DESC LIMIT 1) AS last_ended,
    json_array_length(intervals) = (SELECT count(*) FROM turns WHERE turns.id = tickets.id) AS whole,
    CASE WHEN merged_into IS NOT NULL THEN 'merged'
      WHEN json_extract(more, '$.ending') IN ('spam', 'not a request') THEN 'none'
      WHEN state = 'declined' THEN 'refused' ELSE 'processed' END AS fate_now
  FROM tickets WHERE received_at < :end),
fates AS (
  SELECT lives.*,
    NOT open_before AND NOT came AND EXISTS (SELECT 1 FROM turns WHERE turns.id = lives.id AND began >= :from) AS returned,
    CASE WHEN NOT open_after AND last_end >= :from
      THEN CASE WHEN whole OR merged_into IS NOT NULL THEN fate_now ELSE 'processed' END END AS out
  FROM lives),
requests AS (
  SELECT fates.*,
    NOT (closed_at IS NOT NULL AND fate_now = 'none') AS is_request,
    CASE WHEN last_ended IS NULL AND state IN ('waiting', 'answered') THEN state = 'waiting'
      ELSE last_because IN ('asked', 'contract awaited') END AS asked,
    CASE WHEN json_extract(terms, '$.aroundTheClock') THEN 24 ELSE 8 END AS day_hours
  FROM fates)`

const TOTALS = `
${LIVES}
SELECT :key AS key,
  sum(open_before) AS openBefore, sum(came) AS came, sum(returned) AS returned,
  coalesce(sum(out = 'processed'), 0) AS processed, coalesce(sum(out = 'refused'), 0) AS refused,
  coalesce(sum(out = 'none'), 0) AS notRequests, coalesce(sum(out = 'merged'), 0) AS merged,
  sum(open_after) AS openAfter,
  sum(open_after AND last_owner = 'customer') AS waiting,
  sum(open_after AND deadline IS NOT NULL AND deadline <= :until AND CASE
    WHEN last_owner <> 'customer' THEN 1
    WHEN NOT asked THEN 0
    ELSE NOT json_extract(terms, '$.waitingStopsClock') OR last_began >= deadline END) AS overdue,
  sum(CASE WHEN open_before OR came OR returned THEN reopened_here ELSE 0 END) AS reopened,
  sum(CASE WHEN is_request THEN coalesce((SELECT due FROM fell WHERE fell.id = requests.id), 0) ELSE 0 END) AS due,
  sum(CASE WHEN is_request THEN coalesce((SELECT kept FROM fell WHERE fell.id = requests.id), 0) ELSE 0 END) AS kept
FROM requests WHERE :key IS NULL OR :key = `

const VALUES = `
${LIVES}
SELECT net / (3600.0 * day_hours) AS net, gross / (3600.0 * day_hours) AS gross,
  sums.us, sums.customer, sums.development, sums.contract, sums.gross AS seconds
FROM requests JOIN sums USING (id) WHERE out = 'processed' AND (:key IS NULL OR :key = `

const FIRST = `
${LIVES},
judged AS (
  SELECT id, criticality <> 'normal' AS high, open_after,
    CASE WHEN answered_at < :end THEN answered_at END AS answered,
    CASE WHEN criticality <> 'normal'
      THEN (unixepoch(coalesce(CASE WHEN answered_at < :end THEN answered_at END, :until)) - unixepoch(received_at)) / 3600.0
      ELSE (SELECT coalesce(sum(min(closes, unixepoch(coalesce(CASE WHEN answered_at < :end THEN answered_at END, :until)))
          - max(opens, unixepoch(received_at))), 0) / 3600.0
        FROM hours.windows WHERE windows.clock = CASE WHEN day_hours = 24 THEN 'around' ELSE 'house' END
          AND closes > unixepoch(received_at)
          AND opens < unixepoch(coalesce(CASE WHEN answered_at < :end THEN answered_at END, :until))) END AS hours
  FROM requests WHERE came AND is_request)
SELECT high, hours, answered IS NOT NULL AS given, hours <= CASE WHEN high THEN 2 ELSE 8 END AS within FROM judged
WHERE answered IS NOT NULL OR (open_after AND hours > CASE WHEN high THEN 2 ELSE 8 END)`

const LOAD = `
${LIVES}
SELECT (strftime('%w', received_at, '+3 hours') + 6) % 7 AS day, CAST(strftime('%H', received_at, '+3 hours') AS INTEGER) AS hour,
  count(*) AS came FROM requests WHERE came GROUP BY day, hour`

const EVENTS = `
SELECT
  (SELECT count(DISTINCT outgoing) FROM deliveries JOIN outgoing ON outgoing.number = deliveries.outgoing
    WHERE deliveries.state = 'failed' AND deliveries.audience = 'customer' AND ticket IS NOT NULL
      AND settled_at >= :from AND settled_at < :end) AS undelivered,
  (SELECT count(*) FROM journal WHERE what = 'withheld' AND at >= :from AND at < :end) AS withheld`

/** The last closing of the period that asked, a ticket; the last word said to it. */
const HELP = `
WITH askings AS (
  SELECT tickets.id, row_number() OVER (PARTITION BY tickets.id ORDER BY json_extract(asking.value, '$.at') DESC) AS back,
    json_extract(asking.value, '$.said.word') AS word
  FROM tickets, json_each(tickets.more, '$.helpAsked') AS asking
  WHERE json_extract(asking.value, '$.at') >= :from AND json_extract(asking.value, '$.at') < :end)
SELECT count(*) AS asked, coalesce(sum(word = 'helped'), 0) AS helped, coalesce(sum(word = 'did not help'), 0) AS didNotHelp,
  coalesce(sum(word IS NULL), 0) AS notSaid FROM askings WHERE back = 1`

type Row = Readonly<Record<string, number>>

function values({ from, to }: Span, now: Date): Record<string, string> {
  const running = now.toISOString() < to
  const end = running ? new Date(now.getTime() + 1).toISOString() : to
  return { from, end, until: running ? now.toISOString() : to }
}

function asked(sql: string, period: Span, now: Date, key: string | null = null): readonly Row[] {
  const bound = values(period, now)
  const wanted = Object.fromEntries(Object.entries({ ...bound, key }).filter(([name]) => sql.includes(`:${name}`)))
  return books.prepare<[Record<string, unknown>], Row>(sql).all(wanted)
}

function counted(period: Span, now = desk.now): Figures {
  const { from, to } = period
  return figuresNow({ from: new Date(from), to: new Date(to), contract: null }, desk.store.reading, desk.policy, now)
}

function plainTotals(measures: Measures): Row {
  const { balance, overdue, waiting, reopened, deadlines } = measures
  return { ...balance, overdue, waiting, reopened, due: deadlines.of, kept: deadlines.kept }
}

function totals(period: Span, now: Date, column = '1', key: string | null = null): Row {
  const [{ key: _, ...row } = {} as Row] = asked(`${TOTALS}${column}`, period, now, key)
  return row
}

function spread(all: readonly number[]): Measures['processing']['net'] {
  if (all.length === 0) return { mean: null, median: null, p90: null }
  const sorted = [...all].sort((a, b) => a - b)
  const near = (value: number): number => Math.round(value * 100) / 100
  const half = sorted.length / 2
  const median =
    sorted.length % 2 === 1 ? sorted[Math.floor(half)] : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
  const mean = sorted.reduce((sum, one) => sum + one, 0) / sorted.length
  return { mean: near(mean), median: near(median ?? 0), p90: near(sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0) }
}

const PERIODS = [...MONTHS, ...QUARTERS, YEAR]

test('the generated year has something of everything', () => {
  const { total, outOfTurn, reopened, events, by } = counted(YEAR)
  const { balance, help } = total
  expect([help.helped, help.didNotHelp, help.notSaid].every((count) => count > 1)).toBe(true)
  expect([balance.processed, balance.refused, balance.notRequests, balance.merged].every((count) => count > 3)).toBe(
    true,
  )
  expect(total.turns.us && total.turns.customer && total.turns.development && total.turns.contract).toBeGreaterThan(0)
  expect(total.deadlines.kept).toBeLessThan(total.deadlines.of)
  expect(outOfTurn.some((one) => one.overtook.length > 0)).toBe(true)
  expect(new Set(reopened.map((one) => one.by)).size).toBeGreaterThan(1)
  expect(new Set(events.map((one) => one.kind))).toContain('undelivered')
  expect(by.contract.map((one) => one.key)).toContain('18/2026')
  expect(by.channel.map((one) => one.key)).toEqual(['email', 'phone'])
})

describe.each(PERIODS.map((one) => [one.name, one] as const))('%s', (_, period) => {
  test('the balance, what is overdue and waits, what was kept of what fell due, as SQL counts them; and it adds up', () => {
    const { total } = counted(period)
    expect(plainTotals(total)).toEqual(totals(period, desk.now))
    const { openBefore, came, returned, processed, refused, notRequests, merged, openAfter } = total.balance
    expect(openBefore + came + returned).toBe(processed + refused + notRequests + merged + openAfter)
  })

  test('processing time and whose it was, as SQL sums the opening hours', () => {
    const { processing, turns } = counted(period).total
    const rows = asked(`${VALUES}1)`, period, desk.now)
    const sum = (name: string): number => rows.reduce((all, row) => all + (row[name] ?? 0), 0)
    expect(processing).toEqual({
      requests: rows.length,
      net: spread(rows.map((row) => row.net ?? 0)),
      gross: spread(rows.map((row) => row.gross ?? 0)),
    })
    expect(turns).toEqual({
      ...{ us: sum('us'), customer: sum('customer'), development: sum('development'), contract: sum('contract') },
      gross: sum('seconds'),
    })
    expect(turns.us + turns.customer + turns.development + turns.contract).toBe(turns.gross)
  })

  test('first answers, by working hours and by the wall', () => {
    const { firstAnswer } = counted(period).total
    for (const [name, high] of [
      ['normal', 0],
      ['high', 1],
    ] as const) {
      const rows = asked(FIRST, period, desk.now).filter((row) => row.high === high)
      const given = rows.filter((row) => row.given === 1).map((row) => row.hours ?? 0)
      expect(firstAnswer[name]).toEqual({
        kept: rows.filter((row) => row.within === 1).length,
        of: rows.length,
        medianHours: spread(given).median,
      })
    }
  })

  test('each part of each cut is what SQL counts for it, and the parts make the whole', () => {
    const figures = counted(period)
    const columns = {
      category: 'category',
      criticality: 'criticality',
      channel: 'channel',
      contract: 'served',
    } as const
    for (const [cut, column] of Object.entries(columns) as [keyof typeof columns, string][]) {
      for (const group of figures.by[cut]) {
        if (group.key === null) continue
        const { key, ...measures } = group
        expect([cut, key, plainTotals(measures)]).toEqual([cut, key, totals(period, desk.now, column, key)])
      }
      const came = figures.by[cut].reduce((sum, one) => sum + one.balance.came, 0)
      expect(came).toBe(figures.total.balance.came)
    }
    const engineers = figures.by.engineer.reduce((sum, one) => sum + one.deadlines.of, 0)
    expect(engineers).toBe(figures.total.deadlines.of)
  })

  test('letters that did not arrive, and acknowledgements that were not sent, with their tickets', () => {
    const { total, events } = counted(period)
    const [row] = asked(EVENTS, period, desk.now)
    expect({ undelivered: total.undelivered, withheld: total.notAcknowledged }).toEqual(row)
    expect(events).toHaveLength((row?.undelivered ?? 0) + (row?.withheld ?? 0))
  })

  test('whom the closings asked whether it helped, and what they said', () => {
    const { help } = counted(period).total
    expect(help).toEqual(asked(HELP, period, desk.now)[0])
    expect(help.helped + help.didNotHelp + help.notSaid).toBe(help.asked)
  })

  test('load by weekday and hour', () => {
    const { load, total } = counted(period)
    const grid = load.hours.map((day) => day.map(() => 0))
    for (const { day = 0, hour = 0, came = 0 } of asked(LOAD, period, desk.now)) {
      const row = grid[day]
      if (row !== undefined) row[hour] = came
    }
    expect(load.hours).toEqual(grid)
    expect(load.inside + load.outside).toBe(total.balance.came)
  })
})

test('what is open after a month is open before the next, and the months of the year make the year', () => {
  const balances = MONTHS.map((one) => counted(one).total.balance)
  for (const [at, balance] of balances.entries()) {
    if (at > 0) expect(balance.openBefore).toBe(balances[at - 1]?.openAfter)
  }
  const year = counted(YEAR).total
  expect(balances.reduce((sum, one) => sum + one.came, 0)).toBe(year.balance.came)
  expect(MONTHS.reduce((sum, one) => sum + counted(one).total.deadlines.of, 0)).toBe(year.deadlines.of)
})

test('a running month is counted up to now, as SQL counts it', () => {
  const now = new Date('2026-12-20T09:30:00Z')
  const december = MONTHS[11]
  if (december === undefined) throw new Error('there is a December')
  expect(counted(december, now).until).toEqual(now)
  expect(plainTotals(counted(december, now).total)).toEqual(totals(december, now))
})

test('the figures of one contract are its part of the cut', () => {
  const { from, to } = YEAR
  const whole = counted(YEAR).by.contract.find((one) => one.key === '18/2026')
  const asked18 = { from: new Date(from), to: new Date(to), contract: '18/2026' }
  const { key: _, ...measures } = whole ?? { key: null }
  expect(figuresNow(asked18, desk.store.reading, desk.policy, desk.now).total).toEqual(measures)
})
