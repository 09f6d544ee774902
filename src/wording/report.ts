// The figures of a period -> the values of the report's template.
import type {
  Cut,
  EventLine,
  Figures,
  Group,
  LateLine,
  Load,
  OutOfTurnLine,
  ReopenedLine,
  ReportWords,
} from '../words/words.ts'
import { inDays, measuresView, share } from './measures.ts'
import { dated, lineOr, subjectWords, type Value, type View, type Writer } from './view.ts'

/** Every value that the report's template may name, but for its first lines. */
export function reportView({ figures, by, previous, prefix }: ReportWords, writer: Writer): View {
  const { format, tongue } = writer
  return {
    period: periodWords(figures, writer),
    contract: figures.contract === null ? '' : writer.speech.line(figures.contract),
    until: figures.until < figures.to ? format.at(figures.until) : '',
    compared: previous === null ? '' : tongue.report.compared(periodWords(previous, writer)),
    total: measuresView(figures.total, previous?.total ?? null, figures.norms, writer),
    states: figures.states.map(({ state, open }) => ({ label: tongue.states[state], open: String(open) })),
    ...listsView(figures, prefix, writer),
    load: loadView(figures.load, writer),
    cuts: by === null ? CUTS.map((cut) => cutInShort(cut, figures, writer)) : [],
    groups: by === null ? [] : figures.by[by].map((group) => groupView(by, group, figures, writer)),
    mail: Object.fromEntries(Object.entries(figures.mail).map(([name, count]) => [name, String(count)])),
  }
}

const CUTS: readonly Cut[] = ['category', 'criticality', 'contract', 'engineer', 'channel']

/** «01.11.2026 – 30.11.2026», or the one day. */
export function periodWords(period: { readonly from: Date; readonly to: Date }, { format }: Writer): string {
  const [first, last] = [format.shortDay(period.from), format.shortDay(new Date(period.to.getTime() - 1))]
  return first === last ? first : `${first} – ${last}`
}

/** A long list ends with what is left of it. */
const MOST_ROWS = 30
const MOST_LINES = 100

function cutInShort(cut: Cut, figures: Figures, writer: Writer): View {
  const groups = figures.by[cut]
  return {
    heading: writer.tongue.report.cuts[cut],
    rows: groups
      .slice(0, MOST_ROWS)
      .map((group) => ({ label: labelOf(cut, group.key, writer), said: inShort(group, writer) })),
    more: moreOf(groups.length, MOST_ROWS, writer),
  }
}

function inShort({ balance, overdue, processing, deadlines }: Group, writer: Writer): string {
  const { mean } = processing.net
  return writer.tongue.report.group({
    came: String(balance.came),
    processed: String(balance.processed),
    open: String(balance.openAfter),
    overdue: String(overdue),
    mean: mean === null ? '' : inDays(mean, writer),
    kept: deadlines.of === 0 ? '' : share(writer)(deadlines),
  })
}

function groupView(cut: Cut, group: Group, figures: Figures, writer: Writer): View {
  return {
    heading: writer.tongue.report.cut[cut],
    label: labelOf(cut, group.key, writer),
    measures: measuresView(group, null, figures.norms, writer),
  }
}

/** A part of a cut by its name. */
export function labelOf(cut: Cut, key: string | null, writer: Writer): string {
  const { tongue, speech } = writer
  if (key === null) return tongue.none
  const named: Readonly<Record<string, string>> =
    cut === 'category' ? tongue.categories : cut === 'criticality' ? tongue.criticalities : tongue.report.channels
  return cut === 'contract' || cut === 'engineer' ? speech.line(key) : (named[key] ?? key)
}

function listsView(figures: Figures, prefix: string, writer: Writer): View {
  const { late, outOfTurn, reopened, events } = figures
  const lines = <T>(name: string, all: readonly T[], view: (one: T) => View): readonly (readonly [string, Value])[] => [
    [name, all.slice(0, MOST_LINES).map(view)],
    [`${name}More`, moreOf(all.length, MOST_LINES, writer)],
  ]
  return Object.fromEntries([
    ...lines('late', late, (one) => lateView(one, prefix, writer)),
    ...lines('raised', outOfTurn, (one) => raisedView(one, prefix, writer)),
    ...lines('openedAgain', reopened, (one) => reopenedView(one, prefix, writer)),
    ...lines('events', events, (one) => eventView(one, prefix, writer)),
  ])
}

function moreOf(count: number, most: number, { tongue }: Writer): string {
  return count > most ? tongue.report.more(count - most) : ''
}

function numberOf(prefix: string, ticket: number, { speech }: Writer): string {
  return speech.line(`${prefix}-${ticket}`)
}

function lateView(line: LateLine, prefix: string, writer: Writer): View {
  const { tongue, format } = writer
  const over = line.over.seconds < 60 ? '' : format.working(line.over)
  return {
    number: numberOf(prefix, line.ticket, writer),
    said: tongue.report.overBy(format.momentBy(line.deadlineAt), over),
    why: tongue.report.why(line.why, format.moment(line.since), lineOr(writer, line.reference)),
    now: tongue.report.lateNow[line.now],
    engineer: lineOr(writer, line.engineer) || tongue.nobody,
    subject: subjectWords(writer, line.subject),
  }
}

function raisedView(line: OutOfTurnLine, prefix: string, writer: Writer): View {
  const { tongue, format } = writer
  const { report, groundNames } = tongue
  const said = line.overtook.map(({ ticket, by, deadlineAt, date }) =>
    report.overtook(
      numberOf(prefix, ticket, writer),
      by.seconds < 60 ? '' : format.working(by),
      report.date(date, dated(deadlineAt, format.momentBy)),
    ),
  )
  return {
    number: numberOf(prefix, line.ticket, writer),
    said: report.raised(
      format.moment(line.at),
      groundNames[line.ground],
      lineOr(writer, line.why),
      lineOr(writer, line.by),
    ),
    overtook: said.length === 0 ? [report.overtookNobody] : said,
    subject: subjectWords(writer, line.subject),
  }
}

function reopenedView(line: ReopenedLine, prefix: string, writer: Writer): View {
  return {
    number: numberOf(prefix, line.ticket, writer),
    said: writer.tongue.report.reopened(writer.format.moment(line.at), line.by),
    subject: subjectWords(writer, line.subject),
  }
}

function eventView(line: EventLine, prefix: string, writer: Writer): View {
  return {
    number: numberOf(prefix, line.ticket, writer),
    said: `${writer.format.moment(line.at)}: ${writer.tongue.report.events[line.kind]}`,
    detail: lineOr(writer, line.detail.slice(0, 300)),
  }
}

function loadView({ hours, inside, outside }: Load, writer: Writer): View | false {
  if (inside + outside === 0) return false
  const { tongue } = writer
  const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0)
  const byDay = hours.map((day, at) => `${tongue.report.weekdays[at] ?? ''} ${sum(day)}`)
  const byHour = Array.from({ length: 24 }, (_, hour) => sum(hours.map((day) => day[hour] ?? 0)))
  return {
    byDay: byDay.join(', '),
    byHour: byHour.flatMap((count, hour) => (count === 0 ? [] : [`${hour}–${hour + 1}: ${count}`])).join(', '),
    inside: share(writer)({ kept: inside, of: inside + outside }),
  }
}
