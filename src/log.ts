// pino, one line per letter and per delivery. Only named, harmless fields get through: no body, no
// subject, no address, no secret (threats T12). The only file that knows pino.
import { fstatSync, writeSync } from 'node:fs'
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
  /** How many lines nobody read and were dropped. */
  dropped?(): number
  /** Lines below this level are written no more. */
  setLevel?(level: string): void
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
  if (error instanceof Error) return { error: ownWords(error), code: codeOf(error), stack: framesOf(error) }
  return { error: harmless(String(error)) }
}

/** What a bug says of itself. Text that it quotes may be a letter's (JSON.parse quotes what it reads). */
function ownWords(error: Error): string {
  const plain = error.message.replace(/"[^"]{40,}"|'[^']{40,}'|`[^`]{40,}`|"[^"]*$/g, '"…"')
  return harmless(error instanceof SyntaxError ? error.name : `${error.name}: ${plain}`)
}

const MOST_FRAMES = 8

/** Where it happened: file and line below the program's folder, function names, no text. */
function framesOf(error: Error): readonly string[] {
  const frames = (error.stack ?? '').split('\n').flatMap((line) => {
    const [, name, file, at] =
      /^\s+at (?:(?:async )?([\w.#<>[\] ]+?) \()?(?:file:\/\/)?([^()]+?):(\d+):\d+\)?$/.exec(line) ?? []
    if (file === undefined) return []
    const short = file.replace(/^.*\/((?:src|test|node_modules)\/)/, '$1')
    return [`${name === undefined ? '' : `${name} `}${short}:${at}`]
  })
  return frames.slice(0, MOST_FRAMES)
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

/** What waits at most for a reader, in bytes. */
const MOST_WAITING = 1_048_576
const RETRY_MS = [20, 100, 500, 1000]
/** What the last lines of a process may cost it. */
const LAST_MS = 200
const REFUSED_FOR_NOW = new Set(['EAGAIN', 'ENOSPC', 'EDQUOT', 'EINTR'])

/**
 * Where lines go: written at once, so that a killed process has said what it knew; while nobody reads, or the disk is full,
 * they wait, then the oldest are dropped and counted. The desk never waits for its log.
 */
class Sink {
  readonly #fd: number
  #waiting: Buffer[] = []
  #bytes = 0
  /** How much of the first line that waits has been written already. */
  #written = 0
  #tries = 0
  #timer: NodeJS.Timeout | null = null
  /** Dropped in all, and since somebody was told. */
  dropped = 0
  #untold = 0

  constructor(fd: 1 | 2) {
    this.#fd = fd
    // A pipe or a socket that Node has opened says EAGAIN; any other would stop the process while it is full.
    const stream = fd === 1 ? process.stdout : process.stderr
    // A reader that has gone must not end the desk.
    stream.on('error', nothing)
    process.on('exit', () => this.#last())
  }

  write(line: string): void {
    const bytes = Buffer.from(line)
    this.#waiting.push(bytes)
    this.#bytes += bytes.length
    if (this.#timer === null) this.#flush()
    while (this.#bytes > MOST_WAITING) this.#drop()
  }

  /** The oldest line of which nothing has been written. */
  #drop(): void {
    const [gone] = this.#waiting.splice(this.#written > 0 ? 1 : 0, 1)
    if (gone === undefined) return
    this.#bytes -= gone.length
    this.dropped += 1
    this.#untold += 1
  }

  #flush(): void {
    this.#timer = null
    if (this.#emptied()) {
      this.#tries = 0
      return
    }
    this.#timer = setTimeout(() => this.#flush(), RETRY_MS[Math.min(this.#tries, RETRY_MS.length - 1)])
    this.#timer.unref()
    this.#tries += 1
  }

  /** Writes what waits, as far as it goes. */
  #emptied(): boolean {
    for (let line = this.#waiting[0]; line !== undefined; line = this.#waiting[0]) {
      const written = this.#put(line)
      if (written === null) return false
      this.#written += written
      if (this.#written < line.length) continue
      this.#waiting.shift()
      this.#bytes -= line.length
      this.#written = 0
      this.#tell()
    }
    return true
  }

  #put(line: Buffer): number | null {
    try {
      return writeSync(this.#fd, line, this.#written)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (REFUSED_FOR_NOW.has(code)) return null
      // Nobody will ever read it.
      return line.length - this.#written
    }
  }

  #tell(): void {
    if (this.#untold === 0) return
    const fields = { level: 'warn', time: new Date().toISOString(), count: this.#untold }
    this.#untold = 0
    const line = Buffer.from(`${JSON.stringify({ ...fields, msg: 'log lines were dropped: nobody read them' })}\n`)
    this.#waiting.unshift(line)
    this.#bytes += line.length
  }

  /** The process ends: a slow reader gets a moment. */
  #last(): void {
    const until = performance.now() + LAST_MS
    while (!this.#emptied() && performance.now() < until)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
  }
}

/** Whether a descriptor leads to the journal of systemd (systemd.exec(5), $JOURNAL_STREAM). */
function isJournal(fd: 1 | 2): boolean {
  const named = process.env.JOURNAL_STREAM
  if (named === undefined) return false
  try {
    const { dev, ino } = fstatSync(fd)
    return named === `${dev}:${ino}`
  } catch {
    return false
  }
}

const PRIORITY: Readonly<Record<string, number>> = { fatal: 2, error: 3, warn: 4, info: 6, debug: 7, trace: 7 }

/** Each line with its priority in front, as the journal reads it (sd-daemon(3)). */
function withPriority(place: LinePlace): LinePlace {
  return {
    write: (line) => {
      const level = /^\{"level":"(\w+)"/.exec(line)?.[1] ?? ''
      place.write(`<${PRIORITY[level] ?? 6}>${line}`)
    },
  }
}

/** Where lines go that are not written to a descriptor. */
export interface LinePlace {
  write(line: string): void
}

/** Opens the log on standard output (1) or standard error (2), or wherever it is told. Level is a pino level or `silent`. */
export function openLog(level: string, to: 1 | 2 | LinePlace = 1): Log & Required<Pick<Log, 'dropped' | 'setLevel'>> {
  const place = typeof to === 'number' ? new Sink(to) : { dropped: 0, write: (line: string) => to.write(line) }
  const formatters = { level: (name: string) => ({ level: name }) }
  const sink = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters },
    typeof to === 'number' && isJournal(to) ? withPriority(place) : place,
  )
  return {
    info: (fields, sentence) => sink.info(allowed(fields), sentence),
    warn: (fields, sentence) => sink.warn(allowed(fields), sentence),
    error: (fields, sentence) => sink.error(allowed(fields), sentence),
    debug: (fields, sentence) => sink.debug(allowed(fields), sentence),
    dropped: () => place.dropped,
    setLevel: (name) => {
      sink.level = name
    },
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
