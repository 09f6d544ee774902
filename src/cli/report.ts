// `ticketd report`: the figures of a period, for people, for a page, for a spreadsheet.
import { parseArgs } from 'node:util'
import { addDays, isoLocal, startOfDay } from '../calendar/calendar.ts'
import { TEMPLATES } from '../daemon/daemon.ts'
import { type Period, type Policy, periodIn, reportRules } from '../desk/desk.ts'
import { figuresOf } from '../report/report.ts'
import { openReading } from '../store/store.ts'
import { openWording } from '../wording/wording.ts'
import { type Draft, type Figures, NORM_DAYS, type ReportRow } from '../words/words.ts'
import { configured, ruled } from './frame/configured.ts'
import { EXIT, type Verb, wrongUsage } from './frame/verb.ts'

const FORMATS = ['text', 'json', 'csv', 'html'] as const
type Format = (typeof FORMATS)[number]

const HELP = `ticketd report --from D --to D [--format text|json|csv|html]

The period's figures: what came, was finished, stands open; processing time beside the regulation's ${NORM_DAYS.from}-${NORM_DAYS.to} working days;
deadlines kept, first answers in time, mail. Both days belong to the period.
  --from D, --to D   a day: 2026-11-01 or 01.11.2026; --to left out: until today
  --format F         text (default), json, csv (name, key, figure, one a line), html (a page)
  --json             the same as --format json`

export const reportVerb: Verb = {
  name: 'report',
  help: HELP,
  async run(args, io, file) {
    const options = optionsOf(args)
    if (typeof options === 'string') return wrongUsage(io, reportVerb, options)
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const policy = ruled(config, file, io)
    if (typeof policy === 'number') return policy
    const now = new Date()
    const period = periodOf(options, policy, now)
    if (typeof period === 'string') return wrongUsage(io, reportVerb, period)
    const books = openReading(config.data.directory)
    try {
      const figures = figuresOf(period, books.period(period.from, period.to), reportRules(policy, now))
      for (const line of printed(figures, options.format, policy)) io.out(line)
      return EXIT.done
    } finally {
      books.close()
    }
  },
}

interface Options {
  readonly from: string
  readonly to: string | null
  readonly format: Format
}

function optionsOf(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        format: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
    const wanted = values.format ?? (values.json === true ? 'json' : 'text')
    const format = FORMATS.find((one) => one === wanted)
    if (values.from === undefined) return 'say from which day: --from 2026-11-01'
    if (format === undefined) return `--format ${wanted} is none of ${FORMATS.join(', ')}`
    return { from: values.from, to: values.to ?? null, format }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** From the beginning of the first day to the end of the last one; a sentence when a day is none. */
function periodOf({ from, to }: Options, policy: Policy, now: Date): Period | string {
  const first = periodIn(from, policy.zone, now)
  const last = to === null ? { to: tomorrow(policy, now) } : periodIn(to, policy.zone, now)
  if (first === null) return `--from ${from} is no day; right would be 2026-11-01`
  if (last === null) return `--to ${to} is no day; right would be 2026-11-30`
  return first.from < last.to ? { from: first.from, to: last.to } : `--to ${to} lies before --from ${from}`
}

function tomorrow(policy: Policy, now: Date): Date {
  return startOfDay(addDays(isoLocal(now, policy.zone).slice(0, 10), 1), policy.zone)
}

function printed(figures: Figures, format: Format, policy: Policy): readonly string[] {
  switch (format) {
    case 'json':
      return [JSON.stringify({ ...figures, ...momentsOf(figures, policy), normDays: NORM_DAYS })]
    case 'csv':
      return csv(figures, policy)
    case 'text':
      return [letter(figures, policy).text.trimEnd()]
    case 'html':
      return [letter(figures, policy).html.trimEnd()]
  }
}

function momentsOf({ from, to, until }: Figures, { zone }: Policy): Record<'from' | 'to' | 'until', string> {
  return { from: isoLocal(from, zone), to: isoLocal(to, zone), until: isoLocal(until, zone) }
}

/** Comma-separated (RFC 4180) with a header; figures with a point, nothing where there is nothing to count. */
function csv(figures: Figures, policy: Policy): readonly string[] {
  const rows = Object.entries({ ...figures, ...momentsOf(figures, policy) }).flatMap(([name, value]) =>
    Array.isArray(value) ? value.flatMap((row: ReportRow) => rowsOf(name, row)) : flat(name, value),
  )
  return ['figure,key,value', ...rows]
}

function rowsOf(name: string, { key, ...row }: ReportRow): readonly string[] {
  return Object.entries(row).map(([figure, value]) => `${name}.${figure},${quoted(key ?? '')},${value}`)
}

function flat(name: string, value: unknown): readonly string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([part, inner]) => flat(`${name}.${part}`, inner))
  }
  return [`${name},,${value === null ? '' : String(value)}`]
}

/** A spreadsheet takes a field that begins like a formula for one; an apostrophe in front keeps it text. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The report as the desk would send it, with nobody to send it to. */
function letter(figures: Figures, policy: Policy): { readonly text: string; readonly html: string } {
  const { support, zone, language } = policy
  const nobody = { name: support.name, address: support.address }
  const draft: Draft = {
    id: '',
    ticket: null,
    kind: 'digest',
    audience: 'engineer',
    language,
    from: nobody,
    to: [],
    cc: [],
    replyTo: null,
    envelopeFrom: support.address,
    recipients: [],
    messageId: '',
    inReplyTo: null,
    references: [],
    date: figures.until,
    autoSubmitted: 'auto-generated',
    headers: [],
    attachments: [],
    notBefore: null,
    subject: '',
    words: { letter: 'report', goes: null, figures },
  }
  return openWording(TEMPLATES, zone).render(draft)
}
