// `ticketd list`: tickets in the queue's order.
import { parseArgs } from 'node:util'
import { isOverdue, type Policy, queueOrder, type State, type Ticket } from '../desk/desk.ts'
import { openReading, type TicketFilter } from '../store/store.ts'
import { configured, ruled } from './frame/configured.ts'
import { ticketFields, ticketLine } from './frame/printed.ts'
import { EXIT, type Verb, wrongUsage } from './frame/verb.ts'

const STATES: readonly State[] = ['new', 'open', 'waiting', 'development', 'answered', 'closed', 'declined']

const HELP = `ticketd list [--state S] [--overdue] [--engineer A] [--customer C] [--json]

Tickets in the queue's order: high and suspected criticality first, then by working time left, finished ones last.
  --state S      one of ${STATES.join(', ')}
  --overdue      only those whose deadline has passed while it is our turn
  --engineer A   part of the engineer's name or address
  --customer C   part of the customer's name, address or organisation
  --json         one JSON object a line`

export const listVerb: Verb = {
  name: 'list',
  help: HELP,
  async run(args, io, file) {
    const options = optionsOf(args)
    if (typeof options === 'string') return wrongUsage(io, listVerb, options)
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const policy = ruled(config, file, io)
    if (typeof policy === 'number') return policy
    const books = openReading(config.data.directory)
    try {
      const now = new Date()
      const found = books.tickets(filterOf(options, policy, now))
      const wanted = options.overdue ? found.filter((one) => isOverdue(one, now)) : found
      const tickets = queueOrder(wanted, policy, now)
      for (const ticket of tickets)
        io.out(options.json ? JSON.stringify(ticketFields(ticket, policy)) : ticketLine(ticket, policy))
      if (tickets.length === 0 && !options.json) io.err('no tickets')
      return EXIT.done
    } finally {
      books.close()
    }
  },
}

interface Options {
  readonly state?: State
  readonly overdue: boolean
  readonly engineer?: string
  readonly customer?: string
  readonly json: boolean
}

function optionsOf(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        state: { type: 'string' },
        overdue: { type: 'boolean' },
        engineer: { type: 'string' },
        customer: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
    const state = STATES.find((one) => one === values.state)
    if (values.state !== undefined && state === undefined)
      return `--state ${values.state} is none of ${STATES.join(', ')}`
    return {
      overdue: values.overdue === true,
      json: values.json === true,
      ...(state === undefined ? {} : { state }),
      ...(values.engineer === undefined ? {} : { engineer: values.engineer }),
      ...(values.customer === undefined ? {} : { customer: values.customer }),
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function filterOf(options: Options, policy: Policy, now: Date): TicketFilter {
  const part = options.engineer?.toLowerCase()
  const named = (one: Policy['engineers'][number]): boolean =>
    part !== undefined && one.name.toLowerCase().includes(part)
  return {
    ...(options.state === undefined ? {} : { state: options.state }),
    ...(options.overdue ? { overdueAt: now } : {}),
    ...(part === undefined
      ? {}
      : {
          engineer: part,
          engineers: policy.engineers.filter(named).map((one: Ticket['customer']) => one.address.toLowerCase()),
        }),
    ...(options.customer === undefined ? {} : { customer: options.customer.toLowerCase() }),
  }
}
