// `ticketd find WORDS`: full-text search over all that was written; `ticketd caller NUMBER`: who that is, while he is on
// the line.
import { type CallerCard, callerCard, type KnownCaller, type Policy, readNumber } from '../desk/desk.ts'
import { openReading } from '../store/store.ts'
import { readArguments } from './frame/arguments.ts'
import { configured, ruled } from './frame/configured.ts'
import { oneLine, ticketFields, ticketLine } from './frame/printed.ts'
import { EXIT, type Io, type Verb, wrongUsage } from './frame/verb.ts'

const HELP = `ticketd find WORDS… [--json]

Tickets in whose subjects, texts, attachment names or addresses all the words stand, in any form of theirs, newest first;
or the ticket of a number, of a Message-ID, of a contract's number, of development's reference.`

const MOST = 50

export const findVerb: Verb = {
  name: 'find',
  help: HELP,
  async run(args, io, file) {
    const given = readArguments(args, { json: { type: 'boolean' } })
    if (typeof given === 'string') return wrongUsage(io, findVerb, given)
    const words = given.positionals.join(' ')
    if (words.trim() === '') return wrongUsage(io, findVerb, 'say what to look for')
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const policy = ruled(config, file, io)
    if (typeof policy === 'number') return policy
    const books = openReading(config.data.directory)
    try {
      const { ticketPrefix, ticketPrefixAliases } = policy.support
      const prefixes = [ticketPrefix, ...ticketPrefixAliases]
      const found = books.search(words, MOST, readNumber(words, prefixes))
      for (const { ticket, snippet } of found) {
        if (given.values.json === true) io.out(JSON.stringify({ ...ticketFields(ticket, policy), snippet }))
        else {
          io.out(ticketLine(ticket, policy))
          if (snippet !== '') io.out(`           ${oneLine(snippet, 150)}`)
        }
      }
      if (found.length === 0) io.err('nothing found')
      return EXIT.done
    } finally {
      books.close()
    }
  },
}

const CALLER_HELP = `ticketd caller NUMBER [--json]

Who calls: the people whom the contracts name with this number, their contract and until when it holds, their open and last
tickets, and those of former calls. Any writing of the number: 8 or +7 in front, brackets, an extension behind.`

export const callerVerb: Verb = {
  name: 'caller',
  help: CALLER_HELP,
  async run(args, io, file) {
    const given = readArguments(args, { json: { type: 'boolean' } })
    if (typeof given === 'string') return wrongUsage(io, callerVerb, given)
    const number = given.positionals.join(' ').trim()
    if (number === '') return wrongUsage(io, callerVerb, 'name the telephone number')
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const policy = ruled(config, file, io)
    if (typeof policy === 'number') return policy
    const books = openReading(config.data.directory)
    try {
      const card = callerCard(number, books, policy, new Date())
      if (card === null) return wrongUsage(io, callerVerb, `"${oneLine(number, 60)}" is no telephone number`)
      if (given.values.json === true) io.out(JSON.stringify(fieldsOf(card, policy)))
      else print(card, policy, io)
      return EXIT.done
    } finally {
      books.close()
    }
  },
}

function fieldsOf({ people, open, last }: CallerCard, policy: Policy): Record<string, unknown> {
  return {
    people,
    open: open.map((one) => ticketFields(one, policy)),
    last: last.map((one) => ticketFields(one, policy)),
  }
}

function print({ people, open, last }: CallerCard, policy: Policy, io: Io): void {
  for (const one of people) io.out(personLine(one))
  for (const [heading, tickets] of [['open:', open] as const, ['last:', last] as const]) {
    if (tickets.length > 0) io.out(heading)
    for (const ticket of tickets) io.out(ticketLine(ticket, policy))
  }
  if (people.length + open.length + last.length === 0) io.err('no contract and no former call has this number')
}

function personLine({ name, address, phone, organisation, contract, validTo, valid, elsewhere }: KnownCaller): string {
  const until = valid ? `until ${validTo}` : `NOT VALID today (until ${validTo})`
  const other = elsewhere ? ` (other extension: ${oneLine(phone, 40)})` : ''
  return `${oneLine(name === '' ? address : `${name} <${address}>`, 80)}${other}, ${oneLine(organisation, 60)}, contract ${oneLine(contract, 40)} ${until}`
}
