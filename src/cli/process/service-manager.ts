// What systemd is told of the daemon (sd_notify(3)): that it is ready, that its main loop lives, that it stops. Node has no
// datagrams on Unix sockets, so systemd's own tool says it; where no service manager listens nothing is said.
import { execFile } from 'node:child_process'

/** Whoever started the daemon and waits for word of it. */
export interface ServiceManager {
  ready(): void
  /** To be called by the main loop itself, as often as it likes: a loop that stands is restarted. */
  alive(): void
  stopping(): void
}

const NOBODY: ServiceManager = { ready: () => undefined, alive: () => undefined, stopping: () => undefined }

/** The service manager that the environment names. `failed` hears once that it cannot be told anything. */
export function openServiceManager(
  environment: Readonly<Record<string, string | undefined>>,
  failed: (why: string) => void,
): ServiceManager {
  const { NOTIFY_SOCKET: socket, WATCHDOG_USEC: watchdog } = environment
  if (socket === undefined || socket === '') return NOBODY
  let hasFailed = false
  const say = (...words: string[]): void => {
    execFile('systemd-notify', words, { env: environment as NodeJS.ProcessEnv, timeout: 10_000 }, (error) => {
      if (error !== null && !hasFailed) failed(error.message)
      hasFailed ||= error !== null
    })
  }
  // Half of what the manager waits, as it asks for; the main loop turns more often than that.
  const every = Number(watchdog ?? 0) / 1000 / 2
  let saidAt = Number.NEGATIVE_INFINITY
  return {
    ready: () => say('--ready', `--pid=${process.pid}`, '--status=the desk is open'),
    alive: () => {
      if (!(every > 0) || performance.now() - saidAt < every) return
      saidAt = performance.now()
      say('WATCHDOG=1')
    },
    stopping: () => say('STOPPING=1'),
  }
}
