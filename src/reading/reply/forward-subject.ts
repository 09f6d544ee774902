// The subjects of mails that forward: the clients' words in front, Mutt's brackets, `(fwd)` behind (nmh, Alpine).

const BEFORE = /^\s{0,9}(?:\[[^\]]{0,60}\]\s{0,3})?(?:fwd?|fw|пересл|пер|wg|tr|rv|enc|i)\s?:/iu
const MUTT = /^\s{0,9}\[[^\s[\]:]{1,80}@[^\s[\]:]{1,80}: [^\n]{0,400}\]$/u
const BEHIND = /\((?:fwd|пересл)\)\s{0,9}$/iu

/** Whether a subject says that its mail forwards another. */
export function isForwardSubject(subject: string): boolean {
  const text = subject.slice(0, 1000)
  return BEFORE.test(text) || MUTT.test(text.trimEnd()) || BEHIND.test(text.slice(-40))
}
