// Puts the judges of a mail together: words of this time, kind, bounce, forward.
import type { Mail, ReadText } from '../letter.ts'
import { readBounce } from './bounce.ts'
import { readForwarded } from './forwarded.ts'
import { judgeKind } from './kind.ts'
import { firstOf, type Opened } from './parts.ts'
import { readText } from './trim.ts'

const MAX_ENCLOSED = 3
const MAX_LINES = 3000
const MAX_CHARS = 300_000

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

/** Beyond some thousand lines nobody writes himself: that is a log or a listing, kept as text and left unjudged. */
function readLong(text: string, subject: string): ReadText {
  let end = 0
  for (let line = 0; line < MAX_LINES && end >= 0 && end < MAX_CHARS; line++) end = text.indexOf('\n', end + 1)
  if (end < 0 && text.length <= MAX_CHARS) return readText(text, subject)
  const cut = end < 0 ? MAX_CHARS : Math.min(end, MAX_CHARS)
  const judged = readText(text.slice(0, cut), subject)
  return { ...judged, text, quoted: judged.quoted + text.slice(cut) }
}

/** A mail that only encloses others says what they say; none of it is the sender's own. */
function wordsOf(opened: Opened): ReadText {
  if (opened.text.trim() !== '' || opened.type === 'multipart/report')
    return readLong(opened.text, firstOf(opened.fields, 'subject') ?? '')
  const enclosed = opened.parts.flatMap((part) => (part.embedded === null ? [] : [part.embedded.text.trim()]))
  const text = enclosed
    .filter((one) => one !== '')
    .slice(0, MAX_ENCLOSED)
    .join('\n\n')
  return { text, reply: '', quoted: text, signature: '' }
}
