// Copies for the warm second machine: `ticketd backup` into the shared folder, again and again, as a process of its own with
// the lowest priority, so that no letter waits for it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../../configuration/configuration.ts'
import type { Log } from '../../log.ts'
import type { ConfigurationFile } from '../frame/verb.ts'

const MAIN = join(import.meta.dirname, '../../ticketd.js')

/** Where the copy lies for whoever takes over. */
export function sharedCopy(config: Config): string {
  return join(config.failover.shared, 'copy')
}

/** Copies from now on until `end`, which waits for the copy in hand no longer than a moment. */
export function copyForTheOther(config: Config, file: ConfigurationFile, log: Log): { end(): Promise<void> } {
  const stopping = new AbortController()
  let child: ChildProcess | null = null
  const copying = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      child = spawn(process.execPath, [MAIN, 'backup', sharedCopy(config), '--config', file.path], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      lowered(child)
      const said: Buffer[] = []
      child.stderr?.on('data', (piece: Buffer) => said.push(piece))
      const [status] = (await once(child, 'close')) as [number | null]
      if (status !== 0 && !stopping.signal.aborted)
        log.warn({ because: Buffer.concat(said).toString('utf8').trim() }, 'the copy for the other machine failed')
      await sleep(config.failover.copySeconds * 1000, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const all = copying().catch((error: unknown) => log.warn({ error }, 'no more copies are made for the other machine'))
  return {
    async end() {
      stopping.abort()
      child?.kill('SIGTERM')
      await all
    },
  }
}

function lowered(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
  } catch {
    // A process that has ended already needs no priority.
  }
}
