// Puts the judges of a mail together: words of this time, kind, bounce, forward.
import type { Mail, ReadText } from '../letter.ts'
import { readBounce } from './bounce.ts'
import { readForwarded } from './forwarded.ts'
import { judgeKind } from './kind.ts'
import type { Opened } from './parts.ts'
import { readText } from './trim.ts'

const MAX_ENCLOSED = 3

export type Judged = ReadText & Pick<Mail, 'kind' | 'mayAcknowledge' | 'why' | 'bounce' | 'forwarded'>

/** What the judges say of a mail taken apart. Never throws. */
export function judge(opened: Opened): Judged {
  const { kind, mayAcknowledge, why } = judgeKind(opened)
  return {
    ...wordsOf(opened),
    ...{ kind, mayAcknowledge, why },
    bounce: readBounce(opened),
    forwarded: readForwarded(opened),
  }
}

/** A mail that only encloses others says what they say; none of it is the sender's own. */
function wordsOf(opened: Opened): ReadText {
  if (opened.text.trim() !== '' || opened.type === 'multipart/report') return readText(opened.text)
  const enclosed = opened.parts.flatMap((part) => (part.embedded === null ? [] : [part.embedded.text.trim()]))
  const text = enclosed
    .filter((one) => one !== '')
    .slice(0, MAX_ENCLOSED)
    .join('\n\n')
  return { text, reply: '', quoted: text, signature: '' }
}
