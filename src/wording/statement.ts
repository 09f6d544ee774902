// The statement of a contract -> the values of its templates: the text of a mail, and the page that prints on A4.
import { NORM_DAYS, type Statement, type StatementLine, type StatementWords, type WorkingTime } from '../words/words.ts'
import { cleanLine } from './marks.ts'
import { inDays, share } from './measures.ts'
import type { View, Writer } from './view.ts'

/** Every value that the text's template may name. */
export function statementView({ statement, sendsTo }: StatementWords, writer: Writer): View {
  return {
    ...valuesOf(statement, writer, writer.speech.line),
    answerable: sendsTo !== null,
    sends:
      sendsTo === null || sendsTo.length === 0
        ? ''
        : writer.tongue.statement.sends(sendsTo.map(writer.speech.line).join(', ')),
  }
}

/** Every value that the page's template may name. */
export function statementPageView({ statement }: StatementWords, writer: Writer): View {
  return { ...valuesOf(statement, writer, cleanLine), language: writer.language }
}

/** `line` makes somebody's words harmless in the way of the template. */
function valuesOf(statement: Statement, writer: Writer, line: (text: string) => string): View {
  const { tongue, format } = writer
  const { about, figures } = statement
  const words = tongue.statement
  const month = monthWords(statement, writer)
  return {
    title: words.title,
    month,
    contract: words.contract(line(about.contract), line(about.organisation ?? '')),
    contractNumber: line(about.contract),
    running: statement.until < statement.to ? words.running(format.at(statement.until)) : '',
    columns: words.columns,
    lines: statement.lines.map((one) => lineView(one, about.prefix, writer, line)),
    nothing: statement.lines.length === 0 ? words.nothing : '',
    figuresTitle: words.figuresTitle,
    figures: figureRows(figures, writer),
    clausesTitle: words.clausesTitle,
    clauses: clausesOf(about, writer),
    made: words.made(format.at(statement.madeAt)),
    support: [about.support.name, about.support.address, about.support.phone]
      .map(line)
      .filter((one) => one !== '')
      .join(', '),
    supportName: line(about.support.name),
  }
}

/** «ноябрь 2026 г.», or the days of another period. */
function monthWords({ from, to }: Statement, { format }: Writer): string {
  const [first, last] = [format.month(from), format.month(new Date(to.getTime() - 1))]
  return first === last ? first : `${format.shortDay(from)} – ${format.shortDay(new Date(to.getTime() - 1))}`
}

const SHOWN_SUBJECT = 90

function lineView(one: StatementLine, prefix: string, writer: Writer, line: (text: string) => string): View {
  const { tongue, format } = writer
  const words = tongue.statement
  const signs = [...one.subject.trim()]
  const subject = signs.length <= SHOWN_SUBJECT ? one.subject : `${signs.slice(0, SHOWN_SUBJECT - 1).join('')}…`
  return {
    number: line(`${prefix}-${one.ticket}`),
    subject: line(subject) || tongue.noSubject,
    high: one.high ? words.high : '',
    came: format.moment(one.receivedAt),
    promised: one.promisedAt === null ? words.none : format.momentBy(one.promisedAt),
    processed: one.processedAt === null ? words.notYet : format.moment(one.processedAt),
    customer: timeOr(one.customer, words.none, writer),
    hours: one.customer.seconds < 60 ? words.none : hoursOf(one.customer, writer),
    ...short(one, writer),
    outcome: words.outcome(one.outcome, {
      late: one.late === null || one.late.seconds < 60 ? '' : format.working(one.late),
      development: one.lateInDevelopment,
      into: one.mergedInto === null ? '' : line(`${prefix}-${one.mergedInto}`),
    }),
  }
}

/** The same for the narrow columns of a page: day and time apart, time in hours, the outcome in a few words. */
function short(one: StatementLine, { tongue, format }: Writer): View {
  const split = (at: Date | null, closing: boolean): View => {
    const [day = '', time = ''] =
      at === null ? [tongue.statement.none] : (closing ? format.momentBy(at) : format.moment(at)).split(', ')
    return { day, time }
  }
  return {
    cameOn: split(one.receivedAt, false),
    promisedOn: split(one.promisedAt, true),
    processedOn: split(one.processedAt, false),
  }
}

function hoursOf({ seconds }: WorkingTime, { tongue }: Writer): string {
  const minutes = Math.floor(seconds / 60)
  return tongue.report.hours(Math.floor(minutes / 60), minutes % 60)
}

function timeOr(time: WorkingTime, none: string, { format }: Writer): string {
  return time.seconds < 60 ? none : format.working(time)
}

function figureRows(figures: Statement['figures'], writer: Writer): readonly View[] {
  const words = writer.tongue.statement
  const { openBefore, came, returned, processed, refused, merged, openAfter, high, meanDays, meanCustomerDays } =
    figures
  const norm = `${NORM_DAYS.from}–${NORM_DAYS.to}`
  const counts = { openBefore, came, returned, processed, refused, merged, openAfter, high }
  const shown = Object.entries(counts).filter(([name, count]) => count > 0 || ALWAYS.has(name))
  return [
    ...shown.map(([name, count]) => ({ label: words.figures[name as keyof typeof counts], value: String(count) })),
    { label: words.figures.deadlines, value: share(writer)(figures.deadlines) },
    ...(meanDays === null ? [] : [{ label: words.figures.mean, value: words.mean(inDays(meanDays, writer), norm) }]),
    ...(meanCustomerDays === null || meanCustomerDays === 0
      ? []
      : [{ label: words.figures.customer, value: words.days(inDays(meanCustomerDays, writer)) }]),
  ]
}

const ALWAYS = new Set(['openBefore', 'came', 'processed', 'openAfter'])

function clausesOf({ terms }: Statement['about'], { tongue, format }: Writer): readonly string[] {
  return tongue.statement.clauses({
    days: format.range(terms.minDays, terms.maxDays, terms.everyDay ? 'day' : 'workingDay'),
    hours: `${terms.open}–${terms.close}`,
    ...{ everyDay: terms.everyDay, own: terms.own, waitingStopsClock: terms.waitingStopsClock },
  })
}
