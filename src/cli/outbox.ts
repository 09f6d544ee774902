// `ticketd outbox`: mail that waits, fails or has failed; `retry ID` and `drop ID` say what shall become of it.
import { parseLocal } from '../calendar/calendar.ts'
import type { Config } from '../configuration/configuration.ts'
import { type Policy, printNumber } from '../desk/desk.ts'
import { type OutboxLine, openReading, openStore } from '../store/store.ts'
import { readArguments } from './frame/arguments.ts'
import { configured, ruled } from './frame/configured.ts'
import { moment, oneLine, shortMoment } from './frame/printed.ts'
import { EXIT, type Io, type Verb, wrongUsage } from './frame/verb.ts'

const HELP = `ticketd outbox [--json]
ticketd outbox retry ID
ticketd outbox retry --all --since T
ticketd outbox drop ID

Deliveries that wait, are being tried again, have failed, are in doubt or held.
  retry ID   makes one due now; the daemon sends it with its next look
  retry --all --since T   makes all due now that failed since then (2026-11-30T10:00, Moscow time unless an offset stands there)
  drop ID    tries it no more`

export const outboxVerb: Verb = {
  name: 'outbox',
  help: HELP,
  async run(args, io, file) {
    const given = readArguments(args, {
      json: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      since: { type: 'string' },
    })
    if (typeof given === 'string') return wrongUsage(io, outboxVerb, given)
    const words = given.positionals
    const { all, since, json } = given.values
    const [order, id, ...more] = words
    const isAll = order === 'retry' && id === undefined && all && since !== undefined
    const isOne = (order === 'retry' || order === 'drop') && /^\d+$/.test(id ?? '') && more.length === 0
    const isPlain = !all && since === undefined
    if (!isAll && !(isPlain && (order === undefined || isOne))) {
      return wrongUsage(io, outboxVerb, isPlain ? misread(words) : 'retry --all wants --since T, and no ID')
    }
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const policy = ruled(config, file, io)
    if (typeof policy === 'number') return policy
    if (order === undefined) return listed(config.data.directory, policy, json, io)
    if (isAll) return allAgain(config, since, policy, io)
    return changed(config, order === 'retry' ? 'retry' : 'drop', Number(id), io)
  },
}

function misread([order, id, ...more]: readonly string[]): string {
  if (order !== 'retry' && order !== 'drop') return `there is no order "${order}"; the orders are retry ID and drop ID`
  if (more.length > 0) return `${order} takes one ID`
  return `${order} wants the ID of a delivery, the number in front of its line${id === undefined ? '' : `; ${id} is none`}`
}

function listed(directory: string, policy: Policy, json: boolean, io: Io): number {
  const books = openReading(directory)
  try {
    const lines = books.outbox()
    for (const line of lines) io.out(json ? JSON.stringify(fields(line, policy)) : printed(line, policy))
    if (lines.length === 0 && !json) io.err('the outbox is empty')
    return EXIT.done
  } finally {
    books.close()
  }
}

function numberOf(line: OutboxLine, policy: Policy): string | null {
  return line.ticket === null ? null : printNumber(policy.support.ticketPrefix, line.ticket)
}

function fields(line: OutboxLine, policy: Policy): Record<string, unknown> {
  return {
    id: line.id,
    ticket: numberOf(line, policy),
    to: line.to,
    kind: line.kind,
    state: line.state,
    attempts: line.attempts,
    nextAt: moment(line.nextAt, policy),
    error: line.error,
  }
}

function printed(line: OutboxLine, policy: Policy): string {
  const words = [
    String(line.id).padStart(6),
    (numberOf(line, policy) ?? '—').padEnd(10),
    line.kind.padEnd(15),
    line.state.padEnd(9),
  ]
  const next = line.nextAt === null ? '' : `, next ${shortMoment(line.nextAt, policy)}`
  return `${words.join(' ')} ${line.to}: attempts ${line.attempts}${next}${line.error === null ? '' : `: ${oneLine(line.error, 120)}`}`
}

/** Everything that failed since an instant: for instance while the server refused us all in words that nobody knew. */
function allAgain(config: Config, since: string, policy: Policy, io: Io): number {
  const from = parseLocal(since, policy.zone)
  if (from === null) return wrongUsage(io, outboxVerb, `--since ${since} is no time like 2026-11-30T10:00`)
  const store = openStore(config.data.directory, { as: 'visitor' })
  try {
    io.out(`due again: ${store.retryFailed(from, new Date(), config.language)}`)
    return EXIT.done
  } finally {
    store.close()
  }
}

function changed(config: Config, order: 'retry' | 'drop', id: number, io: Io): number {
  const store = openStore(config.data.directory, { as: 'visitor' })
  try {
    if (store[order](id, new Date(), config.language)) return EXIT.done
    io.err(
      `there is no delivery ${id} that could be ${order === 'retry' ? 'sent again' : 'dropped'}; "ticketd outbox" lists them`,
    )
    return EXIT.failed
  } finally {
    store.close()
  }
}
