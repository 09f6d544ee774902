// `ticketd show ID`: one ticket with what passed and what happened, and with --why day by day why its date is that date.
import { type Policy, printNumber, readNumber, whyThisDate } from '../desk/desk.ts'
import { openReading, type ShownTicket } from '../store/store.ts'
import { whyLines } from '../wording/wording.ts'
import { readArguments } from './frame/arguments.ts'
import { configured, ruled } from './frame/configured.ts'
import { oneLine, shortClosing, shortMoment, shownFields } from './frame/printed.ts'
import { EXIT, type Io, type Verb, wrongUsage } from './frame/verb.ts'

const HELP = `ticketd show ID [--json] [--why]

One ticket with its messages and its history. ID is SKPS-1 or 1.
  --json   one JSON object
  --why    day by day how the deadline was counted`

export const showVerb: Verb = {
  name: 'show',
  help: HELP,
  async run(args, io, file) {
    const flag = { type: 'boolean', default: false } as const
    const given = readArguments(args, { json: flag, why: flag })
    if (typeof given === 'string') return wrongUsage(io, showVerb, given)
    const [id, ...more] = given.positionals
    if (id === undefined || more.length > 0) return wrongUsage(io, showVerb, 'name one ticket')
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const policy = ruled(config, file, io)
    if (typeof policy === 'number') return policy
    const number = readNumber(id, [policy.support.ticketPrefix, ...policy.support.ticketPrefixAliases])
    if (number === null)
      return wrongUsage(
        io,
        showVerb,
        `${id} is no ticket's number; right would be ${printNumber(policy.support.ticketPrefix, 1)} or 1`,
      )
    const books = openReading(config.data.directory)
    try {
      const shown = books.show(number)
      if (shown === undefined) {
        io.err(`there is no ticket ${printNumber(policy.support.ticketPrefix, number)}`)
        return EXIT.failed
      }
      print(shown, given.values, policy, io)
      return EXIT.done
    } finally {
      books.close()
    }
  },
}

interface Options {
  readonly json: boolean
  readonly why: boolean
}

function print(shown: ShownTicket, options: Options, policy: Policy, io: Io): void {
  const why = options.why ? whyOf(shown, policy) : []
  if (options.json) {
    io.out(JSON.stringify({ ...shownFields(shown, policy), ...(options.why ? { why } : {}) }))
    return
  }
  for (const line of [
    ...headLines(shown, policy),
    '',
    ...why,
    ...(why.length > 0 ? [''] : []),
    ...messageLines(shown, policy),
    ...historyLines(shown, policy),
  ])
    io.out(line)
}

function whyOf({ ticket }: ShownTicket, policy: Policy): readonly string[] {
  return whyLines(whyThisDate(ticket, policy), policy.language, policy.zone)
}

function headLines({ ticket }: ShownTicket, policy: Policy): string[] {
  const row = (label: string, value: string): string => `${label.padEnd(14)}${value}`
  const person = (one: { name: string; address: string }): string => `${oneLine(one.name, 60)} <${one.address}>`.trim()
  return [
    `${printNumber(policy.support.ticketPrefix, ticket.id)}  ${oneLine(ticket.subject, 100)}`,
    row('state', ticket.state),
    row('criticality', ticket.criticality),
    row('category', ticket.category),
    row('customer', person(ticket.customer)),
    row('organisation', ticket.organisation ?? '—'),
    row('contract', ticket.standing.kind === 'covered' ? ticket.standing.contract : ticket.standing.kind),
    row('participants', ticket.participants.map(person).join(', ') || '—'),
    row('engineer', ticket.engineer ?? '—'),
    row('received', shortMoment(ticket.receivedAt, policy)),
    row('earliest', shortClosing(ticket.earliest, policy)),
    row(
      'deadline',
      `${shortClosing(ticket.deadline, policy)}${ticket.provisional ? ' (by a calendar that is not official yet)' : ''}`,
    ),
    row('answered', shortMoment(ticket.answeredAt, policy)),
    row('closed', shortMoment(ticket.closedAt, policy)),
  ]
}

function messageLines({ messages }: ShownTicket, policy: Policy): string[] {
  return messages.flatMap((message) => [
    `── ${message.n}. ${shortMoment(message.at, policy)}  ${message.direction}, ${message.kind}: ${oneLine(message.from.name || message.from.address, 60)}`,
    ...message.text
      .split('\n')
      .map(
        (line) =>
          `   ${line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')}`,
      ),
    ...message.attachments.map((file) => `   + ${oneLine(file.name, 100)} (${file.type}, ${file.bytes} bytes)`),
    '',
  ])
}

function historyLines({ history }: ShownTicket, policy: Policy): string[] {
  return [
    'history',
    ...history.map(
      (line) =>
        `  ${shortMoment(line.at, policy)}  ${line.who}: ${line.what}${line.detail === '' ? '' : ` — ${oneLine(line.detail, 200)}`}`,
    ),
  ]
}
