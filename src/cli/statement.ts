// `ticketd statement`: the month's requests of a contract as a paper, printed or sent to the customer.
import type { Config } from '../configuration/configuration.ts'
import { statementNow, TEMPLATES } from '../daemon/daemon.ts'
import { type Period, type Policy, periodIn } from '../desk/desk.ts'
import { fileStatement } from '../filing.ts'
import { openReading, openStore } from '../store/store.ts'
import { openWording } from '../wording/wording.ts'
import type { Statement } from '../words/words.ts'
import { readOptions } from './frame/arguments.ts'
import { configured, ruled } from './frame/configured.ts'
import { statementCsv, statementJson } from './frame/statement-data.ts'
import { type ConfigurationFile, EXIT, type Io, type Verb, wrongUsage } from './frame/verb.ts'

const FORMATS = ['html', 'text', 'csv', 'json'] as const
type Format = (typeof FORMATS)[number]

const HELP = `ticketd statement --contract N --month M [--to ADDRESS]… [--format html|text|csv|json]

The month's requests of a contract: number, subject, when it came, its date, when it was processed, the customer's turns,
whether the date was kept and why not; the month's figures and the clauses they rest on. Nothing of other customers, no
engineers' names or addresses, no notes.
  --contract N    the contract's number
  --month M       2026-11 or "ноябрь 2026"
  --to ADDRESS    sends it there, text and page, by the running daemon; may stand more than once
  --format F      html (a page that prints on A4; default), text, csv (a request a line), json
  --json          the same as --format json`

export const statementVerb: Verb = {
  name: 'statement',
  help: HELP,
  async run(args, io, file) {
    const options = optionsOf(args)
    if (typeof options === 'string') return wrongUsage(io, statementVerb, options)
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const policy = ruled(config, file, io)
    if (typeof policy === 'number') return policy
    const now = new Date()
    const period = monthOf(options, policy, now)
    if (typeof period === 'string') return wrongUsage(io, statementVerb, period)
    const contract = numberOf(options, policy)
    if (contract === undefined) {
      io.err(`ticketd statement: ${noContract(options, policy)}`)
      return EXIT.failed
    }
    const statement = counted({ ...period, contract }, config, policy, now)
    if (options.to.length > 0) return sent(statement, options.to, config, file, io)
    for (const line of printed(statement, options.format, policy)) io.out(line)
    return EXIT.done
  },
}

interface Options {
  readonly contract: string
  readonly month: string
  readonly to: readonly string[]
  readonly format: Format
}

const ADDRESS = /^[^\s<>"(),:;@[\]\\]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u

function optionsOf(args: readonly string[]): Options | string {
  const text = { type: 'string' } as const
  const many = { type: 'string', multiple: true } as const
  const values = readOptions(args, { contract: text, month: text, to: many, format: text, json: { type: 'boolean' } })
  if (typeof values === 'string') return values
  const { contract, month } = values
  const format = FORMATS.find((one) => one === (values.format ?? (values.json === true ? 'json' : 'html')))
  if (contract === undefined) return 'say of which contract: --contract 15/24'
  if (month === undefined) return 'say of which month: --month 2026-11'
  if (format === undefined) return `--format ${values.format} is none of ${FORMATS.join(', ')}`
  const wrong = (values.to ?? []).find((one) => !ADDRESS.test(one))
  if (wrong !== undefined) return `--to ${wrong} is no address; right would be acts@example.ru`
  return { contract, month, to: values.to ?? [], format }
}

/** A month that has begun, or a sentence. */
function monthOf({ month }: Options, { zone }: Policy, now: Date): Period | string {
  const read = periodIn(month, zone, now)
  if (read === null) return `--month ${month} is no month; right would be 2026-11`
  return read.from > now ? `--month ${month} has not begun yet` : read
}

/** The number as the file has it; undefined when there is none such. */
function numberOf({ contract }: Options, { contracts }: Policy): string | undefined {
  return contracts?.find((one) => one.number.toLowerCase() === contract.toLowerCase())?.number
}

const NAMED = 20

function noContract({ contract }: Options, { contracts }: Policy): string {
  if (contracts === null) return `there is no contract ${contract}: the configuration names no contracts`
  const numbers = contracts.slice(0, NAMED).map((one) => one.number)
  return `there is no contract ${contract}; there are ${numbers.join(', ')}${contracts.length > NAMED ? ' …' : ''}`
}

function counted(asked: Period & { readonly contract: string }, config: Config, policy: Policy, now: Date): Statement {
  const books = openReading(config.data.directory)
  try {
    return statementNow(asked, books, policy, now)
  } finally {
    books.close()
  }
}

function printed(statement: Statement, format: Format, { zone, language }: Policy): readonly string[] {
  if (format === 'csv') return statementCsv(statement, zone)
  if (format === 'json') return [statementJson(statement, zone)]
  const { text, html } = openWording(TEMPLATES, zone).statement(statement, language)
  return [(format === 'text' ? text : html).trimEnd()]
}

/** Queued beside the running daemon, as a call is registered. */
function sent(statement: Statement, to: readonly string[], config: Config, file: ConfigurationFile, io: Io): number {
  const store = openStore(config.data.directory, { as: 'visitor' })
  try {
    const policy = ruled(config, file, io, store.settings)
    if (typeof policy === 'number') return policy
    const wording = openWording(TEMPLATES, policy.zone)
    fileStatement(statement, to, {
      policy,
      clock: () => new Date(),
      transaction: (work) => store.transaction(work),
      render: (draft) => wording.render(draft),
      tell: (event) => wording.tell(event, policy.language),
    })
    io.err(`the statement of contract ${statement.about.contract} is queued to ${to.join(', ')}`)
    return EXIT.done
  } finally {
    store.close()
  }
}
