// The thread in which mail is read: takes one job at a time, answers each. A mail that kills it kills only it.
import { flushCompileCache } from 'node:module'
import { parentPort } from 'node:worker_threads'
import type { Mail } from '../letter.ts'
import { scanHead } from './head-scan.ts'
import { readMail, readParts } from './mime.ts'

export type Job =
  | { readonly kind: 'read'; readonly file: string; readonly messageBytes: number }
  | { readonly kind: 'scan'; readonly file: string; readonly why: string }
  | { readonly kind: 'parts'; readonly file: string; readonly parts: readonly number[] }

export type Answer =
  /** The thread has loaded and waits for its first job. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'mail'; readonly mail: Mail }
  | { readonly kind: 'parts'; readonly parts: readonly Uint8Array[] }
  /** The disk failed: `code` is the system's. */
  | { readonly kind: 'disk'; readonly code: string }
  /** A bug of ours: the mail is to be set aside. */
  | { readonly kind: 'stumbled'; readonly what: string }

parentPort?.on('message', (job: Job) => {
  const answer = answerTo(job)
  const transfer = answer.kind === 'parts' ? answer.parts.map((part) => part.buffer as ArrayBuffer) : []
  parentPort?.postMessage(answer, transfer)
})

const READY: Answer = { kind: 'ready' }
parentPort?.postMessage(READY)
// The next reader starts from what was compiled, even if this one is made to go.
flushCompileCache()

function answerTo(job: Job): Answer {
  try {
    if (job.kind === 'parts') return { kind: 'parts', parts: partsOf(job.file, job.parts) }
    const mail = job.kind === 'scan' ? scanHead(job.file, job.why) : readMail(job.file, job)
    return { kind: 'mail', mail }
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException
    if (code !== undefined && syscall !== undefined) return { kind: 'disk', code }
    return { kind: 'stumbled', what: `${message}`.slice(0, 200) }
  }
}

/** One array of its own for each part, so that it can be handed over without a copy. */
function partsOf(file: string, parts: readonly number[]): readonly Uint8Array[] {
  const wanted = [...new Set(parts)]
  const pieces = new Map<number, Buffer[]>(wanted.map((part) => [part, []]))
  for (const { part, piece } of readParts(file, wanted)) pieces.get(part)?.push(Buffer.from(piece))
  return parts.map((part) => joined(pieces.get(part) ?? []))
}

function joined(pieces: readonly Buffer[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
