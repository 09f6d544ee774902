// `ticketd demo`: the whole desk on this machine, with embedded servers and sample mail.
import { once } from 'node:events'
import { playDemo } from '../demo/demo.ts'
import { sentenceOf } from '../trouble.ts'
import { readOptions } from './frame/arguments.ts'
import { EXIT, type Io, type Verb, wrongUsage } from './frame/verb.ts'

const HELP = `ticketd demo [--lang ru|en] [--day] [--once]

The whole desk on this machine, with an embedded IMAP and SMTP server: ports and passwords for a mail client first, then a
short story plays, each mail shown as a person would see it; on a terminal Enter goes on to the next act. The desk stays up
until Ctrl-C. Needs nothing installed, no account, no network.
  --lang L   the language of the story and of its letters: ru (default) or en
  --day      a day of forty requests instead of the story
  --once     plays without a pause and ends by itself; exit status 0 only if the story went as told`

export const demoVerb: Verb = {
  name: 'demo',
  help: HELP,
  async run(args, io) {
    const options = readOptions(args, {
      once: { type: 'boolean', default: false },
      day: { type: 'boolean', default: false },
      lang: { type: 'string', default: 'ru' },
    })
    if (typeof options === 'string') return wrongUsage(io, demoVerb, options)
    const { once: isOnce, lang: language, day } = options
    if (language !== 'ru' && language !== 'en') return wrongUsage(io, demoVerb, `--lang is ru or en, not "${language}"`)
    // The embedded IMAP server is old and says so on every start; the reader of a story need not know.
    process.noDeprecation = true
    const enough = new Promise<void>((resolve) => {
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
    })
    const pause = isOnce ? null : pauses(io)
    try {
      await playDemo({ language, day, once: isOnce, out: io.out, pause: pause?.ask ?? null, enough })
      return EXIT.done
    } catch (error) {
      io.err(sentenceOf(error))
      return EXIT.failed
    } finally {
      pause?.close()
    }
  },
}

/** Waits for Enter between two acts, where there is a terminal to press it on and to read on. */
function pauses(io: Io): { ask(words: string): Promise<void>; close(): void } | null {
  const { stdin } = process
  if (io.stdin !== stdin || !stdin.isTTY || !process.stdout.isTTY) return null
  let isOver = false
  stdin.pause()
  return {
    async ask(words) {
      if (isOver) return
      io.out('')
      io.out(words)
      stdin.resume()
      const event = await Promise.race([once(stdin, 'data'), once(stdin, 'end').then(() => null)])
      isOver = event === null
      stdin.pause()
    },
    close: () => void stdin.pause(),
  }
}
