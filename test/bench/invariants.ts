// The invariants that no fault may break, looked up in the books, in the spool and at the SMTP server.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Mailed } from './soak-mails.ts'

/** A transaction whose final dot the server saw; `reply` is what it said then, or that it cut or was silent. */
export interface Sent {
  readonly to: readonly string[]
  readonly data: string
  readonly reply: string
}

interface Row {
  readonly sha256: string
  readonly ticket: number | null
  readonly opened: number
}

/** A call that was registered beside the desk; the verb may have been refused while the books took nothing. */
export interface Called {
  readonly mark: string
  readonly done: boolean
}

/** What came to the desk, by mail and by telephone. */
export interface Came {
  readonly mails: readonly Mailed[]
  readonly calls: readonly Called[]
}

/** What is broken, a sentence each. */
export function brokenInvariants(directory: string, { mails, calls }: Came, sent: readonly Sent[]): readonly string[] {
  const database = new Database(join(directory, 'ticketd.db'), { readonly: true })
  try {
    const rows = database.prepare<[], Row>('SELECT sha256, ticket, opened FROM letters').all()
    const bySha = Map.groupBy(rows, (row) => row.sha256)
    const tickets = database.prepare<[], { n: number }>('SELECT count(*) AS n FROM tickets').get()?.n ?? 0
    const integrity = database.pragma('integrity_check', { simple: true })
    const called = database.prepare<[string], { n: number }>('SELECT count(*) AS n FROM letters WHERE subject = ?')
    const registered = calls.map((call) => ({ ...call, times: called.get(call.mark)?.n ?? 0 }))
    const callTickets = registered.reduce((sum, one) => sum + one.times, 0)
    return [
      ...registered
        .filter((one) => one.times > 1 || (one.done && one.times === 0))
        .map((one) => `I1: the call ${one.mark} is registered ${one.times} times`),
      ...(integrity === 'ok' ? [] : [`integrity: ${String(integrity)}`]),
      ...mails.flatMap((mail) => lost(directory, mail, bySha.get(mail.sha256) ?? [])),
      ...oneTicketEach(mails, bySha, tickets - callTickets),
      ...acknowledgedTwice(mails, sent),
      ...notRelayed(mails, sent),
      ...toldToRobots(mails, sent),
    ]
  } finally {
    database.close()
  }
}

/** I1: kept once, byte for byte, and filed once. */
function lost(directory: string, mail: Mailed, rows: readonly Row[]): readonly string[] {
  const file = join(directory, 'letters', mail.sha256.slice(0, 2), mail.sha256)
  if (!existsSync(file)) return [`I1: ${mail.mark} is not kept`]
  const is = createHash('sha256').update(readFileSync(file)).digest('hex')
  if (is !== mail.sha256) return [`I1: ${mail.mark} is kept with other bytes`]
  return rows.length === 1 ? [] : [`I1: ${mail.mark} is filed ${rows.length} times`]
}

/** I2: each on one ticket; each request on one of its own. */
function oneTicketEach(
  mails: readonly Mailed[],
  bySha: ReadonlyMap<string, readonly Row[]>,
  tickets: number,
): readonly string[] {
  const own = mails.filter((mail) => mail.kind === 'request' || mail.kind === 'robot')
  const opened = own.flatMap((mail) => bySha.get(mail.sha256) ?? []).filter((row) => row.opened === 1)
  const numbers = new Set(opened.map((row) => row.ticket))
  const astray = mails.filter((mail) => (bySha.get(mail.sha256) ?? []).some((row) => row.ticket === null))
  return [
    ...(numbers.size === own.length ? [] : [`I2: ${own.length} mails opened ${numbers.size} tickets`]),
    ...(tickets === own.length ? [] : [`I2: ${own.length} mails, ${tickets} tickets`]),
    ...astray.map((mail) => `I2: ${mail.mark} is on no ticket`),
  ]
}

/** Whether the server may have taken the letter: it said so, or nobody knows. */
function perhapsTaken(one: Sent): boolean {
  return !/^[45]/.test(one.reply)
}

function isAutomatic(one: Sent): boolean {
  return /^Auto-Submitted: auto/im.test(one.data)
}

/** I3: one acknowledgement; where its arrival was in doubt the very same once more, never a third time. */
function acknowledgedTwice(mails: readonly Mailed[], sent: readonly Sent[]): readonly string[] {
  const acknowledgements = sent.filter((one) => isAutomatic(one) && perhapsTaken(one))
  const byPerson = Map.groupBy(acknowledgements, (one) => one.to[0] ?? '')
  return mails
    .filter((mail) => mail.kind === 'request')
    .flatMap((mail) => {
      const all = byPerson.get(mail.from) ?? []
      const shapes = new Set(all.map((one) => one.data)).size
      const broken = all.length > 2 || shapes > 1
      return broken ? [`I3: ${mail.mark} is acknowledged ${all.length} times, in ${shapes} shapes`] : []
    })
}

/** A letter as it came, and what stands in its base64. */
function readable(data: string): string {
  const blocks = data.match(/(?:^[A-Za-z0-9+/=]{4,76}\r?\n)+/gm) ?? []
  return [data, ...blocks.map((one) => Buffer.from(one, 'base64').toString('utf8'))].join('\n')
}

/** I4: an answer arrives at least once, always with the same Message-ID and the same bytes. */
function notRelayed(mails: readonly Mailed[], sent: readonly Sent[]): readonly string[] {
  const answers = sent.filter((one) => !isAutomatic(one))
  return mails
    .filter((mail) => mail.kind === 'answer')
    .flatMap((mail) => {
      const relayed = answers.filter((one) => readable(one.data).includes(mail.mark))
      if (!relayed.some((one) => one.reply.startsWith('250'))) return [`I4: ${mail.mark} did not arrive`]
      const shapes = new Set(relayed.map((one) => one.data)).size
      return shapes === 1 ? [] : [`I4: ${mail.mark} was sent in ${shapes} shapes`]
    })
}

/** I5: nothing of ours goes to a machine; what an engineer writes there is his. */
function toldToRobots(mails: readonly Mailed[], sent: readonly Sent[]): readonly string[] {
  const robots = new Set(
    mails.filter((mail) => mail.kind === 'robot' || mail.kind === 'bounce').map((mail) => mail.from),
  )
  return sent
    .filter((one) => isAutomatic(one) && one.to.some((to) => robots.has(to)))
    .map((one) => `I5: ${one.to.join()} was written to`)
}
