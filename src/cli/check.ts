// `ticketd check`: everything that can be wrong before the first letter, said at once.
import { dayKey, officialHorizon } from '../calendar/calendar.ts'
import {
  type Config,
  configSchema,
  contractsSchema,
  printable,
  remarksOn,
  remarksOnContracts,
} from '../configuration/configuration.ts'
import {
  checkMailbox,
  checkSmtp,
  checkWebhook,
  horizonWords,
  type Reached,
  TEMPLATES,
  tlsWords,
} from '../daemon/daemon.ts'
import { type Policy, REWRITTEN, unknownFields } from '../desk/desk.ts'
import { hasBooks, openReading } from '../store/store.ts'
import { networkWords, sentenceOf, Trouble } from '../trouble.ts'
import { openWording } from '../wording/wording.ts'
import { readArguments } from './frame/arguments.ts'
import { configured, ruled } from './frame/configured.ts'
import { EXIT, type Io, type Verb, wrongUsage } from './frame/verb.ts'

const HELP = `ticketd check [--connect] [--print] [--config FILE], ticketd check --schema [contracts]

Checks configuration, contracts, calendars and templates; every mistake is a line with the setting's path, what is wrong
and what would be right (exit status 78).
  --print     prints the configuration in force as JSON, defaults and environment included, secrets struck out
  --connect   signs in to the IMAP and the SMTP server too, and sends alert.webhook an alert whose event is "test" (exit
              status 1 when one of them refuses)
  --schema    prints the JSON Schema of the configuration, or of the contracts' file, and checks nothing: keep it beside
              the file and name it there by "$schema", and an editor knows each setting`

export const checkVerb: Verb = {
  name: 'check',
  help: HELP,
  async run(args, io, file) {
    const flag = { type: 'boolean', default: false } as const
    const given = readArguments(args, { connect: flag, print: flag, schema: flag })
    if (typeof given === 'string') return wrongUsage(io, checkVerb, given)
    const { values: options, positionals } = given
    if (options.schema) return schemaOf(positionals, io)
    const [word] = positionals
    if (word !== undefined) return wrongUsage(io, checkVerb, `unknown argument ${word}`)
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const policy = ruled(config, file, io)
    if (typeof policy === 'number') return policy
    openWording(TEMPLATES, config.clock.timezone)
    if (options.print) {
      io.out(JSON.stringify(printable(config), null, 2))
      return options.connect ? connected(config, io) : EXIT.done
    }
    io.out(`configuration ${file.path}: holds`)
    io.out(`contracts: ${policy.contracts === null ? 'none, everybody is served' : policy.contracts.length}`)
    io.out(`engineers: ${policy.engineers.length}`)
    io.out(`calendars: ${[...policy.calendar.years.values()].map((year) => `${year.year} ${year.status}`).join(', ')}`)
    io.out('templates: hold')
    io.out(`canned answers: ${policy.answers.length}`)
    for (const wrong of wrongAnswers(policy)) io.err(wrong)
    const horizon = horizonWords(officialHorizon(policy.calendar, new Date(), policy.zone))
    if (horizon !== null) io.err(`remark: ${horizon}`)
    const remarks = [...remarksOn(config, config.http), ...remarksOnContracts(policy, dayKey(new Date(), policy.zone))]
    for (const remark of remarks) io.err(`remark: ${remark}`)
    return options.connect ? connected(config, io) : EXIT.done
  },
}

const SCHEMAS: Readonly<Record<string, () => unknown>> = { configuration: configSchema, contracts: contractsSchema }

function schemaOf([what = 'configuration', ...more]: readonly string[], io: Io): number {
  const schema = more.length === 0 && Object.hasOwn(SCHEMAS, what) ? SCHEMAS[what] : undefined
  if (schema === undefined) return wrongUsage(io, checkVerb, `there is no schema "${[what, ...more].join(' ')}"`)
  io.out(JSON.stringify(schema(), null, 2))
  return EXIT.done
}

/** Canned answers that can't be used: what they name, no request has. */
function wrongAnswers({ answers }: Policy): readonly string[] {
  return answers.flatMap(({ name, text }) => {
    const unknown = unknownFields(text)
    return unknown.length === 0 ? [] : [`remark: the canned answer ${name} names ${unknown.join(', ')}: no such field`]
  })
}

async function connected(config: Config, io: Io): Promise<number> {
  const results = [
    await tried({ room: 'mailbox', ...config.mailbox }, () => checkMailbox(config), io),
    await tried({ room: 'smtp', ...config.smtp }, () => checkSmtp(config).then(() => smtpRemarks(config)), io),
    await knocked(config, io),
  ]
  return results.every((ok) => ok) ? EXIT.done : EXIT.failed
}

/** Whether the webhook takes an alert; where there is none nothing is said. */
async function knocked(config: Config, io: Io): Promise<boolean> {
  try {
    const status = await checkWebhook(config, new Date())
    if (status !== null) io.out(`webhook: took the test alert (${status})`)
    return true
  } catch (error) {
    io.err(sentenceOf(error).replace(/^the webhook /, 'webhook: '))
    return false
  }
}

/** What the desk has noticed of the server while it worked. */
function smtpRemarks({ data, support }: Config): readonly string[] {
  if (support.subaddress !== '' || !hasBooks(data.directory)) return []
  const books = openReading(data.directory)
  try {
    if (!books.happened(REWRITTEN)) return []
    return ["it replaces our Message-IDs: set support.subaddress to '+' if the mail host delivers support+anything@"]
  } finally {
    books.close()
  }
}

async function tried(server: Reached, attempt: () => Promise<readonly string[] | undefined>, io: Io): Promise<boolean> {
  const what = server.room
  try {
    const remarks = await attempt()
    io.out(`${what}: signed in`)
    for (const remark of remarks ?? []) io.err(`${what}: ${remark}`)
    return true
  } catch (error) {
    const cause = error instanceof Trouble && error.cause !== undefined ? causeWords(error.cause) : ''
    const isRefused = what === 'smtp' && /^53[45]\b/.test(sentenceOf(error))
    const refused = isRefused ? `the SMTP server refuses user or password (${sentenceOf(error)})` : null
    const inOurWords = tlsWords(error, server) ?? refused
    io.err(`${what}: ${inOurWords ?? `${sentenceOf(error)}${cause}`}`.replace(/\s+/g, ' '))
    return false
  }
}

/** What lies behind, in our words where it is known, and as the system says it: that names host and port. */
function causeWords(cause: unknown): string {
  const words = networkWords(cause)
  return `${words === null ? '' : `: ${words}`} (${sentenceOf(cause)})`
}
