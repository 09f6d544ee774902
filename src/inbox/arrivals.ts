// Mails from the server made into letters, a few ahead of filing: fetched together, kept on disk, read and judged.
// Nothing is decided here; what cannot be fetched or read comes out as an arrival that says so.
import type { Defect, Letter, Mailbox } from '../letter.ts'
import { sentenceOf, Trouble } from '../trouble.ts'
import type { Connection } from './imap.ts'
import type { Row } from './imap-answers.ts'
import type { Judge, MailReader } from './needs.ts'
import { type TakenIn, takenIn } from './pieces.ts'
import type { Spool } from './spool.ts'

/** Letters are prepared in batches of at most so many mails and bytes; larger mails come alone, in pieces. */
const BATCH_MAILS = 16
const BATCH_BYTES = 4 * 1_048_576
const PIECES_FROM_BYTES = 1_048_576
/** How many batches are in preparation while letters are filed. */
const AHEAD = 3
const DAY = 86_400_000

/** What came of one mail. */
export type Arrival =
  | { readonly kind: 'letter'; readonly uid: number; readonly letter: Letter }
  /** The server sent no bytes, though it lists the mail. */
  | { readonly kind: 'not fetched'; readonly uid: number; readonly because: string }
  | { readonly kind: 'not read'; readonly uid: number; readonly because: string }
  /** The sender's proof cannot be looked up now. */
  | { readonly kind: 'not judged'; readonly uid: number }

/** What preparing needs. `again` says how often a mail failed before. */
export interface Preparation {
  readonly connection: Connection
  readonly spool: Spool
  readonly reader: MailReader
  readonly judge: Judge
  readonly clock: () => Date
  /** Once aborted, what is still in preparation is not waited for. */
  readonly signal: AbortSignal
  readonly again: (uid: number) => number
  /** How often the sender's proof could not be looked up. */
  readonly proofs: (uid: number) => number
  /** Where the mails lie; null where a UID promises nothing. */
  readonly mailbox: Mailbox | null
  /** Whether books that are lost filed it once. */
  readonly foundAgain: (uid: number) => boolean
  /** Hears of the mails that were being fetched when the connection broke: one of them may have broken it. */
  readonly suspect: (uids: readonly number[]) => void
}

/** Prepares mails in the order given, reading ahead. Throws passing Trouble of the connection or the disk. */
export async function* arrivalsOf(rows: readonly Row[], how: Preparation): AsyncGenerator<readonly Arrival[]> {
  const waiting = batchesOf(rows, how.again)
  const fetching = new Set<readonly Row[]>()
  const running: Promise<readonly Arrival[]>[] = []
  const startNext = (): void => {
    const batch = waiting.shift()
    if (batch === undefined) return
    const prepared = prepare(batch, how, fetching)
    prepared.catch(() => undefined)
    running.push(prepared)
  }
  for (let n = 0; n < AHEAD; n++) startNext()
  try {
    for (let next = running.shift(); next !== undefined; next = running.shift()) {
      const arrivals = await unlessStopped(next, how.signal)
      if (arrivals === null) return
      startNext()
      yield arrivals
    }
  } catch (error) {
    const [first] = fetching
    if (!how.connection.alive() && first !== undefined) how.suspect(first.map((row) => row.uid))
    throw error
  } finally {
    if (!how.signal.aborted) await Promise.allSettled(running)
  }
}

/** What the work gives, or null as soon as the signal aborts; leaves no listener behind. */
export async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) return null
  let stop: () => void = () => undefined
  const stopped = new Promise<null>((resolve) => {
    stop = (): void => resolve(null)
    signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([work, stopped])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** A mail that failed before, that is large or whose size is unknown comes alone, so that it troubles no other. */
function batchesOf(rows: readonly Row[], again: (uid: number) => number): Row[][] {
  const batches: Row[][] = []
  let last: Row[] | null = null
  let bytes = 0
  for (const row of rows) {
    const alone = comesAlone(row, again)
    if (last === null || alone || last.length >= BATCH_MAILS || bytes + row.bytes > BATCH_BYTES) {
      last = []
      bytes = 0
      batches.push(last)
    }
    last.push(row)
    bytes += row.bytes
    if (alone) last = null
  }
  return batches
}

function comesAlone(row: Row, again: (uid: number) => number): boolean {
  return row.bytes > PIECES_FROM_BYTES || row.bytes <= 0 || again(row.uid) > 0
}

async function prepare(
  batch: readonly Row[],
  how: Preparation,
  fetching: Set<readonly Row[]>,
): Promise<readonly Arrival[]> {
  const [first] = batch
  const alone = first !== undefined && batch.length === 1 && comesAlone(first, how.again)
  // Commands run one after the other, so the first in this set is what the server is sending now. Only success leaves it.
  fetching.add(batch)
  const kept = alone ? await keptInPieces(first, how) : await keptTogether(batch, how)
  fetching.delete(batch)
  return Promise.all(
    batch.map((row) => {
      const file = kept.get(row.uid)
      return file === undefined
        ? { kind: 'not fetched' as const, uid: row.uid, because: 'the server sent no bytes for it' }
        : letterOf(row, file, how)
    }),
  )
}

async function keptTogether(batch: readonly Row[], how: Preparation): Promise<ReadonlyMap<number, TakenIn>> {
  const bodies = [...(await bodiesOf(batch, how.connection))]
  const kept = await how.spool.keep(bodies.map(([, body]) => body))
  return new Map(bodies.flatMap(([uid], n) => (kept[n] === undefined ? [] : [[uid, { kept: kept[n], defects: [] }]])))
}

/** A batch that the server refuses is halved until the mail that is at fault stands alone. */
async function bodiesOf(batch: readonly Row[], connection: Connection): Promise<ReadonlyMap<number, Buffer>> {
  try {
    return await connection.bodies(batch.map((row) => row.uid))
  } catch (error) {
    if (!connection.alive()) throw error
    if (batch.length === 1) return new Map()
    const half = batch.length >> 1
    const first = await bodiesOf(batch.slice(0, half), connection)
    const second = await bodiesOf(batch.slice(half), connection)
    return new Map([...first, ...second])
  }
}

async function keptInPieces(row: Row, how: Preparation): Promise<ReadonlyMap<number, TakenIn>> {
  try {
    const taken = await takenIn(row, how.connection, how.spool)
    // No bytes is "not fetched", unless the server says again and again that the mail is empty.
    return taken !== null && (taken.kept.bytes > 0 || how.again(row.uid) > 1) ? new Map([[row.uid, taken]]) : new Map()
  } catch (error) {
    // What the server refuses is about this mail; what the disk refuses, or a lost connection, is about all.
    if (error instanceof Trouble && error.code?.startsWith('mailbox.') && how.connection.alive()) return new Map()
    throw error
  }
}

async function letterOf(row: Row, { kept, defects: doubts }: TakenIn, how: Preparation): Promise<Arrival> {
  try {
    const mail = await how.reader.read(kept.file)
    const verdict = await how.judge(mail, kept.file, how.proofs(row.uid))
    if (verdict === 'later') return { kind: 'not judged', uid: row.uid }
    const { at, defects } = arrival(row.arrivedAt, how.clock())
    const letter: Letter = {
      ...mail,
      defects: [...mail.defects, ...doubts, ...defects],
      place: how.mailbox === null ? null : { ...how.mailbox, ...row },
      arrivedAt: at,
      verdict,
      ...(how.foundAgain(row.uid) ? { foundAgain: true } : {}),
    }
    return { kind: 'letter', uid: row.uid, letter }
  } catch (error) {
    return { kind: 'not read', uid: row.uid, because: sentenceOf(error) }
  }
}

/** INTERNALDATE as it stands; one that lies more than a day ahead, or none, is now. */
function arrival(at: Date | null, now: Date): { at: Date; defects: readonly Defect[] } {
  if (at === null) return { at: now, defects: [{ is: 'no moment of arrival' }] }
  if (at.getTime() - now.getTime() <= DAY) return { at, defects: [] }
  return { at: now, defects: [{ is: 'arrival ahead' }] }
}
