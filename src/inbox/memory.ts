// What the process remembers of one folder between sweeps: which mails are filed, left alone, or wait for another try.
// Loses nothing that matters: after a restart the books say again what is filed.
import type { Pace } from './needs.ts'

/** A mail that failed is tried this often before it rests for an hour and a person is told. */
const MOST_TRIES = 5

interface Failure {
  readonly times: number
  /** Milliseconds of the monotonic clock. */
  readonly notBefore: number
}

/** What is known of a folder under one UIDVALIDITY. */
export interface FolderMemory {
  readonly folder: string
  readonly uidValidity: string
  /** Mail of the folder that is filed, and of which the server has said so on this connection. */
  readonly filed: Set<number>
  /** Mail that the server says it moved, until a look through the folder bears that out. */
  readonly moved: Set<number>
  /** Mail older than the first start. */
  readonly left: Set<number>
  /** Seen on the server and not filed yet. */
  readonly pending: Set<number>
  readonly failures: Map<number, Failure>
  /** Mail that was filed by books that are lost: it lies among the filed mail, or bears our mark. */
  readonly foundAgain: Set<number>
  /** How often the sender's proof could not be looked up. */
  readonly proofs: Map<number, number>
  highest: number
  /** When all of the folder was last looked through, by the monotonic clock. */
  readThroughAt: number
}

export function newMemory(folder: string, uidValidity: string): FolderMemory {
  return {
    folder,
    uidValidity,
    filed: new Set(),
    moved: new Set(),
    left: new Set(),
    pending: new Set(),
    failures: new Map(),
    foundAgain: new Set(),
    proofs: new Map(),
    highest: 0,
    readThroughAt: Number.NEGATIVE_INFINITY,
  }
}

/** A mail that ended the connection so often comes after all others. */
const LAST_FROM = 2

/** The mails whose turn it is, in order of arrival; those that end the connection again and again come last. */
export function due(memory: FolderMemory): readonly number[] {
  const now = performance.now()
  const ripe = (uid: number): boolean => (memory.failures.get(uid)?.notBefore ?? 0) <= now
  const late = (uid: number): number => Math.max(0, (memory.failures.get(uid)?.times ?? 0) - LAST_FROM + 1)
  return [...memory.pending].filter(ripe).sort((a, b) => late(a) - late(b) || a - b)
}

/** Milliseconds until a mail that failed is due again; Infinity when none waits. */
export function untilDue(memory: FolderMemory): number {
  const now = performance.now()
  const waits = [...memory.failures].filter(([uid]) => memory.pending.has(uid)).map(([, one]) => one.notBefore - now)
  return Math.max(0, Math.min(Number.POSITIVE_INFINITY, ...waits))
}

/** Whether all that is still pending has failed too often to be waited for. */
export function onlyResting(memory: FolderMemory): boolean {
  return [...memory.pending].every((uid) => (memory.failures.get(uid)?.times ?? 0) >= MOST_TRIES)
}

/**
 * A new connection may lead to a server that was put back to an older state and hands UIDs out a second time: what is
 * filed, or older than the desk, is asked anew.
 */
export function doubtUids(memory: FolderMemory): void {
  memory.filed.clear()
  memory.left.clear()
  memory.moved.clear()
  memory.readThroughAt = Number.NEGATIVE_INFINITY
}

/** Forgets what is gone from the folder, now that all of it has been looked through. */
export function forgetGone(memory: FolderMemory, present: ReadonlySet<number>): void {
  for (const uid of [...memory.pending]) if (!present.has(uid)) forget(memory, uid)
  for (const known of [memory.filed, memory.left, memory.moved]) {
    for (const uid of [...known]) if (!present.has(uid)) known.delete(uid)
  }
}

/** Notes that the server says it moved mail: under its UID may lie another from now on. */
export function noteMoved(memory: FolderMemory, uids: readonly number[]): void {
  for (const uid of uids) {
    memory.filed.delete(uid)
    memory.moved.add(uid)
  }
}

/** Notes a mail as filed: it is no longer pending. */
export function noteFiled(memory: FolderMemory, uid: number): void {
  memory.filed.add(uid)
  forget(memory, uid)
}

/** Notes a mail as older than the desk. */
export function noteLeft(memory: FolderMemory, uid: number): void {
  memory.left.add(uid)
  forget(memory, uid)
}

/** Forgets a mail that is gone from the server or has been dealt with. */
export function forget(memory: FolderMemory, uid: number): void {
  memory.pending.delete(uid)
  memory.failures.delete(uid)
  memory.proofs.delete(uid)
}

/** Notes a failed try. True when it was one too many: a person should know. */
export function noteFailure(memory: FolderMemory, uid: number, pace: Pace): boolean {
  const times = (memory.failures.get(uid)?.times ?? 0) + 1
  const resting = times >= MOST_TRIES
  const wait = resting ? pace.hour : pace.retry * 2 ** (times - 1)
  memory.failures.set(uid, { times: Math.min(times, MOST_TRIES), notBefore: performance.now() + wait })
  return resting
}

/** Notes that the connection broke while this mail was fetched. It keeps its turn, alone, until that happened too often. */
export function noteSuspect(memory: FolderMemory, uid: number, pace: Pace): boolean {
  const times = (memory.failures.get(uid)?.times ?? 0) + 1
  const resting = times >= MOST_TRIES
  memory.failures.set(uid, {
    times: Math.min(times, MOST_TRIES),
    notBefore: resting ? performance.now() + pace.hour : 0,
  })
  return resting
}

/** Lets a mail wait without counting it as a failure of its own. */
export function postpone(memory: FolderMemory, uid: number, milliseconds: number): void {
  const times = memory.failures.get(uid)?.times ?? 0
  memory.failures.set(uid, { times, notBefore: performance.now() + milliseconds })
}
