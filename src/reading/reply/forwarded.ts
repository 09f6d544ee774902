// Somebody else's letter inside a mail: the block that mail clients print when a mail is forwarded, or a message/rfc822 part.
// What is printed on top wins. What it says of its author is a claim, no proof.
import type { Forwarded } from '../../letter.ts'
import { isNotice } from '../kind/delivery-status.ts'
import { firstOf, type Opened } from '../mime/parts.ts'
import { plain } from '../text/plain.ts'
import { forwardedFrom, readBlock, readUnheaded, unquoted } from './forward-block.ts'
import { isForwardSubject } from './forward-subject.ts'
import { headerLine } from './header-labels.ts'
import { type Mark, UNKNOWN } from './mark.ts'
import { behindSeparator, markAt } from './quote-marks.ts'
import { isField, isMailboxLine } from './raw-head.ts'

/** Reads the forwarded letter; null when the mail carries none, or is itself a mail server's notice. */
export function readForwarded(opened: Opened): Forwarded | null {
  if (isNotice(opened) !== null || opened.type === 'multipart/report') return null
  return printed(opened) ?? attached(opened)
}

function attached(opened: Opened): Forwarded | null {
  const embedded = opened.parts.find((part) => part.embedded !== null)?.embedded
  return embedded === null || embedded === undefined ? null : forwardedFrom(embedded)
}

const ANSWER_SUBJECT = /^\s{0,9}(?:re|на|ha|отв|ответ|aw|sv)(?:\[\d{1,3}\])?\s?:/iu
const LOOKED_THROUGH = 5000

/** A printed block; Outlook prints the same above an answer, so there the subject has to tell. */
function printed(opened: Opened): Forwarded | null {
  const lines = opened.text.replaceAll('\r\n', '\n').split('\n')
  const subject = firstOf(opened.fields, 'subject') ?? ''
  const mayLookAlike = isForwardSubject(subject) || !isAnswer(opened, subject)
  const { author } = opened
  for (let at = 0; at < Math.min(lines.length, LOOKED_THROUGH); at += 1) {
    const quoted = plain(lines[at] ?? '').startsWith('>')
    if (quoted && mayLookAlike) return printedInQuote(lines.slice(at).map(unquoted), author)
    const mark = markAt(lines, at, () => 0, { ...UNKNOWN, subject })
    if (mark === null) continue
    const inLine = behindSeparator(lines[at] ?? '') !== ''
    if (mark.forward || (inLine && mayLookAlike)) return behindMark(lines, mark, author)
    if (isMailboxLine(lines[at] ?? '')) return mayLookAlike ? readBlock(lines, at + 1, author) : null
    const headed = beginsHead(lines[at] ?? '') || headersFollow(lines, mark)
    return headed && mayLookAlike ? readBlock(lines, beginsHead(lines[at] ?? '') ? at : mark.to, author) : null
  }
  return null
}

/** A block that somebody quoted with `> ` as a whole. */
function printedInQuote(lines: readonly string[], author: string): Forwarded | null {
  const at = lines.findIndex((line) => plain(line) !== '')
  const mark = at < 0 ? null : markAt(lines, at, () => 0, UNKNOWN)
  if (mark?.forward) return behindMark(lines, mark, author)
  const headed = at >= 0 && (headerLine(lines[at] ?? '') !== null || (mark !== null && headersFollow(lines, mark)))
  return headed && mark !== null ? readBlock(lines, headerLine(lines[at] ?? '') === null ? mark.to : at, author) : null
}

/** Samsung prints the header on the separator's own line. */
function behindMark(lines: readonly string[], mark: Mark, author: string): Forwarded | null {
  const first = lines[mark.from] ?? ''
  const rest = behindSeparator(first)
  const all = rest === '' ? lines : [rest, ...lines.slice(mark.to)]
  const from = rest === '' ? mark.to : 0
  return readBlock(all, from, author) ?? (mark.forward ? readUnheaded(lines, mark.to, first, author) : null)
}

function isAnswer(opened: Opened, subject: string): boolean {
  return ANSWER_SUBJECT.test(subject) || firstOf(opened.fields, 'in-reply-to') !== null
}

function beginsHead(line: string): boolean {
  return headerLine(line) !== null || isField(line)
}

/** «-----Исходное сообщение-----» with header lines behind it. */
function headersFollow(lines: readonly string[], mark: Mark): boolean {
  return lines.slice(mark.to, mark.to + 4).some((line) => headerLine(unquoted(line)) !== null)
}
