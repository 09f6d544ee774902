// A server that is our child, with all that it forks: it ends and starts again when the test says so.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { until } from '../support/patience.ts'

/** A running server. */
export interface Server {
  stop(): Promise<void>
  start(): Promise<void>
}

/** How a server is started, and what resolves once it answers. */
export interface Launch {
  readonly command: string
  readonly args: readonly string[]
  readonly options?: SpawnOptions
  readonly answers: () => Promise<unknown>
}

/** Starts a server. Its sessions are its group and end with it: who is connected is to see the break. */
export async function startServer({ command, args, options = {}, answers }: Launch): Promise<Server> {
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(command, [...args], { stdio: 'ignore', ...options, detached: true })
    process.once('exit', () => signal(child, 'SIGKILL'))
    const ended = once(child, 'exit').then(() =>
      Promise.reject(new Error(`${command} ${args.join(' ')} ended at once`)),
    )
    ended.catch(() => undefined)
    await Promise.race([answers(), ended])
    return child
  }
  let child = await start()
  return {
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exit = once(child, 'exit')
        signal(child, 'SIGTERM')
        await exit
      }
      await until('its sessions end', () => !signal(child, 0), 2000).catch(() => signal(child, 'SIGKILL'))
    },
    async start() {
      child = await start()
    },
  }
}

/** Signals the group of a child; false when nobody of it is left. */
function signal({ pid }: ChildProcess, name: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  try {
    return pid !== undefined && process.kill(-pid, name)
  } catch {
    return false
  }
}
