// What the reader of mail could not read whole and an engineer should know before he looks for it. Small repairs
// (a guessed charset, a lost boundary) stand in the record of the letter and are not said here.
import type { Defect, Letter } from '../../letter.ts'
import type { Warning } from '../../words/words.ts'

/** What each doubt follows from, in the order in which they are said. */
const DOUBTS: readonly (readonly [Warning, (defect: Defect) => boolean])[] = [
  [{ is: 'encrypted mail', by: 'S/MIME' }, (one) => one.is === 'encrypted' && one.by === 'S/MIME'],
  [{ is: 'encrypted mail', by: 'PGP' }, (one) => one.is === 'encrypted' && one.by === 'PGP'],
  [{ is: 'S/MIME part unread' }, anyOf('S/MIME unreadable')],
  [{ is: 'signed mail' }, anyOf('signature unchecked', 'S/MIME unwrapped')],
  [{ is: 'one piece of a mail' }, anyOf('piece of a mail')],
  [{ is: 'winmail.dat attached' }, anyOf('winmail.dat unreadable')],
  [{ is: 'only the beginning read' }, anyOf('mail too large')],
  [{ is: 'only the beginning shown' }, anyOf('text too long')],
  [{ is: 'oddly built mail' }, anyOf('too many parts', 'parts too deep', 'head too large', 'too many borders')],
  [{ is: 'several addresses in From' }, anyOf('several senders')],
]

function anyOf(...codes: readonly Defect['is'][]): (defect: Defect) => boolean {
  return ({ is }) => codes.includes(is)
}

/** A word for each thing that is missing or unproven in what is shown, each once. */
export function readingDoubts(letter: Pick<Letter, 'defects'>): readonly Warning[] {
  return DOUBTS.filter(([, follows]) => letter.defects.some(follows)).map(([doubt]) => doubt)
}
