// One look through a folder, the same after every hint, poll and reconnect: what is on the server and not in the books
// is filed in order of arrival, what is filed is settled. Doing it twice changes nothing.
import { setImmediate as breath } from 'node:timers/promises'
import type { Mailbox } from '../letter.ts'
import { type Arrival, arrivalsOf, type Preparation } from './arrivals.ts'
import type { Attempted, Attempts } from './attempts.ts'
import type { Connection, OpenFolder } from './imap.ts'
import type { Row } from './imap-answers.ts'
import {
  due,
  type FolderMemory,
  forgetGone,
  newMemory,
  noteFailure,
  noteFiled,
  noteLeft,
  noteMoved,
  noteSuspect,
  postpone,
} from './memory.ts'
import type { ArrivalBooks, FiledThere, InboxLog, Judge, MailReader, Pace } from './needs.ts'
import { markOf, openSettler, type Settler, type Targets, targetOf } from './settle.ts'
import type { Spool } from './spool.ts'

/** Rows are asked for so many mails at once. */
const ROWS = 1000
/** A folder with more mails is read through once an hour only; between, mail with higher UIDs is looked for. */
const SMALL_FOLDER = 2000
const PROOF_PAUSES = [30_000, 120_000, 420_000, 600_000, 600_000]

/** All that a sweep works with; the same for every folder and connection. */
export interface Room {
  readonly spool: Spool
  readonly reader: MailReader
  readonly books: ArrivalBooks
  readonly attempts: Attempts
  readonly judge: Judge
  readonly clock: () => Date
  readonly log: InboxLog
  readonly signal: AbortSignal
  readonly pace: Pace
  /** Whose mailbox it is. */
  readonly account: { readonly host: string; readonly user: string }
  /** Mail from before this instant is not the desk's. */
  readonly cutOff: Date
  /** Called after each letter and each answer of the server: the sweep is alive. */
  readonly progress: () => void
}

/** A folder opened for sweeping. */
export interface Swept {
  readonly connection: Connection
  readonly opened: OpenFolder
  readonly memory: FolderMemory
  readonly targets: Targets
}

/** Opens a folder and fits what we remember of it to what the server says now. */
export async function openFolder(
  room: Room,
  connection: Connection,
  folder: string,
  known: FolderMemory | undefined,
): Promise<{ opened: OpenFolder; memory: FolderMemory }> {
  const opened = await connection.open(folder)
  if (known !== undefined && known.uidValidity === opened.uidValidity) return { opened, memory: known }
  if (known !== undefined) {
    room.log.warn(
      { mailbox: folder },
      'the mailbox was renumbered (UIDVALIDITY changed); all of it is looked through by content',
    )
  }
  return { opened, memory: newMemory(folder, opened.uidValidity) }
}

/** Sweeps: lists, settles what is filed already, files the rest. Throws passing Trouble; whatever was filed is settled first. */
export async function sweep(room: Room, swept: Swept, how: 'all' | 'newest'): Promise<void> {
  const { connection, opened, memory, targets } = swept
  const settler = openSettler({
    connection,
    keywords: opened.keywords,
    targets,
    moved: (uids) => noteMoved(memory, uids),
    log: room.log,
  })
  const present = await list(room, swept, how)
  if (present !== null) await settleFiled(swept, present, settler)
  try {
    await fileDue(room, swept, settler)
  } finally {
    if (connection.alive()) await settler.flush()
  }
  room.progress()
}

const EPOCH = new Date(0)
const LEFT_WHERE_IT_IS: Settler = { note: () => undefined, flush: () => Promise.resolve() }

/** Files mail that lies where filed mail is put and is not in the books; it stays there. */
export async function fileWhereItLies(room: Room, swept: Swept, uids: readonly number[]): Promise<void> {
  const { memory } = swept
  for (const uid of await notFiled(room, swept, uids)) {
    memory.pending.add(uid)
    memory.foundAgain.add(uid)
  }
  await fileDue({ ...room, cutOff: EPOCH }, swept, LEFT_WHERE_IT_IS)
}

/** Notes what is new. Returns all UIDs when the whole folder was looked through, else null. */
async function list(room: Room, swept: Swept, how: 'all' | 'newest'): Promise<readonly number[] | null> {
  const { connection, opened, memory } = swept
  const now = performance.now()
  const through = how === 'all' && (opened.mails <= SMALL_FOLDER || now - memory.readThroughAt >= room.pace.hour)
  const present = await connection.uids(through ? 1 : memory.highest + 1)
  if (through) forgetGone(memory, new Set(present))
  for (const uid of await notFiled(room, swept, present)) memory.pending.add(uid)
  for (const uid of present) memory.highest = Math.max(memory.highest, uid)
  if (!through) return null
  memory.readThroughAt = now
  distrustMoves(room, swept)
  return present
}

/** A server that says it moved mail and has not would be asked the same again for ever. */
function distrustMoves(room: Room, { memory, targets }: Swept): void {
  const count = [...memory.moved].filter((uid) => memory.filed.has(uid)).length
  memory.moved.clear()
  if (count === 0) return
  targets.processed = null
  targets.failed = null
  room.log.warn(
    { mailbox: memory.folder, count },
    'the mailbox says that it moved filed mail and has not; it is marked until the next connection',
  )
}

/**
 * Those of the mails that are not filed. A UID alone proves nothing: a server that was put back to an older state hands
 * it out again. What lies there must have the size and the moment of what was filed, else its bytes decide.
 */
async function notFiled(
  room: Room,
  { connection, memory }: Swept,
  uids: readonly number[],
): Promise<readonly number[]> {
  const asked = uids.filter((uid) => !memory.filed.has(uid) && !memory.left.has(uid) && !memory.pending.has(uid))
  // A validity of 0 promises nothing: such mails are known by their bytes alone.
  if (asked.length === 0 || memory.uidValidity === '0') return asked
  const filed = room.books.filedThere(mailboxOf(room, memory), asked)
  const known = [...filed.keys()]
  for (let n = 0; n < known.length; n += ROWS) {
    for (const row of await connection.rows(known.slice(n, n + ROWS))) {
      if (isSame(row, filed.get(row.uid))) memory.filed.add(row.uid)
    }
    room.progress()
  }
  const others = known.filter((uid) => !memory.filed.has(uid))
  if (others.length > 0) {
    room.log.warn(
      { mailbox: memory.folder, count: others.length },
      'under UIDs of filed mail the server has mail of another size or moment; it is looked through by content',
    )
  }
  return asked.filter((uid) => !memory.filed.has(uid))
}

function isSame(row: Row, filed: FiledThere | undefined): boolean {
  if (filed === undefined || row.bytes === 0 || row.arrivedAt === null || filed.arrivedAt === null) return false
  return row.bytes === filed.bytes && row.arrivedAt.getTime() === filed.arrivedAt.getTime()
}

function mailboxOf({ account }: Room, { folder, uidValidity }: FolderMemory): Mailbox {
  return { ...account, folder, uidValidity }
}

/** What was filed before a crash, or could not be settled then, is settled now. */
async function settleFiled(swept: Swept, present: readonly number[], settler: Settler): Promise<void> {
  const { connection, opened, memory, targets } = swept
  if (!present.some((uid) => memory.filed.has(uid))) return
  const movable = targetOf('filed', targets, connection) !== null
  const unsettled = movable ? present : await connection.without(markOf('filed', opened.keywords))
  for (const uid of unsettled) if (memory.filed.has(uid)) settler.note(uid, 'filed')
}

async function fileDue(room: Room, swept: Swept, settler: Settler): Promise<void> {
  const { connection, memory } = swept
  const uids = due(memory)
  for (let n = 0; n < uids.length && !room.signal.aborted; n += ROWS) {
    const asked = uids.slice(n, n + ROWS)
    const rows = await connection.rows(asked)
    room.progress()
    noteVanished(room, memory, asked, rows)
    const ours = withoutOld(room, memory, inTheOrderOf(asked, rows))
    for await (const arrivals of arrivalsOf(ours, preparation(room, swept))) {
      await fileBatch(room, memory, settler, arrivals)
      if (room.signal.aborted) return
      room.progress()
    }
  }
}

function inTheOrderOf(uids: readonly number[], rows: readonly Row[]): readonly Row[] {
  const byUid = new Map(rows.map((row) => [row.uid, row]))
  return uids.flatMap((uid) => byUid.get(uid) ?? [])
}

/** A mail that is listed but has no row may be gone, or may come later. */
function noteVanished(room: Room, memory: FolderMemory, asked: readonly number[], rows: readonly Row[]): void {
  const there = new Set(rows.map((row) => row.uid))
  for (const uid of asked) if (!there.has(uid)) failed(room, memory, uid, 'the server lists it and says nothing of it')
}

/** Mail from before the first start stays where it is. */
function withoutOld(room: Room, memory: FolderMemory, rows: readonly Row[]): readonly Row[] {
  const { cutOff } = room
  const isOld = (row: Row): boolean => row.arrivedAt !== null && row.arrivedAt < cutOff
  const old = rows.filter(isOld)
  for (const row of old) noteLeft(memory, row.uid)
  if (old.length > 0) {
    room.books.keepLeft(memory.folder, memory.left.size)
    room.log.info(
      { mailbox: memory.folder, count: memory.left.size, until: cutOff.toISOString() },
      'mail older than the first start is left where it is',
    )
  }
  return rows.filter((row) => !isOld(row))
}

function preparation(room: Room, swept: Swept): Preparation {
  const { connection, memory } = swept
  const mailbox = memory.uidValidity === '0' ? null : mailboxOf(room, memory)
  return {
    connection,
    spool: room.spool,
    reader: room.reader,
    judge: room.judge,
    clock: room.clock,
    signal: room.signal,
    again: (uid) => memory.failures.get(uid)?.times ?? 0,
    proofs: (uid) => memory.proofs.get(uid) ?? 0,
    mailbox,
    foundAgain: (uid) => memory.foundAgain.has(uid),
    suspect: (uids) => {
      for (const uid of uids)
        if (noteSuspect(memory, uid, room.pace)) tooOften(room, memory, uid, 'the connection breaks when it is fetched')
    },
  }
}

/** Files what was prepared, in order; between two commits the network and the disk have their turn. */
async function fileBatch(
  room: Room,
  memory: FolderMemory,
  settler: Settler,
  arrivals: readonly Arrival[],
): Promise<void> {
  const letters = arrivals.flatMap((one) => (one.kind === 'letter' ? [one.letter] : []))
  room.attempts.beginTogether(letters)
  let rest = arrivals
  for (let [next] = rest; next !== undefined && !room.signal.aborted; [next] = rest) {
    if (next.kind === 'letter') rest = rest.slice(fileFirst(room, memory, settler, rest))
    else {
      if (next.kind === 'not judged') waitForProof(memory, next.uid)
      else failed(room, memory, next.uid, next.because)
      rest = rest.slice(1)
    }
    await breath()
  }
}

/** Files the letters that stand first, as many as go into one commit; gives how many. */
function fileFirst(room: Room, memory: FolderMemory, settler: Settler, arrivals: readonly Arrival[]): number {
  const other = arrivals.findIndex((one) => one.kind !== 'letter')
  const first = other < 0 ? arrivals : arrivals.slice(0, other)
  const fates = room.attempts.file(first.flatMap((one) => (one.kind === 'letter' ? [one.letter] : [])))
  fates.forEach((fate, n) => {
    const uid = first[n]?.uid
    if (uid !== undefined) noteFate(room, memory, settler, uid, fate)
  })
  return fates.length
}

function noteFate(room: Room, memory: FolderMemory, settler: Settler, uid: number, fate: Attempted): void {
  if (fate === 'stumbled') {
    noteFailure(memory, uid, room.pace)
    return
  }
  noteFiled(memory, uid)
  settler.note(uid, fate)
}

/** The pauses between looks for a sender's proof: about half an hour in all (libraries A-6). */
function waitForProof(memory: FolderMemory, uid: number): void {
  const times = memory.proofs.get(uid) ?? 0
  memory.proofs.set(uid, times + 1)
  postpone(memory, uid, PROOF_PAUSES[times] ?? 600_000)
}

function failed(room: Room, memory: FolderMemory, uid: number, because: string): void {
  if (noteFailure(memory, uid, room.pace)) tooOften(room, memory, uid, because)
}

function tooOften(room: Room, memory: FolderMemory, uid: number, because: string): void {
  room.log.error(
    { mailbox: memory.folder, uid, because },
    'a mail cannot be taken in; a person should look at it in the mailbox',
  )
}
