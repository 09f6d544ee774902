// How far something has come that takes longer than two seconds: one line on the terminal that is written anew, and none
// where the output is no terminal.
import type { Io } from './verb.ts'

export interface Progress {
  /** `of` 0: nobody knows how much there is. */
  step(what: string, done: number, of?: number): void
  /** A part begins that may take long and tells nothing meanwhile. */
  part(what: string): void
  /** Takes the line away. To be called before anything else is said, and at the end. */
  clear(): void
}

const PATIENCE_MS = 2000
const EVERY_MS = 200

const SILENT: Progress = { step: () => undefined, part: () => undefined, clear: () => undefined }

/** Progress on standard error. */
export function openProgress(io: Pick<Io, 'terminal'>): Progress {
  const { terminal } = io
  if (terminal === undefined || terminal === null) return SILENT
  const begun = performance.now()
  let written = 0
  let shown = false
  return {
    step(what, done, of = 0) {
      const now = performance.now()
      if (now - begun < PATIENCE_MS || now - written < EVERY_MS) return
      written = now
      shown = true
      terminal(`\r\u001b[K${what}: ${grouped(done)}${of === 0 ? '' : ` of ${grouped(of)}`}`)
    },
    part(what) {
      shown = true
      terminal(`\r\u001b[K${what} …`)
    },
    clear() {
      if (shown) terminal('\r\u001b[K')
      shown = false
    },
  }
}

/** 12 345 678, so that a person reads it. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ' ')
}
