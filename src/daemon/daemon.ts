// The room's face. The rooms with the mail libraries are loaded when a desk starts or a server is asked, not before: a
// report or a check of the configuration waits for none of them.
import type { Daemon, DaemonOptions } from './opening.ts'

export { figuresNow, statementNow } from './figures.ts'
export * from './first-hour.ts'
export { horizonWords } from './health.ts'
export { type Lease, type LeaseOptions, takeFreeLease, takeOwnLease } from './lease.ts'
export { lastWorker, noteWorker, openLeasePlace } from './lease-place.ts'
export type { RulesFrom } from './live-room.ts'
export { type LiveRoom, openRoom, TEMPLATES, WrongConfiguration } from './live-room.ts'
export type { Daemon, DaemonOptions } from './opening.ts'
export { checkMailbox, checkSmtp, checkWebhook } from './servers.ts'
export { type Reached, tlsWords } from './tls-words.ts'

/** Starts the desk. Rejects when the books, the templates or the port cannot be had. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { openDaemon } = await import('./opening.ts')
  return openDaemon(options)
}
