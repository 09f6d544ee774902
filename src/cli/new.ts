// `ticketd new`: registers a call beside the running daemon, as !новая does by mail; the daemon's next look at the books
// sends what is to be said.
import type { Config } from '../configuration/configuration.ts'
import { TEMPLATES } from '../daemon/daemon.ts'
import { type Call, type CallMistake, type Policy, rawCall, readCall, recordOfCall, type Ticket } from '../desk/desk.ts'
import { fileCall } from '../filing.ts'
import { keepBeside } from '../inbox/inbox.ts'
import { openStore, type Store } from '../store/store.ts'
import { openWording } from '../wording/wording.ts'
import { readOptions } from './frame/arguments.ts'
import { configured, ruled } from './frame/configured.ts'
import { oneLine, shortClosing, shortMoment, ticketFields } from './frame/printed.ts'
import { type ConfigurationFile, EXIT, type Io, type Verb, wrongUsage } from './frame/verb.ts'

const HELP = `ticketd new [--phone N] [--from ADDRESS|NAME] [--subject S] --text TEXT|- [--at T] [--json]

Registers a call: prints the ticket's number and dates; the daemon sends the acknowledgement and tells the engineers.
  --phone N            the caller's telephone
  --from ADDRESS|NAME  the customer, who gets the acknowledgement; a name that one person of the contracts bears means
                       that person. Without an address nothing is sent: tell the caller number and date
  --subject S          left out, the first line of the text stands for it
  --text TEXT          what was said; - reads it from standard input
  --at T               when the call came, 2026-11-23T11:40; left out, now
  --json               one JSON object, with the fields of list
Names --phone, --from or both.`

export const newVerb: Verb = {
  name: 'new',
  help: HELP,
  async run(args, io, file) {
    const options = optionsOf(args)
    if (typeof options === 'string') return wrongUsage(io, newVerb, options)
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const text = options.text === '-' ? await everything(io) : (options.text ?? '')
    const store = openStore(config.data.directory, { as: 'visitor' })
    try {
      return await registered({ ...options, text }, config, file, store, io)
    } finally {
      store.close()
    }
  },
}

interface Options {
  readonly phone: string | undefined
  readonly from: string | undefined
  readonly subject: string | undefined
  readonly text: string | undefined
  readonly at: string | undefined
  readonly json: boolean
}

function optionsOf(args: readonly string[]): Options | string {
  const text = { type: 'string' } as const
  const json = { type: 'boolean', default: false } as const
  const values = readOptions(args, { phone: text, from: text, subject: text, text, at: text, json })
  if (typeof values === 'string') return values
  if (values.text === undefined) return '--text TEXT or --text - is missing'
  const { phone, from, subject, at } = values
  return { phone, from, subject, at, text: values.text, json: values.json }
}

async function everything(io: Io): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of io.stdin) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
}

async function registered(
  options: Options & { readonly text: string },
  config: Config,
  file: ConfigurationFile,
  store: Store,
  io: Io,
): Promise<number> {
  const policy = ruled(config, file, io, store.settings)
  if (typeof policy === 'number') return policy
  const now = new Date()
  const call = readCall(options, policy, now)
  if (!('customer' in call)) {
    for (const mistake of call) io.err(`ticketd new: ${mistakeWords(mistake)}`)
    return EXIT.usage
  }
  const kept = await keepBeside(config.data.directory, Buffer.from(rawCall(call, policy, now)))
  const wording = openWording(TEMPLATES, config.clock.timezone)
  const decision = fileCall(call, recordOfCall(call, kept), {
    policy,
    clock: () => now,
    transaction: (work) => store.transaction(work),
    render: (draft) => wording.render(draft),
    tell: (event) => wording.tell(event, policy.language),
  })
  const isAcknowledged = decision.send.some((one) => one.kind === 'acknowledgement')
  for (const ticket of decision.tickets) print(ticket, call, { policy, isAcknowledged, json: options.json }, io)
  return EXIT.done
}

function mistakeWords(mistake: CallMistake): string {
  switch (mistake.is) {
    case 'no telephone number':
      return `--phone ${mistake.phone} is no telephone number`
    case 'neither address nor name':
      return `--from ${mistake.from} is neither an address nor a name`
    case 'address of the desk or an engineer':
      return `--from ${mistake.from} is the desk's or an engineer's address, not a customer's`
    case 'nobody named':
      return 'whose call is it? --phone N or --from ADDRESS'
    case 'no time':
      return `--at ${mistake.at} is no time; right would be 2026-11-23T11:40`
    case 'time to come':
      return `--at ${mistake.at} has not come yet`
    case 'time long past':
      return `--at ${mistake.at} is more than ten years ago: is the year right?`
    case 'no text':
      return 'there is no text: what did the customer ask? --text - reads it from standard input'
  }
}

interface Shown {
  readonly policy: Policy
  readonly isAcknowledged: boolean
  readonly json: boolean
}

function print(ticket: Ticket, call: Call, { policy, isAcknowledged, json }: Shown, io: Io): void {
  const fields = ticketFields(ticket, policy)
  if (json) {
    io.out(JSON.stringify(fields))
    return
  }
  const row = (label: string, value: string): void => io.out(`${label.padEnd(14)}${value}`)
  const who = [call.customer.name, call.customer.address, call.phone ?? ''].filter((part) => part !== '').join(', ')
  io.out(`${String(fields.id)}  ${oneLine(ticket.subject, 100)}`)
  row('customer', oneLine(who, 120))
  row('contract', ticket.standing.kind === 'covered' ? ticket.standing.contract : ticket.standing.kind)
  row('received', shortMoment(ticket.receivedAt, policy))
  row('earliest', shortClosing(ticket.earliest, policy))
  row('deadline', shortClosing(ticket.deadline, policy))
  io.err(
    isAcknowledged
      ? 'the acknowledgement goes to the customer'
      : 'no letter goes to the customer: tell him number and date',
  )
}
