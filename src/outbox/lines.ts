// Connections to the SMTP server between two letters: kept for a while, so that the next letter finds one signed in.
import type { Ended } from './ended.ts'
import { type Line, openLine, type SmtpSettings } from './smtp.ts'

/** A connection at work. */
export interface AtWork {
  readonly line: Line
  /** How long it had been free, in milliseconds: some servers end what rests. */
  readonly restedMs: number
}

/** Signed-in connections that are free; the newest is used first, so that the others may rest and be closed. */
export class Lines {
  readonly #settings: SmtpSettings
  readonly #free: { readonly line: Line; readonly since: number }[] = []

  constructor(settings: SmtpSettings) {
    this.#settings = settings
  }

  get idle(): number {
    return this.#free.length
  }

  /** A free one, or a new one; what the server said when it will not have us. */
  async take(): Promise<AtWork | { readonly ended: Ended }> {
    for (let held = this.#free.pop(); held !== undefined; held = this.#free.pop()) {
      if (held.line.usable) return { line: held.line, restedMs: performance.now() - held.since }
    }
    return this.takeNew()
  }

  /** A new one. */
  async takeNew(): Promise<AtWork | { readonly ended: Ended }> {
    const line = await openLine(this.#settings)
    return 'ended' in line ? line : { line, restedMs: 0 }
  }

  /** Gives one back; what cannot be used any more, or has carried so many letters, is closed. */
  give(line: Line, perLine: number): void {
    if (line.usable && line.letters < perLine) this.#free.push({ line, since: performance.now() })
    else line.close()
  }

  /** Closes those that have been free for so many milliseconds. */
  closeIdle(ms: number): void {
    while (this.#free[0] !== undefined && this.#free[0].since <= performance.now() - ms)
      this.#free.shift()?.line.close()
  }

  closeAll(): void {
    for (const held of this.#free.splice(0)) held.line.close()
  }
}
