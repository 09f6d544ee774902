// The statement for a spreadsheet: a request a line, then the month's figures.
import { isoLocal } from '../../calendar/calendar.ts'
import type { Statement, StatementLine } from '../../words/words.ts'
import { quoted } from './report-data.ts'

const HEADER =
  'number,subject,category,criticality,received,due,processed,customer_working_hours,outcome,late_working_hours'

/** Comma-separated (RFC 4180): the requests under a header, a line without anything, then figure,value. */
export function statementCsv({ lines, figures, about }: Statement, zone: string): readonly string[] {
  const { deadlines, ...counts } = figures
  return [
    HEADER,
    ...lines.map((one) => rowOf(one, about.prefix, zone)),
    '',
    'figure,value',
    `contract,${quoted(about.contract)}`,
    ...Object.entries({ ...counts, deadlinesKept: deadlines.kept, deadlinesDue: deadlines.of }).map(
      ([name, value]) => `${name},${value ?? ''}`,
    ),
  ]
}

function rowOf(one: StatementLine, prefix: string, zone: string): string {
  const at = (instant: Date | null): string => (instant === null ? '' : isoLocal(instant, zone))
  const hours = (seconds: number): string => String(Math.round(seconds / 36) / 100)
  return [
    `${prefix}-${one.ticket}`,
    quoted(one.subject.replace(/[\r\n]+/g, ' ')),
    one.category,
    one.high ? 'high' : 'normal',
    at(one.receivedAt),
    at(one.promisedAt),
    at(one.processedAt),
    hours(one.customer.seconds),
    one.outcome,
    one.late === null ? '' : hours(one.late.seconds),
  ].join(',')
}
