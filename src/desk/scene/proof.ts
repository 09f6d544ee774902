// Who speaks is proved, not believed (desk by mail, engineer 7; decision 3): a token issued to this engineer, and where
// the mail server vouches for senders, its word too. No rule about Date: clocks and queues are late, tokens are not guessed.
import { sameAddress } from '../../letter.ts'
import type { Doubt } from '../../words/words.ts'
import type { Scene } from './work.ts'

/** The `once` key of a token that others have got. */
export function exposureKey(token: string): string {
  return `exposed:${token}`
}

/** What speaks against the sender; null when the mail proves him. */
export function doubtAbout(scene: Scene): Doubt | null {
  const { letter, clues, policy, facts, engineer } = scene
  if (letter.fromMailboxes !== 1) return { is: 'not one From' }
  if (facts.repeats === true) return { is: 'repeats a mail' }
  if (clues.token === null || !sameAddress(clues.token.engineer, engineer.address)) {
    return { is: 'answers no mail of ours' }
  }
  const { sender, because } = letter.verdict
  if (facts.done?.has(exposureKey(clues.token.text)) === true && sender !== 'pass') return { is: 'seen by others' }
  return policy.verdictsExpected && sender !== 'pass' ? { is: 'sender not vouched for', because } : null
}
