// `ticketd find WORDS`: full-text search over all that was written.
import { readNumber } from '../desk/desk.ts'
import { openReading } from '../store/store.ts'
import { readArguments } from './frame/arguments.ts'
import { configured, ruled } from './frame/configured.ts'
import { oneLine, ticketFields, ticketLine } from './frame/printed.ts'
import { EXIT, type Verb, wrongUsage } from './frame/verb.ts'

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
