// Who speaks is proved, not believed: a token issued to this engineer, and where
// the mail server vouches for senders, its word too. No rule about Date: clocks and queues are late, tokens are not guessed.
import { sameAddress } from '../../letter.ts'
import type { Doubt } from '../../words/words.ts'
import type { ClaimedScene } from './work.ts'

/** The `once` key of a token that others have got. */
export function exposureKey(token: string): string {
  return `exposed:${token}`
}

/** What speaks against the sender; null when the mail proves him. */
export function doubtAbout(scene: ClaimedScene): Doubt | null {
  const { letter, clues, policy, claim, engineer } = scene
  if (letter.fromMailboxes !== 1) return { is: 'not one From' }
  if (claim.repeats) return { is: 'repeats a mail' }
  if (clues.token === null || !sameAddress(clues.token.engineer, engineer.address)) {
    return { is: 'answers no mail of ours' }
  }
  const { sender, because } = letter.verdict
  if (claim.done.has(exposureKey(clues.token.text)) && sender !== 'pass') return { is: 'seen by others' }
  return policy.verdictsExpected && sender !== 'pass' ? { is: 'sender not vouched for', because } : null
}
