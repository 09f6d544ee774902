// `ticketd list`: tickets in the queue's order. The unfinished ones are sorted together, finished ones come page by page.
import { isOverdue, type Policy, printNumber, queueOrder, readNumber, type State, type Ticket } from '../desk/desk.ts'
import type { TicketId } from '../letter.ts'
import { openReading, type Reading, type TicketFilter } from '../store/store.ts'
import { readOptions, wholeNumber } from './frame/arguments.ts'
import { configured, ruled } from './frame/configured.ts'
import { ticketFields, ticketLine } from './frame/printed.ts'
import { EXIT, type Verb, wrongUsage } from './frame/verb.ts'

const STATES: readonly State[] = ['new', 'open', 'waiting', 'development', 'answered', 'closed', 'declined']
const FINISHED: readonly State[] = ['closed', 'declined']

const HELP = `ticketd list [--state S] [--all] [--overdue] [--engineer A] [--customer C] [--limit N] [--after ID] [--json]

Unfinished tickets in the queue's order: high and suspected criticality first, then by working time left.
  --state S      one of ${STATES.join(', ')}
  --all          finished ones too, behind the others, the last finished first
  --overdue      only those whose deadline has passed while it is our turn
  --engineer A   part of the engineer's name or address
  --customer C   part of the customer's name, address or organisation
  --limit N      at most so many
  --after ID     only those that stand behind this ticket in the list: the last one of the page before
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
      const after = beginning(options, policy)
      if (typeof after === 'string') return wrongUsage(io, listVerb, after)
      let count = 0
      for (const ticket of listed(books, options, after, policy, new Date())) {
        if (ticket === 'no such beginning') {
          io.err(`${options.after} is not among the tickets that are asked for`)
          return EXIT.failed
        }
        io.out(options.json ? JSON.stringify(ticketFields(ticket, policy)) : ticketLine(ticket, policy))
        count += 1
        if (count % PAGE === 0) await io.drained?.()
      }
      if (count === 0 && !options.json) io.err('no tickets')
      return EXIT.done
    } finally {
      books.close()
    }
  },
}

interface Options {
  readonly state: State | null
  readonly all: boolean
  readonly overdue: boolean
  readonly engineer: string | undefined
  readonly customer: string | undefined
  readonly limit: number
  readonly after: string | undefined
  readonly json: boolean
}

function optionsOf(args: readonly string[]): Options | string {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const values = readOptions(args, {
    ...{ state: text, engineer: text, customer: text, limit: text, after: text },
    ...{ all: flag, overdue: flag, json: flag },
  })
  if (typeof values === 'string') return values
  const state = STATES.find((one) => one === values.state) ?? null
  if (values.state !== undefined && state === null) return `--state ${values.state} is none of ${STATES.join(', ')}`
  const limit = values.limit === undefined ? Number.MAX_SAFE_INTEGER : wholeNumber('--limit', values.limit, 1)
  if (typeof limit === 'string') return limit
  const { all, overdue, engineer, customer, after, json } = values
  return { state, all, overdue, engineer, customer, limit, after, json }
}

function beginning({ after }: Options, policy: Policy): TicketId | null | string {
  if (after === undefined) return null
  const { ticketPrefix, ticketPrefixAliases } = policy.support
  const number = readNumber(after, [ticketPrefix, ...ticketPrefixAliases])
  return number ?? `--after ${after} is no ticket's number; right would be ${printNumber(ticketPrefix, 1)} or 1`
}

const PAGE = 200

/** The tickets that are asked for, in order, each read when it is wanted. */
function* listed(
  books: Reading,
  options: Options,
  after: TicketId | null,
  policy: Policy,
  now: Date,
): Generator<Ticket | 'no such beginning'> {
  let left = options.limit
  const filter = filterOf(options, policy, now)
  const isAskedUnfinished = options.state === null || !FINISHED.includes(options.state)
  const queue = isAskedUnfinished ? inQueue(books, filter, options, policy, now) : []
  const at = after === null ? -1 : queue.findIndex((one) => one.id === after)
  const start = after === null || at >= 0 ? null : (books.finishedTicket(after) ?? null)
  const wantsFinished = (options.all || !isAskedUnfinished) && !options.overdue
  if (after !== null && at < 0 && (start === null || !wantsFinished)) return yield 'no such beginning'
  for (const ticket of start === null ? queue.slice(at + 1) : []) {
    if (left-- <= 0) return
    yield ticket
  }
  if (!wantsFinished) return
  for (let last: Ticket | null = start; left > 0; ) {
    const page = books.finished(filter, last, Math.min(PAGE, left))
    yield* page
    left -= page.length
    last = page.at(-1) ?? null
    if (page.length < PAGE) return
  }
}

function inQueue(
  books: Reading,
  filter: TicketFilter,
  { overdue }: Options,
  policy: Policy,
  now: Date,
): readonly Ticket[] {
  const found = books.unfinished(filter)
  return queueOrder(overdue ? found.filter((one) => isOverdue(one, now)) : found, policy, now)
}

function filterOf(options: Options, policy: Policy, now: Date): TicketFilter {
  const part = options.engineer?.toLowerCase()
  const named = (one: Policy['engineers'][number]): boolean =>
    part !== undefined && one.name.toLowerCase().includes(part)
  return {
    ...(options.state === null ? {} : { state: options.state }),
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
