// The figures of a period as a page: the report's own values, tables in place of lines, and beside each curve its table.
import type { CurvePoint, Curves, Cut, Drawing, Figures, Page } from '../words/words.ts'
import { NORM_DAYS } from '../words/words.ts'
import { inDays } from './measures.ts'
import { chosen, contractsView } from './page-line.ts'
import { reportView } from './report.ts'
import type { View, Writer } from './view.ts'

type FiguresFacts = Extract<Page, { page: 'figures' }>

const CUTS: readonly Cut[] = ['category', 'contract', 'engineer', 'channel', 'criticality']

/** Every value that the page may name; `drawings` are SVG by the name of the curve. */
export function figuresPageView(page: FiguresFacts, drawings: Readonly<Record<string, string>>, writer: Writer): View {
  const { tongue } = writer
  const { asked, trouble, figures, previous, curves } = page
  const report =
    figures === null
      ? false
      : reportView(
          { letter: 'report', goes: null, prefix: page.prefix, figures, by: asked.by || null, previous },
          writer,
        )
  return {
    trouble: trouble === null ? '' : tongue.board.figuresTroubles[trouble],
    ...{ fromDay: asked.from, toDay: asked.to, compare: asked.compare },
    contracts: contractsView(page.choices.contracts, asked.contract, writer),
    cuts: chosen(CUTS, asked.by, (cut) => tongue.report.cut[cut as Cut]),
    report,
    measures: report === false ? [] : measureTables(report.total, writer),
    groups: report === false ? [] : groupsOf(report.groups, writer),
    mail: report === false ? [] : rowsOf(report.mail, tongue.board.mailCounts),
    curves:
      figures === null || curves === null
        ? []
        : drawingsOf(figures, curves, writer).map((one) => ({
            ...{ title: one.title, name: one.name, svg: drawings[one.name] ?? '' },
            ...tableOf(one, writer),
          })),
  }
}

function isView(value: unknown): value is View {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function rowsOf(values: unknown, labels: Readonly<Record<string, string>>): readonly View[] {
  if (!isView(values)) return []
  return Object.entries(labels)
    .map(([name, label]) => ({ label, value: String(values[name] ?? '') }))
    .filter(({ value }) => value !== '')
}

const TABLES = {
  balance: [
    ...['openBefore', 'came', 'returned', 'processed', 'refused', 'notRequests', 'merged', 'openAfter', 'overdue'],
    'waiting',
  ],
  time: ['requests', 'net', 'gross', 'norm'],
  promises: ['deadlines', 'firstAnswer', 'firstNormal', 'firstHigh'],
  quality: ['outOfTurn', 'reopened', 'undelivered', 'setAside', 'notAcknowledged', 'helped', 'didNotHelp', 'notSaid'],
} as const

function measureTables(total: unknown, { tongue }: Writer): readonly View[] {
  const { labels, measures } = tongue.board
  const named: Readonly<Record<string, string>> = measures
  const tables = Object.entries(TABLES).map(([table, names]) => ({
    heading: labels[table as keyof typeof TABLES],
    rows: rowsOf(total, Object.fromEntries(names.map((name) => [name, named[name] ?? name]))),
    note: table === 'balance' && isView(total) ? String(total.balance) : '',
  }))
  const turns = isView(total) && Array.isArray(total.turns) ? total.turns.filter(isView) : []
  const rows = turns.map((one) => ({ label: String(one.label), value: String(one.time) }))
  const owners: View = { heading: labels.turns, rows, note: '' }
  return [...tables.slice(0, 2), ...(turns.length === 0 ? [] : [owners]), ...tables.slice(2)]
}

function groupsOf(groups: unknown, writer: Writer): readonly View[] {
  if (!Array.isArray(groups)) return []
  return groups.filter(isView).map((one) => ({
    heading: `${String(one.heading)}: ${String(one.label)}`,
    measures: measureTables(one.measures, writer),
  }))
}

/** The curves of a period, in the words of the language; who draws them knows nothing of tickets. */
export function drawingsOf(figures: Figures, curves: Curves, writer: Writer): readonly Drawing[] {
  const fine = curves.points.length < 2 ? [] : overTime(curves, writer)
  const slow = curves.months.length < 2 ? [] : byMonth(curves, writer)
  return [...fine, ...slow, byHour(figures, writer)].filter(hasFigures)
}

/** What has nothing but gaps is no drawing. */
function hasFigures({ series, kind }: Drawing): boolean {
  return series.some(({ values }) => values.some((one) => one !== null && (kind === 'lines' || one > 0)))
}

function overTime({ step, points }: Curves, { tongue, format }: Writer): readonly Drawing[] {
  const { curves, measures } = tongue.board
  const stretches = points.map(({ from }) =>
    step === 'month'
      ? monthName(from, format)
      : { short: format.shortDay(from).slice(0, 5), name: format.shortDay(from) },
  )
  const common: Pick<Drawing, 'kind' | 'band' | 'unit' | 'stretches'> = {
    ...{ kind: 'lines', band: null, unit: curves.requests, stretches },
  }
  const line = (label: string, of: (one: CurvePoint) => number) => ({ label, values: points.map(of) })
  return [
    {
      ...{ ...common, name: 'flow', title: curves.flow },
      series: [line(measures.came, (one) => one.came), line(measures.processed, (one) => one.processed)],
    },
    {
      ...{ ...common, name: 'stock', title: curves.stock },
      series: [line(curves.open, (one) => one.open), line(tongue.overdue, (one) => one.overdue)],
    },
  ]
}

function byMonth({ months }: Curves, { tongue, format }: Writer): readonly Drawing[] {
  const { curves, measures } = tongue.board
  const stretches = months.map(({ from }) => monthName(from, format))
  const norm = { from: NORM_DAYS.from, to: NORM_DAYS.to, label: curves.norm }
  const percent = (one: CurvePoint): number | null => (one.due === 0 ? null : Math.round((100 * one.kept) / one.due))
  return [
    {
      ...{ kind: 'lines', name: 'days', title: curves.days, unit: curves.workingDays, band: norm, stretches },
      series: [{ label: measures.net, values: months.map((one) => one.meanDays) }],
    },
    {
      ...{ kind: 'lines', name: 'kept', title: curves.kept, unit: curves.percent, band: null, stretches },
      series: [{ label: measures.deadlines, values: months.map(percent) }],
    },
  ]
}

function monthName(at: Date, format: Writer['format']): Drawing['stretches'][number] {
  return { short: format.shortDay(at).slice(3), name: format.month(at) }
}

function byHour({ load }: Figures, { tongue }: Writer): Drawing {
  const { load: title, requests } = tongue.board.curves
  const hours = Array.from({ length: 24 }, (_, hour) => load.hours.reduce((sum, day) => sum + (day[hour] ?? 0), 0))
  const stretches = hours.map((_, hour) => ({ short: String(hour), name: `${hour}–${hour + 1}` }))
  return {
    ...{ kind: 'bars', name: 'load', title, unit: requests, band: null, stretches },
    series: [{ label: requests, values: hours }],
  }
}

function tableOf({ stretches, series, kind }: Drawing, writer: Writer): View {
  const { labels } = writer.tongue.board
  return {
    columns: [kind === 'bars' ? labels.hour : labels.stretch, ...series.map((one) => one.label)],
    rows: stretches.map(({ name }, n) => ({
      label: name,
      values: series.map(({ values }) => valueWords(values[n] ?? null, writer)),
    })),
  }
}

function valueWords(value: number | null, writer: Writer): string {
  if (value === null) return '—'
  return Number.isInteger(value) ? String(value) : inDays(value, writer)
}
