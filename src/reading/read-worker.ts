// The thread in which mail is read: takes one job at a time, answers each. A mail that kills it kills only it.
import { closeSync, openSync, writeFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { parentPort } from 'node:worker_threads'
import type { Defect, Mail } from '../letter.ts'
import { scanHead } from './mime/head-scan.ts'
import { readMail, readParts } from './mime.ts'

export type Job =
  | { readonly kind: 'read'; readonly file: string; readonly messageBytes: number }
  | { readonly kind: 'scan'; readonly file: string; readonly why: Defect }
  /** Writes the decoded bytes of a part into a file. */
  | { readonly kind: 'unpack'; readonly file: string; readonly part: number; readonly to: string }

export type Answer =
  /** The thread has loaded and waits for its first job. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'mail'; readonly mail: Mail }
  | { readonly kind: 'unpacked' }
  /** The disk failed: `code` is the system's. */
  | { readonly kind: 'disk'; readonly code: string }
  /** A bug of ours: the mail is to be set aside. */
  | { readonly kind: 'stumbled'; readonly what: Defect }

/** What the thread says: an answer, and how much processor time it has had since it began, in milliseconds. */
export interface Said {
  readonly answer: Answer
  readonly spentMs: number
}

function say(answer: Answer): void {
  const { user, system } = process.threadCpuUsage()
  const said: Said = { answer, spentMs: (user + system) / 1000 }
  parentPort?.postMessage(said)
}

parentPort?.on('message', (job: Job) => say(answerTo(job)))

say({ kind: 'ready' })
// The next reader starts from what was compiled, even if this one is made to go.
flushCompileCache()

function answerTo(job: Job): Answer {
  try {
    if (job.kind === 'unpack') return unpacked(job.file, job.part, job.to)
    const mail = job.kind === 'scan' ? scanHead(job.file, job.why) : readMail(job.file, job)
    return { kind: 'mail', mail }
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException
    if (code !== undefined && syscall !== undefined) return { kind: 'disk', code }
    return { kind: 'stumbled', what: { is: 'reader failed', error: `${message}`.slice(0, 200) } }
  }
}

/** The file is for sending alone and can be made again, so it needs no fsync. */
function unpacked(file: string, part: number, to: string): Answer {
  const target = openSync(to, 'w', 0o600)
  try {
    for (const { piece } of readParts(file, [part])) writeFileSync(target, piece)
  } finally {
    closeSync(target)
  }
  return { kind: 'unpacked' }
}
