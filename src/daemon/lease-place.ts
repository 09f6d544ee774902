// Where the configuration says that the lease is kept, and by which name this machine holds it.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../configuration/configuration.ts'
import type { LeasePlace } from '../inbox/inbox.ts'
import { makeFolder } from '../store/store.ts'
import { mailboxSettings } from './servers.ts'
import { openSharedLease } from './shared-lease.ts'

const WORKER = 'worker'

/** Whose books are the newest: the machine that was the desk last; null when none ever was. */
export function lastWorker({ failover }: Config): string | null {
  const file = join(failover.shared, WORKER)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}

/** From now on this machine's books are the newest. To be called with the lease in hand, before the desk opens. */
export function noteWorker({ failover }: Config, holder: string): void {
  makeFolder(failover.shared)
  const half = join(failover.shared, `${WORKER}.${holder}`)
  writeFileSync(half, `${holder}\n`, { mode: 0o600 })
  renameSync(half, join(failover.shared, WORKER))
}

/** The lease's place and this machine's own id, made once and kept beside the books: copies do not carry it. */
export async function openLeasePlace(config: Config): Promise<{ readonly place: LeasePlace; readonly holder: string }> {
  const { directory } = config.data
  makeFolder(directory)
  const file = join(directory, 'machine-id')
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(4).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  const holder = readFileSync(file, 'utf8').trim()
  const { lease, shared } = config.failover
  return { place: lease === 'shared' ? await openSharedLease(shared) : await inMailbox(config), holder }
}

async function inMailbox(config: Config): Promise<LeasePlace> {
  const { openMailboxLease } = await import('../inbox/inbox.ts')
  return openMailboxLease(mailboxSettings(config))
}
