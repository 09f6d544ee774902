// `ticketd run`: the daemon, its signals and how it ends.

import { printMistake } from '../configuration/configuration.ts'
import { startDaemon, WrongConfiguration } from '../daemon/daemon.ts'
import { openLog } from '../log.ts'
import { sentenceOf } from '../trouble.ts'
import { readOptions } from './frame/arguments.ts'
import { configured, mistaken } from './frame/configured.ts'
import { EXIT, type Io, type Verb, wrongUsage } from './frame/verb.ts'
import { openServiceManager } from './service-manager.ts'

const HELP = `ticketd run [--config FILE]

The daemon: takes mail in, files it, sends what is to be said. SIGTERM and SIGINT end it within 10 seconds with nothing
half done (a second one at once); SIGHUP reads configuration and contracts anew, between two letters, all or nothing, and
says in the log which changed settings wait for a restart (of mailbox, smtp, data, http and log).`

/** Longer than the desk itself takes to stop: only a process that stands still is ended by this. */
const HARD_STOP_MS = 9_000
/** What connections of servers that say nothing get once the desk is closed. */
const LINGER_MS = 200

export const runVerb: Verb = {
  name: 'run',
  help: HELP,
  async run(args, io, file) {
    const options = readOptions(args, {})
    if (typeof options === 'string') return wrongUsage(io, runVerb, options)
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const log = openLog(config.log.level)
    const manager = openServiceManager(io.environment, (because) =>
      log.warn({ because }, 'the service manager hears nothing'),
    )
    const signals = listenToSignals(manager.stopping)
    try {
      const daemon = await startDaemon({
        config,
        configFile: file.path,
        environment: io.environment,
        log,
        alive: manager.alive,
      })
      manager.ready()
      signals.serve(daemon.stop, () => reported(daemon.reload(), io, log))
      await daemon.ended
      setTimeout(() => process.exit(EXIT.done), LINGER_MS).unref()
      return EXIT.done
    } catch (error) {
      if (error instanceof WrongConfiguration) return mistaken(error.mistakes, io)
      log.error({ error }, 'the desk had to end')
      io.err(`ticketd run: ${sentenceOf(error)}`)
      return EXIT.failed
    }
  },
}

/** Listens from the first moment on: a signal that comes while the desk opens is obeyed when it is open. */
function listenToSignals(stopping: () => void): { serve(stop: () => void, reload: () => void): void } {
  let signalled = false
  let told: { readonly stop: () => void; readonly reload: () => void } | null = null
  const end = (): void => {
    if (signalled) process.exit(EXIT.failed)
    signalled = true
    stopping()
    told?.stop()
    // What does not come to its end is cut; the books make that safe.
    setTimeout(() => process.exit(EXIT.done), HARD_STOP_MS).unref()
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  process.on('SIGHUP', () => told?.reload())
  return {
    serve(stop, reload) {
      told = { stop, reload }
      if (signalled) stop()
    },
  }
}

function reported(
  mistakes: ReturnType<Awaited<ReturnType<typeof startDaemon>>['reload']>,
  io: Io,
  log: ReturnType<typeof openLog>,
): void {
  for (const mistake of mistakes) io.err(printMistake(mistake))
  if (mistakes.length === 0) log.info({}, 'configuration and contracts read anew')
  else log.error({ count: mistakes.length }, 'the new configuration has mistakes; the old one stays in force')
}
