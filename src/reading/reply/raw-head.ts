// The head of a mail as it lies in a mailbox, printed into a text: `~f` of mailx, Mutt with its head whole, Emacs.
import { plain } from '../text/plain.ts'

/** Only mailboxes hold these, no client prints them; a few print the Message-ID. */
const RAW = /^(?:Received|Return-Path|Delivered-To|MIME-Version|Content-Type|Content-Transfer-Encoding): ?\S/iu
const FIELD = /^[A-Za-z][A-Za-z0-9-]{1,40}:(?:\s|$)/u
/** The line that parts the mails of a mailbox. */
const MBOX = /^From \S{1,200} {1,2}\p{L}{3} \p{L}{3} [ \d]\d \d\d:\d\d(?::\d\d)? [^\n]{0,12}\d{4}$/u

const LONGEST = 100

/** Whether a line is a field of a mail's head, whichever. */
export function isField(line: string): boolean {
  return FIELD.test(line.slice(0, 100))
}

/** Lines of a head around a line, from its first field up to the blank line below. */
export interface RawHead {
  readonly from: number
  readonly to: number
  /** The line that parts the mails of a mailbox stands on top. */
  readonly mbox: boolean
}

/** The head around line `at`, or null where no field tells that it is one of a mailbox. */
export function rawHeadAround(lines: readonly string[], at: number): RawHead | null {
  const isOf = (n: number): boolean => {
    const line = (lines[n] ?? '').slice(0, 300)
    return FIELD.test(line) || (/^[ \t]/u.test(line) && plain(line) !== '')
  }
  let from = at
  while (from > 0 && from > at - LONGEST && isOf(from - 1)) from -= 1
  while (from < at && !FIELD.test((lines[from] ?? '').slice(0, 300))) from += 1
  let to = at
  while (to < lines.length && to < at + LONGEST && isOf(to)) to += 1
  const mbox = from > 0 && isMailboxLine(lines[from - 1] ?? '')
  if (!mbox && !lines.slice(from, to).some((line) => RAW.test(line.slice(0, 100)))) return null
  return { from: mbox ? from - 1 : from, to, mbox }
}

/** Whether a line parts the mails of a mailbox. */
export function isMailboxLine(line: string): boolean {
  return line.startsWith('From ') && MBOX.test(line.slice(0, 300).trimEnd())
}
