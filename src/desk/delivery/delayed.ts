// Warnings that an answer is still under way: the first is recorded, and the engineer hears when it becomes serious, once.
import type { CustomerScene } from '../scene/scene.ts'

/** An answer that has not arrived for so long is told of at the first warning. */
const SERIOUS_MS = 24 * 3_600_000

/** A delay of a person's answer, as the engineer has to hear of it. */
export interface Delay {
  readonly recipient: string
  readonly warnings: number
  readonly hours: number
}

/** What a warning says of an answer of ours; null for any other mail. `told`: the engineer hears of it with this one. */
export function delayOf({ letter, facts }: CustomerScene): { readonly delay: Delay; readonly told: boolean } | null {
  const answer = facts.bounced
  const recipients = letter.bounce?.recipients ?? []
  const isDelay = recipients.length > 0 && recipients.every((one) => one.action === 'delayed')
  if (letter.kind !== 'bounce' || answer?.kind !== 'answer' || !isDelay) return null
  const warned = [...facts.delays, letter.arrivedAt]
  const ages = warned.map((at) => at.getTime() - answer.filedAt.getTime())
  const isSerious = (age: number, n: number): boolean => n > 0 || age >= SERIOUS_MS
  const delay = {
    recipient: recipients[0]?.address ?? '',
    warnings: warned.length,
    hours: Math.max(0, Math.floor((ages.at(-1) ?? 0) / 3_600_000)),
  }
  return { delay, told: ages.findIndex(isSerious) === ages.length - 1 }
}
