// The one temporary folder of a run of tests or of a bench: whatever they and the processes they start put into the
// system's temporary folder comes to lie in it, and it goes with the run, however it ends.
import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the system's temporary folder is told by. */
const TEMPORARY = process.platform === 'win32' ? 'TEMP' : 'TMPDIR'
/** Names the folder to the processes within, which must not make one of their own. */
const NAMED = 'TICKETD_TEST_ROOT'

/** A file system in memory that Linux machines have; what is kept there is synced to nothing. */
const MEMORY = '/dev/shm'
const ROOM = 4 << 30

/**
 * A folder in memory for a run of tests, which open new books by the hundred and wait for the disk at each commit; the
 * system's temporary folder where somebody named one, or memory is short, or programs cannot be started there.
 */
function roomiest(): string {
  if (process.env[TEMPORARY] !== undefined || process.platform !== 'linux') return tmpdir()
  try {
    const mounted = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
    const [, , type, options = ''] = mounted.findLast(([, place]) => place === MEMORY) ?? []
    const { bavail, bsize } = statfsSync(MEMORY)
    const fits = bavail * bsize > ROOM && process.availableMemory() > 2 * ROOM
    return type === 'tmpfs' && fits && !options.split(',').includes('noexec') ? MEMORY : tmpdir()
  } catch {
    return tmpdir()
  }
}

/**
 * Makes the temporary folder of this process and its children a new one; gives what removes it. It is removed at the
 * process's end in any case. Within a process that did so already it does nothing.
 */
export function ownTempRoot(within = tmpdir()): () => void {
  const held = process.env[TEMPORARY]
  if (held !== undefined && process.env[NAMED] === held) return () => undefined
  // A short name: below it lie Unix sockets, whose whole path may have 107 bytes.
  const root = mkdtempSync(join(within, 'ticketd-'))
  // Servers of a lab run as other users and must come through.
  chmodSync(root, 0o755)
  process.env[TEMPORARY] = root
  process.env[NAMED] = root
  const remove = (): void => rmSync(root, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', remove)
  return () => {
    remove()
    process.off('exit', remove)
    delete process.env[NAMED]
    if (held === undefined) delete process.env[TEMPORARY]
    else process.env[TEMPORARY] = held
  }
}

/**
 * Does some work and then cleans up, also when a signal ends it: the work is not waited for then, and the process ends
 * with status 130 once all is clean.
 */
export async function cleanedUp(work: () => Promise<void>, clean: () => Promise<void>): Promise<void> {
  const told = Promise.withResolvers<'stopped'>()
  const stop = (): void => told.resolve('stopped')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  let outcome: 'stopped' | undefined
  try {
    outcome = await Promise.race([work().then(() => undefined), told.promise])
  } finally {
    await clean()
  }
  if (outcome === 'stopped') process.exit(130)
}

/** What a run of tests does before all of them; what it gives is called after them, whatever became of them. */
export default function testTempRoot(): () => void {
  return ownTempRoot(roomiest())
}
