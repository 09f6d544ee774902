// A bounce of an engineer's answer: an undelivered answer is no answer. Tied to it by our own Message-ID or by its own
// bounce address; without either a bounce proves nothing (RFC 3464; mail.md 3).
import type { Decision } from './decision.ts'
import type { CustomerScene } from './scene.ts'

/** The decision on a bounce that says an answer of ours was not delivered for good; null for any other mail. */
export function undelivered(_scene: CustomerScene): Decision | null {
  return null
}
