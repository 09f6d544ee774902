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

/** One JSON object: whose, the requests under the names of the CSV's header, the figures. */
export function statementJson({ lines, figures, about, from, to }: Statement, zone: string): string {
  const at = (instant: Date | null): string | null => (instant === null ? null : isoLocal(instant, zone))
  const { contract, organisation } = about
  const requests = lines.map((one) => ({
    id: `${about.prefix}-${one.ticket}`,
    ...{ subject: one.subject, category: one.category, criticality: one.high ? 'high' : 'normal' },
    ...{ receivedAt: at(one.receivedAt), deadline: at(one.promisedAt), processedAt: at(one.processedAt) },
    customerWorkingSeconds: one.customer.seconds,
    outcome: one.outcome,
    lateWorkingSeconds: one.late?.seconds ?? null,
  }))
  return JSON.stringify({ contract, organisation, from: at(from), to: at(to), requests, figures })
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
