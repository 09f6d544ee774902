// What a running process writes into a folder and how often it waits for the disk, counted from outside by strace.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../support/patience.ts'

export interface Counted {
  readonly bytes: number
  readonly fsyncs: number
}

/** Whether strace is there and may look on. */
export function canCount(): boolean {
  return spawnSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'ignore' }).status === 0
}

/** Counts from now until the work is done; only what goes into files under `folder`. */
export async function writtenDuring(pid: number, folder: string, work: () => Promise<void>): Promise<Counted> {
  const own = mkdtempSync(join(tmpdir(), 'strace-'))
  const file = join(own, 'calls')
  const args = ['-f', '-y', '-s', '0', '-e', 'trace=fsync,fdatasync,pwrite64,write', '-o', file, '-p', String(pid)]
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    let said = ''
    strace.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    await until('strace looks on', () => said.includes('attached'))
    await work()
    strace.kill('SIGINT')
    await new Promise((resolve) => strace.once('close', resolve))
    return countedIn(readFileSync(file, 'utf8'), folder)
  } finally {
    strace.kill('SIGKILL')
    rmSync(own, { recursive: true, force: true })
  }
}

const CALL = /^\d+ +(fsync|fdatasync|pwrite64|write)\(\d+<([^>]*)>(?:, ""(?:\.\.\.)?, (\d+))?/

function countedIn(calls: string, folder: string): Counted {
  let [bytes, fsyncs] = [0, 0]
  for (const line of calls.split('\n')) {
    const [, call, path, length] = CALL.exec(line) ?? []
    if (path === undefined || !path.startsWith(folder)) continue
    if (call === 'fsync' || call === 'fdatasync') fsyncs += 1
    else bytes += Number(length ?? 0)
  }
  return { bytes, fsyncs }
}
