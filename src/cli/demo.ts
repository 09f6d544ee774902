// `ticketd demo`: the whole desk on this machine, with embedded servers and sample mail.
import { playDemo } from '../demo/demo.ts'
import { sentenceOf } from '../trouble.ts'
import { readOptions } from './frame/arguments.ts'
import { EXIT, type Verb, wrongUsage } from './frame/verb.ts'

const HELP = `ticketd demo [--once]

The whole desk on this machine, with an embedded IMAP and SMTP server: a short story in Russian plays, each mail shown as a
person would see it; then it stays up and prints ports and passwords, so that a mail client can join in, until Ctrl-C.
Needs nothing installed, no account, no network.
  --once   ends by itself; exit status 0 only if the story went as told`

export const demoVerb: Verb = {
  name: 'demo',
  help: HELP,
  async run(args, io) {
    const options = readOptions(args, { once: { type: 'boolean', default: false } })
    if (typeof options === 'string') return wrongUsage(io, demoVerb, options)
    // The embedded IMAP server is old and says so on every start; the reader of a story need not know.
    process.noDeprecation = true
    const enough = new Promise<void>((resolve) => {
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
    })
    try {
      await playDemo({ once: options.once, out: io.out, enough })
      return EXIT.done
    } catch (error) {
      io.err(sentenceOf(error))
      return EXIT.failed
    }
  },
}
