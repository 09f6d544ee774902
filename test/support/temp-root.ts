// The one temporary folder of a run of tests or of a bench: whatever they and the processes they start put into the
// system's temporary folder comes to lie in it, and it goes with the run, however it ends.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the system's temporary folder is told by. */
const TEMPORARY = process.platform === 'win32' ? 'TEMP' : 'TMPDIR'
/** Names the folder to the processes within, which must not make one of their own. */
const NAMED = 'TICKETD_TEST_ROOT'

/**
 * Makes the temporary folder of this process and its children a new one; gives what removes it. It is removed at the
 * process's end in any case. Within a process that did so already it does nothing.
 */
export function ownTempRoot(): () => void {
  const held = process.env[TEMPORARY]
  if (held !== undefined && process.env[NAMED] === held) return () => undefined
  // A short name: below it lie Unix sockets, whose whole path may have 107 bytes.
  const root = mkdtempSync(join(tmpdir(), 'ticketd-'))
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

/** What vitest calls before all tests; it calls what this gives after them, whatever became of them. */
export default ownTempRoot
