// The desk as a process of its own between the lab's servers, measured from outside: how fast, how much, how soon.
import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openReading, type Reading } from '../../src/store/store.ts'
import { configureDesk, type DeskAtLab, ended, spawnDesk } from '../support/desk-at-lab.ts'
import type { Lab } from '../support/lab.ts'
import { until } from '../support/patience.ts'
import { startProxy } from '../support/proxy.ts'
import type { BenchMail } from './mails.ts'
import { canCount, writtenDuring } from './written.ts'

const NO_BRAKES = {
  automaticPerHour: 0,
  strangersPerDomainPerHour: 0,
  acksPerSenderPerDay: 0,
  newTicketsPerSenderPerHour: 0,
  quickMailsBeforeMute: 0,
  ackMaxAgeHours: 0,
}
/** What the Dockerfile sets for the sake of memory. */
const AS_IN_CONTAINER = { MALLOC_ARENA_MAX: '1' }
/** The books are looked at this often, over one connection, so that looking costs the desk little. */
const LOOK_MS = 100
const CLOCK_TICKS_PER_SECOND = 100

/** What a run of the desk showed. */
export interface Run {
  readonly perSecond: number
  readonly tickets: number
  readonly acknowledged: number
  /** Milliseconds of processor time of the whole process for a mail. */
  readonly cpuMs: number
  /** Peak resident memory in megabytes (VmHWM). */
  readonly peakMb: number
}

/** The least that there is: one engineer. So the desk sends two letters for a request, where the bare script sends one. */
type Roles = readonly ('lead' | 'engineer')[]

/** What is laid over the desk's settings, and what goes on beside it. */
export interface Beside {
  readonly settings: Readonly<Record<string, unknown>>
  /** Begins when the first letter is filed; what it gives ends it. */
  begin(): () => Promise<void>
}

const NOTHING: Beside = { settings: {}, begin: () => () => Promise.resolve() }

function desk(
  lab: Lab,
  ports: { readonly imap: number; readonly smtp: number },
  roles: Roles = ['engineer', 'lead'],
  { settings }: Beside = NOTHING,
): DeskAtLab {
  return configureDesk(lab, {
    ...settings,
    mailbox: { port: ports.imap },
    smtp: { host: lab.host, port: ports.smtp, security: 'none', maxConnections: 5 },
    engineers: [{ name: 'Пётр Иванов', address: lab.address('engineer1'), roles }],
    limits: NO_BRAKES,
    log: { level: 'warn' },
  })
}

/** Empties the folders that the bench uses. */
export async function emptied(lab: Lab): Promise<void> {
  const client = await lab.imap('support')
  for (const folder of ['INBOX', 'Bare', 'Processed', 'Failed']) {
    const box = await client.mailboxOpen(folder).catch(() => null)
    if (box !== null && box.exists > 0) await client.messageDelete('1:*')
  }
  await client.logout()
}

/** From a full inbox to tickets with acknowledgements accepted; counted from the first letters filed. */
export async function runDesk(
  lab: Lab,
  raws: readonly Buffer[],
  roles?: Roles,
  beside: Beside = NOTHING,
): Promise<Run> {
  const place = desk(lab, lab.ports, roles, beside)
  await emptied(lab)
  lab.seed('support', raws)
  const process = spawnDesk(place, AS_IN_CONTAINER)
  const books = await booksOf(place, process)
  try {
    const letters = (): number => books.figures(new Date()).letters
    const before = await until('the first letter', letters)
    const [started, cpu] = [performance.now(), cpuMs(process.pid)]
    const end = beside.begin()
    await patiently(() => letters() >= raws.length)
    await patiently(() => books.figures(new Date()).outbox.waiting === 0)
    const seconds = (performance.now() - started) / 1000
    await end()
    return {
      perSecond: (raws.length - before) / seconds,
      tickets: books.tickets({}).length,
      acknowledged: books.figures(new Date()).outbox.sentLastHour,
      cpuMs: (cpuMs(process.pid) - cpu) / (raws.length - before),
      peakMb: peakMb(process.pid),
    }
  } finally {
    books.close()
    await ended(process, 'SIGTERM')
  }
}

/** What the desk writes to the disk for a letter. */
export interface Written {
  readonly bytesPerLetter: number
  readonly fsyncsPerLetter: number
}

/** A run that is only counted; null where there is no strace. */
export async function writtenByDesk(lab: Lab, raws: readonly Buffer[]): Promise<Written | null> {
  if (!canCount()) return null
  const place = desk(lab, lab.ports)
  await emptied(lab)
  const process = spawnDesk(place, AS_IN_CONTAINER)
  const books = await booksOf(place, process)
  try {
    const { bytes, fsyncs } = await writtenDuring(process.pid ?? 0, place.directory, async () => {
      lab.seed('support', raws)
      await patiently(() => books.figures(new Date()).letters >= raws.length)
      await patiently(() => books.figures(new Date()).outbox.waiting === 0)
    })
    return { bytesPerLetter: bytes / raws.length, fsyncsPerLetter: fsyncs / raws.length }
  } finally {
    books.close()
    await ended(process, 'SIGTERM')
  }
}

/** Throws when the desk has ended by itself: nothing would come of waiting. */
function stillRuns(process: ChildProcess): void {
  if (process.exitCode !== null) throw new Error('the desk has ended by itself; TICKETD_TEST_LOG=1 shows what it said')
}

/** The books of a desk that has just been started. */
function booksOf(place: DeskAtLab, process: ChildProcess): Promise<Reading & { close(): void }> {
  return until('the books', () => {
    stillRuns(process)
    try {
      return openReading(join(place.directory, 'data'))
    } catch {
      return null
    }
  })
}

async function patiently(look: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 900_000; !look(); ) {
    if (performance.now() > deadline) throw new Error('the desk has not come to its end in 15 minutes')
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

function peakMb(pid: number | undefined): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}

/** Processor time of all threads of a process, user and system (proc(5), fields 14 and 15 of stat). */
function cpuMs(pid: number | undefined): number {
  const ofThread = (thread: string): number => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
    return Number(user) + Number(system)
  }
  const ticks = readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + ofThread(thread), 0)
  return (ticks * 1000) / CLOCK_TICKS_PER_SECOND
}

/** From the server's IDLE notice to the acknowledgement's 250, both as they pass on the wire; milliseconds, ascending. */
export async function latencies(
  lab: Lab,
  mails: readonly BenchMail[],
  beside: Beside = NOTHING,
): Promise<readonly number[]> {
  const seen = { noticeAt: 0, acceptedAt: 0, inData: false }
  const imap = await startProxy(lab.ports.imap, (piece) => {
    if (/^\* \d+ EXISTS/m.test(piece) && seen.noticeAt === 0) seen.noticeAt = performance.now()
  })
  const smtp = await startProxy(lab.ports.smtp, (piece) => {
    if (seen.inData && piece.startsWith('250')) seen.acceptedAt = performance.now()
    seen.inData = /^354/m.test(piece)
  })
  const place = desk(lab, { imap: imap.port, smtp: smtp.port }, undefined, beside)
  await emptied(lab)
  const process = spawnDesk(place, AS_IN_CONTAINER)
  const found: number[] = []
  let end = NOTHING.begin()
  try {
    const books = await booksOf(place, process)
    books.close()
    await until('the desk looks and waits', () => imap.connections() > 0)
    end = beside.begin()
    for (const mail of mails) {
      Object.assign(seen, { noticeAt: 0, acceptedAt: 0 })
      await lab.send(mail.raw, { from: mail.from, to: lab.address('support') })
      await until(`acknowledgement ${found.length}`, () => seen.acceptedAt > 0)
      // The first finds a desk that has only just started.
      if (seen.noticeAt > 0) found.push(seen.acceptedAt - seen.noticeAt)
    }
  } finally {
    await end()
    await ended(process, 'SIGTERM')
    await Promise.all([imap.close(), smtp.close()])
  }
  return found.sort((a, b) => a - b)
}
