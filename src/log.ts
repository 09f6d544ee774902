// pino, synchronous, one line per letter and per delivery. Only named, harmless fields get through: no body, no
// subject, no address, no secret (threats T12). The only file that knows pino.
import pino from 'pino'
import { Trouble } from './trouble.ts'

/** What a log line may carry. Everything else is a sentence of our own. */
export interface LogFields {
  readonly ticket?: string | number | null
  readonly uid?: number
  readonly mailbox?: string
  readonly letter?: string
  readonly because?: string
  readonly kind?: string
  /** The code of what is wrong, as /readyz names it. */
  readonly reason?: string
  readonly delivery?: number
  readonly attempts?: number
  readonly code?: string | number | null
  readonly ms?: number
  readonly count?: number
  readonly bytes?: number
  readonly since?: string
  readonly until?: string
  readonly address?: string
  readonly port?: number
  readonly error?: unknown
}

export interface Log {
  info(fields: LogFields, sentence: string): void
  warn(fields: LogFields, sentence: string): void
  error(fields: LogFields, sentence: string): void
  debug(fields: LogFields, sentence: string): void
}

const ADDRESS = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g

/** A sentence from outside made fit for a log: addresses struck out, one line, at most 200 characters. */
export function harmless(text: string): string {
  const plain = text.replace(ADDRESS, '<…>').replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
  return plain.length > 200 ? `${plain.slice(0, 199)}…` : plain
}

function errorFields(error: unknown): Record<string, unknown> {
  if (error instanceof Trouble) {
    return {
      error: harmless(error.message),
      ...(error.code === null ? {} : { reason: error.code }),
      lasting: error.lasting,
      ...error.facts,
      cause: causeOf(error.cause),
    }
  }
  if (error instanceof Error) return { error: harmless(error.message), code: codeOf(error) }
  return { error: harmless(String(error)) }
}

function causeOf(cause: unknown): string | undefined {
  return cause instanceof Error ? harmless(cause.message) : undefined
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function allowed(fields: LogFields): Record<string, unknown> {
  const { error, because, ...rest } = fields
  return {
    ...rest,
    ...(because === undefined ? {} : { because: harmless(because) }),
    ...(error === undefined ? {} : errorFields(error)),
  }
}

/** What waits at most for a log that takes nothing, in bytes. */
const MOST_WAITING = 1_048_576

/** Opens the log on standard output (`fd` 1) or standard error (2). Level is a pino level or `silent`. */
export function openLog(level: string, fd: 1 | 2 = 1): Log {
  const destination = pino.destination({ dest: fd, sync: true, maxLength: MOST_WAITING })
  // A full disk or a reader that has gone must not end the desk: lines wait, then the newest are dropped.
  destination.on('error', nothing)
  const sink = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return {
    info: (fields, sentence) => sink.info(allowed(fields), sentence),
    warn: (fields, sentence) => sink.warn(allowed(fields), sentence),
    error: (fields, sentence) => sink.error(allowed(fields), sentence),
    debug: (fields, sentence) => sink.debug(allowed(fields), sentence),
  }
}

/** Trouble that may last: told once, again every ten minutes, and once when it is over. */
export interface Complaint {
  /** What is wrong now, null when nothing is, and its code. */
  readonly trouble: string | null
  readonly code: string | null
  note(trouble: Trouble): void
  over(): void
}

const TELL_AGAIN = 600_000

/** A complaint of which nothing has been said yet, with the sentences for its beginning and its end. */
export function openComplaint(log: Log, lasts: string, isOver: string): Complaint {
  let trouble: string | null = null
  let code: string | null = null
  let toldAt = 0
  return {
    get trouble() {
      return trouble
    },
    get code() {
      return code
    },
    note(error) {
      const now = performance.now()
      const isTold = trouble === error.message && now - toldAt < TELL_AGAIN
      trouble = error.message
      code = error.code
      if (isTold) return
      toldAt = now
      log.warn({ error }, lasts)
    },
    over() {
      if (trouble !== null) log.info({}, isOver)
      trouble = null
      code = null
    },
  }
}

/** A log that says nothing: for verbs and tests. */
export const silent: Log = {
  info: nothing,
  warn: nothing,
  error: nothing,
  debug: nothing,
}

function nothing(): void {
  return
}
