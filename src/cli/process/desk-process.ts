// The process that the desk runs in, alone (`run`) or as one of two (`follow`): its log, its signals, what systemd hears, and
// how it ends. With a lease it ends at once when that is lost, and keeps a copy for the other one.
import { flushCompileCache } from 'node:module'
import { type Config, printMistake } from '../../configuration/configuration.ts'
import { type Lease, startDaemon, WrongConfiguration } from '../../daemon/daemon.ts'
import { type Log, openLog } from '../../log.ts'
import { sentenceOf } from '../../trouble.ts'
import { mistaken } from '../frame/configured.ts'
import { openProgress } from '../frame/progress.ts'
import { type ConfigurationFile, EXIT, type Io } from '../frame/verb.ts'
import { copyForTheOther } from './copies-in-turn.ts'
import { everyNight } from './nightly.ts'
import { openServiceManager, type ServiceManager } from './service-manager.ts'

/** Longer than the desk itself takes to stop: only a process that stands still is ended by this. */
const HARD_STOP_MS = 9_000
/** What connections of servers that say nothing get once the desk is closed. */
const LINGER_MS = 200

/** The process of a desk. */
export interface DeskProcess {
  readonly log: Log
  readonly manager: ServiceManager
  /** Whom a signal stops from now on. */
  stoppable(stop: () => void): void
  /** Runs the desk to its end; gives the exit status. */
  runDesk(lease: Lease | undefined): Promise<number>
  /** Says why it had to end; gives the exit status. */
  ended(error: unknown): number
}

/** Opens it: from now on signals are heard. */
export function openProcess(name: string, config: Config, file: ConfigurationFile, io: Io): DeskProcess {
  const log = openLog(config.log.level)
  const manager = openServiceManager(io.environment, (because) =>
    log.warn({ because }, 'the service manager hears nothing'),
  )
  const signals = listenToSignals(manager.stopping)
  const ended = (error: unknown): number => {
    if (error instanceof WrongConfiguration) return mistaken(error.mistakes, io)
    log.error({ error }, 'the desk had to end')
    io.err(`ticketd ${name}: ${sentenceOf(error)}`)
    return EXIT.failed
  }
  return {
    ...{ log, manager, ended },
    stoppable: (stop) => signals.serve(stop, () => undefined),
    async runDesk(lease) {
      // Nothing that is under way may come to its end any more: another desk may be at it.
      lease?.lost.addEventListener('abort', () => process.exit(EXIT.failed))
      try {
        const daemon = await startDaemon({
          ...{ config, configFile: file.path, environment: io.environment, log, alive: manager.alive },
          ...(lease === undefined ? {} : { lease }),
        })
        manager.ready()
        // What has been loaded by now is kept compiled, however the desk ends.
        flushCompileCache()
        signals.serve(daemon.stop, () => reported(daemon.reload(), io, log))
        const nights = everyNight(config, file, log)
        const arrivals = shownArrivals(daemon.backlog, io)
        const copying = lease === undefined ? null : copyForTheOther(config, file, log)
        await daemon.ended
        nights.end()
        arrivals.end()
        await copying?.end()
        await lease?.release()
        setTimeout(() => process.exit(EXIT.done), LINGER_MS).unref()
        return EXIT.done
      } catch (error) {
        return ended(error)
      }
    },
  }
}

const GLANCE_MS = 500

/** How much of a full mailbox has been filed, on the terminal of somebody whose log goes elsewhere; where the log is on it too, that tells of each mail. */
export function shownArrivals(backlog: () => number, io: Io, logOnTerminal = process.stdout.isTTY): { end(): void } {
  if (io.terminal == null || logOnTerminal) return { end: () => undefined }
  let progress = openProgress(io)
  let most = 0
  const timer = setInterval(() => {
    const left = backlog()
    if (left > most) most = left
    if (left > 0) progress.step('mails filed', most - left, most)
    else if (most > 0) {
      progress.clear()
      progress = openProgress(io)
      most = 0
    }
  }, GLANCE_MS).unref()
  return {
    end() {
      clearInterval(timer)
      progress.clear()
    },
  }
}

interface Signals {
  serve(stop: () => void, reload: () => void): void
}

/** Listens from the first moment on: a signal that comes while the desk opens is obeyed when it is open. */
function listenToSignals(stopping: () => void): Signals {
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

function reported(mistakes: ReturnType<Awaited<ReturnType<typeof startDaemon>>['reload']>, io: Io, log: Log): void {
  for (const mistake of mistakes) io.err(printMistake(mistake))
  if (mistakes.length === 0) log.info({}, 'configuration and contracts read anew')
  else log.error({ count: mistakes.length }, 'the new configuration has mistakes; the old one stays in force')
}
