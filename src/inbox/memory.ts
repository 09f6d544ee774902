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
  readonly filed: Set<number>
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

export function newMemory(folder: string, uidValidity: string, filed: ReadonlySet<number>): FolderMemory {
  return {
    folder,
    uidValidity,
    filed: new Set(filed),
    left: new Set(),
    pending: new Set(),
    failures: new Map(),
    foundAgain: new Set(),
    proofs: new Map(),
    highest: 0,
    readThroughAt: Number.NEGATIVE_INFINITY,
  }
}

/** The mails whose turn it is, in order of arrival. */
export function due(memory: FolderMemory): readonly number[] {
  const now = performance.now()
  const ripe = (uid: number): boolean => (memory.failures.get(uid)?.notBefore ?? 0) <= now
  return [...memory.pending].filter(ripe).sort((a, b) => a - b)
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
