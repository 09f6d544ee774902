// The figures of a period -> the values of the report's template.
import { NORM_DAYS, type ReportRow, type ReportWords, type Share, type Spread } from '../words/words.ts'
import type { Tongue } from './language/tongue.ts'
import type { View, Writer } from './view.ts'

/** Every value that the report's template may name, but for its first lines. */
export function reportView({ figures }: ReportWords, writer: Writer): View {
  const { format } = writer
  const [first, last] = [format.shortDay(figures.from), format.shortDay(new Date(figures.to.getTime() - 1))]
  const { processing } = figures
  return {
    period: first === last ? first : `${first} – ${last}`,
    until: figures.until < figures.to ? format.at(figures.until) : '',
    ...counts({
      opened: figures.opened,
      closed: figures.closed,
      declined: figures.declined,
      merged: figures.merged,
      reopened: figures.reopened,
      open: figures.openAtEnd,
      overdue: figures.overdueAtEnd,
      waiting: figures.waitingAtEnd,
    }),
    net: spreadView(processing.net, writer),
    gross: spreadView(processing.gross, writer),
    waited: spreadView(figures.waited, writer),
    norm: `${NORM_DAYS.from}–${NORM_DAYS.to}`,
    onTime: shareView(figures.onTime),
    firstAnswer: shareView(figures.firstAnswer),
    byState: rows(figures.byState, writer, (key, tongue) => chosen(tongue.states, key)),
    byCategory: rows(figures.byCategory, writer, (key, tongue) => chosen(tongue.categories, key)),
    byCriticality: rows(figures.byCriticality, writer, (key, tongue) => chosen(tongue.criticalities, key)),
    byContract: rows(figures.byContract, writer),
    byEngineer: rows(figures.byEngineer, writer),
    mail: counts({ ...figures.mail }),
  }
}

function counts(figures: Readonly<Record<string, number>>): View {
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, String(figure)]))
}

/** '' where there is nothing to count: the template then says so. */
function spreadView({ average, median }: Spread, { tongue }: Writer): View {
  const figure = (value: number | null): string =>
    value === null ? '' : value.toFixed(1).replace('.', tongue.script.decimalPoint)
  return { average: figure(average), median: figure(median) }
}

function shareView({ kept, of }: Share): View {
  return { kept: String(kept), of: String(of), percent: of === 0 ? '' : String(Math.round((100 * kept) / of)) }
}

function chosen(names: Readonly<Record<string, string>>, key: string): string {
  return names[key] ?? key
}

/** A long list ends with what is left of it. */
const MOST_ROWS = 30

function rows(
  all: readonly ReportRow[],
  writer: Writer,
  named: (key: string, tongue: Tongue) => string = (key) => writer.speech.line(key),
): readonly View[] {
  return all.slice(0, MOST_ROWS).map(({ key, opened, closed, open }) => ({
    label: key === null ? writer.tongue.none : named(key, writer.tongue),
    ...counts({ opened, closed, open }),
  }))
}
