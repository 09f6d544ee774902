// Connections to the SMTP server between two letters: kept for a while, so that the next letter finds one signed in.
import type { Ended } from './fate.ts'
import { type Line, openLine, type SmtpSettings } from './smtp.ts'

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
  async take(): Promise<Line | { readonly ended: Ended }> {
    for (let held = this.#free.pop(); held !== undefined; held = this.#free.pop()) {
      if (held.line.usable) return held.line
    }
    return openLine(this.#settings)
  }

  /** Gives one back; what cannot be used any more is closed. */
  give(line: Line): void {
    if (line.usable) this.#free.push({ line, since: performance.now() })
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
