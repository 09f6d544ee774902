// The bytes of a kept mail by position, read synchronously (in the worker) through one window, so that a mail of any
// size costs the same memory. Knows nothing of MIME.
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const WINDOW = 1 << 20

/** Random access to bytes; positions outside are cut off silently. */
export interface Source {
  readonly size: number
  /** Bytes from..to. The Buffer may be reused by the next call: copy what is to be kept. */
  bytes(from: number, to: number): Buffer
}

/** Bytes that lie in memory: a decoded part, a small mail. */
export function sourceOf(buffer: Buffer): Source {
  return { size: buffer.length, bytes: (from, to) => buffer.subarray(from, to) }
}

/** The same bytes, seen only up to `size`. */
export function cutSource(source: Source, size: number): Source {
  return size >= source.size ? source : { size, bytes: (from, to) => source.bytes(from, Math.min(to, size)) }
}

export interface OpenFile {
  readonly source: Source
  /** sha256 of the whole file, hexadecimal. */
  readonly sha256: string
  close(): void
}

/** Opens a mail on disk and hashes it. Throws the system's error when it cannot be read. */
export function openFile(path: string): OpenFile {
  const descriptor = openSync(path, 'r')
  try {
    const size = fstatSync(descriptor).size
    const source = size <= WINDOW ? sourceOf(readFully(descriptor, 0, size)) : windowed(descriptor, size)
    return { source: withNewlines(source), sha256: hashOf(source), close: () => closeSync(descriptor) }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

/** A mail whose lines end in carriage returns alone (old Macs) reads as if they were newlines. */
function withNewlines(source: Source): Source {
  const head = source.bytes(0, 64 << 10)
  if (!head.includes(13) || head.includes(10) || source.size > 32 << 20) return source
  const bytes = Buffer.from(source.bytes(0, source.size))
  for (let i = bytes.indexOf(13); i >= 0; i = bytes.indexOf(13, i + 1)) bytes[i] = 10
  return sourceOf(bytes)
}

function hashOf(source: Source): string {
  const hash = createHash('sha256')
  for (let at = 0; at < source.size; at += WINDOW) hash.update(source.bytes(at, at + WINDOW))
  return hash.digest('hex')
}

function windowed(descriptor: number, size: number): Source {
  const own = Buffer.allocUnsafeSlow(WINDOW)
  let window: Buffer = Buffer.alloc(0)
  let start = 0
  return {
    size,
    bytes(from, to) {
      const end = Math.min(to, size)
      if (from >= end) return Buffer.alloc(0)
      if (from < start || end > start + window.length) {
        const wanted = Math.min(Math.max(end - from, WINDOW), size - from)
        window = readInto(wanted <= WINDOW ? own : Buffer.allocUnsafeSlow(wanted), descriptor, from, wanted)
        start = from
      }
      return window.subarray(from - start, end - start)
    },
  }
}

function readFully(descriptor: number, from: number, length: number): Buffer {
  return readInto(Buffer.allocUnsafeSlow(length), descriptor, from, length)
}

function readInto(buffer: Buffer, descriptor: number, from: number, length: number): Buffer {
  let done = 0
  while (done < length) {
    const read = readSync(descriptor, buffer, done, length - done, from + done)
    if (read === 0) break
    done += read
  }
  return buffer.subarray(0, done)
}
