// What the daemon has done each night by a process of its own, so that no letter waits for it: `ticketd retire`.
import { type ChildProcess, spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../configuration/configuration.ts'
import type { Log } from '../../log.ts'
import type { ConfigurationFile } from '../frame/verb.ts'

const MAIN = join(import.meta.dirname, '../../ticketd.js')
const LOOK_MS = 600_000
/** The hour of the desk's day in which the night's work begins. */
const HOUR = 3

/** Does the night's work each night from now on, until `end`. */
export function everyNight(config: Config, file: ConfigurationFile, log: Log): { end(): void } {
  const { rawMonths, ticketYears } = config.retention
  let child: ChildProcess | null = null
  let doneOn = ''
  const look = (): void => {
    const { day, hour } = localHour(new Date(), config.clock.timezone)
    if (hour !== HOUR || day === doneOn) return
    doneOn = day
    child = spawn(process.execPath, [MAIN, 'retire', '--config', file.path], { stdio: ['ignore', 'pipe', 'pipe'] })
    const said: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => said.push(piece))
    child.on('error', (error) => log.warn({ error }, 'what has been kept long enough could not be taken'))
    child.on('close', (status) => {
      const because = Buffer.concat(said).toString('utf8').trim()
      if (status === 0) log.info({ because }, 'what has been kept long enough is taken')
      else log.warn({ because }, 'what has been kept long enough could not be taken')
    })
    try {
      if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
    } catch {
      // A process that has ended already needs no priority.
    }
  }
  const timer = rawMonths === 0 && ticketYears === 0 ? null : setInterval(look, LOOK_MS).unref()
  return {
    end() {
      if (timer !== null) clearInterval(timer)
      child?.kill('SIGTERM')
    },
  }
}

function localHour(now: Date, timeZone: string): { readonly day: string; readonly hour: number } {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(now)
  return { day: text.slice(0, 10), hour: Number(text.slice(11, 13)) }
}
