// Who speaks is proved, not believed (desk by mail, engineer 7; decision 3): a token issued to this engineer, and where
// the mail server vouches for senders, its word too. No rule about Date: clocks and queues are late, tokens are not guessed.
import { sameAddress } from '../../letter.ts'
import { verdictSaid } from '../ticket/rules-said.ts'
import type { Scene } from './work.ts'

/** Why a mail does not prove its sender: for the engineer's eyes in both languages, and for the log in English. */
export interface Doubt {
  readonly ru: string
  readonly en: string
}

/** What speaks against the sender; null when the mail proves him. */
export function doubtAbout(scene: Scene): Doubt | null {
  const { letter, clues, policy, facts, engineer } = scene
  if (letter.fromMailboxes !== 1) {
    return { ru: 'в поле From не один адрес', en: 'its From names more than one mailbox, or none' }
  }
  if (facts.repeats === true) {
    return { ru: 'это повтор письма, которое уже было', en: 'it repeats a mail that was there before' }
  }
  if (clues.token === null || !sameAddress(clues.token.engineer, engineer.address)) {
    return {
      ru: 'это не ответ на письмо, которое служба отправила вам',
      en: 'it answers no mail that the desk sent you',
    }
  }
  if (policy.verdictsExpected && letter.verdict.sender !== 'pass') {
    const { because } = letter.verdict
    return {
      ru: `почтовый сервер не подтвердил отправителя (${verdictSaid(because, 'ru')})`,
      en: `the mail server does not vouch for its sender (${because})`,
    }
  }
  return null
}
