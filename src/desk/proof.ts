// Who speaks is proved, not believed (desk by mail, engineer 7; decision 3): a token issued to this engineer, and where
// the mail server vouches for senders, its word too. No rule about Date: clocks and queues are late, tokens are not guessed.
import { say } from './phrases.ts'
import type { Scene } from './work.ts'

/** Why the mail does not prove its sender, for the engineer's eyes; null when it does. */
export function doubtAbout(scene: Scene): string | null {
  const { letter, clues, policy, facts, engineer } = scene
  if (letter.fromMailboxes !== 1) {
    return say(policy, 'в поле From не один адрес', 'its From names more than one mailbox, or none')
  }
  if (facts.repeats === true) {
    return say(policy, 'это повтор письма, которое уже исполнено', 'it repeats a mail that has been carried out')
  }
  if (clues.token === null || clues.token.engineer.toLowerCase() !== engineer.address.toLowerCase()) {
    return say(
      policy,
      'это не ответ на письмо, которое служба отправила вам',
      'it answers no mail that the desk sent you',
    )
  }
  if (policy.verdictsExpected && letter.verdict.sender !== 'pass') {
    return say(
      policy,
      `почтовый сервер не подтвердил отправителя (${letter.verdict.because})`,
      `the mail server does not vouch for its sender (${letter.verdict.because})`,
    )
  }
  return null
}
