// The customer's own thread, as our next letter refers to it (RFC 5322 section 3.6.4). Ids come from strangers' mail: only
// what looks like an id is ever repeated in a header of ours (T6), and never an engineer's token that got out to one of them.
import type { Letter } from '../../letter.ts'
import { holdsToken } from './tag.ts'

/** RFC 5322 allows more; nothing that a mail client makes is longer or holds other signs. */
const ID = /^[\x21-\x3b\x3d\x3f-\x7e]{1,250}$/

/** Message-ID and References that an answer to this letter is made from. */
export function threadAfter(letter: Letter): { readonly lastMessageId: string | null; readonly references: string[] } {
  const parents = letter.references.length > 0 ? letter.references : [letter.inReplyTo ?? '']
  return {
    lastMessageId: letter.messageId !== null && mayRepeat(letter.messageId) ? letter.messageId : null,
    references: parents.filter(mayRepeat),
  }
}

function mayRepeat(id: string): boolean {
  return ID.test(id) && !holdsToken(id)
}
