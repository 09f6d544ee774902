// `ticketd run`: the daemon, its signals and how it ends.
import { lastWorker, noteWorker, openLeasePlace, takeOwnLease } from '../daemon/daemon.ts'
import { readOptions } from './frame/arguments.ts'
import { configured } from './frame/configured.ts'
import { type Verb, wrongUsage } from './frame/verb.ts'
import { openProcess } from './process/desk-process.ts'

const HELP = `ticketd run [--config FILE]

The daemon: takes mail in, files it, sends what is to be said. SIGTERM and SIGINT end it within 10 seconds with nothing
half done (a second one at once); SIGHUP reads configuration and contracts anew, between two letters, all or nothing, and
says in the log which changed settings wait for a restart (of mailbox, smtp, data, http and failover). With
failover.shared it takes the lease first, and refuses where another desk has held it since ("ticketd follow" waits).`

export const runVerb: Verb = {
  name: 'run',
  help: HELP,
  async run(args, io, file) {
    const options = readOptions(args, {})
    if (typeof options === 'string') return wrongUsage(io, runVerb, options)
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const desk = openProcess('run', config, file, io)
    if (config.failover.shared === '') return desk.runDesk(undefined)
    try {
      const { place, holder } = await openLeasePlace(config)
      const ttlMs = config.failover.leaseSeconds * 1000
      const lease = await takeOwnLease({ place, holder, ttlMs, log: desk.log }, lastWorker(config))
      noteWorker(config, holder)
      return await desk.runDesk(lease)
    } catch (error) {
      return desk.ended(error)
    }
  },
}
