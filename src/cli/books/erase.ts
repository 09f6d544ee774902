// `ticketd erase`: a person goes from books, full text and kept mail; his tickets keep their figures.
import { type Policy, printNumber } from '../../desk/desk.ts'
import { forgetRaw } from '../../inbox/inbox.ts'
import { erasePerson, lookUpPerson, type Traces } from '../../store/store.ts'
import { readOptions } from '../frame/arguments.ts'
import { configured, ruled } from '../frame/configured.ts'
import { openProgress } from '../frame/progress.ts'
import { EXIT, type Io, type Verb, wrongUsage } from '../frame/verb.ts'

const HELP = `ticketd erase --customer ADDRESS [--dry-run] [--all] [--json]

Erases a person's data (152-FZ, articles 14 and 21): name, address, telephone, texts, raw mail and attachments go from the
books, their full text, free pages and write-ahead file, from books set aside, and from letters/. His tickets stay with
number, dates, category, contract and engineer, and read «удалено»; other people's letters that name him lose his name and
their raw mail. Marks (hashes) stay, so that the mailbox or an older copy does not bring him back.
The daemon must be stopped. The desk deletes nothing in the mailbox: his mail there is listed by folder and UID. Copies that
"ticketd backup" made are yours to delete; one that is restored later is cleaned then.
  --dry-run   only says what would go; the daemon may run
  --all       tickets under a contract too; without it they are refused: their mail shows that the contract was kept
  --json      one JSON object`

export const eraseVerb: Verb = {
  name: 'erase',
  help: HELP,
  async run(args, io, file) {
    const flag = { type: 'boolean', default: false } as const
    const options = readOptions(args, { customer: { type: 'string' }, 'dry-run': flag, all: flag, json: flag })
    if (typeof options === 'string') return wrongUsage(io, eraseVerb, options)
    const address = options.customer
    if (address === undefined || !/^[^\s@]+@[^\s@]+$/.test(address))
      return wrongUsage(io, eraseVerb, '--customer wants the address of a person')
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const policy = ruled(config, file, io)
    if (typeof policy === 'number') return policy
    const ours = [policy.support, ...policy.engineers].some(
      (one) => one.address.toLowerCase() === address.toLowerCase(),
    )
    if (ours) return wrongUsage(io, eraseVerb, `${address} is no customer's address`)
    const prefixes = [policy.support.ticketPrefix, ...policy.support.ticketPrefixAliases]
    const { directory } = config.data
    const traces = lookUpPerson(directory, { address, prefixes })
    if (options['dry-run']) return told(traces, 'would go', options.json, policy, io)
    if (traces.underContract.length > 0 && !options.all) return refused(traces, policy, io)
    return erased({ directory, address, prefixes, json: options.json }, policy, io)
  },
}

function refused({ underContract }: Traces, policy: Policy, io: Io): number {
  for (const { ticket, contract } of underContract) {
    const number = printNumber(policy.support.ticketPrefix, ticket)
    io.err(`${number} is under contract ${contract}: its mail shows what was asked and answered under it`)
  }
  io.err('nothing was erased; --all erases tickets under a contract too')
  return EXIT.failed
}

interface Order {
  readonly directory: string
  readonly address: string
  readonly prefixes: readonly string[]
  readonly json: boolean
}

function erased({ directory, address, prefixes, json }: Order, policy: Policy, io: Io): number {
  const progress = openProgress(io)
  const { traces, left } = erasePerson(directory, {
    ...{ address, prefixes, now: new Date() },
    forget: (sha256) => forgetRaw(directory, sha256),
    part: progress.part,
  })
  progress.clear()
  const status = told(traces, 'erased', json, policy, io)
  for (const { file, why } of left) io.err(`${file} still holds what it held, delete it: ${why}`)
  return left.length > 0 ? EXIT.failed : status
}

function told(traces: Traces, fate: 'would go' | 'erased', json: boolean, policy: Policy, io: Io): number {
  const tickets = traces.own.map((one) => printNumber(policy.support.ticketPrefix, one))
  const counts = { letters: traces.letters.length, named: traces.named.length, outgoing: traces.outgoing.length }
  if (json) {
    io.out(JSON.stringify({ fate, tickets, ...counts, mailbox: traces.places }))
    return EXIT.done
  }
  if (traces.own.length + traces.letters.length + traces.named.length + traces.outgoing.length === 0) {
    io.err('nothing of this address stands in the books')
    return EXIT.done
  }
  io.out(
    `${fate}: ${counts.letters} letters and ${counts.outgoing} letters of ours whole, ${counts.named} letters of others in part`,
  )
  if (tickets.length > 0) io.out(`tickets that keep their figures alone: ${tickets.join(', ')}`)
  for (const { mailbox, uid } of traces.places) io.out(`in the mailbox, for you to delete: ${mailbox}, UID ${uid}`)
  return EXIT.done
}
