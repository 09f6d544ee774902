// `ticketd report`: the figures of a period, for people, for a page, for a spreadsheet.
import { addDays, isoLocal, startOfDay } from '../calendar/calendar.ts'
import { figuresNow, TEMPLATES } from '../daemon/daemon.ts'
import { type FiguresAsked, type Period, type Policy, periodBefore, periodIn } from '../desk/desk.ts'
import { openReading, type Reading } from '../store/store.ts'
import { openWording } from '../wording/wording.ts'
import { type Cut, type Draft, NORM_DAYS, type ReportWords } from '../words/words.ts'
import { readOptions } from './frame/arguments.ts'
import { configured, ruled } from './frame/configured.ts'
import { reportCsv, reportJson } from './frame/report-data.ts'
import { EXIT, type Verb, wrongUsage } from './frame/verb.ts'

const FORMATS = ['text', 'json', 'csv', 'html'] as const
type Format = (typeof FORMATS)[number]
const CUTS: readonly Cut[] = ['category', 'contract', 'engineer', 'channel', 'criticality']

const HELP = `ticketd report --from D --to D [--contract N] [--by FIELD] [--compare previous] [--format text|json|csv|html]

The period's figures: what came, was processed, stands open; processing time beside the regulation's ${NORM_DAYS.from}-${NORM_DAYS.to} working days and
whose time it was; deadlines kept of those that fell due, the late ones by name; first answers; what was put in front of
others; when requests come; mail. Both days belong to the period.
  --from D, --to D    a day: 2026-11-01 or 01.11.2026; --to left out: until today
  --contract N        the requests of one contract
  --by FIELD          every figure cut by ${CUTS.join(', ')}
  --compare previous  beside the figures of the period before: the months before, or as many days
  --format F          text (default), json, csv (figure, key, value, one a line), html (a page)
  --json              the same as --format json`

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
      const contract = contractOf(options, policy)
      if (contract === undefined) {
        io.err(`ticketd report: ${noContract(options, policy)}`)
        return EXIT.failed
      }
      const words = reportOf({ ...period, contract }, options, books, policy, now)
      for (const line of printed(words, options.format, policy)) io.out(line)
      return EXIT.done
    } finally {
      books.close()
    }
  },
}

interface Options {
  readonly from: string
  readonly to: string | null
  readonly contract: string | null
  readonly by: Cut | null
  readonly compare: boolean
  readonly format: Format
}

function optionsOf(args: readonly string[]): Options | string {
  const text = { type: 'string' } as const
  const json = { type: 'boolean' } as const
  const values = readOptions(args, {
    ...{ from: text, to: text, contract: text, by: text, compare: text, format: text, json },
  })
  if (typeof values === 'string') return values
  const wanted = values.format ?? (values.json === true ? 'json' : 'text')
  const format = FORMATS.find((one) => one === wanted)
  const by = CUTS.find((one) => one === values.by) ?? null
  if (values.from === undefined) return 'say from which day: --from 2026-11-01'
  if (format === undefined) return `--format ${wanted} is none of ${FORMATS.join(', ')}`
  if (values.by !== undefined && by === null) return `--by ${values.by} is none of ${CUTS.join(', ')}`
  if (values.compare !== undefined && values.compare !== 'previous') {
    return `--compare ${values.compare} is not understood; right would be --compare previous`
  }
  const compare = values.compare !== undefined
  return { from: values.from, to: values.to ?? null, contract: values.contract ?? null, by, compare, format }
}

/** Years that no desk knows. */
const FAR = /(?<!\d)(?:0\d|1[0-8]|2[2-9]|[3-9]\d)\d\d(?!\d)/

/** From the beginning of the first day to the end of the last one; a sentence when a day is none. */
function periodOf({ from, to }: Options, policy: Policy, now: Date): Period | string {
  const first = FAR.test(from) ? null : periodIn(from, policy.zone, now)
  const last = to === null ? { to: tomorrow(policy, now) } : FAR.test(to) ? null : periodIn(to, policy.zone, now)
  if (first === null) return `--from ${from} is no day; right would be 2026-11-01`
  if (last === null) return `--to ${to} is no day; right would be 2026-11-30`
  return first.from < last.to ? { from: first.from, to: last.to } : `--to ${to} lies before --from ${from}`
}

function tomorrow(policy: Policy, now: Date): Date {
  return startOfDay(addDays(isoLocal(now, policy.zone).slice(0, 10), 1), policy.zone)
}

/** The contract's number as the file has it, null for all; undefined when there is none such. */
function contractOf({ contract }: Options, { contracts }: Policy): string | null | undefined {
  if (contract === null) return null
  return contracts?.find((one) => one.number.toLowerCase() === contract.toLowerCase())?.number
}

const NAMED = 20

function noContract({ contract }: Options, { contracts }: Policy): string {
  if (contracts === null) return `there is no contract ${contract}: the configuration names no contracts`
  const numbers = contracts.slice(0, NAMED).map((one) => one.number)
  return `there is no contract ${contract}; there are ${numbers.join(', ')}${contracts.length > NAMED ? ' …' : ''}`
}

function reportOf(asked: FiguresAsked, options: Options, books: Reading, policy: Policy, now: Date): ReportWords {
  const before = options.compare ? { ...periodBefore(asked, policy.zone), contract: asked.contract } : null
  return {
    letter: 'report',
    goes: null,
    prefix: policy.support.ticketPrefix,
    figures: figuresNow(asked, books, policy, now),
    by: options.by,
    previous: before === null ? null : figuresNow(before, books, policy, now),
  }
}

function printed(words: ReportWords, format: Format, policy: Policy): readonly string[] {
  switch (format) {
    case 'json':
      return [JSON.stringify(reportJson(words, policy))]
    case 'csv':
      return reportCsv(words, policy)
    case 'text':
      return [letter(words, policy).text.trimEnd()]
    case 'html':
      return [letter(words, policy).html.trimEnd()]
  }
}

/** The report as the desk would send it, with nobody to send it to. */
function letter(words: ReportWords, policy: Policy): { readonly text: string; readonly html: string } {
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
    date: words.figures.until,
    autoSubmitted: 'auto-generated',
    headers: [],
    attachments: [],
    notBefore: null,
    subject: '',
    words,
  }
  return openWording(TEMPLATES, zone).render(draft)
}
